"""Sentences that the rooms below write in English, such as why a file was not read, in the digest's language.

They are nouns' text by the time that they come here. A known one is taken apart again by its pattern, which is a label
like any other; what is not known stays English.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from digest.publish.languages.words import Words

_PLACE = re.compile(r"%\((\w+)\)s")
_COUNT = re.compile(r"\d{1,3}(?:,\d{3})*")
_DEEPEST = 3  # sentences within a sentence: ours never go further, but what others wrote may look like many


@dataclass(frozen=True, slots=True)
class Sentences:
    """Known sentences, as labels; the first that fits a text is taken.

    A place named `reason` or `country` holds a sentence again; one whose name begins with `num` a whole number.
    """

    labels: tuple[str, ...]

    def told(self, text: str, words: Words, *, depth: int = 0) -> str:
        """The text in the digest's language; it stands within `depth` others."""
        if words.labels.language == "en" or depth > _DEEPEST:
            return text
        for label in self.labels:
            found = _pattern(label).fullmatch(text)
            if found:
                values = {name: self._value(name, value, words, depth) for name, value in found.groupdict().items()}
                return words.gettext(label, **values)
        return text

    def knows(self, text: str) -> bool:
        """Whether a label fits the text."""
        return any(_pattern(label).fullmatch(text) for label in self.labels)

    def _value(self, name: str, value: str, words: Words, depth: int) -> object:
        if name.startswith("num") and _COUNT.fullmatch(value):
            return int(value.replace(",", ""))
        return self.told(value, words, depth=depth + 1) if name in {"reason", "country"} else value


@cache
def _pattern(label: str) -> re.Pattern[str]:
    """A label as a pattern of the texts that it makes; a place that stands twice holds the same twice."""
    seen: set[str] = set()
    pieces: Sequence[str] = _PLACE.split(label)
    made = [re.escape(piece) if at % 2 == 0 else _place(piece, seen) for at, piece in enumerate(pieces)]
    return re.compile("".join(made), re.DOTALL)


def _place(name: str, seen: set[str]) -> str:
    if name in seen:
        return f"(?P={name})"
    seen.add(name)
    return f"(?P<{name}>.+?)"
