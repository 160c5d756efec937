"""The lock read from its file: every problem with its line, all at once."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from digest.lock.contradictions import contradictions
from digest.lock.fields import FieldReader
from digest.lock.memory import Lock, LockArticle, LockEdition, LockFrequencies, LockPerson, LockStory
from digest.lock.writing import UNDATED, VERSION
from digest.marked import Entries, Marked, MarkedError, marked, read_bytes, refuse

MAX_BYTES = 64 * 1024 * 1024
SECTIONS = ("guid", "editions", "frequencies", "stories", "people", "pages", "moved", "articles")
ADDRESS = r"(?!index$)(?!.*\.\.)[a-z0-9][a-z0-9._-]{0,199}"  # what may be a folder of the site
AUTHORITY = r"[A-Za-z0-9.:_-]{1,253}"
PAGE = r"(?:outlets|people|archive|topics|editions)/(?:[a-z0-9][a-z0-9_-]*/){0,6}"
Recalled = Callable[[bytes, Callable[[bytes], Lock]], Lock]
MONTH = rf"[0-9]{{4}}-(?:0[1-9]|1[0-2])|{UNDATED}"


def read_lock(path: Path, recalled: Recalled = lambda raw, parse: parse(raw)) -> Lock:
    """Read the lock file; an absent one is an empty lock.

    `recalled` may know what some bytes say, and need not parse them then. Raises EditorialError that lists every
    problem with its line.
    """
    raw = read_bytes(path, max_bytes=MAX_BYTES)
    return Lock() if raw is None else recalled(raw, partial(_parsed, path))


def _parsed(path: Path, raw: bytes) -> Lock:
    root = marked(path, raw)
    if root is None:
        return Lock()
    lock, problems = lock_of(root)
    refuse(path, problems)
    return lock


def in_order(lock: Lock) -> Lock:
    """The lock as it is read after it was written."""
    return Lock(
        authority=lock.authority,
        year=lock.year if lock.authority else 0,
        editions=tuple(sorted(lock.editions, key=lambda edition: edition.number)),
        stories=tuple(sorted(map(_members_in_order, lock.stories), key=lambda story: story.id)),
        people=tuple(sorted(map(_names_in_order, lock.people), key=lambda person: person.id)),
        articles=tuple(sorted(map(_version_in_order, lock.articles), key=lambda article: article.id)),
        frequencies=tuple(sorted(lock.frequencies, key=lambda table: table.month)),
        pages=tuple(sorted(lock.pages)),
        moved=tuple(sorted(lock.moved)),
    )


def _members_in_order(story: LockStory) -> LockStory:
    members = tuple(sorted(story.members))
    return story if members == story.members else replace(story, members=members)


def _names_in_order(person: LockPerson) -> LockPerson:
    names, articles = tuple(sorted(set(person.names))), tuple(sorted(set(person.articles)))
    same = names == person.names and articles == person.articles
    return person if same else replace(person, names=names, articles=articles)


def _version_in_order(article: LockArticle) -> LockArticle:
    return article if article.changed or not article.was else replace(article, was="")


def lock_of(root: Marked) -> tuple[Lock, list[MarkedError]]:
    """The lock that marked YAML describes, and what is wrong with it; where anything is, it is not to be used."""
    problems: list[MarkedError] = []
    lock = in_order(_Reader(problems).lock(root))
    if not problems:
        problems.extend(MarkedError(_line_of(root, where), what) for where, what in contradictions(lock))
    return lock, problems


class _Reader(FieldReader):
    """Turns marked YAML into a Lock."""

    def lock(self, root: Marked) -> Lock:
        fields = self.fields(root, required={"version"}, allowed=SECTIONS)
        if (version := self.text(fields.get("version"))) not in {"", VERSION}:
            self.wrong(fields["version"], f"version {version} is not known; this program writes {VERSION}")
        guid = self.fields(fields.get("guid"), required={"authority", "year"}) if "guid" in fields else {}
        return Lock(
            authority=self.matching(guid.get("authority"), AUTHORITY, "a host name"),
            year=self.number(guid.get("year"), lowest=0),
            editions=tuple(self.editions(fields.get("editions"))),
            stories=tuple(self.stories(fields.get("stories"))),
            people=tuple(self.people(fields.get("people"))),
            articles=tuple(self.articles(fields.get("articles"))),
            frequencies=tuple(self.frequencies(fields.get("frequencies"))),
            pages=tuple(self.pages(fields.get("pages"))),
            moved=tuple(self.moved(fields.get("moved"))),
        )

    def editions(self, marked: Marked | None) -> Iterator[LockEdition]:
        for key, value in self.entries(marked):
            yield LockEdition(number=self.number(key), date=self.day(value))

    def stories(self, marked: Marked | None) -> Iterator[LockStory]:
        optional = ("merged_into", "split_from")
        for key, value in self.entries(marked):
            fields = self.fields(value, required={"slug", "first", "members"}, allowed=optional)
            members = ((article.text, self.number(since)) for article, since in self.entries(fields.get("members")))
            yield LockStory(
                id=key.text,
                slug=self.matching(fields.get("slug"), ADDRESS, "the last part of an address"),
                first=self.number(fields.get("first")),
                members=tuple(members),
                merged_into=self.text(fields.get("merged_into")),
                split_from=self.text(fields.get("split_from")),
            )

    def people(self, marked: Marked | None) -> Iterator[LockPerson]:
        for key, value in self.entries(marked):
            fields = self.fields(value, required={"first", "names"}, allowed=("articles", "merged_into"))
            yield LockPerson(
                id=self.matching(key, ADDRESS, "the last part of an address"),
                first=self.number(fields.get("first")),
                names=self.texts(fields.get("names")),
                articles=self.texts(fields.get("articles")),
                merged_into=self.text(fields.get("merged_into")),
            )

    def articles(self, marked: Marked | None) -> Iterator[LockArticle]:
        for key, value in self.entries(marked):
            fields = self.fields(value, required={"path", "sha256"}, allowed={"gone", "changed", "was"})
            if "gone" in fields and self.text(fields["gone"]) != "true":
                self.wrong(fields["gone"], "gone is either absent or true")
            path, sha256 = self.text(fields.get("path")), self.text(fields.get("sha256"))
            if ("changed" in fields) != ("was" in fields):
                self.wrong(value, "changed and was go together")
            yield LockArticle(
                id=key.text,
                path=path,
                sha256=sha256,
                gone="gone" in fields,
                changed=self.number(fields["changed"]) if "changed" in fields else 0,
                was=self.text(fields.get("was")),
            )

    def frequencies(self, marked: Marked | None) -> Iterator[LockFrequencies]:
        for key, value in self.entries(marked):
            fields = self.fields(value, required={"documents", "sha256"})
            yield LockFrequencies(
                month=self.matching(key, MONTH, f"a month such as 2025-02, or “{UNDATED}”"),
                documents=self.number(fields.get("documents"), lowest=0),
                sha256=self.text(fields.get("sha256")),
            )

    def pages(self, marked: Marked | None) -> Iterator[tuple[str, int]]:
        for key, value in self.entries(marked):
            yield (
                self.matching(key, PAGE, "the address of a page of outlets, people, topics, editions or the archive"),
                self.number(value),
            )

    def moved(self, marked: Marked | None) -> Iterator[tuple[str, str]]:
        for key, value in self.entries(marked):
            yield key.text, self.text(value)


def _line_of(root: Marked, where: tuple[str, ...]) -> int:
    """The line of an entry, by the names on the way to it."""
    line = root.line
    for name in where:
        for key, value in root.entries if isinstance(root, Entries) else ():
            if key.text == name:
                line, root = key.line, value
                break
    return line
