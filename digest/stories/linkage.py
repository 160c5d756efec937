"""Average linkage over a sparse graph, with a brake between groups that are closer inside than to each other."""

import heapq
import math
from collections.abc import Iterator

import numpy as np

from digest.stories.pairs import Pairs

Entry = tuple[float, int, int, int, int, float]  # minus the average, two groups, their versions, their capped sum


class _Forest:
    """Groups under construction: sums of similarities between and inside them. Absent pairs count as zero.

    The sums of a group are made when it is first merged: most articles' pairs stay in the table, which is smaller.
    """

    def __init__(self, size: int, similarities: Pairs, highest: float) -> None:
        self.members: list[list[int]] = [[index] for index in range(size)]
        self.highest = highest
        self.inside = [0.0] * size  # of similarities of at most `highest`
        self.version = [0] * size
        self._pairs = similarities.table(size)
        self._home = list(range(size))  # the group that each article is in
        self._between: dict[int, dict[int, tuple[float, float]]] = {}  # sums as they are, and of at most `highest`

    def cohesion(self, a: int, prior: float) -> float:
        """The mean similarity inside a group, `prior` counted in as one more pair: little is known of a small group."""
        pairs = len(self.members[a]) * (len(self.members[a]) - 1) / 2
        return (self.inside[a] + prior) / (pairs + 1)

    def close(self, a: int, b: int, capped: float, closeness: float, prior: float) -> bool:
        """Whether two groups are as close to each other as they are inside, but for `closeness`."""
        expected = math.sqrt(self.cohesion(a, prior) * self.cohesion(b, prior))
        return capped / (len(self.members[a]) * len(self.members[b])) >= closeness * expected

    def merge(self, a: int, b: int, capped: float) -> None:
        """Put group `b` into group `a`."""
        sums, added = self._sums(a), self._sums(b)
        del sums[b], added[a]
        for other, (value, low) in added.items():
            before, before_low = sums.get(other, (0.0, 0.0))
            sums[other] = before + value, before_low + low
            if other in self._between:
                del self._between[other][b]
                self._between[other][a] = sums[other]
        self._between[a] = sums
        self._between.pop(b, None)
        self.inside[a] += self.inside[b] + capped
        for member in self.members[b]:
            self._home[member] = a
        self.members[a] += self.members[b]
        self.members[b] = []
        self.version[a] += 1
        self.version[b] += 1

    def entries(self, a: int, threshold: float) -> Iterator[Entry]:
        """The groups that a merged group is like enough to."""
        for other, (value, capped) in self._between[a].items():
            average = value / (len(self.members[a]) * len(self.members[other]))
            if average >= threshold:
                low, high = min(a, other), max(a, other)
                yield (-average, low, high, self.version[low], self.version[high], capped)

    def _sums(self, a: int) -> dict[int, tuple[float, float]]:
        if a in self._between:
            return self._between[a]
        found: dict[int, tuple[float, float]] = {}
        start, end = self._pairs.indptr[a], self._pairs.indptr[a + 1]
        others, values = self._pairs.indices[start:end].tolist(), self._pairs.data[start:end].tolist()
        for other, value in zip(others, values, strict=True):
            home = self._home[other]
            before, before_low = found.get(home, (0.0, 0.0))
            found[home] = before + value, before_low + min(value, self.highest)
        return found


def link(size: int, similarities: Pairs, *, threshold: float, closeness: float, highest: float) -> list[list[int]]:
    """Partition 0 … size-1 into sorted groups, in order of their first members.

    `similarities` are of 0 … 1. The two groups of the highest average similarity are merged again and again while it is
    at least `threshold` (UPGMA, Sokal & Michener 1958), unless it is below `closeness` times the geometric mean of the
    two groups' inner averages. That brake keeps two events of one kind apart, whose reports
    resemble each other, but not as they do among themselves: the ratio estimates the likeness of the groups' centres,
    cleared of the noise in single articles (Spearman's correction for attenuation, 1904; as relative closeness it is
    in Chameleon, Karypis, Han & Kumar 1999). For the brake, similarities above `highest` count as `highest`: that two
    texts are copies says nothing on how alike other reports are. Ties go to the lower numbers.

    Each merge costs the neighbours of its two groups, so with a bounded number of neighbours the whole is linear but
    for sorting.
    """
    forest = _Forest(size, similarities, highest)
    heap: list[Entry] = []
    for entry in _likeliest(similarities[similarities.values >= threshold], heap, highest):
        _, a, b, first, second, capped = entry
        if (first, second) != (forest.version[a], forest.version[b]):
            continue
        if forest.close(a, b, capped, closeness, threshold):
            forest.merge(a, b, capped)
            for found in forest.entries(a, threshold):
                heapq.heappush(heap, found)
    return sorted(sorted(group) for group in forest.members if group)


def _likeliest(pairs: Pairs, heap: list[Entry], highest: float) -> Iterator[Entry]:
    """The likest of the pairs of single articles and of the entries on the heap, again and again."""
    for place in np.lexsort((pairs.second, pairs.first, -pairs.values)):
        value = float(pairs.values[place])
        single = (-value, int(pairs.first[place]), int(pairs.second[place]), 0, 0, min(value, highest))
        while heap and heap[0] < single:
            yield heapq.heappop(heap)
        yield single
    while heap:
        yield heapq.heappop(heap)
