"""What is said of the thing counted: the deed, by the parse and by families of words."""

from digest.nouns import Measure
from digest.numerals import POWERS
from digest.reading.parse import Parse, Token
from digest.reading.quantities.casualties import casualty, takes_lives
from digest.reading.quantities.changes import changed
from digest.reading.quantities.families import (
    BEING,
    CASUALTIES,
    INCLUDING,
    OF_NOUN,
    OF_OBJECT,
    OF_STATE,
    OF_SUBJECT,
    closed,
)
from digest.reading.quantities.frame import STATE_VERBS, Deed, Frame, verb_lemma
from digest.reading.quantities.numbers import Number
from digest.reading.quantities.phrases import Counted, lemmas_of
from digest.reading.quantities.set_phrases import set_phrase

_PERSON = ("person",)
_BEFALLING = frozenset({"hurt", "injure", "wound"})  # in headlines' grammar also without "were"
_FAR_UNITS = frozenset({"km", "m", "mile", "yard", "nautical mile"})
_LYING = closed("be lie stand sink go capsize crash come land strike hit occur happen explode blow fall centre center")
_DIRECTIONS = closed(
    "north south east west northeast northwest southeast southwest north-east north-west south-east "
    "south-west inland offshore away"
)
_SIZED = closed("population membership workforce staff audience attendance circulation capacity turnout crew garrison")

_DECIDING = closed("pass win lose fail rule approve vote reject carry end")
_NO_SIZE = closed("end course period series matter span approval start beginning middle use lot rest sum amount range")


def deed_of(parse: Parse, number: Number, counted: Counted) -> Deed:
    """The deed of a counted thing; its lemma is "" where the parse shows none."""
    frame = Frame(parse, number, counted)
    return casualty(frame) or set_phrase(frame) or _distance(frame) or changed(frame) or _governed(frame)


def _distance(frame: Frame) -> Deed | None:
    """`20 km from the port`, `20 miles north of the town`: where something lies, whatever it does there."""
    number = frame.number
    verb = frame.governor()
    if number.measure is not Measure.SIZE or number.unit not in _FAR_UNITS or verb is None:
        return None
    if verb.lemma.lower() not in _LYING:
        return None
    behind = [token.text.lower() for token in frame.parse.tokens if token.start >= number.end][:3]
    if behind[:1] in (["from"], ["off"]) or (behind[:1] and behind[0] in _DIRECTIONS and "of" in behind[1:]):
        return Deed("lie", verb.i, _subject_noun(frame, verb))
    return None


def _governed(frame: Frame) -> Deed:
    """The deed by the verb above."""
    part = _listed(frame)
    by_clause = _clause_of_noun(frame)
    if by_clause:
        return by_clause._replace(part=part or by_clause.part)
    verb, counted = frame.governor(), frame.counted.lemmas
    if frame.counted.attributive and frame.number.measure is not Measure.RANK:
        return _attribute(frame)
    noun = frame.noun_before_of()
    lemma = frame.parse.tokens[noun].lemma.lower() if noun >= 0 else ""
    if lemma in _SIZED or (verb is None and frame.number.unit and lemma and lemma not in _NO_SIZE and not counted):
        return Deed("be", noun, lemmas_of(frame.parse, noun))
    if verb is None:
        return Deed(_noun_deed(frame), -1, counted or _people(frame, _noun_deed(frame)), part=part)
    among = _among(frame, verb)
    if among:
        return among
    deed = _of_verb(frame, verb)
    if not deed.counted:
        deed = deed._replace(counted=_people(frame, deed.lemma) or _elided(frame, verb))
    return deed._replace(part=part)


def _among(frame: Frame, verb: Token) -> Deed | None:
    """`among the dead were 12 children`."""
    for child in frame.parse.children[verb.i] if verb.lemma.lower() == "be" else ():
        for grand in frame.parse.children[child] if frame.parse.tokens[child].text.lower() == "among" else ():
            word = frame.parse.tokens[grand]
            family = OF_STATE.get(word.text.lower()) or OF_NOUN.get(word.lemma.lower())
            if family:
                return Deed(family, verb.i, frame.counted.lemmas or _PERSON, part=True)
    return None


