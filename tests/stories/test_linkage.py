"""Which pairs are compared in a large archive, and how likenesses become groups."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories.build import make_analysis, make_article

from digest.nouns import Analysis, Group, Moment, Sentence
from digest.stories import group
from digest.stories.folding import fold
from digest.stories.linkage import link
from digest.stories.pairs import HOLDERS, Pairs

Scores = dict[tuple[int, int], float]


def linked(size: int, pairs: Scores, leads: Scores | None = None, **rules: float) -> list[list[int]]:
    first, second = np.array(list(pairs), dtype=np.int32).reshape(-1, 2).T
    values = np.array([*pairs.values()])
    told_first = values if leads is None else np.array([leads[pair] for pair in pairs])
    rules = {"formed": rules["threshold"]} | rules
    return link(size, Pairs(first=first, second=second, values=values), told_first, **rules)


def test_two_tight_groups_are_not_joined_by_what_their_kind_has_in_common() -> None:
    tight = {(0, 1): 0.4, (0, 2): 0.4, (1, 2): 0.4, (3, 4): 0.4, (3, 5): 0.4, (4, 5): 0.4}
    between = {(a, b): 0.2 for a in range(3) for b in range(3, 6)}
    rules = {"threshold": 0.1, "highest": 0.5}
    assert linked(6, tight | between, closeness=0.8, **rules) == [[0, 1, 2], [3, 4, 5]]
    assert linked(6, tight | between, closeness=0.3, **rules) == [[0, 1, 2, 3, 4, 5]]


def test_a_pair_of_copies_does_not_keep_other_reports_out() -> None:
    pairs = {(0, 1): 1.0, (2, 3): 0.3} | {(a, b): 0.2 for a in (0, 1) for b in (2, 3)}
    assert linked(4, pairs, threshold=0.1, closeness=0.8, highest=0.35) == [[0, 1, 2, 3]]
    assert linked(4, pairs, threshold=0.1, closeness=0.8, highest=1.0) == [[0, 1], [2, 3]]


def test_groups_alike_in_what_they_tell_first_are_joined_where_those_alike_in_passing_are_not() -> None:
    pairs = {(0, 1): 0.3, (2, 3): 0.3} | {(a, b): 0.2 for a in (0, 1) for b in (2, 3)}
    rules = {"threshold": 0.1, "closeness": 0.8, "highest": 0.5}
    for between, stories in ((0.1, [[0, 1], [2, 3]]), (0.3, [[0, 1, 2, 3]])):
        leads = dict.fromkeys(pairs, between) | {(0, 1): 0.3, (2, 3): 0.3}
        assert linked(4, pairs, leads, **rules) == stories


def test_two_groups_need_more_than_an_article_does_to_join_one() -> None:
    pairs = {(0, 1): 0.2, (2, 3): 0.2} | {(a, b): 0.15 for a in (0, 1) for b in (2, 3)}
    rules = {"threshold": 0.1, "closeness": 0.0, "highest": 1.0}
    assert linked(4, pairs, formed=0.16, **rules) == [[0, 1], [2, 3]]
    assert linked(4, pairs, formed=0.14, **rules) == [[0, 1, 2, 3]]
    assert linked(3, {(0, 1): 0.2, (0, 2): 0.15, (1, 2): 0.15}, formed=0.16, **rules) == [[0, 1, 2]]


def test_copies_of_one_text_count_as_one_article_in_their_story() -> None:
    values = {(a, b): 1.0 for a in range(3) for b in range(a + 1, 3)} | {(a, 3): 0.2 * (a + 1) for a in range(3)}
    first, second = np.array(list(values), dtype=np.int32).T
    pairs = Pairs(first=first, second=second, values=np.array([*values.values()]))
    texts = fold(4, pairs, pairs.values, [(0, 1), (1, 2)], days=np.array([0.0, 1.0, 30.0, 1.0]), near=7.0)
    assert texts.members == ((0, 1), (2,), (3,))
    assert dict(zip(zip(texts.pairs.first, texts.pairs.second, strict=True), texts.pairs.values, strict=True)) == {
        (0, 1): 1.0,
        (0, 2): pytest.approx(0.3),
        (1, 2): pytest.approx(0.6),
    }
    assert texts.unfolded([[1], [0, 2]]) == [[0, 1, 3], [2]]


def test_many_copies_of_a_report_leave_other_reports_in_its_story() -> None:
    values = {(a, b): 0.95 if b < 6 else 0.2 for b in range(8) for a in range(b)} | {(6, 7): 0.25}
    first, second = np.array(list(values), dtype=np.int32).T
    pairs = Pairs(first=first, second=second, values=np.array([*values.values()]))
    same = [(a, a + 1) for a in range(5)]
    rules = {"threshold": 0.09, "formed": 0.14, "closeness": 0.85, "highest": 0.35}
    texts = fold(8, pairs, pairs.values, same, days=np.zeros(8), near=7.0)
    assert link(8, pairs, pairs.values, **rules) == [[0, 1, 2, 3, 4, 5], [6, 7]]
    assert texts.unfolded(link(3, texts.pairs, texts.leads, **rules)) == [[0, 1, 2, 3, 4, 5, 6, 7]]


def recounted(size: int, pairs: Scores, threshold: float) -> list[list[int]]:
    """Average linkage in the plainest way: every average anew after every merge."""
    groups = [[number] for number in range(size)]
    while True:
        averages = {
            (x, y): math.fsum(pairs.get((min(i, j), max(i, j)), 0.0) for i in groups[x] for j in groups[y])
            / (len(groups[x]) * len(groups[y]))
            for x in range(len(groups))
            for y in range(x + 1, len(groups))
        }
        best = min(averages, key=lambda pair: (-averages[pair], pair), default=None)
        if best is None or averages[best] < threshold:
            return groups
        groups[best[0]] = sorted(groups[best[0]] + groups.pop(best[1]))
        groups.sort()


POINTS = 9
SCORES = st.lists(
    st.floats(0.05, 1.0), min_size=POINTS * (POINTS - 1) // 2, max_size=POINTS * (POINTS - 1) // 2, unique=True
)


@settings(max_examples=100)
@given(SCORES, st.integers(1, 3))
def test_linkage_is_that_of_recounting_every_average_after_every_merge(scores: list[float], step: int) -> None:
    places = [(a, b) for a in range(POINTS) for b in range(a + 1, POINTS)][::step]
    pairs = dict(zip(places, scores, strict=False))
    assert linked(POINTS, pairs, threshold=0.3, closeness=0.0, highest=1.0) == recounted(POINTS, pairs, 0.3)


def test_nothing_alike_is_every_article_alone() -> None:
    assert linked(3, {}, threshold=0.1, closeness=0.8, highest=0.35) == [[0], [1], [2]]


def terms(name: str, words: str, day: str) -> Analysis:
    """An analysis that says nothing but these terms."""
    sentence = Sentence(start=0, end=0, block=0, terms=tuple(words.split()), leans="", whole=True)
    return make_analysis(make_article(name, words, day=day), sentences=[sentence])


def crowd(words: str) -> list[Analysis]:
    """Articles all over a year with the same words, more than a rare term may stand in."""
    return [
        terms(f"c{number:03}", f"{words} page{number}", f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}")
        for number in range(HOLDERS + 50)
    ]


def test_what_is_plainly_the_same_meets_over_any_distance_in_a_large_archive() -> None:
    text = "weather outlook arvenford brandvold selmark market hall quake"
    days = {"a": "2024-03-11", "b": "2025-08-01", "d": ""}
    same = [terms(name, text, day) for name, day in days.items()]
    assert frozenset(days) in {frozenset(each.ids) for each in group(crowd("weather outlook") + same)}


def test_what_half_the_archive_says_brings_together_only_articles_of_the_same_days() -> None:
    others = [terms(f"o{number}", f"plum{number}", "2024-01-01") for number in range(500)]
    given_articles = crowd("gearbox lindqvist arvenford brandvold selmark market hall quake") + others
    found = group(given_articles)
    dates = {each.article.id: each.article.published for each in given_articles}
    apart = [_apart(dates[name], dates[other]) for name, other in _nearest(found)]
    assert apart
    assert max(apart) <= 7


def _nearest(found: tuple[Group, ...]) -> list[tuple[str, str]]:
    members = [member for each in found for member in each.members]
    pairs = [(each.analysis.article.id, (each.evidence.best, each.evidence.nearest_other)) for each in members]
    return [(name, other) for name, others in pairs for other in others if other]


def _apart(one: Moment | None, other: Moment | None) -> int:
    assert one is not None
    assert other is not None
    return abs((one.day - other.day).days)
