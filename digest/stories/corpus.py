"""Articles as rows over their terms, before the archive weighs them: what all of grouping counts in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array  # type: ignore[import-untyped] # scipy ships no types

from digest.nouns import Analysis
from digest.stories.copies import Shingles
from digest.stories.features import Bytes, Features, Numbers, features
from digest.stories.terms import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Articles, by their places, and their terms."""

    ids: tuple[str, ...]
    terms: tuple[str, ...]  # sorted: the columns
    weights: csr_array  # of each article's terms, in order
    frequencies: Numbers  # what `kinds` points to: occurrences per word of some language
    kinds: NDArray[np.int32]  # of each stored term, in its article's language
    marks: Bytes  # of each stored term
    weekdays: Bytes  # of each article
    days: Numbers  # of each article, since 1970; NaN where it is unknown or doubtful
    samples: tuple[Shingles, ...]  # see copies.sample
    fingerprints: tuple[bytes, ...]
    signatures: tuple[bytes, ...]  # see features.Features

    @classmethod
    def of(cls, parts: Sequence[Features]) -> "Corpus":
        """The articles of all parts, one part after another."""
        terms = tuple(sorted(set[str]().union(*(part.terms for part in parts))))
        column = {term: place for place, term in enumerate(terms)}
        sizes = np.concatenate([*(part.sizes for part in parts), np.empty(0, np.int64)])
        places = [np.fromiter(map(column.__getitem__, part.terms), dtype=np.int32)[part.cells] for part in parts]
        starts = np.r_[0, np.cumsum(sizes)].astype(np.int32)
        columns = np.concatenate([*places, np.empty(0, np.int32)])
        given = np.concatenate([*(part.weights for part in parts), np.empty(0)])
        marks, weekdays = (
            np.concatenate([*(getattr(part, name) for part in parts), np.empty(0, np.uint8)])
            for name in ("marks", "weekdays")
        )
        offsets = accumulate((len(part.terms) for part in parts), initial=0)
        kinds = [part.cells.astype(np.int32) + offset for part, offset in zip(parts, offsets, strict=False)]
        return cls(
            ids=tuple(chain.from_iterable(part.ids for part in parts)),
            terms=terms,
            weights=csr_array((given, columns, starts), shape=(len(starts) - 1, max(1, len(terms)))),
            frequencies=np.concatenate([*(part.frequencies for part in parts), np.empty(0)]),
            kinds=np.concatenate([*kinds, np.empty(0, np.int32)]),
            marks=marks,
            weekdays=weekdays,
            days=np.concatenate([*(part.days for part in parts), np.empty(0)]),
            samples=tuple(chain.from_iterable(part.samples_by_article() for part in parts)),
            fingerprints=tuple(chain.from_iterable(part.fingerprints_by_article() for part in parts)),
            signatures=tuple(chain.from_iterable(part.signatures_by_article() for part in parts)),
        )

    @classmethod
    def read(cls, analyses: Sequence[Analysis]) -> "Corpus":
        """These articles."""
        return cls.of([features(analyses)])

    def in_order(self, ids: Sequence[str]) -> "Corpus":
        """These articles alone, in this order. The columns stay, so that some may be empty."""
        if tuple(ids) == self.ids:
            return self
        place = {name: number for number, name in enumerate(self.ids)}
        rows = np.array([place[name] for name in ids], dtype=np.int64)
        order, starts = cells_of(self.weights, rows)
        picked = self.weights.data[order], self.weights.indices[order], starts
        return replace(
            self,
            ids=tuple(ids),
            weights=csr_array(picked, shape=(len(rows), self.weights.shape[1])),
            kinds=self.kinds[order],
            marks=self.marks[order],
            weekdays=self.weekdays[rows],
            days=self.days[rows],
            samples=tuple(self.samples[row] for row in rows.tolist()),
            fingerprints=tuple(self.fingerprints[row] for row in rows.tolist()),
            signatures=tuple(self.signatures[row] for row in rows.tolist()),
        )

    def marked(self, mark: Mark) -> csr_array:
        """1 where a term of an article is marked so."""
        return some_cells(self.weights, (self.marks & mark) > 0, np.ones(len(self.marks)))


def cells_of(rows: csr_array, some: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Where the cells of some rows are, row by row, and where each row of them starts."""
    sizes = np.diff(rows.indptr)[some]
    starts = np.r_[np.int32(0), np.cumsum(sizes, dtype=np.int32)]
    return np.arange(starts[-1]) + np.repeat(rows.indptr[some] - starts[:-1], sizes), starts


def some_cells(rows: csr_array, kept: NDArray[np.bool_], values: Numbers) -> csr_array:
    """Other values in some of the cells of these rows, and nothing in all others."""
    starts = np.r_[0, np.cumsum(kept)][rows.indptr].astype(np.int32)
    return csr_array((values[kept], rows.indices[kept], starts), shape=rows.shape)
