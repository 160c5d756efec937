"""Which days a date expression means, seen from the day of the article."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from digest.dates import DAYS, month_number, nearest, nearest_weekday, valid
from digest.nouns import DayPrecision, Resolved
from digest.reading.date_words import NUMBERS

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_UNSURE = 6  # days: the day after a Thursday's article, told as past, is a slip of its date rather than last Friday
_SURE = 2  # days from the article to a weekday whose direction nothing tells
_NEAR = 45  # days from the article to a day without a year whose direction nothing tells
_MOST = 9  # of a count of years that is no round number
_NTHS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Where a date expression is read from."""

    published: date | None  # the article's trusted day
    direction: int  # -1: the text speaks of what was, 1: of what comes, 0: nothing tells
    anchor: date | None = None  # the one other day that the text has just named


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The days that an expression means."""

    first: date
    last: date
    precision: DayPrecision
    resolved: Resolved


def meaning(kind: str, match: re.Match[str], seen: Seen) -> Meant | None:
    """The days that a form of `date_words.FORMS` means; None where they are not certain."""
    reader = _READERS.get(kind)
    return reader(match, seen) if reader else None


def _one(day: date | None, resolved: Resolved = Resolved.PUBLISHED) -> Meant | None:
    return Meant(first=day, last=day, precision=DayPrecision.DAY, resolved=resolved) if day else None


def _whole_date(year: int, month: int, day: int) -> date | None:
    return next(valid(year, month, day), None)


def _numeric(match: re.Match[str], _seen: Seen) -> Meant | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if "month" in parts:
        return _one(_whole_date(year, int(parts["month"]), int(parts["day"])), Resolved.WHOLE)
    first, second = int(parts["a"]), int(parts["b"])
    if parts["mark"] == "." or first == second:
        return _one(_whole_date(year, second, first), Resolved.WHOLE)
    if first <= 12 and second <= 12:  # the day or the month may come first
        return None
    return _one(_whole_date(year, *((second, first) if first > 12 else (first, second))), Resolved.WHOLE)


def _day(match: re.Match[str], seen: Seen) -> Meant | None:
    month, number = month_number(match["month"]), int(match["day"])
    weekday = DAYS.index(match["weekday"].lower()) if match["weekday"] else None
    if match["year"]:
        day = _whole_date(int(match["year"]), month, number)
        return _one(day, Resolved.WHOLE) if weekday is None or (day and day.weekday() == weekday) else None
    if seen.published is None:
        return None
    if weekday is not None:
        around = [day for shift in (-1, 0, 1) for day in valid(seen.published.year + shift, month, number)]
        return _one(next((day for day in around if day.weekday() == weekday), None))
    return _one(_towards(month, number, seen))


def _towards(month: int, number: int, seen: Seen) -> date | None:
    """The day without a year in the direction that the text speaks of: the nearest one, if nothing tells."""
    if seen.published is None:
        return None
    close = nearest(month, number, seen.published)
    if close is None or abs((close - seen.published).days) <= _NEAR:
        return close
    if not seen.direction:
        return None
    ahead = [day for shift in (-1, 0, 1) for day in valid(seen.published.year + shift, month, number)]
    if seen.direction < 0:
        return max((day for day in ahead if day <= seen.published), default=None)
    return min((day for day in ahead if day >= seen.published), default=None)


def _span(match: re.Match[str], seen: Seen) -> Meant | None:
    named = match["month2"] or match["month"]
    if match["and"] and not match[0].lower().startswith("between"):
        return None
    last_month, first_month = month_number(named), month_number(match["month"] or named)
    year = int(match["year"]) if match["year"] else None
    last = _whole_date(year, last_month, int(match["day2"])) if year else _towards(last_month, int(match["day2"]), seen)
    if last is None:
        return None
    first = _whole_date(last.year, first_month, int(match["day"]))
    if first is None or not first < last:
        return None
    resolved = Resolved.WHOLE if year else Resolved.PUBLISHED
    return Meant(first=first, last=last, precision=DayPrecision.SPAN, resolved=resolved)


def _years(match: re.Match[str], _seen: Seen) -> Meant | None:
    first, last = int(match["year"]), int(match["year2"])
    if first >= last:
        return None
    return Meant(first=date(first, 1, 1), last=date(last, 12, 31), precision=DayPrecision.SPAN, resolved=Resolved.WHOLE)


def _month_of(year: int, month: int, resolved: Resolved) -> Meant:
    after = date(year + month // 12, month % 12 + 1, 1)
    return Meant(first=date(year, month, 1), last=after - _DAY, precision=DayPrecision.MONTH, resolved=resolved)


def _month(match: re.Match[str], seen: Seen) -> Meant | None:
    parts, month = match.groupdict(), month_number(match["month"])
    if parts.get("year"):
        return _month_of(int(parts["year"]), month, Resolved.WHOLE)
    if seen.published is None:
        return None
    year, now = seen.published.year, seen.published.month
    which = (parts.get("which") or "").lower()
    if which and match[0].endswith("year"):
        return _month_of(year + {"last": -1, "this": 0, "next": 1}[which], month, Resolved.PUBLISHED)
    if which:  # "last May" is this year's or last year's; certain where this year's has not come
        sure = {"last": month > now, "next": month < now, "this": True}[which]
        shift = {"last": -1, "next": 1, "this": 0}[which]
        return _month_of(year + shift, month, Resolved.PUBLISHED) if sure else None
    direction = {"since": -1, "by": 1, "until": 1, "till": 1}.get(parts["before"].lower(), 0) or seen.direction
    passed = {-1: month > now, 1: month < now}.get(direction)
    return None if passed is None else _month_of(year + direction * passed, month, Resolved.PUBLISHED)


def _quarter(match: re.Match[str], _seen: Seen) -> Meant | None:
    nth = _NTHS.get(match["nth"].lower()) or int(match["nth"])
    return _quarter_of(int(match["year"]), nth, Resolved.WHOLE)


def _quarter_of(year: int, nth: int, resolved: Resolved) -> Meant:
    last = _month_of(year, 3 * nth, resolved).last
    return Meant(first=date(year, 3 * nth - 2, 1), last=last, precision=DayPrecision.QUARTER, resolved=resolved)


def _year(match: re.Match[str], _seen: Seen) -> Meant | None:
    return _year_of(int(match["year"]), Resolved.WHOLE)


def _year_of(year: int, resolved: Resolved) -> Meant:
    return Meant(first=date(year, 1, 1), last=date(year, 12, 31), precision=DayPrecision.YEAR, resolved=resolved)


def _weekday(match: re.Match[str], seen: Seen) -> Meant | None:
    published = seen.published
    if published is None or match["other"]:
        return None
    weekday = DAYS.index(match["weekday"].lower())
    which = " ".join((match["which"] or "").lower().split())
    behind, ahead = (published.weekday() - weekday) % 7, (weekday - published.weekday()) % 7
    if which in {"last", "next"}:  # on a Friday, "last Thursday" is yesterday to some and last week's to others
        sure = not behind or (behind > published.weekday() if which == "last" else ahead > 6 - published.weekday())
        return _one(published + (-(behind or 7) if which == "last" else ahead or 7) * _DAY) if sure else None
    if not which and {-1: behind, 1: ahead}.get(seen.direction) == _UNSURE:
        return None
    if which == "this past" or (seen.direction < 0 and not which):
        return _one(published - (behind or 7 * bool(which)) * _DAY)
    if which == "this coming" or seen.direction > 0:
        return _one(published + (ahead or 7 * (which == "this coming")) * _DAY)
    close = nearest_weekday(weekday, published)
    return _one(close) if abs((close - published).days) <= _SURE else None


def _near(match: re.Match[str], seen: Seen) -> Meant | None:
    word = " ".join(match["word"].lower().split())
    if seen.published is None or (word == "today" and not seen.direction):  # "today" is also these days
        return None
    return _one(seen.published + {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(word, 0) * _DAY)


def _unit(match: re.Match[str], seen: Seen) -> Meant | None:
    if seen.published is None:
        return None
    which, unit = match["which"].lower(), match["unit"].lower()
    if unit == "weekend":
        return _weekend(which, seen.published, seen.direction)
    shift = {"last": -1, "this": 0, "next": 1}[which]
    year, month = seen.published.year, seen.published.month
    if unit == "week":
        monday = seen.published - seen.published.weekday() * _DAY + shift * _WEEK
        return Meant(first=monday, last=monday + 6 * _DAY, precision=DayPrecision.WEEK, resolved=Resolved.PUBLISHED)
    if unit == "year":
        return _year_of(year + shift, Resolved.PUBLISHED)
    if unit == "quarter":
        nth = year * 4 + (month - 1) // 3 + shift
        return _quarter_of(nth // 4, nth % 4 + 1, Resolved.PUBLISHED)
    ordinal = year * 12 + month - 1 + shift
    return _month_of(ordinal // 12, ordinal % 12 + 1, Resolved.PUBLISHED)


def _weekend(which: str, published: date, direction: int) -> Meant | None:
    """Saturday and Sunday: "last weekend" said on one, and "next weekend" said before one, are of two minds."""
    coming = published - published.weekday() * _DAY + 5 * _DAY
    resting = published.weekday() >= 5
    if which == "next" or (which == "last" and resting) or (which in {"the", "this"} and not direction):
        return None
    saturday = coming if resting or (direction > 0 and which != "last") else coming - _WEEK
    return Meant(first=saturday, last=saturday + _DAY, precision=DayPrecision.SPAN, resolved=Resolved.PUBLISHED)


def _ago(match: re.Match[str], seen: Seen) -> Meant | None:
    if seen.published is None:
        return None
    words = " ".join(match["count"].lower().split())
    count, unit = NUMBERS.get(words) or int(words), match["unit"]
    if count > _MOST or words == "a couple of" or (count == 1 and unit == "day"):
        return None if unit != "day" or words == "a couple of" else _one(seen.published - count * _DAY)
    if unit == "day":
        return _one(seen.published - count * _DAY)
    if unit == "week":
        monday = seen.published - seen.published.weekday() * _DAY - count * _WEEK
        return Meant(first=monday, last=monday + 6 * _DAY, precision=DayPrecision.WEEK, resolved=Resolved.PUBLISHED)
    if unit == "month":
        ordinal = seen.published.year * 12 + seen.published.month - 1 - count
        return _month_of(ordinal // 12, ordinal % 12 + 1, Resolved.PUBLISHED)
    return _year_of(seen.published.year - count, Resolved.PUBLISHED)


def _from(match: re.Match[str], seen: Seen) -> Meant | None:
    if seen.anchor is None:
        return None
    words = " ".join((match.groupdict().get("count") or "one").lower().split())
    count = NUMBERS.get(words) or int(words)
    back = match["way"].startswith(("earlier", "day before", "previous"))
    return _one(seen.anchor + (-count if back else count) * _DAY, Resolved.TEXT) if words != "a couple of" else None


_READERS: dict[str, Callable[[re.Match[str], Seen], Meant | None]] = {
    "ago": _ago,
    "day": _day,
    "from": _from,
    "month": _month,
    "near": _near,
    "numeric": _numeric,
    "quarter": _quarter,
    "span": _span,
    "unit": _unit,
    "weekday": _weekday,
    "year": _year,
    "years": _years,
}
