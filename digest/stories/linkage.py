"""Average linkage over a sparse graph, with a brake between groups that are closer inside than to each other."""

import heapq
import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from digest.stories.copies import components
from digest.stories.pairs import Pairs

Sums = tuple[float, float, float]  # of pairs: similarities, those of at most `highest`, and leads
Entry = tuple[float, int, int, int, int, Sums]  # minus the average, two groups, their versions, their sums
HIGHEST_LEAD = 0.6  # likenesses of leads above it count as this much: a shared lead is a copied sentence
USUAL = 0.2  # likeness inside a story, as far as its own articles do not show it …
UNSEEN = 3.0  # … and how many of their pairs it takes to show as much
_NONE: Sums = (0.0, 0.0, 0.0)


class _Forest:
    """Groups under construction: sums of similarities between and inside them. Absent pairs count as zero.

    The sums of a group are made when it is first merged: most articles' pairs stay in the table, which is smaller.
    """

    def __init__(self, size: int, similarities: Pairs, capped: NDArray[np.float64], leads: NDArray[np.float64]) -> None:
        self.members: list[list[int]] = [[index] for index in range(size)]
        self.inside: list[Sums] = [_NONE] * size
        self.version = [0] * size
        self._values = np.stack([similarities.values, capped, leads], axis=1)
        self._starts, self._others, self._pair = _rows(size, similarities)
        self._home = list(range(size))  # the group that each article is in
        self._between: dict[int, dict[int, Sums]] = {}

    def cohesion(self, a: int, kind: int, prior: float) -> float:
        """The mean likeness inside a group, `USUAL` counted in as `UNSEEN` more pairs: a small group tells little.

        Nothing is known of the inside of an article: it is `prior`, so that the brake lets any article join that may.
        """
        pairs = len(self.members[a]) * (len(self.members[a]) - 1) / 2
        return (self.inside[a][kind] + UNSEEN * USUAL) / (pairs + UNSEEN) if pairs else prior

    def closeness(self, a: int, b: int, sums: Sums, prior: float) -> float:
        """How close two groups are to each other against how close they are inside: 1 where there is no difference."""

        def ratio(kind: int) -> float:
            expected = math.sqrt(self.cohesion(a, kind, prior) * self.cohesion(b, kind, prior))
            return sums[kind] / (len(self.members[a]) * len(self.members[b])) / expected

        return (ratio(1) + min(1.0, ratio(2))) / 2

    def merge(self, a: int, b: int, joining: Sums) -> None:
        """Put group `b` into group `a`."""
        sums, added = self._sums(a), self._sums(b)
        del sums[b], added[a]
        between = self._between
        for other, (value, low, lead) in added.items():
            before = sums.get(other, _NONE)
            sums[other] = both = (before[0] + value, before[1] + low, before[2] + lead)
            known = between.get(other)
            if known is not None:
                del known[b]
                known[a] = both
        between[a] = sums
        between.pop(b, None)
        self.inside[a] = _added(_added(self.inside[a], self.inside[b]), joining)
        for member in self.members[b]:
            self._home[member] = a
        self.members[a] += self.members[b]
        self.members[b] = []
        self.version[a] += 1
        self.version[b] += 1

    def entries(self, a: int, threshold: float, formed: float) -> Iterator[Entry]:
        """The groups that a merged group is like enough to."""
        size, members = len(self.members[a]), self.members
        for other, sums in self._between[a].items():
            least = (formed if len(members[other]) > 1 else threshold) * size
            if sums[0] >= least and sums[0] >= least * len(members[other]):
                low, high = min(a, other), max(a, other)
                average = sums[0] / (size * len(members[other]))
                yield (-average, low, high, self.version[low], self.version[high], sums)

    def _sums(self, a: int) -> dict[int, Sums]:
        if a in self._between:
            return self._between[a]
        found: dict[int, Sums] = {}
        start, end = self._starts[a], self._starts[a + 1]
        others, values = self._others[start:end].tolist(), self._values[self._pair[start:end]].tolist()
        for other, (value, low, lead) in zip(others, values, strict=True):
            home = self._home[other]
            found[home] = _added(found[home], (value, low, lead)) if home in found else (value, low, lead)
        return found


