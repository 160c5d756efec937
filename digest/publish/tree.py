"""Folders of finished files: what stands in one, and how one becomes another at the cost of their difference."""

import contextlib
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from digest.publish.manifest import Identity

_FILE, _FOLDER = 0o644, 0o755  # a web server may read everything


@dataclass(frozen=True, slots=True)
class Standing:
    """The files of one folder."""

    keys: Mapping[str, str]  # what made each file, by path; "" where that is not known
    identities: Mapping[str, Identity]  # of those that are known


def standing(folder: Path, known: Mapping[Identity, str]) -> Standing:
    """What stands in a folder, told from the identities of its files; a folder that is missing is empty."""
    keys: dict[str, str] = {}
    identities: dict[str, Identity] = {}
    for path, stat in entries(folder):
        identity = (path, stat.st_ino, stat.st_size, stat.st_mtime_ns)
        key = known.get(identity) if S_ISREG(stat.st_mode) else None
        keys[path] = key or ""
        if key:
            identities[path] = identity
    return Standing(keys, identities)


def entries(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Everything below a folder that is no folder, by its path there, in no order; links are not followed."""
    left = [""]
    while left:
        below = left.pop()
        with contextlib.suppress(FileNotFoundError), os.scandir(folder / below) as found:
            for entry in found:
                if entry.is_dir(follow_symlinks=False):
                    left.append(f"{below}{entry.name}/")
                else:
                    yield below + entry.name, entry.stat(follow_symlinks=False)


def identity_of(folder: Path, path: str) -> Identity:
    """The identity of a file below a folder."""
    stat = (folder / path).lstat()
    return path, stat.st_ino, stat.st_size, stat.st_mtime_ns


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where the files of a new site come from."""

    made: Path  # the folder of what was made now
    paths: Collection[str]  # of the files there
    published: Path


def turn(tree: Path, before: Mapping[str, str], wanted: Mapping[str, str], sources: Sources) -> tuple[str, ...]:
    """Make of a folder the one that is wanted (key by path), and say which files it got.

    `before` is what stands in the folder. What was made is moved in, the rest is linked from the published site, which
    stays as it is: no file is ever written into, because a link may lead to it from elsewhere.
    """
    _folder(tree)
    _remove(tree, (path for path in before if path not in wanted))
    got = tuple(path for path, key in wanted.items() if before.get(path) != key)
    for path in got:
        target = tree / path
        _make_room(target)
        if path in sources.paths:
            (sources.made / path).replace(target)
        else:
            _link(sources.published / path, target)
        target.chmod(_FILE)
    return got


def _remove(tree: Path, paths: Iterable[str]) -> None:
    emptied: set[Path] = set()
    for path in paths:
        (tree / path).unlink(missing_ok=True)
        emptied.update(parent for parent in (tree / path).parents if tree in parent.parents)
    for folder in sorted(emptied, key=lambda folder: len(folder.parts), reverse=True):
        with contextlib.suppress(OSError):  # something else stands there
            folder.rmdir()


def _make_room(target: Path) -> None:
    """See that a file can be put there: its folder is, and neither a file nor a folder is in its place."""
    _folder(target.parent)
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    else:
        target.unlink(missing_ok=True)


def _folder(path: Path) -> None:
    if path.is_dir():
        return
    _folder(path.parent)
    path.mkdir()
    path.chmod(_FOLDER)


def _link(source: Path, target: Path) -> None:
    """A second name for the same file, or a copy where the system has no such names."""
    try:
        os.link(source, target, follow_symlinks=False)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(source, target, follow_symlinks=False)
