"""OPML 2.0 subscription lists, as http://opml.org/spec2.opml describes them."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from digest.publish.feed_gate.common_rules import character_problems, inside_problems, text_problems

_FEED = frozenset({"type", "text", "title", "htmlUrl", "xmlUrl"})


def opml_problems(data: bytes, url: str) -> Iterator[str]:
    """What is wrong with a list of the feeds of the site at `url`."""
    try:
        root = ET.fromstring(data)  # noqa: S314 - of our own making
    except ET.ParseError as error:
        yield f"not well-formed: {error}"
        return
    yield from character_problems(data.decode("utf-8", "replace"))
    if [root.tag, root.get("version"), *(child.tag for child in root)] != ["opml", "2.0", "head", "body"]:
        yield "is not OPML 2.0 with a head and a body"
        return
    yield from text_problems("its title", root.findtext("head/title"))
    outlines = list(root.iterfind("body//outline"))
    if not outlines:
        yield "lists nothing"
    for outline in outlines:
        yield from _outline(outline, url)


def _outline(outline: ET.Element, url: str) -> Iterator[str]:
    yield from text_problems("an entry's text", outline.get("text"))
    if outline.get("type") is None:
        if set(outline.attrib) != {"text"}:
            yield f"a folder has more than a name: {sorted(outline.attrib)}"
        return
    if outline.get("type") != "rss" or set(outline.attrib) != _FEED:
        yield f"an entry is no subscription: {sorted(outline.attrib)}"
        return
    yield from text_problems("an entry's title", outline.get("title"))
    for field in ("htmlUrl", "xmlUrl"):
        yield from inside_problems(f"the {field} of an entry", outline.get(field), url)


def listed_feeds(data: bytes) -> list[str]:
    """The addresses of the feeds in a list; none where it cannot be read."""
    try:
        root = ET.fromstring(data)  # noqa: S314 - of our own making
    except ET.ParseError:
        return []
    return [outline.get("xmlUrl", "") for outline in root.iterfind("body//outline") if outline.get("xmlUrl")]
