"""JSON cut into records, each with its own words, and what stands under a name in one of them."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from digest.errors import SourceError
from digest.intake.decoding import encoding_of, is_utf8, printable
from digest.intake.lines import trim

MAX_DEPTH = 100
BOM = b"\xef\xbb\xbf"
TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|["\[\]{},:]', re.DOTALL)
Record = dict[str, Any]


class Number(str):
    """A number as its digits: however long or exact, they are never computed with."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One record of a file, unread."""

    number: int  # from 1: its line in a .jsonl file, its place in the list of a .json file
    text: str

    @property
    def data(self) -> bytes:
        """The record's own bytes in UTF-8; a file in another encoding is read into it."""
        return self.text.encode("utf-8")


def cut_lines(data: bytes) -> Iterator[Cut]:
    """Cut a .jsonl file at its line ends. Blank lines are counted, and passed over.

    Lines that are not UTF-8 are in one encoding, whichever fits all of them: a short one says too little of its own.
    """
    if encoding_of(data[:4], markup=False) == "utf-16":
        data = data.decode("utf-16", "replace").encode("utf-8")
    lines = [line.removeprefix(BOM).strip() for line in data.split(b"\n")]
    odd = [
        b"",
        *(line for line in lines if not is_utf8(line)),
    ]  # the mark of UTF-16 counts at the file's beginning only
    other = encoding_of(b"\n".join(odd), markup=False)
    for number, line in enumerate(lines, start=1):
        if text := line.decode("utf-8" if is_utf8(line) else other, "replace").strip():
            yield Cut(number=number, text=text)


def cut_file(data: bytes, items: str = "") -> Iterator[Cut]:
    """Cut a .json file: a list, one record, or the list that stands under `items`, a dotted path.

    Raises SourceError, with line and column, for what is not JSON, and where there is no such list.
    """
    text = _text(data)
    deep = _is_deep(text)
    if not deep:  # a record that is too deep is refused by itself, and must not cost the others
        _check(text)
    start, end = trim(text, 0, len(text))
    if items:
        found = _member(text, start, items)
        if not found or text[found[0]] != "[":
            raise SourceError(f"holds no list under {items}; mend `items` under `records:` in site_config.yml")
        start, end = found
    places = _children(text, start) if text.startswith("[", start) else iter([("", start, end)])
    for number, (_, begin, stop) in enumerate(list(places) if deep else places, start=1):
        yield Cut(number=number, text=text[begin:stop])


def record_in(text: str) -> Record:
    """One record, parsed: numbers as their digits, NaN as nothing. Raises SourceError for what is not an object."""
    if _is_deep(text):
        raise SourceError(f"is nested more than {MAX_DEPTH} levels deep; write plain fields")
    try:
        record = _parsed(text, once=True)
    except SourceError as error:
        raise SourceError(f"{error}; mend it or take it out") from None
    if not isinstance(record, dict):
        raise SourceError("is not a JSON object; write a record with a text field")
    return record


def value_at(value: object, path: str) -> object:
    """What stands at a dotted path: names of objects (a name may hold dots itself), places in lists from 0; or None."""
    if isinstance(value, list):
        place, _, rest = path.partition(".")
        item = value[int(place)] if re.fullmatch("[0-9]{1,6}", place) and int(place) < len(value) else None
        return value_at(item, rest) if rest else item
    if not isinstance(value, dict):
        return None
    if path in value:
        return value[path]
    heads = (path[: dot.start()] for dot in re.finditer(r"\.", path))
    found = (value_at(value[head], path[len(head) + 1 :]) for head in heads if head in value)
    return next((one for one in found if one is not None), None)


def text_at(record: Record, path: str) -> str:
    """The text at a dotted path. Raises SourceError where there is none."""
    text = value_at(record, path)
    if not isinstance(text, str) or isinstance(text, Number) or not text.strip():
        problem = f"has no text under “{path}”; name its field (or the list of its records, `items`)"
        raise SourceError(f"{problem} under `records:` in site_config.yml")
    return printable(text)


def _text(data: bytes) -> str:
    data = data.removeprefix(BOM)
    return data.decode(encoding_of(data, markup=False), "replace")


def _check(text: str) -> None:
    try:
        _parsed(text, once=False)
    except SourceError as error:
        raise SourceError(f"{error}; mend it, or write one record a line into a .jsonl file") from None


def _parsed(text: str, *, once: bool) -> Any:
    try:
        return json.loads(
            text,
            strict=False,
            parse_int=Number,
            parse_float=Number,
            parse_constant=lambda _: None,
            object_pairs_hook=_without_repeats if once else None,
        )
    except json.JSONDecodeError as error:
        where = f"character {error.pos + 1}" if once else f"line {error.lineno}, column {error.colno}"
        raise SourceError(f"is not JSON ({where}: {error.msg})") from None
    except RecursionError:
        raise SourceError("is nested too deeply") from None


def _without_repeats(pairs: Sequence[tuple[str, Any]]) -> Record:
    record = dict(pairs)
    if len(record) < len(pairs):
        twice = next(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        raise SourceError(f"holds two fields named {printable(twice)[:60]}, and may mean either")
    return record


def _is_deep(text: str) -> bool:
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return False
    depths = accumulate((found[0] in "[{") - (found[0] in "]}") for found in TOKEN.finditer(text))
    return any(depth > MAX_DEPTH for depth in depths)


def _member(text: str, start: int, path: str) -> tuple[int, int] | None:
    """Where the value at a dotted path below the object at `start` begins and ends."""
    if text.startswith("{", start):
        for name, begin, end in _children(text, start):
            if name == path:
                return begin, end
            if path.startswith(f"{name}.") and (found := _member(text, begin, path[len(name) + 1 :])):
                return found
    return None


def _children(text: str, start: int) -> Iterator[tuple[str, int, int]]:
    """The members of the object or list at `start`: name ("" in a list), where the value begins, where it ends."""
    depth, name, begin = 0, "", start + 1
    for found in TOKEN.finditer(text, start):
        mark = found[0]
        depth += (mark in "[{") - (mark in "]}")
        if depth == 1 and mark == ":":
            name, begin = _name(text[begin : found.start()]), found.end()
        elif depth == 0 or (depth == 1 and mark == ","):
            first, last = trim(text, begin, found.start())
            if first < last:
                yield name, first, last
            name, begin = "", found.end()
        if depth == 0:
            return
    raise SourceError("is not JSON (a bracket or a quotation mark is not closed); mend it")


def _name(quoted: str) -> str:
    name = _parsed(quoted.strip(), once=False)
    return name if isinstance(name, str) else ""
