"""One fetch: every feed is asked once, its news stored, its health recorded."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed, wait
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from digest.errors import SourceError
from digest.intake.feeds.clippings import MAX_VERSIONS, folder_of
from digest.intake.feeds.entries import read_feed
from digest.intake.feeds.health import forget_former_homes, recorded, write_health
from digest.intake.feeds.keeping import WRITERS, Keeper
from digest.intake.feeds.memory import Memory, Remembered
from digest.intake.feeds.outcome import Errand, FeedOutcome, Subscription
from digest.intake.feeds.plan import plan
from digest.intake.feeds.shelf import Shelf
from digest.intake.feeds.tally import Received, Tally
from digest.intake.feeds.web import Web
from digest.intake.feeds.whole_files import BEGUN, refuse_outside
from digest.intake.workers import Workers
from digest.nouns import FeedHealth

AT_ONCE = 8  # feeds of one outlet
GRACE = 2.0  # seconds that an interrupted fetch waits for files that are being written
UNCHANGED = 304


class Run:
    """A fetch in progress. The web, the workers and the memory belong to the caller, who closes and saves them."""

    def __init__(
        self, errand: Errand, *, feeds: Sequence[Subscription], web: Web, workers: Workers, memory: Memory
    ) -> None:
        """`feeds`: all of the configuration, each address once."""
        self._errand = errand
        self._homes = {feed.url: folder_of(feed.outlet, errand.content) for feed in feeds}
        self._recorded = recorded(errand.content, self._homes)
        self._web, self._workers, self._memory = web, workers, memory
        self._shelf = Shelf(errand.content, feeds=[feed.url for feed in feeds])
        self._writers = ThreadPoolExecutor(max_workers=WRITERS * 2)
        self._keeper = Keeper(
            errand=errand, web=web, workers=workers, shelf=self._shelf, memory=memory, writers=self._writers
        )

    def read(self, feeds: Sequence[Subscription]) -> tuple[tuple[FeedOutcome, ...], bool]:
        """Read some of the feeds: what was found, in their order, and whether Ctrl-C ended it before its end.

        One feed that cannot be read or stored never stops the others.
        """
        tallies = {feed.url: Tally(feed=feed, health=_unknown(feed), step=self._errand.step) for feed in feeds}
        pool = ThreadPoolExecutor(max_workers=self._errand.outlets)
        begun = [pool.submit(self._outlet, folder, some) for folder, some in self._folders(tallies.values())]
        interrupted = False
        try:
            for job in as_completed(begun):
                job.result()
        except KeyboardInterrupt:
            interrupted = True
        finally:
            self._keeper.stopped.set()
            pool.shutdown(wait=False, cancel_futures=True)
            wait(begun, timeout=GRACE)
            self._writers.shutdown(wait=False, cancel_futures=True)
        if not (interrupted or self._errand.dry):
            forget_former_homes(self._errand.content, {url: self._homes[url] for url in tallies})
        return tuple(tallies[feed.url].outcome() for feed in feeds), interrupted

    def _folders(self, tallies: Iterable[Tally]) -> list[tuple[Path, list[Tally]]]:
        """Feeds by the folder that they share, so that one thread alone writes there; hosts in turn.

        Two outlets whose names give one folder share it: each of its files, and each feed in state.yml, names its own.
        """
        shared: dict[Path, list[Tally]] = {}
        for tally in tallies:
            shared.setdefault(self._homes[tally.feed.url], []).append(tally)
        turns: Counter[str] = Counter()
        in_turn: list[tuple[int, Path, list[Tally]]] = []
        for folder, some in shared.items():
            host = urlsplit(some[0].feed.url).netloc
            in_turn.append((turns[host], folder, some))
            turns[host] += 1
        return [(folder, some) for _, folder, some in sorted(in_turn, key=lambda item: item[0])]

    def _outlet(self, folder: Path, tallies: Sequence[Tally]) -> None:
        """Read the feeds of one folder, and store what is new in the order of the configuration."""
        for tally in tallies:
            self._recall(tally)
        if len(tallies) == 1:
            self._receive(tallies[0])
        else:
            with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
                list(pool.map(self._receive, tallies))
        if self._keeper.stopped.is_set():
            return
        for tally in tallies:
            self._decide(tally)
        try:
            self._store(folder, tallies)
        except OSError as error:
            for tally in tallies:
                if not tally.finished:
                    tally.lost = f"cannot be stored: {error.filename or folder}: {error.strerror or error}"
                    tally.finish()

    def _recall(self, tally: Tally) -> None:
        """Take up what is known of a feed. A memory of another content folder than this one is none."""
        feed = tally.feed
        tally.health = replace(self._recorded.get(feed.url, tally.health), outlet=feed.outlet)
        remembered = self._memory.of(feed.url)
        tally.remembered = remembered if remembered.news == tally.health.news else Remembered()

    def _receive(self, tally: Tally) -> None:
        if self._keeper.stopped.is_set():
            return
        try:
            tally.received = self._received(tally.feed, tally.remembered)
        except SourceError as error:
            tally.failed(error, self._errand.fetched)

    def _received(self, feed: Subscription, remembered: Remembered) -> Received:
        """Ask for a feed, or for its changes alone where all of it is stored. Raises SourceError."""
        more = remembered.due(self._errand.fetched) or (feed.full_text and not remembered.full_text)
        known = remembered if remembered.asks(self._errand.bound) and not more else Remembered()
        answer = self._web.get(feed.url, etag=known.etag, last_modified=known.last_modified)
        body = hashlib.sha256(answer.body).hexdigest()[:32] if answer.body else ""
        if answer.status == UNCHANGED or (body and body == known.body):
            return Received(answer=replace(answer, body=b""), body=known.body, content=None)
        kind = answer.content_type
        content = self._workers.call(read_feed, answer.body, url=answer.url, content_type=kind)
        return Received(answer=replace(answer, body=b""), body=body, content=content)

    def _decide(self, tally: Tally) -> None:
        """Plan what is to be stored, and see how the feed is doing."""
        received = tally.received
        if received is None:
            return
        if received.content:
            tally.notes += received.content.problems
            tally.plan = plan(tally.feed, received.content, tally.remembered, self._shelf, self._errand)
            if tally.plan.restless:
                tally.notes.append(f"{tally.plan.restless:,} changed again after {MAX_VERSIONS} versions; not stored")
        news = self._errand.fetched if tally.plan and tally.plan.new else tally.health.news
        tally.health = replace(tally.health, news=news, failing=None, reason="", moved=received.answer.moved)

    def _store(self, folder: Path, tallies: Sequence[Tally]) -> None:
        """Write what is new. The feeds' health comes first: a fetch that is killed then had news. Raises OSError."""
        if not self._errand.dry:
            refuse_outside(folder, self._errand.content)
            self._record(folder, tallies)
            for left in folder.glob(f".*{BEGUN}"):
                left.unlink()  # by a fetch that was killed
        for tally in tallies:
            if self._errand.dry:
                tally.foresee()
            elif tally.received:
                self._keeper.keep(tally, tally.received)
            if not self._keeper.stopped.is_set():
                tally.finish()
        changed = [tally.settle_pages() for tally in tallies]
        if any(changed) and not self._errand.dry:
            self._record(folder, tallies)

    def _record(self, folder: Path, tallies: Sequence[Tally]) -> None:
        """Write how the feeds of a folder are doing, those that this fetch does not read as they were."""
        states = {url: health for url, health in self._recorded.items() if self._homes[url] == folder}
        write_health(folder, (states | {tally.feed.url: tally.health for tally in tallies}).values())


def _unknown(feed: Subscription) -> FeedHealth:
    return FeedHealth(outlet=feed.outlet, url=feed.url, news=None, failing=None)
