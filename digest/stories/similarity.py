"""How alike two articles are, and which terms make them so."""

import math
from collections.abc import Sequence
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


def closeness_in_time(a: Profile, b: Profile, *, window: float, floor: float) -> float:
    """What is left of a similarity when two articles appeared days apart: from 1 down to `floor`, over `window` days.

    Articles without a trusted date lose nothing: nothing is known against them.
    """
    if a.day is None or b.day is None:
        return 1.0
    return floor + (1.0 - floor) * math.exp(-abs(a.day - b.day) / window)


def similarities(articles: Space, *, least: float, window: float, floor: float) -> dict[tuple[int, int], float]:
    """Map each pair (a < b) of articles to its cosine times its closeness in time, where that is at least `least`."""
    found: dict[tuple[int, int], float] = {}
    columns = articles.vectors.T.tocsc()
    for start in range(0, len(articles.profiles), ROWS):
        block = (articles.vectors[start : start + ROWS] @ columns).tocoo()
        near = (block.data >= least) & (block.row + start < block.col)
        for row, b, cosine in zip(
            block.row[near].tolist(), block.col[near].tolist(), block.data[near].tolist(), strict=True
        ):
            a = row + start
            value = cosine * closeness_in_time(articles.profiles[a], articles.profiles[b], window=window, floor=floor)
            if value >= least:
                found[a, b] = min(1.0, value)
    return found


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
