"""Entries with the words of their pages: asked for politely, never for ever, and never lost again."""

from datetime import timedelta
from pathlib import Path

import pytest
from intake.newsroom import FETCHED, article_page, asked, clippings, config, feed, files, item, rss, run
from intake.server import Handler, Site, in_turn, page, robots, serve

from digest.intake.feeds import keeping
from digest.intake.feeds.health import all_health
from digest.intake.feeds.memory import FILE

TOLD = (
    "The night ferry between Port Mellow and the island of Skarn sailed again on Monday, for the first time in a year.",
    "Some forty people stood on the quay when the bell rang, and the harbour master gave a short speech to the crew.",
    "The council had decided in the winter that tickets would cost four crowns, and that children would travel free.",
    "Nobody had expected the old ship to come back, since its engine room had burnt out in the storm of last October.",
)
HTML = {"content_type": "text/html; charset=utf-8"}
STORY = page(article_page("Night ferry sails again", *TOLD), **HTML)
TEASER = ("The night ferry sailed again on Monday, with forty people on the quay.",)


def entry(site: Site, number: int = 1, **given: object) -> object:
    return item(number, **({"url": site.url(f"/{number}.html"), "words": TEASER} | given))


def publish(site: Site, *items: object, etag: str = '"1"') -> None:
    site["/feed.xml"] = page(rss(*items), etag=etag)  # type: ignore[arg-type]


def full(site: Site) -> object:
    return config(feed(site.url("/feed.xml"), full_text=True))


def words(root: Path, number: int = 0) -> str:
    return clippings(root)[number].read_text(encoding="utf-8").split("---\n", 2)[2]


def test_the_article_of_the_page_takes_the_place_of_the_teaser_under_the_feeds_headline(tmp_path: Path) -> None:
    with serve({"/1.html": STORY}) as site:
        publish(site, entry(site))
        assert run(tmp_path, full(site)).feeds[0].new == 1
        assert asked(site) == ["/feed.xml", "/robots.txt", "/1.html"]
    assert words(tmp_path) == "\n" + "\n\n".join(TOLD) + "\n"
    assert "title: Ferry bulletin number 1\n" in clippings(tmp_path)[0].read_text()


@pytest.mark.parametrize("title", ["", "Night ferry …", "Night ferry sails..."])
def test_a_headline_that_is_missing_or_cut_short_comes_from_the_page(tmp_path: Path, title: str) -> None:
    with serve({"/1.html": STORY}) as site:
        publish(site, entry(site, title=title))
        run(tmp_path, full(site))
    assert "title: Night ferry sails again\n" in clippings(tmp_path)[0].read_text()


def test_a_second_fetch_asks_for_the_feed_alone(tmp_path: Path) -> None:
    with serve({"/1.html": STORY}) as site:
        publish(site, entry(site))
        run(tmp_path, full(site))
        asked(site)
        assert run(tmp_path, full(site)).feeds[0].unchanged
        assert asked(site) == ["/feed.xml"]


def test_only_pages_of_entries_that_are_new_or_changed_are_asked_for(tmp_path: Path) -> None:
    with serve({"/1.html": STORY, "/2.html": STORY, "/3.html": STORY}) as site:
        publish(site, entry(site, 1), entry(site, 2))
        run(tmp_path, full(site))
        before = files(tmp_path / "content" / "feeds" / "sample-gazette")
        asked(site)
        changed = entry(site, 2, words=("The night ferry sailed again on Monday, we hear.",))
        publish(site, entry(site, 1), changed, entry(site, 3), etag='"2"')
        outcome = run(tmp_path, full(site)).feeds[0]
        assert sorted(asked(site)) == ["/2.html", "/3.html", "/feed.xml", "/robots.txt"]
        assert (outcome.new, outcome.changed) == (1, 0), "the second page says what it said"
    kept = files(tmp_path / "content" / "feeds" / "sample-gazette")
    assert {name for name in kept if kept[name] != before.get(name) and name.endswith(".md")} == {
        clippings(tmp_path)[2].name
    }


