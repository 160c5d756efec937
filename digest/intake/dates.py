"""Dates as pages print them: a day, perhaps a time, perhaps a zone, and nothing guessed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import cache

from digest.intake.zones import Places, offset_of
from digest.nouns import Moment, Origin, Precision

EARLIEST_YEAR, LATEST_YEAR = 1995, 2100  # no clock: whether a date lies ahead is judged beside the other articles
MIDNIGHT = time()
MAX_LENGTH = 400  # characters of a line that are looked at
MAX_BETWEEN = 5  # characters between a day and its time: "at", "um", "a las", "pukul"

MONTH_LOCALES = ("en", "de", "es", "fr", "id", "it", "ms", "nl", "pt")
CLOCK = re.compile(
    r"(?:\b|(?<=(?:19|20)\d\d))(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::\d{2})?\s*(?P<half>[ap]\.?m\b\.?)?\s*(?:hrs)?\s*\(?"
    r"(?P<zone>(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d{2})?|[+-]\d{2}:?\d{2}|[A-Z]{1,4}T\b|UTC\b|MSK\b|WIB\b|WITA\b)?",
    re.IGNORECASE,
)
ISO = re.compile(
    r"\b(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[T ](?P<hour>\d{2}):(?P<minute>\d{2})"
    r"(?::\d{2}(?:\.\d{1,12})?)?\s?(?P<zone>Z|[+-]\d{2}:?\d{2}|UTC|GMT)?)?(?![\d-])"
)
COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:T?(?P<hour>\d\d):?(?P<minute>\d\d)(?::?\d\d)?(?P<zone>Z)?)?"
)
EPOCH = re.compile(r"\d{9,10}(?:\d{3})?")
NUMERIC = re.compile(r"(?<![\d./-])(?P<a>\d{1,2})(?P<mark>[./-])(?P<b>\d{1,2})(?P=mark)(?P<year>\d{4})(?![\d/-])")
YEAR_FIRST = re.compile(r"(?<![\d./-])(?P<year>(?:19|20)\d{2})[./](?P<month>\d{1,2})[./](?P<day>\d{1,2})(?![\d./-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A date in a line, with the words that it was read from."""

    at: datetime  # naive: as printed
    minutes: bool  # whether a time of day was printed
    zone: str  # as printed, or ""
    words: str
    start: int
    end: int


@cache
def _months() -> dict[str, int]:
    from babel.dates import get_month_names

    names: dict[str, int] = {"sept": 9}
    for locale in MONTH_LOCALES:
        for width in ("wide", "abbreviated"):
            table = dict(get_month_names(width, "format", locale))
            names.update({name.lower().rstrip("."): int(number) for number, name in table.items()})
    return names


@cache
def _worded() -> tuple[re.Pattern[str], ...]:
    month = "|".join(sorted((re.escape(name) for name in _months()), key=lambda name: (-len(name), name)))
    # Copied pages glue neighbours: "Jane DoeMay 3, 2024", "May 3, 20246:01 PM".
    year = r"(?P<year>(?:19|20)\d{2})(?=\b|(?-i:[A-Z])|\d{1,2}:\d\d)"
    edge = r"(?:\b|(?-i:(?<=[a-z0-9])(?=[A-Z])))"
    return (
        re.compile(rf"{edge}(?P<month>{month})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+{year}", re.IGNORECASE),
        re.compile(
            rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s-]+(?:of |de )?(?P<month>{month})\b\.?,?[\s-]+(?:de )?{year}",
            re.IGNORECASE,
        ),
    )


def load() -> None:
    """Make the patterns now, and not with the first line."""
    _worded()


def dates_in(line: str, *, day_first: bool | None = None) -> tuple[Found, ...]:
    """All dates of a line, in order, with the time and zone that stand beside each.

    `day_first`: how the page writes dates with slashes, see `slash_order`; None: not known, and 03/04/2024 is no date.
    """
    line = line[:MAX_LENGTH]
    if not any(char.isdigit() for char in line):
        return ()
    found: list[Found] = []
    for pattern in (ISO, YEAR_FIRST, NUMERIC, *_worded()):
        for match in pattern.finditer(line):
            if not any(other.start < match.end() and match.start() < other.end for other in found):
                one = _found(line, match, day_first)
                found += [one] if one else []
    return tuple(sorted(found, key=lambda one: one.start))


