"""Articles as vectors over their terms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array  # type: ignore[import-untyped] # scipy ships no types

from digest.stories.background import expected, rarity
from digest.stories.corpus import Corpus, cells_of, some_cells
from digest.stories.learnt import Places, Schedule
from digest.stories.terms import Mark

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """Articles as unit vectors over terms, in the order of their corpus."""

    terms: tuple[str, ...]  # sorted: the columns
    vectors: csr_array
    leads: csr_array  # the same of the terms in their titles and first sentences alone, brought to length 1
    holders: Places  # of each term: in how many of these articles it stands
    names: csr_array  # 1 where a term is a name in the article
    figures: csr_array  # 1 where it is a figure
    weekdays: NDArray[np.uint8]  # those that the first sentences name, a bit each
    days: Numbers  # days since 1970, with their fraction; NaN where the date is unknown or doubtful
    keys: tuple[str, ...]  # of each article: equal for equal terms whose vectors are equal


def space(corpus: Corpus, plan: Schedule, *, prior: float, words: float) -> Space:
    """Weigh each article's terms by their rarity, as its month's table has it, and bring its vector to length 1.

    `plan` is of the same articles in the same order.
    """
    raw, shares = corpus.weights, expected(corpus.frequencies, words=words)[corpus.kinds]
    weighed = raw.data * _rarities(raw, shares, plan, prior)
    kept = weighed != 0.0
    vectors = unit(some_cells(raw, kept, weighed))
    first = (corpus.marks[kept] & Mark.LEAD) > 0
    return Space(
        terms=corpus.terms,
        vectors=vectors,
        leads=unit(some_cells(vectors, first, vectors.data)),
        holders=np.bincount(raw.indices, minlength=raw.shape[1]),
        names=corpus.marked(Mark.NAME),
        figures=corpus.marked(Mark.FIGURE),
        weekdays=corpus.weekdays,
        days=corpus.days,
        keys=tuple(_keys(weighed, raw.indptr.tolist())),
    )


def _keys(weighed: Numbers, starts: Sequence[int]) -> Iterator[str]:
    data = weighed.tobytes()
    for start, end in pairwise(starts):
        yield blake2b(data[8 * start : 8 * end], digest_size=16).hexdigest()


def unit(rows: csr_array) -> csr_array:
    """The rows brought to length 1, each in order; empty rows stay empty."""
    sizes, lengths = np.diff(rows.indptr), np.ones(rows.shape[0])
    lengths[sizes > 0] = np.sqrt(np.add.reduceat(rows.data**2, rows.indptr[:-1][sizes > 0]))
    found = csr_array(rows, copy=True)
    found.data *= np.repeat(1.0 / np.where(lengths > 0, lengths, 1.0), sizes)
    found.sort_indices()
    return found


def _rarities(raw: csr_array, shares: Numbers, plan: Schedule, prior: float) -> Numbers:
    """The rarity of each stored term, counted in as much of the plan's order as its article's table has."""
    counts = np.zeros(raw.shape[1])
    found, done = np.empty(len(raw.data)), 0
    for documents in np.unique(plan.known).tolist():
        counted, _ = cells_of(raw, plan.order[done:documents])
        counts += np.bincount(raw.indices[counted], minlength=raw.shape[1])
        done = documents
        cells, _ = cells_of(raw, np.flatnonzero(plan.known == documents))
        found[cells] = rarity(counts[raw.indices[cells]], float(documents), shares[cells], prior=prior)
    return found
