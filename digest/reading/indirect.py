"""Indirect speech: `Diaz said that …`, the clause that a reporting verb governs, without marks."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from digest.reading.cues import Cue
from digest.reading.scenes import Scene

_FEWEST = 3  # words of a reported clause
_JOINS = frozenset({"that", "and", "but"})
_MARKS = frozenset("\"“‘'")  # "" is none of them
_OPENS = re.compile(r"(?<!\w)['‘](?=\s?\w)")
_CLOSES = re.compile(r"(?<=[\w.,!?])['’](?!\w)")
_FOLLOWED = re.compile(r",?\s?[\"“”‘'’](?!s\b)|\.[\"”'’]")
_NOMINAL = frozenset({"PROPN", "NOUN", "PRON", "NUM", "DET"})
_GOVERNED = frozenset({"dobj", "ccomp", "xcomp", "agent"})
_LATER = frozenset({"advcl", "conj", "dep"})  # clauses behind the reported one that may be the reporter's again


class Reported(NamedTuple):
    """A reported clause; offsets are into the article's text."""

    start: int
    end: int
    cue: Cue


def _was_said(scene: Scene, cue: Cue) -> bool:
    """`did not say that`, `would say that`, `if he says that`, `wants to say that`: nobody has said it."""
    verb, tokens = scene.parse.tokens[cue.verb], scene.parse.tokens
    below = [tokens[child] for child in scene.parse.children[cue.verb]]
    if verb.dep == "xcomp" and verb.tag == "VB":
        return False
    if {"nor", "neither"} & {token.text.lower() for token in tokens[max(0, cue.first - 2) : cue.verb]}:
        return False
    return not any(
        token.dep == "neg" or token.tag == "MD" or (token.dep == "mark" and token.text.lower() in {"if", "unless"})
        for token in below
    )


def _is_own(scene: Scene, child: int, below: list[int]) -> bool:
    """Whether a later clause is the reporter's own: it is itself a cue, or it is set off and holds a quotation."""
    that = any(scene.parse.tokens[grand].text.lower() == "that" for grand in scene.parse.children[child])
    if any(cue.verb == child for cue in scene.cues) and not that:
        return True
    set_off = scene.parse.tokens[child].dep == "conj" or scene.parse.tokens[below[0] - 1].text == ","
    return set_off and any(scene.inside[i] >= 0 for i in range(below[0], below[-1] + 1))


def _cut(scene: Scene, head: int, span: list[int]) -> list[int]:
    """The clause without what follows it, `…, saying “…”`, `… and called it “…”`."""
    for child in reversed(scene.parse.children[head]):
        token, below = scene.parse.tokens[child], scene.parse.subtree(child)
        if token.dep == "punct":
            continue
        if child < head or token.dep not in _LATER or not _is_own(scene, child, below):
            break
        span = [i for i in span if i < below[0]]
    return span


def _trimmed(scene: Scene, span: list[int]) -> list[int]:
    """Without the conjunction and the punctuation around it; a bracket that opens in it is closed."""
    tokens = scene.parse.tokens
    while span and (tokens[span[0]].pos == "PUNCT" or tokens[span[0]].text.lower() in _JOINS):
        span = span[1:]
    while span and tokens[span[-1]].pos in {"PUNCT", "CCONJ", "SCONJ"}:
        span = span[:-1]
    if span and _is_open(scene, span) and tokens[min(span[-1] + 1, len(tokens) - 1)].text in {")", "]"}:
        span = [*span, span[-1] + 1]
    return span


def _is_cut(scene: Scene, first: int, last: int, text: str) -> bool:
    """Whether a clause is half of a quotation: a mark stands beside it, or one that opens in it does not close."""
    start, end = scene.parse.tokens[first].start, scene.parse.tokens[last].end
    begin, stop = scene.parse.tokens[0].start, scene.parse.tokens[-1].end
    before, behind = text[max(begin, start - 2) : start].rstrip(), text[end : min(stop, end + 4)]
    words = text[start:end]
    opened, closed = len(_OPENS.findall(words)), len(_CLOSES.findall(words))
    return before[-1:] in _MARKS or _FOLLOWED.match(behind) is not None or opened > closed


