"""content/editions/: each published edition in a file of its own, rewritten only until the next one opens."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from digest.lock.memory import LockEdition
from digest.lock.writing import clear_begun, in_one_step
from digest.marked import Entries, Items, Marked, MarkedError, parse_marked
from digest.nouns import EditionRecord

RECORDS = "editions"  # in the content folder
RECORD = re.compile(r"[0-9]{4,9}\.json")
MAX_BYTES = 16 * 1024 * 1024
MAX_PROBLEMS = 5  # of one file; more are counted
_VERSION = 1
_FIRST = re.compile(rb'\s*\{\s*"version":\s*(?P<version>[0-9]{1,9})\b')
_ADAPTER: TypeAdapter[EditionRecord] = TypeAdapter(EditionRecord)


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What is kept of earlier editions."""

    editions: Mapping[int, EditionRecord]  # by number
    problems: Mapping[int, str]  # by number, why a record cannot be read: with file and line


class RecordFileError(Exception):
    """A record cannot be read; the text says which file, where in it and why."""


def record_path(content: Path, number: int) -> Path:
    """Where an edition is kept."""
    return content / RECORDS / f"{number:04}.json"


def dump_record(record: EditionRecord) -> str:
    """The record as JSON that reads well in a diff: a value a line, and every character to be seen."""
    data = {"version": _VERSION, **_ADAPTER.dump_python(record, mode="json")}
    text = json.dumps(data, ensure_ascii=False, indent=1)
    unseen = [char for char in set(text) if char != "\n" and not char.isprintable()]
    return text.translate({ord(char): json.dumps(char)[1:-1] for char in unseen}) + "\n"


def read_records(content: Path, editions: Sequence[LockEdition]) -> Records:
    """The records of some editions. One without a file is neither among them nor a problem."""
    found: dict[int, EditionRecord] = {}
    problems: dict[int, str] = {}
    for edition in editions:
        try:
            record = read_record(content, edition.number)
            if record and record.date != edition.date:
                what = (
                    f"says that it is of {record.date}, but the lock file says {edition.date}; bring the right one back"
                )
                raise RecordFileError(f"{record_path(content, edition.number)}: {what}")
        except RecordFileError as error:
            problems[edition.number] = str(error)
        else:
            found |= {edition.number: record} if record else {}
    return Records(editions=found, problems=problems)


def read_record(content: Path, number: int) -> EditionRecord | None:
    """The record of an edition; None where there is no file. Raises RecordFileError."""
    path = record_path(content, number)
    try:
        if path.is_symlink() or path.parent.is_symlink():
            raise RecordFileError(f"{path}: is a symlink, which is not followed; put the file itself there")
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise RecordFileError(f"{path}: cannot be read ({error.strerror})") from None
    if len(raw) > MAX_BYTES:
        raise RecordFileError(f"{path}: larger than {MAX_BYTES // 1024} KiB")
    record = _parsed(path, raw)
    if record.number != number:
        raise RecordFileError(f"{path}: says that it is edition {record.number}; give it the name that it had")
    return record


def numbers_kept(content: Path) -> tuple[int, ...]:
    """The numbers of the editions that have a file, in order."""
    folder = content / RECORDS
    try:
        names = [path.name for path in folder.iterdir() if not folder.is_symlink()]
    except OSError:
        return ()
    return tuple(sorted(int(name.removesuffix(".json")) for name in names if RECORD.fullmatch(name)))


@contextmanager
def staged(content: Path, *records: EditionRecord) -> Iterator[None]:
    """Write editions' records, each in one step at the end of the block; nothing of them remains where the block fails.

    Raises OSError.
    """
    clear_begun(content, content / RECORDS)
    with ExitStack() as begun:
        for record in records:
            path, data = record_path(content, record.number), dump_record(record).encode("utf-8")
            if _holds(path, data):
                continue
            if path.parent.is_symlink():
                raise OSError(0, "is a symlink; make it a folder of its own", str(path.parent))
            path.parent.mkdir(exist_ok=True)
            begun.enter_context(in_one_step(path, data))
        yield


def _holds(path: Path, data: bytes) -> bool:
    with suppress(OSError):
        return not path.is_symlink() and path.read_bytes() == data
    return False


def _parsed(path: Path, raw: bytes) -> EditionRecord:
    try:
        record = _ADAPTER.validate_json(raw, strict=True)
    except ValidationError as error:
        raise RecordFileError(_told(path, raw, error)) from None
    version = _FIRST.match(raw)
    if version is None or int(version["version"]) != _VERSION:
        found = f"version {int(version['version'])} is not known" if version else "it does not begin with its version"
        raise RecordFileError(f"{path}: {found}; this program writes {_VERSION}")
    for story in record.stories:
        if not all(quote.parts for quote in story.quotes):
            raise RecordFileError(f"{path}: a quote of the story “{story.slug[:100]}” has no words")
    return record


def _told(path: Path, raw: bytes, error: ValidationError) -> str:
    for number, line in enumerate(raw.splitlines(), start=1):
        if line.startswith(b"<<<<<<< "):
            what = "a merge conflict is not resolved: take the whole file of either side (`git checkout --ours`)"
            return f"{path}:{number}: {what}; a build writes that of the last edition anew"
    problems = error.errors(include_url=False, include_input=False)
    lines = _Lines(raw)
    told = [f"{path}{lines.at(problem['loc'])}: {_place(problem['loc'])}{problem['msg']}" for problem in problems]
    more = [f"… and {len(told) - MAX_PROBLEMS} more"] if len(told) > MAX_PROBLEMS else []
    return "\n".join([*told[:MAX_PROBLEMS], *more]) + "; bring the file back from version control"


def _place(where: Sequence[int | str]) -> str:
    return f"{'.'.join(str(step)[:100] for step in where)}: " if where else ""


class _Lines:
    """Finds the line of a value, by reading the file again as YAML, of which JSON is a part."""

    def __init__(self, raw: bytes) -> None:
        try:
            self._root: Marked | None = parse_marked(raw.decode("utf-8"))
        except (MarkedError, UnicodeDecodeError):
            self._root = None

    def at(self, where: Sequence[int | str]) -> str:
        """`:12`, or nothing where the file cannot be read so far."""
        if self._root is None or not where:
            return ""
        here: Any = self._root
        line = here.line
        for step in where:
            if isinstance(here, Items) and isinstance(step, int) and step < len(here.items):
                here = here.items[step]
                line = here.line
            elif isinstance(here, Entries):
                found = [(key.line, value) for key, value in here.entries if key.text == str(step)]
                if not found:
                    break
                line, here = found[0]
        return f":{line}"
