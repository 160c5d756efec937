"""Indirect speech: `Diaz said that …`, the clause that a reporting verb governs, without marks."""

from collections.abc import Iterator
from typing import NamedTuple

from digest.reading.cues import Cue
from digest.reading.scenes import Scene

_FEWEST = 3  # words of a reported clause


class Reported(NamedTuple):
    """A reported clause; offsets are into the article's text."""

    start: int
    end: int
    cue: Cue


def _clause(scene: Scene, cue: Cue) -> tuple[int, int] | None:
    """First and last token of the clause that depends on the cue's verb."""
    tokens = scene.parse.tokens
    for child in scene.parse.children[cue.verb]:
        if tokens[child].dep != "ccomp":
            continue
        span = [i for i in scene.parse.subtree(child) if tokens[i].pos != "SPACE"]
        if cue.verb in span or cue.head in span or any(scene.inside[i] >= 0 for i in range(span[0], span[-1] + 1)):
            continue
        while span and (tokens[span[0]].pos == "PUNCT" or tokens[span[0]].text.lower() == "that"):
            span.pop(0)
        while span and tokens[span[-1]].pos == "PUNCT":
            span.pop()
        if len(span) >= _FEWEST and not span[0] < cue.verb < span[-1]:
            return span[0], span[-1]
    return None


def _around(scene: Scene, cue: Cue) -> tuple[int, int] | None:
    """The rest of the sentence that `according to …` opens or closes."""
    tokens = scene.parse.tokens
    begin, end = scene.sentence_of(cue.verb, cue.last)
    phrase = scene.parse.subtree(cue.verb)
    first, last = (phrase[-1] + 1, end - 1) if phrase[0] == begin else (begin, phrase[0] - 1)
    if phrase[0] != begin and any(tokens[i].pos != "PUNCT" for i in range(phrase[-1] + 1, end)):
        return None
    while first <= last and tokens[first].pos in {"PUNCT", "SPACE"}:
        first += 1
    while last >= first and tokens[last].pos in {"PUNCT", "SPACE"}:
        last -= 1
    if last - first < _FEWEST or any(scene.inside[i] >= 0 for i in range(first, last + 1)):
        return None
    return first, last


def reported(scene: Scene) -> Iterator[Reported]:
    """The reported clauses of a block without quotation marks in them, in order of their cues."""
    tokens = scene.parse.tokens
    for cue in scene.cues:
        if not cue.core:
            continue
        according = tokens[cue.verb].text.lower() == "according"
        span = _around(scene, cue) if according else _clause(scene, cue)
        if span:
            yield Reported(tokens[span[0]].start, tokens[span[1]].end, cue)
