"""What a fetch is asked to do, and what it reports of each feed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from digest.nouns import FeedHealth

Step = Callable[[str], None]
"""Hears of each feed that is "done", "unchanged" or "failed", and of each entry that is "new" or "changed"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A feed that is to be read."""

    url: str
    outlet: str  # as readers should see it
    full_text: bool = False  # the page of each entry is fetched too
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What holds for a whole fetch."""

    content: Path  # the content folder
    fetched: datetime  # when it began; aware, UTC, whole seconds
    since: date | None = None  # entries published before are passed over
    dry: bool = False  # nothing is written
    outlets: int = 16  # read at once
    pages: int = 2  # of one feed asked for at once
    step: Step = lambda _: None

    @property
    def bound(self) -> str:
        """`since` as an ISO day; "" where nothing is too old."""
        return self.since.isoformat() if self.since else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedOutcome:
    """What a fetch found at one feed."""

    health: FeedHealth
    read: bool = True  # False: the fetch ended before it was done with the feed
    new: int = 0  # entries that were stored for the first time; in a dry run, that would be
    changed: int = 0  # entries that were stored in a further version; likewise
    older: int = 0  # entries passed over, as published before the bound
    elsewhere: int = 0  # entries passed over, as another feed of the outlet brings them
    lost: str = ""  # why its entries could not be stored
    notes: tuple[str, ...] = ()  # what did not go as asked, in the user's words
    planned: tuple[str, ...] = ()  # in a dry run: what would be stored, "2025-02-27  Ferry to sail again"

    @property
    def failed(self) -> bool:
        """Whether it could not be read, or its entries not be stored."""
        return self.read and (self.health.failing is not None or bool(self.lost))

    @property
    def unchanged(self) -> bool:
        """Whether it was read and brought nothing."""
        return self.read and not (self.failed or self.new or self.changed)
