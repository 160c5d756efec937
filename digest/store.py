"""What need not be computed twice: one SQLite file, recalled by content, safe to delete."""

import contextlib
import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from pydantic import TypeAdapter

from digest.coding import Coder
from digest.file_states import present
from digest.rows import Row, block_row, in_blocks, rows_in, sha
from digest.table import Table

Item = TypeVar("Item")
Result = TypeVar("Result")

BATCH = 64  # how many results are computed before they are stored: an interrupted run loses at most these


def fingerprint(*parts: object) -> str:
    """A key from everything that a result depends on. Parts are JSON values, or have a stable `str`."""
    written = json.dumps(parts, ensure_ascii=True, sort_keys=True, default=str)
    return hashlib.sha256(written.encode("ascii")).hexdigest()


def digest_of(noun: object) -> str:
    """A digest of all that a noun says."""
    kind: Any = type(noun)
    return sha(kind.__name__.encode("ascii"), _adapter(kind).dump_json(noun)).hex()


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
        self._used: set[str] = set()
        self._digests: dict[int, tuple[object, str]] = {}  # by identity: what is replaced is another noun
        self._within: dict[str, str] = {}  # by key of a result, that of the block which repeats it
        self._table = Table(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._table.close()

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
        return self._recalled(keys, dict(zip(keys, items, strict=True)), compute, coder, done, lasting)

    def _recalled(  # noqa: PLR0913, PLR0917 - as `recall`
        self,
        keys: Collection[str],
        wanted: Mapping[str, Item],
        compute: Callable[[Sequence[Item]], Iterable[Result]],
        coder: Coder[Item, Result],
        done: Callable[[int], None],
        lasting: Callable[[Result], bool],
    ) -> list[Result]:
        self._used.update(keys)
        known = dict(self._known(wanted, compute, coder))
        done(sum(name in known for name in keys))
        missing = [(name, item) for name, item in wanted.items() if name not in known]
        fresh = iter(compute([item for _, item in missing]) if missing else ())
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            known.update(self._stored(batch, list(islice(fresh, len(batch))), compute, coder, lasting))
            done(len(batch))
        return [known[name] for name in keys]

    def recall_in_blocks(  # noqa: PLR0913 - as `recall`
        self,
        items: Sequence[Item],
        compute: Callable[[Sequence[Item]], Iterable[Result]],
        own: Callable[[Item], str],
        coder: Coder[Item, Result],
        *,
        made_by: object,
        done: Callable[[int], None] = lambda _: None,
        lasting: Callable[[Result], bool] = lambda _: True,
    ) -> list[Result]:
        """As `recall`, for many items of which few are new: what most of them say at once is read by the block.

        A result's key is made of `made_by`, which is one for all, and of what is an item's `own`. A block is stored
        beside the results that it repeats, so that where one of them is new, the others need not be computed.
        """
        names = [own(item) for item in items]
        blocks = {
            fingerprint("packed block", made_by, [names[at] for at in block]): block for block in in_blocks(names)
        }
        known: dict[int, Result] = {}
        for row in self._table.read(sorted(blocks)):
            with contextlib.suppress(ValueError):  # damaged, or written by another version
                block, rows = blocks[row.key], rows_in(row)
                found = [self._noun(one, items[at], compute, coder) for at, one in zip(block, rows, strict=True)]
                known.update(zip(block, found, strict=True))
                self._count(row.key, rows)
        done(len(known))
        left = {at: fingerprint(made_by, names[at]) for at in range(len(items)) if at not in known}
        rest = {left[at]: items[at] for at in left}
        known.update(zip(left, self._recalled(left.values(), rest, compute, coder, done, lasting), strict=True))
        there = {row.key: row for row in self._table.read(sorted(rest)) if _is_whole(row, rest[row.key], coder)}
        new = {name: [left[at] for at in block] for name, block in blocks.items() if block[0] in left}
        self._repeat({name: [there[key] for key in keys] for name, keys in new.items() if there.keys() >= set(keys)})
        return [known[at] for at in range(len(items))]

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
        """Count these results as not asked for, and the blocks that repeat them: `forget_unused` drops them."""
        for key in keys:
            self._used -= {key, self._within.get(key, key)}

    def noted(self, name: str) -> bytes:
        """What was last noted under a name; nothing where there is none."""
        return self._table.noted(name)

    def note(self, name: str, value: bytes) -> None:
        """Keep something under a name, in place of what was there."""
        self._table.note(name, value)

    def noted_below(self, name: str) -> dict[str, bytes]:
        """What was last noted in parts under a name, by the part; what stands under the name itself is part ""."""
        return self._table.noted_below(name)

    def note_below(self, name: str, parts: Mapping[str, bytes], kept: Collection[str]) -> None:
        """Keep some parts under a name, all at once. Others stay as they were if they are to be `kept`, or go."""
        self._table.note_below(name, parts, kept)

    def now(self) -> int:
        """The time as the file system has it, in nanoseconds; 0 where nothing can be written."""
        with contextlib.suppress(OSError):
            return present(self._path.parent) if self._path else 0
        return 0

    def forget_unused(self) -> None:
        """Drop what this run did not ask for: results of older versions, and words of articles that are gone."""
        self._table.drop_all_but(self._used)

    def _known(
        self,
        wanted: Mapping[str, Item],
        compute: Callable[[Sequence[Item]], Iterable[Result]],
        coder: Coder[Item, Result],
    ) -> Iterator[tuple[str, Result]]:
        """Results that are stored as they were written; all others are as good as missing."""
        for row in self._table.read(sorted(wanted)):
            if _is_whole(row, item := wanted[row.key], coder):
                with contextlib.suppress(ValueError):  # written by another version
                    yield row.key, self._noun(row, item, compute, coder)

    def _noun(
        self, row: Row, item: Item, compute: Callable[[Sequence[Item]], Iterable[Result]], coder: Coder[Item, Result]
    ) -> Result:
        """What a row says. Raises ValueError."""
        rest = partial(self._rest, row.key, row.part, partial(_again, item, compute, coder))
        result = coder.decode(row.head, item, rest)
        self._digests[id(result)] = result, row.digest.hex()
        return result

    def _count(self, block: str, rows: Iterable[Row]) -> None:
        """Count a block as asked for, and the results that it repeats."""
        keys = [row.key for row in rows]
        self._used.update((block, *keys))
        self._within.update(dict.fromkeys(keys, block))

    def _repeat(self, blocks: Mapping[str, Sequence[Row]]) -> None:
        self._table.write(block_row(name, rows) for name, rows in blocks.items())
        for name, rows in blocks.items():
            self._count(name, rows)

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
                part = sha(coded.rest)
                digest = sha(coder.made_of(item).encode("ascii"), part, coded.head)
                self.seal(result, digest.hex())
                rows.append((Row(name, digest, part, coded.head), coded.rest))
                stored.append((result, partial(self._rest, name, part, partial(_again, item, compute, coder))))
            self._computed(result)
            yield name, result
        if self._table.write(rows):
            for result, rest in stored:
                coder.let_go(result, rest)

    def _rest(self, name: str, part: bytes, again: Callable[[], bytes]) -> bytes:
        """What was left for later of a result, unless another process dropped it since."""
        rest = self._table.rest(name)
        return rest if rest is not None and sha(rest) == part else again()


def _is_whole(row: Row, item: Item, coder: Coder[Item, Result]) -> bool:
    """Whether a row is as it was written, for such an item."""
    return sha(coder.made_of(item).encode("ascii"), row.part, row.head) == row.digest


def _again(item: Item, compute: Callable[[Sequence[Item]], Iterable[Result]], coder: Coder[Item, Result]) -> bytes:
    (result,) = compute([item])
    return coder.encode(result).rest
