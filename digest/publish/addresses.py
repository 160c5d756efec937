"""Where things are: addresses inside the site, and links that leave it."""

import hashlib
import html
import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Protocol
from urllib.parse import quote, urlsplit

from slugify import slugify

from digest.nouns import Article
from digest.publish.safe import Safe, plain

_RESERVED = frozenset({"", "index", "assets", "search", "data", "404"})
_DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d")  # no folder of Windows can have such a name
_PATH = re.compile(r"(?:[a-z0-9][a-z0-9._-]*/)*")
_URL_SAFE = "-._~:/?#@$&+,;=%"
_MAX_URL = 2000
_DIRECTIVE = re.compile(r"[A-Za-z0-9%,._~-]{1,20000}")
_PHRASE = 60  # a passage shorter than this is named whole, a longer one by its first and last words


class Placed(Protocol):
    """A story, or what is left of one where it is only named."""

    @property
    def slug(self) -> str:
        """The last part of its address."""


def story_address(story: Placed) -> Safe:
    """The address of a story's page, from the site's root."""
    return inside(f"stories/{story.slug}/")


def person_address(person: str) -> Safe:
    """The address of a person's page, from the site's root."""
    return inside(f"people/{person}/")


def topic_address(slug: str) -> Safe:
    """The address of a topic's page, from the site's root."""
    return inside(f"topics/{slug}/")


def is_topic(address: str) -> bool:
    """Whether an address is that of a topic's page."""
    return re.fullmatch(r"topics/[^/]+/", address) is not None


def inside(path: str) -> Safe:
    """A path inside the site, from its root. Raises ValueError for one that could leave it."""
    if not _PATH.fullmatch(path) or ".." in path:
        message = f"not an address inside the site: {path!r}"
        raise ValueError(message)
    return Safe(path)


def day_address(day: date) -> Safe:
    """The address of a day's page, from the site's root."""
    return inside(f"archive/{day.year:04}/{day:%m}/{day:%d}/")


def edition_address(slug: str) -> Safe:
    """The address of an edition's page, from the site's root."""
    return inside(f"editions/{slug}/")


def outlet_slugs(names: Iterable[str]) -> dict[str, str]:
    """A slug for each name: at most 60 characters, with a hash where two names would share one."""
    slugs: dict[str, list[str]] = {}
    for name in sorted(set(names)):
        slugs.setdefault(slugify(name, max_length=60, word_boundary=True), []).append(name)
    return {
        name: slug if len(same) == 1 and _is_free(slug) else f"{slug or 'outlet'}-{_short_hash(name)}"
        for slug, same in slugs.items()
        for name in same
    }


def _is_free(slug: str) -> bool:
    return slug not in _RESERVED and not _DEVICES.fullmatch(slug)


def _short_hash(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:6]


@lru_cache(maxsize=4096)  # an article's address stands behind each of its sentences, on many pages
def web(url: str) -> Safe:
    """The address if it is plain http or https, ready for an attribute or a Markdown link; else nothing."""
    address = plain(url)
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None
    except ValueError:
        return Safe("")
    if not usable or len(address) > _MAX_URL or " " in address or "\\" in address:
        return Safe("")
    return Safe(quote(address, safe=_URL_SAFE).replace("&", "&amp;"))


def fragment_link(url: str, text: str, start: int, end: int) -> Safe:
    """The address of a passage inside the page at `url`, by a text fragment; nothing where the address is not usable.

    `text` is the whole article; the passage is `text[start:end]`. See the URL Fragment Text Directives of the WICG:
    `#:~:text=[prefix-,]first words[,last words]`. As many words are given as make the passage the first match.
    """
    address = web(url)
    if not address:
        return address
    directive = _directive(text, start, end)
    return Safe(f"{address}{'' if '#' in address else '#'}:~:text={directive}")


def passage_link(article: Article, start: int, end: int) -> str:
    """The address of a passage of an article in the original, to be kept; "" where it has none."""
    return html.unescape(fragment_link(article.url.value, article.text, start, end)) if article.url else ""


def kept_link(link: str) -> Safe:
    """A `passage_link` that was kept in a file, ready to be printed if it is still one; else nothing."""
    address, mark, directive = link.partition(":~:text=")
    page = web(address.removesuffix("#") if mark else address)
    if not (page and mark and _DIRECTIVE.fullmatch(directive)):
        return page
    return Safe(f"{page}{'' if '#' in page else '#'}:~:text={directive}")


def _directive(text: str, start: int, end: int) -> str:
    passage = text[start:end]
    words = list(re.finditer(r"\S+", passage))
    if len(passage) <= _PHRASE or len(words) < 8:
        first, last = passage, ""
    else:
        first = _first_words(text, start, passage, words)
        rest = passage[len(first) :]
        last = _last_words(rest) if rest.strip() else ""
    prefix = _prefix(text, start) if text.find(first) != start else ""
    parts = [f"{_encode(prefix)}-" if prefix else "", _encode(first), _encode(last)]
    return ",".join(part for part in parts if part)


def _first_words(text: str, start: int, passage: str, words: list[re.Match[str]]) -> str:
    """The fewest words, four at least, that stand at the passage first of all places."""
    for word in words[3:]:
        if text.find(passage[: word.end()]) == start:
            return passage[: word.end()]
    return passage


def _last_words(rest: str) -> str:
    """The fewest words at the end, four at least, that stand nowhere earlier in the rest of the passage."""
    words = list(re.finditer(r"\S+", rest))
    for word in reversed(words[:-3]):
        if rest.find(rest[word.start() :]) == word.start():
            return rest[word.start() :]
    return rest.strip()


def _prefix(text: str, start: int) -> str:
    """The three words before the passage, of the same paragraph."""
    return " ".join(text[:start].rpartition("\n")[2].split()[-3:])


def _encode(phrase: str) -> str:
    return quote(" ".join(phrase.split()), safe="").replace("-", "%2D")
