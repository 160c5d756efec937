"""The dates of feeds, which follow several standards and break each, as ISO 8601."""

import email.utils
import re
from datetime import datetime, timedelta, timezone

from digest.intake.dates import EARLIEST_YEAR, LATEST_YEAR, dates_in, moment, stated_date
from digest.intake.lines import fold
from digest.nouns import Origin, Precision

LARGEST_OFFSET = timedelta(hours=14)
MAX_LENGTH = 64  # characters of a date
SHORT_YEAR = re.compile(r"\b\d{1,2} [A-Za-z]{3,9} \d{2} \d{1,2}:\d{2}")
MAIL = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} "
    r"\d\d:\d\d(?::\d\d)? (?:GMT|\+\d{4}|-(?!0000)\d{4})"
)  # as most feeds have it


def iso_of(stated: str) -> str:
    """A date as ISO 8601: with the offset that was stated, without one where there was none, or a bare day.

    Empty for what cannot be read, or lies before 1995. A zone's name that has several meanings counts as none.
    """
    words = fold(stated)
    if not words or len(words) > MAX_LENGTH:
        return ""
    if MAIL.fullmatch(words) and (quickly := _by_mail(words)):
        return quickly
    return _by_standard(words) or _by_words(words) or _by_old_standard(words)


def _by_standard(words: str) -> str:
    if not re.match(r"\d{4}-\d\d-\d\d", words):
        return ""
    try:
        at = datetime.fromisoformat(words)
    except ValueError:
        return ""
    return words if len(words) == 10 and EARLIEST_YEAR <= at.year <= LATEST_YEAR else _written(at)


def _by_words(words: str) -> str:
    found = next(iter(dates_in(words)), None) or stated_date(words)
    if not found:
        return ""
    if not found.minutes:
        return found.at.date().isoformat()
    known = moment(found, origin=Origin.TEXT)
    if known.precision is Precision.DAY or known.offset_minutes is None:
        return _written(found.at)
    return _written(known.at.astimezone(timezone(timedelta(minutes=known.offset_minutes))))


def _by_old_standard(words: str) -> str:
    """RFC 822 had years of two digits, and some feeds have them still."""
    return _by_mail(words) if SHORT_YEAR.search(words) else ""


def _by_mail(words: str) -> str:
    try:
        return _written(email.utils.parsedate_to_datetime(words))
    except (ValueError, IndexError, TypeError, OverflowError):
        return ""


def _written(at: datetime) -> str:
    if not EARLIEST_YEAR <= at.year <= LATEST_YEAR:
        return ""
    offset = at.utcoffset()
    if offset is not None and abs(offset) > LARGEST_OFFSET:
        at = at.replace(tzinfo=None)
    return at.isoformat(timespec="seconds" if at.second else "minutes")