def _people(frame: Frame, family: str) -> tuple[str, ...]:
    noun = frame.noun_before_of()
    if noun >= 0 and frame.parse.tokens[noun].lemma.lower() == "crowd":
        return _PERSON
    return _PERSON if family in CASUALTIES and frame.number.measure is Measure.COUNT else ()


def _elided(frame: Frame, verb: Token) -> tuple[str, ...]:
    """`arrested 40 people in Norwick and five in Ostby`: the number behind "and" counts what the first did."""
    token = frame.parse.tokens[frame.counted.anchor]
    if token.dep != "conj" or frame.number.measure is not Measure.COUNT or token.head != verb.i:
        return ()
    objects = [c for c in frame.parse.children[verb.i] if frame.parse.tokens[c].dep in {"dobj", "nsubjpass"}]
    return lemmas_of(frame.parse, objects[0]) if len(objects) == 1 and objects[0] < token.i else ()


def _listed(frame: Frame) -> bool:
    """`40 people, including 12 children`."""
    above = [frame.parse.tokens[frame.counted.top], *frame.parse.above(frame.counted.top)][:4]
    return any(token.lemma.lower() in INCLUDING or token.text.lower() in INCLUDING for token in above)


def _noun_deed(frame: Frame) -> str:
    """`the killing of 12 people`, `a meeting of 12 ministers`."""
    token = frame.parse.tokens[frame.counted.top]
    preposition = frame.parse.tokens[token.head]
    if token.dep != "pobj" or preposition.dep != "prep":
        return ""
    if takes_lives(frame, preposition.head):
        return "kill"
    noun = frame.parse.tokens[preposition.head]
    lemma = noun.lemma.lower()
    if noun.pos != "NOUN" or lemma.rstrip("s") in POWERS or noun.label in {"CARDINAL", "PERCENT", "MONEY"}:
        return ""
    return OF_NOUN.get(lemma, f"{lemma} {preposition.text.lower()}") if preposition.text.lower() == "of" else ""


def _attribute(frame: Frame) -> Deed:
    noun = frame.parse.tokens[frame.counted.noun]
    jail = frame.number.measure is Measure.DURATION and noun.lemma.lower() in {"sentence", "term", "prison"}
    return Deed("jail" if jail else "be", noun.i, frame.counted.lemmas)


def _clause_of_noun(frame: Frame) -> Deed | None:
    """`12 people killed in the blast`, `12 people who died`."""
    noun = frame.counted.noun
    for child in frame.parse.children[noun] if noun >= 0 else ():
        token = frame.parse.tokens[child]
        if child < noun or token.dep not in {"acl", "relcl"}:
            continue
        below = {frame.parse.tokens[c].dep for c in frame.parse.children[child]}
        done = token.tag == "VBN" and "dobj" not in below and "nsubj" not in below
        family = OF_OBJECT.get(verb_lemma(frame.parse, token)) if done or "nsubjpass" in below else None
        family = family or (OF_SUBJECT.get(token.lemma.lower()) if "dobj" not in below else None)
        if family in CASUALTIES and frame.number.measure is Measure.COUNT:
            return Deed(family or "", child, frame.counted.lemmas, part=frame.does_else(noun))
    return None


def _of_verb(frame: Frame, verb: Token) -> Deed:  # noqa: PLR0911 - one a side of the verb
    below = {frame.parse.tokens[c].dep: c for c in frame.parse.children[verb.i]}
    subject = frame.side(verb) in {"nsubj", "csubj"}
    lemma = verb_lemma(frame.parse, verb)
    if subject or frame.side(verb) == "nsubjpass":
        lower = _predicate(frame, verb)
        if lower is not None:
            return lower
    if subject and "dobj" in below:
        return Deed(lemma, verb.i, frame.counted.lemmas, doer=True)
    if subject and lemma == "miss" and verb.tag == "VBG":
        return Deed("go missing", verb.i, frame.counted.lemmas)
    if subject:
        hurt = OF_OBJECT.get(lemma) if lemma in _BEFALLING and frame.number.measure is Measure.COUNT else None
        return Deed(hurt or OF_SUBJECT.get(lemma, lemma), verb.i, frame.counted.lemmas)
    if frame.side(verb) == "agent":
        return Deed(lemma, verb.i, frame.counted.lemmas, doer=True)
    if frame.number.measure is Measure.RESULT:
        return Deed(lemma, verb.i, _subject_noun(frame, verb) if lemma in _DECIDING else ())
    if frame.number.measure not in {Measure.COUNT, Measure.RANK} and _is_value(frame, lemma):
        return _value(frame, verb)
    return _object(frame, verb, lemma)


