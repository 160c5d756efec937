"""The figures that an English text gives, in digits and in words, as numbers."""

import re
from collections.abc import Iterator

_SMALL = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_UNITS = {word: float(number) for number, word in enumerate(f"{_SMALL} eighteen nineteen".split(), start=2)}
_TENS = {word: 10.0 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_POWERS = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
_FRACTIONS = {"half": 0.5, "dozen": 12.0, "dozens": 12.0}
_WORDS = "|".join((*_UNITS, *_TENS, *_POWERS, *_FRACTIONS, "one", "a"))
_FIGURE = re.compile(
    r"(?P<digits>\d+(?:,\d{3})*(?:\.\d+)?)(?:st|nd|rd|th)?(?:[ -]?(?P<power>hundred|thousand|million|billion|trillion)\b"
    r"|(?P<short>bn|mn|tn|[km])\b)?"
    rf"|\b(?P<words>(?:{_WORDS})(?:[ -](?:and[ -])?(?:{_WORDS}))*)\b",
    re.IGNORECASE,
)
_POINTING = re.compile(r"\b(?:the|these|those|both|our|their|its|his|her)\s+$", re.IGNORECASE)


def figures_in(text: str) -> Iterator[float]:
    """Yield each figure: "1,200" and "twelve hundred" are 1200, "2.4 million" and "2.4m" are 2400000.

    "One" and "a" alone are no figures, nor is "two" in "the two countries", which counts what was named before.
    """
    for match in _FIGURE.finditer(text):
        if match["digits"]:
            value = float(match["digits"].replace(",", ""))
            yield value * _POWERS.get((match["power"] or "").lower(), _SHORT.get((match["short"] or "").lower(), 1.0))
        else:
            words = re.findall(r"[a-z]+", match["words"].lower())
            value = _value(words)
            pointing = words == ["two"] and _POINTING.search(text, 0, match.start())
            if value > 1 and not pointing or "half" in words:
                yield value


def _value(words: list[str]) -> float:
    """The number that some number words say: "two hundred and five thousand"."""
    total, part = 0.0, 0.0
    for word in words:
        if word in _UNITS or word in _TENS:
            part += _UNITS.get(word) or _TENS[word]
        elif word in {"one", "a"}:
            part += 1
        elif word in _FRACTIONS:
            part = (part or 1.0) * _FRACTIONS[word]
        elif word == "hundred":
            part = (part or 1.0) * 100
        elif word in _POWERS:
            total, part = total + (part or 1.0) * _POWERS[word], 0.0
    return total + part
