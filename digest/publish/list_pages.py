"""Pages that list stories by person, outlet and topic; what is too long for a page stands on several.

Each page is remembered by itself: of a long list, an entry that is added changes the pages that show it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from digest.nouns import Page
from digest.publish.memory import Memory, Product
from digest.publish.outlet_view import OutletEntry, outlet_entry, outlet_view
from digest.publish.person_view import EntryView, entry_view, person_view
from digest.publish.printer import Printer, Sheet
from digest.publish.safe import Safe, attribute
from digest.publish.shelves import Shelf, lettered
from digest.publish.wording import shortened

Item = TypeVar("Item")
_DIRECTORY, _FIRST = 240, 60  # people, or outlets, that one page names; and the first of several
_DESCRIPTION = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerView:
    """Whom a page of a long list belongs to."""

    name: str
    address: Safe
    single_role: bool = False  # a person's, which need not be said beside each quote


class Lists:
    """The pages of people, outlets and topics."""

    def __init__(self, printer: Printer, memory: Memory) -> None:
        self._printer, self._memory, self._desk = printer, memory, memory.desk
        self._book = memory.desk.book

    def people(self, people: Iterable[str]) -> Iterator[Product]:
        """Everybody (by id), and the list of all."""
        yield from self._memory.remembered("list of people", self._all_people)
        for person in people:
            yield from self._memory.remembered(f"person {person}", partial(self._person, person))

    def outlets(self, outlets: Iterable[str]) -> Iterator[Product]:
        """Every outlet (by name), and the list of all."""
        yield from self._memory.remembered("list of outlets", self._all_outlets)
        for outlet in outlets:
            yield from self._memory.remembered(f"outlet {outlet}", partial(self._outlet, outlet))

    def topics(self, topics: Iterable[str]) -> Iterator[Product]:
        """Every topic (by slug), and the list of all."""
        for topic in topics:
            yield from self._memory.remembered(f"topic {topic}", partial(self._topic, topic))
        yield from self._memory.remembered("list of topics", self._all_topics)

    def shelves(
        self,
        first: Sheet,
        shelves: Iterable[Shelf[Item]],
        key: Callable[[Item], object],
        shown: Callable[[Item], object] = lambda item: item,
    ) -> Iterator[Product]:
        """The pages of a list's shelves, of which `key` is all that an entry is, and `shown` what a template gets."""
        for shelf in (shelf for one in shelves for shelf in one.walk()):
            path = f"{first.path.removesuffix('index.md')}{shelf.path}index.md"
            sheet = replace(first, path=path, title=f"{first.title}: {shelf.words}", matter={})
            given = (sheet.title, [str(one) for one in sheet.values.values()], _extent(shelf, key))
            compute = partial(self._shelf, sheet, shelf, shown)
            yield from self._memory.remembered(f"page {path}", compute, given=given)

    def _shelf(self, sheet: Sheet, shelf: Shelf[Item], shown: Callable[[Item], object]) -> Iterator[Page]:
        entries = Shelf(path=shelf.path, words=shelf.words, items=tuple(map(shown, shelf.items)), parts=())
        yield self._printer.sheet(replace(sheet, values={**sheet.values, "shelf": shelf if shelf.parts else entries}))

    def _person(self, name: str) -> Iterator[Product]:
        person = person_view(name, self._desk.stories, self._book)
        owner = OwnerView(name=person.name, address=person.address, single_role=person.single_role)
        first = _of_one("person", owner, person.counted)
        yield self._printer.sheet(replace(first, values={"person": person, "shelf": None}))
        yield from self.shelves(first, person.shelves, lambda entry: entry.naming)

    def _outlet(self, name: str) -> Iterator[Product]:
        outlet = outlet_view(name, self._book)
        first = _of_one("outlet", OwnerView(name=outlet.name, address=outlet.address), outlet.counted)
        yield self._printer.sheet(replace(first, values={"outlet": outlet, "shelf": None}))
        yield from self.shelves(first, outlet.shelves, lambda entry: entry.printing)

    def _topic(self, slug: str) -> Iterator[Product]:
        topic, words = self._desk.topics[slug], self._book.words
        matching = words.gettext("Stories with articles that match %(query)s", query=topic.query)
        described = shortened(topic.description or matching, _DESCRIPTION)
        first = Sheet(
            template="topic.md.j2",
            path=f"{topic.address}index.md",
            title=topic.name,
            values={"topic": OwnerView(name=topic.name, address=topic.address)},
            matter={"description": attribute(described), "feed": str(topic.feed)},
        )
        yield self._printer.sheet(replace(first, values={"topic": topic, "shelf": None}))
        yield from self.shelves(first, topic.shelves, lambda line: line, lambda line: self._desk.stories[line.id])

    def _all_topics(self) -> Iterator[Page]:
        title = self._book.words.gettext("Topics")
        if self._desk.topics:
            yield self._printer.sheet(Sheet(template="topics.md.j2", path="topics/index.md", title=title, values={}))

    def _all_people(self) -> Iterator[Product]:
        first = self._book.most_quoted(_FIRST)
        sheet = Sheet(
            template="people.md.j2", path="people/index.md", title=self._book.words.gettext("People"), values={}
        )
        yield from self._directory("people", sheet, dict(self._book.names.items()), first, self._entry)

    def _all_outlets(self) -> Iterator[Product]:
        names = sorted(self._book.outlets, key=lambda name: (name.casefold(), name))
        first = sorted(names, key=lambda name: -self._book.sizes[name].articles)
        sheet = Sheet(
            template="outlets.md.j2", path="outlets/index.md", title=self._book.words.gettext("Outlets"), values={}
        )
        yield from self._directory("outlets", sheet, {name: name for name in names}, first, self._outlet_entry)

    def _entry(self, person: str) -> EntryView:
        return entry_view(person, self._book)

    def _outlet_entry(self, outlet: str) -> OutletEntry:
        return outlet_entry(outlet, self._book)

    def _directory(
        self, kind: str, sheet: Sheet, names: Mapping[str, str], first: Sequence[str], shown: Callable[[str], object]
    ) -> Iterator[Product]:
        """A page of all; of the `first` alone where all are too many, then with pages by letter."""
        long = len(names) > _DIRECTORY
        letters = lettered(list(names), names.__getitem__, most=_DIRECTORY) if long else ()
        values = {
            kind: [shown(one) for one in (first[:_FIRST] if long else names)],
            "total": len(names),
            "shelves": letters,
            "shelf": None,
        }
        yield self._printer.sheet(replace(sheet, values=values))
        for shelf, beside in _with_beside(letters):
            path = f"{kind}/letters/{shelf.path}index.md"
            own = _without_numbers(shelf)
            given = repr([[(one.path, one.words) for one in (*beside, own, *own.parts)], own.items])
            compute = partial(self._letter, kind, replace(sheet, path=path), own, beside, shown)
            yield from self._memory.remembered(f"page {path}", compute, given=given)

    def _letter(
        self, kind: str, sheet: Sheet, shelf: Shelf[str], beside: Sequence[Shelf[str]], shown: Callable[[str], object]
    ) -> Iterator[Page]:
        """The names of some letters, or the finer pages that have them."""
        values = {
            kind: tuple(map(shown, shelf.items)),
            "total": len(shelf.items or shelf.parts),
            "shelves": beside,
            "shelf": shelf,
        }
        yield self._printer.sheet(replace(sheet, title=f"{sheet.title}: {shelf.words}", values=values))


