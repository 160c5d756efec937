"""Which articles are one text, carried by several outlets."""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array  # type: ignore[import-untyped] # scipy ships no types
from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped] # scipy ships no types

SHINGLE = 5  # words; usual for news, and what copies are defined by here
SAMPLED = 4  # one shingle in so many looks for candidates; two copies of 40 shingles share none of it once in 1,000
NEIGHBOURS = 50  # a shingle in more texts than this pairs each with the next ones only, so that cost stays linear
_WORD = re.compile(r"\w+")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd, so that multiplying loses nothing; its bits are well mixed

Shingles = NDArray[np.uint64]


def text_groups(
    articles: Sequence[tuple[str, str]],
    *,
    resemblance: float = 0.4,
    containment: float = 0.6,
    short: int = 40,
    short_resemblance: float = 0.8,
) -> dict[str, str]:
    """Map each article's id to the id of the first article, in the caller's order, that carries the same text.

    `articles` are (id, text). Two texts are one when the Jaccard coefficient of their sets of five-word shingles is at
    least `resemblance`, or when `containment` of the smaller set lies in the larger one (Broder, "On the resemblance
    and containment of documents", 1997). A text of fewer than `short` shingles is a sentence or two, which honest
    reports have in common: it needs `short_resemblance`. Groups are connected components: the order of the articles
    chooses the representative only.
    """
    if len(articles) == 1:
        return {key: key for key, _ in articles}
    shingles = [_shingles(text) for _, text in articles]

    def same(a: int, b: int) -> bool:
        common = len(np.intersect1d(shingles[a], shingles[b], assume_unique=True))
        smaller, larger = sorted((len(shingles[a]), len(shingles[b])))
        jaccard = common / (smaller + larger - common)
        if smaller < short:
            return jaccard >= short_resemblance
        return jaccard >= resemblance or common / smaller >= containment

    pairs = [pair for pair in _candidates(shingles) if same(*pair)]
    first: dict[int, str] = {}
    labels = _components(len(articles), pairs)
    return {key: first.setdefault(label, key) for (key, _), label in zip(articles, labels, strict=True)}


def _shingles(text: str) -> Shingles:
    """Hashes of the text's runs of five words, each once, sorted; the whole text is one run if it is shorter."""
    words = np.array([zlib.crc32(word.lower().encode()) for word in _WORD.findall(text)], dtype=np.uint64)
    if not len(words):
        return words
    size = min(SHINGLE, len(words))
    runs = np.zeros(len(words) - size + 1, dtype=np.uint64)
    for offset in range(size):
        runs = runs * _FACTOR + words[offset : len(words) - size + 1 + offset]
    return np.unique(runs * _FACTOR)


def _candidates(shingles: Sequence[Shingles]) -> list[tuple[int, int]]:
    """Pairs of texts that share a sampled shingle, sorted (the modulo sketch of Broder 1997); short ones are whole."""
    holders: dict[int, list[int]] = defaultdict(list)
    for index, hashes in enumerate(shingles):
        sample = hashes[(hashes >> np.uint64(32)) % np.uint64(SAMPLED) == 0] if len(hashes) >= 10 * SAMPLED else hashes
        for value in sample.tolist():
            holders[value].append(index)
    return sorted({pair for group in holders.values() for pair in _near(group)})


def _near(group: Sequence[int]) -> Iterator[tuple[int, int]]:
    for place, index in enumerate(group):
        for other in group[place + 1 : place + 1 + NEIGHBOURS]:
            yield index, other


def _components(size: int, pairs: Sequence[tuple[int, int]]) -> list[int]:
    if not size:
        return []
    rows, columns = zip(*pairs, strict=True) if pairs else ((), ())
    graph = coo_array((np.ones(len(pairs), dtype=np.int8), (rows, columns)), shape=(size, size))
    _, labels = connected_components(graph, directed=False)
    return [int(label) for label in labels]
