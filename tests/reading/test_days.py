"""Days: what date expressions mean, seen from the article's day, and what is said of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from reading.passages import article

from digest.nouns import Analysis, Dated, DayPrecision, Moment, Origin, Precision, Resolved, Standing
from digest.reading import analyse
from digest.reading.date_meaning import Meant, Seen, meaning
from digest.reading.date_words import FORMS

GROUPS = yaml.safe_load((Path(__file__).parent / "days.yaml").read_text(encoding="utf-8"))
KEYS = {"published", "language"}


def read(text: str, published: date | None, *, doubt: str = "", language: str = "en") -> Analysis:
    """What an article of one sentence a line says."""
    moment = published and Moment(
        at=datetime.combine(published, time(), UTC), precision=Precision.DAY, origin=Origin.RECORD, doubt=doubt
    )
    languages = dict.fromkeys(range(len(text.splitlines())), language)
    return analyse([replace(article(text, languages=languages), published=moment or None)])[0]


def cases() -> Iterator[Any]:
    for group in GROUPS:
        (claim,) = group.keys() - KEYS
        for text, *found in group[claim]:
            yield pytest.param(group["published"], group.get("language", "en"), text, found, id=f"{claim}: {text}")


def told(found: Dated, expected: str) -> str:
    """A day as its case writes it, with as much of it as the case says."""
    days = f"{found.first}" if found.first == found.last else f"{found.first}..{found.last}"
    words = f"{found.text} = {days} {found.standing} {found.verb}"
    return " ".join(words.split()[: len(expected.split())])


@pytest.mark.parametrize(("published", "language", "text", "expected"), list(cases()))
def test_a_sentence_says_which_days_it_means(
    published: date | None, language: str, text: str, expected: list[str]
) -> None:
    found = read(text, published, language=language).days
    assert [told(one, words) for one, words in zip(found, expected, strict=False)] == expected
    assert len(found) == len(expected), [one.text for one in found]


def test_there_are_cases_enough() -> None:
    assert len(list(cases())) >= 150


def test_a_doubtful_date_of_an_article_resolves_nothing() -> None:
    text = "The bridge opened on Thursday, two days after 3 May 2024."
    (only,) = read(text, date(2025, 2, 27), doubt="far ahead of the others").days
    assert (only.first, only.resolved) == (date(2024, 5, 3), Resolved.WHOLE)


def test_offsets_and_sentences_lead_to_the_words() -> None:
    analysis = read("The mayor resigned.\nThe bridge opened on 20 February. It rained.", date(2025, 2, 27))
    (only,) = analysis.days
    sentence = analysis.sentences[only.sentence]
    assert analysis.article.text[only.start : only.end] == only.text == "20 February"
    assert analysis.article.text[sentence.start : sentence.end] == "The bridge opened on 20 February."


def test_the_day_a_dateline_prints_is_no_event() -> None:
    assert not read("HARBOUR CITY, Feb. 26 (Wire) — The bridge is open.", date(2025, 2, 27)).days


def test_an_event_told_from_the_day_of_the_sentence_before_is_certain_only_if_that_named_one_day() -> None:
    one = read("The mayor resigned on Monday.\nHer deputy left a day earlier.", date(2025, 2, 27)).days
    assert [day.first for day in one] == [date(2025, 2, 24), date(2025, 2, 23)]
    assert one[1].resolved is Resolved.TEXT
    two = read(
        "She fell ill on Monday and resigned on Tuesday.\nHer deputy left a day earlier.", date(2025, 2, 27)
    ).days
    assert len(two) == 2


def meant(text: str, published: date, direction: int) -> Meant | None:
    """What the first form that fits a text means."""
    kind, match = next((kind, match) for kind, form in FORMS if (match := form.search(text)))
    return meaning(kind, match, Seen(published=published, direction=direction))


BACK = ["on Monday", "on Sunday", "yesterday", "last week", "last month", "last year", "two days ago", "on Nov. 9"]


@given(published=st.dates(date(1990, 1, 1), date(2090, 12, 31)), words=st.sampled_from(BACK))
def test_what_a_text_speaks_of_as_past_never_lies_far_ahead_of_it(published: date, words: str) -> None:
    found = meant(f"It opened {words}.", published, -1)
    if found is None:
        assert words in {"on Monday", "on Sunday"}
        return
    assert found.first <= found.last
    assert found.first <= published + timedelta(days=45)
    assert (found.first == found.last) == (found.precision is DayPrecision.DAY)
    assert words == "on Nov. 9" or found.last <= published + timedelta(days=6)


@given(
    published=st.dates(date(1990, 1, 1), date(2090, 12, 31)), weekday=st.sampled_from(["Monday", "Friday", "Sunday"])
)
def test_a_coming_weekday_is_within_six_days(published: date, weekday: str) -> None:
    found = meant(f"It will open on {weekday}.", published, 1)
    if found is None:  # yesterday's name
        assert (published - timedelta(days=1)).strftime("%A") == weekday
        return
    assert published <= found.first < published + timedelta(days=6)
    assert found.first.strftime("%A") == weekday


@given(published=st.dates(date(1990, 1, 1), date(2090, 12, 31)), direction=st.sampled_from([-1, 0, 1]))
def test_a_day_without_a_year_is_never_more_than_a_year_away(published: date, direction: int) -> None:
    found = meant("It opened on 9 November.", published, direction)
    assert found is None or abs(found.first - published) <= timedelta(days=366)


@given(st.text(alphabet="0123456789 ./-–,MaryFebonday thlsneiw’'", max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for kind, form in FORMS:
        for match in form.finditer(text):
            meaning(kind, match, Seen(published=date(2024, 2, 29), direction=-1, anchor=date(2024, 2, 28)))


def test_an_event_that_lies_ahead_of_its_article_has_not_happened() -> None:
    (only,) = read("The court held its hearing on March 5.", date(2025, 2, 27)).days
    assert (only.first, only.standing) == (date(2025, 3, 5), Standing.UNCLEAR)
