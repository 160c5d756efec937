"""The archive as pages show it: every story once, under the day on which it began."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_skeleton, get_day_names

from digest.publish.addresses import day_address, inside
from digest.publish.almanac import Almanac
from digest.publish.glimpses import Line
from digest.publish.languages import Words
from digest.publish.safe import Safe
from digest.publish.shelves import Shelf, lettered
from digest.publish.strip import Counted, StripView, strip_view
from digest.publish.views import LinkView
from digest.publish.wording import day_words, month_words, stories_words

_RECENT = 60  # stories that the archive's first page lists
_MOST, _FEW = 200, 4  # stories that a month's page lists whole; else of each day
_SHADES = 4  # of a calendar's days


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLinesView:
    """The stories that began on a day."""

    words: str  # "" for undated ones
    address: Safe  # of the day's page, or ""
    stories: tuple[Line, ...]
    more: int  # that the day's page has


@dataclass(frozen=True, slots=True, kw_only=True)
class DateView:
    """A day in a calendar."""

    number: str  # "27"
    address: Safe  # "" for a day without an article
    told: str  # "27 February 2025: 4 stories"
    shade: int  # 0 for none to 4 for the most


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarView:
    """The days of a month, week by week."""

    weekdays: tuple[tuple[str, str], ...]  # (short, whole), as the digest's language has them
    weeks: tuple[tuple[DateView | None, ...], ...]  # None for days of other months


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """The stories of one month."""

    words: str
    short: str  # "Feb"
    address: Safe
    counted: str
    began: int  # stories
    number: str  # the same in figures
    days: tuple[DayLinesView, ...]  # newest first
    calendar: CalendarView | None  # none for undated stories
    before: LinkView | None
    after: LinkView | None
    shelves: tuple[Shelf[Line], ...]  # pages by letter, of undated stories that are too many for one


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    """The months of one year."""

    words: str
    address: Safe
    counted: str
    months: tuple[MonthView, ...]  # earliest first
    strip: StripView | None
    before: LinkView | None
    after: LinkView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveView:
    """All stories by time."""

    counted: str
    recent: tuple[DayLinesView, ...]
    years: tuple[YearView, ...]  # newest first
    undated: MonthView | None


def archive_view(book: Almanac) -> ArchiveView:
    """Every story once, under the day of its first trusted article; newest first, undated stories last."""
    return ArchiveView(
        counted=stories_words(len(book.slugs), book.words),
        recent=tuple(_recent(book)),
        years=tuple(year_view(year, book) for year in reversed(years_of(book))),
        undated=undated_view(book),
    )


def years_of(book: Almanac) -> list[int]:
    """The years with an article, earliest first."""
    return [int(year) for year in book.years]


def months_of(book: Almanac, year: int | None = None) -> list[date]:
    """The first day of each month with an article, though all its stories began earlier; of one year, if given."""
    years = book.years if year is None else (str(year),)
    return [month for one in years for month in book.years.get(one, ())]


def _recent(book: Almanac) -> Iterator[DayLinesView]:
    """The newest stories, as far as there is room."""
    room = _RECENT
    for month in reversed(months_of(book)):
        for day in reversed(book.months[_key(month)]):
            begun = book.begun.get(day.isoformat(), ())
            if room > 0 and begun:
                yield _lines(day, begun, room, book)
            room -= len(begun)
            if room <= 0:
                return


def _key(month: date) -> str:
    return month.isoformat()[:7]


def _lines(day: date, stories: Sequence[Line], most: int, book: Almanac) -> DayLinesView:
    return DayLinesView(
        words=day_words(day, book.locale, "full"),
        address=day_address(day),
        stories=tuple(stories[:most]),
        more=len(stories[most:]),
    )


def year_view(year: int, book: Almanac) -> YearView:
    """A year of the archive."""
    years = years_of(book)
    place = years.index(year)
    links = [None, *(LinkView(text=str(one), address=inside(f"archive/{one:04}/")) for one in years), None]
    months = [month_view(month, book) for month in months_of(book, year)]
    told = {day: len(book.told_on[day.isoformat()]) for one in months_of(book, year) for day in book.months[_key(one)]}
    return YearView(
        words=str(year),
        address=inside(f"archive/{year:04}/"),
        counted=stories_words(sum(month.began for month in months), book.words),
        months=tuple(months),
        strip=strip_view((day for day in told for _ in range(told[day])), Counted.STORIES, book.words),
        before=links[place],
        after=links[place + 2],
    )


def month_view(first: date, book: Almanac) -> MonthView:
    """A month of the archive, by its first day."""
    before, after = book.months_beside[first.isoformat()]
    days = book.months[_key(first)]
    begun = {day: some for day in reversed(days) if (some := book.begun.get(day.isoformat()))}
    number = sum(map(len, begun.values()))
    return MonthView(
        words=month_words(first, book.locale),
        short=format_skeleton("MMM", first, locale=book.locale),
        address=_address(first),
        counted=stories_words(number, book.words),
        began=number,
        number=book.words.number(number),
        days=tuple(_lines(day, some, _MOST if number <= _MOST else _FEW, book) for day, some in begun.items()),
        calendar=_calendar(first, {day: len(book.told_on[day.isoformat()]) for day in days}, book.words),
        before=_month_link(before, book),
        after=_month_link(after, book),
        shelves=(),
    )


def _month_link(first: date | None, book: Almanac) -> LinkView | None:
    return LinkView(text=month_words(first, book.locale), address=_address(first)) if first else None


def _address(first: date) -> Safe:
    return inside(f"archive/{first.year:04}/{first:%m}/")


def _calendar(first: date, told: Mapping[date, int], words: Words) -> CalendarView:
    """The month's weeks, from the day on which weeks begin where the digest's language is spoken."""
    locale = words.locale
    short, whole = (get_day_names(width, "stand-alone", locale) for width in ("short", "wide"))
    opening = locale.first_week_day
    order = [(opening + place) % 7 for place in range(7)]
    start = first - timedelta(days=(first.weekday() - opening) % 7)
    month = [day for day in (first + timedelta(days=place) for place in range(31)) if day.month == first.month]
    most = max(told.get(day, 0) for day in month)
    weeks = ((month[-1] - start).days // 7) + 1
    grid = [[start + timedelta(days=7 * week + place) for place in range(7)] for week in range(weeks)]
    return CalendarView(
        weekdays=tuple((short[day], whole[day]) for day in order),
        weeks=tuple(
            tuple(_date(day, told.get(day, 0), most, words) if day in month else None for day in week) for week in grid
        ),
    )


def _date(day: date, stories: int, most: int, words: Words) -> DateView:
    return DateView(
        number=str(day.day),
        address=day_address(day) if stories else Safe(""),
        told=words.gettext(
            "%(day)s: %(stories)s", day=day_words(day, words.locale), stories=stories_words(stories, words)
        ),
        shade=-(-_SHADES * stories // most) if most else 0,
    )


def undated_view(book: Almanac) -> MonthView | None:
    """The stories without a date, if there are any."""
    stories, words = book.begun.get("", ()), book.words
    if not stories:
        return None
    long = len(stories) > _MOST
    shown = DayLinesView(words="", address=Safe(""), stories=() if long else tuple(stories), more=0)
    return MonthView(
        words=words.gettext("Undated"),
        short="",
        address=inside("archive/undated/"),
        counted=stories_words(len(stories), words),
        began=len(stories),
        number=words.number(len(stories)),
        days=(shown,),
        calendar=None,
        before=None,
        after=None,
        shelves=lettered(stories, lambda story: f"{story.slug}/", most=_MOST) if long else (),
    )
