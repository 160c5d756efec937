"""Which articles are one text, carried by several outlets."""

import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, compress

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
FIRST_BITS = 16  # of a shingle, which tell it from most others
ROWS = 1_000  # texts whose pairs are looked up at a time: bounds memory

Shingles = NDArray[np.uint64]
Places = NDArray[np.int64]
Truths = NDArray[np.bool_]
Couples = tuple[Places, Places]  # pairs of texts, by their places: the first ones and the second ones


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
    first, second = candidates(shingles, same)
    kept = counted(shingles.__getitem__, (first, second), same)
    return list(zip(first[kept].tolist(), second[kept].tolist(), strict=True))


def candidates(shingles: Sequence[Shingles], same: Sameness = SAMENESS) -> Couples:
    """Pairs of texts that may be one text, sorted; of many copies, not every pair. Samples are as good as shingles."""
    share = SLACK * same.resemblance
    return _few_candidates(shingles, share) if len(shingles) <= FEW else _candidates(shingles, share)


class Whole(dict[int, Shingles]):
    """The shingles of texts, by their places, found when somebody asks for them."""

    def __init__(self, text_at: Callable[[int], str]) -> None:
        """Take what gives the text of each place."""
        super().__init__()
        self._text_at = text_at

    def __missing__(self, place: int) -> Shingles:
        self[place] = found = shingles_of(self._text_at(place))
        return found


def counted(shingles_at: Callable[[int], Shingles], pairs: Couples, same: Sameness = SAMENESS) -> Truths:
    """Which of the sorted pairs are one text."""
    ones, starts = np.unique(pairs[0], return_index=True)
    found = list[bool]()
    for one, others in zip(ones.tolist(), np.split(pairs[1], starts[1:]), strict=False):  # of no pairs one empty part
        own, texts = shingles_at(one), [shingles_at(other) for other in others.tolist()]
        counts = _common(own, texts)
        given = zip(counts, texts, strict=True)
        found += [same.holds(common, len(own), len(text)) for common, text in given]
    return np.array(found, dtype=np.bool_)


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


def _few_candidates(shingles: Sequence[Shingles], share: float) -> Couples:
    """What `_candidates` finds, found pair by pair: of a handful of texts that is less work."""
    samples = [sample(hashes) for hashes in shingles]
    found = list[tuple[int, int]]()
    for one, other in combinations(range(len(samples)), 2):
        (shared,) = _common(samples[one], [samples[other]])
        if shared and shared >= share * min(len(samples[one]), len(samples[other])):
            found.append((one, other))
    first, second = np.array(found, dtype=np.int64).reshape(-1, 2).T
    return first, second


def _candidates(shingles: Sequence[Shingles], share: float) -> Couples:
    """Pairs of texts that share the part `share` of the smaller one's sampled shingles, sorted; short ones are whole.

    The modulo sketch of Broder 1997, which estimates the containment that is then counted in full.
    """
    values, texts, sizes = _samples(shingles)
    order = np.lexsort((texts, values))
    values, texts = values[order], texts[order]
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))  # of each text's shingles, text by text, among the sorted ones
    starts = np.r_[0, np.cumsum(sizes)]
    parts = []
    for start in range(0, len(sizes), ROWS):
        here = place[starts[start] : starts[min(start + ROWS, len(sizes))]]
        parts.append(_alike(_ahead(values, texts, here, size=len(sizes)), sizes, share))
    first, second = (np.concatenate(each) for each in zip(*parts, strict=True))
    return first, second


def candidates_of_new(shingles: Sequence[Shingles], new: Truths, same: Sameness = SAMENESS) -> Couples | None:
    """Those of the candidates that hold a `new` text; all others are what they are without the new ones.

    None where that is not so: where a new text stands between old ones among the many that hold a shingle, it may be
    the neighbour of one in place of another.
    """
    if not new.any():
        return np.empty(0, np.int64), np.empty(0, np.int64)
    theirs = np.unique(_samples(list(compress(shingles, new)))[0])
    values, texts, sizes = _holders(shingles, theirs)
    order = np.lexsort((texts, values))
    values, texts = values[order], texts[order]
    coming = new[texts]
    _, runs, holders = np.unique(values, return_inverse=True, return_counts=True)
    if (coming[:-1] & ~coming[1:] & (runs[:-1] == runs[1:]) & (holders[runs[1:]] > NEIGHBOURS + 1)).any():
        return None
    here = np.flatnonzero(coming)
    met = [_ahead(values, texts, here, size=len(sizes)), _behind(values, texts, here, coming, size=len(sizes))]
    return _alike(np.concatenate(met), sizes, SLACK * same.resemblance)


