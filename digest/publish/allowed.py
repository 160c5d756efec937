"""What a finished page may hold: elements, attributes, addresses and scripts; anything else is not of our making."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

_ARTICLE = "article.md-content__inner"
_IN_ARTICLE = frozenset(
    """
    a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl
    dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li mark nav ol p pre q s samp section
    small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr
    circle desc g line path rect svg text title
    """.split()  # noqa: SIM905 - a list of seventy quoted names would be longer and no clearer
)
_AROUND = _IN_ARTICLE | frozenset(
    ("body", "button", "form", "head", "html", "input", "label", "link", "main", "meta", "option", "script", "select")
)
_ATTRIBUTES_IN_ARTICLE = frozenset(
    """
    alt cite class colspan cx cy d datetime dir fill height href hreflang id lang open points r rel role rowspan
    rx ry scope span src start stroke tabindex title transform value viewbox width x x1 x2 xmlns y y1 y2
    """.split()  # noqa: SIM905 - likewise
)
_ATTRIBUTES_AROUND = _ATTRIBUTES_IN_ARTICLE | frozenset(
    """
    autocapitalize autocomplete autocorrect charset content for form hidden http-equiv name placeholder property
    spellcheck type
    """.split()  # noqa: SIM905 - likewise
)
_FREE_IN_ARTICLE = ("aria-", "stroke-", "fill-")
_FREE_AROUND = ("aria-", "data-", "stroke-", "fill-")  # the theme's script acts on its data- attributes
_ADDRESSES = frozenset({"href", "src", "cite"})
_SCHEMES = frozenset({"", "http", "https"})
_LOADED = frozenset({"script", "img"})
_LED_TO = frozenset({"alternate", "author", "canonical", "feed", "home", "license", "next", "prev", "search"})
_LOADED_BY_LINK = frozenset({"apple-touch-icon", "icon", "stylesheet"})
_DATA = frozenset({"application/json", "application/ld+json"})
_REFRESH = re.compile(r"0; ?url=(?P<to>[^\s\"']+)")
_PLACE = re.compile(r'new URL\("[^"]*",location\)')  # the one thing in the theme's scripts that differs by page


class Element(NamedTuple):
    """An element of a page, read once for all that is asked of it: each look at the parser's own tree costs."""

    node: LexborNode
    tag: str
    attributes: Mapping[str, str | None]
    within: bool  # whether an article holds it


def elements(tree: LexborHTMLParser) -> list[Element]:
    """Every element of a page, in its order."""
    inside = {node.mem_id for article in tree.css(_ARTICLE) for node in article.css("*")}
    return [Element(node, node.tag or "", node.attributes, node.mem_id in inside) for node in tree.css("*")]


def strangers(page: Iterable[Element], url: str, scripts: frozenset[str]) -> Iterator[tuple[LexborNode, str]]:
    """Every element of a page that must not be published, and what is wrong with it.

    `url` is where the site stands; `scripts` are the theme's own inline scripts, as `inline_scripts` gives them.
    """
    ids: set[str] = set()
    for node, tag, attributes, within in page:
        wrong, addresses = _judged(tag, tuple(attributes), within)
        for problem in wrong:
            yield node, f"<{tag}> {problem}"
        for name in addresses:
            if problem := _address(attributes[name] or "", url, loaded=tag in _LOADED):
                yield node, f"<{tag}> {problem}"
        own = attributes.get("id")
        if own and own in ids:
            yield node, f"two elements have the id {own}"
        elif own:
            ids.add(own)
        if tag in _SPECIAL and not within:
            yield from ((node, problem) for problem in _SPECIAL[tag](node, url, scripts))


def inline_scripts(tree: LexborHTMLParser) -> frozenset[str]:
    """The scripts that stand in a page itself, in a form that is the same for all pages."""
    return frozenset(_form(node) for node in tree.css("script:not([src])") if not _is_data(node))


def _form(script: LexborNode) -> str:
    return _PLACE.sub("", script.text())


def _is_data(script: LexborNode) -> bool:
    return (script.attributes.get("type") or "").lower() in _DATA


@lru_cache(maxsize=10_000)  # all that a page holds, but for its words and addresses, stands in other pages too
def _judged(tag: str, names: tuple[str, ...], within: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:  # noqa: FBT001 - a key
    """What is wrong with an element by itself, within an article or around it; which attributes are addresses."""
    belongs = tag in (_IN_ARTICLE if within else _AROUND)
    told = (_attribute(name, within=within) for name in names)
    place = "an article" if within else "a page"
    wrong = (*(() if belongs else (f"does not belong in {place}",)), *filter(None, told))
    return wrong, tuple(name for name in names if name.lower() in _ADDRESSES)


def _attribute(name: str, *, within: bool) -> str:
    """What is wrong with an attribute of an element within an article, or around it; or ""."""
    name = name.lower()
    if name.startswith("on"):
        return f"has the event handler {name}"
    if within and not _known(name, _ATTRIBUTES_IN_ARTICLE, _FREE_IN_ARTICLE):
        return f"has the attribute {name} in an article"
    if not _known(name, _ATTRIBUTES_AROUND, _FREE_AROUND):
        return f"has the attribute {name}"
    return ""


@lru_cache(maxsize=50_000)  # most lead to the same pages of the site
def _address(value: str, url: str, *, loaded: bool) -> str:
    """What is wrong with an address; one that a browser loads by itself must be of this site."""
    address = value.strip().replace("\\", "/")  # which browsers read alike
    try:
        parts = urlsplit(address)
    except ValueError:
        return f"has an address that cannot be read: {value[:60]!r}"
    if parts.scheme not in _SCHEMES:
        return f"leads to {value[:60]!r}"
    if loaded and parts.netloc and not (url and address.startswith(url)):
        return f"loads from another host: {value[:60]!r}"
    return ""


def _known(name: str, names: frozenset[str], free: tuple[str, ...]) -> bool:
    return name in names or name.startswith(free)


def _script(node: LexborNode, _url: str, scripts: frozenset[str]) -> Iterator[str]:
    if _is_data(node):
        return
    if "src" in node.attributes:
        if node.text().strip():
            yield "<script> has a source and words of its own"
    elif _form(node) not in scripts:
        yield f"<script> is not one of the theme's: {node.text().strip()[:60]!r}"


def _link(node: LexborNode, url: str, _scripts: frozenset[str]) -> Iterator[str]:
    kinds = set((node.attributes.get("rel") or "").lower().split())
    if not kinds or kinds - _LED_TO - _LOADED_BY_LINK:
        yield f"<link> stands to the page as {' '.join(sorted(kinds)) or 'nothing'!r}"
    if kinds & _LOADED_BY_LINK:
        wrong = _address(node.attributes.get("href") or "", url, loaded=True)
        if wrong:
            yield f"<link> {wrong}"


def _meta(node: LexborNode, url: str, _scripts: frozenset[str]) -> Iterator[str]:
    does = (node.attributes.get("http-equiv") or "").lower()
    if does == "refresh":
        to = _REFRESH.fullmatch(node.attributes.get("content") or "")
        if to is None or _address(to["to"], url, loaded=True):
            yield f"<meta> leads away from the site: {(node.attributes.get('content') or '')[:60]!r}"
    elif does not in {"", "content-security-policy"}:
        yield f"<meta> sets {does}"


_SPECIAL = {"script": _script, "link": _link, "meta": _meta}
