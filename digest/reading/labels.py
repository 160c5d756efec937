"""Who speaks by a colon alone: a name before it, or the clause that it ends."""

from digest.reading.cues import Cue, can_speak
from digest.reading.parse import Token
from digest.reading.places import Place
from digest.reading.subjects import phrase, subject_of
from digest.reading.words import UTTERANCES

NAMING = frozenset({"PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM"})
_NOTES = frozenset(
    {"UPDATE", "UPDATED", "BREAKING", "WATCH", "LIVE", "VIDEO", "EXCLUSIVE", "OPINION", "ANALYSIS", "NEW"}
)
_LONGEST = 20  # words of a name and its description
DASHES = frozenset({"-", "--", "–", "—", "―", "⁃"})


def dashes(place: Place) -> list[int]:
    """The dashes before the stretch that stand apart from the word before them."""
    tokens = place.tokens
    return [
        i
        for i in range(place.begin + 1, place.first)
        if tokens[i].text in DASHES and tokens[i - 1].end < tokens[i].start
    ]


def label(place: Place) -> Cue | None:
    """`Diaz: “…`, `Fewer boats at sea - Ana Diaz: “…`, `From the report: “…`: a name and a colon."""
    words, tokens = place.before, place.tokens
    apart = dashes(place)
    name = [i for i in words if i > apart[-1]] if apart else words
    if len(name) > 1 and tokens[name[-1]].text in {"read", "reads"}:  # `Her tweet read: “…`, taken for a noun
        name = name[:-1]
    if len(name) == 1 and len(tokens[name[0]].text) == 1:  # `A: “…` answers `Q: …`
        return None
    if name and all(_is_dateline(tokens[i]) for i in name):
        return None
    if name and len(name) <= 6 and all(tokens[i].pos in NAMING for i in name) and (not apart or _is_name(place, name)):
        return _uttered(place, name[-1], name[-1]) or Cue(name[-1], name[-1], name[0], name[-1], -1, core=False)
    if words and not apart and (described := _described(place, words)) is not None:
        return described
    if words and tokens[words[0]].text == "From" and len(words) <= 8:
        noun = next((c for c in place.scene.parse.children[words[0]] if tokens[c].dep == "pobj"), None)
        if noun is not None:
            return Cue(words[0], noun, *phrase(place.scene.parse, noun), -1, core=False)
    return None


def _described(place: Place, words: list[int]) -> Cue | None:
    """`Ana Diaz, the owner of two mills: “…`: a name and what it is, without a verb."""
    tokens = place.tokens
    last = next((i for i in words if tokens[i + 1].text == ","), -1)
    name = [i for i in words if i <= last]
    named = name and all(tokens[i].label == "PERSON" for i in name)
    plain = len(words) <= _LONGEST and all(tokens[i].pos not in {"VERB", "AUX"} for i in words)
    return Cue(last, last, name[0], last, -1, core=False) if named and plain else None


def _is_dateline(token: Token) -> bool:
    """`NORWICK: “…`, `UPDATE: “…`: capitals throughout that name a place, or a note to the reader."""
    return token.text.isupper() and (token.label in {"GPE", "LOC", "FAC", "DATE"} or token.text in _NOTES)


def _is_name(place: Place, words: list[int]) -> bool:
    return all(place.tokens[i].pos == "PROPN" and not place.tokens[i].text.isupper() for i in words)


def _uttered(place: Place, noun: int, verb: int) -> Cue | None:
    """`Her answer: “…`, `Diaz’s message was: “…`: whose words they are."""
    if place.tokens[noun].lemma.lower() not in UTTERANCES:
        return None
    parse = place.scene.parse
    owner = next((child for child in parse.children[noun] if parse.tokens[child].dep == "poss"), None)
    return None if owner is None else Cue(verb, owner, *phrase(parse, owner), -1, core=False)


def colon(place: Place) -> Cue | None:
    """`Diaz took to the radio: “…`: the subject of the clause that a colon ends."""
    words, tokens = place.before, place.tokens
    if not words or place.mark_before != ":":
        return None
    labelled = label(place)
    if labelled:
        return labelled
    verbs = [i for i in words if tokens[i].pos in {"VERB", "AUX"} and tokens[i].dep in {"ROOT", "conj", "ccomp"}]
    for verb in sorted(verbs, key=lambda i: tokens[i].dep != "ROOT"):
        subject = subject_of(place.scene.parse, verb, place.scene.inside)
        if subject is None or place.scene.inside[subject[0]] >= 0:
            continue
        uttered = _uttered(place, subject[0], verb)
        if uttered or can_speak(tokens[subject[0]]):
            return uttered or Cue(verb, subject[0], *phrase(place.scene.parse, subject[0]), -1, core=False)
    return None
