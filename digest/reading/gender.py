"""Whether the text speaks of a person as he or as she; a list of first names only where the text shows nothing."""

from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from digest.reading.lexicon import lexicon
from digest.reading.mentions import Name
from digest.reading.parse import Parse
from digest.reading.people import People
from digest.reading.titles import is_title
from digest.reading.words import PRONOUNS_HE, PRONOUNS_SHE

MALE, FEMALE = "m", "f"

_HONORIFICS = {
    MALE: lexicon("honorifics_male"),
    FEMALE: lexicon("honorifics_female"),
}
_CHILDREN = {MALE: frozenset({"bin", "ibn", "a/l", "s/o"}), FEMALE: frozenset({"binti", "binte", "bte", "a/p", "d/o"})}
_FIRST_NAMES = {
    MALE: lexicon("first_names_male"),
    FEMALE: lexicon("first_names_female"),
}


def _votes(parses: Sequence[Parse], people: People) -> list[Counter[str]]:
    """Pronouns behind the only person that a sentence has named so far count for that person."""
    votes: list[Counter[str]] = [Counter() for _ in people.named]
    for parse in parses:
        borders, seen = set(parse.borders), set[int]()
        for token in parse.tokens:
            if token.i in borders:
                seen = set()
            number = people.by_start.get(token.start)
            if number is not None:
                seen.add(number)
            elif token.pos == "PRON" and len(seen) == 1:
                word = token.text.lower()
                if word in PRONOUNS_HE or word in PRONOUNS_SHE:
                    votes[next(iter(seen))][MALE if word in PRONOUNS_HE else FEMALE] += 1
    return votes


def _gender_of(word: str) -> str:
    return next((gender for gender, words in _HONORIFICS.items() if word.lower().strip(".’'") in words), "")


def courtesy_gender(parse: Parse, first: int) -> str:
    """What the titles or kin words right before a name show: MALE, FEMALE or ""."""
    place = first - 1
    if place > 0 and parse.tokens[place].text == ",":  # `his wife, Mary`
        return _gender_of(parse.tokens[place - 1].text)
    while place >= 0 and (is_title(parse.tokens[place].text) or _gender_of(parse.tokens[place].text)):
        found = _gender_of(parse.tokens[place].text)
        if found:
            return found
        place -= 1
    return ""


def _by_role(roles: Sequence[str]) -> str:
    """`a nurse and mother of three`: the first word of a printed role that only a man or only a woman can be."""
    for role in roles:
        words = role.lower().split()
        if words and words[0] in {"a", "an"}:
            own = takewhile(lambda word: word not in {"of", "for", "at", "in", "from", "with", "who", "to"}, words)
            found = next(filter(None, map(_gender_of, own)), "")
            if found:
                return found
    return ""


def _by_form(name: str) -> str:
    """What the name itself says: `bin` is the son of, `binti` the daughter of."""
    return next((gender for word in name.lower().split() for gender, words in _CHILDREN.items() if word in words), "")


def _heard(votes: Counter[str]) -> str:
    """What most pronouns say; "" where they balance."""
    if len(set(votes.values())) != len(votes) or not votes:
        return ""
    return max(votes, key=lambda gender: (votes[gender], gender))


def _by_titles(names: Sequence[Name], parses: Sequence[Parse]) -> str:
    by_block = {parse.block: parse for parse in parses}
    found = {courtesy_gender(by_block[name.block], name.first) for name in names} - {""}
    return found.pop() if len(found) == 1 else ""


def genders(parses: Sequence[Parse], people: People) -> list[str]:
    """MALE, FEMALE or "" for each person, in order: titles and kin words first, then pronouns, then given names."""
    names: list[list[Name]] = [[] for _ in people.named]
    for name in people.names:
        names[people.by_start[name.start]].append(name)
    found = []
    for person, own, votes in zip(people.named, names, _votes(parses, people), strict=True):
        told = _by_titles(own, parses) or _by_form(person.name) or _by_role(person.roles)
        first = person.name.split()[0].lower().strip(".")
        listed = next((gender for gender, given in _FIRST_NAMES.items() if first in given), "")
        shown = _heard(votes)
        if listed and shown and listed != shown and max(votes.values()) < 2:
            shown = ""
        found.append(told or shown or (listed if " " in person.name else ""))
    return found
