"""Groups of which nothing has changed since they were found, beside those that must be found again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array  # type: ignore[import-untyped] # scipy ships no types
from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped] # scipy ships no types

from digest.stories.comparisons import PARTS, Between, Comparisons, still_at
from digest.stories.pairs import Pairs

Places = NDArray[np.int64]
Numbers = NDArray[np.float64]
Truths = NDArray[np.bool_]
Couples = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Articles by their places, and what can bring them together."""

    pairs: Pairs  # how alike two articles are
    leads: Numbers  # of the pairs: how alike what they tell first is
    same: Couples  # the articles that are one text
    days: Numbers  # of each article; NaN where it is unknown or doubtful
    least: float  # of a group's articles each is this like to another, or one text with it

    @property
    def size(self) -> int:
        """How many articles there are."""
        return len(self.days)

    def components(self) -> Places:
        """A number for each article, equal for those that could be in one group."""
        likely = self.pairs[self.pairs.values >= self.least]
        one, other = np.array(self.same, dtype=np.int64).reshape(-1, 2).T
        first, second = np.r_[likely.first, one], np.r_[likely.second, other]
        graph = coo_array((np.ones(len(first), dtype=np.int8), (first, second)), shape=(self.size, self.size))
        found: Places = connected_components(graph, directed=False)[1].astype(np.int64)
        return found

    def only(self, places: Places) -> "Together":
        """These articles alone, by their places among these."""
        now = np.full(self.size, -1)
        now[places] = np.arange(len(places))
        first, second = now[self.pairs.first], now[self.pairs.second]
        kept = (first >= 0) & (second >= 0)
        pairs = Pairs(
            first=first[kept].astype(np.int32), second=second[kept].astype(np.int32), values=self.pairs.values[kept]
        )
        same = [(int(now[a]), int(now[b])) for a, b in self.same if now[a] >= 0 and now[b] >= 0]
        return Together(pairs=pairs, leads=self.leads[kept], same=same, days=self.days[places], least=self.least)


Find = Callable[[Together], list[list[int]]]


def parted(
    together: Together, touched: Truths, before: Between, keys: tuple[bytes, ...], find: Find
) -> list[list[int]]:
    """The groups of all articles, sorted and in order of their first members.

    Only those are found anew that could hold a `touched` article; the others are what they were `before`.
    """
    component = together.components()
    anew = np.isin(component, component[touched])
    if anew.all():
        return find(together)
    places = np.flatnonzero(anew)
    found = [places[part].tolist() for part in find(together.only(places))] if len(places) else []
    return sorted(found + _as_before(~anew, before.among(keys)))


def _as_before(kept: Truths, before: Between) -> list[list[int]]:
    first = np.arange(len(kept))
    first[before.second] = before.first
    places = np.flatnonzero(kept)
    order = places[np.argsort(first[places], kind="stable")]
    starts = np.flatnonzero(np.diff(first[order], prepend=-1, append=-1)).tolist() if len(order) else []
    listed = order.tolist()
    return [listed[start:end] for start, end in pairwise(starts)]


def as_pairs(parts: Sequence[Sequence[int]], keys: tuple[bytes, ...]) -> Between:
    """The groups as pairs: of the first article of each and every other one."""
    pairs = np.array([(part[0], other) for part in parts for other in part[1:]], dtype=np.int32).reshape(-1, 2)
    pairs = pairs[np.argsort(pairs[:, 1], kind="stable")]
    pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
    return Between(keys=keys, first=pairs[:, 0].copy(), second=pairs[:, 1].copy(), values=np.ones((len(pairs), PARTS)))


def touched_by(now: Comparisons, before: Comparisons, order: Places, days: Numbers) -> Truths:
    """The articles for which something is new that says where they belong: of their own, or that of another.

    `order` has the places of the texts that were compared. An undated article takes its day from another one, which
    then counts against all others.
    """
    likenesses = now.likenesses
    found = still_at(likenesses.keys, before.likenesses.keys) < 0
    found |= _beside(before.likenesses, likenesses)
    found |= _next_to(likenesses, found)
    texts = _beside(before.texts, now.texts)
    same, was = (one[one.values[:, 0] > 0] for one in (now.texts, before.texts.among(now.texts.keys)))
    for one, other in ((same, was), (was, same)):
        changed = ~np.isin(one.numbered(), other.numbered())
        texts[one.first[changed]] = texts[one.second[changed]] = True
    found[order[texts]] = True
    return found | _next_to(likenesses, found & np.isnan(days))


def _next_to(pairs: Between, some: Truths) -> Truths:
    """Whatever is in a pair with one of some."""
    found = np.zeros(len(some), dtype=np.bool_)
    found[pairs.second[some[pairs.first]]] = True
    found[pairs.first[some[pairs.second]]] = True
    return found


def _beside(before: Between, now: Between) -> Truths:
    """Whatever was in a pair with something that is gone."""
    place = still_at(before.keys, now.keys)
    left = np.flatnonzero(place >= 0)
    found = np.zeros(len(now.keys), dtype=np.bool_)
    found[place[left]] = _next_to(before, place < 0)[left]
    return found
