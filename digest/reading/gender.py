"""Whether the text speaks of a person as he or as she; a list of first names only where the text shows nothing."""

from collections import Counter
from collections.abc import Sequence

from digest.reading.lexicon import lexicon
from digest.reading.names import People
from digest.reading.parse import Parse
from digest.reading.words import PRONOUNS_HE, PRONOUNS_SHE

MALE, FEMALE = "m", "f"

_HONORIFICS = {
    MALE: lexicon("honorifics_male"),
    FEMALE: lexicon("honorifics_female"),
}
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


def _by_words(words: set[str]) -> str:
    for gender, titles in _HONORIFICS.items():
        if words & titles:
            return gender
    return ""


def genders(parses: Sequence[Parse], people: People) -> list[str]:
    """MALE, FEMALE or "" for each person, in order."""
    titles: list[set[str]] = [set() for _ in people.named]
    by_block = {parse.block: parse for parse in parses}
    for name in people.names:
        if name.first:
            titles[people.by_start[name.start]].add(by_block[name.block].tokens[name.first - 1].text.lower().strip("."))
    found = []
    for person, heard, votes in zip(people.named, titles, _votes(parses, people), strict=True):
        by_title = _by_words(heard)
        first = person.name.split()[0].lower().strip(".")
        listed = next((gender for gender, names in _FIRST_NAMES.items() if first in names), "")
        shown = (
            max(votes, key=lambda gender: (votes[gender], gender))
            if len(set(votes.values())) == len(votes) and votes
            else ""
        )
        if listed and shown and listed != shown and max(votes.values()) < 3:
            shown = ""
        found.append(by_title or shown or (listed if " " in person.name else ""))
    return found
