"""What shows that words name a person: a title, a description, an act of speech, or the words themselves."""

import re
from collections.abc import Container, Sequence

from digest.reading.extents import FATHERS
from digest.reading.lexicon import lexicon
from digest.reading.parse import Parse, Token
from digest.reading.roles import noun_of_apposition
from digest.reading.titles import ends_in_title
from digest.reading.verbs import is_loose, is_reporting
from digest.reading.words import PEOPLE_NOUNS, ROLES

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_BODIES = lexicon("groups") | lexicon("bodies")
_KINDS_OF_BODY = lexicon("kinds_of_body")
_FIRST_NAMES = lexicon("first_names_male") | lexicon("first_names_female")
_PERSONS = PEOPLE_NOUNS | ROLES | lexicon("honorifics_male") | lexicon("honorifics_female")
_NAME_ENDING = re.compile(r"(?:d[óo]ttir|shvili|[oe]vich|[oe]v[ií]ć|[oe]vna)$")  # son or daughter of


def can_name(words: Sequence[Token]) -> bool:
    """Whether no word of a name is one that bodies and places have in theirs."""
    return not any(word.text.lower().strip(".") in _BODIES for word in words)


def is_called_a_body(parse: Parse, first: int, last: int) -> bool:
    """`a law firm, Cohen Milstein`, `Sputnik, a state site`: what the noun in apposition says.

    `Ida Holm, chairwoman of the Norwick Trust, a charity` is none: the body is what she belongs to.
    """
    if described(parse, last):
        return False
    joined = [parse.tokens[child] for place in range(first, last + 1) for child in parse.children[place]]
    nouns = [token for token in joined if token.dep == "appos" and token.i > last]
    if parse.tokens[last].dep == "appos" and parse.tokens[last].head < first:
        nouns.append(noun_of_apposition(parse, parse.tokens[parse.tokens[last].head]))
    return any(noun.pos == "NOUN" and noun.tag == "NN" and noun.lemma.lower() in _KINDS_OF_BODY for noun in nouns)


def titled(parse: Parse, first: int) -> bool:
    """Whether a title stands right before a token, with a capital."""
    return first > 0 and ends_in_title(parse, first) and not parse.tokens[first - 1].text[:1].islower()


def described(parse: Parse, last: int) -> bool:
    """Whether an age, a clause with `who` or the noun of a person stands behind a comma behind the name."""
    behind = parse.tokens[last + 1 : last + 4]
    if len(behind) < 3 or behind[0].text != ",":
        return False
    aged = behind[1].text.isdigit() and len(behind[1].text) == 2 and behind[2].text in {",", "."}
    return behind[1].text.lower() == "who" or aged or _is_apposed(parse, last)


def _is_apposed(parse: Parse, last: int) -> bool:
    """`Diaz, a farmer`: the noun of a person in apposition."""
    below = [parse.tokens[child] for child in parse.children[last] if parse.tokens[child].dep == "appos"]
    return any(word.pos == "NOUN" and word.lemma.lower() in _PERSONS for word in below)


def apposes(parse: Parse, words: Sequence[Token]) -> bool:
    """`her husband in Norwick, Andrea Conti`, `the economist Andrea Conti`: in apposition to the noun of a person."""
    head = parse.tokens[words[-1].head]
    comma = words[0].i > 0 and parse.tokens[words[0].i - 1].text == ","
    given = words[0].text.lower() in _FIRST_NAMES
    beside = head.i < words[0].i - 1 if comma else given and head.i == words[0].i - 1
    noun = words[-1].dep == "appos" and head.pos == "NOUN" and beside
    return noun and head.lemma.lower() in _PERSONS and 2 <= len(words) <= 5


def speaks(parse: Parse, head: Token) -> bool:
    """Whether a token is the subject of a verb that can report speech."""
    return head.dep in SUBJECTS and (is_reporting(parse.tokens[head.head]) or is_loose(parse.tokens[head.head]))


def shown_by_syntax(parse: Parse, words: Sequence[Token]) -> bool:
    """A title before the name, or a reporting verb whose subject it is, with a description behind the name."""
    head = words[-1]
    if len(words) == 1:
        return described(parse, head.i) and speaks(parse, head)
    behind = [token.text.lower() for token in parse.tokens[head.i + 1 : head.i + 4]]
    phrase = len(behind) == 3 and behind[0] == "," and behind[1] in {"of", "a", "an"}
    alone = speaks(parse, head) and not any(word.label for word in words)
    return len(words) <= 5 and (phrase or described(parse, head.i) or (alone and can_name(words)))


def shown_by_itself(parse: Parse, words: Sequence[Token], echoes: Container[str]) -> bool:
    """A speaker that is called something else has a given name, initials or a father's name, or is echoed by a part."""
    first = words[0].text
    if any(" ".join(word.text for word in words[place:]) in echoes for place in range(1, len(words))):
        return len(words) <= 4 and speaks(parse, words[-1])
    initials = bool(re.fullmatch(r"[A-Z]{2}|(?:[A-Z]\.)+", first))
    own = (
        initials
        or _NAME_ENDING.search(words[-1].text.lower())
        or first.lower() in _FIRST_NAMES
        or any(word.text.lower() in FATHERS for word in words)
    )
    return 2 <= len(words) <= 5 and bool(own) and speaks(parse, words[-1])
