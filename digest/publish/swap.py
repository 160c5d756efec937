"""A finished folder takes the place of the published one in a single step, under a lock."""

import ctypes
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from digest.errors import BuildError, BusyError

_STAGING = ".digest-staging-"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NO_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM}


@contextmanager
def exclusive(work: Path) -> Iterator[None]:
    """Hold the lock of the work folder. Raises BusyError at once where another process holds it, else BuildError.

    The same process may enter again: the lock counts.
    """
    lock = FileLock(work / "build.lock", timeout=0, is_singleton=True)
    try:
        work.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        message = f"another build is at work here ({work}); wait until it has finished"
        raise BusyError(message) from None
    except OSError as error:
        message = f"{work}: a build needs this folder and cannot write there ({error.strerror})"
        raise BuildError(message) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def staging(output: Path, work: Path) -> Iterator[Path]:
    """A fresh folder on the file system of `output`, gone afterwards; first clears what a killed build left behind.

    Raises BuildError where it cannot be made.
    """
    output = output.resolve()
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        place = work if _device(work) == _device(output.parent) else output.parent
        _recover(output, previous(output, work))
        for left in sorted(place.glob(f"{_STAGING}*")):
            shutil.rmtree(left, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(prefix=_STAGING, dir=place))
    except OSError as error:
        message = f"the site could not be written at {output}: {error}"
        raise BuildError(message) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def previous(output: Path, work: Path) -> Path:
    """Where the site that was published before is kept, for roll-back."""
    return _beside(output, work, "previous")


def spare(output: Path, work: Path) -> Path:
    """Where a copy of the published site waits while none from before it is kept: it is nothing to roll back to."""
    return _beside(output, work, "spare")


def second(output: Path, work: Path) -> Path:
    """The folder that a build turns into the new site: the one kept for roll-back, or else the spare one, if any."""
    kept = previous(output, work)
    return kept if kept.exists() else spare(output, work)


def _beside(output: Path, work: Path, kind: str) -> Path:
    """A folder on the file system of `output`."""
    if _device(work) == _device(output.parent):
        return work / f"{kind}-{output.name}"
    return output.parent / f".{kind}-{output.name}"


def put_in_place(built: Path, output: Path, keep: Path) -> None:
    """Publish `built` as `output`; what was there before is kept as `keep`. Raises BuildError."""
    try:
        built.chmod(0o755)  # let a web server in, wherever the folder was made
        if not output.exists():
            built.rename(output)
            return
        shutil.rmtree(keep, ignore_errors=True)
        built.rename(keep)
        _exchange_or_rename(keep, output)
    except OSError as error:
        if output.exists() and keep.exists():
            keep.rename(built)  # what was not published is nothing to roll back to
        _recover(output, keep)
        message = f"the finished site could not be put in place at {output}: {error}"
        raise BuildError(message) from error


def roll_back(output: Path, work: Path) -> Path:
    """Exchange the published site with the one before it; once more, and the later one is back.

    Returns where the site that was published until now is kept. Raises BusyError, and BuildError where no earlier site
    is kept.
    """
    output = output.resolve()
    with exclusive(work):
        kept, missing = previous(output, work), not output.exists()
        _recover(output, kept)
        if missing and output.exists():  # that has brought the earlier one back already
            return kept
        if not kept.is_dir():
            message = f"no earlier site is kept in {kept}: none was replaced yet, or a take-down deleted it"
            raise BuildError(message)
        try:
            _exchange_or_rename(kept, output)
        except OSError as error:
            _recover(output, kept)
            message = f"the earlier site could not be put in place at {output}: {error}"
            raise BuildError(message) from error
    return kept


def _exchange_or_rename(kept: Path, output: Path) -> None:
    if output.exists() and _exchange(kept, output):
        return
    aside = _aside(kept)
    shutil.rmtree(aside, ignore_errors=True)
    kept.rename(aside)
    if output.exists():
        output.rename(kept)
    aside.rename(output)


def _device(folder: Path) -> int:
    return folder.stat().st_dev


def _aside(kept: Path) -> Path:
    """Where one of two folders waits while they change places in three steps."""
    return kept.with_name(f"{kept.name}-aside")


def _recover(output: Path, keep: Path) -> None:
    """Without an atomic exchange, a kill between two renames leaves no site, or none that is kept: end what it began.

    Where the one that was to be published is gone, the old one comes back.
    """
    aside = _aside(keep)
    if aside.exists() and not (output.exists() and keep.exists()):
        aside.rename(keep if output.exists() else output)
    if not output.exists() and keep.exists():
        keep.rename(output)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders atomically (Linux's renameat2); False where kernel, library or file system cannot."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NO_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code), str(other))
