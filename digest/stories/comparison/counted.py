"""Figures that several articles give for one thing."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from digest.nouns import Analysis, Aspect, Bound, Change, Claim, Difference, Figure, Group, Measure, Phrase
from digest.stories.comparison.alike import DISTANCE, counted, deed
from digest.stories.comparison.assembly import assemble
from digest.stories.comparison.given import Bearers, Given, Verdict, claim_at, days_apart
from digest.stories.comparison.lone import Told, are_of_one_thing
from digest.stories.comparison.phrases import naming
from digest.stories.comparison.scope import Scope, Scopes, contradict, kinship, substituted
from digest.stories.comparison.values import agree, kind, level, ratio

Key = tuple[object, ...]
FEWEST_SHARED, LEAST_SHARE = 2, 0.5  # words that two sentences about one thing have in common
LONGEST_BLOCK = 300  # values that are compared each with each
ORDER = 10  # times: sources that dispute one count are nearer to each other
WIDER = 1.25  # times, within which "1,500 jobs worldwide" are no others than "1,400 jobs"
AT_ONCE = 1  # day between two publications, within which each article's only figure of a kind may be the other's
BIRTHDAY = 14  # days between two publications, in which nobody is thought to have had one
# The same deed in many words; its figures need fewer words in common.
_CASUALTIES = frozenset(
    {"kill", "injure", "go missing", "arrest", "displace", "evacuate", "rescue", "infect", "kidnap"}
)
# What a digit, a mark and a space before a number show: it is the end of one that was taken apart ("6, 728").
_BROKEN = re.compile(r"\d[.,/]?\s?[.,/]\s?$|\d\s/\s$")
_THEN = re.compile(
    r"\bin (?:1[89]|20)\d\d\b|\b(?:years? (?:ago|later|earlier)|at the time)\b"
    r"|^\W*(?:when|then|and (?:under|over|older|younger|up))\b",
    re.IGNORECASE,
)
_ENDED = frozenset({Bound.EXACT, Bound.ABOUT})
_SHRINKING = frozenset({"go missing", "displace", "evacuate"})  # as people are found or go home
_BIDS = frozenset({"offer", "bid", "pledge", "donate"})  # several may make one
_GROWING = frozenset({Measure.COUNT, Measure.SIZE, Measure.SHARE, Measure.POINTS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A figure, and what its sentence says besides."""

    figure: Figure
    scope: Scope


def figure_differences(group: Group, bearers: Bearers) -> Iterator[Difference]:
    """Yield what articles give different figures for, where the thing, its unit and its scope are the same."""
    analyses = {member.analysis.article.id: member.analysis for member in group.members}
    scopes = Scopes(group)
    blocks: dict[Key, list[Given[Counted]]] = defaultdict(list)
    for analysis in analyses.values():
        for figure in filter(_comparable, _beside_other_deeds(analysis.figures)):
            given = _given(analysis, figure, scopes)
            if given:
                blocks[_key(figure)].append(given)
    for _, block in sorted(blocks.items(), key=lambda item: repr(item[0])):
        if len({given.article for given in block}) > 1:
            comparison = _Comparison(analyses=analyses, scopes=scopes, bearers=bearers)
            yield from assemble(_leading(block), comparison.verdict, partial(_phrase, analyses), bearers)


def _leading(block: Sequence[Given[Counted]]) -> list[Given[Counted]]:
    """The values of a block that is too long to compare each with each: the first of each article before the second."""
    turns: dict[str, int] = defaultdict(int)
    ranked = []
    for place, given in enumerate(block):
        ranked.append((turns[given.article], place))
        turns[given.article] += 1
    return [block[place] for place in sorted(place for _, place in sorted(ranked)[:LONGEST_BLOCK])]


