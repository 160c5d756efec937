"""What the files of a site were made of: one SQLite file in the work folder, safe to delete."""

import contextlib
import sqlite3
from collections import ChainMap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from digest.database import Schema, opened
from digest.file_states import State, tree_after, tree_of

NAME = "site.sqlite"
_SCHEMA = Schema(
    layout=3,
    tables="""
CREATE TABLE IF NOT EXISTS files (
    path TEXT, ino INT, size INT, mtime INT, mode INT,
    key TEXT,
    trees INT,  -- the numbers of those where it stands, added up
    PRIMARY KEY (path, ino)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS unlike ON files (trees) WHERE trees <> 7;  -- the few that do not stand everywhere
CREATE TABLE IF NOT EXISTS trees (number INT PRIMARY KEY, digest TEXT);
CREATE TABLE IF NOT EXISTS folders (path TEXT, key TEXT, name TEXT, PRIMARY KEY (path, key, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS leaves (path TEXT, key TEXT, ids BLOB, links BLOB, PRIMARY KEY (path, key));
""",
    columns={
        "files": "path, ino, size, mtime, mode, key, trees",
        "trees": "number, digest",
        "folders": "path, key, name",
        "leaves": "path, key, ids, links",
    },
    loss="all pages are made again",
)
_PUT = """
INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path, ino) DO UPDATE
SET size = excluded.size, mtime = excluded.mtime, mode = excluded.mode, key = excluded.key,
    trees = trees | excluded.trees
"""
_SOME = 500  # paths asked for at once
_STATE = "path, ino, size, mtime, mode"
_TREES = (1, 2)  # numbers that can be added up to say where a file stands
_CHECKED = 4  # likewise, of the last site whose links were checked, which is no folder
_EVERYWHERE = 7


_SHORT = 16  # digits of the key of a program with its settings


def key_by(made_by: str, digest: str) -> str:
    """The key of a file that a program with its settings made, by their own key, of what has this digest."""
    return f"{made_by[:_SHORT]}:{digest}"


class DamagedError(Exception):
    """The file cannot be used after all; a build starts again without it."""


@contextlib.contextmanager
def _sound() -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise DamagedError(str(error)) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What made each file, by path."""

    trees: Mapping[int, Mapping[str, str]]  # by their number
    checked: Mapping[str, str]  # of the last site whose links were checked
    unlike: frozenset[str]  # paths outside of which all these are the same


class Manifest:
    """Which key made each file of the published site and of the one before; a file is known by its state.

    The two are trees, known by a digest of their files: where one stands as it was left, nobody need look at its files,
    wherever it stands, after a roll-back too. Where it does not, a file that was changed by hand is not known. The
    manifest also remembers which files the last checked site had, and of each page what it offers to links and where
    its own lead (see `links`). A file that is corrupt or foreign is replaced with a warning: then everything is made
    again. Nothing is kept unless `commit` is called.
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

    def numbers(self, published: str, before: str) -> tuple[int, int]:
        """Which trees the two sites with these digests are, or take the place of."""
        digests = dict(self._read("SELECT digest, number FROM trees WHERE number IN (?, ?)", _TREES))
        one, other = _TREES
        first = digests.get(published, one if digests.get(before, other) == other else other)
        return first, sum(_TREES) - first

    def tree(self, number: int) -> str:
        """The digest of a tree, "" for one that is not known."""
        return next(
            (str(digest) for (digest,) in self._read("SELECT digest FROM trees WHERE number = ?", (number,))), ""
        )

    def keys(self) -> "Keys":
        """What made each file of the trees and of the last checked site. Nearly all stand in all three."""
        same = dict(self._read("SELECT path, key FROM files WHERE trees = ?", (_EVERYWHERE,)))
        unlike = list(self._read("SELECT path, key, trees FROM files WHERE trees <> 7"))  # as the index has it
        own = {
            number: {path: key for path, key, numbers in unlike if numbers & number} for number in (*_TREES, _CHECKED)
        }
        trees = {number: same | own[number] for number in _TREES}
        return Keys(
            trees=trees,
            checked=ChainMap(own[_CHECKED], same),  # it is seldom looked up
            unlike=frozenset(path for path, _, _ in unlike),
        )

    def has(self, path: str, key: str) -> bool:
        """Whether a file that this key made was left in one of the trees."""
        query = "SELECT 1 FROM files WHERE path = ? AND key = ? AND trees & ?"
        return any(self._read(query, (path, key, sum(_TREES))))

    def files(self) -> dict[State, str]:
        """The key of each file that is known, wherever it stands."""
        return {tuple(state): key for *state, key in self._read(f"SELECT {_STATE}, key FROM files")}  # noqa: S608 - ours

    def set_tree(self, number: int, files: Collection[State]) -> None:
        """Say which of the known files a tree has."""
        self._write("UPDATE files SET trees = trees & ~ ?", [(number,)])
        self._write(
            "UPDATE files SET trees = trees | ? WHERE path = ? AND ino = ?", ((number, *file[:2]) for file in files)
        )
        self._write("INSERT OR REPLACE INTO trees VALUES (?, ?)", [(number, tree_of(files))])

    def change_tree(self, number: int, gone: Iterable[str], new: Mapping[State, str]) -> None:
        """Take files at the paths `gone` out of a tree, and put new ones in, by what made them."""
        paths = [*gone, *(file[0] for file in new)]
        here = f"SELECT {_STATE} FROM files WHERE path = ? AND trees & ?"  # noqa: S608 - our own words
        old = [file for path in paths for file in self._read(here, (path, number))]
        self._write("UPDATE files SET trees = trees & ~ ? WHERE path = ?", ((number, path) for path in paths))
        self._write(_PUT, ((*file, key, number) for file, key in new.items()))
        self._write("UPDATE trees SET digest = ? WHERE number = ?", [(tree_after(self.tree(number), old, new), number)])

    def forget_files(self) -> None:
        """Forget what stands nowhere any more."""
        self._write("DELETE FROM files WHERE trees <> 7 AND trees = ?", [(0,)])

    def set_site(self, number: int, gone: Iterable[str], new: Mapping[str, str]) -> None:
        """A tree is the site that was checked last: which files of the one before are gone, and which are new, by key.

        What only that one had to say of links is forgotten.
        """
        paths = [(path,) for path in (*gone, *new)]
        self._write(f"UPDATE files SET trees = trees & ~ {_CHECKED} WHERE path = ?", paths)  # noqa: S608 - our own number
        self._write(
            f"UPDATE files SET trees = trees | {_CHECKED} WHERE path = ? AND key = ? AND trees & ?",  # noqa: S608 - likewise
            ((path, key, number) for path, key in new.items()),
        )
        self._write("DELETE FROM leaves WHERE path = ?", paths[: len(paths) - len(new)])
        self._write("DELETE FROM leaves WHERE path = ? AND key <> ?", new.items())

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

    def all_links(self) -> bytes:
        """The links of all leaves, one after the other."""
        return b"".join(links for (links,) in self._read("SELECT links FROM leaves"))

    def _read(self, query: str, values: Sequence[str | int] = ()) -> Iterator[Any]:
        with _sound():
            yield from self._connection.execute(query, values)

    def _write(self, query: str, rows: Iterable[Sequence[object]]) -> None:
        with _sound():
            self._connection.executemany(query, rows)
