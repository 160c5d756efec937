"""What need not be computed twice: one SQLite file, recalled by content, safe to delete."""

import contextlib
import hashlib
import json
import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from pydantic import TypeAdapter, ValidationError

log = logging.getLogger(__name__)

Item = TypeVar("Item")
Result = TypeVar("Result")

LAYOUT = 1  # raise it when the table changes
BATCH = 64  # how many results are computed before they are stored: an interrupted run loses at most these

_NOTES = "CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value BLOB)"


def fingerprint(*parts: object) -> str:
    """A key from everything that a result depends on. Parts are JSON values, or have a stable `str`."""
    written = json.dumps(parts, ensure_ascii=True, sort_keys=True, default=str)
    return hashlib.sha256(written.encode("ascii")).hexdigest()


def code_version(room: str, *, packages: Sequence[str]) -> str:
    """What made a result: the room's own files, the nouns, the shared readers of days and numbers, and its packages.

    Read from the files themselves, so that nobody can forget to raise a number.
    """
    folder = Path(__file__).parent
    shared = [path for part in (room, "nouns") for path in (folder / part).rglob("*") if path.is_file()]
    files = sorted([*shared, folder / "dates.py", folder / "numerals.py"])
    code = hashlib.sha256()
    for path in files:
        if not any(part.startswith((".", "__pycache__")) for part in path.relative_to(folder).parts):
            code.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{room} {code.hexdigest()} {' '.join(f'{name}={version(name)}' for name in packages)}"


class Store:
    """A memory of finished results, by key. Losing it costs time and nothing else.

    A file that is corrupt or foreign is replaced with a warning; a disk that cannot be written makes the store forget
    without harm. Several processes may use one file. Without a path nothing outlives the object.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._used: set[str] = set()
        self._connection = self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def recall(  # noqa: PLR0913, PLR0917 - each says something else about the results
        self,
        items: Sequence[Item],
        compute: Callable[[Sequence[Item]], Iterable[Result]],
        key: Callable[[Item], str],
        result: TypeAdapter[Result],
        done: Callable[[int], None] = lambda _: None,
        lasting: Callable[[Result], bool] = lambda _: True,
    ) -> list[Result]:
        """The result of each item, in order; only the missing ones are computed, in batches.

        `compute` maps a batch to its results, one each and in order. `key` must tell apart whatever makes results
        differ. `result` writes and reads the type of the results. `done` hears how many more are finished. A result
        that is not `lasting` is used now and computed again the next time.
        """
        keys = [key(item) for item in items]
        self._used.update(keys)
        known = dict(self._known(keys, result))
        done(sum(name in known for name in keys))
        missing = [(name, item) for name, item in dict(zip(keys, items, strict=True)).items() if name not in known]
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            fresh = list(compute([item for _, item in batch]))
            names = [name for name, _ in batch]
            self._write((name, result.dump_json(one)) for name, one in zip(names, fresh, strict=True) if lasting(one))
            known.update(zip(names, fresh, strict=True))
            done(len(batch))
        return [known[name] for name in keys]

    def disown(self, keys: Iterable[str]) -> None:
        """Count these results as not asked for: `forget_unused` drops them."""
        self._used.difference_update(keys)

    def noted(self, name: str) -> bytes:
        """What was last noted under a name; nothing where there is none."""
        with self._forgiving():
            self._connection.execute(_NOTES)
            found = self._connection.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
            return bytes(found[0]) if found and isinstance(found[0], bytes) else b""
        return b""

    def note(self, name: str, value: bytes) -> None:
        """Keep something under a name, in place of what was there."""
        with self._forgiving(), self._connection:
            self._connection.execute(_NOTES)
            self._connection.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))

    def forget_unused(self) -> None:
        """Drop what this run did not ask for: results of older versions, and words of articles that are gone."""
        with self._forgiving(), self._connection:
            self._connection.execute("CREATE TEMP TABLE used (key TEXT PRIMARY KEY)")
            self._connection.executemany("INSERT INTO used VALUES (?)", ((name,) for name in sorted(self._used)))
            gone = self._connection.execute("DELETE FROM results WHERE key NOT IN (SELECT key FROM used)").rowcount
            self._connection.execute("DROP TABLE used")
        with self._forgiving():
            if gone:
                self._connection.execute("VACUUM")

    def _open(self) -> sqlite3.Connection:
        if self._path is None:
            return self._prepared(sqlite3.connect(":memory:"))
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return self._prepared(sqlite3.connect(self._path, timeout=30))
        except sqlite3.DatabaseError as error:
            log.warning("%s could not be used (%s); it is made anew, and this build takes longer", self._path, error)
        except OSError as error:
            log.warning("%s cannot be written (%s); this build remembers nothing", self._path.parent, error.strerror)
            return self._prepared(sqlite3.connect(":memory:"))
        try:
            for leftover in self._path.parent.glob(self._path.name + "*"):
                leftover.unlink()
            return self._prepared(sqlite3.connect(self._path, timeout=30))
        except (OSError, sqlite3.DatabaseError):
            return self._prepared(sqlite3.connect(":memory:"))

    @staticmethod
    def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
        try:
            layout = connection.execute("PRAGMA user_version").fetchone()[0]
            if layout not in {0, LAYOUT}:
                raise sqlite3.DatabaseError(f"made by another version, {layout}")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID")
            connection.execute("SELECT key, value FROM results LIMIT 1").fetchone()
            connection.execute(f"PRAGMA user_version = {LAYOUT}")
            connection.commit()
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection

    def _known(self, keys: Sequence[str], result: TypeAdapter[Result]) -> Iterator[tuple[str, Result]]:
        for name, value in self._read(sorted(set(keys))):
            with contextlib.suppress(ValidationError):  # written by another version: computed again
                yield name, result.validate_json(value)

    def _read(self, keys: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        for start in range(0, len(keys), 500):
            some = keys[start : start + 500]
            marks = ",".join("?" * len(some))
            with self._forgiving():
                query = f"SELECT key, value FROM results WHERE key IN ({marks})"  # noqa: S608 - only question marks
                yield from self._connection.execute(query, some).fetchall()

    def _write(self, rows: Iterable[tuple[str, bytes]]) -> None:
        with self._forgiving(), self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO results VALUES (?, ?)", rows)

    @contextlib.contextmanager
    def _forgiving(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            log.warning("%s: %s; the build goes on without it", self._path, error)
