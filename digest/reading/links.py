"""Which cue a quoted stretch belongs to: by punctuation and nearness first, then by syntax."""

from typing import NamedTuple

from digest.reading.cues import Cue
from digest.reading.parse import Token
from digest.reading.relays import relayed
from digest.reading.scenes import Scene
from digest.reading.subjects import phrase, subject_of
from digest.reading.verbs import reads_as_cue
from digest.reading.words import MEDIA

_NAMING = frozenset({"PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM"})
_DASHES = frozenset({"-", "--", "–", "—", "―", "⁃"})
_INTRODUCING = frozenset({",", ":", ";", "—", "–", "-"})
_FAR = 12  # words between a quotation that opens its sentence and a cue without a comma before it


class Link(NamedTuple):
    """The cue of a stretch, or None, and the rule that found it."""

    cue: Cue | None
    rule: str


class _Place(NamedTuple):
    """A stretch inside its sentences: all are token indices, `last` included and `end` not."""

    scene: Scene
    text: str
    first: int
    last: int
    begin: int
    end: int

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.scene.parse.tokens

    @property
    def before(self) -> list[int]:
        return self.scene.words(self.begin, self.first)

    @property
    def behind(self) -> list[int]:
        return self.scene.words(self.last + 1, self.end)

    @property
    def mark_before(self) -> str:
        return self.tokens[self.first - 1].text if self.first else ""

    def cues_before(self) -> list[Cue]:
        return self.scene.between(self.begin, self.first)

    def cues_behind(self) -> list[Cue]:
        return self.scene.between(self.last + 1, self.end)


def _begins(cue: Cue) -> int:
    return min(cue.verb, cue.first)


def _close_behind(place: _Place) -> Cue | None:
    """A cue whose clause opens right behind the stretch: `…,” she said`, `…,” said Diaz`."""
    cue = next(iter(place.cues_behind()), None)
    if cue is None:
        return None
    skipped = [place.tokens[i] for i in place.behind if i < _begins(cue)]
    light = all(token.pos in {"ADV", "DET", "ADJ"} or token.text.lower() == "as" for token in skipped)
    return cue if light and len(skipped) <= 3 else None


def _surface(place: _Place) -> Cue | None:
    """A clause behind the stretch that the parser misread: its first words are the source, or its verb."""
    tokens, words = place.tokens, place.behind
    verb = next((i for i in words[:20] if reads_as_cue(tokens[i])), None)
    if verb is None:
        return None
    opening = words[1:] if verb == words[0] else words[: words.index(verb)]
    head = -1
    for index in opening:
        if tokens[index].pos not in _NAMING or (head >= 0 and index != head + 1):
            break
        head = index
    return Cue(verb, head, opening[0], head, -1, core=True) if head >= 0 else None


def _signature(place: _Place) -> Cue | None:
    """`“…” — Ana Diaz, teacher`: a name behind a dash, and little more, to the end of the block."""
    tokens = [token for token in place.tokens[place.last + 1 : place.last + 30] if token.pos != "SPACE"]
    if not tokens or tokens[0].text not in _DASHES or len(tokens) > 20:
        return None
    name: list[int] = []
    for token in tokens[1:]:
        if not token.text[:1].isupper() or place.scene.inside[token.i] >= 0:
            break
        name.append(token.i)
    return Cue(tokens[0].i, name[-1], name[0], name[-1], -1, core=True) if 1 <= len(name) <= 5 else None


def _far_behind(place: _Place) -> Cue | None:
    """`“…” but to go on, says Diaz`: the first cue behind, when a comma sets it off or it is not far."""
    words = place.behind
    for cue in place.cues_behind():
        set_off = place.tokens[_begins(cue) - 1].text in {",", "—", "–", "-"}
        if cue.core and (set_off or sum(i < cue.verb for i in words) <= _FAR):
            return cue
    return None


def _introduced(place: _Place) -> Cue | None:
    """The cue that a quotation follows at once, or after a comma or colon: `said:`, `said on Friday, `, `said that`."""
    cues, words, tokens = place.cues_before(), place.before, place.tokens
    if not cues or not words:
        return None
    cue = cues[-1]
    tail = [i for i in words if i > cue.verb and tokens[i].dep != "prt" and tokens[i].pos not in {"ADV", "PART"}]
    marked = place.mark_before in _INTRODUCING
    if not cue.core and not marked and (not tail or tokens[tail[-1]].text.lower() != "that"):
        return None
    if not tail or (
        len(tail) == 1 and tokens[tail[0]].text.lower() in {"that", "how", "as", "it", "him", "her", "them"}
    ):
        return cue
    inverted = cue.verb < cue.head and max(tail) <= cue.last  # `said Diaz: “…`
    return cue if inverted or (marked and cue.core) else None


def _touches(place: _Place, cue: Cue) -> bool:
    """Whether nothing but names and particles stands between a cue's verb and the stretch."""
    between = place.scene.words(cue.verb + 1, place.first)
    return all(i <= max(cue.last, cue.verb) or place.tokens[i].pos in {"ADV", "ADP", "PART"} for i in between)


