"""Which cue a quoted stretch belongs to: by punctuation and nearness first, then by syntax."""

from typing import NamedTuple

from digest.reading.cues import Cue, phrase, subject_of
from digest.reading.scenes import Scene

_FAR = 12  # words between a quotation that opens its sentence and a cue without a comma before it


class Link(NamedTuple):
    """The cue of a stretch, or None, and the rule that found it."""

    cue: Cue | None
    rule: str


def _begins(cue: Cue) -> int:
    return min(cue.verb, cue.first)


def _close_behind(scene: Scene, last: int, end: int) -> Cue | None:
    """A cue whose clause opens right behind the stretch: `…,” she said`, `…,” said Diaz`."""
    tokens = scene.parse.tokens
    words = scene.words(last + 1, end)
    for cue in scene.between(last + 1, end):
        skipped = [i for i in words if i < _begins(cue)]
        if all(tokens[i].pos in {"ADV", "DET", "ADJ"} or tokens[i].text.lower() in {"as", "the"} for i in skipped) and len(skipped) <= 3:
            return cue
        return None
    return None


def _far_behind(scene: Scene, last: int, end: int) -> Cue | None:
    """`“…” but to go on, says Diaz`: the first cue behind, when a comma sets it off or it is not far."""
    words = scene.words(last + 1, end)
    for cue in scene.between(last + 1, end):
        if not cue.core:
            continue
        before = scene.parse.tokens[_begins(cue) - 1]
        if before.text in {",", "—", "–", "-"} or sum(i < cue.verb for i in words) <= _FAR:
            return cue
    return None


def _introduced(scene: Scene, begin: int, first: int) -> Cue | None:
    """The cue that a quotation follows at once, or after a comma or colon: `said:`, `said on Friday, `, `said that`."""
    tokens = scene.parse.tokens
    words = scene.words(begin, first)
    cues = scene.between(begin, first)
    if not cues or not words:
        return None
    cue = cues[-1]
    tail = [i for i in words if i > cue.verb]
    if not tail or (len(tail) == 1 and tokens[tail[0]].text.lower() in {"that", "how", "as", "it", "him", "her", "them"}):
        return cue
    if cue.verb < cue.head and max(tail) <= cue.last:
        return cue  # inverted: `said Diaz: “`
    if tokens[first - 1].text in {",", ":", ";", "—", "–", "-"} and cue.core:
        return cue
    return None


def _governors(scene: Scene, first: int, last: int, begin: int, end: int) -> list[Cue]:
    """The cues above the stretch's own words in the tree, nearest first."""
    by_verb = {cue.verb: cue for cue in scene.between(begin, end)}
    tokens = scene.parse.tokens
    tops = [t.i for t in tokens[first : last + 1] if not first <= t.head <= last and t.pos != "PUNCT"]
    for top in tops[:3]:
        found = [by_verb[above.i] for above in scene.parse.above(top) if above.i in by_verb]
        if found:
            return found
    return []


def _by_syntax(scene: Scene, first: int, last: int, begin: int, end: int) -> Cue | None:
    governors = _governors(scene, first, last, begin, end)
    return next((cue for cue in governors if cue.core), governors[-1] if governors else None)


def _colon(scene: Scene, begin: int, first: int) -> Cue | None:
    """`Diaz took to the radio: “…”`: the subject of the clause that a colon ends."""
    tokens = scene.parse.tokens
    words = scene.words(begin, first)
    if not words or tokens[first - 1].text != ":":
        return None
    verbs = [i for i in words if tokens[i].pos in {"VERB", "AUX"} and tokens[i].dep in {"ROOT", "conj", "ccomp", "advcl", "xcomp"}]
    for verb in verbs[:1]:
        subject = subject_of(scene.parse, verb, scene.inside)
        if subject and scene.inside[subject[0]] < 0:
            return Cue(verb, subject[0], *phrase(scene.parse, subject[0]), -1, core=False)
    return None


def link(scene: Scene, index: int, text: str) -> Link:
    """The cue of a stretch, from its own sentence."""
    first, last = scene.spans[index]
    if first < 0:
        return Link(None, "empty")
    begin, end = scene.sentence_of(first, last)
    stretch = scene.stretches[index]
    close = _close_behind(scene, last, end)
    if not scene.words(begin, first):
        if close:
            return Link(close, "close behind")
        far = _far_behind(scene, last, end)
        if far:
            return Link(far, "far behind")
        return Link(None, "rest" if scene.words(last + 1, end) else "alone")
    goes_on = text[stretch.end - 1] in ",?!—–-…" or text[stretch.end + 1 : stretch.end + 2] == ","
    if close and goes_on:
        return Link(close, "mixed close")
    return _link_inside(scene, first, last, begin, end)


def _link_inside(scene: Scene, first: int, last: int, begin: int, end: int) -> Link:
    """The cue of a stretch that does not open its sentence."""
    found = _introduced(scene, begin, first)
    if found:
        return Link(found, "introduced")
    found = _by_syntax(scene, first, last, begin, end)
    if found:
        return Link(found, "syntax")
    found = _far_behind(scene, last, end)
    if found:
        return Link(found, "mixed far")
    before = [cue for cue in scene.between(begin, first) if cue.core]
    if before:
        return Link(before[-1], "nearest")
    found = _colon(scene, begin, first)
    return Link(found, "colon" if found else "none")
