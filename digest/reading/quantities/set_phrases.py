"""Deeds that are told by a set phrase rather than by a verb: on board, without power, from their homes."""

import re
from itertools import takewhile

from digest.nouns import Measure
from digest.reading.parse import Token
from digest.reading.quantities.frame import Deed, Frame

_MARKS = frozenset(".,;:")
_NEAR = 9  # tokens on either side of the number
_ABOARD = re.compile(r"\b(?:aboard|on ?board)\b")
_HOMELESS = re.compile(r"\b(?:from|leave|left|leaving|flee|fled|fleeing|abandon|abandoned) their (?:homes?|houses)\b")
_POWERLESS = re.compile(
    r"\b(?:without|had no|have no|has no|lost|losing|lose) (?:electric(?:al)? )?(?:electricity|power)\b"
    r"(?! (?:to|of|over)\b)"
)
_CUT = re.compile(
    r"\b(?:cut|cuts|cutting|knock\w*|took|taking) (?:off |out )?(?:the )?(?:electricity|power) "
    r"(?:off |out )?(?:to|for|in)$"
)
_DEEDS = {_ABOARD: "carry", _HOMELESS: "displace", _POWERLESS: "lose power"}


def set_phrase(frame: Frame) -> Deed | None:
    """`had 12 people on board`, `forced 12 families from their homes`, `left 12 homes without power`."""
    counted = frame.counted.lemmas
    if frame.number.measure is not Measure.COUNT or not counted or frame.verb() < 0:
        return None
    behind = _words_behind(frame)
    lemma = next((lemma for phrase, lemma in _DEEDS.items() if phrase.search(behind)), "")
    if not lemma and _CUT.search(_words_before(frame)):
        lemma = "lose power"
    return Deed(lemma, frame.verb(), counted) if lemma else None


def _words_behind(frame: Frame) -> str:
    """Those up to a mark, "and", or another number, in lower case."""
    near = [token for token in frame.parse.tokens if token.start >= frame.number.end][:_NEAR]
    return " ".join(token.text.lower() for token in takewhile(lambda token: not _ends(token), near))


def _ends(token: Token) -> bool:
    return token.text in _MARKS or token.text.lower() == "and" or token.pos == "NUM"


def _words_before(frame: Frame) -> str:
    near = [token.text.lower() for token in frame.parse.tokens if token.end <= frame.number.start][-_NEAR:]
    return " ".join(near)
