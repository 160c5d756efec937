"""What grouping reads of articles, in few long columns: their terms, their shingles, and a fingerprint of each."""

import hashlib
import json
import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise

import numpy as np
from numpy.typing import NDArray

from digest.nouns import Analysis, Article
from digest.stories.background import word_frequency
from digest.stories.copies import Shingles, shingles_of
from digest.stories.terms import WEIGHING, Profile, Weighing, profile

DIGEST_SIZE = 32  # bytes of an article's fingerprint
SIGNATURE_SIZE = 16  # … and of its signature

Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]
Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """Some articles as columns; what belongs to one article's terms or shingles stands one after another."""

    ids: tuple[str, ...]
    terms: tuple[str, ...]  # what `cells` points to; a term stands once for each frequency, which languages differ in
    frequencies: Numbers  # of each of `terms`, occurrences per word of its language
    sizes: Integers  # how many terms each article has
    cells: Integers  # the articles' terms, by their places in `terms`
    weights: Numbers  # see terms.profile, also for the next
    marks: Bytes
    weekdays: Bytes  # of each article
    days: Numbers  # of each article, since 1970; NaN where it is unknown or doubtful
    shingle_sizes: Integers
    shingles: Shingles
    fingerprints: bytes  # DIGEST_SIZE bytes for each article, see fingerprint_of
    signatures: bytes  # SIGNATURE_SIZE bytes for each article, which tell all that is read here of it from all else

    def shingles_by_article(self) -> list[Shingles]:
        """The shingles of each article."""
        ends = accumulate(self.shingle_sizes.tolist(), initial=0)
        return [self.shingles[start:end] for start, end in pairwise(ends)]

    def fingerprints_by_article(self) -> list[bytes]:
        """The fingerprint of each article."""
        return _cut(self.fingerprints, DIGEST_SIZE)

    def signatures_by_article(self) -> list[bytes]:
        """The signature of each article."""
        return _cut(self.signatures, SIGNATURE_SIZE)


def features(analyses: Sequence[Analysis], weighing: Weighing = WEIGHING) -> Features:
    """Read what grouping needs of these articles. It depends on nothing but each article."""
    numbered: dict[tuple[str, str], int] = {}
    sizes, cells, weights, marks = array("q"), array("q"), array("d"), bytearray()
    days, weekdays = array("d"), bytearray()
    shingles = [shingles_of(analysis.article.text) for analysis in analyses]
    signatures = []
    for analysis, runs in zip(analyses, shingles, strict=True):
        each = profile(analysis, weighing)
        signatures.append(_signature(analysis.article.id, each, runs))
        cells.extend([numbered.setdefault((term, each.language), len(numbered)) for term in each.terms])
        sizes.append(len(each.terms))
        weights.extend(each.weights)
        marks += each.marks
        days.append(math.nan if each.day is None else each.day)
        weekdays.append(each.weekdays)
    return Features(
        ids=tuple(analysis.article.id for analysis in analyses),
        terms=tuple(term for term, _ in numbered),
        frequencies=np.array([word_frequency(term, language) for term, language in numbered], dtype=np.float64),
        sizes=np.array(sizes, dtype=np.int64),
        cells=np.array(cells, dtype=np.int64),
        weights=np.array(weights, dtype=np.float64),
        marks=np.frombuffer(bytes(marks), dtype=np.uint8),
        weekdays=np.frombuffer(bytes(weekdays), dtype=np.uint8),
        days=np.array(days, dtype=np.float64),
        shingle_sizes=np.array([len(each) for each in shingles], dtype=np.int64),
        shingles=np.concatenate([*shingles, np.empty(0, np.uint64)]),
        fingerprints=b"".join(fingerprint_of(analysis.article) for analysis in analyses),
        signatures=b"".join(signatures),
    )


def joined(parts: Sequence[Features]) -> Features:
    """The articles of all parts, one part after another."""
    numbered: dict[tuple[str, float], int] = {}
    cells = []
    for part in parts:
        known = zip(part.terms, part.frequencies.tolist(), strict=True)
        places = np.array([numbered.setdefault(term, len(numbered)) for term in known], dtype=np.int64)
        cells.append(places[part.cells])
    columns = ("sizes", "weights", "marks", "weekdays", "days", "shingle_sizes", "shingles")
    return Features(
        ids=tuple(chain.from_iterable(part.ids for part in parts)),
        terms=tuple(term for term, _ in numbered),
        frequencies=np.array([frequency for _, frequency in numbered], dtype=np.float64),
        cells=np.concatenate(cells),
        fingerprints=b"".join(part.fingerprints for part in parts),
        signatures=b"".join(part.signatures for part in parts),
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in columns},
    )


def fingerprint_of(article: Article) -> bytes:
    """A fingerprint of an article's id, title and text."""
    parts = (article.id, article.title.value if article.title else "", article.text)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()


def _signature(name: str, each: Profile, shingles: Shingles) -> bytes:
    words = json.dumps([name, each.language, each.terms, each.weights, each.weekdays, each.day])
    signature = hashlib.blake2b(words.encode("ascii"), digest_size=SIGNATURE_SIZE)
    signature.update(each.marks)
    signature.update(np.ascontiguousarray(shingles).tobytes())
    return signature.digest()


def _cut(joined: bytes, size: int) -> list[bytes]:
    return [joined[start : start + size] for start in range(0, len(joined), size)]
