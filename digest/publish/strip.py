"""A strip of bars: how often something happened, week by week, month by month or year by year, as a small drawing."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from babel import Locale

from digest.publish.languages import N_, Words
from digest.publish.wording import articles_words, day_words, month_words, stories_words

_FEWEST, _SHORTEST = 2, 12  # bars that are worth a drawing; places of a strip
_WEEKS, _MONTHS = 53, 60  # places up to which a strip has one for each week, and for each month
_STEP, _WIDEST, _ROOM = 10, 24, 200  # pixels from bar to bar: at least, at most, and what a short strip shares out
_FILLED, _TALLEST, _LEAST = 0.7, 40, 3  # a bar's part of its place; the pixels of most and of one
_NAMED = 12  # places that the description tells one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class StripView:
    """How often something happened, as a drawing."""

    title: str  # "Quotes a week"
    description: str
    width: int
    height: int
    bar: int  # the width of a bar
    path: str  # of the bars, each a stroke from the lower edge upwards
    first: str  # the first day, month or year in words: "6 January 2025", "March 2025", "2019"
    last: str
    most: str  # the highest number, in figures


class Counted(StrEnum):
    """What a strip counts."""

    QUOTES = "quotes"
    ARTICLES = "articles"
    STORIES = "stories"


@dataclass(frozen=True, slots=True)
class _Unit:
    """What a place of a strip stands for."""

    captions: Mapping[Counted, str]
    start: Callable[[date], date]  # the first day of the place that a day is in
    number: Callable[[date], int]  # places are numbered without a gap
    words: Callable[[date, Locale], str]
    told: str  # how many there were, in a sentence


_UNITS = (
    _Unit(
        {
            Counted.QUOTES: N_("Quotes a week"),
            Counted.ARTICLES: N_("Articles a week"),
            Counted.STORIES: N_("Stories a week"),
        },
        lambda day: day - timedelta(days=day.weekday()),
        lambda day: (day.toordinal() - 1) // 7,
        day_words,
        N_("%(counted)s in the week of %(time)s"),
    ),
    _Unit(
        {
            Counted.QUOTES: N_("Quotes a month"),
            Counted.ARTICLES: N_("Articles a month"),
            Counted.STORIES: N_("Stories a month"),
        },
        lambda day: day.replace(day=1),
        lambda day: 12 * day.year + day.month,
        month_words,
        N_("%(counted)s in %(time)s"),
    ),
    _Unit(
        {
            Counted.QUOTES: N_("Quotes a year"),
            Counted.ARTICLES: N_("Articles a year"),
            Counted.STORIES: N_("Stories a year"),
        },
        lambda day: day.replace(month=1, day=1),
        lambda day: day.year,
        lambda day, _: str(day.year),
        N_("%(counted)s in %(time)s"),
    ),
)


def strip_view(days: Iterable[date], what: Counted, words: Words) -> StripView | None:
    """Draw when something happened; `days` has the day of each time.

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
    step = max(_STEP, min(_WIDEST, _ROOM // (last - first + 1)))
    return StripView(
        title=words.gettext(unit.captions[what]),
        description=_told(places, unit, what, words),
        width=step * (last - first + 1),
        height=_TALLEST + 1,
        bar=round(_FILLED * step),
        path=_path({unit.number(start) - first: number for start, number in places.items()}, step, most),
        first=unit.words(min(counted), words.locale),
        last=unit.words(max(counted), words.locale),
        most=words.number(most),
    )


def _unit(first: date, last: date) -> _Unit:
    week, month, year = _UNITS
    if week.number(last) - week.number(first) < _WEEKS:
        return week
    return month if month.number(last) - month.number(first) < _MONTHS else year


def _path(heights: dict[int, int], step: int, most: int) -> str:
    """One stroke a bar; the busiest place reaches the upper edge."""
    return "".join(
        f"M{step * place + step / 2:g} {_TALLEST}V{_TALLEST - max(_LEAST, _TALLEST * number // most)}"
        for place, number in heights.items()
    )


def _told(places: Counter[date], unit: _Unit, what: Counted, words: Words) -> str:
    shown = list(places.items())[-_NAMED:]
    earlier = places.total() - sum(number for _, number in shown)
    told = [words.gettext("%(counted)s earlier", counted=_counted(earlier, what, words))] if earlier else []
    for start, number in shown:
        time = unit.words(start, words.locale)
        told.append(words.gettext(unit.told, counted=_counted(number, what, words), time=time))
    return "; ".join(told)


def _counted(number: int, what: Counted, words: Words) -> str:
    if what is Counted.QUOTES:
        return words.ngettext("%(num)s quote", "%(num)s quotes", number)
    return articles_words(number, words) if what is Counted.ARTICLES else stories_words(number, words)