def _with_beside(
    shelves: Sequence[Shelf[Item]], above: tuple[Shelf[Item], ...] = ()
) -> Iterator[tuple[Shelf[Item], Sequence[Shelf[Item]]]]:
    """Each shelf with those that its page leads to: the one that it is a part of, and that one's parts.

    Were they all letters, a first name under another letter would change every page.
    """
    beside = (*above, *map(_bare, shelves))
    for one, bare in zip(shelves, beside[len(above) :], strict=True):
        yield one, beside
        yield from _with_beside(one.parts, (bare,))


def _without_numbers(shelf: Shelf[Item]) -> Shelf[Item]:
    """A shelf that does not say how many names its parts have: one name more would change each page above it.

    The first page tells how many there are under each letter.
    """
    return replace(shelf, items=(), parts=tuple(map(_bare, shelf.parts))) if shelf.parts else shelf


def _bare(shelf: Shelf[Item]) -> Shelf[Item]:
    return replace(shelf, items=(), parts=())


def _of_one(kind: str, owner: OwnerView, counted: str) -> Sheet:
    """The first page of a person or an outlet, who have a feed each; for its other pages, with whose they are."""
    return Sheet(
        template=f"{kind}.md.j2",
        path=f"{owner.address}index.md",
        title=owner.name,
        values={kind: owner},
        matter={"description": attribute(f"{owner.name}: {counted}"), "feed": f"{owner.address}feed.xml"},
    )


def _extent(shelf: Shelf[Item], key: Callable[[Item], object]) -> tuple[object, ...]:
    """All that a shelf is: its entries, or the numbers of those of its parts."""
    parts = [(part.path, part.words, len(part.items)) for part in shelf.parts]
    return shelf.path, shelf.words, parts, [] if parts else [key(item) for item in shelf.items]
