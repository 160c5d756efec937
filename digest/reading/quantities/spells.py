"""The time that a clause gives a figure for: a day, a week, a month, a quarter or a year."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from digest.numerals import CARDINALS

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_SHORT = {month[:3].capitalize(): number for number, month in enumerate(_MONTHS, 1)} | {"Sept": 9}
_MONTH = "|".join((*(month.capitalize() for month in _MONTHS), *_SHORT))
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_RECENT = timedelta(days=180)
_ONES = "|".join(("one", "a", *CARDINALS))
_SPELL = re.compile(
    rf"""
      \b(?P<month>{_MONTH})\b\.?[ ](?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?[ ](?P<year>(?:19|20)\d\d))?
    | \b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?[ ](?:of[ ])?(?P<month2>{_MONTH})\b\.?(?:,?[ ](?P<year2>(?:19|20)\d\d))?
    | \b(?i:in|during|since|for|of|last|this|by|until)[ ](?:early[ ]|late[ ]|mid-)?
        (?P<month3>{_MONTH})\b\.?(?:,?[ ](?:of[ ])?(?P<year3>(?:19|20)\d\d))?
    | \b(?P<which>(?i:last|next|this|previous|past))[ ](?P<unit>week|month|year|quarter)\b
    | \b(?P<nth>first|second|third|fourth|last)[ -]quarter\b
        (?:[ ](?:of[ ])?(?P<of>(?:19|20)\d\d|this[ ]year|last[ ]year))?
    | \b[Qq](?P<q>[1-4])\b(?:[ ](?P<of2>(?:19|20)\d\d))?
    | \b(?:(?P<last>last|next)[ ])?(?:on[ ])?(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b(?!s)
    | \b(?P<near>(?i:today|yesterday|tomorrow|tonight|overnight))\b | \b[Ll]ast[ ](?P<night>night)\b
    | \b(?i:in|during|by|of|since|for|until)[ ](?:fiscal[ ])?(?P<only>(?:19|20)\d\d)\b(?![-–/,]\d)
    | \b(?P<ago>\d+|{_ONES})[ ](?P<ago_unit>day|week|month|year)s?[ ](?:ago|earlier)\b
    """,
    re.VERBOSE,
)


_BUSINESS = re.compile(  # where a quarter is one of a year, not of a match
    r"profit|revenue|sales|earning|growth|grew|econom|gdp|export|import|inflation|shipment|deliver|output|budget|deficit"
    r"|loss of|spending|invest|unemployment|compan|bank|fiscal|income|customer|subscriber|year",
    re.IGNORECASE,
)


class Spell(NamedTuple):
    """A stretch of time, and where the text gives it."""

    start: int
    end: int
    first: date
    last: date
    since: bool  # it only begins then


def spells(text: str, start: int, end: int, published: date | None) -> list[Spell]:
    """The times that `text[start:end]` gives, in order; relative ones from the day of publication."""
    found = []
    business = _BUSINESS.search(text, start, end) is not None
    for match in _SPELL.finditer(text, start, end):
        days = _days(match, published)
        if days is not None and (business or not (match["nth"] or match["q"])):
            before = text[max(start, match.start() - 7) : match.start()].lower() + match[0].lower()
            found.append(Spell(match.start(), match.end(), *days, since="since " in before[: len(before)][:14]))
    return found


def _days(match: re.Match[str], published: date | None) -> tuple[date, date] | None:  # noqa: PLR0911 - one a form
    if match["month"] or match["month2"]:
        month = _number(match["month"] or match["month2"])
        return _day(match["year"] or match["year2"], month, int(match["day"] or match["day2"]), published)
    if match["month3"]:
        return _month(match["year3"], _number(match["month3"]), published)
    if match["only"]:
        return _year(int(match["only"]))
    if published is None:
        return None
    if match["unit"]:
        return _relative(match["which"].lower(), match["unit"], published)
    if match["nth"] or match["q"]:
        return _quarter(match, published)
    if match["ago"]:
        return _ago(match["ago"], match["ago_unit"], published)
    shift = {"yesterday": -1, "tomorrow": 1, "overnight": 0}.get((match["near"] or "").lower(), 0)
    if match["night"]:
        shift = -1
    if match["weekday"]:
        shift = _to_weekday(match["weekday"].lower(), published, ahead=match["last"] == "next")
    return (published + timedelta(days=shift),) * 2


def _number(month: str) -> int:
    return _SHORT.get(month) or _SHORT[month[:3]]


def _to_weekday(name: str, published: date, *, ahead: bool) -> int:
    """News tells what was: a weekday is the last such day, the day of publication included."""
    behind = (published.weekday() - _DAYS.index(name)) % 7
    return 7 - behind if ahead else -behind


def _day(year: str | None, month: int, day: int, published: date | None) -> tuple[date, date] | None:
    years = [int(year)] if year else [published.year + shift for shift in (-1, 0, 1)] if published else []
    found = [date(one, month, day) for one in years if 1 <= day <= monthrange(one, month)[1]]
    if not found:
        return None
    best = min(found, key=lambda one: abs(one - published)) if published else found[0]
    return best, best


def _month(year: str | None, month: int, published: date | None) -> tuple[date, date] | None:
    if not year and not published:
        return None
    chosen = int(year) if year else 0
    if published and not year:  # the nearest such month that is not far ahead
        chosen = published.year if month <= published.month + 2 else published.year - 1
    return date(chosen, month, 1), date(chosen, month, monthrange(chosen, month)[1])


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _relative(which: str, unit: str, published: date) -> tuple[date, date]:
    shift = {"last": -1, "previous": -1, "past": -1, "next": 1, "this": 0}[which]
    if unit == "week":
        monday = published + timedelta(days=7 * shift - published.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "year":
        return _year(published.year + shift)
    if unit == "month":
        index = published.year * 12 + published.month - 1 + shift
        return _months(index, 1)
    index = published.year * 4 + (published.month - 1) // 3 + shift
    return _months(index * 3, 3)


def _months(index: int, count: int) -> tuple[date, date]:
    """The days of `count` months, counted from the month 12 * year + month - 1."""
    last = index + count - 1
    return date(index // 12, index % 12 + 1, 1), date(
        last // 12, last % 12 + 1, monthrange(last // 12, last % 12 + 1)[1]
    )


def _quarter(match: re.Match[str], published: date) -> tuple[date, date] | None:
    """Without a year the quarter that ended last, if that is not long ago: it may be one of a financial year."""
    quarter = _QUARTERS[match["nth"]] if match["nth"] else int(match["q"])
    of = match["of"] or match["of2"] or ""
    if of:
        year = int(of) if of.isdigit() else published.year - (of == "last year")
        return _months(year * 12 + 3 * (quarter - 1), 3)
    ended = [_months((published.year - back) * 12 + 3 * (quarter - 1), 3) for back in (0, 1)]
    return next((one for one in ended if timedelta(0) < published - one[1] < _RECENT), None)


def _ago(count: str, unit: str, published: date) -> tuple[date, date] | None:
    number = int(count) if count.isdigit() else int({"one": 1, "a": 1}.get(count) or CARDINALS[count])
    if number > 1000:
        return None
    if unit == "day":
        return (published - timedelta(days=number),) * 2
    if unit == "week":
        return _relative("this", "week", published - timedelta(weeks=number))
    if unit == "month":
        return _months(published.year * 12 + published.month - 1 - number, 1)
    return _year(published.year - number)


def within(found: list[Spell], places: set[int], starts: dict[int, int]) -> Iterator[Spell]:
    """Those of some times whose words belong to a clause: `places` are token indices, `starts` offsets to indices."""
    yield from (one for one in found if any(at in starts and starts[at] in places for at in range(one.start, one.end)))
