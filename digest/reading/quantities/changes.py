"""Changes of a level: by how much, to what, from what, and whether up or down."""

from digest.nouns import Change, Measure
from digest.reading.parse import Token
from digest.reading.quantities.families import BEING, DOWN, FALLS, RISES, TURNING, UP
from digest.reading.quantities.frame import CHANGES, SUBJECTS, Deed, Frame
from digest.reading.quantities.phrases import lemmas_of


def changed(frame: Frame) -> Deed | None:
    """`rose by 12`, `a 12% rise in exports`, `up 12%`."""
    if frame.number.measure is Measure.RESULT:
        return None
    return _noun_of_change(frame) or _verb_of_change(frame) or _adverb_of_change(frame)


def _noun_of_change(frame: Frame) -> Deed | None:
    noun = frame.counted.noun if frame.counted.noun >= 0 else frame.noun_before_of()
    lemma = frame.parse.tokens[noun].lemma.lower() if noun >= 0 else ""
    if lemma not in RISES | FALLS or frame.number.measure is Measure.RANK:
        return None
    thing = next((grand for grand in frame.below(noun, {"in", "of"})), -1)
    counted = lemmas_of(frame.parse, thing) if 0 <= thing != frame.counted.anchor else ()
    return Deed("be", noun, counted, Change.BY, "up" if lemma in RISES else "down")


def turn(frame: Frame) -> tuple[Change, str]:
    """How the number stands to the verb of change above it."""
    verb = frame.governor()
    if verb is None:
        return Change.LEVEL, ""
    lemma = verb.lemma.lower()
    if lemma not in UP | DOWN | TURNING:
        return Change.LEVEL, ""
    preposition = frame.preposition()
    direction = "up" if lemma in UP else "down" if lemma in DOWN else ""
    change = CHANGES.get(preposition, Change.LEVEL)
    if not preposition and frame.parse.tokens[frame.counted.top].dep in {"npadvmod", "dobj", "advmod", "attr", "obj"}:
        change = Change.BY if frame.number.unit else Change.LEVEL
    return (change, direction) if change is not Change.LEVEL else (Change.LEVEL, "")


def _verb_of_change(frame: Frame) -> Deed | None:
    change, direction = turn(frame)
    verb = frame.governor()
    if change is Change.LEVEL or verb is None or frame.number.measure in {Measure.RANK, Measure.AGE}:
        return None
    if not direction and change is not Change.TO:
        return None
    thing = _changing(frame, verb)
    own = frame.counted.lemmas if frame.number.measure is Measure.COUNT else ()
    counted = own or (frame.thing(thing) if thing >= 0 else ())
    return Deed("be", verb.i, counted, change, direction) if counted else None


def _changing(frame: Frame, verb: Token) -> int:
    below = [frame.parse.tokens[c] for c in frame.parse.children[verb.i]]
    objects = [t.i for t in below if t.dep == "dobj" and t.i not in {frame.counted.top, frame.counted.anchor}]
    subjects = [t.i for t in below if t.dep in SUBJECTS]
    if verb.dep in {"xcomp", "conj"} and not subjects:
        subjects = [c for c in frame.parse.children[verb.head] if frame.parse.tokens[c].dep in SUBJECTS]
    found = objects or subjects
    return found[0] if found and frame.parse.tokens[found[0]].pos in {"NOUN", "PROPN"} else -1


def _adverb_of_change(frame: Frame) -> Deed | None:
    """`up 12%`, `down by 12%`."""
    first = next(token.i for token in frame.parse.tokens if token.end > frame.number.first)
    near = [token.text.lower() for token in frame.parse.tokens[max(0, first - 2) : first]]
    word = next((word for word in reversed(near) if word in {"up", "down"}), "")
    if not word or not frame.number.unit or near[-1] not in {"up", "down", "by", "about", "some", "nearly", "over"}:
        return None
    verb = frame.governor()
    thing = _changing(frame, verb) if verb is not None and verb.lemma.lower() in BEING | {"close", "end"} else -1
    return Deed("be", thing, frame.thing(thing), Change.BY, word) if thing >= 0 else None
