"""A folder as one value: what a reader of the published site sees, and whether two folders are the same."""

import hashlib
import os
from pathlib import Path

CHUNK = 1 << 20


def listing(folder: int) -> dict[str, str]:
    """A hash of every file below an opened folder, by path. Nothing is looked up by the folder's name.

    Raises FileNotFoundError where a file goes while it is read.
    """
    found = {}
    for place, _, names, at in os.fwalk(".", dir_fd=folder, onerror=_raise):
        for name in names:
            found[os.path.normpath(f"{place}/{name}")] = _hash(name, at)
    return found


def _raise(error: OSError) -> None:
    raise error


def _hash(name: str, at: int) -> str:
    handle = os.open(name, os.O_RDONLY, dir_fd=at)
    try:
        read = hashlib.sha256()
        while chunk := os.read(handle, CHUNK):
            read.update(chunk)
        return read.hexdigest()
    finally:
        os.close(handle)


def opened(folder: Path) -> dict[str, str]:
    """A hash of every file of a folder, opened once. Raises FileNotFoundError."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        return listing(handle)
    finally:
        os.close(handle)


def digest_of(files: dict[str, str]) -> str:
    """One value for a whole tree."""
    return hashlib.sha256("".join(f"{name}\0{files[name]}\n" for name in sorted(files)).encode()).hexdigest()


def differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """What differs between two trees, a line each."""
    names = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
    return [
        f"{name}: {'differs' if name in one and name in other else f'only in the {1 if name in one else 2}. tree'}"
        for name in names
    ]
