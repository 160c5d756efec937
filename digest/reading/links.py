"""Which cue a quoted stretch belongs to: by punctuation and nearness first, then by syntax."""

from typing import NamedTuple

from digest.reading.cues import Cue, phrase, subject_of
from digest.reading.scenes import Scene
from digest.reading.verbs import reads_as_cue

_NAMING = frozenset({"PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM"})
_DASHES = frozenset({"-", "--", "–", "—", "―", "⁃"})
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


def _surface(scene: Scene, last: int, end: int) -> Cue | None:
    """A clause behind the stretch that the parser misread: its first words are the source, or its verb."""
    tokens = scene.parse.tokens
    words = scene.words(last + 1, end)
    verb = next((i for i in words[:20] if reads_as_cue(tokens[i])), None)
    if verb is None:
        return None
    opening = words[words.index(verb) + 1 :] if verb == words[0] else words[: words.index(verb)]
    head = -1
    for place in opening:
        if tokens[place].pos not in _NAMING or (head >= 0 and place != head + 1):
            break
        head = place
    return Cue(verb, head, opening[0], head, -1, core=True) if head >= 0 else None


def _signature(scene: Scene, last: int) -> Cue | None:
    """`“…” — Ana Diaz, teacher`: a name behind a dash, and little more, to the end of the block."""
    tokens = [token for token in scene.parse.tokens[last + 1 :] if token.pos != "SPACE"]
    if not tokens or tokens[0].text not in _DASHES or len(tokens) > 20:
        return None
    name: list[int] = []
    for token in tokens[1:]:
        if token.text[:1].isupper() or (name and token.pos == "PROPN"):
            name.append(token.i)
        else:
            break
    if not 1 <= len(name) <= 5 or any(scene.inside[i] >= 0 for i in name):
        return None
    return Cue(tokens[0].i, name[-1], name[0], name[-1], -1, core=True)


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
    marked = tokens[first - 1].text in {",", ":", ";", "—", "–", "-"}
    tail = [i for i in tail if tokens[i].dep != "prt" and tokens[i].pos not in {"ADV", "PART"}]
    if not cue.core and not marked and (not tail or tokens[tail[-1]].text.lower() != "that"):
        return None
    if not tail or (len(tail) == 1 and tokens[tail[0]].text.lower() in {"that", "how", "as", "it", "him", "her", "them"}):
        return cue
    if cue.verb < cue.head and max(tail) <= cue.last:
        return cue  # inverted: `said Diaz: “`
    if marked and cue.core:
        return cue
    return None


def _touches(scene: Scene, cue: Cue, first: int) -> bool:
    """Whether nothing but names and particles stands between a cue's verb and the stretch."""
    return all(i <= max(cue.last, cue.verb) or scene.parse.tokens[i].pos in {"ADV", "ADP", "PART"} for i in scene.words(cue.verb + 1, first))


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
    if len(words) <= 6 and all(tokens[i].pos in _NAMING for i in words):  # `Diaz: “…`
        return Cue(words[-1], words[-1], words[0], words[-1], -1, core=False)
    if tokens[words[0]].text in {"From", "From:"} and len(words) <= 8:  # `From the report: “…`
        noun = next((c for c in scene.parse.children[words[0]] if tokens[c].dep == "pobj"), None)
        if noun is not None:
            return Cue(words[0], noun, *phrase(scene.parse, noun), -1, core=False)
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
    tokens = scene.parse.tokens
    close = _close_behind(scene, last, end)
    if all(tokens[i].pos in {"CCONJ", "INTJ"} for i in scene.words(begin, first)):
        if close:
            return Link(close, "close behind")
        signed = _signature(scene, last)
        if signed:
            return Link(signed, "signed")
        far = _far_behind(scene, last, end) or _surface(scene, last, end)
        if far:
            return Link(far, "far behind")
        return Link(None, "rest" if scene.words(last + 1, end) else "alone")
    goes_on = text[stretch.end - 1] in ",?!—–-…" or text[stretch.end + 1 : stretch.end + 2] == ","
    lead = _introduced(scene, begin, first) if text[stretch.start].isupper() and tokens[first - 1].text in {",", ":"} else None
    if lead and lead.core and not (close and goes_on and not _touches(scene, lead, first)):
        return Link(lead, "introduced")
    if close and goes_on and tokens[close.verb].tag != "VBG":
        return Link(close, "mixed close")
    return _link_inside(scene, first, last, begin, end)


def _link_inside(scene: Scene, first: int, last: int, begin: int, end: int) -> Link:
    """The cue of a stretch that does not open its sentence."""
    found = _introduced(scene, begin, first)
    if found:
        return Link(found, "introduced")
    found = _by_syntax(scene, first, last, begin, end)
    far = _far_behind(scene, last, end)
    if found and (found.core or not far):
        return Link(found, "syntax")
    if far:
        return Link(far, "mixed far")
    before = [cue for cue in scene.between(begin, first) if cue.core]
    if before:
        return Link(before[-1], "nearest")
    found = _colon(scene, begin, first)
    return Link(found, "colon" if found else "none")
