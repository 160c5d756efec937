"""Templates as they were compiled: kept in the memory of the process, and those of pages for the next build, too."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from pydantic import TypeAdapter, ValidationError

from digest.nouns.outputs import digest_of
from digest.store import Store, fingerprint

_NAME = "compiled templates"
_ABOUT = TypeAdapter(list[tuple[str, int, list[str], list[str | None]]])


@dataclass(frozen=True, slots=True)
class Asked:
    """What a template asks for."""

    names: set[str]  # that it does not set itself
    included: frozenset[str | None]  # other templates; None where that is computed


class Compiled(jinja2.BytecodeCache):
    """Jinja asks for each template by its name and its text."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what is kept of the same text."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


class OfPages(Compiled):
    """With what each asks for, which its environment has by its name as `asked`."""

    def __init__(self) -> None:
        super().__init__()
        self._asked: dict[str, Asked] = {}
        self._new = False

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """A template's name and file."""
        return f"{name}\n{filename}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what is kept of the same text, and what it asks for."""
        super().load_bytecode(bucket)
        if bucket.code:  # of the same text
            _asked(bucket)[_name(bucket)] = self._asked[bucket.key]

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, and what it asks for."""
        super().dump_bytecode(bucket)
        self._asked[bucket.key], self._new = _asked(bucket)[_name(bucket)], True

    @contextmanager
    def recalled(self, store: Store, made_by: str, templates: Path) -> Iterator[None]:
        """What is compiled within this is kept for the next build, and what the last one kept is not compiled again.

        `made_by` tells apart what templates are compiled by and from. A damaged note is as good as none.
        """
        key = fingerprint(made_by, str(templates)).encode()
        noted = store.noted(_NAME)
        found = dict(_read(noted, key))
        for name, (code, asked) in found.items():
            if name not in self._kept:
                self._kept[name], self._asked[name] = code, asked
        self._new = not found
        yield
        if self._new:
            own = (name for name in sorted(self._kept) if Path(name.partition("\n")[2]).is_relative_to(templates))
            store.note(_NAME, _written({name: (self._kept[name], self._asked[name]) for name in own}, key))


def _written(compiled: Mapping[str, tuple[bytes, Asked]], key: bytes) -> bytes:
    """What `_read` reads: digest and key, and then about each its name, its length and what it asks for."""
    about = [
        (name, len(code), sorted(asked.names), sorted(asked.included, key=str))
        for name, (code, asked) in compiled.items()
    ]
    whole = b"\n".join([key, _ABOUT.dump_json(about), b"".join(code for code, _ in compiled.values())])
    return digest_of(whole).encode() + b"\n" + whole


def _read(noted: bytes, key: bytes) -> Iterator[tuple[str, tuple[bytes, Asked]]]:
    digest, _line, whole = noted.partition(b"\n")
    made_by, _line, rest = whole.partition(b"\n")
    if made_by != key or digest_of(whole).encode() != digest:
        return
    about, _line, code = rest.partition(b"\n")
    at = 0
    try:
        listed = _ABOUT.validate_json(about)
    except ValidationError:
        return
    for name, length, names, included in listed:
        yield name, (code[at : at + length], Asked(set(names), frozenset(included)))
        at += length


def _asked(bucket: Bucket) -> dict[str, Asked]:
    found: Any = bucket.environment
    asked: dict[str, Asked] = found.asked
    return asked


def _name(bucket: Bucket) -> str:
    return bucket.key.partition("\n")[0]


@cache
def of_pages(_escape: Callable[[object], str]) -> OfPages:
    """For each last step one: what is constant in a template goes through it when it is compiled."""
    return OfPages()


@cache
def of_theme() -> Compiled:
    """The templates of MkDocs' theme."""
    return Compiled()
