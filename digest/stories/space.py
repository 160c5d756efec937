"""Articles as vectors over their terms."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array  # type: ignore[import-untyped] # scipy ships no types

from digest.stories.background import expected, rarity
from digest.stories.corpus import Corpus
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
    raw = corpus.weights.copy()
    raw.data *= _rarities(raw, expected(corpus.frequencies, words=words), plan, prior)
    keys = tuple(_keys(raw))
    raw.eliminate_zeros()
    vectors = unit(raw)
    return Space(
        terms=corpus.terms,
        vectors=vectors,
        leads=unit(csr_array(vectors * corpus.marked(Mark.LEAD))),
        holders=np.bincount(corpus.weights.indices, minlength=raw.shape[1]),
        names=corpus.marked(Mark.NAME),
        figures=corpus.marked(Mark.FIGURE),
        weekdays=corpus.weekdays,
        days=corpus.days,
        keys=keys,
    )


def _keys(weighed: csr_array) -> Iterator[str]:
    data, starts = memoryview(weighed.data), weighed.indptr.tolist()
    for start, end in pairwise(starts):
        yield blake2b(data[start:end], digest_size=16).hexdigest()


def unit(rows: csr_array) -> csr_array:
    """The rows brought to length 1, each in order; empty rows stay empty."""
    lengths = np.sqrt(np.asarray((rows * rows).sum(axis=1)).ravel())
    found = csr_array(rows, copy=True)
    found.data *= np.repeat(1.0 / np.where(lengths > 0, lengths, 1.0), np.diff(found.indptr))
    found.sort_indices()
    return found


def _rarities(raw: csr_array, shares: Numbers, plan: Schedule, prior: float) -> Numbers:
    """The rarity of each stored term, counted in as much of the plan's order as its article's table has."""
    counts = np.zeros(raw.shape[1])
    found, done = np.empty(len(raw.data)), 0
    rows = np.repeat(np.arange(raw.shape[0]), np.diff(raw.indptr))
    tables = plan.known[rows]
    for documents in np.unique(plan.known).tolist():
        counts += np.bincount(raw[plan.order[done:documents]].indices, minlength=raw.shape[1])
        done = documents
        cells = np.flatnonzero(tables == documents)
        found[cells] = rarity(counts[raw.indices[cells]], float(documents), shares[cells], prior=prior)
    return found
