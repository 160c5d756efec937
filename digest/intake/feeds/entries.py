"""A feed's bytes to its entries. The only file that knows feedparser's objects."""

import io
import re
from collections.abc import Iterator
from typing import Any

from digest.errors import SourceError
from digest.intake.feeds.decompression import read_body
from digest.intake.feeds.feed_text import refuse_bombs, shortened, text_of
from digest.intake.feeds.given import MAX_ENTRIES, Body, Entry, FeedContent, Given, content_of, link_of
from digest.intake.feeds.json_feed import looks_like_json, read_json_feed

__all__ = ["Entry", "FeedContent", "read_feed"]

GZIP, MAX_UNPACKED = b"\x1f\x8b", 50_000_000  # bytes
TEXTUAL = {"text/plain": False, "text/html": True, "application/xhtml+xml": True}  # and whether it holds markup
BASE = re.compile(r"\bbase\s{0,9}=")
PAGE = re.compile(r"<html|<!doctype\s+html", re.IGNORECASE)
FEED_LINK = re.compile(r"<link\b[^>]{0,500}application/(?:rss|atom|feed)\+(?:xml|json)[^>]{0,500}>", re.IGNORECASE)
HREF = re.compile(r"""href\s*=\s*["']?([^"'\s>]{1,500})""", re.IGNORECASE)


def read_feed(data: bytes, *, url: str, content_type: str = "") -> FeedContent:
    """Read RSS 0.9 to 2.0, Atom, RDF or JSON Feed; nothing is fetched. `url`: where the bytes came from.

    `content_type` is a hint about the encoding only; what the bytes are, they show themselves. Raises SourceError.
    """
    if data.startswith(GZIP):  # a file that is packed, rather than its answer
        data = read_body([data], encoding="gzip", max_bytes=MAX_UNPACKED)
    text = text_of(data, content_type)
    if not text.strip():
        raise SourceError("is empty; look whether its address is still right")
    if looks_like_json(text):
        return read_json_feed(text, url=url)
    refuse_bombs(text)
    parsed = _parsed(shortened(text, MAX_ENTRIES + 1), url)
    entries = dict.get(parsed, "entries", [])
    if not (parsed.get("version") or entries):
        raise SourceError(_no_feed(text, url))
    feed = parsed.get("feed", {})
    return content_of(_string(feed, "title"), _string(feed, "language"), map(_given, entries), base=url)


def _parsed(text: str, url: str) -> Any:
    import feedparser  # type: ignore[import-untyped]

    # Where no element has a base of its own, `link_of` makes links absolute: the parser would join one for each tag.
    location = {"content-location": url} if BASE.search(text) else {}
    headers = {"content-type": "application/xml; charset=utf-8", **location}
    try:
        return feedparser.parse(
            io.BytesIO(text.encode("utf-8")),  # never the bytes alone: it would look for a file of that name
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except MemoryError:
        raise
    except Exception as error:  # whatever trips over a hostile feed there is one bad source
        raise SourceError(f"cannot be read as a feed ({type(error).__name__}: {str(error)[:80]})") from error


def _no_feed(text: str, url: str) -> str:
    if not PAGE.search(text[:5000]):
        return "is not a feed: neither RSS, Atom, RDF nor JSON Feed; look for the address of its feed"
    for found in FEED_LINK.finditer(text[:200_000]):
        href = HREF.search(found[0])
        if href and (link := link_of(href[1], url)):
            return f"is a web page, not a feed; its feed may be {link}"
    return "is a web page, not a feed; look for the address of its feed"


def _given(entry: Any) -> Given:
    return Given(
        id=_string(entry, "id"),
        url=_string(entry, "feedburner_origlink") or _string(entry, "link"),
        title=_string(entry, "title"),
        bodies=tuple(_bodies(entry)),
        published=_string(entry, "published") or _string(entry, "created"),
        updated=_string(entry, "updated"),
        authors=tuple(_authors(entry)),
        language=_language(entry),
    )


def _string(holder: Any, key: str) -> str:
    """A value by its own key: feedparser's `get` would take others' places."""
    value = dict.get(holder, key) if isinstance(holder, dict) else None
    return value if isinstance(value, str) else ""


def _bodies(entry: Any) -> Iterator[Body]:
    details = dict.get(entry, "content")
    for detail in [*(details if isinstance(details, list) else []), dict.get(entry, "summary_detail")]:
        kind = _string(detail, "type")
        if kind in TEXTUAL:
            yield Body(value=_string(detail, "value"), markup=TEXTUAL[kind])


def _authors(entry: Any) -> Iterator[str]:
    """Several by their names; one in the feed's own words, which feedparser takes apart at the wrong places."""
    details = dict.get(entry, "authors")
    names = [_string(detail, "name") for detail in details] if isinstance(details, list) else []
    if len(names) > 1:
        yield from names
    else:
        yield _string(entry, "author")


def _language(entry: Any) -> str:
    details = dict.get(entry, "content")
    first = details[0] if isinstance(details, list) and details else None
    return _string(first, "language") or _string(dict.get(entry, "title_detail"), "language")
