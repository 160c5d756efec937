"""Who speaks for a body that the parser takes for the speaker: `Ana Diaz of the consultancy Norwick Lines said`."""

from collections.abc import Sequence

from digest.reading.parse import Parse
from digest.reading.roles import is_person_noun
from digest.reading.verbs import is_reporting

_OF_A_BODY = frozenset({"of", "at", "on", "with", "from", "for", "to"})
_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
_OPENERS = frozenset({"PUNCT", "CCONJ", "SCONJ", "ADV", "SPACE"})


def member_of(parse: Parse, body: int, verb: int, inside: Sequence[int]) -> int:
    """`Ana Diaz of the consultancy Norwick Lines said`: the person, where the parser makes the body the subject.

    Likewise `an analyst at …`; in `an aide to Ana Diaz of …` the first of the two, with whom the phrase begins.
    """
    tokens = parse.tokens
    beside = all(token.pos in {"ADV", "AUX", "PART"} for token in tokens[body + 1 : verb])
    if tokens[body].pos != "PROPN" or tokens[body].label == "PERSON" or not beside:
        return body
    link = _left_of(parse, body, inside)
    while link > 0 and inside[link - 1] < 0 and tokens[link].text.lower() in _OF_A_BODY:
        person, link = tokens[link - 1], _left_of(parse, link - 1, inside)
        if link < 0 or inside[link] >= 0 or tokens[link].pos in _OPENERS or is_reporting(tokens[link]):
            named = person.label == "PERSON" and person.pos == "PROPN"
            return person.i if named or is_person_noun(person.pos, person.lemma) else body
    return body


def _left_of(parse: Parse, noun: int, inside: Sequence[int]) -> int:
    """The token before the nouns, names and adjectives that end with one, or -1."""
    place = noun - 1
    while place >= 0 and inside[place] < 0 and parse.tokens[place].pos in _PHRASE:
        place -= 1
    return place
