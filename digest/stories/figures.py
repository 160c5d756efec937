"""The figures that an English text gives, in digits and in words, as numbers."""

import re
from collections.abc import Iterator

_CARDINAL = """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen
"""
_ORDINAL = """
    fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth
    eighteenth nineteenth
"""
_DECADES = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS = {
    word: float(number)
    for words, first in ((_CARDINAL, 2), (_ORDINAL, 4))
    for number, word in enumerate(words.split(), first)
}
_TENS = {word: 10.0 * number for number, word in enumerate(_DECADES.split(), 2)}
_POWERS = {"dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
_POWER = "|".join(_POWERS)
_WORDS = "|".join(sorted((*_UNITS, *_TENS, *_POWERS), key=len, reverse=True))
_FIGURE = re.compile(
    rf"(?P<digits>\d+(?:,\d{{3}})*(?:\.\d+)?)(?:st|nd|rd|th)?"
    rf"(?:[ -]?(?P<power>{_POWER})s?\b|(?P<short>bn|mn|tn|[km])\b)?"
    rf"|\b(?P<words>(?:(?:a|one)[ -](?={_POWER}))?(?:{_WORDS})(?:[ -](?:and[ -])?(?:{_WORDS}|one))*)\b",
    re.IGNORECASE,
)
_POINTING = re.compile(r"\b(?:the|these|those|both|our|their|its|his|her)\s+$", re.IGNORECASE)


def figures_in(text: str) -> Iterator[float]:
    """Yield each figure: "1,200" and "twelve hundred" are 1200, "2.4 million" and "2.4m" 2400000, "twelfth" is 12.

    Nothing smaller than two in words is a figure, nor is "two" in "the two countries", which counts what was named
    before.
    """
    for match in _FIGURE.finditer(text):
        if match["digits"]:
            value = float(match["digits"].replace(",", ""))
            yield value * _POWERS.get((match["power"] or "").lower(), _SHORT.get((match["short"] or "").lower(), 1.0))
        elif match["words"].lower() != "two" or not _POINTING.search(text, 0, match.start()):
            yield _value(re.findall(r"[a-z]+", match["words"].lower()))


def _value(words: list[str]) -> float:
    """The number that some number words say: "two hundred and five thousand"."""
    total, part = 0.0, 0.0
    for word in words:
        if word in _POWERS and _POWERS[word] >= 1000:
            total, part = total + (part or 1.0) * _POWERS[word], 0.0
        elif word in _POWERS:
            part = (part or 1.0) * _POWERS[word]
        else:
            part += _UNITS.get(word) or _TENS.get(word) or float(word == "one")
    return total + part
