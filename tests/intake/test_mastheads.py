"""Outlets and headlines of pasted pages."""

import pytest
from intake.clippings import REPORT, article

from digest.intake.mastheads import outlet_in

MENU = ["Skip to content", "Menu", "Home", "World", "Sport"]
TITLE = "Night ferry returns to Port Mellow after nine winters"
LABEL = "By Tom Reed | Published: March 3, 2024"


def outlet(labels: list[str], top: list[str], foot: list[str]) -> str | None:
    found = outlet_in(labels, top, foot)
    return found.value if found else None


def title(*lines: str) -> str | None:
    found = article("\n\n".join(lines)).title
    return found.value if found else None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("© 2024 The Mellow Sample. All rights reserved.", "The Mellow Sample"),
        ("Copyright © 2019-2024 By The Skarn Bell and our contributors", "The Skarn Bell"),
        ("© 2024 SkarnPrivacyTerms", None),
        ("© All rights reserved", None),
    ],
)
def test_a_copyright_line_names_the_outlet_and_no_more(line: str, name: str | None) -> None:
    assert outlet([], [], [line]) == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Mellow Sample News Desk, March 3, 2024", "Mellow Sample"),
        ("Mellow Sample News Desk", "Mellow Sample"),
        ("Student Help Desk", None),
        ("Adjustable Desk Converters", None),
        ("100 Bureau Drive", None),
    ],
)
def test_a_desk_is_an_outlets_only_as_a_byline(line: str, name: str | None) -> None:
    assert outlet([line], [], []) == name


def test_the_name_at_the_top_counts_if_the_page_says_it_again() -> None:
    top = ["Skip to content", "The Mellow Sample", "World", "Sport"]
    assert outlet([], top, []) is None
    assert outlet([], top, ["About the Mellow Sample"]) == "The Mellow Sample"
    assert outlet([], top, ["Write to desk@themellowsample.org"]) == "The Mellow Sample"
    assert outlet([], ["World News", "Sport"], ["World News", "Sport", "Contact us"]) is None
    assert outlet([], ["3 new messages", "The Mellow Sample"], ["About 3 new messages"]) is None


def test_a_pasted_page_takes_the_outlet_from_its_top() -> None:
    lines = ["Skarn Bell", *MENU, TITLE, LABEL, *REPORT, "Related stories", "Follow Skarn Bell"]
    found = article("\n\n".join(lines)).outlet
    assert found is not None
    assert found.value == "Skarn Bell"
    assert "Follow" in found.evidence


def test_notices_above_a_headline_are_no_part_of_the_article() -> None:
    notice = "An official website of the harbour board. A board website belongs to the board and is looked after by it."
    cleaned = article("\n\n".join([notice, *MENU, "Search", "Boats", TITLE, LABEL, *REPORT, *REPORT[::-1]]))
    assert cleaned.title is not None
    assert cleaned.title.value == TITLE
    assert cleaned.text.startswith(REPORT[0])


def test_a_headline_is_not_taken_from_the_contents_or_the_deck_below_it() -> None:
    contents = ["In this article", "How the ferry was lost", "What the tickets cost"]
    lines = [*MENU, TITLE, LABEL, *contents, *REPORT[:2], contents[1], REPORT[2], contents[2], REPORT[3]]
    assert title(*lines) == TITLE


def test_a_path_of_sections_is_not_the_headline() -> None:
    assert title(*MENU, "Home » Harbour » Ferries", TITLE, LABEL, *REPORT) == TITLE
    assert title(*MENU, "Harbour", TITLE, LABEL, *REPORT) == TITLE
