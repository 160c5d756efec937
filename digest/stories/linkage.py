"""Average linkage over a sparse graph, with a brake between groups that are closer inside than to each other."""

import heapq
import math
from collections.abc import Iterator, Mapping


class _Forest:
    """Groups under construction: sums of similarities between and inside them. Absent pairs count as zero."""

    def __init__(self, size: int, similarities: Mapping[tuple[int, int], float], highest: float) -> None:
        self.members: list[list[int]] = [[index] for index in range(size)]
        self.between: list[dict[int, float]] = [{} for _ in range(size)]
        self.capped: list[dict[int, float]] = [{} for _ in range(size)]  # the same, each similarity at most `highest`
        self.inside = [0.0] * size  # of capped similarities
        self.version = [0] * size
        for (a, b), value in sorted(similarities.items()):
            self.between[a][b] = self.between[b][a] = value
            self.capped[a][b] = self.capped[b][a] = min(value, highest)

    def pairs(self, a: int, b: int) -> int:
        return len(self.members[a]) * len(self.members[b])

    def average(self, a: int, b: int) -> float:
        return self.between[a][b] / self.pairs(a, b)

    def cohesion(self, a: int, prior: float) -> float:
        """The mean similarity inside a group, `prior` counted in as one more pair: little is known of a small group."""
        pairs = len(self.members[a]) * (len(self.members[a]) - 1) / 2
        return (self.inside[a] + prior) / (pairs + 1)

    def close(self, a: int, b: int, closeness: float, prior: float) -> bool:
        """Whether two groups are as close to each other as they are inside, but for `closeness`."""
        expected = math.sqrt(self.cohesion(a, prior) * self.cohesion(b, prior))
        return self.capped[a][b] / self.pairs(a, b) >= closeness * expected

    def merge(self, a: int, b: int) -> None:
        """Put group `b` into group `a`."""
        self.inside[a] += self.inside[b] + self.capped[a][b]
        for sums in (self.between, self.capped):
            del sums[a][b], sums[b][a]
            for other, value in sums[b].items():
                del sums[other][b]
                sums[a][other] = sums[other][a] = sums[a].get(other, 0.0) + value
            sums[b] = {}
        self.members[a] += self.members[b]
        self.members[b] = []
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
    again while it is at least `threshold` (UPGMA, Sokal & Michener 1958), unless it is below `closeness` times the
    geometric mean of the two groups' inner averages. That brake keeps two events of one kind apart, whose reports
    resemble each other, but not as they do among themselves: the ratio estimates the likeness of the groups' centres,
    cleared of the noise in single articles (Spearman's correction for attenuation, 1904; as relative closeness it is
    in Chameleon, Karypis, Han & Kumar 1999). For the brake, similarities above `highest` count as `highest`: that two
    texts are copies says nothing on how alike other reports are. Ties go to the lower numbers.
    """
    forest = _Forest(size, similarities, highest)
    heap = [(-value, a, b, 0, 0) for (a, b), value in similarities.items() if value >= threshold]
    heapq.heapify(heap)
    while heap:
        _, a, b, *versions = heapq.heappop(heap)
        if versions != [forest.version[a], forest.version[b]] or not forest.close(a, b, closeness, threshold):
            continue
        forest.merge(a, b)
        for entry in _entries(forest, a, threshold):
            heapq.heappush(heap, entry)
    return sorted(sorted(group) for group in forest.members if group)


def _entries(forest: _Forest, group: int, threshold: float) -> Iterator[tuple[float, int, int, int, int]]:
    for other in forest.between[group]:
        value = forest.average(group, other)
        if value >= threshold:
            a, b = min(group, other), max(group, other)
            yield (-value, a, b, forest.version[a], forest.version[b])
