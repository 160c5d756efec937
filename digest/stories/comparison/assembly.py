"""From values that two articles give to the sides of a difference, and to updates."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Generic

from digest.nouns import Difference, Phrase, Side, Update
from digest.stories.comparison.given import Bearers, Given, Value, Verdict

Compare = Callable[[Given[Value], Given[Value]], Verdict]
Name = Callable[[Given[Value]], Phrase]
Places = Sequence[int]  # of values in their block


def assemble(
    block: Sequence[Given[Value]], compare: Compare[Value], name: Name[Value], bearers: Bearers
) -> Iterator[Difference]:
    """Yield the differences among values that may be given for one thing.

    Values that are given for the same thing, equal or not, are taken together. Articles that contradict themselves
    there, and outlets that do so in no known order, are left out: nobody can tell which of their values holds.
    """
    table = _Table(block=block, verdicts=_verdicts(block, compare), bearers=bearers)
    for places in table.together():
        sound = table.sound(places)
        updates, outdated = table.updates(sound)
        sides = table.sides([place for place in sound if place not in outdated])
        if sides or updates:
            first = sides[0].claims[0] if sides else updates[0].later
            named = next(block[place] for place in places if block[place].claim == first)
            yield Difference(aspect=named.aspect, phrase=name(named), sides=sides, updates=updates)


def _verdicts(block: Sequence[Given[Value]], compare: Compare[Value]) -> dict[tuple[int, int], Verdict]:
    """How the values stand to each other, by their places in the block, lower first; nothing where nothing is known."""
    pairs = combinations(range(len(block)), 2)
    found = {(one, other): compare(block[one], block[other]) for one, other in pairs}
    return {pair: verdict for pair, verdict in found.items() if verdict is not Verdict.APART}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table(Generic[Value]):
    block: Sequence[Given[Value]]
    verdicts: Mapping[tuple[int, int], Verdict]
    bearers: Bearers

    def verdict(self, one: int, other: int) -> Verdict:
        return self.verdicts.get((min(one, other), max(one, other)), Verdict.APART)

    def outlet(self, place: int) -> str:
        return self.bearers[self.block[place].article].outlet

    def newness(self, place: int) -> tuple[bool, float, int, int]:
        given = self.block[place]
        return (*self.bearers[given.article].newness, given.claim.start)

    def followed(self, later: int, earlier: int) -> bool:
        bearers = self.bearers
        return bearers[self.block[later].article].followed(bearers[self.block[earlier].article])

    def together(self) -> Iterator[Places]:
        """The values that some verdict ties together, where somebody contradicts."""
        root = list(range(len(self.block)))
        for one, other in self.verdicts:
            low, high = sorted((_find(root, one), _find(root, other)))
            root[high] = low
        contradicted = {_find(root, one) for (one, _), said in self.verdicts.items() if said is Verdict.DIFFER}
        parts: dict[int, list[int]] = defaultdict(list)
        for place in range(len(self.block)):
            parts[_find(root, place)].append(place)
        return (places for first, places in parts.items() if first in contradicted)

    def sound(self, places: Places) -> Places:
        """The values but for those of sources that contradict themselves."""
        torn: set[str] = set()
        for outlet, own in self._by_outlet(places):
            differing = [pair for pair in combinations(own, 2) if self.verdict(*pair) is Verdict.DIFFER]
            if any(not (self.followed(*pair) or self.followed(*reversed(pair))) for pair in differing):
                torn.add(outlet)
        return [place for place in places if self.outlet(place) not in torn]

    def updates(self, places: Places) -> tuple[tuple[Update, ...], set[int]]:
        """What outlets gave in turn, and the places of what they have replaced."""
        updates: list[Update] = []
        outdated: set[int] = set()
        for _, own in self._by_outlet(places):
            in_turn = sorted(own, key=self.newness, reverse=True)
            for earlier, later in pairwise(in_turn):
                if self.verdict(earlier, later) is Verdict.DIFFER:
                    updates.append(Update(earlier=self.block[earlier].claim, later=self.block[later].claim))
            newest = in_turn[-1]
            outdated.update(place for place in own if self.verdict(place, newest) is Verdict.DIFFER)
        return tuple(updates), outdated

    def sides(self, places: Places) -> tuple[Side, ...]:
        """The values parted by what may be true together; none where fewer than two outlets disagree."""
        sides: list[list[int]] = []
        for place in sorted(places, key=lambda place: (not self.block[place].precise, self.newness(place))):
            fitting = [side for side in sides if self._fits(place, side)]
            if len(fitting) == 1:
                fitting[0].append(place)
            elif not fitting:
                sides.append([place])
        kept = [side for side in self._of_one_mind(sides) if side]
        disputed = [side for side in kept if any(self._disputes(side, other) for other in kept)]
        made = [self._side(side) for side in disputed]
        return tuple(sorted(made, key=lambda side: self.bearers[side.claims[0].article].newness))

    def _by_outlet(self, places: Places) -> Iterable[tuple[str, Places]]:
        found: dict[str, list[int]] = defaultdict(list)
        for place in places:
            found[self.outlet(place)].append(place)
        return sorted(found.items())

    def _fits(self, place: int, side: Places) -> bool:
        verdicts = {self.verdict(place, other) for other in side}
        return Verdict.SAME in verdicts and Verdict.DIFFER not in verdicts

    def _of_one_mind(self, sides: Sequence[Places]) -> list[list[int]]:
        """The sides without outlets that stand on several."""
        outlets = [{self.outlet(place) for place in side} for side in sides]
        double = {outlet for one, other in combinations(outlets, 2) for outlet in one & other}
        return [[place for place in side if self.outlet(place) not in double] for side in sides]

    def _disputes(self, side: Places, other: Places) -> bool:
        return any(self.verdict(one, two) is Verdict.DIFFER for one in side for two in other)

    def _side(self, side: Places) -> Side:
        once = {self.block[place].article: place for place in sorted(side, key=self.newness, reverse=True)}
        claims = [self.block[place].claim for place in sorted(once.values(), key=self.newness)]
        voices = {self.bearers[claim.article].voice for claim in claims}
        return Side(claims=tuple(claims), voices=len(voices))


def _find(root: Sequence[int], place: int) -> int:
    while root[place] != place:
        place = root[place]
    return place
