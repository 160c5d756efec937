"""Circles: namesakes that have to do with each other when people are told apart, and with nobody else."""

import re
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.lock import LockPerson
from digest.nouns import Deferred, Person
from digest.stories.forms import address, keys_of, parts_of
from digest.stories.namesakes import Namesake
from digest.stories.person_identity import is_full
from digest.stories.persons import Told, telling_roles

SIZE = 32  # circles of a block, roughly: so many are read and written again where one of them is another
_NUMBER = re.compile(r"(?:-[0-9]+)+$")  # behind an address that somebody else had already


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """Some namesakes, and who they are.

    Two circles have to do with each other where they offer the same, or where one asks for what the other offers.
    """

    offered: tuple[str, ...]  # full names, as addresses; telling roles with what the names of their bearers must share
    asked: tuple[str, ...]  # further names; and, with a line break, single names that are not of a person with another
    people: tuple[Person, ...]
    resting: bool = False  # whether the lock says just this of each, and nothing that is somebody else's too


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleBlock(Deferred):
    """Some circles, with their namesakes."""

    circles: tuple[Circle, ...]
    namesakes: tuple[tuple[Namesake, ...], ...]  # of each circle


Place = tuple[int, int]  # the number of a block, and a place in it


def offers(namesake: Namesake) -> tuple[str, ...]:
    """What the circle of a namesake offers, and what some may offer that have to do with it."""
    name = as_offer(namesake.parts)
    return (name,) if len(namesake.parts) > 1 else (name, _nobody(namesake))


def as_offer(parts: Sequence[str]) -> str:
    """The same for equal names, and for others that would have one address."""
    return _NUMBER.sub("", address(" ".join(parts)))


def waiting(word: str) -> str:
    """What a circle asks for that has a single name which is a person's, or nobody's, by what all stories say."""
    return f"{word}\n"


def circles_of(told: Told) -> list[tuple[Circle, list[tuple[Namesake, str]]]]:
    """The circles of some namesakes, which stand with the id of their person."""
    single = {(one.story, one.parts[0]) for one in _all(told) if len(one.parts) == 1}
    ties = _Ties()
    found: list[tuple[set[str], set[str], Person | None, Sequence[Namesake]]] = []
    for person, namesakes in told.people:
        offered = {offer for one in namesakes if len(one.parts) > 1 for offer in _offered(one)}
        asked: set[str] = set()
        for parts in filter(None, map(parts_of, (person.name, *person.forms))):
            (offered if is_full(parts) else asked).add(as_offer(parts))
        if all(len(one.parts) == 1 for one in namesakes):
            offered.add(as_offer(namesakes[0].parts))
            asked.add(waiting(namesakes[0].parts[0]))
        found.append((offered, asked, person, namesakes))
    for one in told.nobody:
        found.append(({_nobody(one)}, {waiting(one.parts[0])}, None, [one]))
    for offered, _, _, namesakes in found:
        ties.tie([*offered, *(local for one in namesakes for local in _inside(one, single))])
    together: dict[str, list[int]] = defaultdict(list)
    for at, (offered, *_) in enumerate(found):
        together[ties.end(min(offered))].append(at)
    return [_circle([found[at] for at in some]) for some in together.values()]


def _circle(
    found: Sequence[tuple[set[str], set[str], Person | None, Sequence[Namesake]]],
) -> tuple[Circle, list[tuple[Namesake, str]]]:
    offered = set().union(*(offered for offered, *_ in found))
    asked = set().union(*(asked for _, asked, *_ in found)) - offered
    people = tuple(person for *_, person, _ in found if person)
    namesakes = [(one, person.id if person else "") for *_, person, some in found for one in some]
    return Circle(offered=tuple(sorted(offered)), asked=tuple(sorted(asked)), people=people), namesakes


def _all(told: Told) -> Iterator[Namesake]:
    for _, namesakes in told.people:
        yield from namesakes
    yield from told.nobody


def _offered(one: Namesake) -> Iterator[str]:
    yield as_offer(one.parts)
    for role in telling_roles(one):
        yield from (f"{role}{key}" for key in keys_of(one.parts))


def _inside(one: Namesake, single: Collection[tuple[str, str]]) -> Iterator[str]:
    """What namesakes of one story share that have to do with each other."""
    if len(one.parts) > 1:
        yield from (f"{one.story}\n{key}" for key in keys_of(one.parts))
    yield from (f"{one.story}\n\n{word}" for word in one.parts if (one.story, word) in single)


def _nobody(one: Namesake) -> str:
    return f"{one.parts[0]}\n\n{one.story}"


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
        for number, block in blocks.items():
            for at, circle in enumerate(block.circles):
                place = number, at
                self._places[place] = circle
                for offer in circle.offered:
                    self._offering[offer] = place
                for ask in circle.asked:
                    self._asking[ask].append(place)

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

    def near(self, circles: Iterable[Circle]) -> set[Place]:
        """Those that have to do with other circles."""
        found: set[Place] = set()
        for one in circles:
            found |= self.offering(one.offered) | self.offering(one.asked) | self.asking(one.offered)
        return found

    def namesakes(self, places: Iterable[Place]) -> Iterator[Namesake]:
        """Those of some circles."""
        for number, at in sorted(places):
            yield from self._blocks[number].namesakes[at]

    def people_but(self, active: Collection[Place]) -> dict[str, Person]:
        """The people of all circles but the active ones, by id."""
        still = (circle for place, circle in self._places.items() if place not in active)
        return {person.id: person for circle in still for person in circle.people}


def of_entry(entry: LockPerson) -> Circle:
    """An entry, as far as circles have to do with it."""
    return Circle(offered=tuple(as_offer(parts_of(name)) for name in entry.names), asked=(), people=())


def block_count(circles: int) -> int:
    """In how many blocks so many circles are kept; a power of two, so that a few more seldom move the others."""
    return int(1 << (circles // SIZE).bit_length())


def block_of(circle: Circle, circles: int) -> int:
    """The number of the block of a circle, one of so many."""
    return zlib.crc32(circle.offered[0].encode("utf-8", "surrogatepass")) % block_count(circles)
