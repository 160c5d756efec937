"""The words that name what a figure is for, taken from its own sentence."""

import re

from digest.nouns import Claim, Phrase, Span

_WHOLE = 14  # words on either side of the value, up to which nothing is left out
_FEW = 8  # words of a longer side in which no clause begins or ends
_FEWEST = 3  # words that name anything
_BREAK = re.compile(r"[;:()“”\"—–]|,(?!\d)|\s-\s|--")
_JOINING = frozenset(
    """
    after when as while because although though which who that said says and but before if
    """.split()  # noqa: SIM905 - one word beside the other is easier to read
)
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
    """Where the words before a value begin: with all of them, or with a clause, or with the last few."""
    words = list(_WORD.finditer(text, start, end))
    if len(words) <= _WHOLE:
        return words[0].start() if words else end
    places = [place for place in range(len(words) - _WHOLE, len(words) - _FEWEST) if _joins(words[place])]
    first = places[0] if places else len(words) - _FEW - 1
    while _joins(words[first + 1]) and first + 1 < len(words) - _FEWEST:  # "and said that"
        first += 1
    return words[first + 1].start()


def _till(text: str, start: int, end: int) -> int:
    """Where the words behind a value end, likewise."""
    words = list(_WORD.finditer(text, start, end))
    if len(words) <= _WHOLE:
        return words[-1].end() if words else start
    places = [place for place in range(1, _WHOLE) if _joins(words[place])]
    return words[places[-1] - 1 if places else _FEW - 1].end()


def _joins(word: re.Match[str]) -> bool:
    return word[0].lower() in _JOINING
