"""OPML 2.0: lists of the feeds, to be read into a reader's program at once."""

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

from digest.publish.feeds.items import Channel
from digest.publish.feeds.rss import words
from digest.publish.options import SiteOptions


def opml(title: str, folders: Mapping[str, Iterable[Channel]], options: SiteOptions) -> bytes:
    """The RSS feeds in folders; those without a folder's name stand at the top, empty folders are left out."""
    root = ET.Element("opml", {"version": "2.0"})
    ET.SubElement(ET.SubElement(root, "head"), "title").text = words(title) or options.url
    body = ET.SubElement(root, "body")
    for name, channels in folders.items():
        outlines = [_outline(channel, options) for channel in channels]
        parent = ET.SubElement(body, "outline", {"text": name}) if name and outlines else body
        parent.extend(outlines)
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _outline(channel: Channel, options: SiteOptions) -> ET.Element:
    title = words(channel.title) or channel.url
    shown = {
        "type": "rss",
        "text": title,
        "title": title,
        "htmlUrl": channel.url,
        "xmlUrl": f"{options.url}{channel.path}.xml",
    }
    return ET.Element("outline", shown)
