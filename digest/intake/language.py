"""Which language an article is in, and each of its paragraphs."""

import threading
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from digest.intake.language_model import identifier

# Languages of the press that the identifier tells apart well; the rarer ones it knows are found in noise.
LANGUAGES = [
    "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu",
    "id", "it", "ja", "ko", "lt", "lv", "ms", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "ta",
    "th", "tl", "tr", "uk", "ur", "vi", "zh",
]  # fmt: skip
ENOUGH = 20  # characters; nothing shorter is judged
SURE, SURE_SHORT, SHORT = 0.9, 0.995, 60
MAX_CHARS = 4000
UNKNOWN = "und"
KIN = (frozenset({"id", "ms"}), frozenset({"hr", "sr", "sl"}), frozenset({"cs", "sk"}), frozenset({"da", "nb", "no"}))
_lock = threading.Lock()


@cache
def _identifier() -> Any:
    with _lock:
        return identifier(LANGUAGES)


def load() -> None:
    """Load the model now, and not with the first text."""
    _identifier()


def language_of(texts: Sequence[str]) -> str:
    """The language of most of the text, by characters; "und" where there are no words to tell it by."""
    weights: Counter[str] = Counter()
    for text in texts:
        code, _ = _guess(text)
        weights[code] += len(text)
    del weights[UNKNOWN]
    if not weights:
        return UNKNOWN
    return min(weights, key=lambda code: (-weights[code], code))


def language_in(text: str, usual: str) -> str:
    """The language of one paragraph: the article's own, unless another one is certain."""
    code, sure = _guess(text)
    needed = SURE if len(text) >= SHORT else SURE_SHORT
    return code if code not in {UNKNOWN, usual} and sure >= needed else usual


def _guess(text: str) -> tuple[str, float]:
    return _judged(text[:MAX_CHARS])


@lru_cache(maxsize=512)  # a paragraph is asked for with its article, and again by itself
def _judged(text: str) -> tuple[str, float]:
    letters = (char for char in text if char.isalpha())
    if next(islice(letters, ENOUGH - 1, None), None) is None:
        return UNKNOWN, 0.0
    code, chance = _identifier().classify(text)
    kin = _kin(code)
    if len(kin) == 1:  # as for most: the other languages need not be ranked
        return str(code), float(chance)
    return str(code), sum(float(chance) for other, chance in _identifier().rank(text) if other in kin)


def _kin(code: str) -> frozenset[str]:
    """Languages so close that a few words do not tell them apart: being one of them counts as being sure."""
    return next((kin for kin in KIN if code in kin), frozenset({code}))
