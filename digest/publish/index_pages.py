"""Which pages list stories by person, outlet, topic and time, and what each of their templates gets."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from digest.publish.almanac import Almanac
from digest.publish.archive_view import ArchiveView, MonthView, YearView, archive_view
from digest.publish.day_view import DayView, day_views, days_of
from digest.publish.desk import Desk
from digest.publish.languages import Words
from digest.publish.outlet_view import OutletView, outlet_views
from digest.publish.past_view import PastView, by_month, past_views
from digest.publish.person_view import PersonView, person_views
from digest.publish.printer import Sheet
from digest.publish.safe import attribute
from digest.publish.shelves import Place, Shelf, lettered, shelved
from digest.publish.topic_view import TopicView
from digest.publish.wording import shortened

Item = TypeVar("Item")
Named = TypeVar("Named", PersonView, OutletView)
_DIRECTORY, _FIRST = 240, 60  # people, or outlets, that one page names; and the first of several
_EDITIONS = 10  # that the archive's first page lists
_NEWEST, _MOST = 60, 400  # editions that their own first page lists, and each other one
_DESCRIPTION = 200


def index_sheets(desk: Desk) -> Iterator[Sheet]:
    """Every page but those of stories, of past editions, and of the edition itself."""
    stories, book = desk.stories, desk.book
    people = person_views(book.edition.people, stories, book)
    topics = tuple(desk.topics.values())
    editions = past_views(book)
    days = days_of(book)
    outlets = outlet_views(stories, book)
    yield from _people(people, book.words)
    yield from _outlets(outlets, book.words)
    yield from _topics(topics, book.words)
    yield from _archive(archive_view(days, stories, book), editions, book.words)
    for day in day_views(days, stories, book):
        yield from _day(day)
    yield from _editions(editions, book)


def _people(people: Sequence[PersonView], words: Words) -> Iterator[Sheet]:
    quoted = sorted((one for one in people if one.quote_count), key=lambda one: -one.quote_count)
    yield from _directory("people", words.gettext("People"), people, quoted)
    for person in people:
        yield from _listed(_of_one("person", person), person.shelves)


def _outlets(outlets: Sequence[OutletView], words: Words) -> Iterator[Sheet]:
    busiest = sorted(outlets, key=lambda one: -one.article_count)
    yield from _directory("outlets", words.gettext("Outlets"), outlets, busiest)
    for outlet in outlets:
        yield from _listed(_of_one("outlet", outlet), outlet.shelves)


def _of_one(kind: str, one: PersonView | OutletView) -> Sheet:
    """The first page of a person or an outlet, who have a feed each."""
    return Sheet(
        template=f"{kind}.md.j2",
        path=f"{one.address}index.md",
        title=one.name,
        values={kind: one},
        matter={"description": attribute(f"{one.name}: {one.counted}"), "feed": f"{one.address}feed.xml"},
    )


def _directory(name: str, title: str, everybody: Sequence[Named], first: Sequence[Named]) -> Iterator[Sheet]:
    """A page of all; of the `first` alone where all are too many, then with pages by letter."""
    long = len(everybody) > _DIRECTORY
    letters = lettered(everybody, lambda one: one.name, most=_DIRECTORY) if long else ()
    values = {name: first[:_FIRST] if long else everybody, "total": len(everybody), "shelves": letters}
    template = f"{name}.md.j2"
    yield Sheet(template=template, path=f"{name}/index.md", title=title, values={**values, "shelf": None})
    for shelf in _walk(letters):
        own = {name: () if shelf.parts else shelf.items, "total": len(everybody), "shelves": letters, "shelf": shelf}
        yield Sheet(
            template=template,
            path=f"{name}/letters/{shelf.path}index.md",
            title=f"{title}: {shelf.words}",
            values=own,
        )


def _topics(topics: Sequence[TopicView], words: Words) -> Iterator[Sheet]:
    if topics:
        yield Sheet(template="topics.md.j2", path="topics/index.md", title=words.gettext("Topics"), values={})
    for topic in topics:
        matching = words.gettext("Stories with articles that match %(query)s", query=topic.query)
        described = shortened(topic.description or matching, _DESCRIPTION)
        first = Sheet(
            template="topic.md.j2",
            path=f"{topic.address}index.md",
            title=topic.name,
            values={"topic": topic},
            matter={"description": attribute(described), "feed": str(topic.feed)},
        )
        yield from _listed(first, topic.shelves)


def _listed(first: Sheet, shelves: Sequence[Shelf[Item]]) -> Iterator[Sheet]:
    """The first page of a list, then those of its shelves."""
    yield replace(first, values={**first.values, "shelf": None})
    for shelf in _walk(shelves):
        path = f"{first.path.removesuffix('index.md')}{shelf.path}index.md"
        values = {**first.values, "shelf": shelf}
        yield replace(first, path=path, title=f"{first.title}: {shelf.words}", values=values, matter={})


def _walk(shelves: Iterable[Shelf[Item]]) -> Iterator[Shelf[Item]]:
    for shelf in shelves:
        yield from shelf.walk()


def _archive(archive: ArchiveView, editions: Sequence[PastView], words: Words) -> Iterator[Sheet]:
    values = {"archive": archive, "editions": editions[:_EDITIONS]}
    yield Sheet(template="archive.md.j2", path="archive/index.md", title=words.gettext("Archive"), values=values)
    for year in archive.years:
        yield _year(year, words)
        for month in year.months:
            yield from _month(month, words)
    if archive.undated:
        yield from _month(archive.undated, words)


def _year(year: YearView, words: Words) -> Sheet:
    title = words.gettext("Archive: %(time)s", time=year.words)
    return Sheet(template="year.md.j2", path=f"{year.address}index.md", title=title, values={"year": year})


def _month(month: MonthView, words: Words) -> Iterator[Sheet]:
    path, title = f"{month.address}index.md", words.gettext("Archive: %(time)s", time=month.words)
    yield from _listed(Sheet(template="month.md.j2", path=path, title=title, values={"month": month}), month.shelves)


def _day(day: DayView) -> Iterator[Sheet]:
    path = f"{day.address}index.md"
    yield from _listed(Sheet(template="day.md.j2", path=path, title=day.words, values={"day": day}), day.shelves)


def _editions(editions: Sequence[PastView], book: Almanac) -> Iterator[Sheet]:
    if not editions:
        return
    dates = {one.number: one.date for one in book.edition.past}
    long = len(editions) > _NEWEST
    years = shelved(editions, lambda one: Place(day=dates[one.number]), most=_MOST, words=book.words) if long else ()
    values = {"shown": by_month(editions[:_NEWEST], book), "shelves": years}
    first = Sheet(
        template="editions.md.j2", path="editions/index.md", title=book.words.gettext("Editions"), values=values
    )
    for sheet in _listed(first, years):
        shelf = sheet.values["shelf"]
        own = by_month(shelf.items, book) if isinstance(shelf, Shelf) and not shelf.parts else ()
        yield replace(sheet, values={**sheet.values, "shown": own}) if shelf else sheet
