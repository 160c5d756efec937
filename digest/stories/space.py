"""Articles as vectors over their terms."""

import math
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array  # type: ignore[import-untyped] # scipy ships no types

from digest.stories.background import expected, rarity, word_frequency
from digest.stories.learnt import Places, Schedule
from digest.stories.terms import Mark, Profile

Numbers = NDArray[np.float64]
Marks = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """Articles as unit vectors over terms, in the order of their profiles."""

    terms: tuple[str, ...]  # sorted: the columns
    vectors: csr_array
    leads: csr_array  # the same of the terms in their titles and first sentences alone, brought to length 1
    holders: Places  # of each term: in how many of these articles it stands
    names: csr_array  # 1 where a term is a name in the article
    figures: csr_array  # 1 where it is a figure
    weekdays: NDArray[np.uint8]  # those that the first sentences name, a bit each
    days: Numbers  # days since 1970, with their fraction; NaN where the date is unknown or doubtful


class _Columns:
    """The profiles' terms as they come in: numbered, one row an article."""

    def __init__(self) -> None:
        self.column: dict[str, int] = {}
        self.indices, self.starts = array("i"), array("q", [0])
        self.weights, self.marks = array("d"), array("B")
        self.days = array("d")
        self.weekdays = array("B")
        self.languages: list[str] = []

    def add(self, each: Profile) -> None:
        column = self.column
        self.indices.extend([column.setdefault(term, len(column)) for term in each.terms])
        self.starts.append(len(self.indices))
        self.weights.extend(each.weights)
        self.marks.frombytes(each.marks)
        self.days.append(math.nan if each.day is None else each.day)
        self.weekdays.append(each.weekdays)
        self.languages.append(each.language)

    def table(self, places: Places) -> tuple[csr_array, Marks]:
        """One row an article, each in order of the terms' `places`: their weights, and their marks likewise."""
        indices, starts = np.array(self.indices, dtype=np.int64), np.array(self.starts, dtype=np.int32)
        shape = (len(starts) - 1, max(1, len(places)))
        found = csr_array((np.arange(len(indices)), places[indices].astype(np.int32), starts), shape=shape)
        found.sort_indices()
        order = found.data
        found.data = np.array(self.weights)[order]
        return found, np.array(self.marks, dtype=np.uint8)[order]


def space(profiles: Iterable[Profile], plan: Schedule, *, prior: float, words: float) -> Space:
    """Weigh each article's terms by their rarity, as its month's table has it, and bring its vector to length 1.

    Profiles are read once and not kept; `plan` is of the same articles in the same order.
    """
    read = _Columns()
    for each in profiles:
        read.add(each)
    terms = tuple(sorted(read.column))
    places = np.empty(len(terms), dtype=np.int64)
    places[[read.column[term] for term in terms]] = np.arange(len(terms))
    raw, marks = read.table(places)
    holders = np.bincount(raw.indices, minlength=raw.shape[1])
    lead, names, figures = (_marked(raw, marks, mark) for mark in (Mark.LEAD, Mark.NAME, Mark.FIGURE))
    raw.data *= _weights(raw, _shares(raw, terms, read.languages, words), plan, prior)
    raw.eliminate_zeros()
    vectors = unit(raw)
    return Space(
        terms=terms,
        vectors=vectors,
        leads=unit(csr_array(vectors * lead)),
        holders=holders,
        names=names,
        figures=figures,
        weekdays=np.array(read.weekdays, dtype=np.uint8),
        days=np.array(read.days),
    )


def _marked(rows: csr_array, marks: Marks, mark: Mark) -> csr_array:
    """1 where a term of an article is marked so."""
    kept = (marks & mark) > 0
    starts = np.r_[0, np.cumsum(kept)][rows.indptr].astype(np.int32)
    return csr_array((np.ones(starts[-1]), rows.indices[kept], starts), shape=rows.shape)


def unit(rows: csr_array) -> csr_array:
    """The rows brought to length 1, each in order; empty rows stay empty."""
    lengths = np.sqrt(np.asarray((rows * rows).sum(axis=1)).ravel())
    found = csr_array(diags_array(1.0 / np.where(lengths > 0, lengths, 1.0)) @ rows) if len(lengths) else rows
    found.sort_indices()
    return found


def _shares(raw: csr_array, terms: tuple[str, ...], languages: list[str], words: float) -> Numbers:
    """Of each stored term, the share of documents in its article's language that hold it, by the word list."""
    spoken = {language: number for number, language in enumerate(sorted(set(languages)))}
    row = np.array([spoken[language] for language in languages], dtype=np.int64)
    cells = raw.indices.astype(np.int64) * max(1, len(spoken)) + np.repeat(row, np.diff(raw.indptr))
    keys = np.flatnonzero(np.bincount(cells))
    names, (places, numbers) = tuple(spoken), np.divmod(keys, max(1, len(spoken)))
    pairs = zip(places.tolist(), numbers.tolist(), strict=True)
    frequencies = np.array([word_frequency(terms[term], names[number]) for term, number in pairs], dtype=np.float64)
    found = np.zeros(int(keys.max(initial=-1)) + 1)
    found[keys] = expected(frequencies, words=words)
    shares: Numbers = found[cells]
    return shares


def _weights(raw: csr_array, shares: Numbers, plan: Schedule, prior: float) -> Numbers:
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