def _samples(shingles: Sequence[Shingles]) -> tuple[Shingles, Places, Places]:
    """The sampled shingles, text by text, the text of each, and how many each text has."""
    lengths = np.array([len(hashes) for hashes in shingles], dtype=np.int64)
    every = np.concatenate([*shingles, np.empty(0, np.uint64)])
    kept = np.repeat(lengths < LONG, lengths) | _is_sampled(every)
    texts = np.repeat(np.arange(len(lengths)), lengths)[kept]
    return every[kept], texts, np.bincount(texts, minlength=len(lengths))


def _holders(shingles: Sequence[Shingles], theirs: Shingles) -> tuple[Shingles, Places, Places]:
    """Of the samples those that are among `theirs`, the text of each, and how many each text of these has in all."""
    marked = np.zeros(1 << FIRST_BITS, dtype=np.bool_)
    marked[_first_bits(theirs)] = True
    found, sizes = list[tuple[Shingles, Places]](), np.zeros(len(shingles), dtype=np.int64)
    for start in range(0, len(shingles), ROWS):
        some = shingles[start : start + ROWS]
        every, ends = np.concatenate(some), np.cumsum([len(hashes) for hashes in some])
        likely = np.flatnonzero(marked[_first_bits(every)])
        places = likely[np.isin(every[likely], theirs)]
        values, texts = every[places], np.searchsorted(ends, places, side="right")
        kept = (np.diff(ends, prepend=0)[texts] < LONG) | _is_sampled(values)
        found.append((values[kept], texts[kept] + start))
    values, texts = (np.concatenate(each) for each in zip(*found, strict=True))
    for text in np.unique(texts).tolist():
        sizes[text] = len(sample(shingles[text]))
    return values, texts, sizes


def _first_bits(hashes: Shingles) -> Places:
    found: Places = (hashes >> np.uint64(64 - FIRST_BITS)).astype(np.int64)
    return found


def sample(hashes: Shingles) -> Shingles:
    """What looks for candidates, of a text's shingles. The sample of a sample is the same."""
    return hashes[_is_sampled(hashes)] if len(hashes) >= LONG else hashes


def _is_sampled(hashes: Shingles) -> Truths:
    found: Truths = (hashes >> np.uint64(32)) % np.uint64(SAMPLED) == 0
    return found


def _ahead(values: Shingles, texts: Places, here: Places, *, size: int) -> Places:
    """The texts that hold the shingles at `here` with each of the next holders, each pair as one number."""
    pairs = [np.empty(0, np.int64)]
    left = here
    for step in range(1, NEIGHBOURS + 1):
        left = left[left + step < len(values)]
        left = left[values[left] == values[left + step]]
        if not len(left):
            break
        pairs.append(texts[left] * size + texts[left + step])
    return np.concatenate(pairs)


def _behind(values: Shingles, texts: Places, here: Places, coming: Truths, *, size: int) -> Places:
    """The same with each of the holders before, but for those that are `coming` too: they look ahead."""
    pairs = [np.empty(0, np.int64)]
    left = here
    for step in range(1, NEIGHBOURS + 1):
        left = left[left >= step]
        left = left[values[left] == values[left - step]]
        if not len(left):
            break
        met = left[~coming[left - step]]
        pairs.append(texts[met - step] * size + texts[met])
    return np.concatenate(pairs)


def _alike(met: Places, sizes: Places, share: float) -> Couples:
    """The pairs, sorted, that were met in so many of their shingles as the part `share` of the smaller text has."""
    keys, shared = np.unique(met, return_counts=True)
    first, second = np.divmod(keys, max(1, len(sizes)))
    kept = shared >= share * np.minimum(sizes[first], sizes[second])
    return first[kept], second[kept]


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
