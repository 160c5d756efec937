"""`.digest/fetch.json`: what the last fetch saw of each feed, so that the next one asks for news alone."""

import hashlib
import logging
import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pydantic import AwareDatetime, TypeAdapter, ValidationError

from digest.intake.feeds.whole_files import write_whole

log = logging.getLogger(__name__)

LAYOUT = 1  # raise it when the classes change
MAX_BYTES = 512 * 1024 * 1024
SPARE = 500  # entries that a feed no longer lists, and that may come back
SHARE = 8  # the file is written about so many times in a long run


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An entry that is dealt with: stored, or known already."""

    words: str  # hash of the feed's own words, see `Clipping.received`
    whole: bool = False  # what is stored came from the entry's page, not from the feed
    tries: int = 0  # how often the page was asked for in vain since the feed's words changed
    again: AwareDatetime | None = None  # when to ask for the page again. None: not any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What is known of a feed since all of it was stored. Empty: nothing, and all of it is asked for."""

    etag: str = ""
    last_modified: str = ""
    body: str = ""  # hash of the bytes
    since: str = ""  # the bound of `--since`, an ISO day, where it passed entries over; "" where it passed over none
    full_text: bool = False
    news: AwareDatetime | None = None  # as state.yml says: another there means that the content folder is another one
    entries: Mapping[str, Seen] = field(default_factory=dict)  # by `key_of` of their ids; the last feed's come first

    def asks(self, since: str) -> bool:
        """Whether to ask for changes alone, where entries before `since` are passed over."""
        return bool(self.etag or self.last_modified or self.body) and (not self.since or since >= self.since)

    def due(self, now: datetime) -> bool:
        """Whether the page of an entry is to be asked for again."""
        return any(seen.again is not None and seen.again <= now for seen in self.entries.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    layout: int
    feeds: dict[str, Remembered]


FILE: TypeAdapter[_File] = TypeAdapter(_File)


class Memory:
    """What is remembered of each feed, by its address. Losing it costs a longer fetch and nothing else.

    A file that is corrupt or foreign is replaced with a warning. Threads may share one object.
    """

    def __init__(self, path: Path | None) -> None:
        """Read the file at `path`. Without a path nothing outlives the object."""
        self._path = path
        self._feeds = _read(path) if path else {}
        self._changed = 0
        self._lock = threading.Lock()

    def of(self, url: str) -> Remembered:
        """What is remembered of a feed."""
        return self._feeds.get(url, Remembered())

    def put(self, url: str, remembered: Remembered) -> None:
        """Remember a feed. To be called when its entries are safely on disk, and not before."""
        with self._lock:
            if self._feeds.get(url) == remembered:
                return
            self._feeds[url] = remembered
            self._changed += 1
            if self._changed * SHARE > len(self._feeds) + SHARE:
                self._write()

    def save(self, urls: Collection[str]) -> None:
        """Write the file if anything changed; feeds that are not among `urls` are forgotten."""
        with self._lock:
            gone = self._feeds.keys() - set(urls)
            for url in gone:
                del self._feeds[url]
            if gone or self._changed:
                self._write()

    def _write(self) -> None:
        self._changed = 0
        if self._path is None:
            return
        data = FILE.dump_json(_File(layout=LAYOUT, feeds=dict(sorted(self._feeds.items()))), exclude_defaults=True)
        try:
            write_whole(self._path, data)
        except OSError as error:
            log.warning("%s cannot be written (%s); the next fetch takes longer", self._path, error.strerror)


def key_of(entry: str) -> str:
    """A short name for an entry's id, which may be of any length."""
    return hashlib.sha256(entry.encode("utf-8", "replace")).hexdigest()[:16]


def _read(path: Path) -> dict[str, Remembered]:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES)
        found = FILE.validate_json(data)
    except FileNotFoundError:
        return {}
    except OSError as error:
        log.warning("%s cannot be read (%s); all of every feed is asked for", path, error.strerror)
        return {}
    except (ValidationError, RecursionError):
        log.warning("%s is not what a fetch wrote; it is made anew, and all of every feed is asked for", path)
        return {}
    if found.layout != LAYOUT:
        log.warning("%s was written by another version; it is made anew, and all of every feed is asked for", path)
        return {}
    return found.feeds
