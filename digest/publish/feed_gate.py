"""The gate before publishing, for feeds: read back as a reader's program reads them."""

import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FEED = "feed.xml"


def feed_problems(built: Path) -> list[str]:
    """What a feed reader would stumble over in the finished feeds, in words. Empty when all is well."""
    import feedparser  # type: ignore[import-untyped] # ships no types

    found: list[str] = []
    for path in sorted(built.rglob(FEED)):
        # As a stream of bytes: given a name or an address, feedparser would open it. Cleaning what it reads would take
        # three times as long, and a digest of many topics has many feeds.
        feed = feedparser.parse(io.BytesIO(path.read_bytes()), sanitize_html=False, resolve_relative_uris=False)
        found += [f"{path.relative_to(built).as_posix()}: {problem}" for problem in _problems(feed)]
    return found


def _problems(feed: Any) -> Iterator[str]:
    if feed.bozo:
        yield f"not well-formed: {feed.get('bozo_exception')}"
    if feed.version != "rss20":
        yield f"read as {feed.version or 'no feed at all'}, not as RSS 2.0"
    ids = Counter(entry.get("id", "") for entry in feed.entries)
    yield from (f"{count} items share the id {name}" for name, count in sorted(ids.items()) if count > 1)
    for entry in feed.entries:
        name = entry.get("id") or entry.get("title")
        for field in ("id", "link", "title"):
            if not entry.get(field):
                yield f"the item {name!r} has no {field}"
        if entry.get("published") and not entry.get("published_parsed"):
            yield f"the date of the item {name!r} cannot be read: {entry.published}"
