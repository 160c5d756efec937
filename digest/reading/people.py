"""The people of one article, and which stretches of it name them."""

from collections.abc import Sequence
from dataclasses import dataclass

from digest.nouns import NamedPerson
from digest.reading.mentions import Name

_NOT_IN_OFFICE = frozenset(
    {"former", "ex", "late", "then", "deputy", "vice", "assistant", "associate", "shadow", "under", "junior"}
)


@dataclass(frozen=True, slots=True)
class People:
    """The people of an article, and which of them a stretch names."""

    named: tuple[NamedPerson, ...]
    by_start: dict[int, int]  # offset at which a mention starts → index into `named`
    names: tuple[Name, ...]
    by_role: dict[str, int]  # key of a role that one person alone bears → index into `named`


def role_key(words: str) -> str:
    """A role for comparison: lower case, without its article; "" for one word alone, which says too little."""
    kept = [word for word in words.lower().split() if word not in {"the", "a", "an"}]
    return " ".join(kept) if len(kept) > 1 else ""


def bearers_of(named: Sequence[NamedPerson]) -> dict[str, int]:
    """Key of each role that one person alone bears → index of that person.

    Beside the "Japanese Prime Minister" nobody alone is "the prime minister"; a former or a deputy one is none.
    """
    bearers: dict[str, set[int]] = {}
    for number, person in enumerate(named):
        for role in person.roles:
            bearers.setdefault(role_key(role), set()).add(number)
    for role in tuple(bearers):
        words = role.split()
        for place in range(1, len(words) - 1):
            shorter = " ".join(words[place:])
            if shorter in bearers and _NOT_IN_OFFICE.isdisjoint(words[:place]):
                bearers[shorter] |= bearers[role]
    return {role: next(iter(owners)) for role, owners in bearers.items() if role and len(owners) == 1}
