"""The bare numbers that an English text gives, in digits and in words: whether another text has them too."""

import re
from collections.abc import Iterator

from digest.numerals import CARDINALS, ORDINALS, POWERS, SHORT, TENS, value_of

_POWER = "|".join(POWERS)
_WORDS = "|".join(sorted((*CARDINALS, *ORDINALS, *TENS, *POWERS), key=len, reverse=True))
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
            yield value * POWERS.get((match["power"] or "").lower(), SHORT.get((match["short"] or "").lower(), 1.0))
        elif match["words"].lower() != "two" or not _POINTING.search(text, 0, match.start()):
            yield value_of(match["words"])
