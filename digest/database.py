"""SQLite files that may be lost: opened, or made anew where they are corrupt, foreign or of another version."""

import contextlib
import logging
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """What a file of ours looks like."""

    layout: int  # raised when a table changes
    tables: str  # statements that make those that are missing
    columns: Mapping[str, str]  # by table: what must be there for the file to be ours
    loss: str  # what it costs when the file is made anew, in words


def opened(path: Path | None, schema: Schema) -> sqlite3.Connection:
    """A connection to the file; to memory where there is no path, or where no file can be written (with a warning)."""
    if path is None:
        return _prepared(sqlite3.connect(":memory:"), schema)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _prepared(sqlite3.connect(path, timeout=30), schema)
    except sqlite3.DatabaseError as error:
        log.warning("%s could not be used (%s); it is made anew, and %s", path, error, schema.loss)
    except OSError as error:
        log.warning("%s cannot be written (%s); this build remembers nothing", path.parent, error.strerror)
        return _prepared(sqlite3.connect(":memory:"), schema)
    with contextlib.suppress(OSError, sqlite3.DatabaseError):
        for leftover in path.parent.glob(path.name + "*"):
            leftover.unlink()
        return _prepared(sqlite3.connect(path, timeout=30), schema)
    return _prepared(sqlite3.connect(":memory:"), schema)


def _prepared(connection: sqlite3.Connection, schema: Schema) -> sqlite3.Connection:
    """Raises sqlite3.DatabaseError for a file that is not ours; it is closed then."""
    try:
        layout = connection.execute("PRAGMA user_version").fetchone()[0]
        if layout not in {0, schema.layout}:
            raise sqlite3.DatabaseError(f"made by another version, {layout}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.executescript(schema.tables)
        for table, columns in schema.columns.items():
            connection.execute(f"SELECT {columns} FROM {table} LIMIT 1").fetchone()  # noqa: S608 - our own names
        if not layout:  # what is so already would be written, too
            connection.execute(f"PRAGMA user_version = {schema.layout}")
        connection.commit()
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
