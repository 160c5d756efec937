"""The words that name what a figure is for, taken from its own sentence."""

import re

from digest.nouns import Claim, Phrase, Span

_BEFORE, _BEHIND = 8, 8  # words at most, on either side of the value
_FEWEST = 3  # words that name anything
_BREAK = re.compile(r"[;:()“”\"—–]|,(?!\d)|\s-\s|--")
_WORD = re.compile(r"\S+")


def naming(text: str, claim: Claim) -> Phrase:
    """The stretch between two marks around a value, shortened; widened where it would hold next to no words."""
    first, last = claim.sentence.start, _end(text, claim.sentence)
    before = [first, *(match.end() for match in _BREAK.finditer(text, first, claim.start))]
    behind = [*(match.start() for match in _BREAK.finditer(text, claim.end, last)), last]
    start, end = before.pop(), behind.pop(0)
    while _words(text, start, claim.start) + _words(text, claim.end, end) < _FEWEST and (before or behind):
        start, end = (before.pop(), end) if before else (start, behind.pop(0))
    start, end = _near(text, start, claim.start), _till(text, claim.end, end)
    return Phrase(article=claim.article, start=start, end=end, gap=Span(start=claim.start, end=claim.end))


def _end(text: str, sentence: Span) -> int:
    return sentence.start + len(text[sentence.start : sentence.end].rstrip(' \n.!?”"'))


def _words(text: str, start: int, end: int) -> int:
    return len(_WORD.findall(text, start, end))


def _near(text: str, start: int, end: int) -> int:
    words = list(_WORD.finditer(text, start, end))[-_BEFORE:]
    return words[0].start() if words else end


def _till(text: str, start: int, end: int) -> int:
    words = list(_WORD.finditer(text, start, end))[:_BEHIND]
    return words[-1].end() if words else start
