"""content/stories.lock.yml: which stories, articles and editions there have been, so that addresses never change."""

import os
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from digest.marked import Entries, Marked, MarkedError, Scalar, read_marked, refuse

LOCK_NAME = "stories.lock.yml"  # in the content folder
VERSION = "1"
MAX_BYTES = 64 * 1024 * 1024
UNDATED = "undated"
HEADER = """\
# Written by `digest build`; keep it under version control. It remembers which stories, articles and editions there
# have been, so that addresses, feeds and "new" stay right. After a merge conflict keep the lines of both sides.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LockEdition:
    """A recorded edition."""

    number: int  # 1 is the first
    date: date | None  # None: none of its articles was dated


@dataclass(frozen=True, slots=True, kw_only=True)
class LockStory:
    """A story that has an address."""

    id: str
    slug: str
    first: int  # number of the edition that gave it its id
    members: tuple[tuple[str, int], ...]  # (article id, edition that first held the article), by article id
    merged_into: str = ""  # id of the story that it turned out to be; its members are those it had then


@dataclass(frozen=True, slots=True, kw_only=True)
class LockArticle:
    """An article that has an id."""

    id: str
    path: str
    sha256: str
    gone: bool = False  # it was not in the last build


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """All that is remembered from build to build."""

    authority: str = ""  # host in the feeds' tag: GUIDs; fixed at the first build that has one
    year: int = 0  # the year in them; 0 as long as there is no authority
    editions: tuple[LockEdition, ...] = ()  # by number
    stories: tuple[LockStory, ...] = ()  # by id
    articles: tuple[LockArticle, ...] = ()  # by id

    def known(self) -> dict[str, str]:
        """Article ids by "path:<path>" and "sha256:<hash>": an edited or a moved file keeps its id.

        Of two articles with one path or hash the one that is still there counts, then the smaller id.
        """
        known: dict[str, str] = {}
        for article in sorted(self.articles, key=lambda article: (article.gone, article.id)):
            for key in (f"path:{article.path}", f"sha256:{article.sha256}"):
                known.setdefault(key, article.id)
        return known

    def by_id(self) -> dict[str, LockStory]:
        """The stories by their ids."""
        return {story.id: story for story in self.stories}

    def guid(self, story: str) -> str:
        """The tag: URI of a story (RFC 4151), the same for life."""
        return f"tag:{self.authority},{self.year}:{story}"


def read_lock(path: Path) -> Lock:
    """Read the lock file; an absent one is an empty lock.

    Raises EditorialError that lists every problem with its line.
    """
    root = read_marked(path, max_bytes=MAX_BYTES)
    if root is None:
        return Lock()
    problems: list[MarkedError] = []
    lock = _Reader(problems).lock(root)
    if not problems:
        problems.extend(MarkedError(_line_of(root, where), what) for where, what in _contradictions(lock))
    refuse(path, problems)
    return lock


def dump_lock(lock: Lock) -> str:
    """The lock as text: sorted, one article per line, so that a change reads well in a diff."""
    return HEADER + "".join(f"{line}\n" for line in _lines(lock))


def write_lock(path: Path, lock: Lock) -> bool:
    """Write the lock file in one step; False, touching nothing, when it holds the same bytes already."""
    data = dump_lock(lock).encode("utf-8")
    with suppress(FileNotFoundError):
        if path.read_bytes() == data:
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True


def _lines(lock: Lock) -> Iterator[str]:
    yield f"version: {VERSION}"
    if lock.authority:
        yield f"guid: {{authority: {_quoted(lock.authority)}, year: {lock.year}}}"
    yield "editions:" if lock.editions else "editions: {}"
    for edition in lock.editions:
        yield f"  {edition.number}: {edition.date or UNDATED}"
    yield "stories:" if lock.stories else "stories: {}"
    for story in lock.stories:
        yield from _story_lines(story)
    yield "articles:" if lock.articles else "articles: {}"
    for article in lock.articles:
        gone = ", gone: true" if article.gone else ""
        yield f"  {_key(article.id, 2)}: {{path: {_quoted(article.path)}, sha256: {_quoted(article.sha256)}{gone}}}"


def _story_lines(story: LockStory) -> Iterator[str]:
    yield f"  {_key(story.id, 2)}:"
    yield f"    slug: {_quoted(story.slug)}"
    yield f"    first: {story.first}"
    if story.merged_into:
        yield f"    merged_into: {_quoted(story.merged_into)}"
    yield "    members:" if story.members else "    members: {}"
    for article, since in story.members:
        yield f"      {_key(article, 6)}: {since}"


def _key(text: str, indent: int) -> str:
    quoted = _quoted(text)
    # YAML reads a plain key only up to 1,024 characters; a longer one needs its question mark.
    return quoted if len(quoted) < 1000 else f"? {quoted}\n{' ' * indent}"


def _quoted(text: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_./-]*", text):
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable():
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


class _Reader:
    """Turns marked YAML into a Lock, and notes every problem on the way."""

    def __init__(self, problems: list[MarkedError]) -> None:
        self.problems = problems

    def lock(self, root: Marked) -> Lock:
        fields = self.fields(root, required={"version"}, allowed={"guid", "editions", "stories", "articles"})
        if (version := self.text(fields.get("version"))) not in {"", VERSION}:
            self.wrong(fields["version"], f"version {version} is not known; this program writes {VERSION}")
        guid = self.fields(fields.get("guid"), required={"authority", "year"}) if "guid" in fields else {}
        return Lock(
            authority=self.text(guid.get("authority")),
            year=self.number(guid.get("year"), lowest=0),
            editions=tuple(sorted(self.editions(fields.get("editions")), key=lambda edition: edition.number)),
            stories=tuple(sorted(self.stories(fields.get("stories")), key=lambda story: story.id)),
            articles=tuple(sorted(self.articles(fields.get("articles")), key=lambda article: article.id)),
        )

    def editions(self, marked: Marked | None) -> Iterator[LockEdition]:
        for key, value in self.entries(marked):
            yield LockEdition(number=self.number(key), date=self.day(value))

    def stories(self, marked: Marked | None) -> Iterator[LockStory]:
        for key, value in self.entries(marked):
            fields = self.fields(value, required={"slug", "first", "members"}, allowed={"merged_into"})
            members = ((article.text, self.number(since)) for article, since in self.entries(fields.get("members")))
            yield LockStory(
                id=key.text,
                slug=self.text(fields.get("slug")),
                first=self.number(fields.get("first")),
                members=tuple(sorted(members)),
                merged_into=self.text(fields["merged_into"]) if "merged_into" in fields else "",
            )

    def articles(self, marked: Marked | None) -> Iterator[LockArticle]:
        for key, value in self.entries(marked):
            fields = self.fields(value, required={"path", "sha256"}, allowed={"gone"})
            if "gone" in fields and self.text(fields["gone"]) != "true":
                self.wrong(fields["gone"], "gone is either absent or true")
            path, sha256 = self.text(fields.get("path")), self.text(fields.get("sha256"))
            yield LockArticle(id=key.text, path=path, sha256=sha256, gone="gone" in fields)

    def wrong(self, marked: Marked, what: str) -> None:
        self.problems.append(MarkedError(marked.line, what))

    def entries(self, marked: Marked | None) -> tuple[tuple[Scalar, Marked], ...]:
        if marked is None or isinstance(marked, Entries):
            return marked.entries if marked else ()
        self.wrong(marked, "expected names with values here (`name: value`)")
        return ()

    def fields(self, marked: Marked | None, *, required: set[str], allowed: Iterable[str] = ()) -> Mapping[str, Marked]:
        fields = {key.text: value for key, value in self.entries(marked)}
        for key, _ in self.entries(marked):
            if key.text not in required.union(allowed):
                self.wrong(key, f"“{key.text}” is not known here")
        for name in sorted(required - fields.keys()):
            if marked is not None:
                self.wrong(marked, f"“{name}” is missing")
        return fields

    def text(self, marked: Marked | None) -> str:
        if marked is None:
            return ""
        if not isinstance(marked, Scalar) or not marked.text:
            self.wrong(marked, "expected a value here")
            return ""
        return marked.text

    def number(self, marked: Marked | None, *, lowest: int = 1) -> int:
        text = self.text(marked)
        if marked is not None and not (re.fullmatch(r"[0-9]{1,9}", text) and int(text) >= lowest):
            self.wrong(marked, f"expected a number from {lowest}, found “{text}”")
            return lowest
        return int(text or lowest)

    def day(self, marked: Marked) -> date | None:
        text = self.text(marked)
        try:
            return None if text == UNDATED else date.fromisoformat(text)
        except ValueError:
            self.wrong(marked, f"expected a day such as 2025-02-27, or “{UNDATED}”, found “{text}”")
            return None


def _contradictions(lock: Lock) -> Iterator[tuple[tuple[str, ...], str]]:
    """What cannot be true of the whole: (names on the way to the entry, what is wrong)."""
    stories = lock.by_id()
    last = lock.editions[-1].number if lock.editions else 0
    if [edition.number for edition in lock.editions] != list(range(1, last + 1)):
        yield ("editions",), "editions must be numbered 1, 2, 3 without a gap"
    slugs = Counter(story.slug for story in lock.stories)
    held: dict[str, str] = {}
    for story in lock.stories:
        where = ("stories", story.id)
        if slugs[story.slug] > 1:
            yield where, f"the address “{story.slug}” belongs to more than one story"
        if max((story.first, *(since for _, since in story.members))) > last:
            yield where, f"names an edition after the last one, {last}"
        if story.merged_into:
            if not _ends_well(story, stories):
                yield where, f"merged_into leads to no story: “{story.merged_into}”"
            continue
        for article, _ in story.members:
            if held.setdefault(article, story.id) != story.id:
                yield where, f"article “{article}” is a member of story “{held[article]}” too"


def _ends_well(story: LockStory, stories: Mapping[str, LockStory]) -> bool:
    seen = set()
    while story.merged_into:
        if story.id in seen or story.merged_into not in stories:
            return False
        seen.add(story.id)
        story = stories[story.merged_into]
    return True


def _line_of(root: Marked, where: tuple[str, ...]) -> int:
    line = root.line
    for name in where:
        for key, value in root.entries if isinstance(root, Entries) else ():
            if key.text == name:
                line, root = key.line, value
                break
    return line
