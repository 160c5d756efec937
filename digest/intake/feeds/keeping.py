"""The news of a feed, stored: with the words of its pages where they are wanted, and remembered when it is safe."""

import logging
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from zlib import crc32

from digest.errors import SourceError
from digest.intake.feeds.clippings import Clipping
from digest.intake.feeds.memory import SPARE, Memory, Remembered, Seen, key_of
from digest.intake.feeds.outcome import Errand
from digest.intake.feeds.pages import PageRefusedError, SiteSilentError, ahead, whole
from digest.intake.feeds.plan import Plan, Task
from digest.intake.feeds.shelf import Shelf
from digest.intake.feeds.tally import Received, Tally
from digest.intake.feeds.web import Web
from digest.intake.urls import canonical
from digest.intake.workers import Workers

log = logging.getLogger(__name__)

# A page that cannot be had is asked for three times in all: a paywall does not open because somebody knocks for ever.
PAUSES = (timedelta(hours=1), timedelta(hours=6))
IN_A_ROW = 3  # after so many vain requests the rest of a feed's pages waits for a later fetch

ATTENTION = 0.1  # seconds after which one who waits for a page looks whether the fetch was stopped
WRITERS = 8  # files of one feed that are written at once

Told = Clipping | SourceError | None  # the entry with its page's words; why it has none; or its page is not wanted
Decided = tuple[Task, Clipping | None, Seen]  # an entry, what to store of it, and what to remember


class PagePostponedError(SourceError):
    """A page was not asked for, since its site does not answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeper:
    """Stores what is planned. Threads may share one, each for feeds of its own."""

    errand: Errand
    web: Web
    workers: Workers
    shelf: Shelf
    memory: Memory
    writers: ThreadPoolExecutor
    names: tuple[threading.Lock, ...] = field(default_factory=lambda: tuple(threading.Lock() for _ in range(64)))
    stopped: threading.Event = field(default_factory=threading.Event)  # set: store nothing more

    def keep(self, tally: Tally, received: Received) -> None:
        """Store the news of a feed, then remember it: all of it, or as much as is done when the fetch is stopped.

        Raises OSError where a file cannot be written.
        """
        if tally.plan is None:
            self._still_the_same(tally, received)
            return
        vain: dict[str, list[str]] = {}
        decided = self._decided(tally, tally.plan.tasks, vain)
        for future in ahead(self.writers, self._write, decided, width=WRITERS):
            task, seen, path = future.result()
            if path:
                log.info("%s", path)
                tally.count(task)
            tally.dealt[key_of(task.clipping.entry)] = seen
        tally.notes += [_note(reason, pages) for reason, pages in vain.items()]
        self._remember(tally, tally.plan, received)

    def _decided(self, tally: Tally, tasks: Sequence[Task], vain: dict[str, list[str]]) -> Iterator[Decided]:
        """What to store of each entry, in order; into `vain` go the pages that could not be had, by reason."""
        for task, told in self._told(tasks):
            if self.stopped.is_set():
                return
            if isinstance(told, SourceError):
                vain.setdefault(str(told), []).append(task.clipping.url or task.clipping.title)
            clipping, seen = settled(task, told, self.errand.fetched)
            if task.clipping.url and not task.clipping.shared and told is not None:
                tally.missed[canonical(task.clipping.url)] = (
                    str(told) if isinstance(told, SourceError) and clipping else ""
                )
            yield task, clipping, seen

    def _write(self, decided: Decided) -> tuple[Task, Seen, Path | None]:
        """Store an entry. Most of the time is the disk's, so that several are written at once."""
        task, clipping, seen = decided
        if clipping is None:
            return task, seen, None
        # Entries that would be given one name wait for one another.
        with self.names[
            crc32(f"{clipping.published[:10]} {clipping.title}".encode("utf-8", "replace")) % len(self.names)
        ]:
            return task, seen, self.shelf.store(clipping, task.stored)

    def _told(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Told]]:
        """Each task with the words of its page, in order; those before the fetch is stopped."""
        if not any(task.page for task in tasks):
            yield from ((task, None) for task in tasks)
            return
        vain = 0

        def wanted() -> Iterator[tuple[Task, bool]]:
            for task in tasks:
                yield task, vain < IN_A_ROW

        pool = ThreadPoolExecutor(max_workers=self.errand.pages)
        try:
            for task, future in zip(tasks, ahead(pool, self._page, wanted(), width=self.errand.pages), strict=True):
                while not wait([future], timeout=ATTENTION).done:
                    if self.stopped.is_set():
                        return
                told = future.result()
                if not isinstance(told, PagePostponedError):
                    vain = vain + 1 if isinstance(told, SiteSilentError) else 0
                yield task, told
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _page(self, wanted: tuple[Task, bool]) -> Told:
        task, answers = wanted
        if not task.page or self.stopped.is_set():
            return None
        if not answers:
            return PagePostponedError("was not asked for, as its site did not answer for others")
        try:
            return whole(task.clipping, web=self.web, workers=self.workers)
        except SourceError as error:
            return error

    def _still_the_same(self, tally: Tally, received: Received) -> None:
        """Remember the newest validators of a feed without news."""
        answer, before = received.answer, tally.remembered
        etag, last_modified = answer.etag or before.etag, answer.last_modified or before.last_modified
        self.memory.put(tally.feed.url, replace(before, etag=etag, last_modified=last_modified))

    def _remember(self, tally: Tally, planned: Plan, received: Received) -> None:
        """Remember what is stored; what spares the next fetch the whole answer only where that is all of it."""
        before = tally.remembered
        listed = {**planned.settled, **tally.dealt}
        spare = [item for item in before.entries.items() if item[0] not in listed][:SPARE]
        remembered = Remembered(full_text=tally.feed.full_text, news=tally.health.news, entries=listed | dict(spare))
        if len(tally.dealt) == len(planned.tasks):
            remembered = replace(
                remembered,
                etag=received.answer.etag,
                last_modified=received.answer.last_modified,
                body=received.body,
                since=self.errand.bound if planned.older else "",
            )
        self.memory.put(tally.feed.url, remembered)


def settled(task: Task, told: Told, now: datetime) -> tuple[Clipping | None, Seen]:
    """What to store of an entry, and what to remember of it.

    Where the page cannot be had, the feed's own words are stored, but never in place of those of the page.
    """
    own = task.clipping
    if isinstance(told, Clipping):
        return told, Seen(words=own.received, whole=True)
    if told is None:
        whole = task.seen is not None and task.seen.whole
        return (None if whole else own), Seen(words=own.received, whole=whole)
    before = task.seen or Seen(words="", whole=task.stored is not None and task.stored.received != own.received)
    tries = (0 if task.changed else before.tries) + (not isinstance(told, PagePostponedError))
    again = None if isinstance(told, PageRefusedError) or tries > len(PAUSES) else now + PAUSES[max(0, tries - 1)]
    seen = Seen(words=own.received, whole=before.whole, tries=tries, again=again)
    return (None if before.whole else own), seen


def _note(reason: str, pages: Sequence[str]) -> str:
    """Why some entries keep the feed's own words."""
    others = f" (and {len(pages) - 1:,} more)" if len(pages) > 1 else ""
    return f"{pages[0]}{others}: {reason}"
