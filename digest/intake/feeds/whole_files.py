"""Files that appear in one step: whole, or not at all."""

import errno
import os
from contextlib import suppress
from pathlib import Path

BEGUN = ".new"  # ends the name of a file that is being written


def write_whole(path: Path, data: bytes) -> bool:
    """Write a file in one step; False, touching nothing, where it holds these bytes already.

    A kill in the middle leaves a hidden file beside it at most, which the next write replaces; so only one process may
    write the file at a time. Raises OSError, with nothing left.
    """
    try:
        if path.read_bytes() == data:
            return False
    except FileNotFoundError:
        pass
    begun = path.with_name(f".{path.name}{BEGUN}")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        _write(begun, data)
        begun.replace(path)
    except OSError:
        with suppress(OSError):
            begun.unlink()
        raise
    return True


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def refuse_outside(folder: Path, content: Path) -> None:
    """Raise OSError for a folder that a symbolic link leads out of the content folder."""
    if not folder.resolve().is_relative_to(content.resolve()):
        raise OSError(errno.ELOOP, "leads out of the content folder; remove the symbolic link", str(folder))
