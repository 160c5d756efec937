"""What is answered otherwise than in the last build, and which subjects asked for it."""

from collections.abc import Iterator
from itertools import compress

import numpy as np

from digest.publish.ledger import Asked, Flags, Ledger
from digest.publish.ledger_shards import NOTHING
from digest.publish.ledger_writing import Answering
from digest.publish.tracing import Question


class Changes:
    """The changes since a ledger was written."""

    def __init__(self, old: Ledger, now: Answering) -> None:
        self._old, self._now = old, now
        self._why = {
            one.place: f"looked up {' '.join(one.question)}, which changed"
            for one in self._doubtful()
            if self._answer(one.question) != one.answer
        }
        self.subjects = self._spread()  # that asked something which is answered otherwise

    def why(self, subject: str) -> str:
        """The first of what a subject asked that is answered otherwise now; "" where nothing is."""
        if subject not in self._old.subjects:
            return "it was not there"
        return next((self._why[place] for place in self._old.asked_by(subject) if place in self._why), "")

    def _doubtful(self) -> Iterator[Asked]:
        """What was asked about all that is not in the state of the last build, and may be answered otherwise."""
        for name, state in self._old.entities.items():
            if self._now.state(name) != state:
                yield from self._old.about(name)

    def _answer(self, question: Question) -> str | None:
        """The fingerprint of an answer of this edition; None for a question that only a damaged file asks."""
        try:
            return self._now.fingerprint(question)
        except (LookupError, AttributeError, ValueError):
            return None

    def _spread(self) -> set[str]:
        """The subjects that asked for a change, or for a part of theirs that does not hold; a part may have parts.

        A part of a subject that holds is given what it was given then.
        """
        old = self._old
        flags, done = np.zeros(old.size, np.bool_), np.zeros(len(old.subjects), np.bool_)
        flags[list(self._why)] = True
        while (found := old.asking(flags)).any() and (broken := self._parts(found & ~done)):
            self._why |= {place: f"{name}: {self.why(name)}" for name, place in broken.items()}
            flags[list(broken.values())] = True
            done |= found
        return set(compress(old.columns.subjects, found.tolist()))

    def _parts(self, some: Flags) -> dict[str, int]:
        """Those of some subjects that are parts of others, with the places of the questions for them."""
        own = self._old.columns
        found = np.flatnonzero(some & (own.parts != NOTHING)).tolist()
        return {own.subjects[one]: int(own.parts[one]) for one in found}
