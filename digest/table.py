"""A table of finished results in a file of SQLite: whatever is amiss with it costs time, and is warned of."""

import contextlib
import logging
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from digest.database import Schema, opened
from digest.rows import Row

log = logging.getLogger(__name__)

SLACK = 4  # the file is rewritten without its empty pages when they are more than one in so many
SIZES = ("freelist_count", "page_count")

_SCHEMA = Schema(
    layout=2,
    tables="""
CREATE TABLE IF NOT EXISTS results (
    key TEXT PRIMARY KEY,
    digest BLOB,  -- of what the result says, whatever it was made by
    part BLOB,    -- digest of `rest`
    head BLOB,
    rest BLOB     -- last, so that it is not read with the others
);
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value BLOB);
""",
    columns={"results": "key, digest, part, head, rest", "notes": "name, value"},
    loss="this build takes longer",
)
# As bytes, whatever a damaged file has there.
READ = ", ".join(f"ifnull(CAST({column} AS BLOB), x'')" for column in ("digest", "part", "head"))

_BELOW = "name = ? OR name > ? AND name < ?"  # the name itself, and those that go on with a space


def noted_in(path: Path, name: str) -> bytes:
    """What was last noted under a name, read without making or mending the file; nothing where it cannot be."""
    with contextlib.suppress(sqlite3.Error), contextlib.closing(_only_read(path)) as connection:
        return _note(connection, name)
    return b""


def _only_read(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _note(connection: sqlite3.Connection, name: str) -> bytes:
    found = connection.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
    return bytes(found[0]) if found and isinstance(found[0], bytes) else b""


def _part(name: str, part: str) -> str:
    return f"{name} {part}" if part else name


def _below(name: str) -> tuple[str, str, str]:
    return name, f"{name} ", f"{name}!"


class Table:
    """The file's two tables. Without a path, or where it cannot be written, they are in memory alone."""

    def __init__(self, path: Path | None) -> None:
        """Open the file, or make it."""
        self._path = path
        self._closed = False
        self._connection = opened(path, _SCHEMA)

    def close(self) -> None:
        """Let the file go; what is asked for later opens it again. What is in memory alone stays."""
        if self._path:
            self._connection.close()
            self._closed = True

    def read(self, keys: Sequence[str]) -> Iterator[Row]:
        """Yield those of the rows that are there, in no order."""
        for start in range(0, len(keys), 500):
            some = keys[start : start + 500]
            marks = ",".join("?" * len(some))
            with self._forgiving():
                query = f"SELECT key, {READ} FROM results WHERE key IN ({marks})"  # noqa: S608 - our own words
                yield from (Row(*found) for found in self._connection.execute(query, some).fetchall())

    def rest(self, key: str) -> bytes | None:
        """What was left for later; None where the row is gone."""
        if self._closed:
            self._connection, self._closed = opened(self._path, _SCHEMA), False
        with self._forgiving():
            row = self._connection.execute("SELECT CAST(rest AS BLOB) FROM results WHERE key = ?", (key,)).fetchone()
            return bytes(row[0] or b"") if row else None
        return None

    def write(self, rows: Iterable[tuple[Row, bytes]]) -> bool:
        """Store rows, each with what is left for later; whether that went well."""
        written = [(row.key, row.digest, row.part, row.head, rest) for row, rest in rows]
        with self._forgiving(), self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?)", written)
            return True
        return False

    def drop_all_but(self, keys: Collection[str]) -> None:
        """Drop all other rows, to the last byte."""
        with self._forgiving(), self._connection:
            there = [name for (name,) in self._connection.execute("SELECT key FROM results")]
            gone = [(name,) for name in there if name not in keys]
            self._connection.executemany("DELETE FROM results WHERE key = ?", gone)
        with self._forgiving():
            empty, pages = (self._connection.execute(f"PRAGMA {one}").fetchone()[0] for one in SIZES)
            if empty * SLACK > pages:
                self._connection.execute("VACUUM")

    def noted(self, name: str) -> bytes:
        """What was last noted under a name; nothing where there is none."""
        with self._forgiving():
            return _note(self._connection, name)
        return b""

    def note(self, name: str, value: bytes) -> None:
        """Keep something under a name, in place of what was there."""
        with self._forgiving(), self._connection:
            self._connection.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))

    def noted_below(self, name: str) -> dict[str, bytes]:
        """What was last noted in parts under a name."""
        with self._forgiving():
            query = f"SELECT substr(name, ?), ifnull(CAST(value AS BLOB), x'') FROM notes WHERE {_BELOW}"  # noqa: S608 - our own words
            return dict(self._connection.execute(query, (len(name) + 2, *_below(name))).fetchall())
        return {}

    def note_below(self, name: str, parts: Mapping[str, bytes], kept: Collection[str]) -> None:
        """Keep some parts under a name, and those of the others that are to be `kept`, all at once."""
        with self._forgiving(), self._connection:
            query = f"SELECT name FROM notes WHERE {_BELOW}"  # noqa: S608 - our own words
            names = {_part(name, one) for one in parts.keys() | set(kept)}
            gone = [one for one in self._connection.execute(query, _below(name)).fetchall() if one[0] not in names]
            self._connection.executemany("DELETE FROM notes WHERE name = ?", gone)
            written = [(_part(name, one), value) for one, value in parts.items()]
            self._connection.executemany("INSERT OR REPLACE INTO notes VALUES (?, ?)", written)

    @contextlib.contextmanager
    def _forgiving(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            log.warning("%s: %s; the build goes on without it", self._path, error)
