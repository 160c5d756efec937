"""What grouping reads of articles, in few long columns: their terms, samples of their shingles, and who is who."""

import hashlib
import json
import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digest.nouns import Analysis, Article
from digest.stories.background import word_frequency
from digest.stories.copies import Shingles, sample, shingles_of
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
    terms: tuple[str, ...]  # sorted; a term stands once for each frequency, which languages differ in
    frequencies: Numbers  # of each of `terms`, occurrences per word of its language
    sizes: Integers  # how many terms each article has
    cells: Integers  # the articles' terms, by their places in `terms`, each article's in order
    weights: Numbers  # see terms.profile, also for the next
    marks: Bytes
    weekdays: Bytes  # of each article
    days: Numbers  # of each article, since 1970; NaN where it is unknown or doubtful
    sample_sizes: Integers
    samples: Shingles  # see copies.sample
    fingerprints: bytes  # DIGEST_SIZE bytes for each article, see fingerprint_of
    signatures: bytes  # SIGNATURE_SIZE bytes for each article, which tell all that is read here of it from all else

    def samples_by_article(self) -> list[Shingles]:
        """The sampled shingles of each article."""
        ends = accumulate(self.sample_sizes.tolist(), initial=0)
        return [self.samples[start:end] for start, end in pairwise(ends)]

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
    samples = [sample(runs) for runs in shingles]
    known = [(term, word_frequency(term, language)) for term, language in numbered]
    return Features(
        ids=tuple(analysis.article.id for analysis in analyses),
        sizes=np.array(sizes, dtype=np.int64),
        weekdays=np.frombuffer(bytes(weekdays), dtype=np.uint8),
        days=np.array(days, dtype=np.float64),
        sample_sizes=np.array([len(each) for each in samples], dtype=np.int64),
        samples=np.concatenate([*samples, np.empty(0, np.uint64)]),
        fingerprints=b"".join(fingerprint_of(analysis.article) for analysis in analyses),
        signatures=b"".join(signatures),
        **_in_order(known, sizes, cells, weights=np.array(weights), marks=np.frombuffer(bytes(marks), dtype=np.uint8)),
    )


def joined(parts: Sequence[Features]) -> Features:
    """The articles of all parts, one part after another."""
    numbered: dict[tuple[str, float], int] = {}
    cells = []
    for part in parts:
        known = zip(part.terms, part.frequencies.tolist(), strict=True)
        places = np.array([numbered.setdefault(term, len(numbered)) for term in known], dtype=np.int64)
        cells.append(places[part.cells])
    whole: dict[str, Any] = {
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in ("sizes", "weights", "marks", "weekdays", "days", "sample_sizes", "samples")
    }
    own = {name: whole.pop(name) for name in ("weights", "marks")}
    return Features(
        ids=tuple(chain.from_iterable(part.ids for part in parts)),
        fingerprints=b"".join(part.fingerprints for part in parts),
        signatures=b"".join(part.signatures for part in parts),
        **whole,
        **_in_order(tuple(numbered), whole["sizes"], np.concatenate(cells), **own),
    )


def _in_order(
    known: Sequence[tuple[str, float]],
    sizes: Sequence[int] | Integers,
    cells: Sequence[int] | Integers,
    **columns: NDArray[Any],
) -> dict[str, Any]:
    """The terms with their frequencies, sorted, and what belongs to the cells that point to them."""
    place, order = np.empty(len(known), dtype=np.int64), sorted(range(len(known)), key=known.__getitem__)
    place[order] = np.arange(len(known))
    moved = place[np.asarray(cells, dtype=np.int64)]
    by = np.lexsort((moved, np.repeat(np.arange(len(sizes)), sizes)))
    return {
        "terms": tuple(known[number][0] for number in order),
        "frequencies": np.array([known[number][1] for number in order], dtype=np.float64),
        "cells": moved[by],
        **{name: column[by] for name, column in columns.items()},
    }


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
