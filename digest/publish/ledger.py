"""The traces of a build, as they are kept for the next one: in columns, of which little is looked at one by one.

What was asked stands by the entities that it is about, a story or a person each, or "". Of one that is in the state
that it was in then, nothing is asked again, nor read. A question is known by its place: they are counted through, one
entity after the other.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from digest.nouns.outputs import digest_of
from digest.publish.tracing import PART, Question

Numbers = NDArray[np.int32]
Flags = NDArray[np.bool_]

Note = tuple[str, str, str, int]
"""Of a product: its path, digest, day of change ("" for none), and kind."""

FILE, PAGE, LEADING_PAGE = 0, 1, 2  # kinds of products

NOTHING = -1  # products of a part, which makes none
_NUMBERS = "<i4"


class Asked(NamedTuple):
    """A question, and how it was answered."""

    place: int
    question: Question
    answer: str  # fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """All that a ledger holds."""

    entities: list[str]
    states: list[str]  # of each entity, as it was: equal as long as no question about it is answered otherwise
    questions: Numbers  # how many are about each entity
    sizes: Numbers  # of `details` about each entity, in bytes
    details: bytes  # JSON: kind, name and answer of each question about an entity, one entity after the other
    subjects: list[str]
    given: dict[str, str]  # by subject, the fingerprint of what it was given; not where that is nothing
    asks: Numbers  # how many questions each subject asked
    asked: Numbers  # their places, one subject after the other
    makes: Numbers  # how many products were made of each subject, or NOTHING
    paths: list[str]  # of the products, one subject after the other
    digests: list[str]
    days: list[str]
    kinds: bytes


class Ledger:
    """All traces of a build."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.subjects = {subject: place for place, subject in enumerate(self.columns.subjects)}  # their places
        self.entities = dict(zip(self.columns.entities, self.columns.states, strict=True))  # their states
        self._products = list(accumulate(np.maximum(self.columns.makes, 0).tolist(), initial=0))

    @property
    def size(self) -> int:
        """How many questions there are."""
        return self._first[-1]

    @cached_property
    def parts(self) -> Mapping[int, str]:
        """The places of questions for what has a trace of its own."""
        return {place: name for place, (kind, name), _ in self.about("") if kind == PART}

    def about(self, entity: str) -> Iterator[Asked]:
        """What was asked about an entity."""
        if (number := self.order.get(entity)) is not None:
            written = self.columns.details[self.starts[number] : self.starts[number + 1]]
            for place, (kind, name, answer) in enumerate(json.loads(written), self._first[number]):
                yield Asked(place, (kind, name), answer)

    def asked_by(self, subject: str) -> list[int]:
        """The places of what a subject asked."""
        place = self.subjects[subject]
        asked: list[int] = self.columns.asked[self.ends[place] : self.ends[place + 1]].tolist()
        return asked

    def given(self, subject: str) -> str:
        """The fingerprint of what a subject was given by the one that it stands within."""
        return self.columns.given.get(subject, "")

    def made_of(self, subject: str) -> list[Note] | None:
        """What was made of a subject; None of a part, and of one that was not there."""
        place = self.subjects.get(subject)
        if place is None or self._parts[place]:
            return None
        own = self.columns
        paths, digests, days, kinds = own.paths, own.digests, own.days, own.kinds
        some = range(self._products[place], self._products[place + 1])
        return [(paths[one], digests[one], days[one], kinds[one]) for one in some]

    def asking(self, some: Flags) -> Flags:
        """Which subjects, by place, asked one of the questions that are flagged."""
        found = np.concatenate(([0], np.cumsum(some[self.columns.asked])))[self.ends]
        return np.asarray(found[1:] != found[:-1])

    @cached_property
    def ends(self) -> NDArray[np.intp]:
        """Where what each subject asked begins, and where the last one's ends."""
        return np.concatenate(([0], np.cumsum(self.columns.asks, dtype=np.intp)))

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The places of the entities among themselves."""
        return {name: number for number, name in enumerate(self.columns.entities)}

    @cached_property
    def starts(self) -> list[int]:
        """Where what is written about each entity begins, and where the last one's ends."""
        return list(accumulate(self.columns.sizes.tolist(), initial=0))

    @cached_property
    def _first(self) -> list[int]:
        return list(accumulate(self.columns.questions.tolist(), initial=0))

    @cached_property
    def _parts(self) -> list[bool]:
        found: list[bool] = (self.columns.makes == NOTHING).tolist()
        return found


def read(noted: bytes, made_by: str) -> Ledger:
    """The traces of the last build; none where they are damaged, or of other code, options or templates."""
    digest, _line, body = noted.partition(b"\n")
    return Ledger(_columns(body) if digest == _digest(made_by, body) else _columns(_body(_NONE)))


def noted(made_by: str, columns: Columns) -> bytes:
    """A ledger as `read` takes it."""
    body = _body([getattr(columns, name) for name in _KINDS])
    return _digest(made_by, body) + b"\n" + body


def numbers(some: Iterable[int]) -> Numbers:
    """Numbers as they stand in a column."""
    return np.array(list(some), np.int32)


def _columns(body: bytes) -> Columns:
    lengths, _line, rest = body.partition(b"\n")
    found: dict[str, Any] = {}
    start = 0
    for (name, kind), length in zip(_KINDS.items(), json.loads(lengths), strict=True):
        piece = rest[start : start + length]
        found[name] = kind(piece)
        start += length
    return Columns(**found)


def _array(piece: bytes) -> Numbers:
    return np.frombuffer(piece, _NUMBERS)


_KINDS: Mapping[str, Callable[[bytes], Any]] = {
    "entities": json.loads,
    "states": json.loads,
    "questions": _array,
    "sizes": _array,
    "details": bytes,
    "subjects": json.loads,
    "given": json.loads,
    "asks": _array,
    "asked": _array,
    "makes": _array,
    "paths": json.loads,
    "digests": json.loads,
    "days": json.loads,
    "kinds": bytes,
}


_NONE: list[object] = [[], [], numbers([]), numbers([]), b"", [], {}, *[numbers([])] * 3, [], [], [], b""]


def _body(values: Iterable[object]) -> bytes:
    pieces = list(map(_piece, values))
    return b"".join([_json([len(piece) for piece in pieces]), b"\n", *pieces])


def _piece(value: object) -> bytes:
    if isinstance(value, bytes):
        return value
    return value.astype(_NUMBERS).tobytes() if isinstance(value, np.ndarray) else _json(value)


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _digest(made_by: str, body: bytes) -> bytes:
    """What tells a ledger that is as it was written, by the same code, from all others."""
    return digest_of(made_by.encode() + b"\n" + body).encode()
