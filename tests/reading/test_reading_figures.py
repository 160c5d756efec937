"""What a text counts: the cases of figures.yaml, and what holds for every text."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter
from reading.passages import article

from digest.nouns import Analysis, Bound, Change, Figure, Measure, Moment, Origin, Precision
from digest.reading import analyse
from digest.reading.quantities.numbers import numbers

CASES = yaml.safe_load((Path(__file__).parent / "figures.yaml").read_text(encoding="utf-8"))
FLAGS = ("vague", "doer", "part", "further", "total", "hypothetical", "negated")
DAY = Moment(at=datetime(2025, 5, 14, tzinfo=UTC), precision=Precision.DAY, origin=Origin.RECORD)


@cache
def _read(text: str, language: str = "en") -> Analysis:
    return analyse([replace(article(text, languages={0: language}), published=DAY)])[0]


def _figures(text: str) -> tuple[Figure, ...]:
    return _read(text).figures


def _row(figure: Figure) -> dict[str, Any]:
    """A figure as the cases write it: without what it has not."""
    days = f"{figure.day}..{figure.last_day}" if figure.day != figure.last_day else None
    row = {
        "text": figure.text,
        "value": figure.low if figure.low == figure.high else [figure.low, figure.high],
        "bound": None if figure.bound is Bound.EXACT else str(figure.bound),
        "unit": figure.unit,
        "measure": None if figure.measure is Measure.COUNT else str(figure.measure),
        "per": figure.per,
        "counted": " ".join(figure.counted),
        "deed": figure.deed,
        "change": f"{figure.change} {figure.direction}".strip() if figure.change is not Change.LEVEL else None,
        "actors": list(figure.actors),
        "places": list(figure.places),
        "day": None if days else figure.day,
        "days": days,
        "claimant": figure.claimant,
        "is": [flag for flag in FLAGS if getattr(figure, flag)],
    }
    return {key: value for key, value in row.items() if value not in (None, "", [])}


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = _read(case["text"], case.get("language", "en")).figures
    assert [_row(figure) for figure in found] == case.get("figures", [])


def test_the_cases_are_many_and_a_sixth_of_them_hold_no_figure() -> None:
    assert len(CASES) >= 150
    assert len({case["text"] for case in CASES}) == len(CASES)
    assert sum("figures" not in case for case in CASES) >= len(CASES) / 6


def test_a_figure_is_printed_verbatim_inside_its_sentence() -> None:
    for case in CASES:
        analysis = _read(case["text"], case.get("language", "en"))
        for figure in analysis.figures:
            sentence = analysis.sentences[figure.sentence]
            assert sentence.start <= figure.start < figure.end <= sentence.end
            assert analysis.article.text[figure.start : figure.end] == figure.text


def test_an_analysis_with_figures_is_the_same_when_it_was_stored() -> None:
    adapter = TypeAdapter(Analysis)
    analysis = _read("Between 10 and 15 houses burned down in Norwick on Tuesday, police said.")
    assert analysis.figures
    assert adapter.validate_json(adapter.dump_json(analysis)) == analysis


def test_an_article_without_a_date_dates_no_figure_by_a_weekday() -> None:
    found = analyse([article("Twelve people were killed on Tuesday.\nSix people were killed on 5 March 2024.")])[0]
    assert [figure.day and figure.day.isoformat() for figure in found.figures] == [None, "2024-03-05"]


def test_a_doubtful_date_dates_no_figure() -> None:
    doubtful = replace(article("Twelve people were killed on Tuesday."), published=replace(DAY, doubt="in the future"))
    assert [figure.day for figure in analyse([doubtful])[0].figures] == [None]


def test_a_bare_dollar_is_of_no_known_country_beside_another_dollar() -> None:
    assert [figure.unit for figure in _figures("The repairs cost $40,000.")] == ["USD"]
    beside = _read("The repairs cost $40,000.\nThe bridge cost S$2 million.").figures
    assert [figure.unit for figure in beside] == ["dollar", "SGD"]


def test_a_dateline_is_no_place_of_a_figure() -> None:
    assert [figure.places for figure in _figures("LONDON — Police arrested 40 people in Norwick.")] == [("Norwick",)]


def test_the_grain_of_a_figure_is_the_place_of_its_last_digit() -> None:
    grains = {"1,234": 1, "2.4 million": 1e5, "12.5": 0.1, "two hundred": 100, "two and a half million": 5e5}
    assert {text: numbers(text, 0, len(text))[0].grain for text in grains} == pytest.approx(grains)


@settings(max_examples=300)
@given(st.text(alphabet="0123456789.,-–%$€ \n", max_size=40) | st.text(max_size=60))
def test_numbers_stand_in_order_and_inside_any_text(text: str) -> None:
    found = numbers(text, 0, len(text))
    for number in found:
        assert 0 <= number.start <= number.first < number.last <= number.end <= len(text)
        assert number.low <= number.high or number.measure is Measure.RESULT
    assert all(one.last <= other.first for one, other in pairwise(found))


@settings(max_examples=200)
@given(st.integers(min_value=0, max_value=10**12))
def test_thousands_separators_do_not_change_a_number(value: int) -> None:
    printed = f"{value:,}"
    assert [number.low for number in numbers(printed, 0, len(printed))] == [float(value)]


_WORDS = st.sampled_from(f"12 killed $5 percent of the and 3-2 {'( ) , .'} million half in to by from was".split())


@settings(max_examples=40)
@given(st.lists(_WORDS, max_size=14))
def test_no_row_of_words_is_too_much(words: list[str]) -> None:
    for figure in _figures(" ".join(words)):
        assert figure.text
