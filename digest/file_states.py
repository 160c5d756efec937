"""Whether files are as they were, by a look at what their folders say of them."""

import hashlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

# Some file systems keep times in steps of two seconds. A file as young as that may change again and keep its time, so
# that its bytes are compared as well (as git does with its index).
RACY_NS = 2_000_000_000

State = tuple[str, int, int, int, int]  # path below its folder, inode, size, time of change in nanoseconds, mode
_WEIGHTS = 1 << 256  # their number


class UnsureError(Exception):
    """A look at the files cannot tell whether they are the same."""


class Seen(NamedTuple):
    """What a folder says of one of its files."""

    path: str
    said: str  # all that can tell the file from itself after a change
    when: int  # of its last change or move, in nanoseconds
    kind: int  # as `stat.S_IFMT` gives it


class Listing:
    """The files at a path and below it, as their folders say at one moment; asked as often as one likes.

    Hidden files below the path are passed over, and so are those of `leave_out` directly in it. The path may be
    missing. Raises OSError.
    """

    def __init__(self, path: str, *, leave_out: frozenset[str] = frozenset()) -> None:
        self._path = path
        self._found = list(_listed(path, leave_out))

    def lines(self, since: int) -> Iterator[str]:
        """What a state is a digest of, see `state`. Raises UnsureError."""
        yield self._path
        for one in self._found:
            if isinstance(one, str):
                yield one
            elif one.when <= since - RACY_NS and one.kind != stat.S_IFLNK:
                yield one.said
            else:
                yield _read_too(one)

    def younger(self, since: int) -> Iterator[str]:
        """Yield the files that were written, or moved there, after a time of their file system."""
        return (one.path for one in self._found if isinstance(one, Seen) and one.when > since)


def state(*found: str | Listing, since: int) -> str:
    """A digest of the files at some paths and below them; the same only if all of them are.

    `since` is a time of the file system, see `present`, before which states are compared: files changed after it, or
    shortly before, are read. Raises OSError, and UnsureError for a link to what is no file.
    """
    lines: list[str] = []
    for one in found:
        lines += (one if isinstance(one, Listing) else Listing(one)).lines(since)
    return _digest(lines)


def tree(folder: str) -> str:
    """A digest of a folder of finished files, none of which is read. Raises OSError."""
    return tree_of(state_of(path, entry.stat(follow_symlinks=False)) for path, entry in entries(folder))


def tree_of(files: Iterable[State]) -> str:
    """The digest that `tree` gives for a folder of these files, in whatever order."""
    return _sum(map(_weight, files))


def _sum(weights: Iterable[int]) -> str:
    return f"{sum(weights) % _WEIGHTS:064x}"


def tree_after(tree: str, gone: Iterable[State], new: Iterable[State]) -> str:
    """The digest of a folder that had one, when some files are gone and others are new."""
    return f"{(int(tree, 16) - sum(map(_weight, gone)) + sum(map(_weight, new))) % _WEIGHTS:064x}"


def state_of(path: str, seen: os.stat_result) -> State:
    """All that tells a file from another one, and from itself after a change."""
    return path, seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_mode


def _weight(file: State) -> int:
    """Files are summed up, so that the digest of many can follow the change of a few (Bellare and Micciancio, 1997)."""
    written = "\0".join(map(str, file)).encode("utf-8", "surrogateescape")
    return int.from_bytes(hashlib.sha256(written).digest(), "big")


def looks(folders: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield for each of some folders its inode, 0 where it is missing, and the digest of its files. Raises OSError.

    A file that stands in several of them, under as many links, is looked at once: they lie on one file system.
    """
    known: dict[tuple[str, int], int] = {}
    for folder in folders:
        try:
            inode = Path(folder).stat().st_ino
        except FileNotFoundError:
            inode = 0
        yield inode, _sum(_weights(folder, known))


def _weights(folder: str, known: dict[tuple[str, int], int]) -> Iterator[int]:
    for path, entry in entries(folder):
        place = path, entry.inode()
        if place not in known:
            known[place] = _weight(state_of(path, entry.stat(follow_symlinks=False)))
        yield known[place]


def entries(folder: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything below a folder that is no folder, by its path there, in no order; links are not followed.

    A folder that is missing is empty. Raises OSError.
    """
    root, left = f"{folder}/", [""]
    while left:
        below = left.pop()
        with suppress(FileNotFoundError), os.scandir(root + below) as found:
            for entry in found:
                if entry.is_dir(follow_symlinks=False):
                    left.append(f"{below}{entry.name}/")
                else:
                    yield below + entry.name, entry


def program() -> str:
    """A digest of what makes a site: the interpreter, this package and all that are installed, by their versions."""
    installed = {
        name
        for folder in sys.path
        if Path(folder).is_dir()
        for name in os.listdir(folder or ".")  # noqa: PTH208 - names alone are wanted, of large folders
        if name.endswith((".dist-info", ".egg-info"))
    }
    return _digest([sys.version, *sorted(installed), _package()])


def _package() -> str:
    folder = Path(__file__).parent
    files = (path for path in sorted(folder.rglob("*")) if path.suffix != ".pyc" and path.is_file())
    return _digest([f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files])


def present(folder: Path) -> int:
    """The time as the file system of a folder has it, in nanoseconds. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    clock = folder / ".now"
    clock.write_bytes(b"")
    now = clock.stat().st_mtime_ns
    clock.unlink()
    return now


def _listed(path: str, leave_out: frozenset[str]) -> Iterator[str | Seen]:
    """Names and files in order: a folder's name stands before what is in it."""
    try:
        seen = os.lstat(path)
    except FileNotFoundError:
        yield "missing"
        return
    if not stat.S_ISDIR(seen.st_mode):
        yield _seen(path, seen)
        return
    with os.scandir(path) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if not entry.name.startswith(".") and entry.name not in leave_out:
            yield entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _listed(entry.path, frozenset())
            else:
                yield _seen(entry.path, entry.stat(follow_symlinks=False))


def _seen(path: str, seen: os.stat_result) -> Seen:
    said = f"{seen.st_mode} {seen.st_size} {seen.st_mtime_ns} {seen.st_ctime_ns} {seen.st_ino}"
    return Seen(path, said, max(seen.st_mtime_ns, seen.st_ctime_ns), stat.S_IFMT(seen.st_mode))


def _read_too(one: Seen) -> str:
    """What is said of a file, and what is in it; what a link leads to counts as well."""
    if one.kind == stat.S_IFLNK:
        if Path(one.path).exists() and not Path(one.path).is_file():
            raise UnsureError(one.path)
        return f"{one.said} {Path(one.path).readlink()} {_read(one.path)}"
    return f"{one.said} {_read(one.path)}" if one.kind == stat.S_IFREG else one.said


def _read(path: str) -> str:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - paths are text here: there are many
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return f"cannot be read ({error.errno})"


def _digest(lines: list[str]) -> str:
    return hashlib.sha256("\0".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


if __name__ == "__main__":  # in a process of its own, which needs nothing else of this program
    sys.stdout.writelines("{} {}\n".format(*found) for found in looks(sys.argv[1:]))
