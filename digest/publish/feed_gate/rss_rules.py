"""RSS 2.0 with the Advisory Board's profile, as the W3C's feed validator reads them.

See https://www.rssboard.org/rss-specification, https://www.rssboard.org/rss-profile and
https://validator.w3.org/feed/docs/ for the rules.
"""

from collections import Counter
from collections.abc import Iterator
from email.utils import format_datetime, parsedate_to_datetime
from xml.etree import ElementTree as ET

from digest.publish.feed_gate.common_rules import (
    character_problems,
    html_problems,
    inside_problems,
    language_problems,
    name_problems,
    text_problems,
)

_SELF = "{http://www.w3.org/2005/Atom}link"
_ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
_CHANNEL = frozenset({"title", "link", "description", "language", "generator", "lastBuildDate", _SELF})
_ITEM = ("title", "link", "description", _ENCODED, "guid", "pubDate")


def rss_problems(data: bytes, url: str, own: str) -> Iterator[str]:
    """What is wrong with a feed of the site at `url` that stands at the address `own`."""
    try:
        root = ET.fromstring(data)  # noqa: S314 - of our own making; a DTD is refused below
    except ET.ParseError as error:
        yield f"not well-formed: {error}"
        return
    yield from character_problems(data.decode("utf-8", "replace"))
    channel = root.find("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or channel is None or len(root) != 1:
        yield "is not RSS 2.0 with one channel"
        return
    if b"<!DOCTYPE" in data:
        yield "has a document type"
    yield from _channel(channel, url, own)
    for item in channel.iterfind("item"):
        name = item.findtext("guid") or item.findtext("title")
        yield from (f"the item {name!r}: {problem}" for problem in _item(item, url))
    yield from name_problems([item.findtext("guid") for item in channel.iterfind("item")])


def _channel(channel: ET.Element, url: str, own: str) -> Iterator[str]:
    yield from _once([child for child in channel if child.tag != "item"], _CHANNEL)
    yield from text_problems("the channel's title", channel.findtext("title"))
    yield from text_problems("the channel's description", channel.findtext("description"))
    yield from inside_problems("the channel's link", channel.findtext("link"), url)
    yield from language_problems(channel.findtext("language"))
    yield from _date("lastBuildDate", channel.findtext("lastBuildDate"))
    link = channel.find(_SELF)
    if link is None or link.attrib != {"href": own, "rel": "self", "type": "application/rss+xml"}:
        yield f"has no link to itself at {own}"


def _item(item: ET.Element, url: str) -> Iterator[str]:
    yield from _once(list(item), frozenset(_ITEM))
    if [child.tag for child in item] != [name for name in _ITEM if item.find(name) is not None]:
        yield "its elements are out of order"
    yield from text_problems("its title", item.findtext("title"))
    yield from inside_problems("its link", item.findtext("link"), url)
    yield from _date("pubDate", item.findtext("pubDate"))
    guid = item.find("guid")
    if guid is None or guid.get("isPermaLink") != "false":
        yield "its guid does not say that it is no address"
    for name in ("description", _ENCODED):
        yield from html_problems(item.findtext(name) or "")
    if "<" in (item.findtext("description") or ""):
        yield "its description is more than text"


def _once(children: list[ET.Element], allowed: frozenset[str]) -> Iterator[str]:
    for tag, number in sorted(Counter(child.tag for child in children).items()):
        if tag not in allowed:
            yield f"holds <{tag}>, which does not belong there"
        if number > 1:
            yield f"holds <{tag}> {number} times"


def _date(name: str, text: str | None) -> Iterator[str]:
    """RFC 822 with a year of four digits, the right weekday and a zone in figures."""
    if text is None:
        return
    try:
        right = format_datetime(parsedate_to_datetime(text)) == text
    except ValueError:
        right = False
    if not right:
        yield f"its {name} is no date of RFC 822: {text!r}"
