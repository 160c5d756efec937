"""Editions in lists: their names, and the ways to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from digest.nouns import PastEdition
from digest.publish.addresses import edition_address
from digest.publish.almanac import Almanac
from digest.publish.glimpses import Issue
from digest.publish.safe import Safe
from digest.publish.views import LinkView
from digest.publish.wording import day_words, month_words


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueView:
    """An edition in a list."""

    title: str  # "Thursday 27 February 2025", perhaps "…, second edition"
    short: str  # "27 February 2025"
    address: Safe
    number: int
    counted: str  # "3 stories with news"
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionsView:
    """The editions of a month, newest first."""

    words: str
    editions: tuple[IssueView, ...]


def issues_of(book: Almanac) -> list[Issue]:
    """Every edition that has a page, newest first."""
    return [one for one in reversed(list(book.issues.values())) if one.kept]


def issue_view(issue: Issue, book: Almanac) -> IssueView:
    """An edition in a list."""
    news = book.words.ngettext("%(num)s story with news", "%(num)s stories with news", issue.fresh)
    return IssueView(
        title=edition_name(issue, book, "full"),
        short=edition_name(issue, book, "long"),
        address=edition_address(issue.slug),
        number=issue.number,
        counted=news if issue.fresh else book.words.gettext("nothing new"),
        current=issue.current,
    )


def by_month(issues: Sequence[Issue], book: Almanac) -> tuple[EditionsView, ...]:
    """Editions in the order given, under their months."""
    months: dict[date | None, list[IssueView]] = {}
    for one in issues:
        months.setdefault(one.date.replace(day=1) if one.date else None, []).append(issue_view(one, book))
    return tuple(
        EditionsView(
            words=month_words(month, book.locale) if month else book.words.gettext("Undated"), editions=tuple(some)
        )
        for month, some in months.items()
    )


def issue_link(issue: Issue | None, book: Almanac) -> LinkView | None:
    """The way to an edition, where there is one."""
    return LinkView(text=edition_name(issue, book, "long"), address=edition_address(issue.slug)) if issue else None


def edition_name(edition: PastEdition | Issue, book: Almanac, form: str) -> str:
    """The day, and which edition of that day it is where it is not the first."""
    day = day_words(edition.date, book.locale, form) if edition.date else book.words.gettext("Undated edition")
    _, _, counted = edition.slug.removeprefix(edition.date.isoformat() if edition.date else "undated").rpartition("-")
    return book.words.gettext("%(day)s, edition %(place)s of the day", day=day, place=counted) if counted else day
