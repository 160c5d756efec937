"""Which articles are one text, carried by several outlets."""

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, groupby
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

SHINGLE = 5  # words; usual for news, and what copies are defined by here
SAMPLED = 4  # one shingle in so many looks for candidates; two copies of 40 shingles share none of it once in 1,000
LONG = 10 * SAMPLED  # shingles; shorter texts are looked at whole
NEIGHBOURS = 50  # a shingle in more texts than this pairs each with the next ones only, so that cost stays linear
_WORD = re.compile(r"\w+")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd, so that multiplying loses nothing; its bits are well mixed

FEW = 12  # texts that are compared pair by pair
SLACK = 0.5  # of the containment that is needed, a sample must show so much: what shows less is not counted in full
ROWS = 1_000  # texts whose pairs are looked up at a time: bounds memory

Shingles = NDArray[np.uint64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sameness:
    """When two texts are one.

    When the Jaccard coefficient of their sets of five-word shingles is at least `resemblance`, or when `containment` of
    the smaller set lies in the larger one (Broder, "On the resemblance and containment of documents", 1997). A text of
    fewer than `short` shingles is a sentence or two, which honest reports have in common: it needs `short_resemblance`.
    """

    resemblance: float = 0.4
    containment: float = 0.6
    short: int = 40
    short_resemblance: float = 0.8

    def holds(self, common: int, one: int, other: int) -> bool:
        """Whether two texts with so many shingles in common, and each so many, are one."""
        smaller, larger = min(one, other), max(one, other)
        jaccard = common / (smaller + larger - common)
        if smaller < self.short:
            return jaccard >= self.short_resemblance
        return jaccard >= self.resemblance or common / smaller >= self.containment


SAMENESS = Sameness()


def text_groups(articles: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Map each article's id to the id of the first article, in the caller's order, that carries the same text.

    `articles` are (id, text). Groups are connected components of texts that are one (see Sameness): the order of the
    articles chooses the representative only.
    """
    return grouped_texts([(key, shingles_of(text)) for key, text in articles])


def grouped_texts(articles: Sequence[tuple[str, Shingles]]) -> dict[str, str]:
    """The same as `text_groups`, of (id, shingles)."""
    pairs = same_texts([shingles for _, shingles in articles])
    first: dict[int, str] = {}
    labels = components(len(articles), pairs)
    return {key: first.setdefault(label, key) for (key, _), label in zip(articles, labels, strict=True)}


def same_texts(shingles: Sequence[Shingles], same: Sameness = SAMENESS) -> list[tuple[int, int]]:
    """Pairs of texts, by their places, that are one text, sorted; of many copies, not every pair.

    Whether a text is one with an earlier one does not depend on texts behind both.
    """
    return counted(shingles, candidates(shingles, same), same)


def candidates(shingles: Sequence[Shingles], same: Sameness = SAMENESS) -> list[tuple[int, int]]:
    """Pairs of texts, by their places, that may be one text, sorted; of many copies, not every pair."""
    share = SLACK * same.resemblance
    return list(_few_candidates(shingles, share) if len(shingles) <= FEW else _candidates(shingles, share))


def counted(
    shingles: Sequence[Shingles], pairs: Iterable[tuple[int, int]], same: Sameness = SAMENESS
) -> list[tuple[int, int]]:
    """Those of the sorted pairs that are one text."""
    found = list[tuple[int, int]]()
    for one, several in groupby(pairs, key=itemgetter(0)):
        others = [other for _, other in several]
        counts = _common(shingles[one], [shingles[other] for other in others])
        sizes = ((len(shingles[one]), len(shingles[other])) for other in others)
        given = zip(others, counts, sizes, strict=True)
        found += [(one, other) for other, common, both in given if same.holds(common, *both)]
    return found


def shingles_of(text: str) -> Shingles:
    """Hashes of the text's runs of five words, each once, sorted; the whole text is one run if it is shorter."""
    words = np.fromiter(map(_hashed, _WORD.findall(text)), dtype=np.uint64)
    if not len(words):
        return words
    size = min(SHINGLE, len(words))
    runs = np.zeros(len(words) - size + 1, dtype=np.uint64)
    for offset in range(size):
        runs = runs * _FACTOR + words[offset : len(words) - size + 1 + offset]
    runs *= _FACTOR
    runs.sort()
    once: Shingles = runs[np.r_[True, runs[1:] != runs[:-1]]]
    return once


@lru_cache(maxsize=100_000)
def _hashed(word: str) -> int:
    return zlib.crc32(word.lower().encode())


def _common(one: Shingles, others: Sequence[Shingles]) -> list[int]:
    """How many numbers each of the others shares with a sorted array; each has every number once."""
    if not len(one):
        return [0] * len(others)
    joined = np.concatenate(others)
    places = one.searchsorted(joined)
    places[places == len(one)] = 0
    shared = np.r_[0, np.cumsum(one[places] == joined)]
    ends = np.cumsum([len(other) for other in others])
    counts: list[int] = np.diff(shared[np.r_[0, ends]]).tolist()
    return counts


def _few_candidates(shingles: Sequence[Shingles], share: float) -> Iterator[tuple[int, int]]:
    """What `_candidates` yields, found pair by pair: of a handful of texts that is less work."""
    samples = [_sample(hashes) for hashes in shingles]
    for one, other in combinations(range(len(samples)), 2):
        (shared,) = _common(samples[one], [samples[other]])
        if shared and shared >= share * min(len(samples[one]), len(samples[other])):
            yield one, other


def _candidates(shingles: Sequence[Shingles], share: float) -> Iterator[tuple[int, int]]:
    """Pairs of texts that share the part `share` of the smaller one's sampled shingles, sorted; short ones are whole.

    The modulo sketch of Broder 1997, which estimates the containment that is then counted in full.
    """
    lengths = np.array([len(hashes) for hashes in shingles], dtype=np.int64)
    every = np.concatenate([*shingles, np.empty(0, np.uint64)])
    kept = np.repeat(lengths < LONG, lengths) | _is_sampled(every)
    values, texts = every[kept], np.repeat(np.arange(len(lengths)), lengths)[kept]
    sizes = np.bincount(texts, minlength=len(lengths))
    order = np.lexsort((texts, values))
    values, texts = values[order], texts[order]
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))  # of each text's shingles, text by text, among the sorted ones
    starts = np.r_[0, np.cumsum(sizes)]
    for start in range(0, len(sizes), ROWS):
        end = min(start + ROWS, len(sizes))
        first, second, shared = _met(values, texts, place[starts[start] : starts[end]])
        kept = shared >= share * np.minimum(sizes[first], sizes[second])
        yield from zip(first[kept].tolist(), second[kept].tolist(), strict=True)


def _sample(hashes: Shingles) -> Shingles:
    return hashes if len(hashes) < LONG else hashes[_is_sampled(hashes)]


def _is_sampled(hashes: Shingles) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (hashes >> np.uint64(32)) % np.uint64(SAMPLED) == 0
    return found


def _met(values: Shingles, texts: Places, here: Places) -> tuple[Places, Places, Places]:
    """Pairs of the texts that hold the shingles at `here` with the next holders of each, and how many each pair has."""
    pairs = [np.empty(0, np.int64)]
    left = here
    for ahead in range(1, NEIGHBOURS + 1):
        left = left[left + ahead < len(values)]
        left = left[values[left] == values[left + ahead]]
        if not len(left):
            break
        pairs.append(texts[left] * len(texts) + texts[left + ahead])
    keys, shared = np.unique(np.concatenate(pairs), return_counts=True)
    first, second = np.divmod(keys, max(1, len(texts)))
    return first, second, shared


def components(size: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Number the connected components of 0 … size-1: the component of each, which is its first member's number."""
    first = list(range(size))

    def root(place: int) -> int:
        while first[place] != place:
            first[place] = place = first[first[place]]
        return place

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        first[high] = low
    return [root(place) for place in range(size)]
