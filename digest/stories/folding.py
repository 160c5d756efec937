"""Copies of one text count as one article in the linkage, so that many copies are no stronger evidence than one."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digest.stories.copies import components
from digest.stories.pairs import Pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """Texts instead of articles: the articles of each, and how alike the texts are on average of their articles."""

    members: tuple[tuple[int, ...], ...]  # in order of their first articles
    pairs: Pairs
    leads: NDArray[np.float64]

    def unfolded(self, groups: Sequence[Sequence[int]]) -> list[list[int]]:
        """Groups of texts as sorted groups of their articles, in order of their first ones."""
        return sorted(sorted(article for text in group for article in self.members[text]) for group in groups)


def fold(  # noqa: PLR0913 — what is folded, and the pairs that say what is one text
    size: int,
    pairs: Pairs,
    leads: NDArray[np.float64],
    same: Sequence[tuple[int, int]],
    *,
    days: NDArray[np.float64],
    near: float,
) -> Folded:
    """Take the articles that carry one text as one: those of the `same` pairs that are at most `near` days apart.

    Articles are 0 … size-1; `leads` are of the `pairs`; absent pairs count as zero. A text that is printed again long
    afterwards stays an article of its own: it may be a form that is filled in anew.
    """
    close = [(a, b) for a, b in same if not abs(days[a] - days[b]) > near]
    firsts, text = np.unique(np.array(components(size, close), dtype=np.int64), return_inverse=True)
    members: list[list[int]] = [[] for _ in firsts]
    for article, number in enumerate(text.tolist()):
        members[number].append(article)
    one, other = text[pairs.first], text[pairs.second]
    apart = one != other
    low, high = np.minimum(one, other)[apart], np.maximum(one, other)[apart]
    keys, place = np.unique(low * max(1, len(members)) + high, return_inverse=True)
    first, second = np.divmod(keys, max(1, len(members)))
    sizes = np.array([len(each) for each in members], dtype=np.float64)
    several = sizes[first] * sizes[second]
    values, told = (
        np.bincount(place, weights=part[apart], minlength=len(keys)) / several for part in (pairs.values, leads)
    )
    folded = Pairs(first=first.astype(np.int32), second=second.astype(np.int32), values=values)
    return Folded(members=tuple(tuple(each) for each in members), pairs=folded, leads=told)
