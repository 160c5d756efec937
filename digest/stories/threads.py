"""Which stories follow from one another: the same people and places at another time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array  # type: ignore[import-untyped] # scipy ships no types

from digest.nouns import Group, Relation
from digest.stories.background import Frequencies, frequencies
from digest.stories.similarity import Space, space
from digest.stories.terms import profile


class Link(NamedTuple):
    """A related story, by its place among the groups."""

    group: int
    relation: Relation  # what the other story is to this one
    shared: tuple[str, ...]  # the names and terms that link them, heaviest first


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    earlier: int
    later: int
    likeness: float
    shared: tuple[str, ...]


def threads(  # noqa: PLR0913 — the settings of one method, each with its default
    groups: Sequence[Group],
    *,
    archive: Frequencies | None = None,
    threshold: float = 0.12,
    names: int = 2,
    most: int = 5,
    shown: int = 5,
    prior: float = 100.0,
    words: float = 300.0,
) -> tuple[tuple[Link, ...], ...]:
    """For each group, in order, its links to earlier and later groups: the likest first, at most `most` each way.

    Two stories are linked when the cosine of their terms (the mean of their articles' vectors) is at least `threshold`,
    dates aside, and at least `names` names are among the `shown` terms that weigh most in it. The one whose first
    article is of an earlier day is the earlier one; stories of one day, or without a date, are not linked, since
    nothing says which came first.
    """
    days = [_first_day(group) for group in groups]
    members = [[profile(member.analysis) for member in group.members] for group in groups]
    profiles = [each for group in members for each in group]
    known = archive or frequencies(each.weights.keys() for each in profiles)
    articles = space(profiles, known, prior=prior, words=words)
    known_names = [frozenset[str]().union(*(each.names for each in group)) for group in members]
    means = _means(articles, [len(group) for group in members])
    likeness = (means @ means.T).tocoo()
    found: list[_Pair] = []
    for a, b, value in zip(likeness.row.tolist(), likeness.col.tolist(), likeness.data.tolist(), strict=True):
        first, second = days[a], days[b]
        if value < threshold or first is None or second is None or first >= second:
            continue
        shared = _heaviest(articles, means, a, b, shown)
        if len(known_names[a] & known_names[b] & set(shared)) >= names:
            found.append(_Pair(earlier=a, later=b, likeness=value, shared=shared))
    return _links(len(groups), found, most)


def _first_day(group: Group) -> date | None:
    return min((member.published.day for member in group.members if member.published), default=None)


def _means(articles: Space, sizes: Sequence[int]) -> csr_array:
    """One unit vector a group, in the direction of the mean of its articles' vectors."""
    rows = np.repeat(np.arange(len(sizes)), sizes)
    membership = csr_array((np.ones(len(rows)), (rows, np.arange(len(rows)))), shape=(len(sizes), len(rows)))
    sums = csr_array(membership @ articles.vectors)
    lengths = np.sqrt(np.asarray((sums * sums).sum(axis=1)).ravel())
    scale = np.repeat(1.0 / np.where(lengths > 0, lengths, 1.0), np.diff(sums.indptr))
    return csr_array((sums.data * scale, sums.indices, sums.indptr), shape=sums.shape)


def _heaviest(articles: Space, means: csr_array, a: int, b: int, shown: int) -> tuple[str, ...]:
    product = (means[[a]] * means[[b]]).tocoo()
    weights = zip(product.data.tolist(), (articles.terms[column] for column in product.col.tolist()), strict=True)
    return tuple(term for _, term in sorted(weights, key=lambda part: (-part[0], part[1]))[:shown])


def _links(size: int, pairs: Sequence[_Pair], most: int) -> tuple[tuple[Link, ...], ...]:
    earlier: list[list[Link]] = [[] for _ in range(size)]
    later: list[list[Link]] = [[] for _ in range(size)]
    for pair in sorted(pairs, key=lambda pair: (-pair.likeness, pair.earlier, pair.later)):
        earlier[pair.later].append(Link(pair.earlier, Relation.EARLIER, pair.shared))
        later[pair.earlier].append(Link(pair.later, Relation.LATER, pair.shared))
    return tuple((*before[:most], *after[:most]) for before, after in zip(earlier, later, strict=True))
