"""Cues: the words outside quotations that say that somebody said something, and who."""

from collections.abc import Sequence
from typing import NamedTuple

from digest.reading.members import member_of
from digest.reading.parse import Parse, Token
from digest.reading.subjects import FUNCTIONAL, LEFT, phrase, subject_of
from digest.reading.verbs import is_loose, is_reporting, looks_reporting
from digest.reading.words import DOCUMENTS, GROUPS, PEOPLE_NOUNS, PLACARDS, ROLES

_NOMINAL = frozenset({"PROPN", "NOUN", "PRON", "DET", "NUM", "ADJ", "INTJ", "X"})
_BEHIND = frozenset({"PROPN", "PRON", "DET", "NOUN", "INTJ"})  # `said Oh`
_SPEAKING = PEOPLE_NOUNS | ROLES | GROUPS | DOCUMENTS | PLACARDS
_MEASURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"})
_QUANTIFIERS = frozenset(
    {"many", "several", "few", "other", "others", "some", "most", "more", "all", "both", "another"}
)
_EMPTY = frozenset({"the", "a", "an", "why", "how", "when", "what", "and", "but"})


class Cue(NamedTuple):
    """A cue and its source; all are token indices, the last ones included."""

    verb: int
    head: int  # head of the phrase that names the source
    first: int
    last: int
    beside: int  # the relative pronoun that stands for the source beside the verb, or -1
    core: bool  # the verb reports speech wherever it stands


def can_speak(token: Token) -> bool:
    """Whether a source's head stands for people, a body, or a document; names and pronouns do, days never."""
    lemma = token.lemma.lower()
    if lemma == "old" and token.label in {"DATE", ""}:  # `the 43-year-old`
        return True
    if token.label in _MEASURES or (token.pos in {"ADJ", "ADV"} and token.text.islower() and lemma not in _QUANTIFIERS):
        return False
    if token.pos != "NOUN" or token.text[:1].isupper() or lemma in _SPEAKING:
        return True
    return lemma.endswith(("er", "or", "ist", "ian", "man", "woman", "ant", "ee", "crat", "ican"))


def _beside(parse: Parse, index: int, inside: Sequence[int]) -> int | None:
    """A verb without a subject in the parse: the nominal that stands right before or behind it."""
    tokens = parse.tokens
    before = index - 1
    while before >= 0 and tokens[before].pos in {"ADV", "AUX", "PART"} and inside[before] < 0:
        before -= 1
    if before >= 0 and inside[before] < 0 and (tokens[before].pos in _NOMINAL or tokens[before].text.istitle()):
        return before
    after = index + 1
    inverted = index == 0 or inside[index - 1] >= 0 or tokens[index - 1].text in {".", "?", "!", ":", "—"}
    if inverted and after < len(tokens) and inside[after] < 0 and tokens[after].pos in _BEHIND:
        while tokens[after].head > after and tokens[after].dep in LEFT and inside[tokens[after].head] < 0:
            after = tokens[after].head
        return after
    return None


def _agent(parse: Parse, verb: Token) -> int | None:
    """`as told by X`: the agent of a passive verb."""
    for child in parse.children[verb.i]:
        if parse.tokens[child].dep == "agent":
            for grand in parse.children[child]:
                if parse.tokens[grand].dep == "pobj":
                    return grand
    return None


def _is_passive(parse: Parse, verb: Token) -> bool:
    """A participle without `have`: it says what was said, not who says it."""
    below = {parse.tokens[child].dep for child in parse.children[verb.i]}
    if verb.tag == "VBD" and verb.text in {"Asked", "Told"} and verb.dep == "advcl":  # `Told that …, Diaz said`
        return "nsubj" not in below
    if verb.tag != "VBN":
        return "nsubjpass" in below or "auxpass" in below
    if {"auxpass", "nsubjpass", "agent"} & below:
        return True
    return not {"aux", "nsubj"} & below and verb.dep in {"acl", "advcl", "amod"}


def _is_empty(token: Token) -> bool:
    """A word that can head no source: an article, a conjunction, a question word; a misread name has a capital."""
    return token.text.lower() in _EMPTY or (token.pos in FUNCTIONAL and not token.text.istitle())


