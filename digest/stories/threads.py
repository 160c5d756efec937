"""Which stories follow from one another: the same people and places at another time."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array  # type: ignore[import-untyped] # scipy ships no types

from digest.nouns import Group, Relation
from digest.stories.learnt import FOUNDING, schedule
from digest.stories.pairs import at_any_distance, common
from digest.stories.space import space, unit
from digest.stories.terms import profile

NOTHING: Mapping[str, date] = {}


class Link(NamedTuple):
    """A related story, by its place among the groups."""

    group: int
    relation: Relation  # what the other story is to this one
    shared: tuple[str, ...]  # the names and terms that link them, heaviest first


def threads(  # noqa: PLR0913 — the settings of one method, each with its default
    groups: Sequence[Group],
    *,
    seen: Mapping[str, date] = NOTHING,
    threshold: float = 0.12,
    names: int = 2,
    most: int = 5,
    shown: int = 5,
    prior: float = 100.0,
    words: float = 300.0,
    founding: int = FOUNDING,
) -> tuple[tuple[Link, ...], ...]:
    """For each group, in order, its links to earlier and later groups: the likest first, at most `most` each way.

    Two stories are linked when the cosine of their terms (the mean of their articles' vectors) is at least `threshold`,
    dates aside, and at least `names` names are among the `shown` terms that weigh most in it. The one whose first
    article is of an earlier day is the earlier one; stories of one day, or without a date, are not linked, since
    nothing says which came first. Only stories that share rare terms are compared (see pairs.at_any_distance), so that
    cost is linear. `seen` and `founding` are those of `group`.
    """
    if not groups:
        return ()
    days = np.array([_first_day(group) for group in groups])
    profiles = (profile(member.analysis) for group in groups for member in group.members)
    plan = schedule(
        [member.analysis.article for group in groups for member in group.members], seen=seen, founding=founding
    )
    articles = space(profiles, plan, prior=prior, words=words)
    member_of = _membership([len(group.members) for group in groups])
    means = unit(csr_array(member_of @ articles.vectors))
    known = csr_array(member_of @ articles.names)
    known.data[:] = 1.0

    def needed(first: NDArray[np.int32], second: NDArray[np.int32]) -> NDArray[np.float64]:
        return np.where(np.abs(days[first] - days[second]) > 0, threshold, np.inf)

    pairs = at_any_distance(means, np.bincount(means.indices, minlength=means.shape[1]), days, 0.0, needed)
    pairs = pairs[common(known, pairs.first, pairs.second) >= names]
    links = _Links(len(groups), most)
    for place in np.lexsort((pairs.second, pairs.first, -pairs.values)).tolist():
        earlier, later = sorted((int(pairs.first[place]), int(pairs.second[place])), key=lambda group: days[group])
        if links.wanted(earlier, later):
            shared = _heaviest(means, earlier, later, shown)
            if len({*shared} & {*_columns(known, earlier)} & {*_columns(known, later)}) >= names:
                links.add(earlier, later, tuple(articles.terms[column] for column in shared))
    return links.found()


def _first_day(group: Group) -> float:
    """Its first member's, as a number; NaN when none is dated."""
    return min(
        (float(member.published.day.toordinal()) for member in group.members if member.published), default=np.nan
    )


def _membership(sizes: Sequence[int]) -> csr_array:
    """A matrix that sums up the rows of each group's articles, which stand one after another."""
    rows = np.repeat(np.arange(len(sizes)), sizes)
    return csr_array((np.ones(len(rows)), (rows, np.arange(len(rows)))), shape=(len(sizes), len(rows)))


def _columns(table: csr_array, row: int) -> list[int]:
    columns: list[int] = table.indices[table.indptr[row] : table.indptr[row + 1]].tolist()
    return columns


def _heaviest(means: csr_array, a: int, b: int, shown: int) -> list[int]:
    """The columns that add most to the cosine of two rows."""
    first, second = (slice(means.indptr[row], means.indptr[row + 1]) for row in (a, b))
    columns, left, right = np.intersect1d(
        means.indices[first], means.indices[second], assume_unique=True, return_indices=True
    )
    order = np.argsort(-(means.data[first][left] * means.data[second][right]), kind="stable")
    heaviest: list[int] = columns[order[:shown]].tolist()
    return heaviest


class _Links:
    """The links of each group, likest first, at most so many each way."""

    def __init__(self, size: int, most: int) -> None:
        self._most = most
        self._earlier: list[list[Link]] = [[] for _ in range(size)]
        self._later: list[list[Link]] = [[] for _ in range(size)]

    def wanted(self, earlier: int, later: int) -> bool:
        """Whether either of two groups has room for a link to the other."""
        return len(self._earlier[later]) < self._most or len(self._later[earlier]) < self._most

    def add(self, earlier: int, later: int, shared: tuple[str, ...]) -> None:
        self._earlier[later].append(Link(earlier, Relation.EARLIER, shared))
        self._later[earlier].append(Link(later, Relation.LATER, shared))

    def found(self) -> tuple[tuple[Link, ...], ...]:
        sides = zip(self._earlier, self._later, strict=True)
        return tuple((*before[: self._most], *after[: self._most]) for before, after in sides)
