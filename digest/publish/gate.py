"""The gate before publishing: every finished page parsed as a browser does, and every link followed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from digest.publish.structured_gate import structured_problems

_ARTICLE = "article.md-content__inner"
_ELEMENTS = frozenset(
    """
    a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup data dd del details dfn div dl
    dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp section
    small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr
    circle desc g line path rect svg text title
    """.split()  # noqa: SIM905 - a list of seventy quoted names would be longer and no clearer
)
_ATTRIBUTES = frozenset(
    """
    alt cite class colspan cx cy d datetime dir fill height href hreflang id lang name open points r rel role rowspan
    rx ry scope span src start stroke tabindex title transform type value viewbox width x x1 x2 xmlns y y1 y2
    """.split()  # noqa: SIM905 - likewise
)
_FREE = ("aria-", "data-", "stroke-", "fill-")
_ADDRESSES = ("href", "src")
_SCHEMES = frozenset({"", "http", "https"})
_LOADED = frozenset({"script", "img", "iframe", "object", "embed", "source", "video", "audio"})


@dataclass(frozen=True, slots=True)
class _Leaf:
    """One page, as far as the check needs it."""

    path: str  # from the site's root
    ids: frozenset[str]
    links: tuple[str, ...]


def problems(built: Path, url: str) -> list[str]:
    """Everything that must not be published, in words: foreign markup, script, broken links. Empty when all is well."""
    found: list[str] = []
    leaves: dict[str, _Leaf] = {}
    for path in sorted(built.rglob("*.html")):
        name = path.relative_to(built).as_posix()
        tree = LexborHTMLParser(path.read_text(encoding="utf-8"))
        found += [f"{name}: {problem}" for problem in _markup(tree)]
        leaves[name] = _leaf(name, tree)
    for leaf in leaves.values():
        found += [f"{leaf.path}: {problem}" for problem in _broken(leaf, leaves, built, url)]
    return found


def _markup(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            yield from _attribute(node, name, value or "")
    yield from structured_problems(tree)
    for article in tree.css(_ARTICLE):
        yield from _foreign(article)


def _attribute(node: LexborNode, name: str, value: str) -> Iterator[str]:
    if name.lower().startswith("on"):
        yield f"<{node.tag}> has the event handler {name}"
    if name in _ADDRESSES:
        parts = urlsplit(value.strip())
        if parts.scheme not in _SCHEMES:
            yield f"<{node.tag}> leads to {value[:60]!r}"
        if parts.netloc and _loads(node):
            yield f"<{node.tag}> loads from another host: {value[:60]!r}"


def _loads(node: LexborNode) -> bool:
    if node.tag == "link":
        return (node.attributes.get("rel") or "") not in {"canonical", "alternate", "prev", "next"}
    return node.tag in _LOADED


def _foreign(article: LexborNode) -> Iterator[str]:
    ids: set[str] = set()
    for node in article.css("*"):
        if node.tag not in _ELEMENTS:
            yield f"<{node.tag}> does not belong in an article"
        for name in node.attributes:
            if name.lower() not in _ATTRIBUTES and not name.startswith(_FREE):
                yield f"<{node.tag}> has the attribute {name}"
        name = node.attributes.get("id") or ""
        if name in ids:
            yield f"two elements have the id {name}"
        ids |= {name} if name else set()


def _leaf(name: str, tree: LexborHTMLParser) -> _Leaf:
    nodes = tree.css("[href], [src]")
    links = {value for node in nodes for key in _ADDRESSES if (value := node.attributes.get(key))}
    ids = {value for node in tree.css("[id]") if (value := node.attributes.get("id"))}
    return _Leaf(path=name, ids=frozenset(ids), links=tuple(sorted(links)))


def _broken(leaf: _Leaf, leaves: dict[str, _Leaf], built: Path, url: str) -> Iterator[str]:
    """Links that lead nowhere inside the site."""
    root = url or "http://localhost/"
    for link in leaf.links:
        target = urljoin(root + leaf.path, link)
        if not target.startswith(root):
            continue
        address, _, fragment = target.removeprefix(root).partition("#")
        name = unquote(address.partition("?")[0])
        name = f"{name}index.html" if name == "" or name.endswith("/") else name
        if not (built / name).is_file():
            yield f"the link {link!r} leads nowhere"
        elif (
            fragment and not fragment.startswith(":~:") and name in leaves and unquote(fragment) not in leaves[name].ids
        ):
            yield f"the link {link!r} leads to a place that {name} does not have"
