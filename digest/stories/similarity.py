"""How alike two articles are, and which terms make them so."""

import math
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, diags_array  # type: ignore[import-untyped] # scipy ships no types

from digest.nouns import Shared
from digest.stories.background import Frequencies, rarity
from digest.stories.terms import Profile

ROWS = 2000  # articles compared with all others at a time: bounds memory
OTHER_TERMS = "other terms"


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """Articles as unit vectors over terms, in the order of their profiles."""

    profiles: tuple[Profile, ...]
    terms: tuple[str, ...]  # sorted: the columns
    vectors: csr_array


def space(profiles: Sequence[Profile], archive: Frequencies, *, prior: float, words: float) -> Space:
    """Weigh each article's terms by their rarity and bring its vector to length 1."""
    terms = sorted({term for each in profiles for term in each.weights})
    column = {term: number for number, term in enumerate(terms)}
    rarities: dict[tuple[str, str], float] = {}
    data: list[float] = []
    indices: list[int] = []
    starts = [0]
    for each in profiles:
        for term, weight in sorted(each.weights.items()):
            key = (term, each.language)
            if key not in rarities:
                rarities[key] = rarity(term, each.language, archive, prior=prior, words=words)
            if rarities[key]:
                data.append(weight * rarities[key])
                indices.append(column[term])
        starts.append(len(data))
    raw = csr_array((data, indices, starts), shape=(len(profiles), max(1, len(terms))), dtype=np.float64)
    lengths = np.sqrt(np.asarray((raw * raw).sum(axis=1)).ravel())
    scale = 1.0 / np.where(lengths > 0, lengths, 1.0)
    return Space(profiles=tuple(profiles), terms=tuple(terms), vectors=csr_array(diags_array(scale) @ raw))


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """What takes from the likeness of two articles' terms."""

    window: float = 3.0  # days over which articles of one story mostly appear
    floor: float = 0.2  # what is left of the likeness of articles that appeared long after each other
    fresh: float = 0.35  # time counts in full up to this cosine …
    plain: float = 0.6  # … and not at all from this one: such articles are plainly about the same
    horizon: float = 30.0  # days beyond which articles below the cosine `distant` are not compared at all
    distant: float = 0.2
    same_day: float = 0.45  # an undated article this like a dated one counts as of about its day …
    rough_window: float = 180.0  # … and this is its window, in days
    figures: float = 0.7  # what is left when both articles give figures and have none in common
    names: float = 0.75  # the same for names

    def left(self, a: Profile, b: Profile, day_a: float | None, day_b: float | None, cosine: float) -> float:
        """The share, 0 to 1, of their cosine that two articles keep.

        Articles of unknown day lose nothing for it: nothing is known against them.
        """
        share = self.figures if _differ(a.numbers, b.numbers) else 1.0
        share *= self.names if _differ(a.names, b.names) else 1.0
        if day_a is None or day_b is None:
            return share
        window = self.window if a.day is not None and b.day is not None else self.rough_window
        in_time = self.floor + (1.0 - self.floor) * math.exp(-abs(day_a - day_b) / window)
        weight = min(1.0, max(0.0, (self.plain - cosine) / (self.plain - self.fresh)))
        return share * float(in_time**weight)


def _differ(a: AbstractSet[str], b: AbstractSet[str]) -> bool:
    """Whether both hold two or more, and none in common: two quakes, two quarterly results, two matches."""
    return min(len(a), len(b)) >= 2 and a.isdisjoint(b)


def similarities(articles: Space, *, least: float, doubts: Doubts) -> dict[tuple[int, int], float]:
    """Map each pair (a < b) of articles to what doubts leave of its cosine, where that is at least `least`."""
    cosines = dict(_cosines(articles, least, doubts))
    days = _days(articles.profiles, cosines, doubts.same_day)
    found: dict[tuple[int, int], float] = {}
    for (a, b), cosine in cosines.items():
        value = cosine * doubts.left(articles.profiles[a], articles.profiles[b], days[a], days[b], cosine)
        if value >= least:
            found[a, b] = min(1.0, value)
    return found


def _cosines(articles: Space, least: float, doubts: Doubts) -> Iterator[tuple[tuple[int, int], float]]:
    """The pairs (a < b) that are alike enough to be looked at; of articles long apart, only what may be the same."""
    columns = articles.vectors.T.tocsc()
    days = np.array([np.nan if each.day is None else each.day for each in articles.profiles])
    for start in range(0, len(articles.profiles), ROWS):
        block = (articles.vectors[start : start + ROWS] @ columns).tocoo()
        first, second = block.row + start, block.col
        long_apart = np.abs(days[first] - days[second]) > doubts.horizon
        kept = (first < second) & (block.data >= np.where(long_apart, doubts.distant, least))
        pairs = zip(first[kept].tolist(), second[kept].tolist(), strict=True)
        yield from zip(pairs, block.data[kept].tolist(), strict=True)


def _days(profiles: Sequence[Profile], cosines: Mapping[tuple[int, int], float], same_day: float) -> list[float | None]:
    """Each article's day; for an undated one that of the dated one that it is likest to, if like enough."""
    likest: dict[int, tuple[float, int]] = {}
    for pair, cosine in cosines.items():
        for undated, dated in (pair, pair[::-1]):
            if cosine >= same_day and profiles[undated].day is None and profiles[dated].day is not None:
                likest[undated] = min(likest.get(undated, (0.0, dated)), (-cosine, dated))
    return [profiles[likest[index][1]].day if index in likest else each.day for index, each in enumerate(profiles)]


def shared(articles: Space, a: int, b: int, score: float, *, shown: int) -> tuple[Shared, ...]:
    """What each common term adds to the `score` of two articles: the `shown` heaviest, then the rest as one."""
    first, second = _row(articles, a), _row(articles, b)
    products = {term: weight * second[term] for term, weight in first.items() if term in second}
    cosine = math.fsum(products.values())
    if not cosine:
        return ()
    parts = sorted(
        ((value * score / cosine, term) for term, value in products.items()), key=lambda part: (-part[0], part[1])
    )
    listed = tuple(Shared(term=term, weight=weight) for weight, term in parts[:shown])
    rest = math.fsum(weight for weight, _ in parts[shown:])
    return (*listed, Shared(term=OTHER_TERMS, weight=rest)) if rest > 0 else listed


def _row(articles: Space, index: int) -> dict[str, float]:
    start, end = articles.vectors.indptr[index], articles.vectors.indptr[index + 1]
    columns = articles.vectors.indices[start:end].tolist()
    return {
        articles.terms[column]: value
        for column, value in zip(columns, articles.vectors.data[start:end].tolist(), strict=True)
    }
