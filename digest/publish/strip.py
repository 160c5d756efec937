"""A strip of weeks: how often somebody is quoted, as a small drawing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from babel import Locale

from digest.publish.wording import count, day_words

_WEEK = timedelta(days=7)
_FEWEST = 2  # weeks with quotes: one alone needs no drawing
_SHORTEST = 12  # weeks of a strip
_MOST = 52  # weeks, the latest ones
_STEP, _BAR, _TALLEST, _LEAST = 8, 6, 24, 3  # pixels: from week to week, a bar's width, the height of most and of one
_NAMED = 12  # weeks that the description tells one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class BarView:
    """One week in a strip of weeks."""

    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StripView:
    """How often somebody is quoted, week by week, as a drawing."""

    title: str
    description: str
    width: int
    bars: tuple[BarView, ...]  # weeks with quotes
    first: str  # the first week's Monday, in words
    last: str


def strip_view(name: str, days: Iterable[date], until: date | None, locale: Locale) -> StripView | None:
    """Draw in which weeks somebody was quoted, up to the edition's own: a year of them; nothing where it was one week.

    `days` has the day of each quote. Bars rise from the lower edge; the busiest week reaches the upper one.
    """
    weeks = Counter(day - timedelta(days=day.weekday()) for day in days)
    if len(weeks) < _FEWEST:
        return None
    last = max(*weeks, until - timedelta(days=until.weekday()) if until else date.min)
    first = max(min(*weeks, last - (_SHORTEST - 1) * _WEEK), last - (_MOST - 1) * _WEEK)
    shown = {week: number for week, number in sorted(weeks.items()) if week >= first}
    if len(shown) < _FEWEST:
        return None
    most = max(shown.values())
    heights = {week: max(_LEAST, _TALLEST * number // most) for week, number in shown.items()}
    return StripView(
        title=f"How often {name} is quoted, week by week",
        description=_told(shown, locale),
        width=_STEP * ((last - first) // _WEEK + 1) - (_STEP - _BAR),
        bars=tuple(
            BarView(x=_STEP * ((week - first) // _WEEK), y=_TALLEST - height, height=height)
            for week, height in heights.items()
        ),
        first=day_words(first, locale),
        last=day_words(last, locale),
    )


def _told(shown: dict[date, int], locale: Locale) -> str:
    listed = list(shown.items())[-_NAMED:]
    weeks = [f"{count(number, 'quote')} in the week of {day_words(week, locale)}" for week, number in listed]
    earlier = sum(shown.values()) - sum(number for _, number in listed)
    return "; ".join(([f"{count(earlier, 'quote')} earlier"] if earlier else []) + weeks)
