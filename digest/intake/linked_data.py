"""JSON-LD as pages really hold it: graphs, lists, things inside things, and JSON that is broken."""

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from digest.intake.decoding import printable
from digest.intake.lines import fold

Node = dict[str, Any]

SCRIPT = re.compile(r"<script[^<>]{0,200}application/ld\+json[^<>]{0,200}>", re.IGNORECASE)
ANY_SCRIPT = re.compile(r"<script\b[^<>]{0,2000}>", re.IGNORECASE)
SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
MAX_DATA = 400_000  # characters of one script that are read
MAX_NODES = 5000

# What is not JSON but stands in it: comments, CDATA marks, commas before a closing bracket. Strings are matched first.
BROKEN = re.compile(
    r"""(?P<string>"(?:[^"\\]|\\.)*+"?)|(?P<gone><!--|-->|<!\[CDATA\[|\]\]>|/\*(?:[^*]|\*(?!/))*+\*/|//[^\n]*+|"""
    r""",(?=\s{0,200}[}\]]))""",
    re.DOTALL,
)
PAIR = re.compile(
    r'"(?P<key>datePublished|dateModified|headline)"\s{0,9}:\s{0,9}"(?P<value>[^"\\]{1,300})"', re.IGNORECASE
)
ARTICLE = re.compile(r"(?:article|blogposting|report|newsposting|socialmediaposting|webpage)$", re.IGNORECASE)
# Things that a page holds beside its article, each with dates, authors and names of its own.
BESIDE = re.compile(
    r"^(?:video|image|audio|media|product|event|offer|collection|breadcrumb|search|website|podcast|course|review)",
    re.IGNORECASE,
)
STRANGE = re.compile(r"^(?:comment|answer|question|rating|aggregate|person|organization|newsmedia|list)", re.IGNORECASE)
ASIDE = frozenset(
    {"comment", "review", "itemListElement", "hasPart", "relatedLink", "citation", "mentions", "blogPost"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedData:
    """The objects of a page's JSON-LD."""

    own: tuple[Node, ...] = ()  # those that may speak of its article: articles first, then pages, then other things
    everything: tuple[Node, ...] = ()  # all, in the page's order


def linked_data(source: str) -> LinkedData:
    """Read all JSON-LD of a page."""
    nodes = [
        found
        for start, end in spans_of_scripts(source)
        for found in _nodes(_parsed(source[start : min(end, start + MAX_DATA)]))
    ]
    own = [node for node, aside in nodes if not aside and not STRANGE.match(_type(node))]
    return LinkedData(own=tuple(sorted(own, key=_rank)), everything=tuple(node for node, _ in nodes))


def first(data: Sequence[Node], key: str) -> str:
    """The first text under a key; empty if there is none."""
    return next(every(data, key), "")


def every(data: Sequence[Node], key: str) -> Iterator[str]:
    """Each object's text under a key."""
    for node in data:
        value = node.get(key)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, dict):
            value = value.get("@value")
        if isinstance(value, str) and value.strip():
            yield value
        elif isinstance(value, int) and not isinstance(value, bool):
            yield str(value)


def names(data: LinkedData, things: Sequence[Node], key: str) -> str:
    """The name of the thing or things under a key of the first of `things` that has it; references are looked up."""
    known = {
        str(node["@id"]): node["name"]
        for node in data.everything
        if isinstance(node.get("@id"), str) and isinstance(node.get("name"), str)
    }
    for node in things:
        found = []
        for thing in node[key] if isinstance(node.get(key), list) else [node.get(key)]:
            named = (thing.get("name") or known.get(str(thing.get("@id")))) if isinstance(thing, dict) else thing
            if isinstance(named, str) and named.strip():
                found.append(fold(html.unescape(named)))
        if found:
            return ", ".join(found)
    return ""


def spans_of_scripts(source: str, opening: re.Pattern[str] = SCRIPT) -> Iterator[tuple[int, int]]:
    """Where the content of each script begins and ends, in one pass. `opening`: its tag; that of JSON-LD."""
    position = 0
    while begin := opening.search(source, position):
        end = SCRIPT_END.search(source, begin.end())
        if not end:
            return
        yield begin.end(), end.start()
        position = end.end()


def without_scripts(source: str) -> str:
    """The page without what its scripts hold."""
    kept, position = list[str](), 0
    for start, end in spans_of_scripts(source, ANY_SCRIPT):
        kept.append(source[position:start])
        position = end
    return "".join((*kept, source[position:]))


def _parsed(text: str) -> list[Any]:
    """The values in a script; of JSON that cannot be mended, the few pairs that can be read without doubt."""
    for attempt in (text, BROKEN.sub(lambda found: found["string"] or " ", text)):
        try:
            return list(_values(attempt))
        except (ValueError, RecursionError):
            continue
    pairs: Node = {}
    for found in PAIR.finditer(html.unescape(text)):
        pairs.setdefault(found["key"], _fit(found["value"]))
    return [pairs]


def _values(text: str) -> Iterator[Any]:
    """Each of the values that follow one another, with commas or semicolons between them or not."""
    decoder = json.JSONDecoder(strict=False, object_pairs_hook=_printable)
    position, end = 0, len(text.rstrip(" \t\r\n;,"))
    while position < end:
        while position < end and text[position] in " \t\r\n;,":
            position += 1
        value, position = decoder.raw_decode(text, position)
        yield value


def _printable(pairs: Sequence[tuple[str, Any]]) -> Node:
    """An object of JSON with its texts, and those in its lists, fit to be printed."""
    return {key: [_fit(item) for item in value] if isinstance(value, list) else _fit(value) for key, value in pairs}


def _fit(value: Any) -> Any:
    return printable(value) if isinstance(value, str) else value


def _nodes(values: Sequence[Any]) -> Iterator[tuple[Node, bool]]:
    """Each object, and whether it stands inside a list of other things."""
    waiting: list[tuple[Any, bool]] = [(value, False) for value in reversed(values)]
    count = 0
    while waiting and count < MAX_NODES:
        node, aside = waiting.pop()
        count += 1
        if isinstance(node, dict):
            yield node, aside
            waiting.extend((value, aside or key in ASIDE) for key, value in reversed(node.items()))
        elif isinstance(node, list):
            waiting.extend((item, aside) for item in reversed(node))


def _type(node: Node) -> str:
    kind = node.get("@type")
    kind = next((one for one in kind if isinstance(one, str)), "") if isinstance(kind, list) else kind
    return kind.rpartition("/")[2] if isinstance(kind, str) else ""


def _rank(node: Node) -> int:
    kind = _type(node)
    if ARTICLE.search(kind):
        return 1 if kind.lower().endswith("webpage") else 0
    return 3 if BESIDE.match(kind) else 2
