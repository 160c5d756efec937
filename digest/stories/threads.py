"""Which stories follow from one another: the same people and places at another time."""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array  # type: ignore[import-untyped] # scipy ships no types

from digest.nouns import Group, Relation
from digest.stories.comparisons import KEY_SIZE, STORIES, Between, keys_of, nothing_between, still_at
from digest.stories.corpus import Corpus
from digest.stories.learnt import counted_once, schedule
from digest.stories.pairs import at_any_distance, common, too_many
from digest.stories.reasons import SEVERAL, Asked, Reasons, Recall, ask_anew, can_name, of_calendar, too_many_stories
from digest.stories.space import Space, space, unit

NOTHING = nothing_between(STORIES)
WEEK = 7.0  # days within which stories need no more likeness than on following days

Indices = NDArray[np.int32]
Numbers = NDArray[np.float64]


class Link(NamedTuple):
    """A related story, by its place among the groups."""

    group: int
    relation: Relation  # what the other story is to this one
    shared: tuple[str, ...]  # the names that link them, as their articles print them, heaviest first


class Related(NamedTuple):
    """What a search for related stories finds."""

    links: tuple[tuple[Link, ...], ...]  # of each group, in order: the likest first
    likenesses: Between  # of the groups, to be given to the next search


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """When two stories are linked."""

    threshold: float = 0.2
    plain: float = 0.25
    fading: float = 0.02
    names: int = 2
    beside: float = 0.12
    most: int = 5
    shown: int = 5


BOUNDS = Bounds()


class Weighed(NamedTuple):
    """Articles as they were compared, by their places."""

    articles: Space
    places: Mapping[str, int]  # by article id
    keys: Sequence[bytes]  # see comparisons.keys_of


def weighed(groups: Sequence[Group], *, prior: float = 100.0, words: float = 300.0) -> Weighed:
    """The articles of these groups alone, as articles of a first edition."""
    analyses = sorted((member.analysis for group in groups for member in group.members), key=lambda one: one.article.id)
    places = {analysis.article.id: place for place, analysis in enumerate(analyses)}
    read, plan = Corpus.read(analyses), schedule([analysis.article for analysis in analyses], seen={})
    articles = space(read, counted_once(plan, _copies(groups, places)), prior=prior, words=words)
    return Weighed(articles, places, keys_of(read, articles))


def threads(groups: Sequence[Group], *, bounds: Bounds = BOUNDS) -> tuple[tuple[Link, ...], ...]:
    """For each group, in order, its links to earlier and later groups: see related."""
    return related(groups, weighed(groups), bounds=bounds).links


def related(
    groups: Sequence[Group],
    known: Weighed,
    *,
    bounds: Bounds = BOUNDS,
    before: Between = NOTHING,
    recall: Recall = ask_anew,
) -> Related:
    """For each group, in order, its links to earlier and later groups: at most `most` each way.

    Two stories are linked when the cosine of their terms (the mean of their articles' vectors) is at least `threshold`,
    dates aside, and so is that of what they tell first: later sentences recall other affairs. Where their reason has
    fewer than `SEVERAL` names, both must be at least `plain`, and behind the first week `fading` more for every tenfold
    of the days between them. At least `names` names must be among the `shown`
    terms that weigh most, one of them in few stories, for a senate, a bill and a vote are no affair; and without their
    heaviest name, or all of them where they are fewer than `SEVERAL`, the cosine must still be `beside`, for two
    affairs of one person, or of one person and place, have little but these names in common.
    These names are the link's reason (see reasons.Reasons). The one of the two whose first article is of an earlier day
    is the earlier one; stories of one day, or without a date, are not linked, since nothing says which came first. Only
    stories that share rare terms are compared (see pairs.at_any_distance), so that cost is linear. Of the stories that
    an earlier search compared, `before` spares comparing them, and `recall` looking for names in articles.
    """
    if not groups:
        return Related((), NOTHING)
    days = np.array([_first_day(group) for group in groups])
    rows = _Rows.of(groups, known)
    of_genre = too_many_stories(rows.holders, len(groups))
    alike = _likenesses(rows, days, _keys(groups, known, days, rows, of_genre), bounds, before)
    cosines, told_first = alike.values.T
    apart = np.abs(days[alike.first] - days[alike.second])
    sure = np.minimum(cosines, told_first) >= bounds.plain + bounds.fading * np.log10(np.maximum(1.0, apart / WEEK))
    links = _Links(len(groups), bounds.most)
    reasons = Reasons(groups, known.articles.terms, rows.means, rows.names, of_genre, recall)
    between = partial(reasons.between, shown=bounds.shown, names=bounds.names, beside=bounds.beside)
    for place in np.lexsort((alike.second, alike.first, -cosines)).tolist():
        earlier, later = sorted((int(alike.first[place]), int(alike.second[place])), key=lambda group: days[group])
        if not links.wanted(earlier, later):
            continue
        asked = Asked((groups[earlier], groups[later]), alike.keys[earlier] + alike.keys[later])
        reason = recall(asked, partial(between, earlier, later))
        if reason and (sure[place] or len(reason) >= SEVERAL):
            links.add(earlier, later, reason)
    return Related(links.found(), alike)


