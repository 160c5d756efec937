"""The records of the search: what a reader may look for, each with the page and the place that answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from digest.nouns import KeyQuote, Person, Story
from digest.publish.addresses import inside, person_address, story_address, topic_address
from digest.publish.almanac import Almanac, outlet_of, story_days
from digest.publish.languages import Words
from digest.publish.story_view import tags
from digest.publish.wording import comma, span_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A part of a page that can be found by itself."""

    anchor: str  # on the record's page
    heading: str  # who says it: "Mira Tan, Mayor of Port Ember", or the outlet of a sentence
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A story's page, as the search knows it, and by what it can be filtered."""

    address: str  # from the site's root
    first: date | None  # the earliest of its articles' days, by which it is filed
    last: date | None  # the latest
    title: str
    note: str  # beside the title, in results: "5 March 2031, 3 outlets"
    words: str  # more by which it can be found: names of its outlets, its topics
    passages: tuple[Passage, ...]
    topics: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    people: tuple[str, ...] = ()  # who is quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person, an outlet or a topic, as the search knows it: found by its words alone."""

    address: str  # from the site's root
    title: str
    note: str  # beside the title, in results: "Person, Mayor of Port Ember"
    words: str = ""  # more by which it can be found: other spellings, roles


def story_record(story: Story, book: Almanac) -> Record:
    """A story with its sentences and quotes: those with a place of their own on its page, key quotes first."""
    days = story_days(story, book.zone)
    outlets = tuple(dict.fromkeys(name for member in story.members if (name := outlet_of(member))))
    topics = tuple(book.topics[slug].name for slug in story.topics)
    quotes = sorted(enumerate(story.told.quotes, start=1), key=lambda numbered: not numbered[1].key)
    heard = (book.names.get(quote.person) for _, quote in quotes)
    return Record(
        address=story_address(story),
        first=min(days, default=None),
        last=max(days, default=None),
        title=story.told.headline.text,
        note=", ".join(part for part in (span_words(days, book.words), _told_by(len(outlets), book.words)) if part),
        words=", ".join((*outlets, *topics, *tags(story, book))),
        passages=(*_sentences(story, book), *(_quote(quote, place, book) for place, quote in quotes)),
        topics=topics,
        outlets=outlets,
        people=tuple(dict.fromkeys(name for name in heard if name)),
    )


def _sentences(story: Story, book: Almanac) -> Iterator[Passage]:
    outlets = {member.analysis.article.id: outlet_of(member) for member in story.members}
    for place, extract in enumerate(story.told.summary, start=1):
        outlet = outlets[extract.article] or book.words.gettext("outlet unknown")
        yield Passage(anchor=f"sentence-{place}", heading=outlet, text=extract.text)


def _quote(quote: KeyQuote, place: int, book: Almanac) -> Passage:
    name, role = book.names.get(quote.person), quote.parts[0].role
    speaker = name or quote.speaker or ""
    heading = f"{speaker}{comma(role)} {role}" if role else speaker
    return Passage(anchor=f"quote-{place}", heading=heading, text=" … ".join(part.text for part in quote.parts))


def _told_by(outlets: int, words: Words) -> str:
    return words.ngettext("%(num)s outlet", "%(num)s outlets", outlets) if outlets else ""


def person_name(person: Person, kind: str) -> Name:
    """A person with all spellings and roles; `kind` says in a word what it is."""
    roles = dict.fromkeys([role.text for role in person.roles])
    return Name(
        address=person_address(person.id),
        title=person.name,
        note=", ".join([kind, *list(roles)[:1]]),
        words=", ".join((*person.forms, *roles)),
    )


def names_of(book: Almanac) -> Iterator[Name]:
    """All people, outlets and topics."""
    kind = book.words.gettext("Person")
    yield from (person_name(person, kind) for person in book.people.values())
    for name, slug in book.outlets.items():
        yield Name(address=inside(f"outlets/{slug}/"), title=name, note=book.words.gettext("Outlet"))
    for slug, topic in book.topics.items():
        note = book.words.gettext("Topic")
        yield Name(address=topic_address(slug), title=topic.name, note=note, words=topic.description)
