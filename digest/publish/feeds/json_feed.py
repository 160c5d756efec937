"""JSON Feed 1.1: the same items, for programs that prefer it."""

import json

from digest.publish.feeds.items import Feed, Item
from digest.publish.options import SiteOptions
from digest.publish.safe import xml

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed, options: SiteOptions) -> bytes:
    """The feed as a file."""
    about = feed.channel
    data: dict[str, object] = {
        "version": VERSION,
        "title": xml(about.title) or options.url,
        "home_page_url": about.url,
        "feed_url": f"{options.url}{about.path}.json",
        "description": xml(about.description) or xml(about.title),
        "language": options.language,
    }
    if about.ended:
        data["expired"] = True
    data["items"] = [_item(item) for item in feed.items]
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _item(item: Item) -> dict[str, str]:
    entry = {"id": item.guid, "url": item.url}
    if item.original:
        entry["external_url"] = item.original
    entry |= {"title": xml(item.title) or item.url, "summary": xml(item.summary), "content_html": item.html}
    if item.published:
        entry["date_published"] = item.published.isoformat()
    if item.modified:
        entry["date_modified"] = item.modified.isoformat()
    return entry
