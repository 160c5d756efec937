"""What a running fetch knows of one feed so far."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from digest.errors import SourceError
from digest.intake.feeds.entries import FeedContent
from digest.intake.feeds.memory import Remembered, Seen
from digest.intake.feeds.outcome import FeedOutcome, Step, Subscription
from digest.intake.feeds.plan import Plan, Task
from digest.intake.feeds.web import Answer
from digest.nouns import FeedHealth, MissedPage

MAX_PAGES = 200  # that are recorded of one feed


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A feed's answer, read."""

    answer: Answer
    body: str  # hash of the answer's bytes, or of those that are still the same; "" where that is not known
    content: FeedContent | None  # None: nothing has changed since the last time


@dataclass(slots=True, kw_only=True)
class Tally:
    """One feed in a running fetch. It changes as the fetch goes on; one thread at a time writes to it."""

    feed: Subscription
    health: FeedHealth  # as recorded, then as it turns out to be
    step: Step
    remembered: Remembered = field(default_factory=Remembered)
    received: Received | None = None
    plan: Plan | None = None
    dealt: dict[str, Seen] = field(default_factory=dict)  # the entries of the plan that are done
    new: int = 0
    changed: int = 0
    missed: dict[str, str] = field(default_factory=dict)  # why pages could not be had, by address; "" for one that was
    lost: str = ""
    notes: list[str] = field(default_factory=list)
    planned: list[str] = field(default_factory=list)
    finished: bool = False

    def count(self, task: Task) -> None:
        """One more entry is stored."""
        if task.stored:
            self.changed += 1
        else:
            self.new += 1
        self.step("changed" if task.stored else "new")

    def foresee(self) -> None:
        """Count what would be stored. Pages are not asked for: an entry whose words changed counts as changed."""
        for task in self.plan.tasks if self.plan else ():
            if task.stored is None or task.changed:
                self.count(task)
                words = task.clipping.title or task.clipping.url or task.clipping.entry
                self.planned.append(f"{task.clipping.published[:10] or 'undated':<10}  {words}")

    def settle_pages(self) -> bool:
        """Take into the feed's health which pages could not be had; whether that is news."""
        before = {page.url: page.reason for page in self.health.pages}
        after = {url: reason for url, reason in (before | self.missed).items() if reason}
        pages = tuple(MissedPage(url=url, reason=reason) for url, reason in after.items())[-MAX_PAGES:]
        changed = pages != self.health.pages
        self.health = replace(self.health, pages=pages)
        return changed

    def failed(self, error: SourceError, now: datetime) -> None:
        """The feed could not be read."""
        self.health = replace(self.health, failing=self.health.failing or now, reason=str(error))

    def finish(self) -> None:
        """The fetch is done with the feed."""
        if self.finished:
            return
        self.finished = True
        self.step("done")
        outcome = self.outcome()
        if outcome.failed or outcome.unchanged:
            self.step("failed" if outcome.failed else "unchanged")

    def outcome(self) -> FeedOutcome:
        """What there is to report."""
        return FeedOutcome(
            health=self.health,
            read=self.finished,
            new=self.new,
            changed=self.changed,
            older=self.plan.older if self.plan else 0,
            elsewhere=self.plan.elsewhere if self.plan else 0,
            lost=self.lost,
            notes=tuple(self.notes),
            planned=tuple(self.planned),
        )
