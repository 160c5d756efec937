"""What goes out: pages, files, and the receipts that are checked before they go."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from digest.nouns.sources import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Words that are about to be printed as an article's own, to be checked against its source file."""

    article: Article
    start: int
    end: int
    text: str
    printed_as: str  # "summary sentence", "quote", "article"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A finished Markdown page."""

    path: str  # below docs/, ending in .md
    markdown: str  # with its front matter
    changed: date | None = None  # day of the last edition that brought it something, where that is known
    leads_on: bool = False  # an address without a page of its own: it leads elsewhere, and stands in no map of the site

    @property
    def digest(self) -> str:
        """SHA-256 of what `load` gives, in hexadecimal digits; worked out at each call."""
        return digest_of(self.load())

    def load(self) -> bytes:
        """The Markdown as it is written to the disk; half a character becomes a question mark."""
        return self.markdown.encode("utf-8", "replace")


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedPage:
    """A Markdown page that was made before: its words are asked for only where the site does not have it yet."""

    path: str
    digest: str  # as that of a `Page` with the same Markdown
    load: Callable[[], bytes] = field(repr=False, compare=False)
    changed: date | None = None
    leads_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A finished file of the site that is not a page: a feed, a data file."""

    path: str  # below site/
    data: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the data, in hexadecimal digits; worked out at each call."""
        return digest_of(self.data)

    def load(self) -> bytes:
        """The data."""
        return self.data


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedFile:
    """A file that was made before: its bytes are asked for only where the site does not have it yet."""

    path: str
    digest: str  # as that of a `File` with the same data
    load: Callable[[], bytes] = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """Files that another program makes together, and only where the site does not have them all yet: a search index."""

    path: str  # below site/, ending in "/"; nothing else may stand below it
    digest: str  # of all that the files depend on
    make: Callable[[Path], object] = field(repr=False, compare=False)  # writes the files into an empty folder


def digest_of(data: bytes) -> str:
    """The digest by which pages and files are known."""
    return hashlib.sha256(data).hexdigest()
