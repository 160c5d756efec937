"""Days and months by their English names, and which day of the calendar a name means."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBER = {form: number for number, month in enumerate(MONTHS, start=1) for form in (month, month[:3])} | {"sept": 9}
_MONTH = "|".join(sorted(_NUMBER, key=len, reverse=True))
_NTH = r"(?:st|nd|rd|th)?"
_STEMS = tuple(month[:3] for month in MONTHS)  # with one of these begins every name of a month
_ALSO_LATIN = "\u0130\u0131\u017f\u212a"  # signs that count as i, s or k where case makes no difference
_DATE = re.compile(
    rf"\b(?:(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}}){_NTH}(?:,?\s+(?P<year>\d{{4}}))?"
    rf"|(?P<day_before>\d{{1,2}}){_NTH}\s+(?:of\s+)?(?P<month_after>{_MONTH})\.?(?:,?\s+(?P<year_after>\d{{4}}))?"
    rf"|(?P<weekday>{'|'.join(DAYS)}))\b",
    re.IGNORECASE,
)


def days_in(text: str, *, published: date | None) -> frozenset[date]:
    """The days that an English text names in words: "April 22", "22 April 2021", "Thursday".

    A weekday is the nearest such day to the day of publication, and a day without a year is of the nearest year; of an
    article without a date, only whole dates count. Good enough to compare texts by; a reader is shown only what the
    reading room makes certain of.
    """
    return frozenset(day for match in _dates(text) if (day := _day(match, published)))


def _dates(text: str) -> Iterator[re.Match[str]]:
    """The matches of `_DATE`, tried only where one can begin: to try it at every letter takes twenty times as long."""
    lower = text.lower()
    if any(sign in text for sign in _ALSO_LATIN):
        yield from _DATE.finditer(text)
        return
    months = [start for stem in _STEMS for start in _found(stem, lower)]
    starts = {start for name in DAYS for start in _found(name, lower)}.union(months)
    starts.update(start for month in months for start in _days_before(month, lower))
    end = 0
    for start in sorted(starts):
        match = _DATE.match(text, start) if start >= end else None
        if match:
            yield match
            end = match.end()


def _found(stem: str, text: str) -> Iterator[int]:
    start = text.find(stem)
    while start >= 0:
        yield start
        start = text.find(stem, start + 1)


def _days_before(month: int, text: str) -> Iterator[int]:
    """Where the day of the month may begin that stands before its name: "2 may", "22nd of may"."""
    end = _behind_space(month, text)
    if text.endswith("of", 0, end):
        end = _behind_space(end - 2, text)
    if text.endswith(("st", "nd", "rd", "th"), 0, end):
        end -= 2
    if end and text[end - 1].isdecimal():
        yield from range(max(0, end - 2), end)


def _behind_space(end: int, text: str) -> int:
    while end and text[end - 1].isspace():
        end -= 1
    return end


def _day(match: re.Match[str], published: date | None) -> date | None:
    if match["weekday"]:
        return nearest_weekday(DAYS.index(match["weekday"].lower()), published) if published else None
    month = month_number(match["month"] or match["month_after"])
    day = int(match["day"] or match["day_before"])
    year = match["year"] or match["year_after"]
    if year:
        return next(valid(int(year), month, day), None)
    return nearest(month, day, published) if published else None


def month_number(name: str) -> int:
    """The number of a month by its English name or short form, in any case: "Sept." is 9."""
    return _NUMBER[name.lower().rstrip(".")]


def nearest_weekday(weekday: int, to: date) -> date:
    """The nearest such day (Monday is 0), at most three days later or earlier."""
    ahead = (weekday - to.weekday()) % 7
    return to + timedelta(days=ahead if ahead <= 3 else ahead - 7)


def nearest(month: int, day: int, to: date) -> date | None:
    """The nearest day of a month and a day without a year; None where the calendar has no such day."""
    around = [each for shift in (-1, 0, 1) for each in valid(to.year + shift, month, day)]
    return min(around, key=lambda each: abs(each - to), default=None)


def valid(year: int, month: int, day: int) -> Iterator[date]:
    """The date, where the calendar has it."""
    try:
        yield date(year, month, day)
    except ValueError:
        return
