"""The gate before publishing: a finished page is parsed as a browser does it, a feed held to its format."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote, urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from digest.publish.allowed import elements, inline_scripts, strangers
from digest.publish.feed_gate import feed_problems, is_feed
from digest.publish.policy import policy
from digest.publish.structured_gate import structured_problems

ALONE = "404.html"  # the page that holds no word of an article
_CLIMBS = re.compile(r"(?P<up>(?:\.\./)+)\w[^:]*")  # up the folders of its page, and then to a name
_POLICY = 'meta[http-equiv="Content-Security-Policy" i]'


class Link(NamedTuple):
    """A link to a place inside the site."""

    written: str  # as it stands in the file
    path: str  # of the file that it leads to, from the site's root
    fragment: str  # "" where it leads to the whole of it


@dataclass(frozen=True, slots=True)
class Leaf:
    """One file, as far as the gate knows it by itself."""

    problems: tuple[str, ...]  # with page and line
    ids: frozenset[str]  # the places that it offers to links
    links: tuple[Link, ...]


class Gate:
    """Looks at one file after the other. `alone` is the page that holds no word of an article: its scripts are allowed.

    `policies` asks for a content security policy in each page.
    """

    def __init__(self, url: str, *, policies: bool = False, alone: bytes = b"") -> None:
        self._url, self._policies = url, policies
        self._scripts = inline_scripts(LexborHTMLParser(alone)) if alone else frozenset[str]()

    @staticmethod
    def looks_at(path: str) -> bool:
        """Whether a file of this name is one that must be looked at."""
        return path.endswith(".html") or is_feed(path)

    def leaf(self, path: str, data: bytes) -> Leaf:
        """Everything that must not be published in one file: foreign markup, script, a feed that readers refuse."""
        return self._page(path, data) if path.endswith(".html") else self._feed(path, data)

    def _page(self, path: str, page: bytes) -> Leaf:
        tree = LexborHTMLParser(page.decode("utf-8"))
        every = elements(tree)
        wrong = strangers(every, self._url, self._scripts)
        found = [f"{_line(page, tree, node)}: {problem}" for node, problem in wrong]
        found += [f" {problem}" for problem in _unguarded(tree, page)] if self._policies else []
        found += [f" {problem}" for problem in structured_problems(tree)]
        written = {value for one in every for key in ("href", "src") if (value := one.attributes.get(key))}
        links = (_resolved(one, path, self._url or "http://localhost/") for one in sorted(written))
        ids = frozenset(value for one in every if (value := one.attributes.get("id")))
        return Leaf(tuple(f"{path}:{one}" for one in found), ids, tuple(filter(None, links)))

    def _feed(self, path: str, data: bytes) -> Leaf:
        problems, listed = feed_problems(path, data, self._url)
        ours = sorted({one for one in listed if one.startswith(self._url)})
        links = tuple(Link(one, unquote(one.removeprefix(self._url)), "") for one in ours)
        return Leaf(tuple(f"{path}: {problem}" for problem in problems), frozenset(), links)


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


def line_of_link(data: bytes, link: str) -> int:
    """The line of a file in which a link stands first; 1 where it cannot be told."""
    page = data.decode("utf-8", "replace")
    wanted = next((found for found in re.finditer(r"=\s*[\"']?([^\"'\s>]*)", page) if unescape(found[1]) == link), None)
    return page.count("\n", 0, wanted.start()) + 1 if wanted else 1


def _resolved(link: str, path: str, root: str) -> Link | None:
    """Where inside the site a link of a page leads; None where it leads elsewhere."""
    if link.startswith(("http://", "https://")) and not link.startswith(root):
        return None
    onward, base = link, path
    if climbs := _CLIMBS.fullmatch(link):
        folders = path.split("/")[:-1]
        steps = min(len(folders), climbs["up"].count("/"))
        onward, base = link[steps * len("../") :], "/".join((*folders[: len(folders) - steps], ""))
    target = _target(onward, base, root)
    return Link(link, *target) if target else None


@lru_cache(maxsize=50_000)  # most links climb to the site's root first, and lead to the same few pages from there
def _target(link: str, path: str, root: str) -> tuple[str, str] | None:
    """The path of the file to which a link of this page or folder leads, and the fragment."""
    try:
        target = urljoin(root + path, link)
    except ValueError:
        return None  # said of its element
    if not target.startswith(root):
        return None
    address, _, fragment = target.removeprefix(root).partition("#")
    name = unquote(address.partition("?")[0])
    name = f"{name}index.html" if name == "" or name.endswith("/") else name
    return name, "" if fragment.startswith(":~:") else unquote(fragment)
