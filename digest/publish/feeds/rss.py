"""RSS 2.0, as the specification, the RSS Advisory Board's profile and the W3C validator want it."""

import re
from datetime import datetime
from email.utils import format_datetime
from html import escape, unescape
from xml.etree import ElementTree as ET

from digest.publish.feeds.items import Feed, Item
from digest.publish.options import SiteOptions
from digest.publish.safe import xml

_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_MARKUP = re.compile(r"[<&](?=[A-Za-z/!?#])")
_JOINER = "\u2060"


def rss(feed: Feed, options: SiteOptions) -> bytes:
    """The feed as a file."""
    ET.register_namespace("atom", _ATOM)
    ET.register_namespace("content", _CONTENT)
    root = ET.Element("rss", {"version": "2.0"})
    channel, about = ET.SubElement(root, "channel"), feed.channel
    _text(channel, "title", words(about.title) or options.url)
    _text(channel, "link", about.url)
    _text(channel, "description", words(about.description) or words(about.title) or options.url)
    _text(channel, "language", options.language)
    _text(channel, "generator", words(options.generator))
    if newest := newest_of(feed):
        _text(channel, "lastBuildDate", format_datetime(newest))
    own = {"href": f"{options.url}{about.path}.xml", "rel": "self", "type": "application/rss+xml"}
    ET.SubElement(channel, f"{{{_ATOM}}}link", own)
    for item in feed.items:
        _item(channel, item)
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def newest_of(feed: Feed) -> datetime | None:
    """When the last of its items was changed: never the time of building."""
    return max((item.modified for item in feed.items if item.modified), default=None)


def words(plain: str) -> str:
    """The words as plain text that shows the same where a program takes it for HTML.

    Programs differ in how they read a title; the validator objects to one that holds a tag or an entity. Where the
    words do, an invisible WORD JOINER behind `<` or `&` makes them neither.
    """
    shown = xml(plain)
    risky = "<" in shown or unescape(shown) != shown
    return _MARKUP.sub(lambda mark: mark[0] + _JOINER, shown) if risky else shown


def _item(channel: ET.Element, item: Item) -> None:
    entry = ET.SubElement(channel, "item")
    _text(entry, "title", words(item.title) or item.url)
    _text(entry, "link", item.url)
    _text(entry, "description", escape(xml(item.summary), quote=False))  # readers take a description for HTML
    _text(entry, f"{{{_CONTENT}}}encoded", item.html)
    ET.SubElement(entry, "guid", {"isPermaLink": "false"}).text = item.guid
    if item.published:
        _text(entry, "pubDate", format_datetime(item.published))


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text
