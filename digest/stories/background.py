"""How common a term is: in the language at large, sharpened by the articles at hand."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

RAREST = 3e-9  # words per word of text; about what the longest lists still hold
DAY = 1e-5  # a calendar day, which no list holds: it stands in about three documents of a thousand
COMMON = 0.3
FALLBACK = "en"  # most names and terms of a language without a list are read as English ones
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequencies:
    """In how many of an archive's documents each term stands. A value: pass one in to freeze what an archive taught."""

    documents: int
    counts: Mapping[str, int]


def rarity(term: str, language: str, archive: Frequencies, *, prior: float, words: float) -> float:
    """The inverse document frequency of a term: the logarithm of documents over documents that hold it, at least 0.

    The archive's counts are added to those of `prior` imagined documents of `words` words each, in which the term
    stands as often as the language's word list says (a Poisson model of its occurrences). So with five articles the
    word list decides, and with fifty thousand the archive does. `COMMON` is taken off: what stands in three documents
    of four says nothing.
    """
    expected = 1.0 - math.exp(-words * word_frequency(term, language))
    share = (archive.counts.get(term, 0) + prior * expected) / (archive.documents + prior)
    return max(0.0, -math.log(share) - COMMON)


def word_frequency(term: str, language: str) -> float:
    """Occurrences of the term per word of text; of the rarest word, for a term of several."""
    if _ISO_DAY.fullmatch(term):
        return DAY
    words = _words(language)
    return min((words.get(part) or RAREST for part in term.split()), default=RAREST)


@cache
def _words(language: str) -> Mapping[str, float]:
    import wordfreq  # its lists take half a second to import and unpack

    known = wordfreq.available_languages("best")
    return wordfreq.get_frequency_dict(language if language in known else FALLBACK)
