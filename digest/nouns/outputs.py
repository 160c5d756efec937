"""What goes out: pages, files, and the receipts that are checked before they go."""

from dataclasses import dataclass
from datetime import date

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


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A finished file of the site that is not a page: a feed, a data file."""

    path: str  # below site/
    data: bytes
