"""The content folder: which files are articles, and which are not, with the reason."""

import hashlib
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from digest.nouns import Raw, Skipped

SUFFIXES = frozenset({".txt", ".md", ".html", ".htm"})
OURS = frozenset({"editorial.yml", "stories.lock.yml", "README.md"})  # directly in the content folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What lies in the content folder."""

    raws: tuple[Raw, ...]  # by path
    skipped: tuple[Skipped, ...]  # by path


def collect(folder: Path, *, max_bytes: int) -> Collected:
    """Read every article file below `folder`, of at most `max_bytes` bytes each.

    Hidden files and folders are passed over, and so are `editorial.yml`, `stories.lock.yml` and a `README.md` that lie
    directly in the folder. Symlinks are never followed. Whatever else is not read is named with its reason.
    """
    raws: list[Raw] = []
    skipped: list[Skipped] = []
    for path in _walk(folder):
        found = _raw(path, path.relative_to(folder).as_posix(), max_bytes)
        if isinstance(found, Raw):
            raws.append(found)
        else:
            skipped.append(found)
    return Collected(raws=tuple(raws), skipped=tuple(skipped))


def raw_of(path: Path, *, max_bytes: int) -> Raw | Skipped:
    """One file by itself, under the path as given."""
    return _raw(path, str(path), max_bytes)


def _raw(path: Path, name: str, max_bytes: int) -> Raw | Skipped:
    shown = name.encode("utf-8", "replace").decode("utf-8")
    if shown != name:
        return Skipped(path=shown, reason="its name is not UTF-8; rename it")
    found = _read(path, name, max_bytes)
    return found if isinstance(found, Raw) else Skipped(path=name, reason=found)


def _walk(folder: Path) -> Iterator[Path]:
    """Files, symlinks and unreadable folders below `folder`, in the order of their paths with forward slashes."""
    found: list[Path] = []
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = list(here.iterdir())
        except OSError:
            found.append(here)
            continue
        for path in entries:
            if path.name.startswith(".") or (here == folder and path.name in OURS):
                continue
            (waiting if _is_folder(path) else found).append(path)
    yield from sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False


def _refusal(path: Path) -> str:
    """Why a path is not opened at all; empty if it is. Raises OSError where it cannot even be looked at."""
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return "a symbolic link is never followed; put the file itself here"
    if stat.S_ISDIR(mode):
        return "this folder cannot be read; check its permissions"
    if not stat.S_ISREG(mode):
        return "not a regular file; remove it from the content folder"
    if path.suffix.lower() not in SUFFIXES:
        suffix = path.suffix or "no suffix"
        return f"{suffix}: only .txt, .md, .html and .htm are read; save it as one of these or move it away"
    return ""


def _read(path: Path, name: str, max_bytes: int) -> Raw | str:
    try:
        if reason := _refusal(path):
            return reason
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        return f"cannot be read ({error.strerror}); check its permissions"
    if len(data) > max_bytes:
        return f"larger than {max_bytes:,} bytes; keep the article only, or raise the limit in site_config.yml"
    if not data.strip():
        return "empty; paste the article into it or remove it"
    return Raw(path=name, data=data, sha256=hashlib.sha256(data).hexdigest())
