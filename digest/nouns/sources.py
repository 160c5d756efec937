"""What comes in: files, facts with their origin, articles without furniture."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from digest.nouns.deferred import Deferred


class Format(StrEnum):
    """How a source is read."""

    TEXT = "txt"
    MARKDOWN = "md"
    HTML = "html"
    RECORD = "record"  # a text field of a record, taken as it is


class Origin(StrEnum):
    """Where a fact about an article was read."""

    FRONT_MATTER = "front matter"
    FEED = "feed"
    PAGE = "page metadata"
    TEXT = "text"
    POST = "embedded post"
    FILE_NAME = "file name"
    CONFIG = "site_config.yml"
    RECORD = "record"
    MAIL = "mail header"
    STORY = "story"  # inferred from the other articles of the story
    FETCHED = "first seen"  # the day on which a feed's entry came in


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFields:
    """Where the records of some files of JSON hold what an article needs, other than under the usual names."""

    match: tuple[str, ...]  # patterns of paths relative to the content folder
    items: str = ""  # dotted path from a file's outermost object to the list of its records
    format: Format = Format.RECORD  # how a record's text is read
    names: tuple[tuple[str, str], ...] = ()  # what it is to us ("title"), and the dotted path in a record


def source_name(path: str, record: int) -> str:
    """The name of a file, or of one record of it."""
    return f"{path}:{record}" if record else path


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One source of the content folder, unread: a file, or a record of a file that holds several."""

    path: str  # relative to the content folder, with forward slashes
    record: int = 0  # which record of the file, from 1; 0 where the file is one source
    data: bytes  # of the file, or of the record alone
    sha256: str  # of `data`

    @property
    def name(self) -> str:
        """What messages, rules and the lock call it: "wire/week.jsonl:12", or the path alone."""
        return source_name(self.path, self.record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A source that is not in the digest, and why."""

    path: str
    reason: str
    passing: bool = False  # it may go well another time: not to be remembered


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

    def day_in(self, zone: tzinfo) -> date:
        """The calendar day as a reader in `zone` sees it; the printed day where only a day was printed."""
        return self.at.date() if self.precision is Precision.DAY else self.at.astimezone(zone).date()


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
    """The stored file, or part of one, that an article was read from."""

    path: str  # relative to the content folder, with forward slashes
    record: int = 0  # which record of the file, from 1; 0 where the file is one source
    field: str = ""  # where the text stands in it: a record's field ("content.body"), a mail's part ("1.2"); "" for all
    sha256: str  # of the file, or of the record alone
    format: Format  # how the text is read
    encoding: str

    @property
    def name(self) -> str:
        """What messages, rules and the lock call it: "wire/week.jsonl:12", or the path alone."""
        return source_name(self.path, self.record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Deferred):
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
    topics: tuple[str, ...] = ()  # as its file or its feed names them
    modified: datetime | None = None  # when its source says that it was changed last; aware, UTC
    fetched: datetime | None = None  # when a feed's entry came in; aware, UTC. None for what a person collected


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """An article that its outlet changed: the version in the digest, and the stored one that it replaces."""

    newer: Article
    older: Article
    added: tuple[Span, ...]  # paragraphs of the newer text that the older one lacks, in order; offsets into that text
    removed: tuple[Span, ...]  # paragraphs of the older text that the newer one lacks, in order; likewise

    @property
    def retitled(self) -> bool:
        """Whether both versions have a headline, and not the same."""
        titles = (self.newer.title, self.older.title)
        return all(titles) and len({" ".join(title.value.split()).casefold() for title in titles if title}) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedPage:
    """The page of a feed's entry that could not be had: of the article there are the feed's own words alone."""

    url: str  # canonical
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHealth:
    """How a feed has been doing, as the fetches recorded it."""

    outlet: str
    url: str
    news: datetime | None  # when its last new entry came in; aware, UTC. None: never
    failing: datetime | None  # since when it fails; aware, UTC. None: the last fetch succeeded
    reason: str = ""  # why it fails
    moved: str = ""  # where it has moved for good; "" where it has not
    pages: tuple[MissedPage, ...] = ()  # of stored entries, that could not be had; the latest last