def _given(analysis: Analysis, figure: Figure, scopes: Scopes) -> Given[Counted] | None:
    claim = claim_at(analysis, figure.start, figure.end)
    text = analysis.article.text
    if claim is None or _BROKEN.search(text, 0, claim.start) or _is_of_another_time(text, claim, figure):
        return None
    if _is_of_one_of_several(analysis, claim, figure):
        return None
    value = Counted(figure=figure, scope=scopes.of(analysis, figure))
    precise = not figure.vague and figure.bound is Bound.EXACT
    return Given(aspect=Aspect(figure.measure.value), claim=claim, value=value, precise=precise)


def _is_of_another_time(text: str, claim: Claim, figure: Figure) -> bool:
    """Whether an age is that of another year, or only a limit."""
    around = text[claim.sentence.start : claim.start], text[claim.end : claim.sentence.end]
    return figure.measure is Measure.AGE and any(map(_THEN.search, around))


def _is_of_one_of_several(analysis: Analysis, claim: Claim, figure: Figure) -> bool:
    """Whether nobody is tied to a figure whose sentence names several people: it may be of any of them."""
    first, last = claim.sentence.start, claim.sentence.end
    named = [one for one in analysis.people if any(first <= mention.start < last for mention in one.mentions)]
    return len(named) > 1 and not figure.actors and figure.deed not in _CASUALTIES


def _phrase(analyses: Mapping[str, Analysis], given: Given[Counted]) -> Phrase:
    return naming(analyses[given.article].article.text, given.claim)


def _comparable(figure: Figure) -> bool:
    """Whether a figure is of a whole, and of something that is named."""
    named = bool(figure.actors) if figure.measure is Measure.AGE else bool(figure.deed)
    if figure.measure is Measure.SHARE and not figure.counted and figure.deed == "put on":  # a poll's, of many parties
        return False
    return named and not (figure.part or figure.further or figure.negated)


def _beside_other_deeds(figures: Sequence[Figure]) -> Iterator[Figure]:
    """`Ten people were killed and another 50 hurt`: these 50 come on top of the dead, and are all who were hurt.

    So are those of a next sentence: "Fifty others were hurt."
    """
    told: set[str] = set()
    near: dict[int, set[str]] = defaultdict(set)  # by sentence
    for figure in figures:
        beside = near[figure.sentence] | near.get(figure.sentence - 1, set())
        alone = figure.deed in _CASUALTIES and figure.deed not in told and not _CASUALTIES.isdisjoint(beside)
        yield replace(figure, further=False) if figure.further and alone else figure
        told.add(figure.deed)
        near[figure.sentence].add(figure.deed)


