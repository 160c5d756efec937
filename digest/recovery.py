"""A lost lock file, rebuilt from the published site."""

from dataclasses import dataclass
from pathlib import Path

from digest import publish
from digest.errors import CheckError, DigestError
from digest.folders import WORK, content_of
from digest.lock import LOCK_NAME, Lock, from_site, read_lock, write_lock
from digest.lock_file import DATA_NAME
from digest.options import Config


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """A lock file that is there again."""

    lock: Lock
    source: Path
    written: Path


def recover(config: Config, root: Path, source: Path | None) -> Recovered:
    """Write the lock file from the data of a site: of the configured one, or of the site or data file at `source`.

    Raises CheckError, with nothing written, where a lock file is there or the data do not describe a sound one.
    """
    path = content_of(config, root) / LOCK_NAME
    data = source or root / config.output
    data = data / DATA_NAME if data.is_dir() or source is None else data
    with publish.exclusive(root / WORK):
        if path.exists() or path.is_symlink():
            raise CheckError(f"{path} exists, and is not overwritten; remove it first if it is past mending by hand")
        lock = from_site(data)
        if lock is None:
            raise CheckError(f"{data}: this site was built without a lock file, so there is nothing to recover")
        _write(path, lock)
    return Recovered(lock=lock, source=data, written=path)


def _write(path: Path, lock: Lock) -> None:
    try:
        write_lock(path, lock)
        if read_lock(path) != lock:
            raise CheckError(f"{path}: reads back as another lock than was written; nothing was recovered")
    except OSError as error:
        raise CheckError(f"{path}: cannot be written ({error.strerror}); nothing was recovered") from None
    except DigestError:
        path.unlink(missing_ok=True)
        raise
