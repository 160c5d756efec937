"""The way in: feeds of the configuration → files below content/feeds/. The clock is read here, once a fetch."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from digest import __version__
from digest.errors import BusyError, DigestError
from digest.folders import WORK
from digest.intake.feeds.memory import Memory
from digest.intake.feeds.outcome import Errand, FeedOutcome, Step, Subscription
from digest.intake.feeds.run import Run
from digest.intake.feeds.web import Manners, Web
from digest.intake.workers import Workers
from digest.nearest import guess
from digest.options import Config

MEMORY_NAME = "fetch.json"
LOCK_NAME = "fetch.lock"
READING = 60.0  # seconds to read one feed or page; 10,000 entries take ten, and longer beside other work


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of a fetch."""

    outlets: tuple[str, ...] = ()  # whose feeds are read; none: all of them
    since: date | None = None  # entries published before that day are passed over
    dry_run: bool = False  # the feeds are read, their pages not, and nothing is written
    fetched: datetime | None = None  # the time that is written into new files; aware, UTC. None: the clock's


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a fetch did."""

    feeds: tuple[FeedOutcome, ...]  # in the order of the configuration
    fetched: datetime  # when it began; aware, UTC
    interrupted: bool = False  # Ctrl-C ended it; what is stored stays, and the next fetch brings the rest

    @property
    def read(self) -> tuple[FeedOutcome, ...]:
        """The feeds that it was done with."""
        return tuple(feed for feed in self.feeds if feed.read)

    @property
    def failed(self) -> tuple[FeedOutcome, ...]:
        """The feeds that could not be read or stored."""
        return tuple(feed for feed in self.feeds if feed.failed)


def subscriptions(config: Config) -> tuple[Subscription, ...]:
    """The feeds of the configuration, in its order."""
    return tuple(
        Subscription(url=feed.url, outlet=feed.outlet, full_text=feed.full_text, topics=feed.topics)
        for feed in config.feeds
    )


def chosen(config: Config, outlets: Sequence[str]) -> tuple[Subscription, ...]:
    """The feeds of these outlets, in the order of the configuration; all feeds where none is named.

    Upper and lower case are one. Raises LookupError for a name that no feed has, with the nearest one.
    """
    feeds = subscriptions(config)
    known = {feed.outlet.casefold(): feed.outlet for feed in feeds}
    for name in outlets:
        if name.casefold() not in known:
            near = guess(name, sorted(known.values()))
            raise LookupError(f"no feed in site_config.yml has the outlet “{name}”{near}")
    wanted = {name.casefold() for name in outlets}
    return tuple(feed for feed in feeds if not wanted or feed.outlet.casefold() in wanted)


def fetch(
    config: Config,
    root: Path,
    request: Request | None = None,
    *,
    step: Step = lambda _: None,
    workers: Workers | None = None,
) -> Report:
    """Ask each feed once, and store its new and changed entries. `root` is the folder of the configuration.

    `workers` read what comes in, and stay open for more; without them the fetch starts its own.

    Written are content/feeds/ and .digest/ alone, and nothing at all where there is no news. One feed that fails never
    stops the others: the report names it. Raises LookupError as `chosen` does, BusyError where another fetch is at work
    here, DigestError where .digest/ cannot be written.
    """
    asked = request or Request()
    errand = _errand(config, root, asked, step)
    configured, feeds, work = subscriptions(config), chosen(config, asked.outlets), root / WORK
    readers = nullcontext(workers) if workers else Workers(seconds=READING)
    with nullcontext() if asked.dry_run else exclusive(work), Web(_manners(config)) as web, readers as at_work:
        memory = Memory(work / MEMORY_NAME)
        outcomes, interrupted = Run(errand, feeds=configured, web=web, workers=at_work, memory=memory).read(feeds)
        if not asked.dry_run:
            memory.save([feed.url for feed in configured])
    return Report(feeds=outcomes, fetched=errand.fetched, interrupted=interrupted)


def _errand(config: Config, root: Path, asked: Request, step: Step) -> Errand:
    return Errand(
        content=root / config.content,
        fetched=asked.fetched or datetime.now(UTC).replace(microsecond=0),
        since=asked.since,
        dry=asked.dry_run,
        outlets=config.fetch.connections,
        pages=config.fetch.per_host,
        step=step,
    )


@contextmanager
def exclusive(work: Path) -> Iterator[None]:
    """Hold the lock for fetches. Raises BusyError at once where another fetch holds it; builds have their own."""
    lock = FileLock(work / LOCK_NAME, timeout=0)
    try:
        work.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise BusyError(f"another fetch is at work here ({work}); wait until it has finished") from None
    except OSError as error:
        raise DigestError(f"{work}: a fetch needs this folder and cannot write there ({error.strerror})") from None
    try:
        yield
    finally:
        lock.release()


def _manners(config: Config) -> Manners:
    limits = config.fetch
    return Manners(
        user_agent=f"digest/{__version__} (+{config.site.url})",
        timeout=limits.timeout_seconds,
        max_bytes=int(limits.megabytes * 1_000_000),
        connections=limits.connections,
        per_host=limits.per_host,
        delay=limits.delay_seconds,
        retries=limits.retries,
        allow_private=limits.allow_private,
    )
