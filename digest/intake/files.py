"""The content folder: which files are articles, and which are not, with the reason."""

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from digest.errors import SourceError
from digest.intake.known_files import KnownFiles
from digest.intake.parts import cut
from digest.intake.record_fields import fields_for
from digest.nouns import Raw, RecordFields, Skipped

SUFFIXES = frozenset({".txt", ".md", ".html", ".htm", ".eml", ".json", ".jsonl"})
MAX_RECORDS = 50_000  # of one file
OURS = frozenset({"editorial.yml", "stories.lock.yml", "README.md"})  # directly in the content folder
EDITIONS, RECORD = "editions", re.compile(r"[0-9]{4,9}\.json")  # content/editions/0007.json
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")  # a name is printed on terminals
FEEDS, FEED_STATE = "feeds", "state.yml"  # content/feeds/<outlet>/state.yml


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What lies in the content folder."""

    raws: tuple[Raw, ...]  # by path
    skipped: tuple[Skipped, ...]  # by path


def collect(
    folder: Path, *, max_bytes: int, records: Sequence[RecordFields] = (), known: KnownFiles | None = None
) -> Collected:
    """Read every article file below `folder`, of at most `max_bytes` bytes each; one of JSON is cut into its records.

    `records`: where the records of some files stand, other than usual. What is `known` is not read.

    Hidden files and folders are passed over, and so are `editorial.yml`, `stories.lock.yml` and a `README.md` that lie
    directly in the folder, the feeds' `state.yml`, and the past editions (`editions/0007.json`). Symlinks are never
    followed. Whatever else is not read is named with its reason.
    """
    known, read = known or KnownFiles(), partial(_sources, max_bytes=max_bytes, records=records)
    found: list[Raw | Skipped] = []
    for name, path in _walk(folder):
        fields = fields_for(name, records)
        found += known.sources(path, name, fields.items if fields else None, max_bytes, read)
    return _sorted(found)


def collect_file(path: Path, *, max_bytes: int, records: Sequence[RecordFields] = ()) -> Collected:
    """One file by itself, under the path as given."""
    return _sorted(_sources(str(path), str(path), max_bytes=max_bytes, records=records))


def _sorted(found: Iterable[Raw | Skipped]) -> Collected:
    found = tuple(found)
    return Collected(
        raws=tuple(one for one in found if isinstance(one, Raw)),
        skipped=tuple(one for one in found if isinstance(one, Skipped)),
    )


def _sources(path: str, name: str, *, max_bytes: int, records: Sequence[RecordFields]) -> Iterator[Raw | Skipped]:
    """A file, or what it consists of."""
    found = _raw(Path(path), name, max_bytes)
    fields = fields_for(name, records)
    if fields and isinstance(found, Raw):
        yield from _records(found, fields.items)
    else:
        yield found


def _records(file: Raw, items: str) -> Iterator[Raw | Skipped]:
    count = 0
    try:
        for one in islice(cut(file.data, file.path, items), MAX_RECORDS + 1):
            count += 1
            if count > MAX_RECORDS:
                reason = f"holds more than {MAX_RECORDS:,} records; the later ones are not read; split the file"
                yield Skipped(path=file.path, reason=reason)
                return
            yield Raw(path=file.path, record=one.number, data=one.data, sha256=hashlib.sha256(one.data).hexdigest())
    except SourceError as error:
        yield Skipped(path=file.path, reason=str(error))
        return
    if not count:
        yield Skipped(path=file.path, reason="holds no records; put one a line into it or remove it")


def _raw(path: Path, name: str, max_bytes: int) -> Raw | Skipped:
    shown = name.encode("utf-8", "replace").decode("utf-8")
    if shown != name:
        return Skipped(path=shown, reason="its name is not UTF-8; rename it")
    if CONTROL.search(name):
        return Skipped(path=CONTROL.sub("\ufffd", name), reason="its name holds a control character; rename it")
    found = _read(path, name, max_bytes)
    return found if isinstance(found, Raw) else Skipped(path=name, reason=found)


def _walk(folder: Path) -> list[tuple[str, str]]:
    """Names and paths of files, symlinks and unreadable folders below `folder`, by name; names have forward slashes."""
    found: list[tuple[str, str]] = []
    waiting = [("", str(folder))]
    while waiting:
        prefix, here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                inside = list(entries)
        except OSError:
            found.append((prefix.rstrip("/") or ".", here))
            continue
        for entry in inside:
            name = prefix + entry.name
            if entry.name.startswith(".") or _is_ours(tuple(name.split("/"))):
                continue
            if _is_folder(entry):
                waiting.append((f"{name}/", entry.path))
            else:
                found.append((name, entry.path))
    return sorted(found)


def _is_ours(parts: tuple[str, ...]) -> bool:
    """Whether a path below the content folder is that of a file which digest keeps there, or its editors."""
    if len(parts) == 2:
        return parts[0] == EDITIONS and RECORD.fullmatch(parts[1]) is not None
    return parts[0] in OURS if len(parts) == 1 else len(parts) == 3 and parts[0] == FEEDS and parts[2] == FEED_STATE


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
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
        return (
            f"{suffix}: only .txt, .md, .html, .htm, .eml, .json and .jsonl are read; "
            "save it as one of these or move it away"
        )
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
