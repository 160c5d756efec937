"""Outlets and the people who mend their files: nothing twice, nothing mixed up, nothing brought back."""

import logging
import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from intake.newsroom import FETCHED, LATER, WORDS, asked, clippings, config, feed, files, item, rss, run, titles
from intake.server import in_turn, page, serve

from digest.intake.feeds.health import all_health


def test_two_feeds_of_one_outlet_store_a_page_once_and_the_first_in_the_configuration_wins(tmp_path: Path) -> None:
    same = item(
        1, id="other-id", title="The same page elsewhere", url="http://www.gazette.example/ferry/1/?utm_source=rss"
    )
    slow = page(rss(item(1), item(2)), seconds=0.2)
    with serve({"/first.xml": slow, "/second.xml": page(rss(same, item(3)))}) as site:
        made = config(feed(site.url("/first.xml")), feed(site.url("/second.xml")))
        report = run(tmp_path, made)
        assert [(one.new, one.elsewhere) for one in report.feeds] == [(2, 0), (1, 1)]
        assert titles(tmp_path) == [f"Ferry bulletin number {number}" for number in (1, 2, 3)]
        shutil.rmtree(tmp_path / ".digest")
        assert [one.unchanged for one in run(tmp_path, made, fetched=LATER).feeds] == [True, True]


def test_two_outlets_whose_names_give_one_folder_keep_their_own_names(tmp_path: Path) -> None:
    with serve({"/1.xml": page(rss(item(1))), "/2.xml": page(rss(item(1)))}) as site:
        made = config(feed(site.url("/1.xml"), "Sample Gazette"), feed(site.url("/2.xml"), "sample gazette!"))
        assert [one.new for one in run(tmp_path, made).feeds] == [1, 1]
        assert [one.unchanged for one in run(tmp_path, made, fetched=LATER).feeds] == [True, True]
    assert len({path.parent for path in clippings(tmp_path)}) == 1
    assert [one.outlet for one in all_health(tmp_path / "content")] == ["Sample Gazette", "sample gazette!"]


def test_an_outlet_that_is_given_another_name_keeps_its_history(tmp_path: Path) -> None:
    with serve({"/feed.xml": in_turn(page(rss(item(1))), page(b"", status=500), page(b"", status=500))}) as site:
        run(tmp_path, config(feed(site.url("/feed.xml"))))
        run(tmp_path, config(feed(site.url("/feed.xml"))), fetched=LATER)
        report = run(tmp_path, config(feed(site.url("/feed.xml"), "The Gazette")), fetched=LATER + timedelta(days=1))
    assert (report.feeds[0].health.news, report.feeds[0].health.failing) == (FETCHED, LATER)
    assert all_health(tmp_path / "content") == (report.feeds[0].health,)
    assert report.feeds[0].health.outlet == "The Gazette"


def test_what_an_editor_deleted_stays_deleted_and_what_was_moved_is_not_stored_again(tmp_path: Path) -> None:
    more = page(rss(item(1), item(2, title="Bulletin two, with a new headline"), item(3)))
    with serve({"/feed.xml": in_turn(page(rss(item(1), item(2))), more)}) as site:
        made = config(feed(site.url("/feed.xml")))
        run(tmp_path, made)
        moved, deleted = clippings(tmp_path)
        (tmp_path / "content" / "ferries").mkdir()
        moved.rename(tmp_path / "content" / "ferries" / "one.md")
        deleted.unlink()
        report = run(tmp_path, made, fetched=LATER)
        assert (report.feeds[0].new, report.feeds[0].changed) == (1, 0)
        assert titles(tmp_path) == ["Ferry bulletin number 3"]


def test_a_content_folder_that_was_set_back_is_filled_again(tmp_path: Path) -> None:
    with serve({"/feed.xml": page(rss(item(1), item(2)), etag='"1"')}) as site:
        made = config(feed(site.url("/feed.xml")))
        run(tmp_path, made)
        before = files(tmp_path / "content")
        shutil.rmtree(tmp_path / "content")
        assert run(tmp_path, made).feeds[0].new == 2
        assert files(tmp_path / "content") == before


def test_the_same_feeds_at_the_same_time_give_the_same_bytes(tmp_path: Path) -> None:
    handlers = {f"/{n}.xml": page(rss(item(n), item(n + 10)), seconds=0.05 * (3 - n)) for n in range(3)}
    with serve(handlers) as site:
        made = config(*(feed(site.url(f"/{n}.xml"), f"Gazette {n % 2}") for n in range(3)))
        for name in ("one", "two"):
            run(tmp_path / name, made)
    assert files(tmp_path / "one" / "content") == files(tmp_path / "two" / "content")
    assert {path.name for path in (tmp_path / "one").iterdir()} == {"content", ".digest"}


