"""What an HTML page says about itself: JSON-LD, OpenGraph and other meta elements, title, headings, times."""

import html
import json
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from digest.intake.dates import dates_in, moment
from digest.intake.decoding import printable
from digest.intake.lines import Line, fold
from digest.intake.urls import canonical, is_web
from digest.nouns import Fact, Moment, Origin

META = re.compile(
    r"""<(meta|link|time|html)\s((?:[^>"'<]|"[^"]{0,4000}"|'[^']{0,4000}'){0,2000}+)>""",
    re.IGNORECASE,
)
ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{0,2000})</title", re.IGNORECASE)
LINKED_DATA = re.compile(r"<script[^<>]{0,200}application/ld\+json[^<>]{0,200}>", re.IGNORECASE)
SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
SUFFIX = re.compile(r"\s+(?:[|–—·•»-]|::)\s+")
PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "article.published", "parsely-pub-date",
    "sailthru.date", "date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date", "pubdate", "publishdate",
    "publish-date", "publication_date", "citation_publication_date", "article:post_date", "og:published_time",
    "cxenseparse:recs:publishtime",
)  # fmt: skip
MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")
MAX_DATA = 400_000  # characters of JSON-LD read
MAX_NODES = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Facts of a page; what it does not say is None."""

    titles: tuple[str, ...] = ()  # candidates: the page's title without its suffix, then other metadata
    page_title: str = ""
    published: Moment | None = None
    modified: datetime | None = None
    outlet: Fact | None = None
    byline: Fact | None = None
    url: Fact | None = None
    language: str = ""


@dataclass(slots=True)
class _Found:
    meta: dict[str, str] = field(default_factory=dict)
    times: list[str] = field(default_factory=list)
    canonical: str = ""
    language: str = ""


def read_metadata(source: str) -> Metadata:
    """Read a page's own statements about itself. Nothing is fetched, and no clock is read."""
    found = _elements(source)
    data = tuple(_linked_data(source))
    title = TITLE.search(source)
    page_title = fold(html.unescape(title[1])) if title else ""
    named = [found.meta.get(key, "") for key in ("og:title", "twitter:title")]
    return Metadata(
        page_title=page_title,
        titles=tuple(
            dict.fromkeys(text for text in (fold(html.unescape(_first(data, "headline"))), *map(fold, named)) if text)
        ),
        published=_published(found, data),
        modified=_modified(found, data),
        outlet=_fact("og:site_name", found.meta.get("og:site_name", "")) or _fact("publisher", _publisher(data)),
        byline=_author(found, data),
        url=_address(found),
        language=found.language.lower().split("-")[0] if re.match(r"[a-zA-Z]{2}(?:-|$)", found.language) else "",
    )


def _elements(source: str) -> _Found:
    found = _Found()
    for element in META.finditer(source):
        attributes = {name.lower(): html.unescape(a or b or c) for name, a, b, c in ATTRIBUTE.findall(element[2])}
        kind = element[1].lower()
        if kind == "meta":
            key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
            if attributes.get("content", "").strip():
                found.meta.setdefault(key.lower(), attributes["content"].strip())
        elif kind == "link" and attributes.get("rel", "").lower() == "canonical":
            found.canonical = found.canonical or attributes.get("href", "")
        elif kind == "time" and attributes.get("datetime"):
            found.times.append(attributes["datetime"])
        elif kind == "html":
            found.language = found.language or attributes.get("lang", "")
    return found


def _scripts(source: str) -> Iterator[str]:
    """The content of each JSON-LD script, in one pass."""
    position = 0
    while begin := LINKED_DATA.search(source, position):
        end = SCRIPT_END.search(source, begin.end())
        if not end:
            return
        yield source[begin.end() : min(end.start(), begin.end() + MAX_DATA)]
        position = end.end()


def _linked_data(source: str) -> Iterator[dict[str, Any]]:
    """All objects in the page's JSON-LD, in order; a script that is not JSON is passed over."""
    for text in _scripts(source):
        try:
            waiting = [json.loads(text, strict=False, object_pairs_hook=_printable)]
        except (ValueError, RecursionError):
            continue
        count = 0
        while waiting and count < MAX_NODES:
            node = waiting.pop()
            count += 1
            if isinstance(node, dict):
                yield node
                waiting.extend(reversed(list(node.values())))
            elif isinstance(node, list):
                waiting.extend(reversed(node))


