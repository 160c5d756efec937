"""What comparing articles found, so that only what is new need be compared the next time."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digest.stories.corpus import Corpus
from digest.stories.pairs import too_many
from digest.stories.space import Space

Indices = NDArray[np.int32]
Numbers = NDArray[np.float64]
Truths = NDArray[np.bool_]
KEY_SIZE = 16  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """Pairs of articles, in order (first < second), and some numbers on each that depend on these two alone.

    Articles whose keys are the same are the same in all that the numbers are made of.
    """

    keys: tuple[bytes, ...]  # of each article, each once
    first: Indices
    second: Indices
    values: Numbers  # a row for each pair

    def __getitem__(self, which: Truths | NDArray[np.int64]) -> "Between":
        return Between(keys=self.keys, first=self.first[which], second=self.second[which], values=self.values[which])

    def among(self, keys: tuple[bytes, ...]) -> "Between":
        """The pairs that are still among the articles of these keys; in order only if these are."""
        if keys == self.keys:
            return self
        now = still_at(self.keys, keys)
        one, other = now[self.first], now[self.second]
        kept = (one >= 0) & (other >= 0)
        first, second = np.minimum(one, other)[kept], np.maximum(one, other)[kept]
        return Between(keys=keys, first=first, second=second, values=self.values[kept])

    def numbered(self) -> NDArray[np.int64]:
        """A number for each pair of these articles."""
        return numbered(self.first, self.second, len(self.keys))

    def joined(self, others: "Between") -> "Between":
        """These and other pairs of the same articles."""
        first, second = np.r_[self.first, others.first], np.r_[self.second, others.second]
        both = Between(keys=self.keys, first=first, second=second, values=np.r_[self.values, others.values])
        return both[np.lexsort((second, first))]


def numbered(first: NDArray[Any], second: NDArray[Any], size: int) -> NDArray[np.int64]:
    """A number for each pair of so many articles, in their order."""
    found: NDArray[np.int64] = first.astype(np.int64) * size + second
    return found


def nothing_between(columns: int) -> Between:
    """No pair, with so many numbers on each."""
    none = np.empty(0, dtype=np.int32)
    return Between(keys=(), first=none, second=none, values=np.empty((0, columns)))


TEXTS, LIKENESSES, PARTS, STORIES = 1, 3, 1, 2  # columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparisons:
    """All that was found by comparing two articles or two groups, for the next time."""

    texts: Between  # that were compared whole: 1 where they are one text
    likenesses: Between  # see similarity.likenesses
    parts: Between  # see settled.as_pairs
    stories: Between  # see threads.related


NO_COMPARISONS = Comparisons(
    texts=nothing_between(TEXTS),
    likenesses=nothing_between(LIKENESSES),
    parts=nothing_between(PARTS),
    stories=nothing_between(STORIES),
)


def still_at(before: Sequence[bytes], now: Sequence[bytes]) -> Indices:
    """Where each of the former keys is now, or -1."""
    if before == now:
        return np.arange(len(now), dtype=np.int32)
    place = {key: number for number, key in enumerate(now)}
    return np.array([place.get(key, -1) for key in before], dtype=np.int32)


def keys_of(read: Corpus, articles: Space) -> tuple[bytes, ...]:
    """Of each article: what all that lies between it and any other depends on, beside that other.

    These are what was read of it, what its terms weigh, and which of them too many hold (see pairs.at_any_distance).
    """
    many = memoryview(too_many(articles.holders)[articles.vectors.indices])
    cells = pairwise(articles.vectors.indptr.tolist())
    return tuple(
        blake2b(b"".join((signature, weights.encode("ascii"), many[start:end])), digest_size=KEY_SIZE).digest()
        for signature, weights, (start, end) in zip(read.signatures, articles.keys, cells, strict=True)
    )
