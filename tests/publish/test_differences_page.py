"""Where accounts differ, on the page and as data."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from publish import sample
from publish.disputes import disputed
from publish.printing import publish
from selectolax.lexbor import LexborHTMLParser

from digest.nouns import Edition
from digest.printed import receipts_of
from digest.publish import data

PAGE = "site/stories/night-ferry-approved/index.html"


@pytest.fixture(scope="module")
def edition() -> Edition:
    return sample.edition([disputed(sample.ferry()), sample.talks(), sample.bridge(), sample.postponed()])


@pytest.fixture(scope="module")
def page(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> LexborHTMLParser:
    folder = tmp_path_factory.mktemp("disputes")
    publish(edition, folder)
    return LexborHTMLParser((folder / PAGE).read_text(encoding="utf-8"))


def words(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def test_each_difference_stands_under_the_words_that_name_it(page: LexborHTMLParser) -> None:
    assert words(page, "table.differ th[scope=rowgroup]") == ["The first crossing is planned for …", "Mira Tan"]
    assert words(page, "table.differ th[scope=row]")[:2] == ["June", "1 June"]


def test_every_value_names_its_outlets_and_leads_to_its_sentence(page: LexborHTMLParser) -> None:
    assert words(page, "#difference-1-2-1") == ["Alder Gazette, 4 Mar1"]
    link = page.css_first("#difference-1-2-1 a.mark")
    assert link is not None
    assert (link.attributes["href"] or "").startswith("https://gazette.example/2031/night-ferry#:~:text=The%20first")
    receipt = page.css_first("#difference-1-1-1-receipt mark")
    assert receipt is not None
    assert "June" in receipt.text()


def test_a_copy_is_listed_and_said_to_be_no_text_of_its_own(page: LexborHTMLParser) -> None:
    (cell,) = (one for one in words(page, "table.differ td") if "Morning Tide" in one)
    assert "Northern Wire" in cell
    assert cell.endswith("1 independent text")


def test_an_update_is_told_below_the_table_as_what_came_first_and_what_later(page: LexborHTMLParser) -> None:
    (line,) = (one for one in words(page, "ul.lines li") if "first said" in one)
    assert "Morning Tide first said 2.4 million crowns" in line
    assert "and later 2.4 million crowns" in line


def test_the_table_can_be_heard(page: LexborHTMLParser) -> None:
    table = page.css_first("table.differ")
    assert table is not None
    assert table.css_first("caption") is not None
    assert all(cell.attributes.get("scope") for cell in table.css("th"))


def test_a_story_without_differences_prints_nothing_of_them(tmp_path: Path) -> None:
    publish(sample.edition(), tmp_path)
    assert "Where accounts differ" not in (tmp_path / PAGE).read_text(encoding="utf-8")


def test_only_updates_stand_under_a_heading_of_their_own(edition: Edition, tmp_path: Path) -> None:
    story = edition.stories[0]
    (first, _) = story.told.differences
    only = replace(story, told=replace(story.told, differences=(replace(first, sides=()),)))
    publish(sample.edition([only, *edition.stories[1:]]), tmp_path)
    text = (tmp_path / PAGE).read_text(encoding="utf-8")
    assert "Revised by its outlet" in text
    assert "Where accounts differ" not in text


def test_every_value_and_sentence_has_a_receipt(edition: Edition) -> None:
    checked = {(one.article.id, one.start, one.end) for one in receipts_of(edition)}
    for difference in edition.stories[0].told.differences:
        for one in difference.claims:
            assert {(one.article, one.start, one.end), (one.article, one.sentence.start, one.sentence.end)} <= checked


def test_differences_stand_in_the_data(edition: Edition) -> None:
    (file,) = (one for one in data(edition, sample.OPTIONS) if one.path == f"data/stories/{edition.stories[0].id}.json")
    story = json.loads(file.data)
    first, second = story["differences"]
    assert (first["aspect"], second["aspect"]) == ("date", "office")
    assert [side["value"] for side in first["sides"]] == ["June", "1 June"]
    assert [side["independent_texts"] for side in first["sides"]] == [1, 1]
    assert first["updates"][0]["later"]["article"] == "morning-copy"
    assert second["phrase"]["gap"] is None