def _printable(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON with its texts, and those in its lists, fit to be printed."""
    return {key: [_fit(item) for item in value] if isinstance(value, list) else _fit(value) for key, value in pairs}


def _fit(value: Any) -> Any:
    return printable(value) if isinstance(value, str) else value


def _first(data: Sequence[dict[str, Any]], key: str) -> str:
    for node in data:
        if isinstance(node.get(key), str) and node[key].strip():
            return str(node[key])
    return ""


def _name(data: Sequence[dict[str, Any]], key: str) -> str:
    """The name of the thing or things under a key; a thing given by reference is looked up."""
    names = {
        str(node["@id"]): node["name"]
        for node in data
        if isinstance(node.get("@id"), str) and isinstance(node.get("name"), str)
    }
    for node in data:
        things = node.get(key)
        things = things if isinstance(things, list) else [things]
        found = []
        for thing in things:
            name = (thing.get("name") or names.get(str(thing.get("@id")))) if isinstance(thing, dict) else thing
            if isinstance(name, str) and name.strip():
                found.append(fold(html.unescape(name)))
        if found:
            return ", ".join(found)
    return ""


def _publisher(data: Sequence[dict[str, Any]]) -> str:
    return _name(data, "publisher")


def _published(found: _Found, data: Sequence[dict[str, Any]]) -> Moment | None:
    stated = [("datePublished", _first(data, "datePublished"))]
    stated += [(key, found.meta.get(key, "")) for key in PUBLISHED]
    stated += [("dateCreated", _first(data, "dateCreated"))]
    if len(set(found.times)) == 1:
        stated.append(("time", found.times[0]))
    for name, value in stated:
        dates = dates_in(value[:80])
        if dates:
            return moment(dates[0], origin=Origin.PAGE, evidence=f"{name}: {value[:80]}")
    return None


def _modified(found: _Found, data: Sequence[dict[str, Any]]) -> datetime | None:
    for value in (_first(data, "dateModified"), *(found.meta.get(key, "") for key in MODIFIED)):
        dates = dates_in(value[:80])
        if dates:
            return moment(dates[0], origin=Origin.PAGE).at
    return None


def searched_date(source: str) -> Moment | None:
    """What htmldate finds in the page, between fixed bounds instead of its clock."""
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)  # trafilatura's import lowers it
    try:
        day = find_date(source, original_date=True, min_date="1995-01-01", max_date="2100-01-01")
    except Exception:
        day = None
    dates = dates_in(day or "")
    return moment(dates[0], origin=Origin.PAGE) if dates else None


def _author(found: _Found, data: Sequence[dict[str, Any]]) -> Fact | None:
    stated = [("author", _name(data, "author"))] + [(key, fold(found.meta.get(key, ""))) for key in AUTHORS]
    for name, value in stated:
        if value and "://" not in value and len(value) <= 200:
            return _fact(name, value)
    return None


def _address(found: _Found) -> Fact | None:
    for name, value in (("canonical", found.canonical), ("og:url", found.meta.get("og:url", ""))):
        if is_web(value.strip()):
            return _fact(name, canonical(value.strip()), evidence=value.strip())
    return None


def _fact(name: str, value: str, *, evidence: str = "") -> Fact | None:
    value = fold(value)
    return Fact(value=value, origin=Origin.PAGE, evidence=f"{name}: {evidence or value}") if value else None


def choose_title(metadata: Metadata, lines: Sequence[Line]) -> Fact | None:
    """The heading most like the page's title, else that title without its suffix, else other metadata."""
    best = (0.0, "")
    for line in lines:
        if line.tag in {"h1", "h2"} and len(line.text) <= 300:
            like = _likeness(line.text, metadata) * (1.0 if line.tag == "h1" else 0.8)
            if like > best[0]:
                best = (like, line.text)
    if best[0] >= 0.4:
        return Fact(value=best[1], origin=Origin.PAGE, evidence=best[1])
    stripped = SUFFIX.split(metadata.page_title)
    for text in (max(stripped[:2], key=len) if metadata.page_title else "", *metadata.titles):
        if text:
            return Fact(value=text, origin=Origin.PAGE, evidence=text)
    heading = next((line.text for line in lines if line.tag == "h1" and len(line.text) <= 300), "")
    return Fact(value=heading, origin=Origin.PAGE, evidence=heading) if heading else None


def _likeness(text: str, metadata: Metadata) -> float:
    """The greatest share of common words with one of the page's titles."""
    own = set(re.findall(r"\w+", text.lower()))
    others = [metadata.page_title, SUFFIX.split(metadata.page_title)[0], *metadata.titles]
    sets = [set(re.findall(r"\w+", other.lower())) for other in others]
    return max((len(own & other) / len(own | other) for other in sets if own | other), default=0.0)
