"""The ledger of a build: what lasts of the last one's, and what was asked and made now; few shards of it change."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress, count
from typing import NamedTuple, Protocol, TypeVar

import numpy as np

from digest.nouns.outputs import digest_of
from digest.publish.ledger import Flags, Ledger, other
from digest.publish.ledger_shards import (
    ENTITIES,
    HEADER,
    NOTHING,
    SUBJECTS,
    Entity,
    Note,
    Trace,
    entities_shard,
    header,
    number_of_shards,
    shard_name,
    shard_of,
    subjects_shard,
)
from digest.publish.tracing import PART, Question

Entry = TypeVar("Entry")
New = tuple[str, Collection[Question], list[Note] | None]
"""Of a subject that was made: fingerprint of what it was given, what it asked, and what was made of it."""


class Answering(Protocol):
    """What answers questions now."""

    def entity_of(self, question: Question) -> str:
        """What it is about, a story or a person, say; "" for all that is about none of these."""

    def state(self, entity: str) -> str | None:
        """Its fingerprint; None for one that is not here."""

    def fingerprint(self, question: Question) -> str:
        """The fingerprint of an answer."""


class Written(NamedTuple):
    """A ledger as it is kept."""

    changed: Mapping[str, bytes]  # the shards that are not as they were, by name, and the header
    names: Collection[str]  # of all shards, and of the header: nothing else is to be kept


def written(made_by: str, old: Ledger, kept: Iterable[str], new: Mapping[str, New], now: Answering) -> Written:
    """The traces that are kept of an old ledger, with those of their parts, and new ones.

    Questions that nobody asks any more are left out: they may name what an editor had removed.
    """
    last = lasting(old, kept, new)
    asked = _asked(old, last, frozenset[Question]().union(*(some for _, some, _ in new.values())), now)
    found = dict(chain(_entities(old, asked, now), _subjects(old, last, new, asked)))
    was = old.columns.digests_of
    digests = {name: was[name] if data is None else digest_of(data) for name, data in found.items()}
    changed = {name: data for name, data in found.items() if data is not None and digests[name] != was.get(name)}
    return Written({**changed, HEADER: header(made_by, digests)}, [HEADER, *digests])


def lasting(old: Ledger, kept: Iterable[str], new: Collection[str]) -> Flags:
    """The subjects of an old ledger, by place, whose traces last: those that were kept, and their parts.

    Whatever was made anew has another trace.
    """
    found, left = np.zeros(len(old.subjects), np.bool_), [old.subjects[subject] for subject in kept]
    parts = old.columns.parts != NOTHING
    parts[[old.subjects[name] for name in new if name in old.subjects]] = False
    while left:
        found[left] = True
        left = np.flatnonzero(parts & ~found & _used(old, found)[old.columns.parts]).tolist()
    return found


def _used(old: Ledger, last: Flags) -> Flags:
    """The questions of an old ledger, by place, that some of its subjects asked."""
    used = np.zeros(old.size, np.bool_)
    used[old.columns.asked[np.repeat(last, old.columns.asks)]] = True
    return used


class _Asked(NamedTuple):
    """What is asked from now on."""

    doubtful: Collection[str]  # entities about which something may be answered otherwise than it was
    used: Flags  # by old places
    places: Mapping[Question, int]  # of what was asked now
    first: Sequence[Question]  # those that nobody had asked


def _asked(old: Ledger, last: Flags, some: Collection[Question], now: Answering) -> _Asked:
    """The questions that somebody asks: each keeps its place, and new ones get those that are free."""
    used = _used(old, last)
    entities = {_entity(question, now) for question in some if question[0] != PART}
    doubtful = {name for name, state in old.entities.items() if now.state(name) != state}
    known = {one.question: one.place for name in entities | doubtful for one in old.about(name)}
    parts = {one: place for one in some if one[0] == PART and (place := _place_of_part(old, one[1])) != NOTHING}
    places = {**{one: known[one] for one in some if one in known}, **parts}
    used[list(places.values())] = True
    first = sorted(set(some) - places.keys())
    free = chain(np.flatnonzero(~used).tolist(), count(old.size))
    every = {**places, **dict(zip(first, free, strict=False))}
    return _Asked(doubtful, used, every, [one for one in first if one[0] != PART])


def _place_of_part(old: Ledger, subject: str) -> int:
    """The place of the question for a part of something else, or NOTHING."""
    return int(old.columns.parts[old.subjects[subject]]) if subject in old.subjects else NOTHING


def _entity(question: Question, now: Answering) -> str:
    return now.entity_of(question) or other(question)


def _left(old: Ledger, used: Flags) -> set[str]:
    """The entities about which something was asked that nobody asks any more."""
    own = old.columns
    until = np.concatenate(([0], np.cumsum(used[own.places])))[np.concatenate(([0], np.cumsum(own.questions)))]
    return set(compress(own.entities, (np.diff(until) != own.questions).tolist()))


class _Here(NamedTuple):
    """A question about an entity."""

    question: Question
    answer: str  # as it was
    place: int


def _entities(old: Ledger, asked: _Asked, now: Answering) -> Iterator[tuple[str, bytes | None]]:
    """The shards of what is asked about entities."""
    done, about = _regrouped(old, asked, now)
    new = {}
    for name, here in about.items():
        answers = [
            (*one.question, now.fingerprint(one.question) if one.question in asked.places else one.answer)
            for one in here
        ]
        details = json.dumps(answers, separators=(",", ":")).encode()
        new[name] = Entity(name, now.state(name) or "", [one.place for one in here], details)
    names = old.columns.entities
    yield from _shards(
        old, ENTITIES, names, done, new, lambda place: names[place] not in done, old.entity, entities_shard
    )


def _regrouped(old: Ledger, asked: _Asked, now: Answering) -> tuple[set[str], Mapping[str, list[_Here]]]:
    """What is asked about entities that are written anew: the names of those that there were or are, and what it is.

    An article may have gone over to another story.
    """
    found: dict[str, list[_Here]] = defaultdict(list)
    for question in asked.first:
        found[_entity(question, now)].append(_Here(question, "", asked.places[question]))
    done, left = set[str](), {*asked.doubtful, *_left(old, asked.used), *found}
    while left:
        for one in chain.from_iterable(old.about(name) for name in sorted(left)):
            if asked.used[one.place]:
                found[_entity(one.question, now)].append(_Here(one.question, one.answer, one.place))
        done |= left
        left = found.keys() - done
    return done, dict(sorted(found.items()))


def _subjects(old: Ledger, last: Flags, new: Mapping[str, New], asked: _Asked) -> Iterator[tuple[str, bytes | None]]:
    """The shards of what subjects asked, and of what was made of them."""
    own = old.columns
    parts = (own.parts != NOTHING) & asked.used[own.parts]  # that somebody still asks for
    first = {one[1]: place for one, place in asked.places.items() if one[0] == PART}
    later = {name for name in first if name in old.subjects and not parts[old.subjects[name]]}
    changed = {own.subjects[place] for place in np.flatnonzero(~last | (parts != (own.parts != NOTHING))).tolist()}

    def kept(place: int) -> Trace:
        one = old.trace(place)
        return one._replace(part=one.part if parts[place] else first.get(one.subject, NOTHING))

    made = {}
    for name, (gift, some, notes) in new.items():
        was = old.subjects.get(name)
        part = int(own.parts[was]) if was is not None and parts[was] else first.get(name, NOTHING)
        made[name] = Trace(name, gift, part, sorted(asked.places[one] for one in some), notes)
    yield from _shards(old, SUBJECTS, own.subjects, changed | later, made, last.__getitem__, kept, subjects_shard)


def _shards(  # noqa: PLR0913, PLR0917 - each says something else about entries
    old: Ledger,
    kind: str,
    names: Sequence[str],
    changed: Collection[str],
    new: Mapping[str, Entry],
    stays: Callable[[int], bool],
    entry: Callable[[int], Entry],
    write: Callable[[Sequence[Entry]], bytes],
) -> Iterator[tuple[str, bytes | None]]:
    """Each shard of a kind by its name; None for one that holds neither `changed` entries nor `new` ones.

    `names` are those of the old entries by their places, `stays` says which of them are entries still.
    """
    number = number_of_shards(len(names) + len(new.keys() - set(names)))
    before = {shard: old.columns.ranges.get(shard_name(kind, shard, number)) for shard in range(number)}
    same = any(before.values())
    touched = {shard_of(name, number) for name in chain(changed, new)} if same else set(range(number))
    groups: dict[int, list[Entry]] = defaultdict(list)
    for place in chain.from_iterable(before[shard] or () for shard in touched) if same else range(len(names)):
        if stays(place) and names[place] not in new:
            groups[shard_of(names[place], number)].append(entry(place))
    for name, one in new.items():
        groups[shard_of(name, number)].append(one)
    for shard in range(number):
        if shard in groups:
            yield shard_name(kind, shard, number), write(groups[shard])
        elif before[shard] and shard not in touched:
            yield shard_name(kind, shard, number), None