def _subject_noun(frame: Frame, verb: Token) -> tuple[str, ...]:
    subject = frame.subject(verb)
    return frame.thing(subject) if subject >= 0 and frame.parse.tokens[subject].pos == "NOUN" else ()


def _is_value(frame: Frame, lemma: str) -> bool:
    return lemma in BEING and _side_dep(frame) != "nsubj"


def _side_dep(frame: Frame) -> str:
    return frame.parse.tokens[frame.counted.top].dep


def _object(frame: Frame, verb: Token, lemma: str) -> Deed:
    side = frame.side(verb)
    if frame.number.measure is Measure.SUM and side == "dobj" and not frame.counted.lemmas:
        return Deed(lemma, verb.i, _spent_on(frame, verb))
    if frame.number.measure is Measure.SIZE and not frame.counted.lemmas:
        return Deed(lemma, verb.i, _subject_noun(frame, verb))
    if side in {"dobj", "nsubjpass", "attr", "npadvmod", "oprd", "dative", "ccomp", "conj"}:
        return Deed(OF_OBJECT.get(lemma, lemma), verb.i, frame.counted.lemmas)
    if side == "prep":
        link = next((t.text.lower() for t in frame.climb(verb) if t.dep == "prep"), "")
        family = OF_OBJECT.get(lemma, "")
        jailed = family == "jail" and frame.number.measure is Measure.DURATION
        return Deed("jail" if jailed else f"{lemma} {link}", verb.i, frame.counted.lemmas)
    return Deed("", verb.i, frame.counted.lemmas)


def _spent_on(frame: Frame, verb: Token) -> tuple[str, ...]:
    """`spend $5m on roads`: what the money is for."""
    for parent in (verb.i, frame.counted.top):
        for noun in frame.below(parent, {"on", "for"}):
            if frame.parse.tokens[noun].label not in {"DATE", "TIME", "PERCENT"}:
                return lemmas_of(frame.parse, noun)
    return ()


def _value(frame: Frame, verb: Token) -> Deed:
    """`the deal is worth $5m`, `the blaze lasted three days`: the subject has the value."""
    subject = frame.subject(verb)
    counted = frame.thing(subject) if subject >= 0 else frame.counted.lemmas
    return Deed(
        "be",
        verb.i,
        frame.counted.lemmas if frame.number.measure is Measure.SHARE and frame.counted.lemmas else counted,
    )


def _predicate(frame: Frame, verb: Token) -> Deed | None:
    """`12 people are missing`, `were feared dead`, `are expected to die`, `were found alive`."""
    for child in frame.parse.children[verb.i]:
        token = frame.parse.tokens[child]
        if child < verb.i or token.dep not in {"acomp", "oprd", "xcomp", "attr", "advcl", "ccomp"}:
            continue
        word = token.text.lower()
        if word in OF_STATE and verb.lemma.lower() in STATE_VERBS | {"believe", "confirm", "say", "presume"}:
            return Deed(OF_STATE[word], child, frame.counted.lemmas or _PERSON)
        lemma = verb_lemma(frame.parse, token)
        if token.dep == "xcomp" and token.pos == "VERB" and lemma not in BEING:
            passive = any(frame.parse.tokens[c].dep == "auxpass" for c in frame.parse.children[child])
            family = (OF_OBJECT if passive else OF_SUBJECT).get(lemma, lemma)
            doer = not passive and any(frame.parse.tokens[c].dep == "dobj" for c in frame.parse.children[child])
            return Deed(family, child, frame.counted.lemmas, doer=doer)
        if verb.lemma.lower() in BEING and token.dep in {"acomp", "attr"} and token.pos != "PROPN":
            return Deed(f"be {token.lemma.lower()}", child, frame.counted.lemmas)
    return None
