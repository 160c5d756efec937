"""Answers that bring no page, in the user's words."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from digest.intake.feeds.failure import FetchError

PASSING = {429, 500, 502, 503, 504}
LONGEST_WAIT = 60.0  # seconds; who asks for more is asked again at the next run
ADVICE = {
    401: "; it wants a password, which we do not send",
    403: "; it does not let us in",
    404: "; mend the address",
    410: "; it is gone for good, take it out",
}


def refusal(status: int, headers: Mapping[str, str]) -> FetchError:
    """What such an answer means; `wait` is as long as the server asks for, 0 where it does not say."""
    reason = f"answers {status}{_words(status)}"
    if status not in PASSING:
        return FetchError(reason + ADVICE.get(status, ""), status=status)
    wait, until = _retry_after(headers)
    if wait > LONGEST_WAIT:
        return FetchError(f"{reason} and asks to wait {until}; fetch again then", status=status, wait=wait)
    return FetchError(reason, status=status, passing=True, wait=wait)


def _words(status: int) -> str:
    try:
        return f" ({HTTPStatus(status).phrase.lower()})"
    except ValueError:
        return ""


def _retry_after(headers: Mapping[str, str]) -> tuple[float, str]:
    """Seconds to wait, and what the server says in words.

    A moment is measured against the server's own Date, so that no clock needs to be right. Without one, or with one too
    far away to tell, it is infinitely far away.
    """
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        seconds = int(value[:9])
        return seconds, f"{seconds} seconds"
    then = _moment(value)
    if then is None:
        return 0.0, ""
    now = _moment(headers.get("date", ""))
    seconds_left = (then - now).total_seconds() if now else math.inf
    return max(0.0, seconds_left), f"until {then:%Y-%m-%d %H:%M} UTC"


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value[:100])
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