def _is_open(scene: Scene, span: list[int]) -> bool:
    """Whether a bracket that opens in the span has not closed."""
    words = [token.text for token in scene.parse.tokens[span[0] : span[-1] + 1]]
    return words.count("(") > words.count(")") or words.count("[") > words.count("]")


def _clause(scene: Scene, cue: Cue) -> tuple[int, int] | None:
    """First and last token of the clause that depends on the cue's verb, inside the verb's sentence."""
    tokens = scene.parse.tokens
    begin, end = scene.sentence_of(cue.verb, cue.verb)
    for child in scene.parse.children[cue.verb]:
        if tokens[child].dep != "ccomp":
            continue
        span = [i for i in scene.parse.subtree(child) if tokens[i].pos != "SPACE"]
        that = next((n for n, i in enumerate(span) if tokens[i].text == "that" and tokens[i].head == child), 0)
        span = _trimmed(scene, _cut(scene, child, span[that:]))  # `in an interview | taped Monday that he …`
        if len(span) < _FEWEST or span[0] < cue.verb < span[-1] or cue.head in span:
            continue
        if not begin <= span[0] <= span[-1] < end:
            continue
        if all(scene.inside[i] < 0 for i in range(span[0], span[-1] + 1)):
            return span[0], span[-1]
    return None


def _aside(scene: Scene, cue: Cue) -> tuple[int, int] | None:
    """First and last token of `according to Diaz`, or of `as Diaz said on Friday`."""
    verb, tokens = scene.parse.tokens[cue.verb], scene.parse.tokens
    phrase = scene.parse.subtree(cue.verb)
    if verb.text.lower() == "according":
        return phrase[0], phrase[-1]
    deps = {tokens[child].dep for child in scene.parse.children[cue.verb]}
    if tokens[phrase[0]].text.lower() != "as" or verb.dep != "advcl" or _GOVERNED & deps or "nsubj" not in deps:
        return None
    _, end = scene.sentence_of(cue.verb, cue.verb)
    comma = next((i for i in range(phrase[-1], end) if tokens[i].text == ","), end)
    return phrase[0], comma - 1


def _around(scene: Scene, cue: Cue, aside: tuple[int, int]) -> tuple[int, int] | None:
    """The rest of the sentence that an aside opens or closes."""
    tokens = scene.parse.tokens
    begin, end = scene.sentence_of(cue.verb, cue.last)
    opens = aside[0] == begin
    if not opens and tokens[cue.verb].text.lower() != "according" and tokens[aside[0] - 1].text != ",":
        return None  # `as much as Diaz said`
    if not opens and any(tokens[i].pos != "PUNCT" for i in range(aside[1] + 1, end)):
        return None
    rest = range(aside[1] + 1, end) if opens else range(begin, aside[0])
    span = _trimmed(scene, [i for i in rest if tokens[i].pos != "SPACE"])
    if len(span) <= _FEWEST or any(scene.inside[i] >= 0 for i in span):
        return None
    return span[0], span[-1]


def reported(scene: Scene, text: str) -> Iterator[Reported]:
    """The reported clauses of a block without quotation marks in them, in order of their cues."""
    tokens = scene.parse.tokens
    for cue in scene.cues:
        if not cue.core or tokens[cue.head].pos not in _NOMINAL or not _was_said(scene, cue):
            continue
        aside = _aside(scene, cue)
        span = _around(scene, cue, aside) if aside else _clause(scene, cue)
        if span and not _is_cut(scene, *span, text):
            yield Reported(tokens[span[0]].start, tokens[span[1]].end, cue)
