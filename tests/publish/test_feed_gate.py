"""The finished feeds, held to the rules of their formats."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from publish.gating import feed_problems

URL = "https://press.example/"
HTML = '<p lang="ms">Feri &amp; kapal. [<a href="https://gazette.example/a?b=1&amp;c=2#:~:text=Feri">Gazette</a>]</p>'
RSS = f"""<?xml version='1.0' encoding='utf-8'?>
<rss xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" version="2.0">
<channel><title>T</title><link>{URL}</link><description>D</description><language>en-GB</language>
<lastBuildDate>Thu, 27 Feb 2025 00:00:00 +0000</lastBuildDate>
<atom:link href="{URL}feed.xml" rel="self" type="application/rss+xml" />
<item><title>AT&amp;T ferries: 3 &lt; 4</title><link>{URL}stories/ferry/#source-1</link><description>It &amp;amp; they</description>
<content:encoded>{HTML.replace("&", "&amp;").replace("<", "&lt;")}</content:encoded>
<guid isPermaLink="false">tag:press.example,2025:s-1/2</guid><pubDate>Thu, 27 Feb 2025 00:00:00 +0000</pubDate></item>
</channel></rss>
"""  # noqa: E501 - as a feed has it
ITEM = RSS[RSS.index("<item>") : RSS.index("</item>") + len("</item>")]
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "T",
    "home_page_url": URL,
    "feed_url": f"{URL}feed.json",
    "language": "en",
    "items": [
        {
            "id": "tag:press.example,2025:s-1",
            "url": f"{URL}stories/ferry/",
            "external_url": "https://gazette.example/a",
            "title": "<b> is a tag",
            "content_html": HTML,
            "date_published": "2025-02-27T00:00:00+00:00",
        }
    ],
}
OPML = f"""<opml version="2.0"><head><title>T</title></head><body><outline text="Topics">
<outline type="rss" text="A" title="A" htmlUrl="{URL}" xmlUrl="{URL}feed.xml" /></outline></body></opml>"""


def problems(folder: Path, rss: str = RSS, **others: str) -> list[str]:
    """What is found in a site of these feeds."""
    (folder / "feed.xml").write_bytes(rss.encode())
    (folder / "feed.json").write_text(others.get("json", json.dumps(JSON)), encoding="utf-8")
    (folder / "feeds.opml").write_text(others.get("opml", OPML), encoding="utf-8")
    return feed_problems(folder, URL)


def test_sound_feeds_pass(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


def test_feeds_without_items_pass(tmp_path: Path) -> None:
    assert problems(tmp_path, RSS.replace(ITEM, ""), json=json.dumps(JSON | {"items": []})) == []


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("</channel>", "", "not well-formed"),
        ('version="2.0"', 'version="0.91"', "is not RSS 2.0"),
        ("<channel>", "<channel><ttl>60</ttl>", "holds <ttl>, which does not belong there"),
        ("<title>T</title>", "", "the channel's title is missing"),
        ("<title>T</title>", "<title> </title>", "the channel's title is missing or blank"),
        ("<title>T</title>", "<title>T</title><title>U</title>", "holds <title> 2 times"),
        ("<description>D</description>", "", "the channel's description is missing"),
        ("<link>https://press", "<link>https://evil", "the channel's link is no full address of this site"),
        ("en-GB", "English (UK)", "its language is no code"),
        (f'href="{URL}feed.xml"', f'href="{URL}other.xml"', f"has no link to itself at {URL}feed.xml"),
        ("AT&amp;T", "&lt;/script&gt;", "its title holds what could be taken for HTML"),
        ("AT&amp;T", "&lt;img src=x", "its title holds what could be taken for HTML"),
        ("AT&amp;T", "&amp;lt;", "its title holds what could be taken for HTML"),
        ("AT&amp;T", "&lt;!--", "its title holds what could be taken for HTML"),
        ("AT&amp;T", "\x85", "holds the character U+0085"),
        (f"{URL}stories", "stories", "its link is no full address of this site"),
        (f"{URL}stories", "javascript:alert(1)//", "its link is no full address of this site"),
        ('isPermaLink="false"', "", "does not say that it is no address"),
        ("tag:press.example,2025:s-1/2", "s-1", "an item's id is no tag: URI"),
        ("tag:press.example,2025:s-1/2", "tag:press.example,2025:s 1", "an item's id is no tag: URI"),
        ("</item>", f"</item>{ITEM}", "2 items share the id tag:press.example,2025:s-1/2"),
        ("<pubDate>Thu", "<pubDate>Fri", "its pubDate is no date of RFC 822"),
        ("<pubDate>Thu, 27 Feb 2025", "<pubDate>Thu, 27 Feb 25", "its pubDate is no date of RFC 822"),
        ("+0000</pubDate>", "CEST</pubDate>", "its pubDate is no date of RFC 822"),
        ("Feb 2025 00:00:00 +0000</lastBuildDate>", "2025</lastBuildDate>", "its lastBuildDate is no date of RFC 822"),
        ("It &amp;amp; they", "&lt;b&gt;It&lt;/b&gt;", "its HTML holds <b>"),
        ("It &amp;amp; they", "&lt;p&gt;It&lt;/p&gt;", "its description is more than text"),
        ("https://gazette.example/a", "../a", "an address that is not absolute"),
        ("https://gazette.example/a", "javascript:a", "an address that is not absolute"),
        ("lang=", "onclick=", "its HTML holds <p> with onclick"),
        ("&lt;p lang", "&lt;script/>&lt;p lang", "its HTML holds <script>"),
        ("Feri &amp;amp; kapal", "Feri & kapal".replace("&", "&amp;"), "its HTML is not well-formed"),
        ("&lt;/p>", "", "its HTML is not well-formed"),
        ("Feri &amp;amp;", "&lt;!-- -->", "a declaration, a comment or an instruction"),
        ("<rss ", "<!DOCTYPE rss><rss ", "has a document type"),
    ],
)
def test_a_flaw_of_an_rss_feed_is_stopped(tmp_path: Path, right: str, wrong: str, told: str) -> None:
    assert right in RSS
    found = problems(tmp_path, RSS.replace(right, wrong, 1))
    assert any(told in problem and problem.startswith("feed.xml: ") for problem in found), found


@pytest.mark.parametrize("missing", ["title", "link", "guid"])
def test_an_item_without_what_readers_need_is_stopped(tmp_path: Path, missing: str) -> None:
    start, end = ITEM.index(f"<{missing}"), ITEM.index(f"</{missing}>") + len(f"</{missing}>")
    assert problems(tmp_path, RSS.replace(ITEM, ITEM[:start] + ITEM[end:]))


def test_the_words_stand_before_the_whole_content(tmp_path: Path) -> None:
    start, end = ITEM.index("<description>"), ITEM.index("</description>") + len("</description>")
    late = ITEM[:start] + ITEM[end:].replace("</item>", ITEM[start:end] + "</item>")
    assert any("out of order" in problem for problem in problems(tmp_path, RSS.replace(ITEM, late)))


def _item(**change: object) -> dict[str, object]:
    return JSON | {"items": [JSON["items"][0] | change]}  # type: ignore[operator, index]


@pytest.mark.parametrize(
    ("feed", "told"),
    [
        ({}, "is not JSON Feed 1.1"),
        (JSON | {"version": "https://jsonfeed.org/version/1"}, "is not JSON Feed 1.1"),
        (JSON | {"title": ""}, "its title is missing or blank"),
        (JSON | {"feed_url": "feed.json"}, "has no link to itself"),
        (JSON | {"home_page_url": "/"}, "its home page is no full address"),
        (JSON | {"language": "x"}, "its language is no code"),
        (JSON | {"user_comment": "hello"}, "holds 'user_comment'"),
        (JSON | {"items": [*JSON["items"], *JSON["items"]]}, "2 items share the id"),  # type: ignore[misc]
        (JSON | {"items": [["a"]]}, "an item is more than texts"),
        (_item(id=7), "an item is more than texts"),
        (_item(id="7"), "an item's id is no tag: URI"),
        (_item(title=" "), "has no title"),
        (_item(url="https://evil.example/"), "its address is no full address of this site"),
        (_item(external_url="//a"), "an address elsewhere that is not absolute"),
        (_item(content_html="<script>1</script>"), "its HTML holds <script>"),
        (_item(content_html=""), "has no content_html"),
        (_item(date_published="2025-02-27"), "a date_published that is no date of RFC 3339"),
        (_item(image="https://a.example/b.png"), "holds 'image'"),
    ],
)
def test_a_flaw_of_a_json_feed_is_stopped(tmp_path: Path, feed: object, told: str) -> None:
    found = problems(tmp_path, json=json.dumps(feed))
    assert any(told in problem and problem.startswith("feed.json: ") for problem in found), found


def test_what_is_not_json_is_stopped(tmp_path: Path) -> None:
    assert any("not JSON" in problem for problem in problems(tmp_path, json="{"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text[:-1], "not well-formed"),
        (lambda text: text.replace('"2.0"', '"3.0"'), "is not OPML 2.0"),
        (lambda text: text[: text.index("<outline")] + "</body></opml>", "lists nothing"),
        (lambda text: text.replace('text="A"', 'text=""'), "an entry's text is missing or blank"),
        (lambda text: text.replace('title="A"', 'title="&lt;/b&gt;"'), "an entry's title holds what could be taken"),
        (lambda text: text.replace(' title="A"', ""), "an entry is no subscription"),
        (lambda text: text.replace('text="Topics"', 'text="Topics" url="x"'), "a folder has more than a name"),
        (lambda text: text.replace("feed.xml", "gone.xml"), "lists a feed that is not there"),
        (lambda text: text.replace(f'htmlUrl="{URL}', 'htmlUrl="'), "the htmlUrl of an entry is no full address"),
    ],
)
def test_a_flaw_of_a_list_is_stopped(tmp_path: Path, change: Callable[[str], str], told: str) -> None:
    found = problems(tmp_path, opml=change(OPML))
    assert any(told in problem and problem.startswith("feeds.opml: ") for problem in found), found


def test_the_feeds_of_folders_are_read_too(tmp_path: Path) -> None:
    (tmp_path / "topics" / "ferries").mkdir(parents=True)
    (tmp_path / "topics" / "ferries" / "feed.xml").write_text("<rss version='2.0'><channel>", encoding="utf-8")
    assert any(problem.startswith("topics/ferries/feed.xml: not well-formed") for problem in problems(tmp_path))
