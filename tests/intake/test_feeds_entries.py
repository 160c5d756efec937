"""What a feed holds, however it is written."""

import gzip
import json

import pytest
from intake.feeds import NAMES, SENTENCE, atom, one, published_of, read, rss

from digest.intake.feeds.entries import Entry, FeedContent


def test_an_rss_item_becomes_an_entry() -> None:
    entry = one(
        rss(
            "<title>Ferry back</title><link>https://skarn.example/a</link><guid>tag:1</guid><dc:creator>Ada Brook"
            f"</dc:creator><pubDate>Mon, 24 Feb 2025 10:04:31 +0530</pubDate><description>{SENTENCE}</description>"
        )
    )
    assert entry == Entry(
        id="tag:1",
        url="https://skarn.example/a",
        title="Ferry back",
        paragraphs=(SENTENCE,),
        published="2025-02-24T10:04:31+05:30",
        updated="",
        author="Ada Brook",
        language="",
    )


def test_an_atom_entry_becomes_an_entry() -> None:
    entry = one(
        atom(
            '<id>tag:1</id><title type="html">&lt;i&gt;Ferry&lt;/i&gt; back</title>'
            '<link rel="enclosure" href="/a.mp3"/><link rel="alternate" href="/a"/>'
            "<published>2025-02-24T10:04:00+08:00</published><updated>2025-02-25T10:04:00Z</updated>"
            "<author><name>Ada Brook</name></author><author><name>Bo Stone</name></author>"
            '<summary>short</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
            f"<p>{SENTENCE}</p><p>5 &lt; 6.</p></div></content>"
        )
    )
    assert (entry.title, entry.url, entry.author) == (
        "Ferry back",
        "https://skarn.example/a",
        "Ada Brook, Bo Stone",
    )
    assert entry.paragraphs == (SENTENCE, "5 < 6.")
    assert (entry.published, entry.updated) == ("2025-02-24T10:04+08:00", "2025-02-25T10:04+00:00")


@pytest.mark.parametrize("version", ["0.91", "0.92", "2.0", ""])
def test_all_versions_of_rss_are_read(version: str) -> None:
    assert one(rss("<title>Ferry back</title><link>https://skarn.example/a</link>", version=version)).title == (
        "Ferry back"
    )


@pytest.mark.parametrize(
    "namespace", ["http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"], ids=["RSS 1.0", "RSS 0.90"]
)
def test_rdf_is_read(namespace: str) -> None:
    data = (
        f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{namespace}" {NAMES}><channel>'
        "<title>Skarn</title></channel><item><title>Ferry back</title><link>https://skarn.example/a</link>"
        "<dc:date>2025-02-24T10:04:00+08:00</dc:date></item></rdf:RDF>"
    ).encode()
    entry = one(data)
    assert (entry.title, entry.published) == ("Ferry back", "2025-02-24T10:04+08:00")


@pytest.mark.parametrize("version", ["1", "1.1"])
def test_a_json_feed_is_read(version: str) -> None:
    person = {"name": "Ada Brook"}
    item = {
        "id": 7,
        "url": "a",
        "title": "Ferry &amp; quay",
        "content_html": f"<p>{SENTENCE}</p>",
        "summary": "short",
        "date_published": "2025-02-24T10:04:00+08:00",
        "language": "de-CH",
        "author": person,
        "authors": [person] if version == "1.1" else None,
    }
    feed = {"version": f"https://jsonfeed.org/version/{version}", "title": "Skarn", "language": "en", "items": [item]}
    entry = one(json.dumps(feed).encode())
    assert entry == Entry(
        id="7",
        url="https://skarn.example/news/a",
        title="Ferry & quay",
        paragraphs=(SENTENCE,),
        published="2025-02-24T10:04+08:00",
        updated="",
        author="Ada Brook",
        language="de",
    )


def test_full_content_comes_before_a_summary() -> None:
    item = f"<guid>1</guid><description>A ferry.</description><content:encoded>{SENTENCE}</content:encoded>"
    assert one(rss(item)).paragraphs == (SENTENCE,)


def test_content_that_holds_a_picture_only_gives_way_to_the_summary() -> None:
    item = f"<guid>1</guid><description>{SENTENCE}</description><content:encoded>&lt;img src='a'&gt;</content:encoded>"
    assert one(rss(item)).paragraphs == (SENTENCE,)