def test_a_page_with_other_words_is_a_further_version(tmp_path: Path) -> None:
    later = page(article_page("Night ferry sails again", *TOLD[:3]), **HTML)
    with serve({"/1.html": in_turn(STORY, later)}) as site:
        publish(site, entry(site))
        run(tmp_path, full(site))
        publish(site, entry(site, words=("The night ferry sailed again on Monday, it seems.",)), etag='"2"')
        assert run(tmp_path, full(site)).feeds[0].changed == 1
    assert clippings(tmp_path)[1].name.endswith(".v2.md")
    assert TOLD[3] not in words(tmp_path, 1)


def test_a_page_that_robots_txt_forbids_is_not_asked_for_and_the_feeds_words_are_stored(tmp_path: Path) -> None:
    with serve({"/1.html": STORY, "/robots.txt": robots("User-agent: digest\nDisallow: /")}) as site:
        publish(site, entry(site))
        outcome = run(tmp_path, full(site)).feeds[0]
        assert (outcome.new, outcome.failed) == (1, False)
        assert "robots.txt" in outcome.notes[0]
        assert asked(site) == ["/feed.xml", "/robots.txt"]
        run(tmp_path, full(site), fetched=FETCHED + timedelta(days=9))
        assert asked(site) == ["/feed.xml"]
    assert words(tmp_path) == f"\n{TEASER[0]}\n"


def failing() -> Handler:
    return page(b"", status=503)


def test_a_page_that_cannot_be_had_is_asked_for_three_times_and_no_more(tmp_path: Path) -> None:
    with serve({"/1.html": failing()}) as site:
        publish(site, entry(site))
        outcome = run(tmp_path, full(site)).feeds[0]
        assert outcome.new == 1
        assert outcome.notes == (f"{site.url('/1.html')}: answers 503 (service unavailable)",)
        asked(site)
        requests = []
        for minutes in (0, 59, 61, 62, 500, 501, 5000, 50_000):
            assert run(tmp_path, full(site), fetched=FETCHED + timedelta(minutes=minutes)).feeds[0].unchanged
            requests.append(asked(site))
    alone, again = ["/feed.xml"], ["/feed.xml", "/robots.txt", "/1.html"]
    assert requests == [alone, alone, again, alone, again, alone, alone, alone]
    assert len(clippings(tmp_path)) == 1


def test_a_page_that_comes_at_the_second_try_is_a_further_version(tmp_path: Path) -> None:
    with serve({"/1.html": in_turn(failing(), STORY)}) as site:
        publish(site, entry(site))
        run(tmp_path, full(site))
        assert words(tmp_path) == f"\n{TEASER[0]}\n"
        assert run(tmp_path, full(site), fetched=FETCHED + timedelta(hours=2)).feeds[0].changed == 1
        asked(site)
        run(tmp_path, full(site), fetched=FETCHED + timedelta(days=2))
        assert asked(site) == ["/feed.xml"]
    assert words(tmp_path, 1) == "\n" + "\n\n".join(TOLD) + "\n"


@pytest.mark.parametrize("forget", [False, True])
def test_a_teaser_never_takes_the_place_of_the_whole_article(tmp_path: Path, *, forget: bool) -> None:
    with serve({"/1.html": in_turn(STORY, failing())}) as site:
        publish(site, entry(site))
        run(tmp_path, full(site))
        publish(site, entry(site, words=("The night ferry sailed again on Monday, we hear.",)), etag='"2"')
        if forget:
            (tmp_path / ".digest" / "fetch.json").unlink()
        outcome = run(tmp_path, full(site)).feeds[0]
        assert outcome.unchanged
        assert "503" in outcome.notes[0]
    assert len(clippings(tmp_path)) == 1


def test_a_site_that_does_not_answer_is_left_alone_after_three_pages(tmp_path: Path) -> None:
    with serve({f"/{number}.html": failing() for number in range(12)}) as site:
        publish(site, *(entry(site, number) for number in range(12)))
        outcome = run(tmp_path, full(site)).feeds[0]
        assert outcome.new == 12
        assert len([path for path in asked(site) if path.endswith(".html")]) <= 5
        assert any("and 6 more" in note or "and 7 more" in note for note in outcome.notes)


