"""Folders of finished files: what stands in one, and how one becomes another at the cost of their difference."""

import contextlib
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from digest.file_states import State, entries, state_of
from digest.publish.manifest import Manifest

_FILE, _FOLDER = 0o644, 0o755  # a web server may read everything


@dataclass(frozen=True, slots=True)
class Standing:
    """The files of one folder."""

    keys: Mapping[str, str]  # what made each file, by path; "" where that is not known
    number: int  # of the manifest's tree that has those whose key is known


def strangers(folder: Path, number: int, digest: str, manifest: Manifest) -> frozenset[str]:
    """What stands in a folder that is, or takes the place of, a tree of the manifest, and is not known.

    Where its `digest` is that of the tree, no file needs a look; else each is known by its state, or not, and the tree
    becomes what is known of the folder. One that is missing is empty.
    """
    if manifest.tree(number) == digest:
        return frozenset()
    known = manifest.files()
    found = [state_of(path, entry.stat(follow_symlinks=False)) for path, entry in entries(str(folder))]
    manifest.set_tree(number, [file for file in found if file in known])
    return frozenset(file[0] for file in found if file not in known)


def difference(
    before: Mapping[str, str], now: Mapping[str, str], among: Iterable[str]
) -> tuple[tuple[str, ...], dict[str, str]]:
    """Of some paths those that are gone, and what made each file that is new or another one, by path."""
    known = before.get
    new = {path: now[path] for path in among if path in now and known(path) != now[path]}
    return tuple(path for path in among if path in before and path not in now), new


def seen(folder: Path, path: str) -> State:
    """The state of a file below a folder."""
    return state_of(path, os.lstat(f"{folder}/{path}"))


class Room:
    """A folder in which files are put, at any depth; what a web server must enter and read, it may."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._root = folder, f"{folder}/"
        self._there: set[str] = set()

    def write(self, path: str, data: bytes) -> None:
        """A new file."""
        place = self._place(path)
        with open(place, "wb") as file:  # noqa: PTH123 - thousands a second: no object for each path
            file.write(data)
        os.chmod(place, _FILE)  # noqa: PTH101 - likewise

    def move(self, source: Path, path: str) -> None:
        """A file from elsewhere on the same disk, in place of what stood there."""
        self._put(lambda place: _move(source, place), path)

    def link(self, source: Path, path: str) -> None:
        """A second name for a file in place of what stood there, or a copy where the system has no such names."""
        self._put(lambda place: _link(source, place), path)

    def _put(self, into: Callable[[str], object], path: str) -> None:
        place = self._place(path)
        try:
            into(place)
        except (FileExistsError, IsADirectoryError):
            _clear(Path(place))
            into(place)

    def _place(self, path: str) -> str:
        below = path.rpartition("/")[0]
        if below not in self._there:
            _folder(self._folder / below)
            self._there.add(below)
        return self._root + path


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where the files of a new site come from."""

    made: Path  # the folder of what was made now
    paths: Collection[str]  # of the files there
    published: Path


def turn(tree: Path, gone: Iterable[str], new: Iterable[str], sources: Sources) -> None:
    """Make of a folder another one, in which the files at some paths are gone, and others are new.

    What was made is moved in, the rest is linked from the published site, which stays as it is: no file is ever written
    into, because a link may lead to it from elsewhere.
    """
    _folder(tree)
    _remove(tree, gone)
    room = Room(tree)
    for path in new:
        if path in sources.paths:
            room.move(sources.made / path, path)
        else:
            room.link(sources.published / path, path)


def _remove(tree: Path, paths: Iterable[str]) -> None:
    emptied: set[Path] = set()
    for path in paths:
        (tree / path).unlink(missing_ok=True)
        emptied.update(parent for parent in (tree / path).parents if tree in parent.parents)
    for folder in sorted(emptied, key=lambda folder: len(folder.parts), reverse=True):
        with contextlib.suppress(OSError):  # something else stands there
            folder.rmdir()


def _clear(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def _folder(path: Path) -> None:
    if path.is_dir():
        return
    _folder(path.parent)
    path.mkdir()
    path.chmod(_FOLDER)


def _move(source: Path, place: str) -> None:
    os.replace(source, place)  # noqa: PTH105 - thousands a second: no object for each path
    os.chmod(place, _FILE)  # noqa: PTH101 - likewise


def _link(source: Path, place: str) -> None:
    try:
        os.link(source, place, follow_symlinks=False)
    except (FileExistsError, FileNotFoundError):
        raise
    except OSError:
        with open(place, "xb") as copy, source.open("rb") as file:  # noqa: PTH123 - never into a file that is there
            shutil.copyfileobj(file, copy)
        os.chmod(place, _FILE)  # noqa: PTH101 - likewise