@pytest.mark.parametrize("declared", ["", "; charset=iso-8859-1", "; charset=koi8-r", "; charset=nonsense"])
@pytest.mark.parametrize("kind", ["text/html", "text/xml", "application/rss+xml", ""])
def test_utf_8_is_read_whatever_the_server_says(kind: str, declared: str) -> None:
    data = rss("<title>Café “Skarn”</title><guid>1</guid>")
    assert one(data, content_type=kind + declared).title == "Café “Skarn”"


@pytest.mark.parametrize(
    ("encoding", "words"),
    [("iso-8859-1", "Café"), ("koi8-r", "Паром"), ("utf-16", "Café"), ("utf-16-le", "Café"), ("shift_jis", "フェリー")],
)
def test_a_feed_in_the_encoding_that_it_declares(encoding: str, words: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><item><title>{words}</title></item>'
    data = f"{text}</channel></rss>".encode(encoding)
    assert one(data, content_type="text/xml; charset=utf-8").title == words


def test_the_servers_charset_counts_where_the_feed_is_silent() -> None:
    data = "<rss version='2.0'><channel><item><title>Паром</title></item></channel></rss>".encode("koi8-r")
    assert one(data, content_type="text/xml; charset=koi8-r").title == "Паром"


def test_a_feed_that_wrongly_says_utf_8_loses_no_letter() -> None:
    text = (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><item><title>Café</title></item></channel>'
    )
    assert one(f"{text}</rss>".encode("cp1252")).title == "Café"


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("/a?x=1&amp;y=2", "https://skarn.example/a?x=1&y=2"),
        ("a", "https://skarn.example/news/a"),
        ("//other.example/a", "https://other.example/a"),
        (" https://skarn.example/a b ", "https://skarn.example/a%20b"),
        ("http://127.0.0.1:8080/a", "http://127.0.0.1:8080/a"),
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("https://ada:secret@skarn.example/a", ""),
        ("http://[bad/a", ""),
        ("https://skarn.example:99999/a", ""),
        ("https:///a", "https://a"),
        ("https://" + "a" * 3000, ""),
        (
            "https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://skarn.example/a%3Fb%3D1&amp;ct=ga",
            "https://skarn.example/a?b=1",
        ),
    ],
)
def test_a_link_is_absolute_or_none(link: str, url: str) -> None:
    assert one(rss(f'<title>x</title><guid isPermaLink="false">1</guid><link>{link}</link>')).url == url


@pytest.mark.parametrize(
    ("base", "url"),
    [("https://base.example/here/", "https://base.example/here/a"), ("/here/", "https://skarn.example/here/a")],
)
def test_relative_links_follow_xml_base(base: str, url: str) -> None:
    entry = '<id>1</id><title>x</title><link href="a"/>'
    assert one(atom(entry, attributes=f'xml:base="{base}"')).url == url


def test_an_enclosure_is_not_the_article() -> None:
    item = '<title>x</title><enclosure url="https://skarn.example/a.mp3" type="audio/mpeg" length="1"/>'
    assert one(rss(item)).url == ""


def test_the_article_behind_a_counting_redirect_is_the_link() -> None:
    item = "<title>x</title><link>https://count.example/1</link><feedburner:origLink>https://skarn.example/a"
    assert one(rss(f"{item}</feedburner:origLink>")).url == "https://skarn.example/a"


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("Mon, 24 Feb 2025 10:04:00 +0530", "2025-02-24T10:04+05:30"),
        ("Mon, 24 Feb 2025 10:04:00 GMT", "2025-02-24T10:04+00:00"),
        ("Mon, 24 Feb 2025 10:04 EST", "2025-02-24T10:04-05:00"),
        ("24 Feb 2025 10:04:00", "2025-02-24T10:04"),
        ("Mon, 24 Feb 2025 10:04:00 BST", "2025-02-24T10:04"),
        ("Mon, 24 Feb 25 10:04:00 +0800", "2025-02-24T10:04+08:00"),
        ("2025-02-24T10:04:31.5+05:30", "2025-02-24T10:04:31+05:30"),
        ("24 Feb 2025 10:04:31 -0500", "2025-02-24T10:04:31-05:00"),
        ("Mon, 24 Feb 2025 10:04:00 -0000", "2025-02-24T10:04+00:00"),
        ("Mon, 24 Feb 2025 10:04:00 +1500", "2025-02-24T10:04"),
        ("2025-02-24T10:04:00Z", "2025-02-24T10:04+00:00"),
        ("2025-02-24T10:04:00+08", "2025-02-24T10:04+08:00"),
        ("2025-02-24 10:04:00", "2025-02-24T10:04"),
        ("2025-02-24", "2025-02-24"),
        ("February 24, 2025", "2025-02-24"),
        ("2025-02-24T10:04:00+23:00", "2025-02-24T10:04"),
        ("0000-00-00T00:00:00Z", ""),
        ("2025-13-45", ""),
        ("Thu, 01 Jan 1970 00:00:00 GMT", ""),
        ("1994-12-31", ""),
        ("9999-12-31T23:59:59Z", ""),
        ("yesterday", ""),
        ("", ""),
        ("2025-02-24" * 50_000, ""),
    ],
)
def test_a_date_keeps_the_offset_that_was_stated(written: str, iso: str) -> None:
    assert published_of(written) == iso


