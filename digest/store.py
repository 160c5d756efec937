"""What need not be computed twice: one SQLite file, recalled by content, safe to delete."""

import contextlib
import hashlib
import json
import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from pydantic import TypeAdapter

from digest.coding import Coder
from digest.database import Schema, opened
from digest.file_states import present

log = logging.getLogger(__name__)

Item = TypeVar("Item")
Result = TypeVar("Result")

BATCH = 64  # how many results are computed before they are stored: an interrupted run loses at most these
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


def fingerprint(*parts: object) -> str:
    """A key from everything that a result depends on. Parts are JSON values, or have a stable `str`."""
    written = json.dumps(parts, ensure_ascii=True, sort_keys=True, default=str)
    return hashlib.sha256(written.encode("ascii")).hexdigest()


def digest_of(noun: object) -> str:
    """A digest of all that a noun says."""
    kind: Any = type(noun)
    return _sha(kind.__name__.encode("ascii"), _adapter(kind).dump_json(noun)).hex()


@cache
def code_version(room: str, *, packages: tuple[str, ...]) -> str:
    """What made a result: a room's own files, the nouns, the shared readers of days and numbers, and its packages.

    The room may be a single file.
    Read from the files themselves, so that nobody can forget to raise a number.
    """
    folder = Path(__file__).parent
    shared = [path for part in (room, "nouns") for path in (folder / part).rglob("*") if path.is_file()]
    single = [path for path in (folder / room, folder / "dates.py", folder / "numerals.py") if path.is_file()]
    files = sorted([*shared, *single])
    code = hashlib.sha256()
    for path in files:
        if not any(part.startswith((".", "__pycache__")) for part in path.relative_to(folder).parts):
            code.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{room} {code.hexdigest()} {' '.join(f'{name}={version(name)}' for name in packages)}"


def _sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"\0".join(parts)).digest()


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


