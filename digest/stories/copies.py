"""Which articles are one text, carried by several outlets."""

import re
import zlib
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

SLACK = 0.5  # of the containment that is needed, a sample must show so much: what shows less is not counted in full
ROWS = 1_000  # texts whose pairs are looked up at a time: bounds memory

Shingles = NDArray[np.uint64]
Places = NDArray[np.int64]


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
    pairs = same_texts(
        [text for _, text in articles],
        resemblance=resemblance,
        containment=containment,
        short=short,
        short_resemblance=short_resemblance,
    )
    first: dict[int, str] = {}
    labels = components(len(articles), pairs)
    return {key: first.setdefault(label, key) for (key, _), label in zip(articles, labels, strict=True)}


def same_texts(
    texts: Sequence[str],
    *,
    resemblance: float = 0.4,
    containment: float = 0.6,
    short: int = 40,
    short_resemblance: float = 0.8,
) -> list[tuple[int, int]]:
    """Pairs of texts, by their places, that are one text (see text_groups), sorted; of many copies, not every pair.

    Whether a text is one with an earlier one does not depend on texts behind both.
    """
    if len(texts) < 2:
        return []
    shingles = [_shingles(text) for text in texts]

    def same(a: int, b: int) -> bool:
        common = len(np.intersect1d(shingles[a], shingles[b], assume_unique=True))
        smaller, larger = sorted((len(shingles[a]), len(shingles[b])))
        jaccard = common / (smaller + larger - common)
        if smaller < short:
            return jaccard >= short_resemblance
        return jaccard >= resemblance or common / smaller >= containment

    return [pair for pair in _candidates(shingles, SLACK * resemblance) if same(*pair)]


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


def _candidates(shingles: Sequence[Shingles], share: float) -> Iterator[tuple[int, int]]:
    """Pairs of texts that share the part `share` of the smaller one's sampled shingles, sorted; short ones are whole.

    The modulo sketch of Broder 1997, which estimates the containment that is then counted in full.
    """
    samples = [_sample(hashes) for hashes in shingles]
    sizes = np.array([len(sample) for sample in samples], dtype=np.int64)
    values = np.concatenate([*samples, np.empty(0, np.uint64)])
    texts = np.repeat(np.arange(len(samples)), sizes)
    order = np.lexsort((texts, values))
    values, texts = values[order], texts[order]
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))  # of each text's shingles, text by text, among the sorted ones
    starts = np.r_[0, np.cumsum(sizes)]
    for start in range(0, len(samples), ROWS):
        end = min(start + ROWS, len(samples))
        first, second, shared = _met(values, texts, place[starts[start] : starts[end]])
        kept = shared >= share * np.minimum(sizes[first], sizes[second])
        yield from zip(first[kept].tolist(), second[kept].tolist(), strict=True)


def _sample(hashes: Shingles) -> Shingles:
    if len(hashes) < 10 * SAMPLED:
        return hashes
    found: Shingles = hashes[(hashes >> np.uint64(32)) % np.uint64(SAMPLED) == 0]
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


def components(size: int, pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Number the connected components of 0 … size-1: the component of each."""
    if not size:
        return []
    rows, columns = zip(*pairs, strict=True) if pairs else ((), ())
    graph = coo_array((np.ones(len(pairs), dtype=np.int8), (rows, columns)), shape=(size, size))
    _, labels = connected_components(graph, directed=False)
    return [int(label) for label in labels]
