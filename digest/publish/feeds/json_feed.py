"""JSON Feed 1.1: the same items, for programs that prefer it."""

import json
from collections.abc import Iterator

from digest.publish.feeds.items import Feed, Item
from digest.publish.options import SiteOptions
from digest.publish.safe import xml

VERSION = "https://jsonfeed.org/version/1.1"
_text = json.JSONEncoder(ensure_ascii=False).encode  # whole objects with an indent are written by slow code


def json_feed(feed: Feed, options: SiteOptions) -> bytes:
    """The feed as a file."""
    lines = [f' "{name}": {_text(value)}' for name, value in _about(feed, options)]
    items = ",\n".join(_item(item) for item in feed.items)
    lines.append(f' "items": [\n{items}\n ]' if items else ' "items": []')
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _about(feed: Feed, options: SiteOptions) -> Iterator[tuple[str, str | bool]]:
    about = feed.channel
    yield "version", VERSION
    yield "title", xml(about.title) or options.url
    yield "home_page_url", about.url
    yield "feed_url", f"{options.url}{about.path}.json"
    yield "description", xml(about.description) or xml(about.title)
    yield "language", options.language
    if about.ended:
        yield "expired", True


def _item(item: Item) -> str:
    entry = {"id": item.guid, "url": item.url}
    if item.original:
        entry["external_url"] = item.original
    entry |= {"title": xml(item.title) or item.url, "summary": xml(item.summary), "content_html": item.html}
    if item.published:
        entry["date_published"] = item.published.isoformat()
    if item.modified:
        entry["date_modified"] = item.modified.isoformat()
    return "  {\n" + ",\n".join(f'   "{name}": {_text(value)}' for name, value in entry.items()) + "\n  }"
