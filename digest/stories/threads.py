"""Which stories follow from one another: the same people and places at another time."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array  # type: ignore[import-untyped] # scipy ships no types

from digest.nouns import Group, Relation
from digest.stories.corpus import Corpus
from digest.stories.learnt import FOUNDING, counted_once, schedule
from digest.stories.pairs import at_any_distance, common
from digest.stories.reasons import SEVERAL, Reasons, Recall, ask_anew, can_name, of_calendar
from digest.stories.space import Space, space, unit

NOTHING: Mapping[str, date] = {}
WEEK = 7.0  # days within which stories need no more likeness than on following days

Indices = NDArray[np.int32]
Numbers = NDArray[np.float64]


class Link(NamedTuple):
    """A related story, by its place among the groups."""

    group: int
    relation: Relation  # what the other story is to this one
    shared: tuple[str, ...]  # the names that link them, as their articles print them, heaviest first


def threads(  # noqa: PLR0913 — the settings of one method, each with its default
    groups: Sequence[Group],
    *,
    seen: Mapping[str, date] = NOTHING,
    threshold: float = 0.2,
    plain: float = 0.25,
    fading: float = 0.02,
    names: int = 2,
    beside: float = 0.12,
    most: int = 5,
    shown: int = 5,
    prior: float = 100.0,
    words: float = 300.0,
    founding: int = FOUNDING,
    corpus: Corpus | None = None,
    recall: Recall = ask_anew,
) -> tuple[tuple[Link, ...], ...]:
    """For each group, in order, its links to earlier and later groups: the likest first, at most `most` each way.

    Two stories are linked when the cosine of their terms (the mean of their articles' vectors) is at least `threshold`,
    dates aside, and so is that of what they tell first: later sentences recall other affairs. Where their reason has
    fewer than `SEVERAL` names, both must be at least `plain`, and behind the first week `fading` more for every tenfold
    of the days between them. At least `names` names must be among the `shown`
    terms that weigh most, one of them in few stories, for a senate, a bill and a vote are no affair; and without their
    heaviest name, or all of them where they are fewer than `SEVERAL`, the cosine must still be `beside`, for two
    affairs of one person, or of one person and place, have little but these names in common.
    These names are the link's reason (see reasons.Reasons). The one of the two whose first article is of an earlier day
    is the earlier one; stories of one day, or without a date, are not linked, since nothing says which came first. Only
    stories that share rare terms are compared (see pairs.at_any_distance), so that cost is linear. `seen` and
    `founding` are those of `group`, and so is `corpus`; `recall` spares looking for names in articles again.
    """
    if not groups:
        return ()
    days = np.array([_first_day(group) for group in groups])
    analyses = [member.analysis for group in groups for member in group.members]
    read = (corpus or Corpus.read(analyses)).in_order([analysis.article.id for analysis in analyses])
    plan = schedule([analysis.article for analysis in analyses], seen=seen, founding=founding)
    articles = space(read, counted_once(plan, _copies(groups)), prior=prior, words=words)
    member_of = _membership([len(group.members) for group in groups])
    means, leads, known = _stories(articles, member_of)
    holders = np.bincount(means.indices, minlength=means.shape[1])

    def needed(first: Indices, second: Indices) -> Numbers:
        return np.where(np.abs(days[first] - days[second]) > 0, threshold, np.inf)

    pairs = at_any_distance(means, holders, days, 0.0, needed, np.ones(len(groups), dtype=bool))
    pairs = pairs[common(known, pairs.first, pairs.second) >= names]
    told_first = common(leads, pairs.first, pairs.second)
    apart = np.abs(days[pairs.first] - days[pairs.second])
    likely = told_first >= threshold
    sure = np.minimum(pairs.values, told_first) >= plain + fading * np.log10(np.maximum(1.0, apart / WEEK))
    pairs, sure = pairs[likely], sure[likely]
    links, reasons = _Links(len(groups), most), Reasons(groups, articles.terms, means, known, recall)
    for place in np.lexsort((pairs.second, pairs.first, -pairs.values)).tolist():
        earlier, later = sorted((int(pairs.first[place]), int(pairs.second[place])), key=lambda group: days[group])
        if not links.wanted(earlier, later):
            continue
        reason = reasons.between(earlier, later, shown=shown, names=names, beside=beside)
        if reason and (sure[place] or len(reason) >= SEVERAL):
            links.add(earlier, later, reason)
    return links.found()


def _first_day(group: Group) -> float:
    """Its first member's, as a number; NaN when none is dated."""
    return min(
        (float(member.published.day.toordinal()) for member in group.members if member.published), default=np.nan
    )


def _stories(articles: Space, member_of: csr_array) -> tuple[csr_array, csr_array, csr_array]:
    """Stories as unit vectors over terms, the same of what they tell first, and 1 for each of their names."""
    lasting = np.array([not of_calendar(term) for term in articles.terms] or [True], dtype=np.float64)
    naming = np.array([can_name(term) for term in articles.terms] or [True], dtype=np.float64)
    means, leads = (unit(_without(member_of @ rows, lasting)) for rows in (articles.vectors, articles.leads))
    known = _without(member_of @ articles.names, naming)
    known.data[:] = 1.0
    return means, leads, known


def _without(rows: csr_array, kept: Numbers) -> csr_array:
    """The rows without the columns that are 0 in `kept`."""
    found = csr_array(rows)
    found.data *= kept[found.indices]
    found.eliminate_zeros()
    return found


def _copies(groups: Sequence[Group]) -> Iterator[tuple[int, int]]:
    """The places of a text's first member and of each other one that carries it, members counted through."""
    place = 0
    for group in groups:
        first: dict[str, int] = {}
        for member in group.members:
            before = first.setdefault(member.text_group, place)
            if before != place:
                yield before, place
            place += 1


def _membership(sizes: Sequence[int]) -> csr_array:
    """A matrix that sums up the rows of each group's articles, which stand one after another."""
    rows = np.repeat(np.arange(len(sizes)), sizes)
    return csr_array((np.ones(len(rows)), (rows, np.arange(len(rows)))), shape=(len(sizes), len(rows)))


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
