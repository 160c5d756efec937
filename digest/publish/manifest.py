"""What the files of a site were made of: one SQLite file in the work folder, safe to delete."""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from digest.database import Schema, opened

NAME = "site.sqlite"
_SCHEMA = Schema(
    layout=1,
    tables="""
CREATE TABLE IF NOT EXISTS files (path TEXT, ino INT, size INT, mtime INT, key TEXT, PRIMARY KEY (path, ino))
    WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS site (path TEXT PRIMARY KEY, key TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS folders (path TEXT, key TEXT, name TEXT, PRIMARY KEY (path, key, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS leaves (path TEXT, key TEXT, ids BLOB, links BLOB, PRIMARY KEY (path, key));
""",
    columns={
        "files": "path, ino, size, mtime, key",
        "site": "path, key",
        "folders": "path, key, name",
        "leaves": "path, key, ids, links",
    },
    loss="all pages are made again",
)
_SOME = 500  # paths asked for at once

Identity = tuple[str, int, int, int]  # path below the site, inode, size in bytes, time of change in nanoseconds


class DamagedError(Exception):
    """The file cannot be used after all; a build starts again without it."""


@contextlib.contextmanager
def _sound() -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise DamagedError(str(error)) from error


class Manifest:
    """Which key made each file of the published site and of the one before; a file is known by its `Identity`.

    Therefore it holds whatever folder a file stands in, after a roll-back too, and a file that was changed by hand is
    not known. It also remembers which files the last checked site had, and of each page what it offers to links and
    where its own lead (see `links`). A file that is corrupt or foreign is replaced with a warning: then everything is
    made again. Nothing is kept unless `commit` is called.
    """

    def __init__(self, path: Path | None) -> None:
        self._connection = opened(path, _SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def commit(self) -> None:
        """Keep what was written since the last time."""
        with _sound():
            self._connection.commit()

    def files(self) -> dict[Identity, str]:
        """The key of each file that is known."""
        rows = self._read("SELECT path, ino, size, mtime, key FROM files")
        return {(path, ino, size, mtime): key for path, ino, size, mtime, key in rows}

    def add_files(self, files: Iterable[tuple[Identity, str]]) -> None:
        """Files by what made them."""
        rows = ((*identity, key) for identity, key in files)
        self._write("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)", rows)

    def forget_files(self, gone: Iterable[Identity]) -> None:
        """Files that stand in neither folder any more."""
        self._write("DELETE FROM files WHERE path = ? AND ino = ? AND size = ? AND mtime = ?", gone)

    def site(self) -> dict[str, str]:
        """The last site whose links were checked: key by path."""
        return dict(self._read("SELECT path, key FROM site"))

    def set_site(self, before: Mapping[str, str], now: Mapping[str, str]) -> None:
        """Put another checked site in the place of the last one, and forget the leaves that only that one had."""
        gone = [(path,) for path in before if path not in now]
        new = [(path, key) for path, key in now.items() if before.get(path) != key]
        self._write("DELETE FROM site WHERE path = ?", gone)
        self._write("INSERT OR REPLACE INTO site VALUES (?, ?)", new)
        self._write("DELETE FROM leaves WHERE path = ?", gone)
        self._write("DELETE FROM leaves WHERE path = ? AND key <> ?", new)

    def folder(self, path: str, key: str) -> tuple[str, ...]:
        """The names of the files that a program made below `path`; none where that is not known."""
        found = self._read("SELECT name FROM folders WHERE path = ? AND key = ?", (path, key))
        return tuple(sorted(name for (name,) in found))

    def set_folder(self, path: str, key: str, names: Iterable[str]) -> None:
        """What a program made below `path`; what it made there before is forgotten."""
        self._write("DELETE FROM folders WHERE path = ?", [(path,)])
        rows = ((path, key, name) for name in names)
        self._write("INSERT INTO folders VALUES (?, ?, ?)", rows)

    def forget_folders(self, wanted: Iterable[str]) -> None:
        """Keep those at the paths `wanted` only."""
        known = {path for (path,) in self._read("SELECT DISTINCT path FROM folders")}
        gone = sorted(known - set(wanted))
        self._write("DELETE FROM folders WHERE path = ?", ((path,) for path in gone))

    def add_leaf(self, path: str, key: str, ids: bytes, links: bytes) -> None:
        """What a file offers to links, and where its own lead, as `links` writes it."""
        self._write("INSERT OR REPLACE INTO leaves VALUES (?, ?, ?, ?)", [(path, key, ids, links)])

    def ids(self, keys: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
        """What those of the files with these keys that are remembered offer, by path."""
        paths = sorted(keys)
        for start in range(0, len(paths), _SOME):
            some = paths[start : start + _SOME]
            query = f"SELECT path, key, ids FROM leaves WHERE path IN ({','.join('?' * len(some))})"  # noqa: S608 - marks
            yield from ((path, ids) for path, key, ids in self._read(query, some) if keys[path] == key)

    def links(self) -> Iterator[tuple[str, str, bytes]]:
        """Path, key and links of every leaf."""
        yield from self._read("SELECT path, key, links FROM leaves ORDER BY path, key")

    def _read(self, query: str, values: Sequence[str] = ()) -> Iterator[Any]:
        with _sound():
            yield from self._connection.execute(query, values)

    def _write(self, query: str, rows: Iterable[Sequence[object]]) -> None:
        with _sound():
            self._connection.executemany(query, rows)
