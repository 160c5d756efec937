"""Verbs that report speech, by lemma: a list of our own, extended by what PolNeAR's training half shows."""

from digest.reading.lexicon import lexicon
from digest.reading.parse import Token

# Verbs that claim an utterance wherever they stand with a subject.
CORE = lexicon("core")
# Verbs that report speech only where a quotation follows at once, or a clause depends on them.
LOOSE = lexicon("loose")
_FORMS = lexicon("forms")


def is_reporting(token: Token) -> bool:
    """Whether the token is a verb that reports speech wherever it stands."""
    return token.tag[:2] == "VB" and token.lemma.lower() in CORE


def is_loose(token: Token) -> bool:
    """Whether the token is a verb that reports speech in some places only."""
    return token.tag[:2] == "VB" and token.lemma.lower() in LOOSE


def looks_reporting(token: Token) -> bool:
    """Whether the word is a common reporting form, whatever the tagger made of it."""
    return token.text in _FORMS


def reads_as_cue(token: Token) -> bool:
    """Whether the word could be a reporting verb: where syntax has failed, behind a quotation."""
    if looks_reporting(token):
        return True
    word = token.text.lower()
    known = token.lemma.lower() in CORE or word in CORE or word.removesuffix("s") in CORE
    return known and token.pos in {"VERB", "NOUN", "AUX"} and token.text.islower()
