"""Dates as pages print them: a day, perhaps a time, perhaps a zone, and nothing guessed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from digest.nouns import Moment, Origin, Precision

EARLIEST_YEAR, LATEST_YEAR = 1995, 2100  # no clock: whether a date lies ahead is judged beside the other articles
MAX_LENGTH = 400  # characters of a line that are looked at

MONTH_LOCALES = ("en", "de", "es", "fr", "id", "it", "ms", "nl", "pt")
ZONES: dict[str, float | None] = {  # hours from UTC, where an abbreviation has one meaning in the press
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "EST": -5, "EDT": -4, "ET": None, "CDT": -5, "MDT": -6, "PST": -8, "PDT": -7,
    "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "SAST": 2, "EAT": 3, "WAT": 1, "PKT": 5, "NPT": 5.75, "WIB": 7,
    "WITA": 8, "WIT": 9, "ICT": 7, "SGT": 8, "MYT": 8, "HKT": 8, "PHT": 8, "AWST": 8, "JST": 9, "KST": 9, "ACST": 9.5,
    "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "HST": -10, "AKST": -9, "BRT": -3, "ART": -3,
}  # fmt: skip
# Abbreviations of several zones: the country decides, if the page shows one.
SHARED_ZONES: dict[str, dict[str, float]] = {
    "IST": {"in": 5.5, "ie": 1, "il": 2},
    "CST": {"us": -6, "cn": 8, "cu": -5},
    "BST": {"gb": 1, "bd": 6},
    "MST": {"us": -7, "my": 8},
    "AST": {"ca": -4, "sa": 3},
    "GST": {"ae": 4},
}
CALLING_CODES = {
    "91": "in", "353": "ie", "972": "il", "1": "us", "86": "cn", "53": "cu", "44": "gb", "880": "bd", "60": "my",
    "966": "sa", "971": "ae",
}  # fmt: skip
TOP_DOMAINS = {
    "in": "in", "ie": "ie", "il": "il", "us": "us", "cn": "cn", "cu": "cu", "uk": "gb", "bd": "bd", "my": "my",
    "ca": "ca", "sa": "sa", "ae": "ae",
}  # fmt: skip

CLOCK = re.compile(
    r"\b(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::\d{2})?\s*(?P<half>[ap]\.?m\b\.?)?\s*(?:hrs)?\s*\(?"
    r"(?P<zone>(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d{2})?|[+-]\d{2}:?\d{2}|[A-Z]{1,4}T\b|UTC\b|MSK\b|WIB\b|WITA\b)?",
    re.IGNORECASE,
)
ISO = re.compile(
    r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:[T ](?P<hour>\d{2}):(?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?"
    r"\s?(?P<zone>Z|[+-]\d{2}:?\d{2}|UTC|GMT)?)?(?![\d-])"
)
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


def dates_in(line: str) -> tuple[Found, ...]:
    """All dates of a line, in order, with the time and zone that stand beside each."""
    line = line[:MAX_LENGTH]
    if not any(char.isdigit() for char in line):
        return ()
    found: list[Found] = []
    for pattern in (ISO, YEAR_FIRST, NUMERIC, *_worded()):
        for match in pattern.finditer(line):
            if not any(other.start < match.end() and match.start() < other.end for other in found):
                one = _found(line, match)
                found += [one] if one else []
    return tuple(sorted(found, key=lambda one: one.start))


def _found(line: str, match: re.Match[str]) -> Found | None:
    parts = match.groupdict()
    if "a" in parts:
        month, day = _month_and_day(int(parts["a"]), int(parts["b"]), parts["mark"])
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


def _month_and_day(first: int, second: int, mark: str) -> tuple[int, int]:
    """Day first, unless only the other order is a date; with slashes, where both are possible, neither is (0 fails)."""
    if second > 12:
        return first, second
    if first > 12 or mark != "/" or first == second:
        return second, first
    return 0, 0


def _clock_beside(line: str, match: re.Match[str]) -> re.Match[str] | None:
    """The time of day just after or just before a date."""
    after = CLOCK.search(line, match.end(), match.end() + 30)
    if after and len(line[match.end() : after.start()].strip(" ,|@-–—•·")) <= 4:
        return after
    before = list(CLOCK.finditer(line, max(0, match.start() - 40), match.start()))
    if before and len(line[before[-1].end() : match.start()].strip(" ,|-–—•·)")) <= 4:
        return before[-1]
    return None


def _hour(clock: re.Match[str]) -> int:
    hour = int(clock["hour"])
    half = (clock["half"] or "").lower()
    if half.startswith("p") and hour < 12:
        return hour + 12
    return 0 if half.startswith("a") and hour == 12 else hour


def countries(text: str) -> frozenset[str]:
    """Countries that a page's own phone numbers, addresses and web hosts show."""
    found = set()
    for number in re.findall(r"\+(\d[\d ()-]{8,18})", text):
        digits = re.sub(r"\D", "", number)
        found |= {country for code, country in CALLING_CODES.items() if digits.startswith(code)}
    for domain in re.findall(r"[@.][a-z0-9-]+\.(?:co\.|com\.)?([a-z]{2})\b", text.lower()):
        found |= {TOP_DOMAINS[domain]} if domain in TOP_DOMAINS else set()
    return frozenset(found)


def moment(found: Found, *, origin: Origin, evidence: str = "", places: Iterable[str] = ()) -> Moment:
    """A date as a moment; without a certain zone only the printed day. `places`: the countries that the page shows."""
    evidence = evidence or found.words
    offset, note = _offset(found.zone, frozenset(places))
    if found.minutes and offset is not None:
        at = (found.at - timedelta(minutes=offset)).replace(tzinfo=UTC)
        return Moment(at=at, precision=Precision.MINUTE, origin=origin, evidence=evidence, offset_minutes=offset)
    day = found.at.replace(hour=0, minute=0, tzinfo=UTC)
    return Moment(at=day, precision=Precision.DAY, origin=origin, evidence=evidence + note)


def _offset(zone: str, places: frozenset[str]) -> tuple[int | None, str]:
    """Minutes from UTC of a printed zone, or None with a note where it has several meanings."""
    name = zone.upper().replace(" ", "")
    numeric = re.fullmatch(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?", name)
    if numeric:
        minutes = int(numeric[2]) * 60 + int(numeric[3] or 0)
        return (minutes if numeric[1] == "+" else -minutes) if minutes <= 14 * 60 else None, ""
    if name in SHARED_ZONES:
        meanings = {hours for country, hours in SHARED_ZONES[name].items() if country in places}
        if len(meanings) == 1:
            return round(meanings.pop() * 60), ""
        return None, f" ({name} has several meanings, and the page does not show which)"
    hours = ZONES.get(name)
    return (None if hours is None else round(hours * 60)), ""