def _likenesses(rows: "_Rows", days: Numbers, keys: tuple[bytes, ...], bounds: Bounds, before: Between) -> Between:
    """Each pair of stories that may be linked: the cosine of their terms, and that of what they tell first."""

    def needed(first: Indices, second: Indices) -> Numbers:
        return np.where(np.abs(days[first] - days[second]) > 0, bounds.threshold, np.inf)

    new, found = still_at(keys, before.keys) < 0, before.among(keys)
    if not new.any():
        return found
    pairs = at_any_distance(rows.means, rows.holders, days, 0.0, needed, new)
    pairs = pairs[common(rows.names, pairs.first, pairs.second) >= bounds.names]
    told_first = rows.told_first(pairs.first, pairs.second)
    values = np.stack([pairs.values, told_first], axis=1)
    likely = told_first >= bounds.threshold
    return found.joined(Between(keys=keys, first=pairs.first, second=pairs.second, values=values)[likely])


def _keys(
    groups: Sequence[Group], known: Weighed, days: Numbers, rows: "_Rows", of_genre: NDArray[np.bool_]
) -> tuple[bytes, ...]:
    """Of each story: what its likeness to any other, and the reason to link them, depend on, beside that other.

    These are its articles, its day, and which of its terms too many stories hold (see pairs.at_any_distance and
    reasons.too_many_stories).
    """
    many = memoryview((too_many(rows.holders) + 2 * of_genre.astype(np.uint8))[rows.means.indices])
    cells = pairwise(rows.means.indptr.tolist())
    return tuple(
        blake2b(
            b"".join(
                (struct.pack("<d", day), *(known.keys[known.places[name]] for name in group.ids), many[start:end])
            ),
            digest_size=KEY_SIZE,
        ).digest()
        for group, day, (start, end) in zip(groups, days.tolist(), cells, strict=True)
    )


def _first_day(group: Group) -> float:
    """Its first member's, as a number; NaN when none is dated."""
    return min(
        (float(member.published.day.toordinal()) for member in group.members if member.published), default=np.nan
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """Stories as rows over terms."""

    members: csr_array  # sums up the rows of each story's articles
    articles: Space
    lasting: Numbers  # 1 for each term that a link may rest on
    means: csr_array  # unit vectors
    names: csr_array  # 1 for each name

    @classmethod
    def of(cls, groups: Sequence[Group], known: Weighed) -> "_Rows":
        articles = known.articles
        members = _membership([[known.places[name] for name in group.ids] for group in groups], len(articles.days))
        lasting = np.array([not of_calendar(term) for term in articles.terms] or [True], dtype=np.float64)
        naming = np.array([can_name(term) for term in articles.terms] or [True], dtype=np.float64)
        means = unit(_without(members @ articles.vectors, lasting))
        names = _without(members @ articles.names, naming)
        names.data[:] = 1.0
        return cls(members=members, articles=articles, lasting=lasting, means=means, names=names)

    @property
    def holders(self) -> NDArray[np.int64]:
        """Of each term: in how many stories it stands."""
        return np.bincount(self.means.indices, minlength=self.means.shape[1])

    def told_first(self, first: Indices, second: Indices) -> Numbers:
        """The cosine of what the two stories of each pair tell first."""
        asked, where = np.unique(np.r_[first, second], return_inverse=True)
        leads = unit(_without(self.members[asked] @ self.articles.leads, self.lasting))
        ones, others = np.split(where.astype(np.int32), 2)
        return common(leads, ones, others)


def _without(rows: csr_array, kept: Numbers) -> csr_array:
    """The rows without the columns that are 0 in `kept`."""
    found = csr_array(rows)
    found.data *= kept[found.indices]
    found.eliminate_zeros()
    return found


def _copies(groups: Sequence[Group], places: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """The places of a text's first article in its group and of each other one that carries it."""
    for group in groups:
        first: dict[str, int] = {}
        for member in group.members:
            place = places[member.analysis.article.id]
            before = first.setdefault(member.text_group, place)
            if before != place:
                yield before, place


def _membership(rows: Sequence[Sequence[int]], size: int) -> csr_array:
    """A matrix that sums up the rows of each group's articles, of so many."""
    places = np.array([place for row in rows for place in row], dtype=np.int32)
    starts = np.r_[0, np.cumsum([len(row) for row in rows])].astype(np.int32)
    return csr_array((np.ones(len(places)), places, starts), shape=(len(rows), size))


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
