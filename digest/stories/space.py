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
from digest.stories.terms import Profile

Numbers = NDArray[np.float64]


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
        self.weights = array("d")
        self.cells: dict[str, tuple[array[int], array[int]]] = {
            kind: (array("i"), array("q", [0])) for kind in ("terms", "names", "figures", "lead")
        }
        self.days = array("d")
        self.weekdays = array("B")
        self.languages: list[str] = []

    def add(self, each: Profile) -> None:
        self.weights.extend(each.weights.values())
        kinds = (("terms", each.weights), ("names", each.names), ("figures", each.numbers), ("lead", each.lead))
        for kind, terms in kinds:
            indices, starts = self.cells[kind]
            indices.extend([self.column.setdefault(term, len(self.column)) for term in terms])
            starts.append(len(indices))
        self.days.append(math.nan if each.day is None else each.day)
        self.weekdays.append(sum(1 << number for number in each.weekdays))
        self.languages.append(each.language)

    def table(self, kind: str, places: Places, values: Numbers | None = None) -> csr_array:
        """The rows of one kind, each in order of the terms' `places`."""
        indices, starts = (np.array(part, dtype=np.int64) for part in self.cells[kind])
        data = np.ones(len(indices)) if values is None else values
        shape = (len(starts) - 1, max(1, len(places)))
        found = csr_array((data, places[indices].astype(np.int32), starts.astype(np.int32)), shape=shape)
        found.sort_indices()
        return found


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
    raw = read.table("terms", places, np.array(read.weights))
    holders = np.bincount(raw.indices, minlength=raw.shape[1])
    raw.data *= _weights(raw, _shares(raw, terms, read.languages, words), plan, prior)
    raw.eliminate_zeros()
    vectors = unit(raw)
    return Space(
        terms=terms,
        vectors=vectors,
        leads=unit(csr_array(vectors * read.table("lead", places))),
        holders=holders,
        names=read.table("names", places),
        figures=read.table("figures", places),
        weekdays=np.array(read.weekdays, dtype=np.uint8),
        days=np.array(read.days),
    )


def unit(rows: csr_array) -> csr_array:
    """The rows brought to length 1, each in order; empty rows stay empty."""
    lengths = np.sqrt(np.asarray((rows * rows).sum(axis=1)).ravel())
    found = csr_array(diags_array(1.0 / np.where(lengths > 0, lengths, 1.0)) @ rows) if len(lengths) else rows
    found.sort_indices()
    return found


def _shares(raw: csr_array, terms: tuple[str, ...], languages: list[str], words: float) -> Numbers:
    """Of each stored term, the share of documents in its article's language that hold it, by the word list."""
    spoken = sorted(set(languages))
    row = np.array([spoken.index(language) for language in languages], dtype=np.int64)
    keys, cells = np.unique(
        raw.indices.astype(np.int64) * max(1, len(spoken)) + np.repeat(row, np.diff(raw.indptr)), return_inverse=True
    )
    pairs = (divmod(key, len(spoken)) for key in keys.tolist())
    frequencies = np.array([word_frequency(terms[term], spoken[number]) for term, number in pairs], dtype=np.float64)
    found: Numbers = expected(frequencies, words=words)[cells]
    return found


def _weights(raw: csr_array, shares: Numbers, plan: Schedule, prior: float) -> Numbers:
    """The rarity of each stored term, counted in as much of the plan's order as its article's table has."""
    counts = np.zeros(raw.shape[1])
    found, done = np.empty(len(raw.data)), 0
    rows = np.repeat(np.arange(raw.shape[0]), np.diff(raw.indptr))
    tables = plan.known[rows]
    for documents in np.unique(plan.known).tolist():
        for place in plan.order[done:documents].tolist():
            counts[raw.indices[raw.indptr[place] : raw.indptr[place + 1]]] += 1.0
        done = documents
        cells = np.flatnonzero(tables == documents)
        found[cells] = rarity(counts[raw.indices[cells]], float(documents), shares[cells], prior=prior)
    return found
