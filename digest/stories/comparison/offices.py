"""Offices as they are printed beside names, and which two of them one person cannot hold at one time."""

import re
from dataclasses import dataclass
from enum import Enum

from digest.stories.comparison.given import Verdict

_SHORT = {
    "pres": "president", "sen": "senator", "rep": "representative", "gov": "governor", "gen": "general",
    "lt": "lieutenant", "maj": "major", "brig": "brigadier", "col": "colonel", "capt": "captain", "sgt": "sergeant",
    "adm": "admiral", "cmdr": "commander", "amb": "ambassador", "pm": "prime minister", "vp": "vice president",
    "congressman": "representative", "congresswoman": "representative", "ex": "former", "erstwhile": "former",
    "onetime": "former", "interim": "acting", "caretaker": "acting", "associate": "deputy", "assistant": "deputy",
    "incoming": "elect", "defence": "defense", "labour": "labor", "external": "foreign", "home": "interior",
    "financial": "finance", "economics": "economy", "economic": "economy", "transportation": "transport",
}  # fmt: skip
_RANKS = (
    *("lieutenant general", "major general", "brigadier general", "lieutenant colonel", "rear admiral"),
    *("vice admiral", "general", "brigadier", "colonel", "major", "captain", "lieutenant", "sergeant", "corporal"),
    *("admiral", "commander"),
)
_HEADS = (
    *("vice president", "prime minister", "chief minister", "attorney general", "secretary general"),
    *("general secretary", "chief justice", "minister", "secretary", "president", "chancellor", "senator"),
    *("representative", "governor", "mayor", "ambassador", "speaker", "director", *_RANKS),
)
MINISTERS = frozenset({"minister", "secretary"})
# Of each set a person holds one at a time. Heads of state and of governments are told apart by no outlet that knows.
_EXCLUSIVE = (
    frozenset(_RANKS),
    frozenset({"senator", "representative"}),
    frozenset({"president", "vice president", "prime minister"}),
)
_PORTFOLIOS = frozenset(
    """
    defense finance foreign interior health education justice trade transport energy agriculture labor environment
    culture economy security treasury state commerce homeland housing immigration industry science tourism sports
    planning fisheries army navy
    """.split()  # noqa: SIM905 - one word beside the other is easier to read
)
_OF = re.compile(r"\b(?:of|for|to)\b")
_WORD = re.compile(r"[^\W\d_]+")
_POINTED = re.compile(r"(?<=\w)\.(?=\w)")
_CLAUSE = re.compile(r"\b(?:who|which|that|and|or|now|then|once|later|whose)\b|[,;:()]", re.IGNORECASE)


class Standing(Enum):
    """How somebody holds an office."""

    HOLDS = ""
    FORMER = "former"
    ACTING = "acting"
    DEPUTY = "deputy"
    ELECT = "elect"  # elected or named, not yet in office


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office, and how it is held."""

    head: str  # "minister", "major general"
    portfolio: frozenset[str]  # known words of it: {"defense"}
    others: frozenset[str]  # its other words: of countries, bodies, parties
    standing: Standing


def office(role: str) -> Office | None:
    """Read a printed role; None where it is no office of state or rank that is known, or tells more than one thing."""
    plain = _POINTED.sub("", role.lower().replace("’", "'"))
    if _CLAUSE.search(plain):
        return None
    own, _, realm = _split(re.sub(r"'s\b", " 's ", plain))
    words = [part for word in _WORD.findall(own) for part in _SHORT.get(word, word).split()]
    elect = words[-1:] == ["elect"] or words[:1] == ["elect"]
    words = [word for word in words if word not in {"a", "an", "the", "s", "elect", "mr", "mrs", "ms"}]
    head = next((one for one in _HEADS if words[-len(one.split()) :] == one.split()), "")
    if not head:
        return None
    before = words[: -len(head.split())]
    standings = [Standing(word) for word in before if word in {"former", "acting", "deputy"}]
    if "vice" in before:
        standings.append(Standing.DEPUTY)
    standings += [Standing.ELECT] if elect else []
    if len(standings) > 1:
        return None
    about = [_SHORT.get(word, word) for word in (*before, *_WORD.findall(realm))]
    about = [word for word in about if word not in {"former", "acting", "deputy", "vice", "the", "affairs"}]
    return Office(
        head=head,
        portfolio=frozenset(about) & _PORTFOLIOS,
        others=frozenset(about) - _PORTFOLIOS,
        standing=standings[0] if standings else Standing.HOLDS,
    )


def _split(role: str) -> tuple[str, str, str]:
    match = _OF.search(role)
    return (role[: match.start()], match[0], role[match.end() :]) if match else (role, "", "")


def offices_verdict(one: Office, other: Office) -> Verdict:
    """Whether one person can be said to hold both: SAME for one office in other words, DIFFER where not at one time."""
    if one.head == other.head or {one.head, other.head} <= MINISTERS:
        return _of_one_kind(one, other)
    if one.standing is not other.standing or one.standing is not Standing.HOLDS:
        return Verdict.APART
    if any({one.head, other.head} <= some for some in _EXCLUSIVE):
        shorter = set(one.head.split()) <= set(other.head.split()) or set(other.head.split()) <= set(one.head.split())
        in_ranks = {one.head, other.head} <= set(_RANKS)
        return Verdict.SAME if in_ranks and shorter else Verdict.DIFFER
    return Verdict.APART


def _of_one_kind(one: Office, other: Office) -> Verdict:
    if one.portfolio and other.portfolio and one.portfolio.isdisjoint(other.portfolio):
        now = one.standing is other.standing is Standing.HOLDS
        return Verdict.DIFFER if now else Verdict.APART
    if one.standing is other.standing:
        return Verdict.SAME
    if Standing.HOLDS in {one.standing, other.standing}:
        return Verdict.DIFFER
    return Verdict.APART
