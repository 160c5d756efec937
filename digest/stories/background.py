"""How common a term is: in the language at large, sharpened by the articles of an archive."""

import math
import re
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from digest.stories.word_lists import word_list

RAREST = 3e-9  # words per word of text; about what the longest lists still hold
DAY = 1e-5  # a calendar day, which no list holds: it stands in about three documents of a thousand
COMMON = 0.3
FALLBACK = "en"  # most names and terms of a language without a list are read as English ones
YEAR = 0.02  # of the numbers with four digits, so many are any one year of our time
OUR_TIME = range(2000, 2050)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_IN_NUMBER = re.compile(r"(?<=\d)[.,](?=\d)")
_PART = re.compile(r"\w+")

Numbers = NDArray[np.float64]


def expected(frequency: Numbers, *, words: float) -> Numbers:
    """The share of documents of `words` words that hold a term of this frequency (a Poisson model)."""
    found: Numbers = 1.0 - np.exp(-words * frequency)
    return found


def rarity(held: Numbers, documents: Numbers | float, share: Numbers, *, prior: float) -> Numbers:
    """The inverse document frequencies of terms: the logarithm of documents over documents that hold them, at least 0.

    `held` of an archive's `documents` hold the term. They are added to `prior` imagined documents, of which as many
    hold it as the language's word list says (`share`, see expected). So with five articles the word list decides, and
    with fifty thousand the archive does. `COMMON` is taken off: what stands in three documents of four says nothing.
    """
    found: Numbers = np.maximum(0.0, -np.log((held + prior * share) / (documents + prior)) - COMMON)
    return found


def word_frequency(term: str, language: str) -> float:
    """Occurrences of the term per word of text; of the rarest part, for a term of several."""
    if _ISO_DAY.fullmatch(term):
        return DAY
    one = _IN_NUMBER.sub("", term)  # "48,213" is one number
    return min((_of_part(part, language) for part in _PART.findall(one)), default=RAREST)


def _of_part(part: str, language: str) -> float:
    found = _words(language).get(part)
    if found:
        return found
    return max(RAREST, _of_number(part, language)) if part.isascii() and part.isdigit() else RAREST


def _of_number(digits: str, language: str) -> float:
    """The lists count numbers by their length, "0000" for four digits: shared out by their first digit (Benford)."""
    together = _words(language).get("0" * len(digits), 0.0)
    if len(digits) == 4 and int(digits) in OUR_TIME:
        return together * YEAR
    first = int(digits[0])
    return together * (math.log10(1 + 1 / first) if first else 0.01) * 10.0 ** (1 - len(digits))


def _words(language: str) -> Mapping[str, float]:
    return word_list(language) or word_list(FALLBACK)
