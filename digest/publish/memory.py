"""What was made of each subject, carried over as long as everything that it looked up is answered alike."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from digest.nouns import CarriedFile, CarriedPage, Edition, File, Page
from digest.publish.aside import Aside
from digest.publish.changes import Changes
from digest.publish.compiled import of_pages
from digest.publish.desk import Desk
from digest.publish.ledger import FILE, LEADING_PAGE, PAGE, read
from digest.publish.ledger_shards import Note
from digest.publish.ledger_writing import lasting, written
from digest.publish.options import SiteOptions
from digest.publish.safe import finalize
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
        self._old = read(store.noted_below(_NAME), made_by)
        self._kept: list[str] = []
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
        before = self._old.made_of(subject)
        if before is not None and subject not in self._changes.subjects and self._old.given(subject) == gift:
            self._kept.append(subject)
            return tuple([_carried(note, partial(_made_again, compute, note[0])) for note in before])
        self.reasons[subject], self._given[subject] = self._why(subject, gift), gift
        with self._book.notes.recording() as asked:
            made = tuple(map(self._put_aside, compute()))
        self._made[subject] = frozenset(asked), made
        return made

    @property
    def fresh(self) -> frozenset[str]:
        """The paths of what was made now; some of it may be carried over within what was made of more."""
        return frozenset([one.path for _, products in self._made.values() for one in products])

    def compiling(self, templates: Path) -> AbstractContextManager[None]:
        """What is printed within this is printed from templates that the last build compiled, as far as it did."""
        return of_pages(finalize).recalled(self._store, self._made_by, templates)

    def save(self) -> None:
        """Note what was asked, for the next build."""
        if not self._made and lasting(self._old, self._kept, ()).all():
            return
        asked = self._book.notes.parts | {subject: some for subject, (some, _) in self._made.items()}
        made = {subject: [_noted(one) for one in products] for subject, (_, products) in self._made.items()}
        new = {subject: (self._given.get(subject, ""), some, made.get(subject)) for subject, some in asked.items()}
        self._store.note_below(_NAME, *written(self._made_by, self._old, self._kept, new, self._book.answers))

    def _put_aside(self, product: Product) -> Product:
        if self._aside is None or not isinstance(product, Page | File):
            return product
        data = product.load()
        return _carried(_noted(product), self._aside.put(data))

    @cached_property
    def _changes(self) -> Changes:
        return Changes(self._old, self._book.answers)

    def _why(self, subject: str, given: str) -> str:
        """Why a subject is made again, in words."""
        if not self._old.subjects:
            return "nothing is remembered of the last build, or it was made with other templates or options"
        if why := self._changes.why(subject):
            return why
        return "nothing was made of it" if self._old.given(subject) == given else "its part of a list has changed"


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
    path, digest, changed, kind = note
    if kind == FILE:
        return CarriedFile(path=path, digest=digest, load=load)
    day = date.fromisoformat(changed) if changed else None
    return CarriedPage(path=path, digest=digest, load=load, changed=day, leads_on=kind == LEADING_PAGE)


def _noted(product: Product) -> Note:
    if not isinstance(product, Page | CarriedPage):
        return product.path, product.digest, "", FILE
    changed = product.changed.isoformat() if product.changed else ""
    return product.path, product.digest, changed, LEADING_PAGE if product.leads_on else PAGE
