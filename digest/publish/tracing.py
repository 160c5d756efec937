"""What a subject looked up while it was printed: by that a later build sees whether it would come out alike.

These are the verifying traces of Mokhov, Mitchell and Peyton Jones, "Build Systems à la Carte" (2018): nothing that a
page depends on is listed by hand; what was asked is written down, with a fingerprint of each answer.
"""

import hashlib
from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, ValuesView
from contextlib import contextmanager
from dataclasses import is_dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from digest.nouns import Decision

Key = TypeVar("Key")
Value = TypeVar("Value")

Question = tuple[str, str]
"""A kind, and what is asked for: ("story", "s123")."""

EVERY = "every"  # the kind that asks for all entries of a kind
PART = "part"  # the kind that asks for something with a trace of its own


class Notes:
    """Writes down what is asked, for each subject that is being printed."""

    def __init__(self) -> None:
        self._open: list[set[Question]] = []
        self.parts: dict[str, frozenset[Question]] = {}  # what was asked for each part that was made

    def ask(self, kind: str, name: str) -> None:
        """Note a question, if anything is being printed."""
        if self._open:
            self._open[-1].add((kind, name))

    @contextmanager
    def recording(self) -> Iterator[set[Question]]:
        """What is asked inside, and by nobody further out."""
        asked: set[Question] = set()
        self._open.append(asked)
        try:
            yield asked
        finally:
            self._open.pop()


class Table(Mapping[str, Value], Generic[Value]):
    """Entries by name. A look into it is a question: for one entry, for whether it is there, or for all."""

    def __init__(self, kind: str, entries: Mapping[str, Value], notes: Notes) -> None:
        self._kind, self._entries, self._notes = kind, entries, notes

    def __getitem__(self, name: str) -> Value:
        self._notes.ask(self._kind, name)
        return self._entries[name]

    def __contains__(self, name: object) -> bool:
        self._notes.ask(f"whether there is {self._kind}", str(name))
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        self._notes.ask(EVERY, self._kind)
        return iter(self._entries)

    def __len__(self) -> int:
        self._notes.ask(EVERY, self._kind)
        return len(self._entries)

    def values(self) -> ValuesView[Value]:
        """Every entry: one question."""
        self._notes.ask(EVERY, self._kind)
        return self._entries.values()

    def items(self) -> ItemsView[str, Value]:
        """Every entry with its name: one question."""
        self._notes.ask(EVERY, self._kind)
        return self._entries.items()


class Views(Mapping[str, Value], Generic[Value]):
    """What is made of entries when it is first asked for, and once; what it asked for itself is noted as a part."""

    def __init__(self, kind: str, entries: Mapping[str, object], make: Callable[[str], Value], notes: Notes) -> None:
        self._kind, self._entries, self._make, self._notes = kind, entries, make, notes
        self._made: dict[str, Value] = {}

    def __getitem__(self, name: str) -> Value:
        part = f"{self._kind} {name}"
        self._notes.ask(PART, part)
        if name not in self._made:
            with self._notes.recording() as asked:
                try:
                    self._made[name] = self._make(name)
                finally:
                    self._notes.parts[part] = frozenset(asked)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def forget(self) -> None:
        """Make each again when it is asked for once more."""
        self._made.clear()


def fingerprint_of(value: object) -> str:
    """Equal for equal answers, in every process; 64 bits, in hexadecimal digits."""
    return short_digest(written_of(value))


def short_digest(data: bytes) -> str:
    """64 bits, in hexadecimal digits."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def written_of(value: object) -> bytes:
    """Equal for equal values, in every process."""
    kind: Any = type(value)
    return _writer(kind)(value)


@cache
def _writer(kind: type[object]) -> Callable[[Any], bytes]:
    """What writes the values of a type: found out once, because there are tens of thousands of answers."""
    if issubclass(kind, Decision):
        return _decision
    if issubclass(kind, tuple | list):
        return _several
    return _noun(TypeAdapter(kind)) if is_dataclass(kind) else _plain


def _decision(value: Decision) -> bytes:
    stories, articles = sorted(value.stories), sorted(value.articles)  # sets, whose order is no order
    return repr((value.by, value.did, value.because, value.files, value.text, stories, articles)).encode()


def _several(values: Iterable[object]) -> bytes:
    return b"(" + b",".join(map(written_of, values)) + b")"


def _noun(adapter: TypeAdapter[object]) -> Callable[[object], bytes]:
    to_json = adapter.serializer.to_json  # what `dump_json` calls, which takes as long again

    def write(value: object) -> bytes:
        try:
            return to_json(value)
        except PydanticSerializationError:  # half a character, which JSON cannot hold
            return _plain(value)

    return write


def _plain(value: object) -> bytes:
    return repr(value).encode("utf-8", "surrogatepass")
