"""A fetch from feeds to files: what is stored, what is left alone, and what a failure leaves behind."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from intake.newsroom import FETCHED, LATER, asked, clippings, config, feed, files, item, rss, run, stamps
from intake.server import in_turn, page, redirect, serve

from digest.intake.cleaner import clean
from digest.intake.feeds.health import all_health
from digest.intake.files import collect
from digest.nouns import Article


def test_each_entry_becomes_a_file_that_a_build_reads_with_all_that_the_feed_said(tmp_path: Path) -> None:
    with serve({"/feed.xml": page(rss(item(1), item(2)))}) as site:
        report = run(tmp_path, config(feed(site.url("/feed.xml"), topics=["Harbour", "Islands"])))
    assert [(one.new, one.changed, one.failed) for one in report.feeds] == [(2, 0, False)]
    collected = collect(tmp_path / "content", max_bytes=1_000_000)
    assert collected.skipped == (), "state.yml is no article"
    articles = [clean(raw) for raw in collected.raws]
    first, second = sorted((one for one in articles if isinstance(one, Article)), key=lambda one: one.title.value)  # type: ignore[union-attr]
    assert first.text == "\n\n".join(item(1).words)
    assert first.title and first.title.value == "Ferry bulletin number 1"  # noqa: PT018
    assert first.url and first.url.value == "https://gazette.example/ferry/1"  # noqa: PT018
    assert first.outlet and first.outlet.value == "Sample Gazette"  # noqa: PT018
    assert first.published and first.published.day == date(2025, 2, 27)  # noqa: PT018
    assert (first.topics, first.fetched) == (("Harbour", "Islands"), FETCHED)
    assert second.title and second.title.value == "Ferry bulletin number 2"  # noqa: PT018


@pytest.mark.parametrize("validators", [{"etag": '"7"'}, {"last_modified": "Thu, 27 Feb 2025 11:00:00 GMT"}, {}])
def test_a_second_fetch_without_news_asks_once_and_touches_nothing(tmp_path: Path, validators: dict[str, str]) -> None:
    with serve({f"/{name}.xml": page(rss(item(name)), **validators) for name in (1, 2)}) as site:
        made = config(*(feed(site.url(f"/{name}.xml"), f"Gazette {name}") for name in (1, 2)))
        run(tmp_path, made)
        before = stamps(tmp_path)
        site.requests.clear()
        report = run(tmp_path, made, fetched=LATER)
        assert all(one.unchanged for one in report.feeds)
        assert stamps(tmp_path) == before
        given = {name for one in site.requests for name in one.headers if name.startswith("if-")}
        assert given == {{"etag": "if-none-match", "last_modified": "if-modified-since"}[name] for name in validators}
        assert sorted(asked(site)) == ["/1.xml", "/2.xml"]


def test_without_its_memory_a_fetch_reads_all_and_still_writes_nothing_twice(tmp_path: Path) -> None:
    with serve({"/feed.xml": page(rss(item(1), item(2)), etag='"1"')}) as site:
        made = config(feed(site.url("/feed.xml")))
        run(tmp_path, made)
        before = stamps(tmp_path / "content")
        shutil.rmtree(tmp_path / ".digest")
        report = run(tmp_path, made, fetched=LATER)
        assert report.feeds[0].unchanged
        assert stamps(tmp_path / "content") == before


@pytest.mark.parametrize("found", ["{", "[]", '{"layout": 99, "feeds": {}}', '{"layout": 1, "feeds": {"a": 3}}', "\0"])
def test_a_memory_that_is_corrupt_or_foreign_is_replaced_with_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, found: str
) -> None:
    with serve({"/feed.xml": page(rss(item(1)), etag='"1"')}) as site:
        made = config(feed(site.url("/feed.xml")))
        (tmp_path / ".digest").mkdir()
        (tmp_path / ".digest" / "fetch.json").write_text(found)
        run(tmp_path, made)
        assert "made anew" in caplog.text
        assert run(tmp_path, made).feeds[0].unchanged
        assert site.requests[-1].headers["if-none-match"] == '"1"'


def test_one_dead_feed_never_stops_the_others_and_its_failing_is_dated_from_its_beginning(tmp_path: Path) -> None:
    dead = in_turn(page(b"", status=500), page(b"", status=404), page(rss(item(2))))
    with serve({"/good.xml": page(rss(item(1))), "/dead.xml": dead}) as site:
        made = config(feed(site.url("/dead.xml"), "Dead Post"), feed(site.url("/good.xml")))
        first = run(tmp_path, made)
        assert [(one.failed, one.new) for one in first.feeds] == [(True, 0), (False, 1)]
        assert "500" in first.feeds[0].health.reason
        second = run(tmp_path, made, fetched=LATER)
        assert second.feeds[0].health.failing == FETCHED
        assert "404" in second.feeds[0].health.reason
        third = run(tmp_path, made, fetched=LATER)
        assert (third.feeds[0].health.failing, third.feeds[0].health.reason) == (None, "")
    recorded = {one.outlet: one for one in all_health(tmp_path / "content")}
    assert (recorded["Dead Post"].news, recorded["Sample Gazette"].news) == (LATER, FETCHED)


def test_a_feed_that_goes_on_failing_in_the_same_way_changes_no_file(tmp_path: Path) -> None:
    with serve({}) as site:
        made = config(feed(site.url("/gone.xml")))
        run(tmp_path, made)
        before = stamps(tmp_path)
        run(tmp_path, made, fetched=LATER)
        assert stamps(tmp_path) == before


def test_a_feed_that_moved_for_good_is_reported_and_brings_nothing_twice_under_its_new_address(tmp_path: Path) -> None:
    with serve({"/old.xml": redirect("/new.xml", status=301), "/new.xml": page(rss(item(1), item(2)))}) as site:
        report = run(tmp_path, config(feed(site.url("/old.xml"))))
        assert report.feeds[0].health.moved == site.url("/new.xml")
        assert [one.moved for one in all_health(tmp_path / "content")] == [site.url("/new.xml")]
        mended = run(tmp_path, config(feed(site.url("/new.xml"))), fetched=LATER)
        assert mended.feeds[0].unchanged
        assert len(clippings(tmp_path)) == 2
        assert [(one.url, one.moved) for one in all_health(tmp_path / "content")] == [(site.url("/new.xml"), "")]


def test_an_entry_that_changed_becomes_a_further_file_and_the_first_one_stays(tmp_path: Path) -> None:
    other = item(1, title="Ferry bulletin number 1, put right")
    with serve({"/feed.xml": in_turn(page(rss(item(1), item(2))), page(rss(other, item(2))))}) as site:
        made = config(feed(site.url("/feed.xml")))
        run(tmp_path, made)
        before = files(tmp_path / "content" / "feeds")
        report = run(tmp_path, made, fetched=LATER)
        assert (report.feeds[0].new, report.feeds[0].changed) == (0, 1)
        assert run(tmp_path, made, fetched=LATER).feeds[0].unchanged
    after = files(tmp_path / "content" / "feeds")
    assert before.items() <= after.items()
    assert [name.endswith(".v2.md") for name in after.keys() - before.keys()] == [True]


def test_a_feed_whose_entries_change_at_each_poll_does_not_fill_the_disk(tmp_path: Path) -> None:
    texts = [page(rss(item(1, title=f"Ferry, {minutes} minutes ago"))) for minutes in range(5)]
    with serve({"/feed.xml": in_turn(*texts)}) as site:
        made = config(feed(site.url("/feed.xml")))
        run(tmp_path, made)
        clippings(tmp_path)[0].rename(clippings(tmp_path)[0].with_suffix(".v18.md"))
        assert [run(tmp_path, made).feeds[0].changed for _ in range(4)] == [1, 1, 0, 0]
    assert [path.name.split(".")[1] for path in clippings(tmp_path)] == ["v18", "v19", "v20"]


def test_entries_published_before_a_day_are_passed_over_until_the_bound_is_lifted(tmp_path: Path) -> None:
    entries = (
        item(1, date="Tue, 04 Feb 2025 23:30:00 -0500"),
        item(2, date="Wed, 05 Feb 2025 00:30:00 +0000"),
        item(3, date=""),
    )
    with serve({"/feed.xml": page(rss(*entries), etag='"1"')}) as site:
        made = config(feed(site.url("/feed.xml")))
        report = run(tmp_path, made, since=date(2025, 2, 5))
        assert (report.feeds[0].new, report.feeds[0].older) == (2, 1)
        run(tmp_path, made, since=date(2025, 2, 5))
        assert site.requests[-1].headers.get("if-none-match") == '"1"', "the same bound, so nothing more to have"
        assert run(tmp_path, made).feeds[0].new == 1
        run(tmp_path, made)
        assert site.requests[-1].headers.get("if-none-match") == '"1"'


def test_undated_future_and_back_dated_entries_are_stored_as_they_are_dated(tmp_path: Path) -> None:
    entries = (
        item(1, date=""),
        item(2, date="Mon, 01 Jan 2029 00:00:00 +0000"),
        item(3, date="Mon, 05 Jan 2004 00:00:00 +0000"),
    )
    with serve({"/feed.xml": page(rss(*entries))}) as site:
        assert run(tmp_path, config(feed(site.url("/feed.xml")))).feeds[0].new == 3
    names = [path.name[:10] for path in clippings(tmp_path)]
    assert names == ["2004-01-05", "2025-03-01", "2029-01-01"], "the undated one by the day on which it came in"
    assert "published" not in clippings(tmp_path)[1].read_text()
    assert "published: 2029-01-01T" in clippings(tmp_path)[2].read_text()


def test_a_dry_run_says_what_would_be_stored_and_writes_nothing_at_all(tmp_path: Path) -> None:
    with serve({"/feed.xml": page(rss(item(1), item(2)))}) as site:
        made = config(feed(site.url("/feed.xml"), full_text=True))
        report = run(tmp_path, made, dry_run=True)
        assert (report.feeds[0].new, list(tmp_path.iterdir())) == (2, [])
        assert report.feeds[0].planned == tuple(f"2025-02-27  Ferry bulletin number {number}" for number in (1, 2))
        assert asked(site) == ["/feed.xml"]