def _governors(place: _Place) -> list[Cue]:
    """The cues above the stretch's own words in the tree, nearest first."""
    by_verb = {cue.verb: cue for cue in place.scene.between(place.begin, place.end)}
    within = place.tokens[place.first : place.last + 1]
    tops = [token.i for token in within if not place.first <= token.head <= place.last and token.pos != "PUNCT"]
    for top in tops[:3]:
        found = [by_verb[above.i] for above in place.scene.parse.above(top) if above.i in by_verb]
        if found:
            return found
    return []


def _is_medium(place: _Place, cue: Cue) -> bool:
    return any(token.label == "ORG" or token.lemma.lower() in MEDIA for token in place.tokens[cue.first : cue.last + 1])


def _by_syntax(place: _Place) -> Cue | None:
    """Of reports inside reports the outermost: the words between the marks are those of the one who is quoted."""
    governors = _governors(place)
    passed_on = next((cue for cue in governors if relayed(place.scene.parse, cue, place.text)), None)
    if passed_on:
        return passed_on
    core = [cue for cue in governors if cue.core]
    best = core[0] if core else governors[-1] if governors else None
    for outer in core[1:]:
        medium = _is_medium(place, outer)  # `the agency said that Diaz said “…`: Diaz speaks
        if best is not None and place.tokens[best.verb].dep == "ccomp" and not medium:
            best = outer
    return best


def _label(place: _Place) -> Cue | None:
    """`Diaz: “…`, `From the report: “…`: a name and a colon."""
    words, tokens = place.before, place.tokens
    if len(words) <= 6 and all(tokens[i].pos in _NAMING for i in words):
        return Cue(words[-1], words[-1], words[0], words[-1], -1, core=False)
    if tokens[words[0]].text == "From" and len(words) <= 8:
        noun = next((c for c in place.scene.parse.children[words[0]] if tokens[c].dep == "pobj"), None)
        if noun is not None:
            return Cue(words[0], noun, *phrase(place.scene.parse, noun), -1, core=False)
    return None


def _colon(place: _Place) -> Cue | None:
    """`Diaz took to the radio: “…”`: the subject of the clause that a colon ends."""
    words, tokens = place.before, place.tokens
    if not words or place.mark_before != ":":
        return None
    label = _label(place)
    verb = next(
        (i for i in words if tokens[i].pos in {"VERB", "AUX"} and tokens[i].dep in {"ROOT", "conj", "ccomp"}), None
    )
    if label or verb is None:
        return label
    subject = subject_of(place.scene.parse, verb, place.scene.inside)
    if subject is None or place.scene.inside[subject[0]] >= 0:
        return None
    return Cue(verb, subject[0], *phrase(place.scene.parse, subject[0]), -1, core=False)


def link(scene: Scene, index: int, text: str) -> Link:
    """The cue of a stretch, from its own sentence."""
    first, last = scene.spans[index]
    if first < 0:
        return Link(None, "empty")
    place = _Place(scene, text, first, last, *scene.sentence_of(first, last))
    if all(place.tokens[i].pos in {"CCONJ", "INTJ"} for i in place.before):
        return _link_opening(place)
    return _link_inside(place, scene.stretches[index].start, scene.stretches[index].end)


def _link_opening(place: _Place) -> Link:
    """The cue of a stretch that opens its sentence."""
    for rule, find in (
        ("close behind", _close_behind),
        ("signed", _signature),
        ("far behind", _far_behind),
        ("far behind", _surface),
    ):
        found = find(place)
        if found:
            return Link(found, rule)
    return Link(None, "rest" if place.behind else "alone")


def _link_inside(place: _Place, start: int, end: int) -> Link:
    """The cue of a stretch that does not open its sentence."""
    close = _close_behind(place)
    goes_on = place.text[end - 1] in ",?!—–-…" or place.text[end + 1 : end + 2] == ","
    close = close if goes_on and close and place.tokens[close.verb].tag != "VBG" else None
    lead = _introduced(place)
    spoken = place.text[start].isupper() and place.mark_before in {",", ":"}
    if lead and lead.core and spoken and not (close and not _touches(place, lead)):
        return Link(lead, "introduced")
    if close:
        return Link(close, "mixed close")
    if lead:
        return Link(lead, "introduced")
    return _link_loosely(place)


def _link_loosely(place: _Place) -> Link:
    """The cue of a stretch inside a sentence that no punctuation ties to a cue."""
    found, far = _by_syntax(place), _far_behind(place)
    if found and (found.core or not far):
        return Link(found, "syntax")
    if far:
        return Link(far, "mixed far")
    before = [cue for cue in place.cues_before() if cue.core]
    if before:
        return Link(before[-1], "nearest")
    found = _colon(place)
    return Link(found, "colon" if found else "none")
