"""What an edition does not know, what people decided, and what outlets changed, as pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from digest.nouns import Article, FeedHealth, Revision, Skipped, Span
from digest.publish.addresses import edition_address, story_address
from digest.publish.almanac import Almanac
from digest.publish.safe import Safe
from digest.publish.wording import count, day_words, listed, shortened

_SHOWN, _LENGTH = 3, 300  # paragraphs of a change that are printed, and characters of each


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingView:
    """A source that is not in the digest."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionView:
    """An article that its outlet changed."""

    label: str  # the outlet, or the file
    title: str  # of the version in the digest
    address: Safe  # its source's place on the story's page
    was: str  # the headline before, where it changed
    counted: str  # "headline changed, 1 paragraph removed"
    when: str  # "between 24 and 25 February 2025", or ""
    added: tuple[str, ...]  # paragraphs, perhaps shortened
    removed: tuple[str, ...]
    files: tuple[str, str]  # the older and the newer stored file


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """A feed that failed or brought nothing."""

    outlet: str
    url: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    """The edition's own facts."""

    number: int
    weekday: str  # "Thursday 27 February 2025", or "" for an edition without a dated article
    day: str
    previous: str
    previous_address: Safe  # of the page of the edition before, or ""
    decisions: tuple[str, ...]
    unmatched: tuple[str, ...]
    skipped: tuple[MissingView, ...]
    duplicates: tuple[MissingView, ...]
    revisions: tuple[RevisionView, ...]
    failed_feeds: tuple[FeedView, ...]
    silent_feeds: tuple[FeedView, ...]


def edition_view(book: Almanac) -> EditionView:
    """The edition's date, decisions and gaps."""
    edition, ledger = book.edition, book.edition.ledger
    return EditionView(
        number=edition.number,
        weekday=day_words(edition.date, book.locale, "full") if edition.date else "",
        day=day_words(edition.date, book.locale) if edition.date else "",
        previous=day_words(edition.previous_date, book.locale) if edition.previous_date else "",
        previous_address=_previous(book),
        decisions=ledger.decisions,
        unmatched=tuple(map(_plain, ledger.unmatched_rules)),
        skipped=_missing(ledger.skipped),
        duplicates=_missing(ledger.duplicates),
        revisions=tuple(_revision(revision, book) for revision in ledger.revisions),
        failed_feeds=tuple(_failed(feed, book) for feed in ledger.feeds if feed.failing),
        silent_feeds=tuple(_silent(feed, book) for feed in silent_feeds(ledger.feeds)),
    )


def _previous(book: Almanac) -> Safe:
    before = next((one for one in book.edition.past[:-1][::-1]), None)
    return edition_address(before.slug) if before and before.kept else Safe("")


def silent_feeds(feeds: Sequence[FeedHealth]) -> tuple[FeedHealth, ...]:
    """The feeds that work and brought nothing when the last fetch that brought anything did."""
    last = max((feed.news for feed in feeds if feed.news), default=None)
    return tuple(feed for feed in feeds if not feed.failing and feed.news != last)


def change_words(revision: Revision) -> str:
    """What an outlet changed: "headline changed, 1 paragraph removed"."""
    changes = ["headline changed"] if revision.retitled else []
    changes += [f"{count(len(revision.added), 'paragraph')} added"] if revision.added else []
    changes += [f"{count(len(revision.removed), 'paragraph')} removed"] if revision.removed else []
    return listed(changes) or "white space changed"


def _missing(sources: Sequence[Skipped]) -> tuple[MissingView, ...]:
    return tuple(MissingView(path=source.path, reason=_plain(source.reason)) for source in sources)


def _plain(message: str) -> str:
    """A message without the marks that set off code on a terminal."""
    return message.replace("`", "")


def _revision(revision: Revision, book: Almanac) -> RevisionView:
    newer, older = revision.newer, revision.older
    home = book.homes[newer.id]
    return RevisionView(
        label=newer.outlet.value if newer.outlet else newer.source.name,
        title=newer.title.value if newer.title else newer.source.name,
        address=Safe(f"{story_address(home.story)}#source-{home.number}"),
        was=older.title.value if older.title and revision.retitled else "",
        counted=change_words(revision),
        when=_between(older.fetched, newer.fetched, book),
        added=_paragraphs(newer, revision.added),
        removed=_paragraphs(older, revision.removed),
        files=(older.source.name, newer.source.name),
    )


def _between(before: datetime | None, after: datetime | None, book: Almanac) -> str:
    """When an outlet changed its article, as far as two fetches tell."""
    if before is None or after is None:
        return ""
    first, last = _day(before, book), _day(after, book)
    return f"on {last}" if first == last else f"between {first} and {last}"


def _day(instant: datetime, book: Almanac) -> str:
    return day_words(instant.astimezone(book.zone).date(), book.locale)


def _paragraphs(article: Article, spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(shortened(article.text[span.start : span.end], _LENGTH) for span in spans[:_SHOWN])


def _failed(feed: FeedHealth, book: Almanac) -> FeedView:
    since = f" since {_day(feed.failing, book)}" if feed.failing else ""
    moved = f"; it has moved to {feed.moved}" if feed.moved else ""
    return FeedView(outlet=feed.outlet, url=feed.url, state=_plain(f"fails{since}: {feed.reason}{moved}"))


def _silent(feed: FeedHealth, book: Almanac) -> FeedView:
    state = f"nothing new since {_day(feed.news, book)}" if feed.news else "has brought nothing yet"
    return FeedView(outlet=feed.outlet, url=feed.url, state=state)
