"""Whether two quotes have one speaker: surely, perhaps, or not."""

import re
from collections.abc import Collection, Container
from dataclasses import dataclass
from enum import IntEnum

_WORD = re.compile(r"\w+")
_ARTICLES = frozenset({"the", "a", "an"})


class Bond(IntEnum):
    """How surely two quotes have one speaker."""

    NONE = 0
    PERHAPS = 1
    SURE = 2


@dataclass(frozen=True)
class Voice:
    """Whose words a quote is, as far as that is known."""

    person: str  # id of the Person, or ""
    words: frozenset[str]  # of the printed name or description, in small letters; none where nobody was found
    body: bool  # a name that is nobody's: of a ministry, a company

    @property
    def sureness(self) -> int:
        """2 for somebody or a body with a name, 1 for a description or a name in doubt, 0 for nobody."""
        return 2 if self.person or self.body else 1 if self.words else 0

    @classmethod
    def of(cls, speaker: str | None, person: str, bearers: Container[str]) -> "Voice":
        """The voice of a printed speaker. `bearers` are the words of the story's people's names, in small letters."""
        printed = _WORD.findall(speaker or "")
        named = any(word[0].isupper() and at for at, word in enumerate(printed)) or (
            len(printed) == 1 and printed[0][0].isupper()
        )
        words = frozenset(word.casefold() for word in printed) - _ARTICLES
        in_doubt = any(word in bearers for word in words)
        return cls(person=person, words=words, body=named and not person and not in_doubt)


def bond(one: Voice, other: Voice) -> Bond:
    """Two people are two; an equal name of a body is one; a part of a name, or no name, may be anybody's."""
    if one.person and other.person:
        return Bond.SURE if one.person == other.person else Bond.NONE
    if not one.words or not other.words:
        return Bond.PERHAPS
    if one.body and other.body and one.words == other.words:
        return Bond.SURE
    return Bond.PERHAPS if one.words <= other.words or other.words <= one.words else Bond.NONE


def together(some: Collection[Voice], others: Collection[Voice]) -> Bond:
    """How surely two sets of voices, each of one speaker, are of the same one: not, where any two of them are two."""
    bonds = [bond(one, other) for one in some for other in others]
    return Bond.NONE if Bond.NONE in bonds else max(bonds)
