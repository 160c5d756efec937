"""Which entries of a feed are news, and which of their pages are to be fetched: decided here, done elsewhere."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from digest.intake.feeds.clippings import MAX_VERSIONS, Clipping, Stored
from digest.intake.feeds.entries import Entry, FeedContent
from digest.intake.feeds.memory import Remembered, Seen, key_of
from digest.intake.feeds.outcome import Errand, Subscription
from digest.intake.feeds.shelf import Shelf
from digest.intake.urls import canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An entry that is to be looked at more closely."""

    clipping: Clipping  # with the feed's own words
    seen: Seen | None  # as remembered
    stored: Stored | None  # its newest version
    page: bool  # its page is to be fetched

    @property
    def changed(self) -> bool:
        """Whether the feed's own words are others than they were."""
        before = self.seen.words if self.seen else self.stored.received if self.stored else ""
        return self.clipping.received != before


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be done about a feed's entries."""

    tasks: tuple[Task, ...] = ()  # in the feed's order
    settled: Mapping[str, Seen]  # the entries about which nothing is to be done, by `key_of` of their ids
    older: int = 0  # entries published before the bound
    elsewhere: int = 0  # entries that another feed of the outlet brings
    restless: int = 0  # entries that changed, and of which no more versions are stored

    @property
    def new(self) -> int:
        """How many entries are stored for the first time."""
        return sum(task.stored is None for task in self.tasks)


def plan(
    feed: Subscription,
    content: FeedContent,
    remembered: Remembered,
    shelf: Shelf,
    errand: Errand,
) -> Plan:
    """Decide about each entry of a feed.

    An entry whose words are those that are remembered needs nothing, be its file there or not: what an editor deletes
    stays deleted. Entries without a date are never too old.
    """
    tasks: list[Task] = []
    settled: dict[str, Seen] = {}
    older = elsewhere = restless = 0
    listed, shared = frozenset(entry.id for entry in content.entries), _shared(content.entries)
    for entry in content.entries:
        clipping = clipping_of(entry, feed, errand.fetched, shared=shared)
        key = key_of(entry.id)
        seen = remembered.entries.get(key)
        if entry.published and entry.published[:10] < errand.bound:
            older += 1
        elif seen and not _asks(feed, seen, clipping, remembered, errand.fetched):
            settled[key] = seen
        elif isinstance(found := _look(feed, clipping, seen, shelf, listed), Task):
            tasks.append(found)
        elif found:
            settled[key] = found
            restless += shelf.find(clipping, listed=listed) is not None
        else:
            elsewhere += 1
    return Plan(tasks=tuple(tasks), settled=settled, older=older, elsewhere=elsewhere, restless=restless)


def _shared(entries: Iterable[Entry]) -> frozenset[str]:
    """The addresses that are no article's own: of front pages, and of entries that have not a paragraph in common."""
    told: dict[str, list[frozenset[str]]] = {}
    for entry in entries:
        if entry.url:
            told.setdefault(canonical(entry.url), []).append(frozenset({entry.title, *entry.paragraphs} - {""}))
    return frozenset(
        page
        for page, texts in told.items()
        if (len(texts) > 1 and not frozenset.intersection(*texts)) or page.endswith("/")  # as front pages alone do
    )


def clipping_of(entry: Entry, feed: Subscription, fetched: datetime, *, shared: Collection[str]) -> Clipping:
    """An entry with the feed's own words. `shared`: the addresses that are no article's own."""
    return Clipping(
        entry=entry.id,
        feed=feed.url,
        outlet=feed.outlet,
        url=entry.url,
        title=entry.title,
        paragraphs=entry.paragraphs,
        published=entry.published,
        updated=entry.updated,
        author=entry.author,
        credit="",
        language=entry.language,
        topics=feed.topics,
        fetched=fetched,
        shared=bool(entry.url) and canonical(entry.url) in shared,
    )


def _asks(feed: Subscription, seen: Seen, clipping: Clipping, remembered: Remembered, now: datetime) -> bool:
    """Whether a remembered entry is to be looked at again."""
    if clipping.received != seen.words:
        return True
    return feed.full_text and (not remembered.full_text or (seen.again is not None and seen.again <= now))


def _look(
    feed: Subscription, clipping: Clipping, seen: Seen | None, shelf: Shelf, listed: frozenset[str]
) -> Task | Seen | None:
    """What is to be done about an entry, or remembered of it; None where another feed brings it."""
    stored = shelf.find(clipping, listed=listed)
    if stored and stored.number < MAX_VERSIONS:
        return Task(clipping=clipping, seen=seen, stored=stored, page=feed.full_text)
    if stored or seen:  # it changes too often, or an editor deleted it
        return Seen(words=clipping.received, whole=bool(seen and seen.whole))
    if shelf.elsewhere(clipping):
        return None
    shelf.claim(clipping)
    return Task(clipping=clipping, seen=None, stored=None, page=feed.full_text)
