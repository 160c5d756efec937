"""What was made of each subject, carried over as long as everything that it looked up is answered alike."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from digest.nouns import CarriedFile, CarriedPage, Edition, File, Page
from digest.publish.aside import Aside
from digest.publish.desk import Desk
from digest.publish.options import SiteOptions
from digest.publish.tracing import PART, Question, fingerprint_of
from digest.store import Store, code_version, fingerprint

Product = Page | CarriedPage | File | CarriedFile
Note = tuple[str, str, str, bool, bool]
"""Of a product: its path, digest, day of change ("" for none), whether it is a page, and whether it leads on."""

_NAME = "traces"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trace:
    """What a subject asked, as places in the list of all questions, and what was made of it."""

    asked: list[int]
    given: str = ""  # fingerprint of what it was given by the subject that it stands within
    made: list[Note] | None = None  # None: of a part, which makes nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ledger:
    """The traces of a build."""

    made_by: str = ""
    questions: list[tuple[str, ...]] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    traces: dict[str, _Trace] = field(default_factory=dict)


_LEDGER: TypeAdapter[_Ledger] = TypeAdapter(_Ledger)


class Memory:
    """The products of an edition, by subject.

    `made_by` tells apart whatever else they depend on: code, options, templates. What is made is put `aside`, where
    there is such a place.
    """

    def __init__(self, desk: Desk, store: Store, made_by: str, aside: Aside | None = None) -> None:
        self.desk, self._store, self._made_by, self._aside = desk, store, made_by, aside
        self._book = desk.book
        self._old = _read(store.noted(_NAME), made_by)
        self._first = not self._old.traces
        asked = enumerate(self._old.questions)
        self._parts = {place: question[-1] for place, question in asked if question[:1] == (PART,)}
        self._checked: list[bool | None] = [None] * len(self._old.questions)  # whether it is answered alike
        self._same: dict[str, bool] = {}
        self._kept: set[str] = set()
        self._given: dict[str, str] = {}
        self._made: dict[str, tuple[frozenset[Question], tuple[Product, ...]]] = {}
        self.reasons: dict[str, str] = {}  # why each subject was made again, in words

    def remembered(
        self, subject: str, compute: Callable[[], Iterable[Product]], *, given: object = None
    ) -> tuple[Product, ...]:
        """What is made of a subject: carried over, or computed where an answer has changed.

        `compute` knows nothing but what it looks up in the almanac, and what it is `given` by a subject that it stands
        within; it may remember subjects itself. What is carried is computed again when it is asked for its bytes.
        """
        gift = "" if given is None else fingerprint_of(given)
        self._book.notes.ask(PART, subject)
        if subject in self._made:
            return self._made[subject][1]
        if self._holds(subject, gift) and (notes := self._old.traces[subject].made) is not None:
            self._keep(subject)
            again = _Again(compute)
            return tuple(_carried(note, partial(again.load, note[0])) for note in notes)
        self.reasons[subject], self._given[subject] = self._why(subject, gift), gift
        with self._book.notes.recording() as asked:
            made = tuple(map(self._put_aside, compute()))
        self._made[subject] = frozenset(asked), made
        return made

    def save(self) -> None:
        """Note what was asked, for the next build."""
        if not self._made and self._kept == set(self._old.traces):
            return
        asked = self._book.notes.parts | {subject: some for subject, (some, _) in self._made.items()}
        made = {subject: [_noted(one) for one in products] for subject, (_, products) in self._made.items()}
        questions, answers = list(self._old.questions), list(self._old.answers)
        places = {question: place for place, question in enumerate(questions)}
        for question in sorted(frozenset().union(*asked.values())):
            answer = "" if question[0] == PART else self._book.fingerprint(question)
            if question in places:
                answers[places[question]] = answer
            else:
                places[question] = len(questions)
                questions.append(question)
                answers.append(answer)
        traces = {kept: self._old.traces[kept] for kept in self._kept}
        for subject, some in asked.items():
            own = sorted(places[question] for question in some)
            traces[subject] = _Trace(asked=own, given=self._given.get(subject, ""), made=made.get(subject))
        ledger = _Ledger(made_by=self._made_by, questions=questions, answers=answers, traces=traces)
        self._store.note(_NAME, _LEDGER.dump_json(_compact(ledger)))

    def _put_aside(self, product: Product) -> Product:
        if self._aside is None or not isinstance(product, Page | File):
            return product
        data = product.load()
        return _carried(_noted(product), self._aside.put(data))

    def _keep(self, subject: str) -> None:
        """Keep the trace of a subject, and those of its parts."""
        if subject not in self._kept:
            self._kept.add(subject)
            for place in self._old.traces[subject].asked:
                if place in self._parts:
                    self._keep(self._parts[place])

    def _holds(self, subject: str, given: str | None = None) -> bool:
        """Whether all that a subject asked is answered as in the last build, and it was given the same.

        A part of one that holds is given what it was given then.
        """
        if subject not in self._same:
            self._same[subject] = False  # a part of itself, which only a damaged file can hold
            trace = self._old.traces.get(subject)
            self._same[subject] = trace is not None and all(map(self._same_answer, trace.asked))
        return self._same[subject] and given in {None, self._old.traces[subject].given}

    def _same_answer(self, place: int) -> bool:
        if place in self._parts:
            return self._holds(self._parts[place])
        if self._checked[place] is None:
            self._checked[place] = self._answered(place)
        return self._checked[place] is True

    def _answered(self, place: int) -> bool:
        """Whether a question is answered as in the last build; a damaged one is not."""
        with suppress(LookupError, AttributeError, ValueError):
            return self._book.fingerprint(self._old.questions[place]) == self._old.answers[place]
        return False

    def _why(self, subject: str, given: str | None = None) -> str:
        """The first of what a subject asked that is answered otherwise now."""
        if self._first:
            return "nothing is remembered of the last build, or it was made with other templates or options"
        if subject not in self._old.traces:
            return "it was not there"
        place = next((one for one in self._old.traces[subject].asked if not self._same_answer(one)), None)
        if place is None:
            same = given in {None, self._old.traces[subject].given}
            return "nothing was made of it" if same else "its part of a list has changed"
        kind, *names = self._old.questions[place]
        if kind == PART:
            return f"{names[0]}: {self._why(names[0])}"
        return f"looked up {' '.join((kind, *names)) if names else f'every {kind}'}, which changed"


def remembering(
    edition: Edition, options: SiteOptions, *, templates: Path, store: Store, aside: Aside | None = None
) -> Memory:
    """The memory of an edition's pages, feeds and files; `save` it when all are made."""
    made_by = code_version("publish", packages=("jinja2", "babel", "python-slugify", "PyYAML"))
    moved = replace(options, catalogues=None)  # what they hold counts, and not where
    chrome = fingerprint(made_by, str(moved), options.words.version, _sources(templates))
    return Memory(Desk(edition, options, store.digest), store, chrome, aside)


