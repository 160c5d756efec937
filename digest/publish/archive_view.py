"""The archive as pages show it: every story once, under the day on which it began."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_skeleton, get_day_names

from digest.publish.addresses import day_address, inside
from digest.publish.almanac import Almanac, story_days
from digest.publish.day_view import Days
from digest.publish.languages import Words
from digest.publish.person_view import newest_first
from digest.publish.safe import Safe
from digest.publish.shelves import Shelf, lettered
from digest.publish.strip import Counted, StripView, strip_view
from digest.publish.views import LinkView, StoryView
from digest.publish.wording import day_words, month_words, stories_words

_RECENT = 60  # stories that the archive's first page lists
_MOST, _FEW = 200, 4  # stories that a month's page lists whole; else of each day
_SHADES = 4  # of a calendar's days

Stories = Mapping[str, StoryView]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLinesView:
    """The stories that began on a day."""

    words: str  # "" for undated ones
    address: Safe  # of the day's page, or ""
    stories: tuple[StoryView, ...]
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
    shelves: tuple[Shelf[StoryView], ...]  # pages by letter, of undated stories that are too many for one


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


def archive_view(days: Days, stories: Stories, book: Almanac) -> ArchiveView:
    """Every story once, under the day of its first trusted article; newest first, undated stories last."""
    began: dict[date | None, list[StoryView]] = defaultdict(list)
    for story in newest_first(book.edition.stories, book):
        began[min(story_days(story, book.zone), default=None)].append(stories[story.id])
    undated = began.pop(None, [])
    dated = {day: began[day] for day in sorted(filter(None, began), reverse=True)}
    told = {day: len({home.story.id for home in homes}) for day, homes in days.items()}
    return ArchiveView(
        counted=stories_words(len(book.edition.stories), book.words),
        recent=tuple(_recent(dated, book)),
        years=tuple(reversed(list(_years(dated, told, book)))),
        undated=_undated(undated, book.words) if undated else None,
    )


def _recent(began: Mapping[date, Sequence[StoryView]], book: Almanac) -> Iterator[DayLinesView]:
    """The newest stories, as far as there is room."""
    room = _RECENT
    for day, stories in began.items():
        if room <= 0:
            return
        yield _lines(day, stories, room, book)
        room -= len(stories)


def _lines(day: date, stories: Sequence[StoryView], most: int, book: Almanac) -> DayLinesView:
    return DayLinesView(
        words=day_words(day, book.locale, "full"),
        address=day_address(day),
        stories=tuple(stories[:most]),
        more=len(stories[most:]),
    )


def _years(began: Mapping[date, Sequence[StoryView]], told: Mapping[date, int], book: Almanac) -> Iterator[YearView]:
    """Earliest first. A month is there if an article of it is, though all its stories began earlier."""
    months = list(_months(began, told, book))
    years = sorted({day.year for day, _ in months})
    links = [LinkView(text=str(year), address=inside(f"archive/{year:04}/")) for year in years]
    for year, link, before, after in zip(years, links, [None, *links], [*links[1:], None], strict=False):
        own = [month for first, month in months if first.year == year]
        number = sum(len(stories) for day, stories in began.items() if day.year == year)
        weekly = [day for day, stories in told.items() if day.year == year for _ in range(stories)]
        yield YearView(
            words=link.text,
            address=link.address,
            counted=stories_words(number, book.words),
            months=tuple(own),
            strip=strip_view(weekly, Counted.STORIES, book.words),
            before=before,
            after=after,
        )


def _months(
    began: Mapping[date, Sequence[StoryView]], told: Mapping[date, int], book: Almanac
) -> Iterator[tuple[date, MonthView]]:
    days: dict[date, dict[date, Sequence[StoryView]]] = {day.replace(day=1): {} for day in told}
    for day, stories in began.items():
        days[day.replace(day=1)][day] = stories
    order = sorted(days)
    links = [LinkView(text=month_words(first, book.locale), address=_address(first)) for first in order]
    for first, before, after in zip(order, [None, *links], [*links[1:], None], strict=False):
        yield first, _month(first, days[first], told, book, before=before, after=after)


def _address(first: date) -> Safe:
    return inside(f"archive/{first.year:04}/{first:%m}/")


def _month(  # noqa: PLR0913 - a month, and those beside it
    first: date,
    days: Mapping[date, Sequence[StoryView]],
    told: Mapping[date, int],
    book: Almanac,
    *,
    before: LinkView | None,
    after: LinkView | None,
) -> MonthView:
    number = sum(map(len, days.values()))
    most = _MOST if number <= _MOST else _FEW
    return MonthView(
        words=month_words(first, book.locale),
        short=format_skeleton("MMM", first, locale=book.locale),
        address=_address(first),
        counted=stories_words(number, book.words),
        began=number,
        number=book.words.number(number),
        days=tuple(_lines(day, stories, most, book) for day, stories in days.items()),
        calendar=_calendar(first, told, book.words),
        before=before,
        after=after,
        shelves=(),
    )


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


def _undated(stories: Sequence[StoryView], words: Words) -> MonthView:
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
        shelves=lettered(stories, lambda story: story.address.removeprefix("stories/"), most=_MOST) if long else (),
    )
