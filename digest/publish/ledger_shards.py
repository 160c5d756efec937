"""The shards of a ledger: what is written of some entities, or of some subjects, apart from all others.

A shard is a line of JSON, with numbers and texts behind it that are taken as they are. So few are written again after a
build that changed little; all are read, but what was asked about an entity only where somebody asks for it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from digest.nouns.outputs import digest_of

Numbers = NDArray[np.int32]

Note = tuple[str, str, str, int]
"""Of a product: its path, digest, day of change ("" for none), and kind."""

ENTITIES, SUBJECTS = "entities", "subjects"  # kinds of shards
HEADER = ""  # the name of what says which shards there are
NOTHING = -1  # products of a part, which makes none; place of the question for what is no part
_NUMBERS = "<i4"
_SIZE = 64  # entries of a shard, roughly


class Entity(NamedTuple):
    """What was asked about one."""

    name: str
    state: str
    places: Sequence[int]  # of the questions
    details: bytes  # JSON: kind, name and answer of each


class Trace(NamedTuple):
    """What a subject asked, and what was made of it."""

    subject: str
    given: str
    part: int  # the place of the question for it, where others asked for it as a part of theirs, or NOTHING
    asked: Sequence[int]  # places
    notes: Sequence[Note] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """All that a ledger holds, one shard after the other."""

    entities: list[str]
    states: list[str]  # of each entity, as it was: equal as long as no question about it is answered otherwise
    questions: Numbers  # how many are about each entity
    places: Numbers  # of the questions, one entity after the other
    sizes: Numbers  # of `details` about each entity, in bytes
    details: bytes
    subjects: list[str]
    given: dict[str, str]  # by subject, the fingerprint of what it was given; not where that is nothing
    parts: Numbers  # by subject, see Trace
    asks: Numbers  # how many questions each subject asked
    asked: Numbers  # their places, one subject after the other
    makes: Numbers  # how many products were made of each subject, or NOTHING
    paths: list[str]  # of the products, one subject after the other
    digests: list[str]
    days: list[str]
    kinds: list[int]
    digests_of: dict[str, str]  # the digests of the shards, by name
    ranges: dict[str, range]  # the places of their entries


def number_of_shards(entries: int) -> int:
    """For so many entries: a power of two, so that it seldom is another."""
    return int(1 << (entries // _SIZE).bit_length())


def shard_of(name: str, number: int) -> int:
    """The shard of so many that an entry is in."""
    return crc32(name.encode("utf-8", "surrogatepass")) % number


def shard_name(kind: str, shard: int, number: int) -> str:
    """The name of one of so many shards of a kind."""
    return f"{kind} {shard} of {number}"


def entities_shard(entities: Sequence[Entity]) -> bytes:
    """Some entities as a shard."""
    lists = (
        [one.name for one in entities],
        [one.state for one in entities],
        [len(one.places) for one in entities],
        [len(one.details) for one in entities],
    )
    return b"".join((_json(lists), b"\n", _joined(one.places for one in entities), *(one.details for one in entities)))


def subjects_shard(traces: Sequence[Trace]) -> bytes:
    """Some subjects as a shard."""
    notes = [note for one in traces for note in one.notes or ()]
    lists = (
        [one.subject for one in traces],
        [(one.subject, one.given) for one in traces if one.given],
        [one.part for one in traces],
        [len(one.asked) for one in traces],
        [NOTHING if one.notes is None else len(one.notes) for one in traces],
        *([note[at] for note in notes] for at in range(4)),
    )
    return b"".join((_json(lists), b"\n", _joined(one.asked for one in traces)))


def header(made_by: str, shards: Mapping[str, str]) -> bytes:
    """What says which shards there are, by name their digests; and by which code, options and templates."""
    body = _json(shards)
    return _signed(made_by, body) + b"\n" + body


def columns(written: Mapping[str, bytes], made_by: str) -> Columns:
    """All that is written; nothing where any of it is damaged, or of other code, options or templates."""
    signed, _line, body = written.get(HEADER, b"").partition(b"\n")
    if signed != _signed(made_by, body):
        return _columns({}, {})
    shards = json.loads(body)
    if any(digest_of(written.get(name, b"")) != digest for name, digest in shards.items()):
        return _columns({}, {})
    return _columns(written, shards)


def _columns(written: Mapping[str, bytes], shards: dict[str, str]) -> Columns:
    entities, subjects = _lists(4), _lists(9)
    places, details, asked = list[bytes](), list[bytes](), list[bytes]()
    ranges: dict[str, range] = {}
    for name in shards:
        line, _line, rest = written[name].partition(b"\n")
        lists = json.loads(line)
        about = name.startswith(ENTITIES)
        into = entities if about else subjects
        ranges[name] = range(len(into[0]), len(into[0]) + len(lists[0]))
        for whole, own in zip(into, lists, strict=True):
            whole.extend(own)
        if about:
            cut = 4 * sum(lists[2])
            places.append(rest[:cut])
            details.append(rest[cut:])
        else:
            asked.append(rest)
    names, states, questions, sizes = entities
    subject, given, parts, asks, makes, paths, digests, days, kinds = subjects
    return Columns(
        entities=names,
        states=states,
        questions=numbers(questions),
        places=_read(places),
        sizes=numbers(sizes),
        details=b"".join(details),
        subjects=subject,
        given=dict(given),
        parts=numbers(parts),
        asks=numbers(asks),
        asked=_read(asked),
        makes=numbers(makes),
        paths=paths,
        digests=digests,
        days=days,
        kinds=kinds,
        digests_of=shards,
        ranges=ranges,
    )


def _lists(count: int) -> list[list[Any]]:
    return [[] for _ in range(count)]


def numbers(some: Sequence[int]) -> Numbers:
    """Numbers as they stand in a column."""
    return np.array(some, np.int32)


def _read(written: Iterable[bytes]) -> Numbers:
    return np.frombuffer(b"".join(written), _NUMBERS)


def _joined(some: Iterable[Sequence[int]]) -> bytes:
    return np.fromiter(chain.from_iterable(some), _NUMBERS).tobytes()


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _signed(made_by: str, body: bytes) -> bytes:
    """What tells a ledger that is as it was written, by the same code, from all others."""
    return digest_of(made_by.encode() + b"\n" + body).encode()
