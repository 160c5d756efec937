"""RSS 2.0, as the specification, the RSS Advisory Board's profile and the W3C validator want it."""

import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from html import escape, unescape

from digest.publish.feeds.items import Feed, Item
from digest.publish.feeds.markup import attributes, element
from digest.publish.options import SiteOptions
from digest.publish.safe import xml

_OPEN = (
    "<?xml version='1.0' encoding='utf-8'?>\n"
    '<rss xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'version="2.0">\n  <channel>\n'
)
_PLAIN_OPEN = _OPEN.replace(' xmlns:content="http://purl.org/rss/1.0/modules/content/"', "")
_CLOSE = "  </channel>\n</rss>\n"
_MARKUP = re.compile(r"[<&](?=[A-Za-z/!?#])")
_JOINER = "\u2060"


def rss(feed: Feed, options: SiteOptions) -> bytes:
    """The feed as a file."""
    lines = (f"    {line}\n" for line in _channel(feed, options))
    items = (line for item in feed.items for line in _item(item))
    start = _OPEN if feed.items else _PLAIN_OPEN
    return "".join((start, *lines, *items, _CLOSE)).encode("utf-8", "xmlcharrefreplace")


def _channel(feed: Feed, options: SiteOptions) -> Iterator[str]:
    about = feed.channel
    yield element("title", words(about.title) or options.url)
    yield element("link", about.url)
    yield element("description", words(about.description) or words(about.title) or options.url)
    yield element("language", options.language)
    yield element("generator", words(options.generator))
    if newest := newest_of(feed):
        yield element("lastBuildDate", _printed(newest))
    own = {"href": f"{options.url}{about.path}.xml", "rel": "self", "type": "application/rss+xml"}
    yield f"<atom:link{attributes(own)} />"


def newest_of(feed: Feed) -> datetime | None:
    """When the last of its items was changed: never the time of building."""
    return max((item.modified for item in feed.items if item.modified), default=None)


def words(plain: str) -> str:
    """The words as plain text that shows the same where a program takes it for HTML.

    Programs differ in how they read a title; the validator objects to one that holds a tag or an entity. Where the
    words do, an invisible WORD JOINER behind `<` or `&` makes them neither.
    """
    shown = xml(plain)
    risky = "<" in shown or ("&" in shown and unescape(shown) != shown)
    return _MARKUP.sub(lambda mark: mark[0] + _JOINER, shown) if risky else shown


def _item(item: Item) -> Iterator[str]:
    yield "    <item>\n"
    for line in _entry(item):
        yield f"      {line}\n"
    yield "    </item>\n"


def _entry(item: Item) -> Iterator[str]:
    yield element("title", words(item.title) or item.url)
    yield element("link", item.url)
    yield element("description", escape(xml(item.summary), quote=False))  # readers take a description for HTML
    yield element("content:encoded", item.html)
    yield element("guid", item.guid, isPermaLink="false")
    if item.published:
        yield element("pubDate", _printed(item.published))


@lru_cache(maxsize=1024)  # of the days of editions, which are few
def _printed(moment: datetime) -> str:
    return format_datetime(moment)
