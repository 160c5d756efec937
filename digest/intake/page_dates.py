"""The dates that an HTML page states: JSON-LD, meta elements, microdata, times, scripts' data and its address."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.intake.dates import Found, dates_in, stated_date
from digest.intake.lines import fold
from digest.intake.linked_data import Node, every, spans_of_scripts

PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "article.published",
    "article.published_time", "parsely-pub-date", "sailthru.date", "date", "dc.date", "dc.date.issued", "dc.issued",
    "dcterms.created", "dcterms.issued", "dcterms.date", "dc.date.created", "dcsext.articlefirstpublished", "pubdate",
    "published", "published-date", "published_date", "publisheddate", "published_time", "publishdate", "publish-date",
    "publish_date", "publication_date", "publication-date", "citation_publication_date", "citation_online_date",
    "article:post_date", "article_date_original", "articledate", "article-date", "article:date", "og:published_time",
    "og:pubdate", "og:publish_date", "cxenseparse:recs:publishtime", "cse_pubdate", "rnews:datepublished", "ptime",
    "originalpublicationdate", "date_published", "field-name-post-date", "release_date", "releasedate", "created",
    "bt:pubdate", "vr:published_time", "mediator_published_time", "sortdate", "shareaholic:article_published_time",
)  # fmt: skip
MODIFIED = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "dcterms.modified",
    "dc.date.modified", "article:modified", "article.updated", "bt:moddate", "lastmod", "last-modified",
    "modified-date", "modified_date", "modified", "date_modified", "updated", "revision_date",
)  # fmt: skip

ELEMENT = re.compile(
    r"<(?P<tag>[a-z][a-z0-9]{0,15})\s(?P<attributes>(?:[^<>\"']{1,400}+|\"[^\"<>]{0,400}+\"|'[^'<>]{0,400}+'){1,120}+)>"
    r"(?P<words>[^<>]{0,80})",
    re.IGNORECASE,
)
HINT = re.compile(
    r"datepublished|datemodified|datecreated|pubdate|publish|entry-date|post-date|\bupdated\b", re.IGNORECASE
)
ATTRIBUTE = re.compile(r"""([\w:-]{1,60})(?:\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]{1,200})))?""")
PUBLISHED_HINT = re.compile(r"(?:^|[\s:])datepublished\b|\bpubdate\b|(?:^|\s)published(?:$|\s)", re.IGNORECASE)
MODIFIED_HINT = re.compile(r"(?:^|[\s:])datemodified\b|(?:^|\s)updated(?:$|\s)", re.IGNORECASE)
CHANGED_BEFORE = re.compile(r"(?:updat|modif|edit|review|chang)\w{0,10}\W{0,3}(?:on|at)?\W{0,3}$", re.IGNORECASE)
COMMENTS = re.compile(
    r"""(?:id|class)\s{0,3}=\s{0,3}["'](?:[\w -]{0,60}[\s_-])?(?:comments?|respond|disqus)\b""", re.IGNORECASE
)

# Data that scripts leave in the page: {"publishedAt":"2024-…"}, data-publish-date="…", js.pub_date = 1700000000.
MENTION = re.compile(r"publish|publication|pub_?date|post_?date", re.IGNORECASE)
QUOTE = r"(?:\\{0,3}[\"']|&quot;|&#34;|&\#39;)"
KEY_BEGIN = re.compile(r"[A-Za-z_-]{0,24}+$")
DATA = re.compile(
    rf"(?P<key>[A-Za-z_-]{{4,60}}+){QUOTE}?\s{{0,3}}[:=]\s{{0,3}}{QUOTE}?"
    r"(?P<value>\d{4}-\d\d-\d\d(?:[T ][\d:.]{5,15}(?:Z|[+-]\d\d:?\d\d)?)?|1\d{9}(?:\d{3})?)(?!\d)",
    re.IGNORECASE,
)
NOT_FIRST = re.compile(r"last|republi|unpubli|next|modif|updat|expir|publisher|until|end", re.IGNORECASE)
TIME_KEY = re.compile(r"(?:(?i:date|time|stamp|published)|At|_at|On|_on|UTC|_utc)$")
ADDRESS = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[/_-]?)(?P<month>\d{1,2}|[a-z]{3})(?P=mark)(?P<day>\d{1,2})(?!\d)",
    re.IGNORECASE,
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MAX_MENTIONS, MAX_TIMES = 3000, 500
MAX_VALUE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A date with the words that state it, and where in the page they stand (0: in its head or data)."""

    date: Found
    evidence: str
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDates:
    """What a page states about when it was published and changed; the strongest statements first."""

    published: tuple[Stated, ...] = ()
    modified: tuple[Stated, ...] = ()
    times: tuple[Stated, ...] = ()  # <time> elements that do not say of what, in the page's order, but for comments'
    embedded: tuple[Stated, ...] = ()  # data that scripts left, one for each day
    address: Stated | None = None


def read_dates(source: str, meta: Mapping[str, str], data: Sequence[Node], address: str) -> PageDates:
    """Collect a page's dates. `data`: the JSON-LD objects about the article; `address`: its URL, or empty."""
    marked, changed, times = _elements(source)
    published, modified = _linked(data, "datePublished"), _linked(data, "dateModified")
    return PageDates(
        published=(
            *published,
            *_meta(meta, PUBLISHED),
            *marked,
            *_linked(data, "dateCreated"),
            *_linked(data, "uploadDate"),
        ),
        modified=(*modified, *_meta(meta, MODIFIED), *changed),
        times=tuple(times),
        embedded=_embedded(source),
        address=_of_address(address),
    )


