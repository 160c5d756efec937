"""`digest fetch` at the door: what it says, how it ends, and what a kill leaves behind."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from intake.newsroom import FETCHED, WORDS, article_page, clippings, config, feed, files, item, rss, run, written
from intake.server import Site, once, page, serve, silent
from machine import LONG, until

from digest import errors
from digest.cli import main
from digest.folders import WORK
from digest.intake.feeds.whole_files import BEGUN

HTML = {"content_type": "text/html; charset=utf-8"}
AT_A_KNOWN_TIME = f"""
import sys
from datetime import datetime
from pathlib import Path
from digest.config import load_config
from digest.fetching import Request, fetch
if __name__ == "__main__":
    path = Path(sys.argv[1])
    fetch(load_config(path), path.parent, Request(fetched=datetime.fromisoformat("{FETCHED.isoformat()}")))
"""


def fetch(config_path: Path, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["fetch", "--config", str(config_path), *arguments], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


@contextmanager
def process(*command: str, home: Path) -> Iterator[subprocess.Popen[str]]:
    """Run Python in a process group of its own, which ends with the block at the latest."""
    with subprocess.Popen(
        [sys.executable, *command],
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as started:
        try:
            yield started
        finally:
            if started.poll() is None:
                os.killpg(started.pid, signal.SIGKILL)


def slow_pages(site: Site, entries: int, *, quick: int, others: threading.Event) -> None:
    """A feed with full text of which some pages come quickly, and the `others` when it is time."""
    site["/feed.xml"] = page(rss(*(item(n, url=site.url(f"/{n}.html"), words=WORDS[:1]) for n in range(entries))))
    for n in range(entries):
        told = [f"On day {n} of the winter the ferry lay in the harbour of Skarn.", *WORDS]
        answer = page(article_page(f"Bulletin {n}", *told), **HTML)
        site[f"/{n}.html"] = answer if n < quick else once(others, answer)


def test_all_is_well_with_0_and_says_what_came_in(tmp_path: Path) -> None:
    with serve({"/1.xml": page(rss(item(1), item(2))), "/2.xml": page(rss(item(3)))}) as site:
        path = written(tmp_path, config(feed(site.url("/1.xml")), feed(site.url("/2.xml"), "Harbour Post")))
        code, out, err = fetch(path)
        assert (code, err) == (0, ""), "quiet in a pipe"
        assert "3 new entries" in out
        assert "Sample Gazette: 2 new" in out
        code, out, _ = fetch(path)
        assert (code, "2 feeds unchanged" in out) == (0, True)
    assert {one.name for one in tmp_path.iterdir()} == {"site_config.yml", "content", ".digest"}


def test_some_failed_ends_with_12_and_says_which_why_and_since_when(tmp_path: Path) -> None:
    with serve({"/1.xml": page(rss(item(1))), "/2.xml": page(b"<html><body>x</body></html>", **HTML)}) as site:
        made = config(feed(site.url("/1.xml")), feed(site.url("/2.xml"), "Harbour Post"))
        run(tmp_path, made)
        code, out, err = fetch(written(tmp_path, made))
    assert code == errors.SomeFeedsError.exit_code == 12
    assert "1 of 2 feeds" in err
    line = next(line for line in out.splitlines() if "Harbour Post" in line)
    assert site.url("/2.xml") in line
    assert "is a web page, not a feed" in line
    assert "failing since 2025-03-01 06:00 UTC, has brought nothing yet" in line


def test_all_failed_ends_with_13(tmp_path: Path) -> None:
    with serve({}) as site:
        path = written(tmp_path, config(*(feed(site.url(f"/{n}.xml"), f"Gazette {n}") for n in (1, 2))))
        code, _, err = fetch(path)
    assert code == errors.AllFeedsError.exit_code == 13
    assert "All 2 feeds" in err


def test_a_feed_that_moved_or_fell_silent_is_named_so_that_the_configuration_can_be_mended(tmp_path: Path) -> None:
    moved = page(b"", status=301, headers={"Location": "/new.xml"})
    with serve({"/old.xml": moved, "/new.xml": page(rss(item(1)))}) as site:
        made = config(feed(site.url("/old.xml")))
        run(tmp_path, made)
        code, out, _ = fetch(written(tmp_path, made))
        assert code == 0
        assert f"has moved for good to {site.url('/new.xml')}; mend its url in site_config.yml" in out
        assert "last news 2025-03-01" in out


def test_without_feeds_it_says_how_to_add_some(tmp_path: Path) -> None:
    code, out, _ = fetch(written(tmp_path, config()))
    assert code == 0
    assert "feeds:\n      - url:" in out
    assert "digest import" in out
    assert {one.name for one in tmp_path.iterdir()} == {"site_config.yml"}


def test_only_reads_one_outlet_and_guesses_a_name_that_is_not_there(tmp_path: Path) -> None:
    with serve({"/1.xml": page(rss(item(1))), "/2.xml": page(rss(item(2)))}) as site:
        path = written(tmp_path, config(feed(site.url("/1.xml")), feed(site.url("/2.xml"), "Harbour Post")))
        code, _, err = fetch(path, "--only", "Harbor Post")
        assert (code, "did you mean Harbour Post?" in err) == (2, True)
        assert fetch(path, "--only", "Harbour Post")[0] == 0
        assert [one.path for one in site.requests] == ["/2.xml"]


def test_since_and_dry_run_say_what_would_come_in_and_write_nothing(tmp_path: Path) -> None:
    old = item(1, date="Tue, 04 Feb 2025 23:30:00 +0000", title="Old news")
    with serve({"/1.xml": page(rss(old, item(2, title="A bell\x1b[31m & a ferry")))}) as site:
        path = written(tmp_path, config(feed(site.url("/1.xml"))))
        code, out, _ = fetch(path, "--since", "2025-02-20", "--dry-run")
    assert code == 0
    assert "2025-02-27  A bell" in out
    assert "\x1b" not in out
    assert "Old news" not in out
    assert "1 too old" in out
    assert {one.name for one in tmp_path.iterdir()} == {"site_config.yml"}


def test_a_second_fetch_at_once_is_refused_with_7_and_a_build_is_not(tmp_path: Path) -> None:
    refused = threading.Event()
    with serve({"/feed.xml": once(refused, page(rss(item(1))))}) as site:
        path = written(tmp_path, config(feed(site.url("/feed.xml"))))
        with process("-m", "digest", "fetch", "--config", str(path), home=tmp_path) as first:
            until(lambda: site.requests, "nothing is fetched")
            code, _, err = fetch(path)
            assert code == errors.BusyError.exit_code == 7
            assert "another fetch is at work" in err
            refused.set()
            assert first.wait(LONG) == 0
    assert len(clippings(tmp_path)) == 1


def test_a_work_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, config(feed("http://127.0.0.1:9/feed.xml")))
    (tmp_path / WORK).write_text("")
    code, _, err = fetch(path)
    assert (code, str(tmp_path / WORK) in err) == (1, True)


def test_a_killed_fetch_leaves_whole_files_and_the_next_one_makes_what_an_undisturbed_one_makes(tmp_path: Path) -> None:
    killed, undisturbed = tmp_path / "killed", tmp_path / "undisturbed"
    ended = threading.Event()
    with serve({"/other.xml": page(rss(item(99)))}) as site:
        slow_pages(site, 8, quick=4, others=ended)
        made = config(feed(site.url("/feed.xml"), full_text=True), feed(site.url("/other.xml"), "Harbour Post"))
        path = written(killed, made)
        with process("-c", AT_A_KNOWN_TIME, str(path), home=tmp_path) as victim:
            until(lambda: len(clippings(killed)) > 2, "nothing is stored")
            os.killpg(victim.pid, signal.SIGKILL)
            victim.wait(LONG)
        ended.set()
        stored = files(killed / "content")
        (killed / "content" / "feeds" / "sample-gazette" / f".half.md{BEGUN}").write_text("---\ntitle: Ha")
        run(undisturbed, made)
        whole = files(undisturbed / "content")
        finished = {name: words for name, words in stored.items() if "/." not in name}
        assert 2 < len(finished) < len(whole)
        assert finished.items() <= whole.items()
        run(killed, made)
        assert files(killed / "content") == whole
        assert all(one.unchanged for one in run(killed, made).feeds)


def test_an_interrupt_ends_the_fetch_at_once_says_what_is_stored_and_loses_nothing(tmp_path: Path) -> None:
    ended = threading.Event()
    with serve({"/stuck.xml": silent()}) as site:
        slow_pages(site, 12, quick=6, others=ended)
        feeds = feed(site.url("/feed.xml"), full_text=True), feed(site.url("/stuck.xml"), "Harbour Post")
        made = config(*feeds, timeout_seconds=2 * LONG)
        path = written(tmp_path, made)
        with process("-m", "digest", "fetch", "--config", str(path), home=tmp_path) as started:
            until(lambda: len(clippings(tmp_path)) == 6, "not all is stored that came")
            os.killpg(started.pid, signal.SIGINT)
            out, err = started.communicate(timeout=LONG)  # it does not wait for the feed that is stuck
        ended.set()
        assert started.returncode == 130
        assert "Traceback" not in err
        stored = len(clippings(tmp_path))
        assert f"0 of 2 feeds read:\n  {stored} new entries" in out
        site["/stuck.xml"] = page(rss(item(99)))
        pages = len([one for one in site.requests if one.path.endswith(".html")])
        assert [one.new for one in run(tmp_path, made).feeds] == [12 - stored, 1]
        more = len([one for one in site.requests if one.path.endswith(".html")]) - pages
        assert more == 12 - stored, "pages that are stored are not asked for again"


@pytest.mark.parametrize("folder", ["content", ".digest"])
def test_nothing_is_written_elsewhere(tmp_path: Path, folder: str) -> None:
    with serve({"/1.xml": page(rss(item(1, title="../../escape"), item(2, id="../../../etc/passwd")))}) as site:
        fetch(written(tmp_path / "inner", config(feed(site.url("/1.xml"), "../../Outlet"))))
    assert {one.name for one in tmp_path.iterdir()} == {"inner"}
    assert {one.name for one in (tmp_path / "inner").iterdir()} == {"site_config.yml", "content", ".digest"}
    assert files(tmp_path / "inner" / folder)