def test_an_entry_without_a_date_of_publication_has_that_of_its_change() -> None:
    assert one(atom("<id>1</id><title>x</title><updated>2025-02-24</updated>")).published == "2025-02-24"


@pytest.mark.parametrize(
    ("item", "identity"),
    [
        ("<guid>tag:1</guid><link>https://skarn.example/a</link>", "tag:1"),
        ("<guid>1</guid><link>https://skarn.example/a</link>", "1"),
        ("<link>https://skarn.example/a</link>", "https://skarn.example/a"),
        ("<guid></guid><link>https://skarn.example/a</link>", "https://skarn.example/a"),
    ],
)
def test_an_id_is_stated_or_the_link(item: str, identity: str) -> None:
    assert one(rss(f"<title>x</title>{item}")).id == identity


def test_an_id_without_guid_and_link_hangs_on_the_words() -> None:
    first, second = (one(rss(f"<title>{words}</title>")).id for words in ("Ferry", "Quay"))
    assert first != second
    assert first == one(rss("<title>Ferry</title>", channel="<ttl>9</ttl>")).id


def test_an_id_of_absurd_length_is_short_and_its_own() -> None:
    ids = [one(rss(f"<title>x</title><guid>{'a' * 100_000}{end}</guid>")).id for end in "bc"]
    assert len(set(ids)) == 2
    assert all(len(identity) <= 500 for identity in ids)


def test_the_first_of_an_id_is_kept_and_the_others_are_told() -> None:
    content = read(rss("<guid>1</guid><title>First</title>", "<guid>1</guid><title>Second</title>", "<category/>"))
    assert [entry.title for entry in content.entries] == ["First"]
    assert content.problems == (
        "1 entry without title, text and link; left out",
        "1 entry with the id of another one; the first of each id is kept",
    )


def test_a_feed_without_entries_is_a_feed() -> None:
    assert read(rss()) == FeedContent(title="Skarn", language="", entries=())


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("<author>ada@skarn.example (Ada Brook)</author>", "Ada Brook"),
        ("<author>ada@skarn.example</author>", ""),
        ("<author>Ada Brook &lt;ada@skarn.example&gt;</author>", "Ada Brook"),
        ("<dc:creator><![CDATA[Ada Brook]]></dc:creator>", "Ada Brook"),
        ("<dc:creator>&lt;b&gt;Ada&lt;/b&gt; Brook</dc:creator>", "Ada Brook"),
    ],
)
def test_an_author_is_a_name(written: str, name: str) -> None:
    assert one(rss(f"<title>x</title>{written}")).author == name


def test_the_language_of_a_feed_is_no_statement_about_an_entry() -> None:
    content = read(rss("<title>Ferry</title>", channel="<language>en-us</language>"))
    assert (content.language, content.entries[0].language) == ("en", "")


def test_an_entry_in_another_language_says_so() -> None:
    data = atom('<id>1</id><title xml:lang="ms">Feri</title>', attributes='xml:lang="en"')
    assert one(data).language == "ms"


def test_a_feed_that_is_a_packed_file_is_unpacked() -> None:
    assert one(gzip.compress(rss("<title>Ferry</title>"))).title == "Ferry"


def test_an_entry_with_broken_xml_around_it_is_read() -> None:
    data = b"<rss version='2.0'><channel><item><title>Ferry & quay&nbsp;</title><link>https://skarn.example/a</link>"
    entry = one(data)
    assert (entry.title, entry.url) == ("Ferry & quay", "https://skarn.example/a")
