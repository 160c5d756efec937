"""YAML that keeps its line numbers, for files that people and git edit: scalars stay the text that was written."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from digest.errors import EditorialError

MAX_DEPTH = 8
CONFLICT = re.compile(r"^(<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\|)( |$)")
# libyaml reads a lock file of 50,000 articles about ten times faster than the parser in Python.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A single value, as text."""

    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list."""

    line: int
    items: tuple["Marked", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """A mapping; keys in the order of the file."""

    line: int
    entries: tuple[tuple[Scalar, "Marked"], ...]


Marked = Scalar | Items | Entries


class MarkedError(Exception):
    """What is wrong at a line of the file."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line
        self.what = what


def read_marked(path: Path, *, max_bytes: int) -> Marked | None:
    """Read a YAML file; None for a file that is absent or says nothing. Raises EditorialError as `marked` does."""
    raw = read_bytes(path, max_bytes=max_bytes)
    return None if raw is None else marked(path, raw)


def read_bytes(path: Path, *, max_bytes: int) -> bytes | None:
    """A file's bytes; None where it is absent. Raises EditorialError where it is too large or cannot be read."""
    try:
        with path.open("rb") as file:
            raw = file.read(max_bytes + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise EditorialError(f"{path}: cannot be read ({error.strerror})") from None
    if len(raw) > max_bytes:
        raise EditorialError(f"{path}: larger than {max_bytes // 1024} KiB")
    return raw


def marked(path: Path, raw: bytes) -> Marked | None:
    """What the bytes of a YAML file say; None for nothing.

    Raises EditorialError, with the line, for what is not UTF-8, not YAML, nested deeper than MAX_DEPTH, in conflict
    after a merge, or uses aliases, tags or a key twice.
    """
    try:
        text = raw.decode("utf-8-sig")
        _refuse_conflicts(text)
        return parse_marked(text)
    except UnicodeDecodeError as error:
        raise EditorialError(f"{path}: not UTF-8 text at byte {error.start}; save it as UTF-8") from None
    except MarkedError as error:
        raise EditorialError(f"{path}:{error.line}: {error.what}") from None


def parse_marked(text: str) -> Marked | None:
    """Parse YAML text of one document. Raises MarkedError."""
    try:
        # Events, not nodes: composing recurses, and deep nesting ends the process without an exception.
        events = _checked(yaml.parse(text, Loader=LOADER))
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                return _root(events)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise MarkedError(mark.line + 1 if mark else 1, f"not valid YAML: {in_words(error)}") from None
    except yaml.YAMLError as error:
        raise MarkedError(1, f"not valid YAML: {' '.join(str(error).split())}") from None
    return None


def in_words(error: yaml.MarkedYAMLError) -> str:
    """What is wrong with some YAML, and for the two commonest mistakes what to do."""
    said = str(error.problem or error.context)
    if "'\\t'" in said:
        return f"{said}; use spaces, not tabs"
    if "mapping values are not allowed" in said:
        return f"{said}; put quotes around a text that holds a colon"
    return said


def refuse(path: Path, problems: Sequence[MarkedError]) -> None:
    """Raise an EditorialError that lists the problems of a file by line, if there are any."""
    if problems:
        listed = [f"{path.name}:{p.line}: {p.what}" for p in sorted(problems, key=lambda p: p.line)]
        raise EditorialError(f"{len(problems)} problem{'s' * (len(problems) > 1)} in {path}", listed)


def _root(events: Iterator[yaml.Event]) -> Marked | None:
    root = _value(next(events), events)
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            raise MarkedError(_line(event), "a second document starts here; the file holds one")
    return None if isinstance(root, Scalar) and not root.text else root


def _refuse_conflicts(text: str) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        if CONFLICT.match(line.rstrip("\r")):
            raise MarkedError(
                number, "a merge conflict is not resolved: keep the lines of both sides, and delete the marker lines"
            )


def _checked(events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    depth = 0
    for event in events:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise MarkedError(_line(event), "aliases (&name, *name) are not used in this file")
        if getattr(event, "tag", None):
            raise MarkedError(_line(event), "tags (!name) are not used in this file; put the text in quotes")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise MarkedError(_line(event), "nested too deeply")
        yield event


def _value(event: yaml.Event, events: Iterator[yaml.Event]) -> Marked:
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(line=_line(event), text=event.value)
    if isinstance(event, yaml.SequenceStartEvent):
        return Items(line=_line(event), items=tuple(_items(events)))
    return Entries(line=_line(event), entries=tuple(_entries(events)))


def _items(events: Iterator[yaml.Event]) -> Iterator[Marked]:
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        yield _value(event, events)


def _entries(events: Iterator[yaml.Event]) -> Iterator[tuple[Scalar, Marked]]:
    seen: dict[str, tuple[int, Marked]] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _value(event, events)
        if not isinstance(key, Scalar):
            raise MarkedError(key.line, "the name before a colon must be plain text")
        value = _value(next(events), events)
        line, before = seen.setdefault(key.text, (key.line, value))
        if value is before:
            yield key, value
        elif _words(value) != _words(before):  # the same words twice, as merging two versions leaves them, do no harm
            raise MarkedError(key.line, f"“{key.text}” stands here a second time; it is on line {line} too")


def _words(marked: Marked) -> object:
    """What a value says, wherever it stands."""
    if isinstance(marked, Scalar):
        return marked.text
    if isinstance(marked, Items):
        return [_words(item) for item in marked.items]
    return {key.text: _words(value) for key, value in marked.entries}


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
