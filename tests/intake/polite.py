"""Manners for tests: quick, and open to the loopback."""

from dataclasses import replace
from typing import Any

from digest.intake.feeds.web import Manners

MANNERS = Manners(
    user_agent="digest/1.0 (+https://press.example.org/)",
    timeout=20.0,
    max_bytes=1_000_000,
    connections=8,
    per_host=8,
    delay=0.0,
    retries=0,
    allow_private=True,
)


def manners(**changes: Any) -> Manners:
    """Those manners with changes, by the names of their fields."""
    return replace(MANNERS, **changes)