def _sources(templates: Path) -> list[tuple[str, str]]:
    """All templates, because one may include any other."""
    found = []
    for path in sorted(templates.rglob("*.j2")):
        with suppress(OSError):
            found.append((path.relative_to(templates).as_posix(), path.read_bytes().hex()))
    return found


def _compact(ledger: _Ledger) -> _Ledger:
    """The ledger without the questions that nobody asks any more: they may name what an editor had removed."""
    used = sorted({place for trace in ledger.traces.values() for place in trace.asked})
    if len(used) == len(ledger.questions):
        return ledger
    places = {old: new for new, old in enumerate(used)}
    return replace(
        ledger,
        questions=[ledger.questions[place] for place in used],
        answers=[ledger.answers[place] for place in used],
        traces={
            name: replace(trace, asked=[places[place] for place in trace.asked])
            for name, trace in ledger.traces.items()
        },
    )


class _Again:
    """Products, made again when one of them is asked for its bytes."""

    def __init__(self, compute: Callable[[], Iterable[Product]]) -> None:
        self._compute = compute

    def load(self, path: str) -> bytes:
        """The bytes of the product at a path."""
        return next(one for one in self._compute() if one.path == path).load()


def _carried(note: Note, load: Callable[[], bytes]) -> Product:
    path, digest, changed, page, leads_on = note
    if not page:
        return CarriedFile(path=path, digest=digest, load=load)
    day = date.fromisoformat(changed) if changed else None
    return CarriedPage(path=path, digest=digest, load=load, changed=day, leads_on=leads_on)


def _noted(product: Product) -> Note:
    if not isinstance(product, Page | CarriedPage):
        return product.path, product.digest, "", False, False
    changed = product.changed.isoformat() if product.changed else ""
    return product.path, product.digest, changed, True, product.leads_on


def _read(noted: bytes, made_by: str) -> _Ledger:
    """The traces of the last build; none where they are damaged, or of other code, options or templates."""
    try:
        ledger = _LEDGER.validate_json(noted)
    except ValidationError:
        return _Ledger()
    number = len(ledger.questions)
    inside = all(0 <= at < number for one in ledger.traces.values() for at in one.asked)
    return ledger if inside and number == len(ledger.answers) and ledger.made_by == made_by else _Ledger()
