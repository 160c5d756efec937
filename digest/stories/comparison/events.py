"""When and where something happened, as several articles tell it in nearly the same words."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

from babel import Locale

from digest.nouns import Analysis, Aspect, Dated, DayPrecision, Difference, Entity, Group, Phrase, Resolved
from digest.stories.comparison.assembly import assemble
from digest.stories.comparison.given import Bearers, Given, Verdict, claim_at
from digest.stories.comparison.phrases import naming
from digest.stories.comparison.scope import calendar, context, narrowing
from digest.stories.particulars import folded

FEWEST_SHARED, LEAST_SHARE = 3, 0.75  # words that two sentences share, of all that either has
FEW_SHARED, SHARE_OF_LESS = 2, 0.6  # words that they share, of the one that has fewer, where neither tells it twice
DAYS, YEARS = 14, 5  # how far apart they may then put it
_WORD = re.compile(r"[^\W\d_]+")
_WHERE = re.compile(r"\b(?:in|at|near|outside)\s+$")
_PLACES = frozenset({"GPE", "LOC"})
# What happens to somebody or something once, or on one day of many.
_ONCE = frozenset(
    """
    die bear sink capsize crash collapse explode erupt derail strike arrest kidnap abduct disappear vanish resign
    retire found establish marry wed bury elect inaugurate sign begin start end open close launch hold take convict
    sentence execute indict expire release arrive depart land adjourn build vote
    debate
    """.split()  # noqa: SIM905 - one word beside the other is easier to read
)
_PARTS = frozenset(
    """
    street road avenue lane square county province district region valley state island islands sea river ocean north
    south east west northern southern eastern western
    """.split()  # noqa: SIM905 - one word beside the other is easier to read
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A day or a place, and the words of the sentence that tells it."""

    terms: frozenset[str]
    narrowing: frozenset[str]
    calendar: frozenset[str]
    day: Dated | None = None
    place: frozenset[str] = frozenset()


def date_differences(group: Group, bearers: Bearers) -> Iterator[Difference]:
    """Yield the events that two outlets put on different days."""
    analyses = {member.analysis.article.id: member.analysis for member in group.members}
    blocks: dict[tuple[object, ...], list[Given[Told]]] = defaultdict(list)
    for analysis in analyses.values():
        for day in analysis.days:
            given = _dated(analysis, day)
            if given:
                blocks[day.verb, day.standing, day.precision].append(given)
    for _, block in sorted(blocks.items(), key=lambda item: repr(item[0])):
        yield from assemble(block, partial(_dates_verdict, analyses), partial(_phrase, analyses), bearers)


def place_differences(group: Group, bearers: Bearers) -> Iterator[Difference]:
    """Yield the events that two outlets put in different places."""
    analyses = {member.analysis.article.id: member.analysis for member in group.members}
    known = {name: frozenset(map(folded, _WORD.findall(one.article.text))) for name, one in analyses.items()}
    blocks: dict[str, list[Given[Told]]] = defaultdict(list)
    for analysis in analyses.values():
        for entity in analysis.entities:
            given = _placed(analysis, entity)
            if given:
                for verb in given.value.terms & _ONCE:
                    blocks[verb].append(given)
    for _, block in sorted(blocks.items()):
        yield from assemble(block, partial(_places_verdict, known), partial(_phrase, analyses), bearers)


def _dated(analysis: Analysis, day: Dated) -> Given[Told] | None:
    exact = day.precision in {DayPrecision.DAY, DayPrecision.YEAR} and day.resolved is not Resolved.TEXT
    claim = claim_at(analysis, day.start, day.end)
    if not exact or day.verb not in _ONCE or claim is None:
        return None
    others = [one for one in analysis.days if one.sentence == day.sentence and one is not day]
    sentence = analysis.sentences[day.sentence]
    told = Told(
        terms=context(sentence),
        narrowing=narrowing(analysis, sentence),
        calendar=frozenset(),
        day=day,
    )
    return None if others else Given(aspect=Aspect.DATE, claim=claim, value=told)


