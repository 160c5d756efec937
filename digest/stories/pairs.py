"""Which pairs of many texts are worth comparing: those of the same days, and those that share something rare."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array  # type: ignore[import-untyped] # scipy ships no types

ROWS = 500  # texts compared with others at a time: bounds memory
BATCH = 100_000  # the same for pairs
HOLDERS = 100  # a term in more texts than this brings none together over any distance, so that cost stays linear
ROUNDING = 1e-6  # days: sums of days are off by less
RARE_SHARE = 0.5  # … and of the cosine that a pair needs, so much must come of terms that are rarer

Indices = NDArray[np.int32]
Numbers = NDArray[np.float64]
Truths = NDArray[np.bool_]
Needed = Callable[[Indices, Indices], Numbers]  # of pairs: the cosine below which they are not kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Pairs of texts, by their numbers (first < second), each with a value. In order when made by `of`."""

    first: Indices
    second: Indices
    values: Numbers

    @classmethod
    def of(cls, parts: Sequence["Pairs"]) -> Self:
        """All pairs of the parts, in order; no pair may stand in two parts."""
        if not parts:
            return cls(first=np.empty(0, np.int32), second=np.empty(0, np.int32), values=np.empty(0))
        first, second = (np.concatenate(each) for each in zip(*((p.first, p.second) for p in parts), strict=True))
        order = np.lexsort((second, first))
        values = np.concatenate([part.values for part in parts])
        return cls(first=first[order], second=second[order], values=values[order])

    def __getitem__(self, which: slice | NDArray[np.bool_]) -> "Pairs":
        return Pairs(first=self.first[which], second=self.second[which], values=self.values[which])

    def table(self, size: int) -> csr_array:
        """The values as a symmetric matrix, each row in order."""
        upper = csr_array((self.values, (self.first, self.second)), shape=(size, size))
        found = csr_array(upper + upper.T)
        found.sort_indices()
        return found


def window(vectors: csr_array, days: Numbers, near: float, needed: Needed, new: Truths) -> Pairs:
    """All pairs of texts at most `near` days apart that reach the cosine they need, one of them `new`."""
    order = np.argsort(days, kind="stable")[: np.count_nonzero(~np.isnan(days))].astype(np.int32)
    sorted_days, coming = days[order], new[order]
    wanted, old, around = np.flatnonzero(coming), np.flatnonzero(~coming), near + ROUNDING
    parts = []
    for start in range(0, len(wanted), ROWS):
        some = wanted[start : start + ROWS]
        # New ones before these have met them already.
        before = old[np.searchsorted(old, np.searchsorted(sorted_days, sorted_days[some[0]] - around)) :]
        low = int(min(some[0], *before[:1], len(order)))
        high = int(np.searchsorted(sorted_days, sorted_days[some[-1]] + around, side="right"))
        block = (vectors[order[some]] @ vectors[order[low:high]].T.tocsr()).tocoo()
        a, b = some[block.row], block.col + low
        kept = ((a < b) | ~coming[b]) & (np.abs(sorted_days[b] - sorted_days[a]) <= near)
        parts.append(_kept(order[a[kept]], order[b[kept]], block.data[kept], needed))
    return Pairs.of(parts)


def at_any_distance(  # noqa: PLR0913, PLR0917 - what is compared, and when it is kept
    vectors: csr_array, holders: NDArray[np.int64], days: Numbers, near: float, needed: Needed, new: Truths
) -> Pairs:
    """The pairs further apart, or without a day, that share rare terms and reach the cosine they need, one `new`.

    Heavy terms first, as in prefix filtering (Bayardo, Ma & Srikant, "Scaling up all pairs similarity search", 2007):
    here what a pair has in common of terms in at most `HOLDERS` texts must make `RARE_SHARE` of the cosine it needs.
    So each term costs at most `HOLDERS` comparisons a text, however many texts there are.
    """
    wanted = np.flatnonzero(new).astype(np.int32)
    asked = np.bincount(vectors[wanted].indices, minlength=len(holders)) > 0
    rare = vectors[:, np.flatnonzero(asked & (holders >= 2) & ~too_many(holders))]
    turned = rare.T.tocsr()
    parts = []
    for start in range(0, len(wanted), ROWS):
        some = wanted[start : start + ROWS]
        block = (rare[some] @ turned).tocoo()
        a, b = some[block.row], block.col.astype(np.int32)
        kept = ((a < b) | ~new[b]) & ~(np.abs(days[a] - days[b]) <= near)
        a, b, rarely = a[kept], b[kept], block.data[kept]
        kept = rarely >= RARE_SHARE * needed(a, b)
        parts.append(_kept(a[kept], b[kept], common(vectors, a[kept], b[kept]), needed))
    return Pairs.of(parts)


def too_many(holders: NDArray[np.int64]) -> Truths:
    """Whether a term that so many texts hold brings none together over any distance."""
    found: Truths = holders > HOLDERS
    return found


def _kept(a: Indices, b: Indices, cosines: Numbers, needed: Needed) -> Pairs:
    found = Pairs(first=np.minimum(a, b), second=np.maximum(a, b), values=cosines)
    return found[cosines >= needed(a, b)]


def common(rows: csr_array, first: Indices, second: Indices) -> Numbers:
    """The dot product of the two rows of each pair."""
    parts = [
        np.asarray((rows[first[start : start + BATCH]] * rows[second[start : start + BATCH]]).sum(axis=1)).ravel()
        for start in range(0, len(first), BATCH)
    ]
    return np.concatenate(parts) if parts else np.empty(0)
