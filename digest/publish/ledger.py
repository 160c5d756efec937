"""The traces of a build, as the next one looks at them: in columns, of which little is looked at one by one.

What was asked stands by the entities that it is about, a story, a person, an outlet or a day each, or else in a part of
all other questions. Of one that is in the state that it was in then, nothing is asked again, nor read. A question is
known by its place, which it keeps as long as somebody asks it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from digest.publish.ledger_shards import NOTHING, Columns, Entity, Note, Trace, columns
from digest.publish.tracing import Question

Flags = NDArray[np.bool_]

FILE, PAGE, LEADING_PAGE = 0, 1, 2  # kinds of products

_OTHERS = 64  # parts of the questions that are about no entity


class Asked(NamedTuple):
    """A question, and how it was answered."""

    place: int
    question: Question
    answer: str  # fingerprint


class Ledger:
    """All traces of a build. What is asked for as a part has no answer but its own trace."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.subjects = {subject: place for place, subject in enumerate(columns.subjects)}  # their places
        self.entities = dict(zip(columns.entities, columns.states, strict=True))  # their states
        self._products = list(accumulate(np.maximum(columns.makes, 0).tolist(), initial=0))
        self._no_products: list[bool] = (columns.makes == NOTHING).tolist()

    @cached_property
    def size(self) -> int:
        """No place of a question is as large."""
        return 1 + max([0, *(int(some.max()) for some in (self.columns.places, self.columns.parts) if len(some))])

    def about(self, entity: str) -> Iterator[Asked]:
        """What was asked about an entity."""
        if (number := self.order.get(entity)) is not None:
            own = self.entity(number)
            for place, (kind, name, answer) in zip(own.places, json.loads(own.details), strict=True):
                yield Asked(place, (kind, name), answer)

    def entity(self, number: int) -> Entity:
        """An entity, by its place among all."""
        own, first, start = self.columns, self._first, self._starts
        places = own.places[first[number] : first[number + 1]].tolist()
        details = own.details[start[number] : start[number + 1]]
        return Entity(own.entities[number], own.states[number], places, details)

    def trace(self, place: int) -> Trace:
        """The trace of the subject at a place."""
        own = self.columns
        notes = None if self._no_products[place] else self._notes(place)
        return Trace(
            own.subjects[place], self.given(own.subjects[place]), int(own.parts[place]), self._asked(place), notes
        )

    def asked_by(self, subject: str) -> Sequence[int]:
        """The places of what a subject asked."""
        return self._asked(self.subjects[subject])

    def given(self, subject: str) -> str:
        """The fingerprint of what a subject was given by the one that it stands within."""
        return self.columns.given.get(subject, "")

    def made_of(self, subject: str) -> list[Note] | None:
        """What was made of a subject; None of a part, and of one that was not there."""
        place = self.subjects.get(subject)
        return None if place is None or self._no_products[place] else self._notes(place)

    def asking(self, some: Flags) -> Flags:
        """Which subjects, by place, asked one of the questions that are flagged."""
        found = np.concatenate(([0], np.cumsum(some[self.columns.asked])))[self._ends]
        return np.asarray(found[1:] != found[:-1])

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The places of the entities among themselves."""
        return {name: number for number, name in enumerate(self.columns.entities)}

    def _asked(self, place: int) -> list[int]:
        asked: list[int] = self.columns.asked[self._ends[place] : self._ends[place + 1]].tolist()
        return asked

    def _notes(self, place: int) -> list[Note]:
        own = self.columns
        paths, digests, days, kinds = own.paths, own.digests, own.days, own.kinds
        some = range(self._products[place], self._products[place + 1])
        return [(paths[one], digests[one], days[one], kinds[one]) for one in some]

    @cached_property
    def _ends(self) -> NDArray[np.intp]:
        """Where what each subject asked begins, and where the last one's ends."""
        return np.concatenate(([0], np.cumsum(self.columns.asks, dtype=np.intp)))

    @cached_property
    def _starts(self) -> list[int]:
        """Where what is written about each entity begins, and where the last one's ends."""
        return list(accumulate(self.columns.sizes.tolist(), initial=0))

    @cached_property
    def _first(self) -> list[int]:
        return list(accumulate(self.columns.questions.tolist(), initial=0))


def read(written: Mapping[str, bytes], made_by: str) -> Ledger:
    """The traces of the last build; none where they are damaged, or of other code, options or templates."""
    return Ledger(columns(written, made_by))


def other(question: Question) -> str:
    """What stands for an entity where a question is about none."""
    return f"other {crc32(repr(question).encode()) % _OTHERS}"
