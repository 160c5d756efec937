"""Circles: namesakes that have to do with each other when people are told apart, and with nobody else."""

import re
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.nouns import Deferred, Person
from digest.stories.forms import address, is_full, keys_of, parts_of
from digest.stories.namesakes import Namesake
from digest.stories.persons import Told, telling_roles

SIZE = 32  # circles of a block, roughly: so many are read and written again where one of them is another
_NUMBER = re.compile(r"(?:-[0-9]+)+$")  # behind an address that somebody else had already


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """Some namesakes, and who they are.

    Two circles have to do with each other where they offer the same, or where one asks for what the other offers. One
    that was not there before may also have to do with those who hold the same roles, or are named by the same stories.
    """

    offered: tuple[str, ...]  # full names, and those of people who have no other, as addresses
    asked: tuple[str, ...]  # further names; and, with a line break, single names that are not of a person with another
    held: tuple[str, ...]  # telling roles, each with what the names of its bearers must share to be alike
    people: tuple[Person, ...]
    resting: bool = False  # whether the lock says just this of each, and nothing that is somebody else's too


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleBlock(Deferred):
    """Some circles, with their namesakes."""

    circles: tuple[Circle, ...]
    namesakes: tuple[tuple[Namesake, ...], ...]  # of each circle


Ring = tuple[Circle, tuple[Namesake, ...]]  # a circle with its namesakes
Place = tuple[int, int]  # the number of a block, and a place in it


def offers(name: Sequence[str], story: str) -> tuple[str, ...]:
    """What the circle of a name may offer, which stands in a story."""
    return (as_offer(name),) if len(name) > 1 else (as_offer(name), _nobody(name[0], story))


def as_offer(parts: Sequence[str]) -> str:
    """The same for equal names, and for others that would have one address."""
    return _NUMBER.sub("", address(" ".join(parts)))


def waiting(word: str) -> str:
    """What a circle asks for that has a single name which is a person's, or nobody's, by what all stories say."""
    return f"{word}\n"


def circles_of(told: Told) -> list[tuple[Circle, list[tuple[Namesake, str]]]]:
    """The circles of some namesakes, which stand with the id of their person."""
    single = {(one.story, one.parts[0]) for one in _all(told) if len(one.parts) == 1}
    found: list[tuple[Circle, Sequence[Namesake]]] = []
    for person, namesakes in told.people:
        offered = {as_offer(one.parts) for one in namesakes if len(one.parts) > 1}
        asked = set() if offered else {waiting(namesakes[0].parts[0])}
        for parts in filter(None, map(parts_of, (person.name, *person.forms))):
            (offered if is_full(parts) or not offered else asked).add(as_offer(parts))
        found.append((_circle(offered, asked, namesakes, (person,)), namesakes))
    found += [
        (_circle((_nobody(one.parts[0], one.story),), (waiting(one.parts[0]),), (), ()), [one]) for one in told.nobody
    ]
    ties = _Ties()
    for one, other in told.ties:
        ties.tie((as_offer(one), as_offer(other)))
    for circle, some in found:
        words = {word for one in some for word in _beside(one, single)}
        ties.tie((*circle.offered, *words))
    together: dict[str, list[tuple[Circle, Sequence[Namesake]]]] = defaultdict(list)
    for circle, some in found:
        together[ties.end(circle.offered[0])].append((circle, some))
    return [_joined(parts) for parts in together.values()]


def _circle(
    offered: Collection[str], asked: Collection[str], namesakes: Iterable[Namesake], people: tuple[Person, ...]
) -> Circle:
    held = {f"{role}{key}" for one in namesakes for role in telling_roles(one) for key in keys_of(one.parts)}
    return Circle(offered=tuple(sorted(offered)), asked=tuple(sorted(asked)), held=tuple(sorted(held)), people=people)


def _joined(found: Sequence[tuple[Circle, Sequence[Namesake]]]) -> tuple[Circle, list[tuple[Namesake, str]]]:
    """One circle of several, and all their namesakes, each with the id of its person."""
    offered = {offer for circle, _ in found for offer in circle.offered}
    namesakes = [
        (one, circle.people[0].id if circle.people else "") for circle, namesakes in found for one in namesakes
    ]
    whole = Circle(
        offered=tuple(sorted(offered)),
        asked=tuple(sorted({ask for circle, _ in found for ask in circle.asked} - offered)),
        held=tuple(sorted({role for circle, _ in found for role in circle.held})),
        people=tuple(person for circle, _ in found for person in circle.people),
    )
    return whole, namesakes


