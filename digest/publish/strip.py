"""A strip of bars: how often something happened, week by week, month by month or year by year, as a small drawing."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from babel import Locale

from digest.publish.wording import count, day_words, month_words

_FEWEST, _SHORTEST = 2, 12  # bars that are worth a drawing; places of a strip
_WEEKS, _MONTHS = 53, 60  # places up to which a strip has one for each week, and for each month
_STEP, _BAR, _TALLEST, _LEAST = 10, 7, 40, 3  # pixels: from bar to bar, a bar's width, the height of most and of one
_NAMED = 12  # places that the description tells one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class StripView:
    """How often something happened, as a drawing."""

    title: str
    description: str
    width: int
    height: int
    bar: int  # the width of a bar
    path: str  # of the bars, each a stroke from the lower edge upwards
    caption: str  # "Quotes a week"
    first: str  # the first day, month or year in words: "6 January 2025", "March 2025", "2019"
    last: str
    most: str  # the highest number, in figures


@dataclass(frozen=True, slots=True)
class _Unit:
    """What a place of a strip stands for."""

    name: str
    start: Callable[[date], date]  # the first day of the place that a day is in
    number: Callable[[date], int]  # places are numbered without a gap
    words: Callable[[date, Locale], str]
    told: str  # before the words, in a sentence


_UNITS = (
    _Unit(
        "week",
        lambda day: day - timedelta(days=day.weekday()),
        lambda day: (day.toordinal() - 1) // 7,
        day_words,
        "in the week of ",
    ),
    _Unit("month", lambda day: day.replace(day=1), lambda day: 12 * day.year + day.month, month_words, "in "),
    _Unit("year", lambda day: day.replace(month=1, day=1), lambda day: day.year, lambda day, _: str(day.year), "in "),
)


def strip_view(days: Iterable[date], title: str, noun: tuple[str, str], locale: Locale) -> StripView | None:
    """Draw when something happened; `days` has the day of each time, `noun` is it in the singular and the plural.

    Nothing is drawn where all is of one week. The strip ends where the days end, not today: it changes with them alone.
    """
    counted = Counter(days)
    if not counted:
        return None
    unit = _unit(min(counted), max(counted))
    places: Counter[date] = Counter()
    for day, number in sorted(counted.items()):
        places[unit.start(day)] += number
    if len(places) < _FEWEST:
        return None
    last = unit.number(max(places))
    first = min(unit.number(min(places)), last - _SHORTEST + 1) if unit is _UNITS[0] else unit.number(min(places))
    most = max(places.values())
    return StripView(
        title=f"{title}, {unit.name} by {unit.name}",
        description=_told(places, unit, noun, locale),
        width=_STEP * (last - first + 1) - (_STEP - _BAR),
        height=_TALLEST + 1,
        bar=_BAR,
        path=_path({unit.number(start) - first: number for start, number in places.items()}, most),
        caption=f"{noun[1].capitalize()} a {unit.name}",
        first=unit.words(min(counted), locale),
        last=unit.words(max(counted), locale),
        most=f"{most:,}",
    )


def _unit(first: date, last: date) -> _Unit:
    week, month, year = _UNITS
    if week.number(last) - week.number(first) < _WEEKS:
        return week
    return month if month.number(last) - month.number(first) < _MONTHS else year


def _path(heights: dict[int, int], most: int) -> str:
    """One stroke a bar; the busiest place reaches the upper edge."""
    return "".join(
        f"M{_STEP * place + _BAR / 2:g} {_TALLEST}V{_TALLEST - max(_LEAST, _TALLEST * number // most)}"
        for place, number in heights.items()
    )


def _told(places: Counter[date], unit: _Unit, noun: tuple[str, str], locale: Locale) -> str:
    shown = list(places.items())[-_NAMED:]
    earlier = places.total() - sum(number for _, number in shown)
    told = [f"{count(number, *noun)} {unit.told}{unit.words(start, locale)}" for start, number in shown]
    return "; ".join(([f"{count(earlier, *noun)} earlier"] if earlier else []) + told)
