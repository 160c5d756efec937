"""A person as a page shows them: everything said, by story."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from digest.nouns import Person, Role, Story
from digest.publish.addresses import inside, person_address
from digest.publish.almanac import Almanac, story_days
from digest.publish.languages import Words
from digest.publish.safe import Safe
from digest.publish.shelves import Place, Shelf, letters_of, shelved
from digest.publish.source_view import source_view
from digest.publish.strip import Counted, StripView, strip_view
from digest.publish.views import LinkView, QuoteView, SourceView, StoryView
from digest.publish.wording import comma, local_day, stories_words

_ARTICLE = re.compile(r"^(?:the|an?)\s+")
_EACH = 12  # quotes of one story that a list shows; the story's page has them all
_WHOLE, _NEWEST, _MOST = 120, 40, 200  # on a page that has everything, on the first of several, on each of the others
_OUTLETS = 8  # that are named as printing a person's words

Stories = Mapping[str, StoryView]
Quotes = Mapping[str, Mapping[str, Sequence[QuoteView]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleView:
    """A role as printed, and where."""

    text: str
    source: SourceView
    story: StoryView
    more: int  # further articles that print the same role


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsOfView:
    """What a person said in one story; nothing where the story only names the person."""

    story: StoryView
    quotes: tuple[QuoteView, ...]
    more: int  # further quotes, that the story's page has


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """A person, with everything said."""

    name: str
    address: Safe
    role: str
    joint: Safe  # between name and role, as for a quote
    roles: tuple[RoleView, ...]
    forms: tuple[str, ...]
    counted: str  # "5 quotes in 2 stories"
    quote_count: int
    outlets: tuple[LinkView, ...]  # that print the person's words, with how many; the most first
    more_outlets: int
    strip: StripView | None  # None where all is of one week
    said: tuple[WordsOfView, ...]  # newest story first
    mentioned: tuple[StoryView, ...]
    shelves: tuple[Shelf[WordsOfView], ...]  # pages by year, where not everything stands on the first


def newest_first(stories: Iterable[Story], book: Almanac) -> list[Story]:
    """Stories by their last trusted day, newest first; undated last, ties by id."""
    by_id = sorted(stories, key=lambda story: story.id)
    return sorted(by_id, key=lambda story: max(story_days(story, book.zone), default=date.min), reverse=True)


def story_place(story: Story, book: Almanac, weight: int = 1) -> Place:
    """Where lists have a story: under the day of its first trusted article, whatever follows later."""
    day = min(story_days(story, book.zone), default=None)
    return Place(day=day, name=letters_of(story.slug), weight=weight)


def person_views(people: Sequence[Person], stories: Stories, book: Almanac) -> tuple[PersonView, ...]:
    """Everybody of the edition, in its order."""
    quotes = _quotes(stories)
    return tuple(_person(person, quotes.get(person_address(person.id), {}), stories, book) for person in people)


def _quotes(stories: Stories) -> Quotes:
    """All quotes by speaker (the address) and by story, from a story's newest article to its oldest."""
    found: dict[str, dict[str, list[QuoteView]]] = defaultdict(lambda: defaultdict(list))
    for story in stories.values():
        for quote in sorted((*story.quotes, *story.more_quotes), key=lambda one: -one.source.number):
            if quote.person_address:
                found[quote.person_address][story.id].append(quote)
    return found


def _person(person: Person, quotes: Mapping[str, Sequence[QuoteView]], stories: Stories, book: Almanac) -> PersonView:
    places = {book.homes[article].story.id for article in person.articles if article in book.homes} | set(quotes)
    ordered = newest_first([book.stories[place] for place in sorted(places)], book)
    entries = [_words_of(stories[story.id], quotes.get(story.id, ())) for story in ordered]
    shown, shelves = _on_pages(entries, book)
    number = sum(map(len, quotes.values()))
    printed = Counter(quote.source.outlet for quote in chain.from_iterable(quotes.values()))
    days = _quoted_days(person.id, ordered, book)
    latest = _latest_role(person)
    return PersonView(
        name=person.name,
        address=person_address(person.id),
        role=latest,
        joint=Safe(comma(latest)),
        roles=_roles(person, stories, book),
        forms=tuple(form for form in person.forms if form != person.name),
        counted=_counted(number, sum(bool(entry.quotes) for entry in entries), len(entries), book.words),
        quote_count=number,
        outlets=tuple(_outlets(printed, book))[:_OUTLETS],
        more_outlets=max(0, len(set(printed) - {""}) - _OUTLETS),
        strip=strip_view(days, Counted.QUOTES, book.words),
        said=tuple(entry for entry in shown if entry.quotes),
        mentioned=tuple(entry.story for entry in shown if not entry.quotes),
        shelves=shelves,
    )


def _words_of(story: StoryView, quotes: Sequence[QuoteView]) -> WordsOfView:
    return WordsOfView(story=story, quotes=tuple(quotes[:_EACH]), more=len(quotes[_EACH:]))


def _on_pages(entries: list[WordsOfView], book: Almanac) -> tuple[list[WordsOfView], tuple[Shelf[WordsOfView], ...]]:
    """What the person's first page shows, and the pages by year where that is not everything."""

    def weight(entry: WordsOfView) -> int:
        return max(1, len(entry.quotes))

    if sum(map(weight, entries)) <= _WHOLE:
        return entries, ()
    newest, room = [], _NEWEST
    for entry in entries:
        room -= weight(entry)
        if room < 0:
            break
        newest.append(entry)
    return newest, shelved(
        entries,
        lambda entry: story_place(book.stories[entry.story.id], book, weight(entry)),
        most=_MOST,
        words=book.words,
    )


def _counted(quotes: int, told: int, named: int, words: Words) -> str:
    if not quotes:
        return words.ngettext("named in %(num)s story", "named in %(num)s stories", named)
    return words.gettext(
        "%(quotes)s in %(stories)s",
        quotes=words.ngettext("%(num)s quote", "%(num)s quotes", quotes),
        stories=stories_words(told, words),
    )


def _outlets(printed: Mapping[str, int], book: Almanac) -> Iterator[LinkView]:
    for name, number in sorted(printed.items(), key=lambda one: (-one[1], one[0].casefold(), one[0])):
        if name:
            yield LinkView(text=name, address=inside(f"outlets/{book.outlets[name]}/"), note=book.words.number(number))


def _quoted_days(person: str, stories: Iterable[Story], book: Almanac) -> Iterator[date]:
    """The day of each quote, as far as it is known and trusted."""
    for quote in (quote for story in stories for quote in story.told.quotes if quote.person == person):
        moment = book.homes[quote.article].member.published
        if moment and not moment.doubt:
            yield local_day(moment, book.zone)


def _latest_role(person: Person) -> str:
    """The latest printed title; a clause ("who teaches …") only where there is none."""
    roles = [role.text for role in person.roles]
    return next((role for role in reversed(roles) if not role.startswith("who ")), roles[-1] if roles else "")


def _roles(person: Person, stories: Stories, book: Almanac) -> tuple[RoleView, ...]:
    """Each role once, where it was printed first; the latest role comes first.

    "the Prime Minister" is no other role than "prime minister".
    """
    printed: dict[str, list[Role]] = defaultdict(list)
    for role in person.roles:
        if role.article in book.homes:
            printed[_ARTICLE.sub("", role.text.casefold())].append(role)
    return tuple(
        RoleView(
            text=same[0].text,
            source=source_view(same[0].article, book),
            story=stories[book.homes[same[0].article].story.id],
            more=len(same) - 1,
        )
        for same in reversed(printed.values())
    )
