"""The records of the search: what a reader may look for, each with the page and the place that answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from digest.nouns import Edition, Person, Story
from digest.publish.addresses import inside, person_address, story_address, topic_address
from digest.publish.almanac import Almanac, almanac, outlet_of, story_days
from digest.publish.languages import Words
from digest.publish.options import SiteOptions
from digest.publish.story_view import story_view
from digest.publish.views import QuoteView, StoryView

ALWAYS = "all"  # the bundle of what belongs to no year


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A part of a page that can be found by itself."""

    anchor: str  # on the record's page
    heading: str  # who says it: "Mira Tan, Mayor of Port Ember", or the outlet of a sentence
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """By what a record can be filtered."""

    kind: str  # "story", "person", "outlet" or "topic"
    day: date | None  # the latest of a story's articles
    topics: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    people: tuple[str, ...] = ()  # who is quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A page, as the search knows it."""

    address: str  # from the site's root
    bundle: str  # the year that it is indexed with, as "2025", or ALWAYS
    title: str
    note: str  # beside the title, in results: "5 March 2031, 3 outlets", "Person, Mayor of Port Ember"
    words: str  # more by which it can be found: names of its outlets, other spellings
    passages: tuple[Passage, ...]
    found: Found


def records(edition: Edition, options: SiteOptions) -> tuple[Record, ...]:
    """A record of each story, person, outlet and topic of an edition, by address.

    A story and a person stay with the year of their first dated article, so that a later year leaves the earlier ones'
    index as it is.
    """
    book = almanac(edition, options)
    made = (
        *(_story(story, story_view(story, book), book) for story in edition.stories),
        *(_person(person, book) for person in edition.people),
        *(_outlet(name, slug, book.words) for name, slug in book.outlets.items()),
        *(_topic(slug, book) for slug in book.topics),
    )
    return tuple(sorted(made, key=lambda record: record.address))


def _story(story: Story, view: StoryView, book: Almanac) -> Record:
    days = story_days(story, book.zone)
    outlets = tuple(dict.fromkeys(name for member in story.members if (name := outlet_of(member))))
    said = (*view.quotes, *view.more_quotes)
    return Record(
        address=story_address(story),
        bundle=_year(days),
        title=view.headline,
        note=", ".join(part for part in (view.when, _told_by(len(outlets), book.words)) if part),
        words=", ".join((*outlets, *(topic.text for topic in view.topics), *view.tags)),
        passages=(
            *(Passage(anchor=one.anchor, heading=one.source.label, text=one.text) for one in view.sentences),
            *(Passage(anchor=one.anchor, heading=_speaker(one), text=" … ".join(one.parts)) for one in said),
        ),
        found=Found(
            kind="story",
            day=max(days, default=None),
            topics=tuple(topic.text for topic in view.topics),
            outlets=outlets,
            people=tuple(dict.fromkeys(one.speaker for one in said if one.person_address)),
        ),
    )


def _told_by(outlets: int, words: Words) -> str:
    return words.ngettext("%(num)s outlet", "%(num)s outlets", outlets) if outlets else ""


def _speaker(quote: QuoteView) -> str:
    return f"{quote.speaker}{quote.joint} {quote.role}" if quote.role else quote.speaker


def _person(person: Person, book: Almanac) -> Record:
    days = [day for article in person.articles for day in story_days(book.homes[article].story, book.zone)]
    roles = dict.fromkeys(role.text for role in person.roles)
    return Record(
        address=person_address(person.id),
        bundle=_year(days),
        title=person.name,
        note=", ".join((book.words.gettext("Person"), *list(roles)[:1])),
        words=", ".join((*person.forms, *roles)),
        passages=(),
        found=Found(kind="person", day=None),
    )


def _outlet(name: str, slug: str, words: Words) -> Record:
    found = Found(kind="outlet", day=None)
    return Record(
        address=inside(f"outlets/{slug}/"),
        bundle=ALWAYS,
        title=name,
        note=words.gettext("Outlet"),
        words="",
        passages=(),
        found=found,
    )


def _topic(slug: str, book: Almanac) -> Record:
    topic = book.topics[slug]
    return Record(
        address=topic_address(slug),
        bundle=ALWAYS,
        title=topic.name,
        note=book.words.gettext("Topic"),
        words=topic.description,
        passages=(),
        found=Found(kind="topic", day=None),
    )


def _year(days: Sequence[date]) -> str:
    return str(min(days).year) if days else ALWAYS
