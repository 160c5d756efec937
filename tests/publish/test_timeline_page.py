"""Timelines on pages: the drawing in numbers, the events with their words, the table behind it, the data."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publish import sample
from publish.printing import TEMPLATES
from selectolax.lexbor import LexborHTMLParser

from digest.nouns import DayPrecision, Edition, Entry, EntryKind, Timeline
from digest.printed import receipts_of
from digest.publish import data, pages
from digest.publish.languages import words_of
from digest.publish.timeline_drawing import DrawingView, Mark, drawing

WORDS = words_of("en")
MONDAY = date(2025, 2, 24)


def published(day: date, minute: int | None = None) -> Mark:
    return Mark(kind=EntryKind.PUBLISHED, first=day, last=day, minute=minute)


def event(number: int, first: date, last: date | None = None, *, background: bool = False) -> Mark:
    return Mark(kind=EntryKind.EVENT, first=first, last=last or first, number=number, background=background)


def percent(words: str) -> float:
    return float(words.removesuffix("%"))


def places(drawn: DrawingView) -> list[float]:
    spots = [disc.x for disc in drawn.discs] + [dot.x for dot in (*drawn.dots, *drawn.bars, *drawn.firsts)]
    return [percent(x) for x in spots + [label.x for label in drawn.labels]]


def draw(*marks: Mark) -> DrawingView:
    drawn = drawing(marks, WORDS)
    assert drawn is not None
    return drawn


def test_one_day_without_a_time_needs_no_drawing() -> None:
    assert drawing([published(MONDAY), published(MONDAY), event(1, MONDAY)], WORDS) is None
    assert drawing([], WORDS) is None


def test_the_lane_of_first_appearances_says_what_it_holds() -> None:
    speaker, figure = (
        Mark(kind=kind, first=MONDAY, last=MONDAY, minute=615) for kind in (EntryKind.SPEAKER, EntryKind.FIGURE)
    )
    lanes = [
        draw(published(MONDAY, 602), *marks).lanes[-1].text for marks in ((speaker,), (figure,), (speaker, figure))
    ]
    assert lanes == ["First quoted", "First given", "First quoted or given"]


def test_one_hour_is_drawn_by_the_hour() -> None:
    drawn = draw(published(MONDAY, 602), published(MONDAY, 658))
    assert [label.text for label in drawn.labels] == ["10:00", "11:00"]
    first, second = (percent(dot.x) for dot in drawn.dots)
    assert second - first > 80


def test_a_day_with_an_event_is_drawn_whole() -> None:
    drawn = draw(published(MONDAY, 600), event(1, MONDAY))
    assert [label.text for label in drawn.labels] == ["00:00", "06:00", "12:00", "18:00", "24:00"]
    (disc,) = drawn.discs  # on that day, not at noon
    assert percent(disc.bar) + percent(disc.width) > 95


def test_five_days_are_equally_wide_and_named_below_their_middle() -> None:
    drawn = draw(*(published(MONDAY + timedelta(days=n)) for n in range(5)))
    assert [label.text for label in drawn.labels] == ["24 Feb", "26 Feb", "28 Feb"]
    xs = [percent(dot.x) for dot in drawn.dots]
    gaps = [after - before for before, after in pairwise(xs)]
    assert max(gaps) - min(gaps) < 3


def test_two_years_are_named_by_months_evenly_apart() -> None:
    drawn = draw(published(date(2023, 3, 1)), published(date(2025, 3, 2)))
    assert [label.text for label in drawn.labels] == ["Jul 2023", "Jan 2024", "Jul 2024", "Jan 2025"]
    assert abs(percent(drawn.labels[2].x) - percent(drawn.labels[0].x) - 46) < 3


def test_what_is_far_away_stands_behind_a_break_and_does_not_stretch_the_days() -> None:
    near = draw(published(MONDAY), published(MONDAY + timedelta(days=2)))
    far = draw(
        event(1, date(1998, 1, 1), date(1998, 12, 31), background=True),
        published(MONDAY),
        published(MONDAY + timedelta(days=2)),
        event(2, date(2026, 2, 1), background=True),
    )
    assert len(far.breaks) == 2
    assert not near.breaks
    left, right = (percent(x) for x in far.breaks)
    past, coming = (percent(disc.x) for disc in far.discs)
    assert past < left < min(percent(dot.x) for dot in far.dots)
    assert max(percent(dot.x) for dot in far.dots) < right < coming
    assert [label.text for label in far.labels] == [label.text for label in near.labels]


def test_a_break_crosses_the_events_alone_and_no_name_of_a_lane() -> None:
    drawn = draw(event(1, date(1998, 1, 1), background=True), published(MONDAY), published(MONDAY + timedelta(days=2)))
    events, texts = drawn.lanes
    assert events.y < drawn.break_from < drawn.discs[0].y < drawn.break_to < texts.y - 12


def test_every_day_is_named_below_its_own_tick_where_there_is_room() -> None:
    drawn = draw(*(published(MONDAY + timedelta(days=n)) for n in range(4)))
    assert [(label.x, label.anchor) for label in drawn.labels] == [(tick, "middle") for tick in drawn.ticks]


def test_events_of_one_day_stand_below_one_another() -> None:
    drawn = draw(published(MONDAY), published(MONDAY + timedelta(days=6)), event(1, MONDAY), event(2, MONDAY))
    first, second = drawn.discs
    assert first.x == second.x
    assert second.y - first.y >= 20


def test_a_span_has_a_bar_as_long_as_its_days() -> None:
    drawn = draw(
        *(published(MONDAY + timedelta(days=n)) for n in range(8)), event(1, MONDAY, MONDAY + timedelta(days=3))
    )
    (disc,) = drawn.discs
    assert abs(percent(disc.width) - 93 / 2) < 4


def test_texts_of_one_hour_are_dots_on_one_another_and_many_are_bars() -> None:
    few = draw(*(published(MONDAY, 600) for _ in range(5)), published(MONDAY + timedelta(days=3)))
    assert len({dot.y for dot in few.dots}) == 5
    assert not few.tallest
    many = draw(*(published(MONDAY, 600) for _ in range(300)), published(MONDAY + timedelta(days=3)))
    assert (many.tallest, many.dots) == (300, ())
    assert max(bar.height for bar in many.bars) == 48
    assert min(bar.height for bar in many.bars) >= 3


DAYS, MINUTES = st.integers(0, 900), st.none() | st.integers(0, 1439)


@given(
    texts=st.lists(st.tuples(DAYS, MINUTES), max_size=40),
    told=st.lists(st.tuples(DAYS, st.integers(0, 40), st.booleans()), max_size=8),
)
def test_every_drawing_is_bounded_and_everything_stands_inside(
    texts: list[tuple[int, int | None]], told: list[tuple[int, int, bool]]
) -> None:
    marks = [published(MONDAY + timedelta(days=day), minute) for day, minute in texts]
    for number, (day, more, far) in enumerate(told, start=1):
        first = MONDAY + timedelta(days=day)
        marks.append(event(number, first, first + timedelta(days=more), background=far))
    drawn = drawing(marks, WORDS)
    if drawn is None:
        return
    assert drawn.height <= 400
    assert all(0 <= x <= 100 for x in places(drawn))
    assert len({(disc.x, disc.y) for disc in drawn.discs}) == len(drawn.discs)
    assert len(drawn.labels) <= 5
    assert all(percent(right.x) - percent(left.x) >= 12 for left, right in pairwise(drawn.labels))


SENTENCE = "The harbour council approved a night ferry between Port Alder and Kestrel Island on Tuesday"


def timed() -> Edition:
    """The sample, its first story with a timeline."""
    edition = sample.edition()
    story = edition.stories[0]
    members = story.members
    first = members[0].analysis.article
    at = first.text.index("The harbour council")
    end = first.text.index("\n\n")
    entries = [
        Entry(
            kind=EntryKind.PUBLISHED, first=member.published.day, last=member.published.day,
            precision=DayPrecision.DAY, article=member.analysis.article.id, moment=member.published,
        )
        for member in members[:2] if member.published
    ]  # fmt: skip
    told = Entry(
        kind=EntryKind.EVENT, first=date(2031, 2, 25), last=date(2031, 2, 25), precision=DayPrecision.DAY,
        article=first.id, start=at, end=end, text=first.text[at:end], also_in=(members[1].analysis.article.id,),
    )  # fmt: skip
    coming = replace(told, first=date(2031, 6, 1), last=date(2031, 6, 1), announced=True, background=True, also_in=())
    shown = replace(story, told=replace(story.told, timeline=Timeline(entries=(told, *entries, coming))))
    return replace(edition, stories=(shown, *edition.stories[1:]))


@pytest.fixture(scope="module")
def printed() -> str:
    made = pages(timed(), sample.OPTIONS, templates=TEMPLATES)
    return next(page.markdown for page in made if page.path == "stories/night-ferry-approved/index.md")


def test_the_drawing_is_an_image_with_a_title_and_a_description(printed: str) -> None:
    tree = LexborHTMLParser(printed)
    svg = tree.css_first("svg.time__drawing")
    assert svg is not None
    assert svg.attributes["role"] == "img"
    names = (svg.attributes["aria-labelledby"] or "").split()
    title, described = (tree.css_first(f"#{name}") for name in names)
    assert title is not None
    assert described is not None
    assert "dated events" in title.text()
    assert "announced 2" in described.text()
    assert "style=" not in svg.html
    assert "<script" not in svg.html


def test_each_event_leads_to_its_very_words(printed: str) -> None:
    tree = LexborHTMLParser(printed)
    for number in ("1", "2"):
        item = tree.css_first(f"#event-{number}")
        assert item is not None
        assert SENTENCE in item.text()
        assert item.css_first("a.mark") is not None
    assert "announced" in tree.css_first("#event-2").text()  # type: ignore[union-attr]


def test_the_table_holds_everything_in_order(printed: str) -> None:
    rows = [row.text() for row in LexborHTMLParser(printed).css("table.times tbody tr")]
    assert [re.sub(r"\d.*", "", row.split("2031", 1)[1]).strip(", :") != "" for row in rows]
    assert len(rows) == 4
    assert "Event" in rows[0]
    assert "Announced" in rows[-1]


def test_a_figure_stands_in_the_table_in_its_words_and_leads_to_the_comparison() -> None:
    edition = timed()
    story = edition.stories[0]
    assert story.told.timeline is not None
    event = story.told.timeline.entries[0]
    figure = replace(event, kind=EntryKind.FIGURE, end=event.start + 12, text=event.text[:12], name="12", also_in=())
    shown = replace(story, told=replace(story.told, timeline=Timeline(entries=(event, figure))))
    made = pages(replace(edition, stories=(shown, *edition.stories[1:])), sample.OPTIONS, templates=TEMPLATES)
    page = next(page.markdown for page in made if page.path == "stories/night-ferry-approved/index.md")
    (row,) = [one for one in LexborHTMLParser(page).css("table.times tbody tr") if "First given" in one.text()]
    assert event.text[:12] in row.text()
    assert row.css_first('a[href="#differ"]') is not None


def test_a_story_without_a_timeline_prints_none() -> None:
    made = pages(sample.edition(), sample.OPTIONS, templates=TEMPLATES)
    assert not [page.path for page in made if "## Timeline" in page.markdown]


def test_hostile_words_stay_words() -> None:
    edition = timed()
    story = edition.stories[0]
    assert story.told.timeline is not None
    entries = tuple(
        replace(entry, text="<script>alert(1)</script> [x](javascript:y)") if entry.text else entry
        for entry in story.told.timeline.entries
    )
    shown = replace(story, told=replace(story.told, timeline=Timeline(entries=entries)))
    made = pages(replace(edition, stories=(shown, *edition.stories[1:])), sample.OPTIONS, templates=TEMPLATES)
    page = next(page.markdown for page in made if page.path == "stories/night-ferry-approved/index.md")
    assert "<script>alert" not in page
    assert "](javascript" not in page


def test_the_data_have_the_timeline() -> None:
    files = {file.path: file.data for file in data(timed(), sample.OPTIONS)}
    stories = [json.loads(files[f"data/stories/{story.id}.json"]) for story in timed().stories]
    kinds = [entry["kind"] for entry in stories[0]["timeline"]]
    assert kinds == ["event", "published", "published", "event"]
    event = stories[0]["timeline"][0]
    assert (event["first"], event["precision"], event["announced"]) == ("2031-02-25", "day", False)
    assert event["text"].startswith(SENTENCE)
    assert stories[1]["timeline"] == []


def test_an_events_words_are_read_back_before_they_are_printed() -> None:
    receipts = [receipt for receipt in receipts_of(timed()) if receipt.printed_as == "event"]
    assert len(receipts) == 2
    assert all(one.article.text[one.start : one.end] == one.text for one in receipts)