def _all(told: Told) -> Iterator[Namesake]:
    for _, namesakes in told.people:
        yield from namesakes
    yield from told.nobody


def _beside(one: Namesake, single: Collection[tuple[str, str]]) -> Iterator[str]:
    """Single names of its story that may be the namesake's."""
    return (f"{one.story}\n{word}" for word in one.parts if (one.story, word) in single)


def _nobody(word: str, story: str) -> str:
    return f"{word}\n\n{story}"


class _Ties:
    """Texts that belong together."""

    def __init__(self) -> None:
        self._next: dict[str, str] = {}

    def end(self, text: str) -> str:
        """The same for all that belong together."""
        while (after := self._next.setdefault(text, text)) != text:
            self._next[text] = text = self._next[after]
        return text

    def tie(self, texts: Sequence[str]) -> None:
        first = self.end(texts[0])
        for text in texts[1:]:
            self._next[self.end(text)] = first


class CircleIndex:
    """Circles, found by what they offer and ask for."""

    def __init__(self, blocks: Mapping[int, CircleBlock]) -> None:
        self._blocks = blocks
        self._places: dict[Place, Circle] = {}
        self._offering: dict[str, Place] = {}
        self._asking: dict[str, list[Place]] = defaultdict(list)
        self._holding: dict[str, list[Place]] = defaultdict(list)
        for number, block in blocks.items():
            for at, circle in enumerate(block.circles):
                place = number, at
                self._places[place] = circle
                for offer in circle.offered:
                    self._offering[offer] = place
                for ask in circle.asked:
                    self._asking[ask].append(place)
                for role in circle.held:
                    self._holding[role].append(place)

    def __getitem__(self, place: Place) -> tuple[Circle, Sequence[Namesake]]:
        """A circle, with its namesakes."""
        return self._places[place], self._blocks[place[0]].namesakes[place[1]]

    def all(self) -> set[Place]:
        """Every circle."""
        return set(self._places)

    def restless(self) -> set[Place]:
        """Those that are not at rest."""
        return {place for place, circle in self._places.items() if not circle.resting}

    def offering(self, offers: Iterable[str]) -> set[Place]:
        """Those that offer some of these."""
        return {self._offering[one] for one in offers if one in self._offering}

    def asking(self, offers: Iterable[str]) -> set[Place]:
        """Those that ask for some of these."""
        return {place for one in offers if one in self._asking for place in self._asking[one]}

    def near(self, circle: Circle) -> set[Place]:
        """Those that another one has to do with, whichever they are."""
        return self.offering(circle.offered) | self.offering(circle.asked) | self.asking(circle.offered)

    def holding(self, roles: Iterable[str]) -> set[Place]:
        """Those that hold some of these roles."""
        return {place for one in roles if one in self._holding for place in self._holding[one]}

    def people_but(self, active: Collection[Place]) -> dict[str, Person]:
        """The people of all circles but the active ones, by id."""
        still = (circle for place, circle in self._places.items() if place not in active)
        return {person.id: person for circle in still for person in circle.people}


def circle_blocks(
    before: Mapping[int, CircleBlock], gone: Collection[Place], rings: Sequence[Ring]
) -> dict[int, CircleBlock]:
    """The blocks with some circles less and others in their place; one in which nothing changes stays as it is."""
    count = sum(len(block.circles) for block in before.values())
    after = count - len(gone) + len(rings)
    new: dict[int, list[Ring]] = defaultdict(list)
    for ring in rings:
        new[_block_of(ring[0], after)].append(ring)
    touched = {number for number, _ in gone} | new.keys()
    if _block_count(after) != _block_count(count):
        touched |= before.keys()
    for number in sorted(touched & before.keys()):
        block = before[number]
        for at, circle in enumerate(block.circles):
            if (number, at) not in gone:
                new[_block_of(circle, after)].append((circle, block.namesakes[at]))
    made = {number: _block(some) for number, some in new.items()}
    return {number: block for number, block in before.items() if number not in touched} | made


def _block(rings: Sequence[Ring]) -> CircleBlock:
    ordered = sorted(rings, key=lambda ring: ring[0].offered)
    return CircleBlock(circles=tuple(one for one, _ in ordered), namesakes=tuple(some for _, some in ordered))


def _block_count(circles: int) -> int:
    """In how many blocks so many circles are kept; a power of two, so that a few more seldom move the others."""
    return int(1 << (circles // SIZE).bit_length())


def _block_of(circle: Circle, circles: int) -> int:
    """The number of the block of a circle, one of so many."""
    return zlib.crc32(circle.offered[0].encode("utf-8", "surrogatepass")) % _block_count(circles)
