"""Dates as pages print them."""

from datetime import UTC, datetime

import pytest

from digest.intake.dates import dates_in, moment
from digest.intake.zones import countries
from digest.nouns import Origin, Precision


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published August 16, 2023", "2023-08-16"),
        ("Thursday, 16 Aug. 2023 | World", "2023-08-16"),
        ("16th of August 2023", "2023-08-16"),
        ("2023-08-16T10:00:00Z", "2023-08-16"),
        ("16.08.2023", "2023-08-16"),
        ("08/16/2023", "2023-08-16"),
        ("16/08/2023", "2023-08-16"),
        ("16 de agosto de 2023", "2023-08-16"),
        ("Jane DoeAugust 16, 2023No comments", "2023-08-16"),
        ("August 16, 20236:01 PM", "2023-08-16"),
    ],
)
def test_a_day_is_read_in_the_usual_notations(line: str, day: str) -> None:
    assert [str(found.at.date()) for found in dates_in(line)] == [day]


@pytest.mark.parametrize(
    "line", ["03/04/2023", "2023-13-45", "August 2023", "31 June 2023", "1 May 1890", "call 12-34-5678"]
)
def test_what_is_no_certain_date_is_not_read(line: str) -> None:
    assert dates_in(line) == ()


def test_a_time_with_a_certain_zone_is_kept_to_the_minute() -> None:
    found = moment(dates_in("10:40 PM EST, Dec. 3, 2024")[0], origin=Origin.TEXT)
    assert found.at == datetime(2024, 12, 4, 3, 40, tzinfo=UTC)
    assert found.offset_minutes == -300
    assert str(found.day) == "2024-12-03"


def test_a_time_without_a_zone_keeps_only_the_day() -> None:
    found = moment(dates_in("3 December 2024, 10:40 pm")[0], origin=Origin.TEXT)
    assert (found.precision, found.at) == (Precision.DAY, datetime(2024, 12, 3, tzinfo=UTC))


def test_a_shared_abbreviation_is_resolved_by_the_page_and_never_guessed() -> None:
    found = dates_in("Updated: 05-03-2024 08:00 IST")[0]
    assert moment(found, origin=Origin.TEXT, places=countries("Call +91 22 5550 1234")).at.hour == 2
    unsure = moment(found, origin=Origin.TEXT)
    assert unsure.precision is Precision.DAY
    assert "several meanings" in unsure.evidence
    both = countries("+91 22 5550 1234 or +353 1 555 0123")
    assert moment(found, origin=Origin.TEXT, places=both).precision is Precision.DAY
