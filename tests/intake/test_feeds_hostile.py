"""Whatever a server sends as a feed: harmless words in bounded time, or a reason."""

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake.feeds import holds, one, read, rss, title_of

from digest.errors import SourceError
from digest.intake.feeds.feed_text import shortened
from digest.intake.feeds.given import MAX_ENTRIES

PIECES = """
<rss version='2.0'> <channel> </channel> <item> </item> <title> </title> <link> </link> <description> </description>
<guid> </guid> <pubDate> </pubDate> <feed|xmlns='http://www.w3.org/2005/Atom'> <entry> </entry> <content|type='xhtml'>
<content|type='base64'> <content|mode='base64'> </content> <link|href='http://[x'/> <link/> xml:base='http://['
<a|xml:base='http://[::'> <![CDATA[ ]]> &#xD800; &#99999999; &#0; &#x; &bogus; &amp; <!DOCTYPE <!ENTITY <?xml ?> <!--
--> <author> a@b.c|(x) <dc:date> <category> <image> <url> <media:content|url='x'/> \x00 <georss:point>1|x</georss:point>
<itunes:duration> <source> <language>xx</language> http://x.example/ Mon,|99|Feb|2025|99:99:99|+9999 0000-00-00 <svg>
</svg> <contributor> <enclosure/> <cloud/> <psc:chapter|start='x'/> <thr:in-reply-to/> <media:thumbnail/> <cc:license/>
<creativeCommons:license/> <textInput> </textInput> <itunes:image|href='http://['/>
""".replace("<rss version", "<rss|version").split()
PIECES = [piece.replace("|", " ") for piece in PIECES]
QUIET = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b"<html><body>Hello</body></html>", "is a web page, not a feed; look"),
        (
            b"<!doctype html><html><head><link rel='alternate' type='application/rss+xml' href='/rss'></head></html>",
            "is a web page, not a feed; its feed may be https://skarn.example/rss",
        ),
        (b"{}", "not a JSON Feed"),
        (b"[1]", "not a JSON Feed"),
        (b'{"items": [', "cannot be read"),
        (b"{" * 3, "cannot be read"),
        (b'{"items": ' + b"[" * 100_000, "nested too deeply"),
        (b"GIF89a", "is not a feed"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is not a feed"),
        (b"<!DOCTYPE rss [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><rss/>", "declares entities"),
        (b"<?xml version='1.0'?><!-- x --><!DOCTYPE a [\n<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss/>", "declares"),
        (b"<!DOCTYPE r [<!-- ]> --><!ENTITY a 'x'>]><rss/>", "declares entities"),
        (b"<!DOCTYPE r SYSTEM 'a>b' [<!ENTITY a 'x'>]><rss/>", "declares entities"),
        (b"<rss version='2.0'><channel>" + b"<a>" * 200_000, "nests its elements"),
        (b"<rss " + b" ".join(b"a%d='x'" % n for n in range(50_000)) + b">", "attributes"),
    ],
)
def test_what_is_no_feed_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        read(data)


def test_an_old_feeds_document_type_is_passed_over() -> None:
    start = b'<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//X//DTD RSS 0.91//EN" "http://dtd.example/rss-0.91.dtd">\n'
    assert one(start + rss("<title>Ferry</title>").partition(b"?>")[2]).title == "Ferry"


def test_an_entity_bomb_in_a_cdata_section_is_words() -> None:
    assert one(rss("<title><![CDATA[<!DOCTYPE a [<!ENTITY b 'x'>]> &b;]]></title>")).title.endswith("&b;")


def test_control_characters_and_halves_of_characters_are_gone() -> None:
    assert title_of("Fer\x00ry\x1b[31m b\x85ack") == "Fer ry [31m b ack"
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "\ud800", "title": "a\ud800b\x00c"}]}
    entry = one(json.dumps(feed).encode())
    assert entry.title == "a\ufffdb c"
    entry.id.encode("utf-8")


def test_a_feed_of_ten_thousand_entries_is_read_and_more_are_told() -> None:
    items = [{"id": str(number), "title": f"Ferry {number}"} for number in range(MAX_ENTRIES + 1)]
    content = read(json.dumps({"version": "https://jsonfeed.org/version/1", "items": items}).encode())
    assert len(content.entries) == MAX_ENTRIES
    assert content.problems == ("has more than 10,000 entries; only the first 10,000 are taken",)


def test_the_entries_after_too_many_are_cut_before_they_are_parsed() -> None:
    data = rss(*(f"<guid>{number}</guid><title>F</title>" for number in range(5))).decode()
    cut = shortened(data, 3)
    assert cut == rss(*(f"<guid>{number}</guid><title>F</title>" for number in range(3))).decode()
    assert shortened(data, 5) == data


def test_careless_markup_in_a_feed_is_no_bomb() -> None:
    assert one(rss("<guid>1</guid><description>" + "<p>Word<br><li>word" * 1000 + "</description>")).paragraphs


@pytest.mark.parametrize(
    "data",
    [
        rss("<title>" + "&lt;b " * 100_000 + "</title><guid>1</guid>"),
        rss("<guid>1</guid><description>" + "&lt;div&gt;" * 100_000 + "</description>"),
        rss("<guid>1</guid><description>" + "&lt;a " * 100_000 + "</description>"),
        rss("<guid>1</guid><description>" + "\n " * 300_000 + "</description>"),
        b"<rss version='2.0'><channel><item><description>" + b"<![CDATA[" * 100_000,
        b"<rss version='2.0'><channel><item><description>" + b"<!--" * 100_000,
        b"<rss version='2.0'><channel><item><title>" + b"<" * 200_000,
        b"<rss version='2.0'><channel><item><title>" + b"&a" * 200_000,
        b"<rss a='" + b"x" * 2_000_000 + b"'>",
        b"<!DOCTYPE " + b"[" * 500_000,
        b"<!--" * 200_000,
        b"<!x[>]>" * 100_000,
    ],
    ids=range(12),
)
def test_hostile_feeds_take_bounded_time(data: bytes) -> None:
    started = time.process_time()
    holds(data)
    assert time.process_time() - started < 10


@QUIET
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=40).map("".join))
def test_any_pieces_of_feeds(text: str) -> None:
    holds(text.encode("utf-8", "surrogatepass"))


@QUIET
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=20).map("".join))
def test_any_pieces_inside_an_entry(text: str) -> None:
    holds(rss("<title>x</title>").replace(b"<title>x", text.encode("utf-8", "surrogatepass")))


@QUIET
@given(data=st.binary(max_size=400), content_type=st.sampled_from(["", "text/xml; charset=utf-7", "a; charset=hex"]))
def test_any_bytes(data: bytes, content_type: str) -> None:
    holds(data, content_type)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=5,
)
ITEM_KEYS = st.sampled_from(
    ["id", "url", "title", "content_html", "content_text", "date_published", "authors", "author"]
)


@QUIET
@given(st.lists(st.one_of(JSON, st.dictionaries(ITEM_KEYS, JSON)), max_size=5))
def test_any_json(items: list[object]) -> None:
    holds(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode())


MARKUP = ["<p>", "<a href='x'>", "</a>", "&lt;p&gt;", "\n\n", "Read more", "<", "<br>", "<![CDATA["]


@QUIET
@given(st.lists(st.one_of(st.sampled_from(MARKUP), st.text(max_size=9))).map("".join))
def test_any_body_and_title(html: str) -> None:
    item = {"id": "1", "title": html, "content_html": html}
    holds(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item]}).encode())
