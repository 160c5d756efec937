"""Makes feeds out of words, and reads them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from intake.clippings import REPORT

from digest.errors import SourceError
from digest.intake.decoding import printable
from digest.intake.feeds.clippings import Clipping, Stored, known
from digest.intake.feeds.entries import Entry, FeedContent, read_feed
from digest.intake.lines import fold

HOME = "https://skarn.example/news/feed.xml"
NAMES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
)
SENTENCE = "The night ferry will sail again on Monday, the harbour master of Skarn said."


def rss(*items: str, channel: str = "", version: str = "2.0") -> bytes:
    inside = "".join(f"<item>{item}</item>" for item in items)
    text = f'<?xml version="1.0"?><rss version="{version}" {NAMES}><channel><title>Skarn</title>{channel}{inside}'
    return f"{text}</channel></rss>".encode()


def atom(*entries: str, attributes: str = "") -> bytes:
    inside = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>Skarn</title>{inside}</feed>'.encode()


def read(data: bytes, **options: str) -> FeedContent:
    return read_feed(data, url=HOME, **options)


def one(data: bytes, **options: str) -> Entry:
    (entry,) = read(data, **options).entries
    return entry


def title_of(written: str) -> str:
    return one(rss(f"<guid>1</guid><title>{written}</title>")).title


def body_of(html: str) -> Sequence[str]:
    return one(rss(f"<guid>1</guid><description><![CDATA[{html}]]></description>")).paragraphs


def published_of(written: str) -> str:
    return one(rss(f"<guid>1</guid><title>x</title><pubDate>{written}</pubDate>")).published


def holds(data: bytes, content_type: str = "") -> None:
    """A feed, or a SourceError with a reason; entries as promised."""
    try:
        content = read(data, content_type=content_type)
    except SourceError as error:
        reason = str(error)
        assert reason
        return
    assert len({entry.id for entry in content.entries}) == len(content.entries)
    for entry in content.entries:
        assert entry.id
        assert entry.url == "" or entry.url.startswith(("http://", "https://"))
        assert len(entry.title) <= 300
        assert all(paragraph and paragraph == " ".join(paragraph.split()) for paragraph in entry.paragraphs)
        " ".join([entry.id, entry.url, entry.title, entry.author, *entry.paragraphs]).encode("utf-8")


FEED = "https://skarn.example/rss"
FERRY = Clipping(
    entry="tag:skarn.example,2025:1",
    feed=FEED,
    outlet="Skarn Gazette",
    url="https://skarn.example/ferry?from=2&to=3",
    title="Ferry: back “on” Monday",
    paragraphs=REPORT,
    published="2025-02-24T10:04+05:30",
    updated="2025-02-25",
    author="Ada Brook",
    credit="(With inputs from agencies.)",
    language="en",
    topics=("Harbour", "Sea & air"),
    fetched=datetime(2025, 3, 1, 7, 8, 9, tzinfo=UTC),
)


def words(text: str) -> str:
    return fold(printable(text))


def newest(content: Path) -> Stored:
    return known(content)[FERRY.feed, FERRY.entry]
