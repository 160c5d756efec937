"""Which article a stored entry is: over changes of its words, its address and the clock, and beside others."""

import resource
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from intake.clippings import raw
from intake.newsroom import FETCHED, LATER, asked, clippings, config, feed, files, item, rss, run, stamps
from intake.server import in_turn, page, serve

from digest.intake import clean
from digest.intake.feeds.whole_files import write_whole
from digest.intake.identity import identify
from digest.nouns import Article

BRIDGE = ("The council of Skarn voted for a new bridge on Tuesday, and work begins in May, the mayor said.",)
SCHOOLS = ("Forty schools in Port Mellow closed on Wednesday, since a storm had taken the roofs of three of them.",)
BELLS = ("The bells of Skarn rang for an hour on Friday, when the last of the fishing boats came home safely.",)
HOME = "https://gazette.example/"


def articles(root: Path) -> tuple[Article, ...]:
    """What a build makes of the stored entries."""
    sources = [raw(path.read_bytes(), path.name) for path in clippings(root)]
    cleaned = [one for one in map(clean, sources) if isinstance(one, Article)]
    return identify(cleaned, {}).articles


def headlines(root: Path) -> list[str]:
    return sorted(one.title.value for one in articles(root) if one.title)


def test_articles_that_link_to_a_front_page_are_articles_of_their_own(tmp_path: Path) -> None:
    bridge, schools = item(1, title="Bridge", url=HOME, words=BRIDGE), item(2, title="Schools", url=HOME, words=SCHOOLS)
    bells = item(3, title="Bells", url=HOME, words=BELLS)
    with serve({"/feed.xml": in_turn(page(rss(bridge, schools)), page(rss(bells)))}) as site:
        made = config(feed(site.url("/feed.xml")))
        run(tmp_path, made)
        assert (run(tmp_path, made, fetched=LATER).feeds[0].new) == 1, "the third is no version of the first"
    assert headlines(tmp_path) == ["Bells", "Bridge", "Schools"]
    assert {one.url.value for one in articles(tmp_path) if one.url} == {HOME}


def test_articles_of_one_page_are_articles_of_their_own_in_all_their_versions(tmp_path: Path) -> None:
    news = f"{HOME}news"
    bridge = item(1, title="Bridge", url=f"{news}#1", words=BRIDGE)
    schools = item(2, title="Schools", url=f"{news}#2", words=SCHOOLS)
    more = item(1, title="Bridge, with bicycles", url=f"{news}#1", words=BRIDGE)
    with serve({"/feed.xml": in_turn(page(rss(bridge, schools)), page(rss(more)))}) as site:
        made = config(feed(site.url("/feed.xml")))
        run(tmp_path, made)
        assert run(tmp_path, made, fetched=LATER).feeds[0].changed == 1
        shutil.rmtree(tmp_path / ".digest")
        assert run(tmp_path, made, fetched=LATER).feeds[0].unchanged
    assert headlines(tmp_path) == ["Bridge, with bicycles", "Schools"]


def test_a_page_of_several_articles_is_not_fetched_for_any_of_them(tmp_path: Path) -> None:
    with serve({}) as site:
        url = site.url("/news.html")
        entries = item(1, title="Bridge", url=url, words=BRIDGE), item(2, title="Schools", url=url, words=SCHOOLS)
        site["/feed.xml"] = page(rss(*entries), etag='"1"')
        made = config(feed(site.url("/feed.xml"), full_text=True))
        outcome = run(tmp_path, made).feeds[0]
        assert (outcome.new, "several articles" in outcome.notes[0]) == (2, True)
        assert asked(site) == ["/feed.xml"]