@pytest.mark.parametrize(
    ("handler", "reason"),
    [
        (page(b"%PDF-1.4", content_type="application/pdf"), "not a web page (application/pdf)"),
        (page(article_page("Consent", "Please agree to our cookies."), **HTML), ""),
        (page(b"", **HTML), ""),
    ],
)
def test_a_page_without_an_article_leaves_the_feeds_own_words(tmp_path: Path, handler: Handler, reason: str) -> None:
    told = item(1).words
    with serve({"/1.html": handler}) as site:
        publish(site, entry(site, words=told))
        outcome = run(tmp_path, full(site)).feeds[0]
    assert outcome.new == 1
    assert reason in outcome.notes[0]
    assert words(tmp_path) == "\n" + "\n\n".join(told) + "\n"


def test_an_entry_without_an_address_keeps_the_feeds_own_words(tmp_path: Path) -> None:
    with serve({}) as site:
        site["/feed.xml"] = page(rss(item(1, id="tag:gazette.example,2025:1", url="")))
        outcome = run(tmp_path, full(site)).feeds[0]
    assert (outcome.new, "no address" in outcome.notes[0]) == (1, True)


def test_full_text_that_is_switched_on_later_brings_the_pages_of_the_entries_still_listed(tmp_path: Path) -> None:
    with serve({"/1.html": STORY}) as site:
        publish(site, entry(site))
        run(tmp_path, config(feed(site.url("/feed.xml"))))
        assert run(tmp_path, full(site)).feeds[0].changed == 1
        assert run(tmp_path, full(site)).feeds[0].unchanged
    assert TOLD[0] in words(tmp_path, 1)


def test_full_text_that_is_switched_off_leaves_the_whole_articles(tmp_path: Path) -> None:
    with serve({"/1.html": STORY}) as site:
        publish(site, entry(site))
        run(tmp_path, full(site))
        publish(site, entry(site, words=("The night ferry sailed again on Monday, we hear.",)), etag='"2"')
        assert run(tmp_path, config(feed(site.url("/feed.xml")))).feeds[0].unchanged


def test_an_undated_entry_takes_the_date_of_its_page(tmp_path: Path) -> None:
    dated = article_page("Night ferry sails again", *TOLD).replace(
        b"<head>", b"<head><meta property='article:published_time' content='2025-02-26T08:15:00+02:00'>"
    )
    with serve({"/1.html": page(dated, **HTML)}) as site:
        publish(site, entry(site, date=""))
        run(tmp_path, full(site))
    stored = clippings(tmp_path)[0].read_text()
    assert "published: 2025-02-26T" in stored
    assert "\ndated_by: page\n" in stored


def test_the_encoding_that_the_server_names_is_the_pages(tmp_path: Path) -> None:
    told = (
        "Die Nachtfähre zwischen Port Mellow und Skarn fährt wieder, sagte die Hafenmeisterin am Montag früh.",
        *TOLD,
    )
    body = article_page("Fähre", *told).decode().replace("<meta charset='utf-8'>", "").encode("cp1252")
    with serve({"/1.html": page(body, content_type="text/html; charset=windows-1252")}) as site:
        publish(site, entry(site))
        run(tmp_path, full(site))
    assert "Nachtfähre" in words(tmp_path)


def test_what_is_remembered_does_not_grow_with_what_a_feed_no_longer_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "SPARE", 5)
    with serve({}) as site:
        for start in (0, 6, 12):
            publish(site, *(item(number) for number in range(start, start + 6)), etag=f'"{start}"')
            run(tmp_path, config(feed(site.url("/feed.xml"))))
        remembered = FILE.validate_json((tmp_path / ".digest" / "fetch.json").read_bytes())
        assert len(remembered.feeds[site.url("/feed.xml")].entries) == 11


def missed(root: Path) -> dict[str, str]:
    """Why pages could not be had, by the last part of their address, as state.yml says."""
    return {
        page.url.rpartition("/")[2]: page.reason for health in all_health(root / "content") for page in health.pages
    }


def test_pages_that_cannot_be_had_are_recorded_until_they_can(tmp_path: Path) -> None:
    with serve({"/1.html": in_turn(failing(), STORY), "/2.html": page(b"", status=410)}) as site:
        publish(site, entry(site, 1), entry(site, 2))
        run(tmp_path, full(site))
        assert missed(tmp_path) == {
            "1.html": "answers 503 (service unavailable)",
            "2.html": "answers 410 (gone); it is gone for good, take it out",
        }
        run(tmp_path, full(site), fetched=FETCHED + timedelta(days=1))
        assert list(missed(tmp_path)) == ["2.html"]
