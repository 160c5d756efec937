"""OPML 2.0 subscription lists, as http://opml.org/spec2.opml describes them."""

from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree as ET

from digest.publish.feed_gate.common_rules import absolute, character_problems, inside_problems, text_problems

_FEED = frozenset({"type", "text", "title", "htmlUrl", "xmlUrl"})


def opml_problems(data: bytes, url: str) -> tuple[Sequence[str], Sequence[str]]:
    """What is wrong with a list of the feeds of the site at `url`, and the addresses of the feeds that it names."""
    try:
        root = ET.fromstring(data)  # noqa: S314 - of our own making
    except ET.ParseError as error:
        return (f"not well-formed: {error}",), ()
    outlines = [outline.attrib for outline in root.iterfind("body//outline")]
    named = tuple(address for one in outlines if (address := one.get("xmlUrl")))
    return (*character_problems(data.decode("utf-8", "replace")), *_problems(root, outlines, url)), named


def _problems(root: ET.Element, outlines: Sequence[Mapping[str, str]], url: str) -> Iterator[str]:
    if [root.tag, root.get("version"), *(child.tag for child in root)] != ["opml", "2.0", "head", "body"]:
        yield "is not OPML 2.0 with a head and a body"
        return
    yield from text_problems("its title", root.findtext("head/title"))
    if not outlines:
        yield "lists nothing"
    for outline in outlines:
        if not _is_plain(outline, url):
            yield from _outline(outline, url)


def _is_plain(outline: Mapping[str, str], url: str) -> bool:
    """Whether nothing in a subscription needs a closer look: a list has tens of thousands of them."""
    text, page, feed = outline.get("text", ""), outline.get("htmlUrl", ""), outline.get("xmlUrl", "")
    both = page + feed
    named = text == outline.get("title") and text.strip() and "<" not in text and "&" not in text
    placed = page.startswith(url) and feed.startswith(url) and both.isascii() and " " not in both
    return bool(named and placed and absolute(url) and outline.keys() == _FEED and outline["type"] == "rss")


def _outline(outline: Mapping[str, str], url: str) -> Iterator[str]:
    text = outline.get("text")
    yield from text_problems("an entry's text", text)
    if outline.get("type") is None:
        if outline.keys() != {"text"}:
            yield f"a folder has more than a name: {sorted(outline)}"
        return
    if outline.get("type") != "rss" or outline.keys() != _FEED:
        yield f"an entry is no subscription: {sorted(outline)}"
        return
    if outline.get("title") != text:
        yield from text_problems("an entry's title", outline.get("title"))
    for field in ("htmlUrl", "xmlUrl"):
        yield from inside_problems(f"the {field} of an entry", outline.get(field), url)