def _key(figure: Figure) -> Key:
    """What figures for one thing have in common."""
    change = Change.LEVEL if figure.change is Change.TO else figure.change
    if figure.measure is Measure.AGE:
        return figure.measure, kind(figure.unit), figure.actors[0].split()[-1].casefold()
    if figure.unit == "magnitude":
        return figure.measure, figure.unit
    return (
        figure.measure, kind(figure.unit), figure.per, tuple(sorted(counted(figure))), deed(figure),
        change, figure.direction if change is Change.BY else "", figure.doer, figure.hypothetical,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Comparison:
    """Of the figures of one key."""

    analyses: Mapping[str, Analysis]
    scopes: Scopes
    bearers: Bearers
    given: dict[tuple[str, tuple[object, ...]], bool] = field(default_factory=dict)  # remembered answers of `_gives`

    def verdict(self, one: Given[Counted], other: Given[Counted]) -> Verdict:
        if not self._of_one_thing(one, other):
            return Verdict.APART
        if agree(one.value.figure, other.value.figure):
            return Verdict.SAME
        if self._has_grown(one, other) or self._given_by_both(one, other):
            return Verdict.APART
        return Verdict.DIFFER

    def _of_one_thing(self, one: Given[Counted], other: Given[Counted]) -> bool:
        first, second = one.value.scope, other.value.scope
        if one.value.figure.measure is Measure.AGE:
            return self._of_one_age(one, other)
        near = ratio(one.value.figure, other.value.figure) <= WIDER
        another_order = _of_another_order(one.value.figure, other.value.figure)
        if contradict(first, second, near=near) or another_order or not self._spoken_of(one, other):
            return False
        if one.value.figure.deed in _BIDS and one.value.figure.subject != other.value.figure.subject:
            return False
        if _in_like_words(one.value, other.value):
            return True
        return self._at_once(one, other) and are_of_one_thing(self._told(one), self._told(other))

    def _at_once(self, one: Given[Counted], other: Given[Counted]) -> bool:
        apart = days_apart(self.bearers[one.article], self.bearers[other.article])
        return apart is not None and apart <= AT_ONCE

    def _told(self, given: Given[Counted]) -> Told:
        return Told(analysis=self.analyses[given.article], figure=given.value.figure, scope=given.value.scope)

    def _spoken_of(self, one: Given[Counted], other: Given[Counted]) -> bool:
        """Whether they share a name, or each article speaks somewhere of whoever is named with the other's figure."""
        first, second = (given.value.scope.places | given.value.scope.actors for given in (one, other))
        if not first.isdisjoint(second):
            return True
        return self.scopes.knows(one.article, second) and self.scopes.knows(other.article, first)

    def _of_one_age(self, one: Given[Counted], other: Given[Counted]) -> bool:
        """Whether somebody of one name is meant, at one time."""
        first, second = (set(given.value.figure.actors[0].casefold().split()) for given in (one, other))
        if not (first <= second or second <= first):
            return False
        apart = days_apart(self.bearers[one.article], self.bearers[other.article])
        years = abs(one.value.figure.low - other.value.figure.low)
        return apart is None or apart <= BIRTHDAY or years > 1 + apart / 365

    def _has_grown(self, one: Given[Counted], other: Given[Counted]) -> bool:
        """Whether the later of two outlets gives the greater figure of something that may have grown meanwhile.

        Or any other one of what may have become fewer, too.
        """
        first, second = self.bearers[one.article], self.bearers[other.article]
        if one.value.figure.measure not in _GROWING or first.outlet == second.outlet:
            return False
        earlier, later = (one, other) if second.followed(first) else (other, one)
        grown = level(later.value.figure) > level(earlier.value.figure)
        return bool(days_apart(first, second)) and (grown or one.value.figure.deed in _SHRINKING)

    def _given_by_both(self, one: Given[Counted], other: Given[Counted]) -> bool:
        """Whether an article gives the other's value too, for whatever of its kind."""
        return self._gives(one.article, other.value.figure) or self._gives(other.article, one.value.figure)

    def _gives(self, article: str, figure: Figure) -> bool:
        """Whether an article has a figure of its kind that may mean the same number."""
        asked = (article, (figure.low, figure.high, figure.bound, figure.unit, figure.counted, figure.deed))
        if asked not in self.given:
            self.given[asked] = any(_may_be(alike, figure) for alike in self.analyses[article].figures)
        return self.given[asked]


def _in_like_words(one: Counted, other: Counted) -> bool:
    """Whether their sentences share so many words that they are of one thing."""
    shared, share = kinship(one.scope, other.scope)
    if one.figure.deed in _CASUALTIES:
        return shared >= 1
    if one.figure.deed == DISTANCE:  # from one town, a hundred things
        return False
    return shared >= FEWEST_SHARED and share >= LEAST_SHARE and not substituted(one.scope, other.scope)


def _of_another_order(one: Figure, other: Figure) -> bool:
    """Whether one count is so many times the other that they can hardly be of one thing."""
    return one.measure is Measure.COUNT and level(one) != level(other) and ratio(one, other) > ORDER


def _may_be(alike: Figure, figure: Figure) -> bool:
    of_a_kind = alike.measure is figure.measure and kind(alike.unit) == kind(figure.unit) and not alike.vague
    if not of_a_kind:
        return False
    if alike.deed == figure.deed:
        return agree(alike, figure)
    near = bool(figure.unit) or alike.counted[-1:] == figure.counted[-1:]
    open_ended = not _ENDED.issuperset(
        {alike.bound, figure.bound}
    )  # "at least ten were killed" is no count of the hurt
    return near and not open_ended and agree(alike, figure)
