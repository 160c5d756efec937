"""Average linkage over a sparse graph, with a brake between groups that are closer inside than to each other."""

import heapq
from collections.abc import Iterable, Mapping


class _Forest:
    """Groups under construction: sums of similarities between and inside them. Absent pairs count as zero."""

    def __init__(self, size: int, similarities: Mapping[tuple[int, int], float]) -> None:
        self.members: list[list[int]] = [[index] for index in range(size)]
        self.between: list[dict[int, float]] = [{} for _ in range(size)]
        self.inside = [0.0] * size
        self.version = [0] * size
        for (a, b), value in sorted(similarities.items()):
            self.between[a][b] = self.between[b][a] = value

    def average(self, a: int, b: int) -> float:
        return self.between[a][b] / (len(self.members[a]) * len(self.members[b]))

    def cohesion(self, a: int) -> float:
        """The mean similarity inside a group; nothing is known of a single article's."""
        size = len(self.members[a])
        return self.inside[a] / (size * (size - 1) / 2) if size > 1 else 0.0

    def merge(self, a: int, b: int, highest: float) -> None:
        """Put group `b` into group `a`."""
        pairs = len(self.members[a]) * len(self.members[b])
        self.inside[a] += self.inside[b] + min(self.between[a].pop(b), highest * pairs)
        del self.between[b][a]
        self.members[a] += self.members[b]
        for other, value in self.between[b].items():
            del self.between[other][b]
            self.between[a][other] = self.between[other][a] = self.between[a].get(other, 0.0) + value
        self.members[b] = []
        self.between[b] = {}
        self.version[a] += 1
        self.version[b] += 1


def link(
    size: int,
    similarities: Mapping[tuple[int, int], float],
    *,
    threshold: float,
    closeness: float,
    highest: float,
) -> list[list[int]]:
    """Partition 0 … size-1 into sorted groups, in order of their first members.

    `similarities` maps pairs (a < b) to 0 … 1. The two groups of the highest average similarity are merged again and
    again while it is at least `threshold` (UPGMA, Sokal & Michener 1958), unless both hold several articles and their
    average is below `closeness` times the mean similarity inside the looser of them. That brake keeps two events of one
    kind apart, whose reports resemble each other, but not as they do among themselves (the relative closeness of
    Chameleon; Karypis, Han & Kumar 1999). Similarities above `highest`, those of copies, count as `highest` there:
    that two texts are one says nothing on how alike other reports are. Ties go to the lower numbers.
    """
    forest = _Forest(size, similarities)
    heap = [(-value, a, b, 0, 0) for (a, b), value in similarities.items() if value >= threshold]
    heapq.heapify(heap)
    while heap:
        value, a, b, *versions = heapq.heappop(heap)
        if versions != [forest.version[a], forest.version[b]]:
            continue
        if -value < closeness * min(forest.cohesion(a), forest.cohesion(b)):
            continue
        forest.merge(a, b, highest)
        for entry in _entries(forest, a, forest.between[a], threshold):
            heapq.heappush(heap, entry)
    return sorted(sorted(group) for group in forest.members if group)


def _entries(
    forest: _Forest, group: int, others: Iterable[int], threshold: float
) -> Iterable[tuple[float, int, int, int, int]]:
    for other in others:
        value = forest.average(group, other)
        if value >= threshold:
            a, b = min(group, other), max(group, other)
            yield (-value, a, b, forest.version[a], forest.version[b])
