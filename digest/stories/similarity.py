"""How alike two articles are, and which terms make them so."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array  # type: ignore[import-untyped] # scipy ships no types

from digest.nouns import Shared
from digest.stories.comparisons import LIKENESSES, Between, nothing_between, still_at
from digest.stories.pairs import Pairs, at_any_distance, common, window
from digest.stories.space import Space

BATCH = 500_000  # pairs whose doubts are weighed at a time: bounds memory
NOTHING = nothing_between(LIKENESSES)
DECIMALS = 9  # of scores: more would tell how the sums were added up, which other articles can change
OTHER_TERMS = "other terms"

Indices = NDArray[np.int32]
Numbers = NDArray[np.float64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """What takes from the likeness of two articles' terms."""

    window: float = 2.0  # days over which articles of one story mostly appear
    floor: float = 0.2  # what is left of the likeness of articles that appeared long after each other
    fresh: float = 0.4  # time counts in full up to this cosine …
    plain: float = 0.65  # … and not at all from this one: such articles are plainly about the same
    near: float = 7.0  # days within which all articles are compared, and beyond which those that share rare terms are
    horizon: float = 30.0  # days beyond which articles below the cosine `distant` are not compared at all
    distant: float = 0.2
    same_day: float = 0.45  # an undated article this like a dated one counts as of about its day …
    rough_window: float = 180.0  # … and this is its window, in days
    figures: float = 0.5  # what is left when both articles give figures and have none in common …
    familiar: int = 4  # … but for articles that have so many names in common …
    soon: float = 2.0  # … and so many days between them at most: the toll has risen since
    names: float = 0.75  # the same for names
    weekdays: float = 0.5  # the same for weekdays named first, of which one is without a date …
    weekday: float = 1.15  # … and what becomes of their likeness when they have one in common

    def in_time(self, cosines: Numbers, apart: Numbers, windows: Numbers | float) -> Numbers:
        """The share, 0 to 1, of their cosines that articles keep for the days that lie between them.

        Articles of unknown day (NaN) lose nothing for it: nothing is known against them.
        """
        share = self.floor + (1.0 - self.floor) * np.exp(-apart / windows)
        weight = np.clip((self.plain - cosines) / (self.plain - self.fresh), 0.0, 1.0)
        found: Numbers = np.where(np.isnan(apart), 1.0, share**weight)
        return found

    def needed(self, apart: Numbers, least: float) -> Numbers:
        """The cosine below which articles so many days apart cannot keep `least`."""
        usual = np.minimum(least / self.in_time(np.zeros(len(apart)), apart, self.window), self.fresh)
        found: Numbers = np.where(apart > self.horizon, np.maximum(usual, self.distant), usual)
        return found


def likenesses(
    articles: Space, *, keys: tuple[bytes, ...], least: float, doubts: Doubts, before: Between = NOTHING
) -> Between:
    """Each pair of articles whose cosine is such that doubts may leave `least` of it, and what the two say on that.

    That is: the cosine, what their figures, names and weekdays leave of it, and the cosine of what they tell first.
    Only pairs that were not found `before` are looked for: `keys` are of the articles (see comparisons.keys_of).
    """

    def needed(first: Indices, second: Indices) -> Numbers:
        return doubts.needed(np.abs(articles.days[first] - articles.days[second]), least)

    new, known = still_at(keys, before.keys) < 0, before.among(keys)
    if not new.any():
        return known
    found = [window(articles.vectors, articles.days, doubts.near, needed, new)]
    found.append(at_any_distance(articles.vectors, articles.holders, articles.days, doubts.near, needed, new))
    pairs = Pairs.of(found)
    parts = [pairs[start : start + BATCH] for start in range(0, len(pairs.values), BATCH)]
    shares = np.concatenate([np.empty(0), *(_share(articles, part.first, part.second, doubts) for part in parts)])
    leads = common(articles.leads, pairs.first, pairs.second)
    values = np.stack([pairs.values, shares, leads], axis=1)
    return known.joined(Between(keys=keys, first=pairs.first, second=pairs.second, values=values))


def similarities(found: Between, days: Numbers, *, least: float, doubts: Doubts) -> tuple[Pairs, Numbers]:
    """Each pair of articles with what doubts leave of its cosine, where that is at least `least`; and their leads."""
    first, second, (cosines, shares, leads) = found.first, found.second, found.values.T
    likely = _days(days, Pairs(first=first, second=second, values=cosines), doubts.same_day)
    windows = np.where(np.isnan(days[first]) | np.isnan(days[second]), doubts.rough_window, doubts.window)
    left = shares * doubts.in_time(cosines, np.abs(likely[first] - likely[second]), windows)
    values = np.minimum(1.0, cosines * left).round(DECIMALS)
    kept = values >= least
    return Pairs(first=first, second=second, values=values)[kept], leads[kept]


