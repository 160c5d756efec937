"""What an HTML page says about itself: JSON-LD, OpenGraph and other meta elements, title, headings, times."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from digest.intake.dates import moment
from digest.intake.lines import Line, fold
from digest.intake.linked_data import LinkedData, first, linked_data, names
from digest.intake.page_dates import PageDates, read_dates
from digest.intake.urls import canonical, host_of, is_web
from digest.intake.zones import country_of, country_of_locale
from digest.nouns import Fact, Origin

META = re.compile(
    r"""<(meta|link|html)\s((?:[^>"'<]|"[^"]{0,4000}"|'[^']{0,4000}'){0,2000}+)>""",
    re.IGNORECASE,
)
ATTRIBUTE = re.compile(r"""(?<![\w:-])([\w:-]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{0,2000})</title", re.IGNORECASE)
SUFFIX = re.compile(r"\s+(?:[|–—·•»-]|::)\s+")
AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Facts of a page; what it does not say is None."""

    titles: tuple[str, ...] = ()  # candidates: the page's title without its suffix, then other metadata
    page_title: str = ""
    dates: PageDates = field(default_factory=PageDates)
    places: frozenset[str] = frozenset()  # countries that the page's address, language and linked data name as its own
    outlet: Fact | None = None
    byline: Fact | None = None
    url: Fact | None = None
    language: str = ""

    @property
    def modified(self) -> datetime | None:
        """When the page says that it was changed last; aware, UTC."""
        changed = next(iter(self.dates.modified), None)
        return moment(changed.date, origin=Origin.PAGE, places=self.places).at if changed else None


@dataclass(slots=True)
class _Found:
    meta: dict[str, str] = field(default_factory=dict)
    canonical: str = ""
    language: str = ""


def read_metadata(source: str) -> Metadata:
    """Read a page's own statements about itself. Nothing is fetched, and no clock is read."""
    found = _elements(source)
    data = linked_data(source)
    url = _address(found)
    title = TITLE.search(source)
    page_title = fold(html.unescape(title[1])) if title else ""
    named = [found.meta.get(key, "") for key in ("og:title", "twitter:title")]
    return Metadata(
        page_title=page_title,
        titles=tuple(
            dict.fromkeys(
                text for text in (fold(html.unescape(first(data.own, "headline"))), *map(fold, named)) if text
            )
        ),
        dates=read_dates(source, found.meta, data.own, url.evidence if url else ""),
        places=_places(found, data, url),
        outlet=_fact("og:site_name", found.meta.get("og:site_name", ""))
        or _fact("publisher", names(data, data.everything, "publisher"))
        or _outlet_of_title(page_title, url),
        byline=_author(found, data),
        url=url,
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
        elif kind == "html":
            found.language = found.language or attributes.get("lang", "")
    return found


def _places(found: _Found, data: LinkedData, url: Fact | None) -> frozenset[str]:
    stated = [node["addressCountry"] for node in data.everything if isinstance(node.get("addressCountry"), str)]
    own = {country_of(text) for text in stated}
    own |= {country_of_locale(text) for text in (found.language, found.meta.get("og:locale", ""))}
    own |= {country_of(host_of(url.value).rpartition(".")[2])} if url else set()
    return frozenset(own - {""})


def _author(found: _Found, data: LinkedData) -> Fact | None:
    stated = [("author", names(data, data.own, "author"))] + [(key, fold(found.meta.get(key, ""))) for key in AUTHORS]
    for name, value in stated:
        if value and "://" not in value and len(value) <= 200:
            return _fact(name, value)
    return None


def _outlet_of_title(title: str, url: Fact | None) -> Fact | None:
    """The last part of the page's title, where the address bears its name: "… | The Example" at www.example.com."""
    name = SUFFIX.split(title)[-1]
    bare = re.sub(r"\W", "", name.lower())
    own = {bare, bare.removeprefix("the")} & set(host_of(url.value).replace("-", "").split(".")) if url else set()
    return Fact(value=name, origin=Origin.PAGE, evidence=title) if own and name != title else None


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
