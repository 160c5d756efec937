"""Who is given which office by which article."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

from digest.nouns import Analysis, Aspect, Claim, Difference, Group, NamedPerson, Phrase
from digest.stories.comparison.assembly import assemble
from digest.stories.comparison.given import Bearers, Given, Verdict, claim_at, days_apart
from digest.stories.comparison.offices import MINISTERS, Office, office, offices_verdict

LONGEST_TIME = 30  # days between two publications that speak of one time
_NEAR = 12  # characters between a role and its name: "President Mr. "
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
# Words that belong to a role, where the reader of roles has left them before it: it says less than the article then.
_CUT = re.compile(r"\b(?:former|then|ex|acting|deputy|interim|vice|late|one-?time)[\s-]+$", re.IGNORECASE)
# What ends or begins an office: where a story tells that, what somebody is called depends on the hour.
_TURNS = frozenset(
    """
    resign resignation quit fire oust ouster dismiss dismissal sack depart departure succeed successor replace appoint
    appointment nominate nomination nominee inaugurate inauguration swear elect election promote promotion demote
    outgoing impeach retire retirement confirm confirmation transition
    """.split()  # noqa: SIM905 - one word beside the other is easier to read
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """Somebody in the articles of a story, and what they call him or her."""

    givens: list[Given[Office]] = field(default_factory=list)
    names: dict[str, Phrase] = field(default_factory=dict)  # by article
    turns: list[str] = field(default_factory=list)  # articles that tell how an office begins or ends


def office_differences(
    group: Group, person_ids: Mapping[tuple[str, str], str], bearers: Bearers
) -> Iterator[Difference]:
    """Yield what offices articles of one time give to one person that nobody holds at once."""
    people: dict[str, _Held] = defaultdict(_Held)
    for analysis in (member.analysis for member in group.members):
        for named in analysis.people:
            person = person_ids.get((analysis.article.id, named.name), "")
            if person and named.mentions:
                held = people[person]
                held.givens.extend(_givens(analysis, named))
                held.names[analysis.article.id] = _name(analysis, named)
                held.turns.extend([analysis.article.id] if _turns(analysis, named) else [])
    for _, held in sorted(people.items()):
        if not held.turns:
            compare, phrase = partial(_verdict, bearers), partial(_named, held.names)
            yield from assemble(held.givens, compare, phrase, bearers)


def _named(names: Mapping[str, Phrase], given: Given[Office]) -> Phrase:
    return names[given.article]


def _verdict(bearers: Bearers, one: Given[Office], other: Given[Office]) -> Verdict:
    verdict = offices_verdict(one.value, other.value)
    apart = days_apart(bearers[one.article], bearers[other.article])
    later = one.article != other.article and bearers[one.article].outlet == bearers[other.article].outlet
    if (apart or 0) > LONGEST_TIME or (later and verdict is Verdict.DIFFER):
        return Verdict.APART
    return verdict


def _name(analysis: Analysis, named: NamedPerson) -> Phrase:
    """The fullest form of the name, where it stands first."""
    mention = max(named.mentions, key=lambda mention: (len(mention.text), -mention.start))
    return Phrase(article=analysis.article.id, start=mention.start, end=mention.end, gap=None)


def _givens(analysis: Analysis, named: NamedPerson) -> Iterator[Given[Office]]:
    for role in dict.fromkeys(named.roles):
        read = office(role)
        claim = _claim(analysis, named, role) if read else None
        if read and claim and not _of_another_time(analysis, claim):
            precise = bool(read.portfolio) or read.head not in MINISTERS
            yield Given(aspect=Aspect.OFFICE, claim=claim, value=read, precise=precise)


def _claim(analysis: Analysis, named: NamedPerson, role: str) -> Claim | None:
    """Where a role stands right before or behind a name."""
    pattern = re.compile(r"\s+".join(map(re.escape, role.split())))
    text = analysis.article.text
    for mention in named.mentions:
        before = list(pattern.finditer(text, max(0, mention.start - len(role) - _NEAR), mention.start))
        behind = pattern.search(text, mention.end, min(len(text), mention.end + len(role) + _NEAR))
        for match in chain(before[-1:], [behind] if behind else []):
            claim = claim_at(analysis, match.start(), match.end())
            if claim:
                return None if _CUT.search(text, claim.sentence.start, claim.start) else claim
    return None


def _of_another_time(analysis: Analysis, claim: Claim) -> bool:
    """Whether the sentence tells of an earlier year."""
    moment = analysis.article.published
    sentence = analysis.article.text[claim.sentence.start : claim.sentence.end]
    return any(moment is None or int(year) < moment.day.year for year in _YEAR.findall(sentence))


def _turns(analysis: Analysis, named: NamedPerson) -> bool:
    """Whether some sentence that names the person tells how an office ends or begins."""
    return any(
        not _TURNS.isdisjoint(sentence.terms)
        for sentence in analysis.sentences
        if any(sentence.start <= mention.start < sentence.end for mention in named.mentions)
    )
