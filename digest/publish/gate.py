"""The gate before publishing: every finished page parsed as a browser does, and every link followed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from digest.publish.allowed import inline_scripts, strangers
from digest.publish.policy import policy
from digest.publish.structured_gate import structured_problems

_THEME_ALONE = "404.html"  # the page that holds no word of an article
_POLICY = 'meta[http-equiv="Content-Security-Policy" i]'


@dataclass(frozen=True, slots=True)
class _Leaf:
    """One page, as far as following its links needs it."""

    path: str  # from the site's root
    ids: frozenset[str]
    links: tuple[str, ...]


def problems(built: Path, url: str, *, policies: bool = False) -> list[str]:
    """Everything that must not be published, with page and line: foreign markup, script, broken links.

    Empty when all is well. `policies` asks for a content security policy in each page.
    """
    found: list[str] = []
    leaves: dict[str, _Leaf] = {}
    alone = built / _THEME_ALONE
    scripts = inline_scripts(LexborHTMLParser(alone.read_bytes())) if alone.is_file() else frozenset()
    for path in sorted(built.rglob("*.html")):
        name = path.relative_to(built).as_posix()
        page = path.read_bytes()
        tree = LexborHTMLParser(page.decode("utf-8"))
        found += [f"{name}:{_line(page, tree, node)}: {problem}" for node, problem in strangers(tree, url, scripts)]
        if policies:
            found += [f"{name}: {problem}" for problem in _unguarded(tree, page)]
        found += [f"{name}: {problem}" for problem in structured_problems(tree)]
        leaves[name] = _leaf(name, tree)
    files = frozenset(path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file())
    for leaf in leaves.values():
        for link, problem in _broken(leaf, leaves, files, url or "http://localhost/"):
            line = _line_of_link((built / leaf.path).read_text(encoding="utf-8"), link)
            found.append(f"{leaf.path}:{line}: {problem}")
    return found


def _unguarded(tree: LexborHTMLParser, page: bytes) -> Iterator[str]:
    """A policy must stand once, as our own code writes it, and before everything that a browser would load."""
    found = tree.css(_POLICY)
    if len(found) != 1:
        yield f"has {len(found)} content security policies"
    elif f"<meta {policy(page)}>".encode() not in page:
        yield "has another content security policy than its scripts ask for"
    elif found[0].mem_id not in {node.mem_id for node in tree.css("head > *")[:2]}:
        yield "has its content security policy too late"


def _line(page: bytes, tree: LexborHTMLParser, node: LexborNode) -> int:
    """The line in which an element begins, as far as can be told: the parser keeps no places."""
    tag = node.tag or ""
    before = next(place for place, one in enumerate(tree.css(tag)) if one.mem_id == node.mem_id)
    begins = list(re.finditer(rb"<%s(?=[\s/>])" % re.escape(tag.encode()), page, re.IGNORECASE))
    return page.count(b"\n", 0, begins[min(before, len(begins) - 1)].start()) + 1 if begins else 1


def _line_of_link(page: str, link: str) -> int:
    wanted = next((found for found in re.finditer(r"=\s*[\"']?([^\"'\s>]*)", page) if unescape(found[1]) == link), None)
    return page.count("\n", 0, wanted.start()) + 1 if wanted else 1


def _leaf(name: str, tree: LexborHTMLParser) -> _Leaf:
    nodes = tree.css("[href], [src]")
    links = {value for node in nodes for key in ("href", "src") if (value := node.attributes.get(key))}
    ids = {value for node in tree.css("[id]") if (value := node.attributes.get("id"))}
    return _Leaf(path=name, ids=frozenset(ids), links=tuple(sorted(links)))


def _broken(leaf: _Leaf, leaves: Mapping[str, _Leaf], files: frozenset[str], root: str) -> Iterator[tuple[str, str]]:
    """Links that lead nowhere inside the site, and what is wrong with each."""
    for link in leaf.links:
        if link.startswith(("http://", "https://")) and not link.startswith(root):
            continue
        try:
            target = urljoin(root + leaf.path, link)
        except ValueError:
            continue  # said of its element
        if not target.startswith(root):
            continue
        address, _, fragment = target.removeprefix(root).partition("#")
        name = unquote(address.partition("?")[0])
        name = f"{name}index.html" if name == "" or name.endswith("/") else name
        if name not in files:
            yield link, f"the link {link!r} leads nowhere"
        elif (
            fragment and not fragment.startswith(":~:") and name in leaves and unquote(fragment) not in leaves[name].ids
        ):
            yield link, f"the link {link!r} leads to a place that {name} does not have"
