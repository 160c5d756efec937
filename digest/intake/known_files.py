"""Files that look as they did when they were read: what they hold is known by its hash, and read only on demand."""

import hashlib
import json
import os
import stat
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from digest.errors import ReceiptError
from digest.intake.parts import cut
from digest.nouns import Raw, Skipped
from digest.nouns.deferred import deferred, fetchable, hold

# A file may change again within a step of its file system's clock, which is two seconds at worst, and look the same.
RACY_NS = 2_000_000_000
_VERSION = 1


class KnownFiles:
    """Remembers, by name, how files looked and what was in them.

    `noted` is what was remembered before; `now` is a time on the file system's own clock, in nanoseconds, before any
    file is looked at. Without it nothing is remembered.
    """

    def __init__(self, noted: bytes = b"", *, now: int = 0) -> None:
        self._before = _read(noted)
        self._now: dict[str, Any] = {}
        self._still = now - RACY_NS

    def sources(
        self,
        path: str,
        name: str,
        items: str | None,
        max_bytes: int,
        read: Callable[[str, str], Iterator[Raw | Skipped]],
    ) -> Sequence[Raw | Skipped]:
        """What a file of at most `max_bytes` holds: known, or `read` from its path, under its name.

        `items` says where its records are; None where it has none.
        """
        look = _look(path)
        if look is None:
            return tuple(read(path, name))
        before = self._before.get(name)
        if before and before[0] == look and before[1] == items and look[0] <= max_bytes:
            self._now[name] = before
            return [_raw(path, name, record, sha256, items) for record, sha256 in before[2]]
        found = tuple(read(path, name))
        for one in found:
            if isinstance(one, Raw):
                fetchable(one, ("data",), _facts(path, name, one.record, one.sha256, items))
                if not one.record:  # else the whole file is read and cut for each record
                    hold(one)
        if all(isinstance(one, Raw) for one in found):
            self._now[name] = [look, items, [[one.record, one.sha256] for one in found if isinstance(one, Raw)]]
        return found

    def noted(self, *, but: Collection[str] = ()) -> bytes | None:
        """What to remember; None where that is what was `noted` before.

        Files are left out that are so young that a change might not be seen, and those called `but`.
        """
        old = {name: one for name, one in self._now.items() if max(one[0][1], one[0][2]) < self._still}
        now = {name: one for name, one in old.items() if name not in but}
        return None if now == self._before else json.dumps({"version": _VERSION, "files": now}).encode("ascii")


def _read(noted: bytes) -> Mapping[str, Any]:
    with suppress(ValueError, KeyError, TypeError):
        data = json.loads(noted)
        if data["version"] == _VERSION:
            return dict(data["files"])
    return {}


def _look(path: str) -> list[int] | None:
    """Size, times and number of a regular file; None for anything else."""
    try:
        seen = os.lstat(path)
    except OSError:
        return None
    return [seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino] if stat.S_ISREG(seen.st_mode) else None


def _raw(path: str, name: str, record: int, sha256: str, items: str | None) -> Raw:
    now = {"path": name, "record": record, "sha256": sha256}
    return deferred(Raw, now, _facts(path, name, record, sha256, items))


def _facts(path: str, name: str, record: int, sha256: str, items: str | None) -> Callable[[], Mapping[str, Any]]:
    return lambda: {"data": _data(path, name, record, sha256, items)}


def _data(path: str, name: str, record: int, sha256: str, items: str | None) -> bytes:
    """The bytes that have been seen before. Raises ReceiptError where they are gone."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise ReceiptError(f"{name}: cannot be read again ({error.strerror}); put it back and build again") from error
    if record:
        data = next((one.data for one in cut(data, name, items or "") if one.number == record), b"")
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ReceiptError(f"{name}: changed on disk while the digest was built; build again")
    return data
