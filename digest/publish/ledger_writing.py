"""The ledger of a build: what lasts of the last one's, column by column, and what was asked and made now."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, compress
from typing import NamedTuple, Protocol

import numpy as np

from digest.publish.ledger import NOTHING, Columns, Flags, Ledger, Note, Numbers, noted, numbers
from digest.publish.tracing import PART, Question

New = tuple[str, Collection[Question], list[Note] | None]
"""Of a subject that was made: fingerprint of what it was given, what it asked, and what was made of it."""


class Answering(Protocol):
    """What answers questions now."""

    def entity_of(self, question: Question) -> str:
        """What it is about: a story or a person; "" for all that is neither."""

    def state(self, entity: str) -> str | None:
        """Its fingerprint; None for one that is not here."""

    def fingerprint(self, question: Question) -> str:
        """The fingerprint of an answer."""


def written(made_by: str, old: Ledger, kept: Iterable[str], new: Mapping[str, New], now: Answering) -> bytes:
    """The traces that are kept of an old ledger, with those of their parts, and new ones.

    Questions that nobody asks any more are left out: they may name what an editor had removed.
    """
    last = lasting(old, kept, new)
    about = _about(old, last, frozenset[Question]().union(*(some for _, some, _ in new.values())), now)
    was, traces, several = old.columns, list(new.values()), np.repeat(last, np.maximum(old.columns.makes, 0)).tolist()
    made = [note for _, _, notes in traces for note in notes or ()]
    asked = [sorted(about.places[question] for question in some) for _, some, _ in traces]
    columns = Columns(
        entities=about.entities,
        states=about.states,
        questions=about.questions,
        sizes=about.sizes,
        details=about.details,
        subjects=[*compress(was.subjects, last.tolist()), *new],
        given={subject: gift for subject, gift in was.given.items() if last[old.subjects[subject]]}
        | {subject: gift for subject, (gift, _, _) in new.items() if gift},
        asks=_joined(was.asks[last], map(len, asked)),
        asked=_joined(about.moved[was.asked[np.repeat(last, was.asks)]], chain.from_iterable(asked)),
        makes=_joined(was.makes[last], (NOTHING if notes is None else len(notes) for _, _, notes in traces)),
        paths=[*compress(was.paths, several), *(note[0] for note in made)],
        digests=[*compress(was.digests, several), *(note[1] for note in made)],
        days=[*compress(was.days, several), *(note[2] for note in made)],
        kinds=bytes(compress(was.kinds, several)) + bytes(note[3] for note in made),
    )
    return noted(made_by, columns)


def lasting(old: Ledger, kept: Iterable[str], new: Collection[str]) -> Flags:
    """The subjects of an old ledger, by place, whose traces last: those that were kept, and their parts.

    Whatever was made anew has another trace.
    """
    found, left = np.zeros(len(old.subjects), np.bool_), {old.subjects[subject] for subject in kept}
    parts = {place: old.subjects[name] for place, name in old.parts.items() if name in old.subjects and name not in new}
    while left:
        found[list(left)] = True
        used = _used(old, found).tolist()
        left = {subject for place, subject in parts.items() if used[place] and not found[subject]}
    return found


def _used(old: Ledger, last: Flags) -> Flags:
    """The questions of an old ledger, by place, that some of its subjects asked."""
    used = np.zeros(old.size, np.bool_)
    used[old.columns.asked[np.repeat(last, old.columns.asks)]] = True
    return used


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    """What is asked, by what it is about."""

    entities: list[str]
    states: list[str]
    questions: Numbers
    sizes: Numbers
    details: bytes
    moved: Numbers  # by old places, the new ones; -1 for what nobody asks any more
    places: Mapping[Question, int]  # of what was asked now


class _Here(NamedTuple):
    """A question about an entity."""

    question: Question
    answer: str
    before: int | None  # its old place


def _about(old: Ledger, last: Flags, asked: Collection[Question], now: Answering) -> _About:
    used, was = _used(old, last), old.columns
    changed = {name for name, state in old.entities.items() if now.state(name) != state}
    known = {one.question: one.place for name in changed | set(map(now.entity_of, asked)) for one in old.about(name)}
    used[[known[question] for question in asked if question in known]] = True
    first = [_Here(question, "", None) for question in sorted(asked) if question not in known]
    found = _regrouped(old, used, changed | _left(old, used), first, now)

    staying = np.array([name not in found.entities for name in was.entities], np.bool_)
    stay = np.repeat(staying, was.questions)
    moved, end = np.full(old.size, -1, np.int32), int(stay.sum())
    moved[stay] = np.arange(end)
    places = {question: int(moved[place]) for question, place in known.items() if question in asked and stay[place]}
    lines = []
    for here in found.about.values():
        for place, (question, _, before) in enumerate(here, end):
            places[question] = place
            if before is not None:
                moved[before] = place
        end += len(here)
        answers = [(*one.question, _answer(one.question, now) if one.question in asked else one.answer) for one in here]
        lines.append(json.dumps(answers, separators=(",", ":")).encode())
    return _About(
        entities=[*compress(was.entities, staying.tolist()), *found.about],
        states=[*compress(was.states, staying.tolist()), *(now.state(name) or "" for name in found.about)],
        questions=_joined(was.questions[staying], map(len, found.about.values())),
        sizes=_joined(was.sizes[staying], map(len, lines)),
        details=b"".join([*_runs(old, staying), *lines]),
        moved=moved,
        places=places,
    )


class _Regrouped(NamedTuple):
    """What is asked about some entities; they are written anew."""

    entities: Collection[str]  # that were there before, or are now
    about: Mapping[str, list[_Here]]


def _left(old: Ledger, used: Flags) -> set[str]:
    """The entities about which something was asked that nobody asks any more."""
    until = np.concatenate(([0], np.cumsum(used)))[np.concatenate(([0], np.cumsum(old.columns.questions)))]
    return set(compress(old.columns.entities, (np.diff(until) != old.columns.questions).tolist()))


def _regrouped(old: Ledger, used: Flags, some: Collection[str], first: Iterable[_Here], now: Answering) -> _Regrouped:
    """What is asked about `some` entities, and `first` of all; an article may have gone over to another story."""
    found: dict[str, list[_Here]] = defaultdict(list)
    for one in first:
        found[now.entity_of(one.question)].append(one)
    done, left = set[str](), set(some) | found.keys()
    while left:
        for question, answer, place in (
            (one.question, one.answer, one.place) for name in sorted(left) for one in old.about(name) if used[one.place]
        ):
            found[now.entity_of(question)].append(_Here(question, answer, place))
        done |= left
        left = found.keys() - done
    return _Regrouped(done, dict(sorted(found.items())))


def _runs(old: Ledger, staying: Flags) -> Iterable[bytes]:
    """What is written about entities that stay, in as few pieces as possible."""
    start = 0
    for gone in [*np.flatnonzero(~staying).tolist(), len(staying)]:
        yield old.columns.details[old.starts[start] : old.starts[gone]]
        start = gone + 1


def _answer(question: Question, now: Answering) -> str:
    """The fingerprint by which an answer is compared in the next build; that of a part is its trace."""
    return "" if question[0] == PART else now.fingerprint(question)


def _joined(old: Numbers, new: Iterable[int]) -> Numbers:
    return np.concatenate((old, numbers(new)))