def _share(articles: Space, first: Indices, second: Indices, doubts: Doubts) -> Numbers:
    """What is left of the likeness of two articles for their figures, names and weekdays."""
    share = np.where(_other_figures(articles, first, second, doubts), doubts.figures, 1.0)
    share *= np.where(_differ(articles.names, first, second), doubts.names, 1.0)
    share *= _in_week(articles, first, second, doubts)
    return share


def _other_figures(articles: Space, first: Indices, second: Indices, doubts: Doubts) -> Truths:
    """Whether their figures tell two events apart: not those of one that goes on, with the same people and places."""
    found = _differ(articles.figures, first, second)
    one, other = first[found], second[found]
    soon = np.abs(articles.days[one] - articles.days[other]) <= doubts.soon
    found[found] = ~(soon & (common(articles.names, one, other) >= doubts.familiar))
    return found


def _in_week(articles: Space, first: Indices, second: Indices, doubts: Doubts) -> Numbers:
    """What the weekdays tell that two articles name first, where one has no date: "… on Thursday" is half a date."""
    one, other = articles.weekdays[first], articles.weekdays[second]
    undated = np.isnan(articles.days[first]) | np.isnan(articles.days[second])
    found = np.where((one & other) > 0, doubts.weekday, np.where((one > 0) & (other > 0), doubts.weekdays, 1.0))
    return np.where(undated, found, 1.0)


def _differ(held: csr_array, first: NDArray[np.int32], second: NDArray[np.int32]) -> Truths:
    """Whether both hold two or more, and none in common: two quakes, two quarterly results, two matches."""
    counts = np.diff(held.indptr)
    found: Truths = (counts[first] >= 2) & (counts[second] >= 2)
    found[found] = common(held, first[found], second[found]) == 0
    return found


def _days(days: Numbers, cosines: Pairs, same_day: float) -> Numbers:
    """Each article's day; for an undated one that of the dated one that it is likest to, if like enough."""
    alike = cosines[cosines.values >= same_day]
    undated, dated = np.r_[alike.first, alike.second], np.r_[alike.second, alike.first]
    values = np.r_[alike.values, alike.values]
    kept = np.isnan(days[undated]) & ~np.isnan(days[dated])
    undated, dated, values = undated[kept], dated[kept], values[kept]
    order = np.lexsort((dated, -values, undated))
    owner, place = np.unique(undated[order], return_index=True)
    found = days.copy()
    found[owner] = days[dated[order][place]]
    return found


def shared(articles: Space, a: int, b: int, score: float, *, shown: int) -> tuple[Shared, ...]:
    """What each common term adds to the `score` of two articles: the `shown` heaviest, then the rest as one."""
    first, second = _row(articles, a), _row(articles, b)
    columns, here, there = np.intersect1d(first[0], second[0], assume_unique=True, return_indices=True)
    products = first[1][here] * second[1][there]
    cosine = math.fsum(products.tolist())
    if not cosine:
        return ()
    heavy = np.flatnonzero(products >= _least_shown(products, shown))
    given = zip(products[heavy].tolist(), columns[heavy].tolist(), strict=True)
    parts = sorted((-round(value * score / cosine, DECIMALS + 2), column) for value, column in given)
    listed = tuple(Shared(term=articles.terms[column], weight=-weight) for weight, column in parts[:shown])
    more = len(products) > shown
    rest = round(score - math.fsum(each.weight for each in listed), DECIMALS + 2) if more else 0.0
    return (*listed, Shared(term=OTHER_TERMS, weight=rest)) if rest > 0 else listed


def _least_shown(products: Numbers, shown: int) -> float:
    """A bound below the heaviest `shown` of them and all that are written as they are."""
    if len(products) <= shown:
        return 0.0
    return float(np.partition(products, -shown)[-shown]) * (1.0 - 1e-6) - 10.0**-DECIMALS


def _row(articles: Space, index: int) -> tuple[Indices, Numbers]:
    cells = slice(articles.vectors.indptr[index], articles.vectors.indptr[index + 1])
    return articles.vectors.indices[cells], articles.vectors.data[cells]
