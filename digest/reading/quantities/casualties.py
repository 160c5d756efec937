"""Casualties and their like: one deed in many forms."""

from collections.abc import Iterator

from digest.nouns import Measure
from digest.reading.parse import Token
from digest.reading.quantities.changes import turn
from digest.reading.quantities.families import LIVES_TAKEN, OF_NOUN, OF_STATE
from digest.reading.quantities.frame import SUBJECTS, VERBS, Deed, Frame
from digest.reading.quantities.phrases import lemmas_of

_PERSON = ("person",)


def casualty(frame: Frame) -> Deed | None:
    """`12 killed`, `12 dead`, `12 deaths`, `the death toll rose to 12`."""
    if frame.number.measure is not Measure.COUNT:
        return None
    return _noun(frame) or _state(frame) or _toll(frame)


def _toll(frame: Frame) -> Deed | None:
    for noun in _value_of(frame):
        lemma = frame.parse.tokens[noun].lemma.lower()
        words = set(lemmas_of(frame.parse, noun)) | {lemma}
        if lemma == "toll" and not {"injury", "injured"} & words and frame.counted.noun in {-1, noun}:
            change, direction = turn(frame)
            return Deed("kill", frame.verb(), _PERSON, change, direction, total=True)
        family = _family_of_number(frame, noun) if lemma in {"number", "total", "count", "tally"} else None
        if family and frame.counted.noun in {-1, noun}:
            change, direction = turn(frame)
            return Deed(family[0], frame.verb(), family[1], change, direction, total=True)
    return None


def _family_of_number(frame: Frame, noun: int) -> tuple[str, tuple[str, ...]] | None:
    """`the number of dead`, `the number of people killed`, `the number of missing children`."""
    for index in frame.parse.subtree(noun)[1:8]:
        token = frame.parse.tokens[index]
        family = OF_STATE.get(token.text.lower()) or OF_NOUN.get(token.lemma.lower())
        if family and index > noun:
            head = token.head if token.head > noun and frame.parse.tokens[token.head].pos == "NOUN" else -1
            return family, lemmas_of(frame.parse, head)[-1:] if head > 0 and token.dep == "amod" else _PERSON
    return None


def _value_of(frame: Frame) -> Iterator[int]:
    """The nouns that the number is the value of: the subject of its verb, the noun before `of`, `at` or `to`."""
    for above in frame.parse.above(frame.counted.anchor):
        if above.pos == "NOUN" and above.i < frame.counted.anchor:
            yield above.i
        if above.pos in VERBS:
            yield from (c for c in frame.parse.children[above.i] if frame.parse.tokens[c].dep in SUBJECTS)
            yield from (
                c
                for c in frame.parse.children[above.i]
                if frame.parse.tokens[c].dep == "dobj" and c < frame.counted.anchor
            )
            break


def _noun(frame: Frame) -> Deed | None:
    noun = frame.counted.noun
    if noun < 0:
        return None
    token = frame.parse.tokens[noun]
    family = OF_NOUN.get(token.lemma.lower())
    if family:
        return Deed(family, noun, _PERSON, *turn(frame))
    return Deed("kill", token.head, _PERSON) if takes_lives(frame, noun) else None


def takes_lives(frame: Frame, noun: int) -> bool:
    """`claimed 120 lives`, `took the lives of nine miners`."""
    token = frame.parse.tokens[noun]
    return token.lemma.lower() == "life" and frame.parse.tokens[token.head].lemma.lower() in LIVES_TAKEN


def _state(frame: Frame) -> Deed | None:
    """`12 dead`, `12 people missing`, `12 wounded soldiers`."""
    noun, tokens = frame.counted.noun, frame.parse.tokens
    last = max(token.i for token in tokens if token.start < frame.number.last)
    for child in frame.parse.children[noun] if noun >= 0 else ():
        token = tokens[child]
        family = OF_STATE.get(token.text.lower())
        if family and last < child and token.dep in {"amod", "acl", "advcl"} and not _active(frame, token):
            lemmas = tuple(word for word in frame.counted.lemmas if word not in {token.lemma.lower(), token.text})
            return Deed(family, child, lemmas, part=token.dep == "amod" and frame.does_else(noun))
    behind = (noun if noun > last and noun - last < 6 else last) + 1
    if noun >= 0 and tokens[noun].text.lower() in OF_STATE:
        return Deed(OF_STATE[tokens[noun].text.lower()], noun, _PERSON)
    while behind < len(tokens) and tokens[behind].text.lower() in {"more", "others", "were", "was", "are", "also"}:
        behind += 1
    if behind < len(tokens) and tokens[behind].text.lower() in OF_STATE and not _active(frame, tokens[behind]):
        family = OF_STATE[tokens[behind].text.lower()]
        return Deed(family, behind, frame.counted.lemmas or _PERSON)
    return None


def _active(frame: Frame, token: Token) -> bool:
    """`12 soldiers killed two men`: a past tense with an object of its own."""
    following = frame.parse.tokens[token.i + 1] if token.i + 1 < len(frame.parse.tokens) else token
    object_ = any(frame.parse.tokens[c].dep in {"dobj", "dative"} for c in frame.parse.children[token.i])
    passive = any(frame.parse.tokens[c].dep == "auxpass" for c in frame.parse.children[token.i])
    return not passive and token.pos == "VERB" and (object_ or following.dep in {"nummod", "det", "poss"})
