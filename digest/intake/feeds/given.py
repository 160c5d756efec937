"""What a feed says of its entries, in its own words and markup, and the entries that are made of it."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urljoin, urlsplit

from digest.intake.decoding import printable
from digest.intake.feeds.entry_dates import iso_of
from digest.intake.feeds.entry_text import paragraphs_of, shortened, title_of
from digest.intake.lines import fold

MAX_ENTRIES = 10_000
MAX_URL, MAX_ID, MAX_NAME = 2000, 500, 200  # characters
UNSAFE = re.compile(r"[\s<>\"\\^`{|}\[\]]")  # in paths and queries, though feeds write them
UNSAFE_HOST = re.compile(r"[\s<>\"\\^`{|}%]")
REDIRECTORS = {"www.google.com": ("url", "q")}  # alerts link through /url?url=…


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed, as plain text."""

    id: str  # never ""
    url: str  # "" or an absolute address of http or https, not necessarily a public one
    title: str
    paragraphs: tuple[str, ...]
    published: str  # ISO 8601 with the offset that the feed gave, or without one, or a bare day, or ""
    updated: str  # the same
    author: str
    language: str  # "" or ISO 639-1, where the entry says another one than its feed


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedContent:
    """What a feed holds."""

    title: str
    language: str  # "" or ISO 639-1; often the software's default and not the outlet's
    entries: tuple[Entry, ...]  # in the feed's order, each id once
    problems: tuple[str, ...] = ()  # what was left out, and why


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A text of an entry, as the feed gives it."""

    value: str
    markup: bool  # it may hold HTML


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a feed says of one entry, unread."""

    id: str = ""
    url: str = ""
    title: str = ""
    bodies: Sequence[Body] = ()  # full content first
    published: str = ""
    updated: str = ""
    authors: Sequence[str] = ()
    language: str = ""


def content_of(title: str, language: str, given: Iterable[Given], *, base: str) -> FeedContent:
    """Make the content of a feed of what it says. `base`: the address that relative links are relative to."""
    entries: dict[str, Entry] = {}
    empty = repeated = 0
    problems: list[str] = []
    for number, one in enumerate(given):
        if number == MAX_ENTRIES:
            problems.append(f"has more than {MAX_ENTRIES:,} entries; only the first {MAX_ENTRIES:,} are taken")
            break
        entry = entry_of(one, base=base, usual=language)
        if not (entry.title or entry.paragraphs or entry.url):
            empty += 1
        elif entries.setdefault(entry.id, entry) is not entry:
            repeated += 1
    if empty:
        problems.append(f"{_count(empty)} without title, text and link; left out")
    if repeated:
        problems.append(f"{_count(repeated)} with the id of another one; the first of each id is kept")
    return FeedContent(
        title=title_of(title),
        language=language_code(language),
        entries=tuple(entries.values()),
        problems=tuple(problems),
    )


def _count(number: int) -> str:
    return f"{number:,} {'entry' if number == 1 else 'entries'}"


def entry_of(given: Given, *, base: str, usual: str) -> Entry:
    """Make an entry. `usual`: the language that the feed states for all of them."""
    title = title_of(given.title)
    url = link_of(given.url, base)
    paragraphs = _longest(given.bodies)
    published, updated = iso_of(given.published), iso_of(given.updated)
    language = language_code(given.language)
    return Entry(
        id=_id(given.id) or _id(url) or _id_of_words(title, paragraphs),
        url=url,
        title=title,
        paragraphs=paragraphs,
        published=published or updated,
        updated=updated,
        author=_names(given.authors),
        language="" if language == language_code(usual) else language,
    )


def _longest(bodies: Sequence[Body]) -> tuple[str, ...]:
    """The fullest text of an entry; of equal ones the first."""
    read = (paragraphs_of(body.value, markup=body.markup) for body in bodies)
    return max(read, key=lambda paragraphs: sum(map(len, paragraphs)), default=())


def _id(stated: str) -> str:
    """An id as stated; one of absurd length, or of characters that nobody sees, by its hash."""
    words = fold(printable(stated))
    return words if len(words) <= MAX_ID and words.isprintable() else f"sha256:{_hash(words)}"


def _id_of_words(title: str, paragraphs: Sequence[str]) -> str:
    first = " ".join(" ".join(paragraphs[:1]).split()[:30])
    return f"words:{_hash(f'{title} {first}')[:20]}"


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8")).hexdigest()


def link_of(stated: str, base: str) -> str:
    """An absolute address with a host and no user name; empty for anything else."""
    text = printable(stated).strip()
    try:
        url = _quoted(urljoin(base, text)) if text else ""
        parts = urlsplit(url)
        _ = parts.port
        host = parts.hostname
    except ValueError:
        return ""
    if not (
        len(url) <= MAX_URL
        and not UNSAFE_HOST.search(parts.netloc)
        and parts.scheme in {"http", "https"}
        and host
        and "@" not in parts.netloc
    ):
        return ""
    if parts.path == "/url" and host in REDIRECTORS:
        asked = parse_qs(parts.query)
        behind = next((asked[key][0] for key in REDIRECTORS[host] if key in asked), "")
        return link_of(behind, url) or url
    return url


def _quoted(url: str) -> str:
    """An address with the characters quoted that must not stand in its path and query."""
    path = url.find("/", len("https://"))
    if path < 0:
        return url
    return url[:path] + UNSAFE.sub(lambda found: quote(found[0], safe=""), url[path:])


def _names(stated: Iterable[str]) -> str:
    """Names, each once; mail addresses are nobody's name."""
    names: dict[str, None] = {}
    for words in stated:
        bare = re.sub(r"[(<\[]?\b[\w.+-]{1,64}@[\w.-]{1,200}[)>\]]?", " ", title_of(words))
        name = fold(re.sub(r"^\s*\((.*)\)\s*$", r"\1", bare)).strip(" ,;")
        if re.search(r"[^\W\d_]", name):
            names.setdefault(name)
    return shortened(", ".join(names), MAX_NAME)


def language_code(stated: str) -> str:
    """The ISO 639-1 code that a language tag begins with, or nothing."""
    found = re.match(r"([a-z]{2})(?![a-z])", stated.strip().lower())
    return found[1] if found else ""
