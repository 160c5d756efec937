"""The stored entries of all feeds, looked through when first asked for."""

import threading
from collections.abc import Collection, Iterator
from pathlib import Path

from digest.intake.feeds.clippings import Clipping, Stored, known, store
from digest.intake.urls import canonical, is_web

Key = tuple[str, str]  # a feed's address and an entry's id


class Shelf:
    """What the content folder holds of feeds. Threads may share one object, each for outlets of its own."""

    def __init__(self, content: Path, *, feeds: Collection[str]) -> None:
        """`feeds`: the addresses of all feeds of the configuration."""
        self._content = content
        self._feeds = frozenset(feeds)
        self._lock = threading.Lock()
        self._known: dict[Key, Stored] | None = None
        self._twins: dict[Key, list[Key]] = {}  # by outlet, and canonical address or id of an entry

    def find(self, clipping: Clipping, *, listed: Collection[str]) -> Stored | None:
        """The newest stored version of an entry, None where there is none.

        An entry of a feed that is no longer configured is the same where the outlet, and the address or the id, are the
        same: a feed that moved brings nothing twice. So is one of the same feed and address that is not among the
        `listed` ids: nor does one that changed its ids.
        """
        stored = self._all()
        if found := stored.get((clipping.feed, clipping.entry)):
            return found
        for feed, entry in self._of_same_name(clipping):
            if feed not in self._feeds or (feed == clipping.feed and entry not in listed):
                return stored.get((feed, entry))
        return None

    def elsewhere(self, clipping: Clipping) -> bool:
        """Whether another configured feed of the outlet brings the page of an entry."""
        self._all()
        page = _page(clipping)
        twins = self._twins.get((clipping.outlet, page), ()) if page else ()
        return any(feed != clipping.feed and feed in self._feeds for feed, _ in twins)

    def claim(self, clipping: Clipping) -> None:
        """Note that a feed is about to store an entry, so that no other one does."""
        self._note((clipping.feed, clipping.entry), clipping.outlet, _page(clipping))

    def store(self, clipping: Clipping, before: Stored | None) -> Path | None:
        """Store an entry, where its words are not those of the newest version `before`. Raises OSError."""
        stored, key = self._all(), (clipping.feed, clipping.entry)
        if before:
            stored[key] = before
        path = store(clipping, self._content, stored)
        if path:
            number = before.number + 1 if before else 1
            stored[key] = Stored(
                path=path, received=clipping.received, number=number, outlet=clipping.outlet, url=clipping.url
            )
        return path

    def _all(self) -> dict[Key, Stored]:
        with self._lock:
            if self._known is None:
                found = known(self._content)
                for key, stored in sorted(found.items(), key=lambda item: item[0]):
                    # What has an id of its own may have an address that it shares.
                    self._note(
                        key, stored.outlet, canonical(stored.url) if is_web(stored.url) and not stored.id else ""
                    )
                self._known = found
            return self._known

    def _note(self, key: Key, outlet: str, page: str) -> None:
        for name in {page, key[1]} - {""}:
            self._twins.setdefault((outlet, name), []).append(key)

    def _of_same_name(self, clipping: Clipping) -> Iterator[Key]:
        names = (_page(clipping), clipping.entry)
        return (key for name in names if name for key in self._twins.get((clipping.outlet, name), ()))


def _page(clipping: Clipping) -> str:
    """The address of an entry's own page, however it is written; "" where it has none."""
    return canonical(clipping.url) if clipping.url and not clipping.shared else ""
