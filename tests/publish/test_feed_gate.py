"""The finished feed, read back as a reader's program reads it."""

from pathlib import Path

import pytest

from digest.publish.feed_gate import feed_problems

ITEM = (
    "<item><title>Ferry returns</title><link>https://press.example/stories/ferry/</link>"
    "<guid isPermaLink='false'>tag:press.example,2025:1</guid><pubDate>Thu, 27 Feb 2025 00:00:00 +0000</pubDate></item>"
)


def problems(folder: Path, items: str, closing: str = "</channel></rss>") -> list[str]:
    head = "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>T</title>"
    (folder / "feed.xml").write_text(head + items + closing, encoding="utf-8")
    return feed_problems(folder)


def test_a_sound_feed_passes(tmp_path: Path) -> None:
    assert problems(tmp_path, ITEM) == []


def test_a_feed_that_is_not_well_formed_is_stopped(tmp_path: Path) -> None:
    assert any("not well-formed" in problem for problem in problems(tmp_path, ITEM, "</channel>"))


def test_the_feed_of_a_topic_is_read_too(tmp_path: Path) -> None:
    assert problems(tmp_path, ITEM) == []
    (tmp_path / "topics" / "ferries").mkdir(parents=True)
    (tmp_path / "topics" / "ferries" / "feed.xml").write_text("<rss version='2.0'><channel>", encoding="utf-8")
    assert any(problem.startswith("topics/ferries/feed.xml: not well-formed") for problem in feed_problems(tmp_path))


def test_two_items_with_one_id_are_stopped(tmp_path: Path) -> None:
    assert problems(tmp_path, ITEM * 2) == ["feed.xml: 2 items share the id tag:press.example,2025:1"]


@pytest.mark.parametrize("missing", ["title", "link", "guid"])
def test_an_item_without_what_readers_need_is_stopped(tmp_path: Path, missing: str) -> None:
    start = ITEM.index(f"<{missing}")
    end = ITEM.index(f"</{missing}>") + len(f"</{missing}>")
    assert len(problems(tmp_path, ITEM[:start] + ITEM[end:])) == 1


def test_a_date_that_readers_cannot_read_is_stopped(tmp_path: Path) -> None:
    assert len(problems(tmp_path, ITEM.replace("Thu, 27 Feb 2025 00:00:00 +0000", "on Thursday"))) == 1


def test_an_undated_item_passes(tmp_path: Path) -> None:
    assert problems(tmp_path, ITEM.replace("<pubDate>Thu, 27 Feb 2025 00:00:00 +0000</pubDate>", "")) == []
