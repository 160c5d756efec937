"""Whose words a noun reports: `Diaz's remark that it was “…`, `a report by the Harbinger that …`."""

from digest.reading.cues import Cue, can_speak
from digest.reading.parse import Parse, Token
from digest.reading.places import Place
from digest.reading.subjects import phrase
from digest.reading.verbs import is_reporting
from digest.reading.words import UTTERANCES

_CLAIMS = (UTTERANCES - {"line", "take", "text"}) | frozenset(
    {"accusation", "allegation", "announcement", "assertion", "charge", "complaint", "finding", "insistence", "report"}
    | {"rumor", "rumour", "suspicion", "view"}
)
_AGAINST = frozenset(  # whoever does this to a claim did not make it
    {"contradict", "deny", "dismiss", "dispute", "rebut", "refute", "reject", "spurn"}
)


def claim_around(place: Place) -> Token | None:
    """The noun in whose `that` clause a stretch stands, or None."""
    parse = place.scene.parse
    inner = min(place.first + 1, place.last)  # behind the mark, unless the parser took both for one word
    for token in (place.tokens[inner], *parse.above(inner)):
        noun = parse.tokens[token.head]
        that = any(parse.tokens[child].text.lower() == "that" for child in parse.children[token.i])
        if token.dep in {"acl", "ccomp"} and that and noun.pos == "NOUN" and noun.lemma.lower() in _CLAIMS:
            before = place.begin <= noun.i < place.first and place.scene.inside[noun.i] < 0
            return noun if before and not _is_time(parse, noun) else None
    return None


def _is_time(parse: Parse, noun: Token) -> bool:
    """`saying after Diaz's announcement that …`: the clause is what is said, and the noun tells when."""
    link = parse.tokens[noun.head]
    when = noun.dep == "pobj" and link.text.lower() in {"after", "before", "since", "following", "during"}
    return when and is_reporting(parse.tokens[link.head])


def claimant(place: Place, noun: Token) -> Cue | None:
    """Whose claim it is: its owner, or the one whom it is by."""
    parse = place.scene.parse
    below = [parse.tokens[child] for child in parse.children[noun.i]]
    by = (parse.tokens[child] for token in below if token.text == "by" for child in parse.children[token.i])
    owner = next((token for token in (*by, *below) if token.dep in {"pobj", "poss"}), None)
    if owner is None or not can_speak(owner) or place.scene.inside[owner.i] >= 0:
        return None
    return Cue(noun.i, owner.i, *phrase(parse, owner.i), -1, core=True)


def is_contradicted(place: Place, noun: Token) -> bool:
    """`Diaz denied a report that …`: whether the sentence only turns against a claim."""
    return place.tokens[noun.head].lemma.lower() in _AGAINST
