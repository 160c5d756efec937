"""Rules that all our feeds keep, whatever their format: of plain text, of HTML, of addresses and names."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

_SHOWN = 60  # characters of a text that a message names
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_TAG = re.compile(r"</?[A-Za-z]|<[!?]")
_TAG_URI = re.compile(r"tag:[a-z0-9.:\-]+,\d{4}(?:-\d\d){0,2}:(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_ELEMENTS = {
    "div": frozenset[str](),
    **dict.fromkeys(("h2", "ul", "ol", "li", "em", "strong"), frozenset[str]()),
    **dict.fromkeys(("p", "blockquote"), frozenset({"lang"})),
    "a": frozenset({"href"}),
}


def text_problems(name: str, text: str | None) -> Iterator[str]:
    """Of plain text: it must be there, and nothing in it may be taken for HTML."""
    if not (text or "").strip():
        yield f"{name} is missing or blank"
    elif _TAG.search(text or "") or unescape(text or "") != text:
        yield f"{name} holds what could be taken for HTML: {(text or '')[:_SHOWN]!r}"


def character_problems(text: str) -> Iterator[str]:
    """Characters that XML or readers refuse."""
    for found in sorted(set(_UNSEEN.findall(text))):
        yield f"holds the character U+{ord(found):04X}"


@lru_cache(maxsize=8192)  # an item stands in several feeds
def html_problems(html: str) -> tuple[str, ...]:
    """Of an item's HTML: the few elements and attributes that we write, well-formed, with absolute addresses."""
    try:
        root = ET.fromstring(f"<div>{html}</div>")  # noqa: S314 - of our own making; without a DTD nothing expands
    except ET.ParseError as error:
        return (f"its HTML is not well-formed: {error}",)
    if "<!" in html or "<?" in html:
        return ("its HTML holds a declaration, a comment or an instruction",)
    return tuple(_foreign(root))


def _foreign(root: ET.Element) -> Iterator[str]:
    for node in root.iter():
        allowed = _ELEMENTS.get(node.tag)
        if allowed is None:
            yield f"its HTML holds <{node.tag}>"
        elif extra := set(node.attrib) - allowed:
            yield f"its HTML holds <{node.tag}> with {', '.join(sorted(extra))}"
        if node.tag == "a" and not absolute(node.get("href", "")):
            yield f"its HTML has an address that is not absolute: {node.get('href', '')[:_SHOWN]!r}"


@lru_cache(maxsize=8192)
def absolute(address: str) -> bool:
    """Whether it is a full address of the web."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and address.isascii() and " " not in address


def inside_problems(name: str, address: str | None, url: str) -> Iterator[str]:
    """Of an address that must be one of the site at `url`."""
    # The site's address ends in a slash: whatever follows it is no host. A list has tens of thousands of addresses.
    if not (address and address.startswith(url) and address.isascii() and " " not in address and absolute(url)):
        yield f"{name} is no full address of this site: {(address or '')[:_SHOWN]!r}"


def name_problems(names: list[str | None]) -> Iterator[str]:
    """Of the items' names for life: each a tag: URI (RFC 4151), each once."""
    for name in sorted({name or "" for name in names}):
        if not _TAG_URI.fullmatch(name):
            yield f"an item's id is no tag: URI: {name[:_SHOWN]!r}"
        if names.count(name) > 1:
            yield f"{names.count(name)} items share the id {name}"


def language_problems(code: str | None) -> Iterator[str]:
    """Of a feed's language."""
    if not _LANGUAGE.fullmatch(code or ""):
        yield f"its language is no code: {code!r}"