def _linked(data: Sequence[Node], key: str) -> Iterator[Stated]:
    return (one for value in every(data, key) for one in _one(key, value))


def _meta(meta: Mapping[str, str], names: Sequence[str]) -> Iterator[Stated]:
    return (one for name in names for one in _one(name, meta.get(name, "")))


def _one(name: str, value: str, at: int = 0) -> Iterator[Stated]:
    value = fold(value[:MAX_VALUE])
    date = stated_date(value)
    if date:
        yield Stated(date=date, evidence=f"{name}: {value}", at=at)


def _elements(source: str) -> tuple[list[Stated], list[Stated], list[Stated]]:
    """Elements marked as the day of publication, as that of a change, and times that say neither."""
    published, modified, times = list[Stated](), list[Stated](), list[Stated]()
    comments = COMMENTS.search(source)
    end = comments.start() if comments else len(source)
    for found in ELEMENT.finditer(source):
        is_time = found["tag"].lower() == "time"
        if not is_time and not HINT.search(found["attributes"]):
            continue
        own = _attributes(found["attributes"])
        marks = " ".join(own.get(key, "") for key in ("itemprop", "property", "class")) + " pubdate" * (
            "pubdate" in own
        )
        value = own.get("datetime") or own.get("content") or own.get("title") or html.unescape(found["words"])
        if found["tag"].lower() == "meta" or len(times) + len(published) > MAX_TIMES:
            continue
        cued = CHANGED_BEFORE.search(
            re.sub(r"<[^<>]{0,300}>", " ", source[max(0, found.start() - 200) : found.start()])
        )
        if MODIFIED_HINT.search(marks) or cued:
            modified += _one("time" if is_time else marks.strip()[:40], value, found.start())
        elif PUBLISHED_HINT.search(marks):
            published += _one(_label(own, marks), value, found.start())
        elif is_time and found.start() < end:
            times += _one("time", value, found.start())
    return published, modified, times


def _label(own: Mapping[str, str], marks: str) -> str:
    return (own.get("itemprop") or own.get("property") or marks).strip()[:40]


def _attributes(text: str) -> dict[str, str]:
    return {key.lower(): html.unescape(a or b or c) for key, a, b, c in ATTRIBUTE.findall(text)}


def _embedded(source: str) -> tuple[Stated, ...]:
    """Days of publication in the data of scripts and attributes but JSON-LD, each day once, in the page's order."""
    days: dict[str, Stated] = {}
    position, passed = 0, list(spans_of_scripts(source))
    for count, mention in enumerate(MENTION.finditer(source)):
        if count >= MAX_MENTIONS:
            break
        while passed and passed[0][1] <= mention.start():
            passed.pop(0)
        if mention.start() < position or (passed and passed[0][0] <= mention.start()):
            continue
        begin = KEY_BEGIN.search(source[max(position, mention.start() - 24) : mention.start()])
        found = DATA.match(source, mention.start() - (len(begin[0]) if begin else 0))
        if found and _names_day(found["key"], found["value"]):
            for one in _one(found["key"], found["value"]):
                days.setdefault(str(one.date.at.date()), one)
        position = found.end() if found else mention.end()
    return tuple(days.values())


def _names_day(key: str, value: str) -> bool:
    """Whether a key speaks of publication, and a bare number under it of seconds: "publicationId" is no time."""
    return not NOT_FIRST.search(key) and (not value.isdigit() or bool(TIME_KEY.search(key)))


def _of_address(address: str) -> Stated | None:
    """The whole day that stands in an address: /2025/02/27/, /2025/feb/27/, -20250227."""
    for found in ADDRESS.finditer(address[:2000]):
        month = found["month"].lower()
        number = MONTHS.index(month) + 1 if month in MONTHS else int(month) if month.isdigit() else 0
        if not found["mark"] and len(found["month"] + found["day"]) != 4:
            continue
        dates = dates_in(f"{found['year']}-{number:02}-{int(found['day']):02}")
        if dates:
            return Stated(date=dates[0], evidence=f"address: {found[0]}")
    return None