@pytest.mark.parametrize("mangled", ["- a\n", "{", "a: b\n", "http://x.example/: {outlet: X, news: soon}\n", "&a *a"])
def test_a_state_that_somebody_mangled_is_reported_and_written_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, mangled: str
) -> None:
    with serve({"/feed.xml": page(rss(item(1)))}) as site:
        made = config(feed(site.url("/feed.xml")))
        run(tmp_path, made)
        state = tmp_path / "content" / "feeds" / "sample-gazette" / "state.yml"
        state.write_text(mangled)
        assert run(tmp_path, made).feeds[0].unchanged
    assert str(state) in caplog.text
    assert [one.url for one in all_health(tmp_path / "content")] == [made.feeds[0].url]


def test_an_outlet_whose_folder_leads_away_is_refused_and_the_others_are_stored(tmp_path: Path) -> None:
    (tmp_path / "away").mkdir()
    (tmp_path / "digest" / "content" / "feeds").mkdir(parents=True)
    (tmp_path / "digest" / "content" / "feeds" / "sample-gazette").symlink_to(tmp_path / "away")
    with serve({"/1.xml": page(rss(item(1))), "/2.xml": page(rss(item(2)))}) as site:
        made = config(feed(site.url("/1.xml")), feed(site.url("/2.xml"), "Harbour Post"))
        report = run(tmp_path / "digest", made)
    assert [(one.failed, one.new) for one in report.feeds] == [(True, 0), (False, 1)]
    assert "symbolic link" in report.feeds[0].lost
    assert files(tmp_path / "away") == {}


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "content" / "feeds").mkdir(parents=True, mode=0o500)
    with serve({"/1.xml": page(rss(item(1)))}) as site:
        report = run(tmp_path, config(feed(site.url("/1.xml"))))
    assert "cannot be stored" in report.feeds[0].lost


def test_some_feeds_alone_are_read_and_the_others_are_remembered(tmp_path: Path) -> None:
    with serve({f"/{n}.xml": page(rss(item(n)), etag=f'"{n}"') for n in (1, 2)}) as site:
        made = config(feed(site.url("/1.xml")), feed(site.url("/2.xml"), "Harbour Post"))
        run(tmp_path, made)
        asked(site)
        assert [one.health.outlet for one in run(tmp_path, made, outlets=("harbour post",)).feeds] == ["Harbour Post"]
        assert asked(site) == ["/2.xml"]
        run(tmp_path, made)
        assert all("if-none-match" in one.headers for one in site.requests)


def test_an_outlet_that_no_feed_has_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="did you mean Sample Gazette"):
        run(tmp_path, config(feed("http://127.0.0.1:9/")), outlets=("Simple Gazette",))


def test_every_request_names_the_digest_and_its_address(tmp_path: Path) -> None:
    with serve({"/feed.xml": page(rss(item(1)))}) as site:
        run(tmp_path, config(feed(site.url("/feed.xml"))))
        agent = site.requests[0].headers["user-agent"]
    assert agent.startswith("digest/")
    assert agent.endswith(" (+https://press.example/)")


def test_a_feed_that_lists_one_page_under_two_ids_keeps_both_and_settles(tmp_path: Path) -> None:
    live = [item(n, url=f"https://gazette.example/live#{n}") for n in (1, 2, 3)]
    with serve({"/feed.xml": in_turn(page(rss(*live[:2])), page(rss(*live)))}) as site:
        made = config(feed(site.url("/feed.xml")))
        assert run(tmp_path, made).feeds[0].new == 2
        assert run(tmp_path, made).feeds[0].new == 1, "the third is no version of the first"
        shutil.rmtree(tmp_path / ".digest")
        assert run(tmp_path, made, fetched=LATER).feeds[0].unchanged


def test_a_feed_that_changes_its_ids_brings_nothing_twice(tmp_path: Path) -> None:
    with serve({"/feed.xml": in_turn(page(rss(item(1))), page(rss(item(1, id="tag:gazette.example,2025:1"))))}) as site:
        made = config(feed(site.url("/feed.xml")))
        run(tmp_path, made)
        assert run(tmp_path, made, fetched=LATER).feeds[0].unchanged
        assert len(clippings(tmp_path)) == 1


def test_paths_of_new_files_are_said_when_asked_for(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with serve({"/feed.xml": page(rss(item(1, words=WORDS)))}) as site:
        run(tmp_path, config(feed(site.url("/feed.xml"))))
    assert str(clippings(tmp_path)[0]) in caplog.text
