"""Whether files are as they were, by a look at what their folders say of them."""

import hashlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

# Some file systems keep times in steps of two seconds. A file as young as that may change again and keep its time, so
# that its bytes are compared as well (as git does with its index).
RACY_NS = 2_000_000_000

State = tuple[str, int, int, int, int]  # path below its folder, inode, size, time of change in nanoseconds, mode
_WEIGHTS = 1 << 256  # their number


class UnsureError(Exception):
    """A look at the files cannot tell whether they are the same."""


def state(*paths: str, since: int, leave_out: frozenset[str] = frozenset()) -> str:
    """A digest of the files at some paths and below them; the same only if all of them are.

    `since` is a time of the file system, see `present`, before which states are compared: files changed after it, or
    shortly before, are read. Hidden files below the paths are passed over, and so are those of `leave_out` directly in
    them. A path may be missing. Raises OSError, and UnsureError for a link to what is no file.
    """
    lines = []
    for path in paths:
        lines += [path, *_lines(path, since, leave_out)]
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


def younger(folder: str, since: int, *, leave_out: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the files below a folder that were written, or moved there, after a time of its file system.

    Hidden files are passed over, and so are those of `leave_out` directly in the folder. Raises OSError.
    """
    with os.scandir(folder) as entries:
        found = [entry for entry in entries if not entry.name.startswith(".") and entry.name not in leave_out]
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from younger(entry.path, since)
        else:
            seen = entry.stat(follow_symlinks=False)
            if max(seen.st_mtime_ns, seen.st_ctime_ns) > since:
                yield entry.path


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


def _lines(path: str, since: int, leave_out: frozenset[str]) -> Iterator[str]:
    try:
        seen = os.lstat(path)
    except FileNotFoundError:
        yield "missing"
        return
    if not stat.S_ISDIR(seen.st_mode):
        yield _line(path, seen, since)
        return
    with os.scandir(path) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if not entry.name.startswith(".") and entry.name not in leave_out:
            yield entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _lines(entry.path, since, frozenset())
            else:
                yield _line(entry.path, entry.stat(follow_symlinks=False), since)


def _line(path: str, seen: os.stat_result, since: int) -> str:
    """All that can tell a file from itself after a change; what a link leads to counts as well."""
    told = f"{seen.st_mode} {seen.st_size} {seen.st_mtime_ns} {seen.st_ctime_ns} {seen.st_ino}"
    if stat.S_ISLNK(seen.st_mode):
        if Path(path).exists() and not Path(path).is_file():
            raise UnsureError(path)
        return f"{told} {Path(path).readlink()} {_read(path)}"
    if max(seen.st_mtime_ns, seen.st_ctime_ns) > since - RACY_NS and stat.S_ISREG(seen.st_mode):
        return f"{told} {_read(path)}"
    return told


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
