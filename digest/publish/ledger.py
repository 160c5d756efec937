"""The traces of a build, as they are kept for the next one: few of them change, and only those are written anew."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from digest.nouns.outputs import digest_of
from digest.publish.tracing import Question

Note = tuple[str, str, str, bool, bool]
"""Of a product: its path, digest, day of change ("" for none), whether it is a page, and whether it leads on."""

New = tuple[str, Collection[Question], list[Note] | None]
"""Of a subject that was made: fingerprint of what it was given, what it asked, and what was made of it."""


class Trace(NamedTuple):
    """What a subject asked, and what was made of it."""

    subject: str
    given: str  # fingerprint of what it was given by the subject that it stands within
    asked: list[int]  # places in the list of all questions
    made: list[Note] | None  # None: of a part, which makes nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All traces of a build. A place where nobody asks anything any more is blank until another question takes it."""

    questions: list[Question] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    traces: dict[str, Trace] = field(default_factory=dict)
    lines: dict[str, bytes] = field(default_factory=dict)  # the traces as they are written


_BLANK: Question = ("", "")


def read(noted: bytes, made_by: str) -> Ledger:
    """The traces of the last build; none where they are damaged, or of other code, options or templates."""
    digest, _line, body = noted.partition(b"\n")
    if digest != _digest(made_by, body):
        return Ledger()
    first, *lines = body.split(b"\n")
    questions, answers = json.loads(first)
    traces = [Trace(*trace) for trace in json.loads(b"[" + b",".join(lines) + b"]")]
    return Ledger(
        questions=list(map(tuple, questions)),
        answers=answers,
        traces={trace.subject: trace for trace in traces},
        lines={trace.subject: line for trace, line in zip(traces, lines, strict=True)},
    )


def written(
    made_by: str, old: Ledger, kept: Iterable[str], new: Mapping[str, New], answer: Callable[[Question], str]
) -> bytes:
    """The traces that are kept of an old ledger, and new ones; `answer` tells the fingerprint of an answer."""
    kept = sorted(kept)
    questions, answers = _used(old, kept)
    places = {question: place for place, question in enumerate(questions)}
    blank = [place for place, question in enumerate(questions) if question == _BLANK]
    for question in sorted(frozenset().union(*(asked for _, asked, _ in new.values()))):
        place = places.get(question)
        if place is None:
            place = places[question] = blank.pop() if blank else len(questions)
            questions[place : place + 1] = [question]
            answers[place : place + 1] = [""]
        answers[place] = answer(question)
    made = [
        _json([subject, given, sorted(places[question] for question in asked), notes])
        for subject, (given, asked, notes) in new.items()
    ]
    body = b"\n".join([_json([questions, answers]), *(old.lines[subject] for subject in kept), *made])
    return _digest(made_by, body) + b"\n" + body


def _digest(made_by: str, body: bytes) -> bytes:
    """What tells a ledger that is as it was written, by the same code, from all others."""
    return digest_of(made_by.encode() + b"\n" + body).encode()


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _used(old: Ledger, kept: Iterable[str]) -> tuple[list[Question], list[str]]:
    """The questions and answers without those that nobody asks any more: they may name what an editor had removed."""
    used = set(chain.from_iterable(old.traces[subject].asked for subject in kept))
    questions = [question if place in used else _BLANK for place, question in enumerate(old.questions)]
    return questions, [answer if place in used else "" for place, answer in enumerate(old.answers)]
