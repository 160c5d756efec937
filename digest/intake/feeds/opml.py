"""Lists of feeds as other readers keep them: OPML read with patience, and written to the letter."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from digest.errors import SourceError
from digest.intake.decoding import printable
from digest.intake.feeds.feed_text import decoded, refuse_bombs, root_of
from digest.intake.lines import fold

MAX_BYTES = 10_000_000
XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
STRAY = re.compile(r"&(?!#\d{1,8};|#[xX][0-9a-fA-F]{1,8};|[a-zA-Z][a-zA-Z0-9]{1,31};)")
NAMED = re.compile(r"&([a-zA-Z][a-zA-Z0-9]{1,31});")
UNFIT = re.compile("[\ufffe\uffff]")  # for XML
FEED_TYPES = frozenset({"rss", "atom", "rdf", "feed"})
MAX_ENCLOSING = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A feed as an OPML file names it."""

    url: str  # as written, but for white space and a `feed:` in front; "" where a feed has none
    title: str
    topics: tuple[str, ...]  # the texts of the outlines around it, the outermost first, each once
    line: int = 0  # of the file


def read_opml(data: bytes) -> tuple[Outline, ...]:
    """Read the feeds of an OPML file, in its order, repeated ones too. Raises SourceError for anything else."""
    if len(data) > MAX_BYTES:
        raise SourceError(f"is larger than {MAX_BYTES // 1_000_000} MB; this cannot be a list of feeds")
    whole = decoded(data, "")
    text = root_of(whole)
    refuse_bombs(text)
    before = whole.count("\n") - text.count("\n")
    return tuple(_outlines(_root(text), before))


def _root(text: str) -> Any:
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    sound = NAMED.sub(_character, STRAY.sub("&amp;", text))
    try:
        root = etree.fromstring(UNFIT.sub("\ufffd", sound).encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or _name(root) != "opml":
        raise SourceError("is not OPML; export the list of feeds from your reader as OPML")
    return root


def _character(found: re.Match[str]) -> str:
    return found[0] if found[1] in XML_NAMES else html.escape(html.unescape(found[0]))


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _outlines(root: Any, before: int) -> Iterator[Outline]:
    """The outlines that name a feed; `before`: lines of the file before its root."""
    waiting: list[tuple[Any, tuple[str, ...]]] = [(root, ())]
    while waiting:
        element, around = waiting.pop()
        if _name(element) == "outline":
            said = {key.lower(): fold(printable(value)) for key, value in element.attrib.items()}
            title = said.get("text") or said.get("title", "")
            address = said.get("xmlurl") or (said.get("url", "") if said.get("type", "").lower() in FEED_TYPES else "")
            if address or (said.get("type", "").lower() in FEED_TYPES and not len(element)):
                yield Outline(url=_web(address), title=title, topics=around, line=element.sourceline + before)
            elif title and title not in around and len(around) < MAX_ENCLOSING:
                around = (*around, title)
        waiting.extend((child, around) for child in reversed(element))


def _web(address: str) -> str:
    """Some readers write `feed://host/…` or `feed:https://host/…`."""
    if address[:5].lower() != "feed:":
        return address
    rest = address[5:]
    return f"http:{rest}" if rest.startswith("//") else rest


def write_opml(outlines: Iterable[Outline], *, title: str) -> bytes:
    """Write OPML 2.0: feeds below the outlines of their topics, the same bytes each time."""
    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = _fit(title)
    body = ET.SubElement(root, "body")
    shelves: dict[tuple[str, ...], ET.Element] = {(): body}
    for outline in outlines:
        shelf = _shelf(shelves, tuple(map(_fit, outline.topics)))
        name = _fit(outline.title)
        ET.SubElement(shelf, "outline", type="rss", text=name, title=name, xmlUrl=_fit(outline.url))
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _shelf(shelves: dict[tuple[str, ...], ET.Element], topics: tuple[str, ...]) -> ET.Element:
    """The outline of some topics, made where there is none yet."""
    for length in range(1, len(topics) + 1):
        if topics[:length] not in shelves:
            shelves[topics[:length]] = ET.SubElement(shelves[topics[: length - 1]], "outline", text=topics[length - 1])
    return shelves[topics]


def _fit(words: str) -> str:
    return UNFIT.sub("\ufffd", fold(printable(words)))