def _placed(analysis: Analysis, entity: Entity) -> Given[Told] | None:
    """The one place that a sentence names, where it says that something was there."""
    claim = claim_at(analysis, entity.start, entity.end)
    text = analysis.article.text
    if entity.label not in _PLACES or claim is None or not _WHERE.search(text, claim.sentence.start, entity.start):
        return None
    first, last = claim.sentence.start, claim.sentence.end
    inside = [one for one in analysis.entities if first <= one.start < last and one.label in _PLACES]
    words = frozenset(map(folded, _WORD.findall(entity.text)))
    if len(inside) > 1 or words & _PARTS:
        return None
    sentence = next(one for one in analysis.sentences if one.start == first)
    told = Told(
        terms=context(sentence) - words,
        narrowing=narrowing(analysis, sentence),
        calendar=calendar(analysis, sentence),
        place=words,
    )
    return Given(aspect=Aspect.PLACE, claim=claim, value=told)


def _alike(one: Told, other: Told) -> bool:
    """Whether two sentences tell one event."""
    shared = len(one.terms & other.terms)
    share = shared / max(1, len(one.terms | other.terms))
    at_once = not (one.calendar and other.calendar) or one.calendar == other.calendar
    return shared >= FEWEST_SHARED and share >= LEAST_SHARE and one.narrowing == other.narrowing and at_once


def _dates_verdict(analyses: Mapping[str, Analysis], one: Given[Told], other: Given[Told]) -> Verdict:
    first, second = one.value.day, other.value.day
    if first is None or second is None:
        return Verdict.APART
    lone = all(_is_lone(analyses[given.article], given.value.day) for given in (one, other))
    if not _alike(one.value, other.value) and not (lone and _are_near(one.value, other.value)):
        return Verdict.APART
    if first.first <= second.last and second.first <= first.last:
        return Verdict.SAME
    both = _speaks_of(analyses[one.article], second) or _speaks_of(analyses[other.article], first)
    return Verdict.APART if both or folded(first.text) == folded(second.text) else Verdict.DIFFER


def _is_lone(analysis: Analysis, day: Dated | None) -> bool:
    """Whether an article tells the deed of no other day."""
    return day is not None and all(
        (one.first, one.last) == (day.first, day.last) for one in analysis.days if one.verb == day.verb
    )


def _are_near(one: Told, other: Told) -> bool:
    """Whether two sentences may tell one event, and put it on days that may be taken for each other."""
    if one.day is None or other.day is None or one.narrowing != other.narrowing:
        return False
    shared = len(one.terms & other.terms)
    share = shared / max(1, min(len(one.terms), len(other.terms)))
    apart = abs((one.day.first - other.day.first).days)
    near = apart <= (YEARS * 366 if one.day.precision is DayPrecision.YEAR else DAYS)
    return near and shared >= FEW_SHARED and share >= SHARE_OF_LESS


def _speaks_of(analysis: Analysis, day: Dated) -> bool:
    return any(one.first <= day.last and day.first <= one.last for one in analysis.days)


def _places_verdict(known: Mapping[str, frozenset[str]], one: Given[Told], other: Given[Told]) -> Verdict:
    first, second = one.value.place, other.value.place
    if not _alike(one.value, other.value):
        return Verdict.APART
    if first == second:
        return Verdict.SAME
    heard_of = second <= known[one.article] or first <= known[other.article]
    return Verdict.APART if heard_of or _is_country(first) != _is_country(second) else Verdict.DIFFER


@lru_cache
def _countries() -> frozenset[frozenset[str]]:
    names = Locale("en").territories.values()
    return frozenset(frozenset(map(folded, _WORD.findall(name))) for name in names)


def _is_country(place: frozenset[str]) -> bool:
    return place in _countries()


def _phrase(analyses: Mapping[str, Analysis], given: Given[Told]) -> Phrase:
    return naming(analyses[given.article].article.text, given.claim)