def _is_purpose(parse: Parse, verb: Token) -> bool:
    """`a gesture to highlight …`: an infinitive of purpose reports nothing."""
    to = any(parse.tokens[child].text.lower() == "to" for child in parse.children[verb.i] if child < verb.i)
    return verb.tag == "VB" and to and verb.dep in {"acl", "advcl", "relcl"}


def _opens_behind(parse: Parse, verb: int, head: int, inside: Sequence[int]) -> bool:
    """`…,” the passage said`: right behind a quotation whatever noun it is speaks; a day or a sum never does."""
    first = min(verb, phrase(parse, head)[0])
    token = parse.tokens[head]
    return first > 0 and inside[first - 1] >= 0 and token.pos == "NOUN" and token.label not in _MEASURES


def _verbal(parse: Parse, verb: Token, inside: Sequence[int], *, core: bool) -> Cue | None:
    beside = -1
    if _is_purpose(parse, verb):
        return None
    if _is_passive(parse, verb):
        head = _agent(parse, verb)
    else:
        subject = subject_of(parse, verb.i, inside) if verb.tag[:2] == "VB" else None
        head, beside = subject or (None, -1)
        if head is None:
            head = _beside(parse, verb.i, inside)
        if head is not None and head < verb.i:
            head = member_of(parse, head, verb.i, inside)
    if head is None or head == verb.i or inside[head] >= 0 or _is_empty(parse.tokens[head]):
        return None
    if not can_speak(parse.tokens[head]) and not (looks_reporting(verb) and _opens_behind(parse, verb.i, head, inside)):
        return None
    if beside >= 0 and parse.tokens[head].lemma.lower() in DOCUMENTS:
        return None
    return Cue(verb.i, head, *phrase(parse, head), beside, core)


def _according(parse: Parse, token: Token, inside: Sequence[int]) -> Cue | None:
    for child in parse.children[token.i]:
        for noun in (child, *parse.children[child]):
            if parse.tokens[noun].dep == "pobj" and inside[noun] < 0:
                return Cue(token.i, noun, *phrase(parse, noun), -1, core=True)
    return None


def _beside_quote(inside: Sequence[int], index: int) -> bool:
    """Whether a quotation ends or begins within a few tokens: there a word's form counts more than its tag."""
    return any(place >= 0 for place in inside[max(0, index - 5) : index + 4])


def _cue_at(parse: Parse, token: Token, inside: Sequence[int], before: Cue | None) -> Cue | None:
    if token.text.lower() == "according":
        return _according(parse, token, inside)
    core = is_reporting(token) or (looks_reporting(token) and _beside_quote(inside, token.i))
    if not core and not is_loose(token):
        return None
    cue = _verbal(parse, token, inside, core=core)
    if cue is None and core and _beside_quote(inside, token.i) and not _is_passive(parse, token):
        head = _topic(parse, token.i, inside)
        if head is not None:
            return Cue(token.i, head, *phrase(parse, head), -1, core)
        if before is not None and token.tag == "VBG":  # `Adding, “…”`, a sentence of its own
            return before._replace(verb=token.i)
    return cue


def _topic(parse: Parse, index: int, inside: Sequence[int]) -> int | None:
    """`Of her rival, Diaz, who lost, said, “…`: the last name before the verb that no clause between commas holds."""
    tokens = parse.tokens
    place, skipping = index - 1, index > 0 and tokens[index - 1].text == ","
    while place > 0 and inside[place] < 0 and tokens[place].dep != "ROOT":
        token = tokens[place]
        if (
            token.pos in {"PROPN", "PRON"}
            and token.tag not in {"WP", "WDT"}
            and can_speak(token)
            and tokens[place + 1].text == ","
            and skipping
        ):
            return place
        place -= 1
    return None


def find_cues(parse: Parse, inside: Sequence[int]) -> list[Cue]:
    """All cues of a block, by their verbs; `inside` gives each token's stretch, or -1."""
    found: list[Cue] = []
    for token in parse.tokens:
        if inside[token.i] < 0:
            cue = _cue_at(parse, token, inside, found[-1] if found else None)
            if cue is not None:
                found.append(cue)
    return found