def _added(one: Sums, other: Sums) -> Sums:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def _rows(size: int, pairs: Pairs) -> tuple[list[int], NDArray[np.int32], NDArray[np.int32]]:
    """Both directions of all pairs, row by row: where each row starts, the other articles, and the pairs' places."""
    here, there = np.r_[pairs.first, pairs.second], np.r_[pairs.second, pairs.first]
    order = np.lexsort((there, here)).astype(np.int32)
    starts = np.zeros(size + 1, dtype=np.int64)
    starts[1:] = np.cumsum(np.bincount(here, minlength=size))
    return starts.tolist(), there[order], order % np.int32(max(1, len(pairs.values)))


def link(  # noqa: PLR0913 — the settings of one method
    size: int,
    similarities: Pairs,
    leads: NDArray[np.float64],
    *,
    threshold: float,
    formed: float,
    closeness: float,
    highest: float,
) -> list[list[int]]:
    """Partition 0 … size-1 into sorted groups, in order of their first members.

    `similarities` and `leads`, how alike the two articles' titles and first sentences are, are of 0 … 1 and of the same
    pairs. The two groups of the highest average similarity are merged again and again (UPGMA, Sokal & Michener 1958)
    while it is at least `threshold`, or `formed` where both hold several articles: a single article in other words may
    resemble its story little, but two groups whose many pairs are on average so unlike are two days of one affair.

    They are not merged when their closeness is below `closeness`: what is between them divided by the geometric mean
    of what is inside each, the mean of this ratio for similarities and for leads. That brake keeps two events of one
    kind apart, whose reports resemble each other, but not as they do among themselves: the ratio estimates the likeness
    of the groups' centres, cleared of the noise in single articles (Spearman's correction for attenuation, 1904; as
    relative closeness it is in Chameleon, Karypis, Han & Kumar 1999). Leads name who, where and what, and recall no
    other event, so they tell confusable events apart best. For the brake, similarities above `highest` count as
    `highest`: that two texts are copies says nothing on how alike other reports are. Ties go to the lower numbers.

    Each merge costs the neighbours of its two groups, so with a bounded number of neighbours the whole is linear but
    for sorting.
    """
    within = _within(size, similarities, min(threshold, formed))
    similarities, leads = similarities[within], np.minimum(leads[within], HIGHEST_LEAD)
    capped = np.minimum(similarities.values, highest)
    forest = _Forest(size, similarities, capped, leads)
    likely = similarities.values >= threshold
    heap: list[Entry] = []
    for _, a, b, first, second, sums in _likeliest(similarities[likely], capped[likely], leads[likely], heap):
        if (first, second) != (forest.version[a], forest.version[b]):
            continue
        if forest.closeness(a, b, sums, threshold) >= closeness:
            forest.merge(a, b, sums)
            for found in forest.entries(a, threshold, formed):
                heapq.heappush(heap, found)
    return sorted(sorted(group) for group in forest.members if group)


def _within(size: int, pairs: Pairs, least: float) -> NDArray[np.bool_]:
    """The pairs of articles that could ever be in one group: others only cost time.

    Two groups of an average of at least `least` hold a pair of at least that.
    """
    likely = pairs[pairs.values >= least]
    part = np.array(components(size, zip(likely.first.tolist(), likely.second.tolist(), strict=True)))
    found: NDArray[np.bool_] = part[pairs.first] == part[pairs.second]
    return found


def _likeliest(
    pairs: Pairs, capped: NDArray[np.float64], leads: NDArray[np.float64], heap: list[Entry]
) -> Iterator[Entry]:
    """The likest of the pairs of single articles and of the entries on the heap, again and again."""
    for place in np.lexsort((pairs.second, pairs.first, -pairs.values)):
        value = float(pairs.values[place])
        sums = (value, float(capped[place]), float(leads[place]))
        single = (-value, int(pairs.first[place]), int(pairs.second[place]), 0, 0, sums)
        while heap and heap[0] < single:
            yield heapq.heappop(heap)
        yield single
    while heap:
        yield heapq.heappop(heap)
