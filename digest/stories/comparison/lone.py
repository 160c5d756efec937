"""Figures that are each the only one of their kind in an article.

Two reports of one event hardly share a sentence. But where each gives one number of jobs that will be cut, and the two
are near each other, it is the same cut, unless something in their sentences speaks against it.
"""

from dataclasses import dataclass

from digest.nouns import Analysis, Figure, Measure
from digest.stories.comparison.alike import counted, deed
from digest.stories.comparison.scope import Scope, kinship, substituted
from digest.stories.comparison.values import agree, kind, ratio
from digest.stories.particulars import folded

NEAR = 2  # times
_MANY = frozenset({Measure.RANK, Measure.RESULT, Measure.AGE})  # of many things in any article
_OF_MANY = frozenset({"yard", "foot", "inch", "m", "cm"})  # a match or a building has many of them
_ANY_DEED = frozenset(
    {"", "be", "have", "make", "give", "say", "hold", "see", "get", "include", "come", "go", "do", "put", "take"}
)
# An event has one of these.
_SINGLE = frozenset({"turnout", "deficit", "reward", "bail", "ransom", "dividend", "depth", "attendance", "prize"})
_ANYTHING = frozenset({"person", "thing", "part", "case", "point", "time", "way"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A figure where it stands."""

    analysis: Analysis
    figure: Figure
    scope: Scope


def are_of_one_thing(one: Told, other: Told) -> bool:
    """Whether two articles give one figure each of such a kind, near each other, and nothing speaks against it."""
    return (
        ratio(one.figure, other.figure) <= NEAR
        and _OF_MANY.isdisjoint({one.figure.unit, other.figure.unit})
        and one.scope.stance == other.scope.stance
        and not (substituted(one.scope, other.scope) and _are_parallel(one.scope, other.scope))
        and _are_tied(one, other)
        and _is_only_one(one)
        and _is_only_one(other)
        and _may_be_one_doer(one, other)
        and _may_be_one_doer(other, one)
    )


def _are_parallel(one: Scope, other: Scope) -> bool:
    """Whether most words of two sentences are the same, so that those that are not stand in each other's place."""
    return len(one.terms & other.terms) > max(len(one.terms), len(other.terms)) / 2


def _are_tied(one: Told, other: Told) -> bool:
    """Whether their sentences share a word, or what is counted and done says enough."""
    shared, _ = kinship(one.scope, other.scope)
    told = deed(one.figure) not in _ANY_DEED and not _ANYTHING.issuperset(counted(one.figure))
    return shared >= 1 or told or not _SINGLE.isdisjoint(one.figure.counted[-1:])


def _may_be_one_doer(one: Told, other: Told) -> bool:
    """Whether the one who does it here may be the one there: not, where the other article knows both."""
    here, there = one.figure.subject, other.figure.subject
    if not here or not there or folded(here) == folded(there):
        return True
    if here[:1].isupper() != there[:1].isupper():  # "the ferry" may be the Santa Lucia
        return True
    return folded(here) not in {folded(term) for sentence in other.analysis.sentences for term in sentence.terms}


def _is_only_one(told: Told) -> bool:
    """Whether the article gives no other number of such things."""
    figure = told.figure
    alike = (one for one in told.analysis.figures if one is not figure and _of_a_kind(one, figure))
    return figure.measure not in _MANY and all(agree(one, figure) for one in alike)


def _of_a_kind(one: Figure, other: Figure) -> bool:
    if one.measure is not other.measure or kind(one.unit) != kind(other.unit):
        return False
    if counted(one)[-1:] != counted(other)[-1:]:
        return False
    return deed(one) == deed(other) or deed(other) in _ANY_DEED
