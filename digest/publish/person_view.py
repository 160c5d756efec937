"""A person as a page shows them: everything said, by story."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.nouns import Person, Role
from digest.publish.addresses import inside, person_address, story_address
from digest.publish.almanac import Almanac
from digest.publish.glimpses import Line, Naming, Piece, newest_first
from digest.publish.languages import Words
from digest.publish.safe import Safe
from digest.publish.shelves import Place, Shelf, letters_of, shelved
from digest.publish.strip import Counted, StripView, strip_view
from digest.publish.views import LinkView, QuoteView, StoryView
from digest.publish.wording import comma, stories_words

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
    source: Piece
    story: LinkView
    more: int  # further articles that print the same role


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsOfView:
    """What a person said in one story; nothing where the story only names the person.

    Its story is looked up when a page shows it.
    """

    naming: Naming
    person: Safe  # the address
    stories: Stories

    @property
    def story(self) -> StoryView:
        """The story."""
        return self.stories[self.naming.line.id]

    @property
    def quotes(self) -> tuple[QuoteView, ...]:
        """The quotes of its newest article first; as many as a list shows."""
        return self._all[:_EACH] if self.naming.said else ()

    @property
    def more(self) -> int:
        """Further quotes, that the story's page has."""
        return max(0, len(self.naming.said) - _EACH)

    @property
    def _all(self) -> tuple[QuoteView, ...]:
        ordered = sorted((*self.story.quotes, *self.story.more_quotes), key=lambda one: -one.source.number)
        return tuple(quote for quote in ordered if quote.person_address == self.person)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """A person in a list of many."""

    name: str
    address: Safe
    role: str
    joint: Safe  # between name and role, as for a quote
    counted: str  # "5 quotes in 2 stories"
    quote_count: int


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

    @property
    def single_role(self) -> bool:
        """Whether the page's head has said all that quotes could say of the person's role."""
        return len(self.roles) <= 1


def story_place(story: Line, weight: int = 1) -> Place:
    """Where lists have a story: under the day of its first trusted article, whatever follows later."""
    return Place(day=story.first, name=letters_of(story.slug), weight=weight)


def entry_view(name: str, book: Almanac) -> EntryView:
    """A person (an id) in a list of many."""
    person, (quotes, told, named) = book.people[name], book.tallies[name]
    role = _latest_role(person)
    return EntryView(
        name=person.name,
        address=person_address(name),
        role=role,
        joint=Safe(comma(role)),
        counted=_counted(quotes, told, named, book.words),
        quote_count=quotes,
    )


def person_view(name: str, stories: Stories, book: Almanac) -> PersonView:
    """A person (an id), with everything said."""
    person, namings = book.people[name], {naming.line.id: naming for naming in book.namings[name]}
    address, ordered = person_address(name), newest_first(naming.line for naming in namings.values())
    entries = [WordsOfView(naming=namings[line.id], person=address, stories=stories) for line in ordered]
    shown, shelves = _on_pages(entries, book)
    said = [quote for naming in namings.values() for quote in naming.said]
    printed = Counter(outlet for outlet, _ in said)
    entry = entry_view(name, book)
    return PersonView(
        name=person.name,
        address=address,
        role=entry.role,
        joint=entry.joint,
        roles=_roles(person, book),
        forms=tuple(form for form in person.forms if form != person.name),
        counted=entry.counted,
        quote_count=len(said),
        outlets=tuple(_outlets(printed, book)),
        more_outlets=max(0, len(set(printed) - {""}) - _OUTLETS),
        strip=strip_view((day for _, day in said if day), Counted.QUOTES, book.words),
        said=tuple(one for one in shown if one.naming.said),
        mentioned=tuple(one.story for one in shown if not one.naming.said),
        shelves=shelves,
    )


def _on_pages(
    entries: Sequence[WordsOfView], book: Almanac
) -> tuple[Sequence[WordsOfView], tuple[Shelf[WordsOfView], ...]]:
    """What the person's first page shows, and the pages by year where that is not everything."""
    if sum(map(_weight, entries)) <= _WHOLE:
        return entries, ()
    newest, room = [], _NEWEST
    for entry in entries:
        room -= _weight(entry)
        if room < 0:
            break
        newest.append(entry)
    return newest, shelved(
        entries, lambda entry: story_place(entry.naming.line, _weight(entry)), most=_MOST, words=book.words
    )


def _weight(entry: WordsOfView) -> int:
    return min(max(1, len(entry.naming.said)), _EACH)


def _counted(quotes: int, told: int, named: int, words: Words) -> str:
    if not quotes:
        return words.ngettext("named in %(num)s story", "named in %(num)s stories", named)
    return words.gettext(
        "%(quotes)s in %(stories)s",
        quotes=words.ngettext("%(num)s quote", "%(num)s quotes", quotes),
        stories=stories_words(told, words),
    )


def _outlets(printed: Mapping[str, int], book: Almanac) -> Iterator[LinkView]:
    named = sorted((one for one in printed.items() if one[0]), key=lambda one: (-one[1], one[0].casefold(), one[0]))
    for name, number in named[:_OUTLETS]:
        yield LinkView(text=name, address=inside(f"outlets/{book.outlets[name]}/"), note=book.words.number(number))


def _latest_role(person: Person) -> str:
    """The latest printed title; a clause ("who teaches …") only where there is none."""
    roles = [role.text for role in person.roles]
    return next((role for role in reversed(roles) if not role.startswith("who ")), roles[-1] if roles else "")


def _roles(person: Person, book: Almanac) -> tuple[RoleView, ...]:
    """Each role once, where it was printed first; the latest role comes first.

    "the Prime Minister" is no other role than "prime minister".
    """
    printed: dict[str, list[Role]] = defaultdict(list)
    for role in person.roles:
        if role.article in book.pieces:
            printed[_ARTICLE.sub("", role.text.casefold())].append(role)
    return tuple(_role(same, book.pieces[same[0].article]) for same in reversed(printed.values()))


def _role(same: Sequence[Role], source: Piece) -> RoleView:
    story = LinkView(text=source.title, address=story_address(source))
    return RoleView(text=same[0].text, source=source, story=story, more=len(same) - 1)