class Store:
    """A memory of finished results, by key. Losing it costs time and nothing else.

    A file that is corrupt or foreign is replaced with a warning, a result in it that is not as it was written is
    computed again; a disk that cannot be written makes the store forget without harm. Several processes may use one
    file. Without a path nothing outlives the object.
    """

    def __init__(self, path: Path | None, *, computed: Callable[[object], None] = lambda _: None) -> None:
        """Open the file, or make it. `computed` hears of each result that could not be recalled."""
        self._path = path
        self._computed = computed
        self._closed = False
        self._used: set[str] = set()
        self._digests: dict[int, tuple[object, str]] = {}  # by identity: what is replaced is another noun
        self._connection = opened(self._path, _SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._path:  # what is in memory alone is given up with the object, when nobody can ask for it any more
            self._connection.close()
            self._closed = True

    def recall(  # noqa: PLR0913, PLR0917 - each says something else about the results
        self,
        items: Sequence[Item],
        compute: Callable[[Sequence[Item]], Iterable[Result]],
        key: Callable[[Item], str],
        coder: Coder[Item, Result],
        done: Callable[[int], None] = lambda _: None,
        lasting: Callable[[Result], bool] = lambda _: True,
    ) -> list[Result]:
        """The result of each item, in order; only the missing ones are computed, and stored as they come.

        `compute` yields the results of some items, one each and in order. `key` must tell apart whatever makes results
        differ; it is made of digests (see `digest`), not of whole nouns. `coder` writes and reads the results. `done`
        hears how many more are finished. A result that is not `lasting` is used now and computed again the next time.
        """
        keys = [key(item) for item in items]
        self._used.update(keys)
        wanted = dict(zip(keys, items, strict=True))
        known = dict(self._known(wanted, compute, coder))
        done(sum(name in known for name in keys))
        missing = [(name, item) for name, item in wanted.items() if name not in known]
        fresh = iter(compute([item for _, item in missing]) if missing else ())
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            known.update(self._stored(batch, list(islice(fresh, len(batch))), compute, coder, lasting))
            done(len(batch))
        return [known[name] for name in keys]

    def digest(self, noun: object) -> str:
        """A digest of all that a noun says. It costs nothing for what was recalled here, or sealed."""
        known = self._digests.get(id(noun))
        return known[1] if known else digest_of(noun)

    def seal(self, noun: object, digest: str) -> None:
        """Let `digest` stand for a noun; it must be made of the digests of all that the noun says."""
        self._digests[id(noun)] = noun, digest

    def keep(self, keys: Iterable[str]) -> None:
        """Count these results as asked for: `forget_unused` leaves them."""
        self._used.update(keys)

    def disown(self, keys: Iterable[str]) -> None:
        """Count these results as not asked for: `forget_unused` drops them."""
        self._used.difference_update(keys)

    def noted(self, name: str) -> bytes:
        """What was last noted under a name; nothing where there is none."""
        with self._forgiving():
            found = self._connection.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
            return bytes(found[0]) if found and isinstance(found[0], bytes) else b""
        return b""

    def note(self, name: str, value: bytes) -> None:
        """Keep something under a name, in place of what was there."""
        with self._forgiving(), self._connection:
            self._connection.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))

    def now(self) -> int:
        """The time as the file system has it, in nanoseconds; 0 where nothing can be written."""
        with contextlib.suppress(OSError):
            return present(self._path.parent) if self._path else 0
        return 0

    def forget_unused(self) -> None:
        """Drop what this run did not ask for: results of older versions, and words of articles that are gone."""
        with self._forgiving(), self._connection:
            there = [name for (name,) in self._connection.execute("SELECT key FROM results")]
            gone = [(name,) for name in there if name not in self._used]
            self._connection.executemany("DELETE FROM results WHERE key = ?", gone)
        with self._forgiving():
            empty, pages = (self._connection.execute(f"PRAGMA {one}").fetchone()[0] for one in SIZES)
            if empty * SLACK > pages:
                self._connection.execute("VACUUM")

    def _known(
        self,
        wanted: Mapping[str, Item],
        compute: Callable[[Sequence[Item]], Iterable[Result]],
        coder: Coder[Item, Result],
    ) -> Iterator[tuple[str, Result]]:
        """Results that are stored as they were written; all others are as good as missing."""
        for name, digest, part, head in self._read(sorted(wanted)):
            item = wanted[name]
            if _sha(coder.made_of(item).encode("ascii"), part, head) != digest:
                continue
            again = partial(_again, item, compute, coder)
            with contextlib.suppress(ValueError):  # written by another version
                result = coder.decode(head, item, partial(self._rest, name, part, again))
                self.seal(result, digest.hex())
                yield name, result

    def _stored(
        self,
        batch: Sequence[tuple[str, Item]],
        fresh: Sequence[Result],
        compute: Callable[[Sequence[Item]], Iterable[Result]],
        coder: Coder[Item, Result],
        lasting: Callable[[Result], bool],
    ) -> Iterator[tuple[str, Result]]:
        rows, stored = [], []
        for (name, item), result in zip(batch, fresh, strict=True):
            if lasting(result):
                coded = coder.encode(result)
                part = _sha(coded.rest)
                digest = _sha(coder.made_of(item).encode("ascii"), part, coded.head)
                self.seal(result, digest.hex())
                rows.append((name, digest, part, coded.head, coded.rest))
                stored.append((result, partial(self._rest, name, part, partial(_again, item, compute, coder))))
            self._computed(result)
            yield name, result
        if self._write(rows):
            for result, rest in stored:
                coder.let_go(result, rest)

    def _rest(self, name: str, part: bytes, again: Callable[[], bytes]) -> bytes:
        """What was left for later of a result, unless another process dropped it since."""
        if self._closed:
            self._connection, self._closed = opened(self._path, _SCHEMA), False
        with self._forgiving():
            row = self._connection.execute("SELECT CAST(rest AS BLOB) FROM results WHERE key = ?", (name,)).fetchone()
            if row and _sha(row[0] or b"") == part:
                return bytes(row[0] or b"")
        return again()

    def _read(self, keys: Sequence[str]) -> Iterator[tuple[str, bytes, bytes, bytes]]:
        for start in range(0, len(keys), 500):
            some = keys[start : start + 500]
            marks = ",".join("?" * len(some))
            with self._forgiving():
                query = f"SELECT key, {READ} FROM results WHERE key IN ({marks})"  # noqa: S608 - our own words
                yield from self._connection.execute(query, some).fetchall()

    def _write(self, rows: Sequence[tuple[str, bytes, bytes, bytes, bytes]]) -> bool:
        """Whether they are stored."""
        with self._forgiving(), self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?)", rows)
            return True
        return False

    @contextlib.contextmanager
    def _forgiving(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            log.warning("%s: %s; the build goes on without it", self._path, error)


def _again(item: Item, compute: Callable[[Sequence[Item]], Iterable[Result]], coder: Coder[Item, Result]) -> bytes:
    (result,) = compute([item])
    return coder.encode(result).rest
