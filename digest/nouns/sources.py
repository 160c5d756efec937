"""What comes in: files, facts with their origin, articles without furniture."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Format(StrEnum):
    """How a source is read."""

    TEXT = "txt"
    MARKDOWN = "md"
    HTML = "html"
    RECORD = "record"  # a line of JSON Lines, taken as it is


class Origin(StrEnum):
    """Where a fact about an article was read."""

    FRONT_MATTER = "front matter"
    PAGE = "page metadata"
    TEXT = "text"
    POST = "embedded post"
    FILE_NAME = "file name"
    CONFIG = "site_config.yml"
    RECORD = "record"
    STORY = "story"  # inferred from the other articles of the story


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One file of the content folder, unread."""

    path: str  # relative to the content folder, with forward slashes
    data: bytes
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A source that is not in the digest, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that is known about an article, with the words that it was read from."""

    value: str
    origin: Origin
    evidence: str = ""  # "Updated: 24-02-2025 10:04 IST"


class Precision(StrEnum):
    """How exactly a moment is known."""

    MINUTE = "minute"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When an article was published, how exactly that is known, and from where."""

    at: datetime  # aware, UTC; midnight UTC of the printed day where only the day is known
    precision: Precision
    origin: Origin
    evidence: str = ""
    offset_minutes: int | None = None  # the offset from UTC that the source gave; None where it gave none
    doubt: str = ""  # why the date is not trusted: shown, and never sets the edition's date

    @property
    def day(self) -> date:
        """The printed calendar day: in the source's own offset where it gave one."""
        return (self.at + timedelta(minutes=self.offset_minutes or 0)).date()


class BlockKind(StrEnum):
    """What a stretch of an article is."""

    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    LIST_ITEM = "list item"
    POST = "post"  # words embedded from a social network, with their signature line


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the decoded source file."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of an article's text without a paragraph break, and where it stands in the source file.

    `spans` lie in the decoded source, in order, with nothing but markup and white space between them. Joined, with
    entities decoded and white space folded, they are the block's text: this is what a receipt is checked against.
    """

    start: int
    end: int
    kind: BlockKind
    language: str  # ISO 639-1, or "und"
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The stored file that an article was read from."""

    path: str  # relative to the content folder, with forward slashes
    sha256: str
    format: Format
    encoding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article, without the furniture of its page."""

    id: str  # stable: front matter's id, else from the canonical URL, else the lock's, else from the content
    source: Source
    title: Fact | None
    standfirst: Fact | None  # the deck under a headline; kept apart from the text
    text: str  # the blocks' texts, joined by blank lines; a record's text exactly as given
    blocks: tuple[Block, ...]
    published: Moment | None
    outlet: Fact | None  # None: unknown. Never the original source of a rewrite
    original_source: Fact | None  # what a rewrite names as its source
    byline: Fact | None
    credit: Fact | None  # "(With inputs from agencies.)"
    url: Fact | None  # http or https, canonical
    language: str
