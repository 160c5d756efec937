"""What was made of each subject, carried over as long as everything that it looked up is answered alike."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from digest.nouns import CarriedFile, CarriedPage, Edition, File, Page
from digest.publish.aside import Aside
from digest.publish.desk import Desk
from digest.publish.ledger import Asked, Note, Trace, read, written
from digest.publish.options import SiteOptions
from digest.publish.tracing import PART, Question, fingerprint_of
from digest.store import Store, code_version, fingerprint

Product = Page | CarriedPage | File | CarriedFile

_NAME = "traces"


class Memory:
    """The products of an edition, by subject.

    `made_by` tells apart whatever else they depend on: code, options, templates. What is made is put `aside`, where
    there is such a place.
    """

    def __init__(self, desk: Desk, store: Store, made_by: str, aside: Aside | None = None) -> None:
        self.desk, self._store, self._made_by, self._aside = desk, store, made_by, aside
        self._book = desk.book
        self._old = read(store.noted(_NAME), made_by)
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
        trace = self._old.traces.get(subject)
        if trace and trace.made is not None and trace.given == gift and self._changed.keys().isdisjoint(trace.asked):
            self._kept.add(subject)
            return tuple([_carried(note, partial(_made_again, compute, note[0])) for note in trace.made])
        self.reasons[subject], self._given[subject] = self._why(subject, trace, gift), gift
        with self._book.notes.recording() as asked:
            made = tuple(map(self._put_aside, compute()))
        self._made[subject] = frozenset(asked), made
        return made

    @property
    def fresh(self) -> frozenset[str]:
        """The paths of what was made now; some of it may be carried over within what was made of more."""
        return frozenset([one.path for _, products in self._made.values() for one in products])

    def save(self) -> None:
        """Note what was asked, for the next build."""
        if not self._made and self._kept == {one.subject for one in self._old.traces.values() if one.made is not None}:
            return
        asked = self._book.notes.parts | {subject: some for subject, (some, _) in self._made.items()}
        made = {subject: [_noted(one) for one in products] for subject, (_, products) in self._made.items()}
        new = {subject: (self._given.get(subject, ""), some, made.get(subject)) for subject, some in asked.items()}
        self._store.note(_NAME, written(self._made_by, self._old, self._kept, new, self._book.answers))

    def _put_aside(self, product: Product) -> Product:
        if self._aside is None or not isinstance(product, Page | File):
            return product
        data = product.load()
        return _carried(_noted(product), self._aside.put(data))

    @cached_property
    def _changed(self) -> dict[int, str]:
        """The questions that are answered otherwise than in the last build, by place, and what that says in words."""
        changed = {
            place: f"looked up {' '.join(question)}, which changed"
            for place, question, answer in self._doubtful()
            if self._now(question) != answer
        }
        left, before = self._old.parts, -1
        while len(changed) != before:  # a part may have parts
            before, left = len(changed), {place: name for place, name in left.items() if place not in changed}
            changed |= {place: f"{name}: {why}" for place, name in left.items() if (why := self._broken(name, changed))}
        return changed

    def _doubtful(self) -> Iterator[Asked]:
        """What was asked about all that is not in the state of the last build, and may be answered otherwise."""
        for name, entity in self._old.entities.items():
            if self._book.answers.state(name) != entity.state:
                yield from (one for one in self._old.asked(name) if one.question[0] != PART)

    def _broken(self, part: str, changed: Mapping[int, str]) -> str:
        """Why a part of the last build does not hold; "" for one that does.

        A part of a subject that holds is given what it was given then.
        """
        trace = self._old.traces.get(part)
        if trace is None:
            return "it was not there"
        if changed.keys().isdisjoint(trace.asked):
            return ""
        return next(changed[place] for place in trace.asked if place in changed)

    def _now(self, question: Question) -> str | None:
        """The fingerprint of an answer of this edition; None for a question that only a damaged file asks."""
        try:
            return self._book.answers.fingerprint(question)
        except (LookupError, AttributeError, ValueError):
            return None

    def _why(self, subject: str, trace: Trace | None, given: str) -> str:
        """The first of what a subject asked that is answered otherwise now."""
        if not self._old.traces:
            return "nothing is remembered of the last build, or it was made with other templates or options"
        if trace is None:
            return "it was not there"
        why = self._broken(subject, self._changed)
        return why or ("nothing was made of it" if trace.given == given else "its part of a list has changed")


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


def _made_again(compute: Callable[[], Iterable[Product]], path: str) -> bytes:
    """The bytes of the product at a path, made anew."""
    return next(one for one in compute() if one.path == path).load()


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