def test_an_article_whose_address_changed_is_the_same_one(tmp_path: Path) -> None:
    before, after = item(1, title="Ferry to sail"), item(1, title="Ferry sails", url="https://gazette.example/sails")
    again = item(1, title="Ferry sailed", url="https://gazette.example/sailed")
    with serve({"/feed.xml": in_turn(*(page(rss(one)) for one in (before, after, again)))}) as site:
        made = config(feed(site.url("/feed.xml")))
        run(tmp_path, made)
        (first,) = articles(tmp_path)
        for days in (1, 2):
            run(tmp_path, made, fetched=FETCHED + timedelta(days=days))
    (last,) = articles(tmp_path)
    assert (last.id, last.url and last.url.value) == (first.id, "https://gazette.example/sailed")
    assert headlines(tmp_path) == ["Ferry sailed"]


def test_an_id_that_an_editor_gave_is_that_of_the_next_version(tmp_path: Path) -> None:
    with serve({"/feed.xml": in_turn(page(rss(item(1))), page(rss(item(1, title="Ferry, put right"))))}) as site:
        made = config(feed(site.url("/feed.xml")))
        run(tmp_path, made)
        (path,) = clippings(tmp_path)
        path.write_text(path.read_text().replace("---\n", "---\nid: ferry\n", 1))
        run(tmp_path, made, fetched=LATER)
    assert [(one.id, one.title and one.title.value) for one in articles(tmp_path)] == [("ferry", "Ferry, put right")]


@pytest.mark.parametrize("url", ["http://[", "https://gazette.example:99999/", "ferry", ""])
def test_an_address_that_an_editor_broke_stops_nothing(tmp_path: Path, url: str) -> None:
    with serve({"/feed.xml": in_turn(page(rss(item(1))), page(rss(item(1, title="Put right"), item(2))))}) as site:
        made = config(feed(site.url("/feed.xml")))
        run(tmp_path, made)
        (path,) = clippings(tmp_path)
        path.write_text(path.read_text().replace("https://gazette.example/ferry/1", f"'{url}'"))
        outcome = run(tmp_path, made, fetched=LATER).feeds[0]
    assert (outcome.new, outcome.changed, outcome.failed) == (1, 1, False)


@pytest.mark.parametrize("back", [timedelta(0), timedelta(days=30)])
def test_the_version_that_came_in_last_counts_though_the_clock_was_set_back(tmp_path: Path, back: timedelta) -> None:
    texts = [page(rss(item(1, title=f"Version {number}"))) for number in (1, 2, 3)]
    with serve({"/feed.xml": in_turn(*texts)}) as site:
        made = config(feed(site.url("/feed.xml")))
        for _ in texts:
            run(tmp_path, made, fetched=FETCHED if not clippings(tmp_path) else FETCHED - back)
        shutil.rmtree(tmp_path / ".digest")
        assert run(tmp_path, made, fetched=FETCHED - back).feeds[0].unchanged
    assert headlines(tmp_path) == ["Version 3"]


def test_changes_that_are_too_many_to_be_stored_are_told(tmp_path: Path) -> None:
    texts = [page(rss(item(1, title=f"Ferry, {minutes} minutes ago"))) for minutes in range(3)]
    with serve({"/feed.xml": in_turn(*texts)}) as site:
        made = config(feed(site.url("/feed.xml")))
        run(tmp_path, made)
        clippings(tmp_path)[0].rename(clippings(tmp_path)[0].with_suffix(".v20.md"))
        assert run(tmp_path, made).feeds[0].notes == ("1 changed again after 20 versions; not stored",)


def test_a_dry_run_remembers_nothing_either(tmp_path: Path) -> None:
    paths = [f"/{number}.xml" for number in range(6)]
    with serve({path: page(rss(item(1)), etag='"1"') for path in paths}) as site:
        made = config(*(feed(site.url(path), f"Gazette {path}") for path in paths))
        run(tmp_path, made)
        for path in paths:
            site[path] = page(b"", status=304, etag='"2"')
        before = stamps(tmp_path)
        assert all(one.unchanged for one in run(tmp_path, made, dry_run=True).feeds)
        assert stamps(tmp_path) == before


def test_a_file_that_cannot_be_written_to_its_end_leaves_nothing(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.md", b"before")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            write_whole(tmp_path / "a.md", b"after" * 100)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(files(tmp_path)) == ["a.md"]
    assert (tmp_path / "a.md").read_bytes() == b"before"
