"""Pages that list stories and editions by time, each remembered by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from digest.nouns import Page
from digest.publish.archive_view import (
    MonthView,
    archive_view,
    month_view,
    months_of,
    undated_view,
    year_view,
    years_of,
)
from digest.publish.day_view import DayStoryView, day_view
from digest.publish.glimpses import Issue
from digest.publish.issue_view import by_month, issue_view, issues_of
from digest.publish.list_pages import Lists
from digest.publish.memory import Memory, Product
from digest.publish.printer import Printer, Sheet
from digest.publish.shelves import Place, Shelf, shelved

_EDITIONS = 10  # that the archive's first page lists
_NEWEST, _MOST = 60, 400  # editions that their own first page lists, and each other one


class Times:
    """The pages of the archive, and the list of editions."""

    def __init__(self, printer: Printer, memory: Memory) -> None:
        self._printer, self._memory, self._desk = printer, memory, memory.desk
        self._book, self._lists = memory.desk.book, Lists(printer, memory)

    def archive(self) -> Iterator[Product]:
        """The archive: its first page, and those of its years, months and days."""
        yield from self._memory.remembered("archive", self._first)
        for year in years_of(self._book):
            yield from self._memory.remembered(f"year {year:04}", partial(self._year, year))
        for month in months_of(self._book):
            yield from self._memory.remembered(f"month {month:%m} of {month.year:04}", partial(self._month, month))
        yield from self._memory.remembered("undated stories", self._undated)
        for day in self._book.days:
            yield from self._memory.remembered(f"day {day}", partial(self._day, date.fromisoformat(day)))

    def editions(self) -> Iterator[Product]:
        """The list of editions."""
        yield from self._memory.remembered("list of editions", self._editions)

    def _first(self) -> Iterator[Page]:
        newest = tuple(issue_view(one, self._book) for one in issues_of(self._book)[:_EDITIONS])
        values = {"archive": archive_view(self._book), "editions": newest}
        title = self._book.words.gettext("Archive")
        yield self._printer.sheet(Sheet(template="archive.md.j2", path="archive/index.md", title=title, values=values))

    def _year(self, number: int) -> Iterator[Page]:
        year = year_view(number, self._book)
        title = self._book.words.gettext("Archive: %(time)s", time=year.words)
        path = f"{year.address}index.md"
        yield self._printer.sheet(Sheet(template="year.md.j2", path=path, title=title, values={"year": year}))

    def _month(self, first: date) -> Iterator[Product]:
        month = month_view(first, self._book)
        yield self._printer.sheet(self._month_sheet(month))

    def _undated(self) -> Iterator[Product]:
        month = undated_view(self._book)
        if month:
            sheet = self._month_sheet(month)
            yield self._printer.sheet(sheet)
            stories = self._desk.stories
            yield from self._lists.shelves(sheet, month.shelves, lambda line: line, lambda line: stories[line.id])

    def _month_sheet(self, month: MonthView) -> Sheet:
        title = self._book.words.gettext("Archive: %(time)s", time=month.words)
        values = {"month": month, "shelf": None}
        return Sheet(template="month.md.j2", path=f"{month.address}index.md", title=title, values=values)

    def _day(self, iso: date) -> Iterator[Product]:
        day = day_view(iso, self._desk.stories, self._book)
        values = {"day": day, "shelf": None}
        sheet = Sheet(template="day.md.j2", path=f"{day.address}index.md", title=day.words, values=values)
        yield self._printer.sheet(sheet)
        about = replace(day, begun=(), continued=(), shelves=(), said=(), also=(), outlets=())
        yield from self._lists.shelves(replace(sheet, values={"day": about}), day.shelves, _of_day)

    def _editions(self) -> Iterator[Product]:
        issues = issues_of(self._book)
        if not issues:
            return
        words, long = self._book.words, len(issues) > _NEWEST
        years = shelved(issues, _place, most=_MOST, words=words) if long else ()
        values = {"shown": by_month(issues[:_NEWEST], self._book), "shelves": years, "shelf": None}
        sheet = Sheet(
            template="editions.md.j2", path="editions/index.md", title=words.gettext("Editions"), values=values
        )
        yield self._printer.sheet(sheet)
        for shelf in (shelf for year in years for shelf in year.walk()):
            yield self._printer.sheet(self._shelf_of_editions(sheet, shelf, years))

    def _shelf_of_editions(self, first: Sheet, shelf: Shelf[Issue], years: Sequence[Shelf[Issue]]) -> Sheet:
        shown = () if shelf.parts else by_month(shelf.items, self._book)
        return Sheet(
            template=first.template,
            path=f"editions/{shelf.path}index.md",
            title=f"{first.title}: {shelf.words}",
            values={"shown": shown, "shelves": years, "shelf": shelf},
        )


def _of_day(entry: DayStoryView) -> object:
    return entry.line, [home.member.analysis.article.id for home in entry.homes]


def _place(issue: Issue) -> Place:
    return Place(day=issue.date)