def stated_date(value: str) -> Found | None:
    """The date that a machine's value states: printed in any way, as 20240227T1030Z, or in seconds since 1970."""
    value = value.strip()
    if EPOCH.fullmatch(value):
        seconds = int(value[:-3] if len(value) > 10 else value)
        at = datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None, second=0)
        known = EARLIEST_YEAR <= at.year <= LATEST_YEAR
        return Found(at=at, minutes=True, zone="Z", words=value, start=0, end=len(value)) if known else None
    compact = COMPACT.fullmatch(value)
    found = _found(value, compact, None) if compact else next(iter(dates_in(value)), None)
    # Midnight is what systems write that know the day alone.
    return replace(found, minutes=False) if found and found.at.time() == MIDNIGHT else found


def slash_order(texts: Iterable[str]) -> bool | None:
    """Whether a page writes the day first in dates with slashes, as far as its own dates tell without doubt."""
    orders = {
        int(found["a"]) > 12
        for text in texts
        for found in NUMERIC.finditer(text[:MAX_LENGTH])
        if found["mark"] == "/" and (12 < int(found["a"]) <= 31) != (12 < int(found["b"]) <= 31)
    }
    return orders.pop() if len(orders) == 1 else None


def _found(line: str, match: re.Match[str], day_first: bool | None) -> Found | None:  # noqa: FBT001
    parts = match.groupdict()
    if "a" in parts:
        month, day = _month_and_day(int(parts["a"]), int(parts["b"]), parts["mark"], day_first)
    else:
        word = parts["month"].lower().rstrip(".")
        month, day = (int(word) if word.isdigit() else _months()[word]), int(parts["day"])
    start, end, hour, minute, zone = match.start(), match.end(), None, 0, ""
    if parts.get("hour"):
        hour, minute, zone = int(parts["hour"]), int(parts["minute"]), parts["zone"] or ""
    elif clock := _clock_beside(line, match):
        hour, minute, zone = _hour(clock), int(clock["minute"]), clock["zone"] or ""
        start, end = min(start, clock.start()), max(end, clock.end())
    try:
        at = datetime(int(parts["year"]), month, day, hour or 0, minute)  # noqa: DTZ001 - as printed, the zone is read apart
    except ValueError:
        return None
    if not EARLIEST_YEAR <= at.year <= LATEST_YEAR:
        return None
    return Found(
        at=at, minutes=hour is not None, zone=zone.strip(), words=line[start:end].strip(" ("), start=start, end=end
    )


def _month_and_day(first: int, second: int, mark: str, day_first: bool | None) -> tuple[int, int]:  # noqa: FBT001
    """Day first, unless only the other order is a date; with slashes, where both are, as the page does (0 fails)."""
    if second > 12:
        return first, second
    if first > 12 or mark != "/" or first == second or day_first:
        return second, first
    return (0, 0) if day_first is None else (first, second)


def _clock_beside(line: str, match: re.Match[str]) -> re.Match[str] | None:
    """The time of day just after or just before a date."""
    after = CLOCK.search(line, match.end(), match.end() + 30)
    if after and len(line[match.end() : after.start()].strip(" ,|@-–—•·")) <= MAX_BETWEEN:
        return after
    before = list(CLOCK.finditer(line, max(0, match.start() - 40), match.start()))
    if before and len(line[before[-1].end() : match.start()].strip(" ,|-–—•·)")) <= MAX_BETWEEN:
        return before[-1]
    return None


def _hour(clock: re.Match[str]) -> int:
    hour = int(clock["hour"])
    half = (clock["half"] or "").lower()
    if half.startswith("p") and hour < 12:
        return hour + 12
    return 0 if half.startswith("a") and hour == 12 else hour


def moment(found: Found, *, origin: Origin, evidence: str = "", places: Places = ()) -> Moment:
    """A date as a moment; without a certain zone only the printed day. `places`: see `zones.offset_of`."""
    evidence = evidence or found.words
    zone = offset_of(found.zone, found.at, places)
    if found.minutes and zone.minutes is not None:
        at = (found.at - timedelta(minutes=zone.minutes)).replace(tzinfo=UTC)
        evidence += zone.note
        return Moment(at=at, precision=Precision.MINUTE, origin=origin, evidence=evidence, offset_minutes=zone.minutes)
    day = found.at.replace(hour=0, minute=0, tzinfo=UTC)
    return Moment(at=day, precision=Precision.DAY, origin=origin, evidence=evidence + zone.note * found.minutes)
