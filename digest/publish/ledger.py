"""The traces of a build, as they are kept for the next one: few of them change, and only those are written anew.

What was asked stands by the entities that it is about. Of one that is in the state that it was in then, nothing is
asked again, nor read.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, count
from typing import NamedTuple, Protocol

from digest.nouns.outputs import digest_of
from digest.publish.tracing import PART, Question

Note = tuple[str, str, str, bool, bool]
"""Of a product: its path, digest, day of change ("" for none), whether it is a page, and whether it leads on."""

New = tuple[str, Collection[Question], list[Note] | None]
"""Of a subject that was made: fingerprint of what it was given, what it asked, and what was made of it."""


class Trace(NamedTuple):
    """What a subject asked, and what was made of it."""

    subject: str
    given: str  # fingerprint of what it was given by the subject that it stands within
    asked: list[int]  # places of questions
    made: list[Note] | None  # None: of a part, which makes nothing


class Asked(NamedTuple):
    """A question, and how it was answered."""

    place: int  # by which traces name it
    question: Question
    answer: str  # fingerprint


class Entity(NamedTuple):
    """What questions are about, as it was: a story or a person; "" for all that is neither."""

    name: str
    state: str  # equal as long as no question about it is answered otherwise
    places: list[int]  # of what was asked about it


class Answering(Protocol):
    """What answers questions now."""

    def entity_of(self, question: Question) -> str:
        """What it is about."""

    def state(self, entity: str) -> str | None:
        """Its fingerprint; None for one that is not here."""

    def fingerprint(self, question: Question) -> str:
        """The fingerprint of an answer."""


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """All traces of a build."""

    entities: Mapping[str, Entity] = field(default_factory=dict)  # by name
    details: Mapping[str, bytes] = field(default_factory=dict)  # of each entity, what was asked as it is written
    traces: Mapping[str, Trace] = field(default_factory=dict)  # by subject
    lines: Mapping[str, bytes] = field(default_factory=dict)  # the traces as they are written

    def asked(self, entity: str) -> Iterator[Asked]:
        """What was asked about an entity."""
        if entity in self.entities:
            places = self.entities[entity].places
            for place, (kind, name, answer) in zip(places, json.loads(self.details[entity]), strict=True):
                yield Asked(place, (kind, name), answer)

    @cached_property
    def parts(self) -> Mapping[int, str]:
        """The places of questions for what has a trace of its own."""
        return {place: name for place, (kind, name), _ in self.asked("") if kind == PART}


def read(noted: bytes, made_by: str) -> Ledger:
    """The traces of the last build; none where they are damaged, or of other code, options or templates."""
    digest, _line, body = noted.partition(b"\n")
    if digest != _digest(made_by, body):
        return Ledger()
    first, *rest = body.split(b"\n")
    entities = [Entity(*one) for one in json.loads(first)]
    details, lines = rest[: len(entities)], rest[len(entities) :]
    traces = [Trace(*trace) for trace in json.loads(b"[" + b",".join(lines) + b"]")]
    return Ledger(
        entities={one.name: one for one in entities},
        details={one.name: line for one, line in zip(entities, details, strict=True)},
        traces={trace.subject: trace for trace in traces},
        lines={trace.subject: line for trace, line in zip(traces, lines, strict=True)},
    )


def written(made_by: str, old: Ledger, kept: Iterable[str], new: Mapping[str, New], now: Answering) -> bytes:
    """The traces that are kept of an old ledger, with those of their parts, and new ones.

    Questions that nobody asks any more are left out: they may name what an editor had removed.
    """
    lasting, used = _lasting(old, kept)
    kept = sorted(lasting - new.keys())
    asked = frozenset[Question]().union(*(some for _, some, _ in new.values()))
    other = {name for name, entity in old.entities.items() if now.state(name) != entity.state}
    places = {one.question: one.place for name in other | set(map(now.entity_of, asked)) for one in old.asked(name)}
    free = count(1 + max(chain.from_iterable(one.places for one in old.entities.values()), default=-1))
    first = {question: next(free) for question in sorted(asked - places.keys())}
    places |= first
    made = [
        _json([subject, given, sorted(places[question] for question in some), notes])
        for subject, (given, some, notes) in new.items()
    ]
    used |= {places[question] for question in asked}
    anew = (
        other
        | set(map(now.entity_of, first))
        | {one.name for one in old.entities.values() if not used.issuperset(one.places)}
    )
    found = {one.question: one for name in anew for one in old.asked(name) if one.place in used}
    found |= {question: Asked(place, question, "") for question, place in first.items()}
    about = [(entity, old.details[name]) for name, entity in old.entities.items() if name not in anew]
    about += _anew(found.values(), asked, now)
    details, lines = (line for _, line in about), (old.lines[subject] for subject in kept)
    body = b"\n".join([_json([entity for entity, _ in about]), *details, *lines, *made])
    return _digest(made_by, body) + b"\n" + body


def _lasting(old: Ledger, kept: Iterable[str]) -> tuple[set[str], set[int]]:
    """The subjects whose traces last, those that were kept and their parts, and the places of what they asked."""
    found, used = set(kept), set[int]()
    left = found
    while left:
        used.update(*[old.traces[subject].asked for subject in left])
        left = {old.parts[place] for place in old.parts.keys() & used} - found
        found = found | left
    return found, used


def _anew(some: Iterable[Asked], asked: Collection[Question], now: Answering) -> Iterator[tuple[Entity, bytes]]:
    """Entities with what is asked about each, `asked` now or before; an article may have gone over to another story."""
    found: dict[str, list[Asked]] = defaultdict(list)
    for one in some:
        found[now.entity_of(one.question)].append(one)
    for name, about in sorted(found.items()):
        line = _json(
            [(*one.question, _answer(one.question, now) if one.question in asked else one.answer) for one in about]
        )
        yield Entity(name, now.state(name) or "", [one.place for one in about]), line


def _answer(question: Question, now: Answering) -> str:
    """The fingerprint by which an answer is compared in the next build; that of a part is its trace."""
    return "" if question[0] == PART else now.fingerprint(question)


def _digest(made_by: str, body: bytes) -> bytes:
    """What tells a ledger that is as it was written, by the same code, from all others."""
    return digest_of(made_by.encode() + b"\n" + body).encode()


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
