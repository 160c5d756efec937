"""An edition's own facts, and what outlets changed, as pages show it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from digest.nouns import Article, Revision, Span
from digest.publish.addresses import edition_address, story_address
from digest.publish.almanac import Almanac
from digest.publish.languages import Words
from digest.publish.safe import Safe
from digest.publish.told import unmatched_words
from digest.publish.wording import day_words, shortened

_SHOWN, _LENGTH = 3, 300  # paragraphs of a change that are printed, and characters of each


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionView:
    """An article that its outlet changed."""

    anchor: str
    label: str  # the outlet, or the file
    title: str  # of the version in the digest
    address: Safe  # its source's place on the story's page
    was: str  # the headline before, where it changed
    counted: str  # "headline changed and 1 paragraph removed", with the time where two fetches tell it
    added: tuple[str, ...]  # paragraphs, perhaps shortened
    removed: tuple[str, ...]
    files: tuple[str, str]  # the older and the newer stored file


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
    skipped: int  # files and records that could not be read


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
        unmatched=tuple(unmatched_words(one, book.words) for one in ledger.unmatched_rules),
        skipped=len(ledger.skipped),
    )


def _previous(book: Almanac) -> Safe:
    before = next((one for one in book.edition.past[:-1][::-1]), None)
    return edition_address(before.slug) if before and before.kept else Safe("")


def change_words(revision: Revision, words: Words) -> str:
    """What an outlet changed: "headline changed and 1 paragraph removed"."""
    added, removed = len(revision.added), len(revision.removed)
    changes = [words.gettext("headline changed")] if revision.retitled else []
    changes += [words.ngettext("%(num)s paragraph added", "%(num)s paragraphs added", added)] if added else []
    changes += [words.ngettext("%(num)s paragraph removed", "%(num)s paragraphs removed", removed)] if removed else []
    return words.listed(changes) or words.gettext("white space changed")


def revision_anchor(revision: Revision) -> str:
    """Where the page of all that is not seen shows a change; the same in every edition."""
    replaced = revision.older.source.name.encode("utf-8", "replace")
    return f"revision-{hashlib.sha256(replaced).hexdigest()[:8]}"


def revision_view(revision: Revision, book: Almanac) -> RevisionView:
    """An article that its outlet changed, with what it changed."""
    newer, older = revision.newer, revision.older
    home = book.homes[newer.id]
    return RevisionView(
        anchor=revision_anchor(revision),
        label=newer.outlet.value if newer.outlet else newer.source.name,
        title=newer.title.value if newer.title else newer.source.name,
        address=Safe(f"{story_address(home.story)}#source-{home.number}"),
        was=older.title.value if older.title and revision.retitled else "",
        counted=_dated(change_words(revision, book.words), older.fetched, newer.fetched, book),
        added=_paragraphs(newer, revision.added),
        removed=_paragraphs(older, revision.removed),
        files=(older.source.name, newer.source.name),
    )


def _dated(changes: str, before: datetime | None, after: datetime | None, book: Almanac) -> str:
    """What an outlet changed, and when, as far as two fetches tell."""
    if before is None or after is None:
        return changes
    first, last, words = instant_day(before, book), instant_day(after, book), book.words
    if first == last:
        return words.gettext("%(changes)s on %(day)s", changes=changes, day=last)
    return words.gettext("%(changes)s between %(first)s and %(last)s", changes=changes, first=first, last=last)


def instant_day(instant: datetime, book: Almanac) -> str:
    """The day of an instant, in words, as a reader sees it."""
    return day_words(instant.astimezone(book.zone).date(), book.locale)


def _paragraphs(article: Article, spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(shortened(article.text[span.start : span.end], _LENGTH) for span in spans[:_SHOWN])
