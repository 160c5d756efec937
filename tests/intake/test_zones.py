"""Zones by their abbreviations."""

from datetime import datetime

import pytest
from intake.clippings import REPORT, article

from digest.intake.dates import dates_in, slash_order
from digest.intake.zones import countries, country_of_locale, offset_of
from digest.nouns import Precision

NOON = datetime(2024, 3, 5, 12, 0)  # noqa: DTZ001 - as printed


@pytest.mark.parametrize(
    ("zone", "places", "hours"),
    [
        ("IST", {"in"}, 5.5),
        ("IST", {"ie"}, 1),
        ("IST", {"il"}, 2),
        ("IST", {"fr"}, None),
        ("IST", {"in", "ie"}, None),
        ("CST", {"us"}, -6),
        ("CST", {"cn"}, 8),
        ("CST", set(), None),
        ("BST", {"gb"}, 1),
        ("BST", {"bd"}, 6),
        ("BST", set(), None),
        ("EST", {"au"}, 10),
        ("EST", {"au", "us"}, None),
        ("EST", set(), -5),
        ("AEST", set(), 10),
        ("PST", {"ph"}, 8),
        ("UTC+5:30", set(), 5.5),
        ("+99:00", set(), None),
        ("XYZT", {"in"}, None),
        ("Art", set(), None),
        ("gmt", set(), 0),
    ],
)
def test_an_abbreviation_means_what_it_means_in_the_pages_country(
    zone: str, places: set[str], hours: float | None
) -> None:
    found = offset_of(zone, NOON, frozenset(places))
    assert found.minutes == (None if hours is None else hours * 60)


def test_a_choice_between_meanings_is_told() -> None:
    assert "India" in offset_of("IST", NOON, {"in"}).note
    assert "several meanings" in offset_of("IST", NOON, set()).note
    assert "usual" in offset_of("EST", NOON, set()).note
    assert offset_of("UTC", NOON, set()).note == ""


@pytest.mark.parametrize(
    ("day", "hours"), [("2024-03-09", -5), ("2024-03-11", -4), ("2024-11-02", -4), ("2024-11-04", -5)]
)
def test_eastern_time_follows_the_summer(day: str, hours: int) -> None:
    assert offset_of("ET", datetime.fromisoformat(f"{day} 12:00"), set()).minutes == hours * 60


def test_a_page_shows_its_country_by_numbers_hosts_and_locale() -> None:
    assert countries("Call +353 1 555 0123 or write to desk@bell.example.in") == {"ie", "in"}
    assert countries("www.example.co.uk") == {"gb"}
    assert countries("see bell.example.io, bell.example.tv") == frozenset()
    assert country_of_locale("en_IN") == "in"
    assert country_of_locale("en-US") == ""


def test_what_a_page_names_as_its_own_decides_before_the_numbers_in_its_text() -> None:
    line = "<p>Published: 5 March 2024, 10:04 IST</p><p>Call +91 22 5550 1234</p>"
    body = f"<h1>Night ferry returns</h1>{line}" + "".join(f"<p>{words}</p>" for words in REPORT)
    shown = article(body, "a.html").published
    assert shown is not None
    assert shown.offset_minutes == 330
    irish = article(f'<link rel="canonical" href="https://example.ie/a">{body}', "a.html").published
    assert irish is not None
    assert irish.offset_minutes == 60


def test_a_pasted_page_that_shows_no_country_keeps_the_day_alone_and_says_why() -> None:
    found = article("\n\n".join(["Night ferry returns", "Updated: 05-03-2024 10:04 IST", *REPORT])).published
    assert found is not None
    assert (str(found.day), found.precision) == ("2024-03-05", Precision.DAY)
    assert "several meanings" in found.evidence


def test_dates_with_slashes_are_read_as_the_rest_of_the_page_writes_them() -> None:
    head = ["Night ferry returns", "Published: 04/03/2024"]
    assert article("\n\n".join([*head, *REPORT])).published is None
    other = "Barley prices fall, 28/02/2024"
    found = article("\n\n".join([*head, *REPORT, "Related stories", other])).published
    assert found is not None
    assert str(found.day) == "2024-03-04"
    assert slash_order(["02/28/2024"]) is False
    assert slash_order(["02/28/2024", "28/02/2024"]) is None
    assert [str(one.at.date()) for one in dates_in("04/03/2024", day_first=False)] == ["2024-04-03"]
