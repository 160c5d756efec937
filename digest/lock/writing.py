"""The lock as text that reads well in a diff and merges well in git, written in one step."""

import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from digest.lock.memory import Lock, LockArticle, LockPerson, LockStory

LOCK_NAME = "stories.lock.yml"  # in the content folder
VERSION = "1"
UNDATED = "undated"
_BEGUN = re.compile(r"\.(stories\.lock\.yml|[0-9]{4,9}\.json)\.[a-z0-9_]{8}")  # as mkstemp names them
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]*").fullmatch  # what YAML reads as itself without quotation marks
_HEX = re.compile(r"[0-9a-f]+").fullmatch
HEADER = """\
# Written by `digest build`; keep it under version control. It remembers which stories, people, articles and editions
# there have been, so that addresses, feeds and "new" stay right. After a merge conflict keep the lines of both sides,
# and of two lines about one thing the one that is right; then let `digest check` look. (The ids behind # keep git from
# taking lines of two stories for the same.)
"""


def dump_lock(lock: Lock) -> str:
    """The lock as text: sorted, one article per line, no two lines of different stories equal."""
    return HEADER + "".join(f"{line}\n" for line in _lines(lock))


def write_lock(path: Path, lock: Lock, *, dumped: str = "") -> bool:
    """Write the lock file in one step; False, touching nothing, when it holds the same bytes already.

    `dumped` is the lock as text, where that is at hand.
    """
    data = (dumped or dump_lock(lock)).encode("utf-8")
    with suppress(FileNotFoundError):
        if path.read_bytes() == data:
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    with in_one_step(path, data):
        return True


@contextmanager
def in_one_step(path: Path, data: bytes) -> Iterator[None]:
    """Write a file beside its place, which it takes at the end of the block; nothing of it remains where that fails.

    Raises OSError.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    begun = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        begun.chmod(0o644)
        yield
        begun.replace(path)
    finally:
        begun.unlink(missing_ok=True)


def clear_begun(*folders: Path) -> None:
    """Remove what a killed `in_one_step` left in these folders. Nobody else may be writing there."""
    for path in sorted(path for folder in folders for path in folder.glob(".*")):
        if _BEGUN.fullmatch(path.name):
            with suppress(OSError):
                path.unlink()


def _lines(lock: Lock) -> Iterator[str]:
    yield f"version: {VERSION}"
    if lock.authority:
        yield f"guid: {{authority: {_quoted(lock.authority)}, year: {lock.year}}}"
    yield from _section("editions", "Editions, each with its day.", lock.editions)
    for edition in lock.editions:
        yield f"  {edition.number}: {edition.date or UNDATED}"
    if lock.frequencies:
        yield from _section("frequencies", "Term frequencies, frozen by month.", lock.frequencies)
    for table in lock.frequencies:
        yield f"  {table.month}: {{documents: {table.documents}, sha256: {_quoted(table.sha256)}}}"
    yield from _section("stories", "Stories, with the edition that added each member, and the first one.", lock.stories)
    for story in lock.stories:
        yield from _story_lines(story)
    if lock.people:
        yield from _section("people", "People, with every full name so far.", lock.people)
    for person in lock.people:
        yield f"  {_key(person.id, 2)}: {_person(person)}"
    yield from _page_lines(lock)
    yield from _section("articles", "Articles, with their files.", lock.articles)
    for article in lock.articles:
        yield f"  {_key(article.id, 2)}: {_article(article)}"


def _page_lines(lock: Lock) -> Iterator[str]:
    if lock.pages:
        yield from _section("pages", "Pages that stay, with the first edition.", lock.pages)
    for address, first in lock.pages:
        yield f"  {_key(address, 2)}: {first}"
    if lock.moved:
        yield from _section("moved", "Names that files had before, with their articles.", lock.moved)
    for name, article in lock.moved:
        yield f"  {_key(name, 2)}: {_quoted(article)}"


def _section(name: str, about: str, entries: Sequence[object]) -> Iterator[str]:
    """A section's head. Git takes conflicts with fewer than four lines between them for one, across a head too."""
    yield from ("#", f"# {about}", "#")
    yield f"{name}:" if entries else f"{name}: {{}}"


def _story_lines(story: LockStory) -> Iterator[str]:
    whose = f"  # {story.id}" if _HEX(story.id) else ""
    yield f"  {_key(story.id, 2)}:"
    yield f"    slug: {_quoted(story.slug)}"
    if story.merged_into:
        yield f"    merged_into: {_quoted(story.merged_into)}{whose}"
    if story.split_from:
        yield f"    split_from: {_quoted(story.split_from)}{whose}"
    yield f"    members:{whose}" if story.members else f"    members: {{}}{whose}"
    for article, since in story.members:
        yield f"      {_key(article, 6)}: {since}"
    yield f"    first: {story.first}{whose}"  # last, so that git tells a new member from a new story behind it


def _person(person: LockPerson) -> str:
    fields = [f"first: {person.first}", f"names: {_listed(person.names)}"]
    if person.articles:
        fields.append(f"articles: {_listed(person.articles)}")
    if person.merged_into:
        fields.append(f"merged_into: {_quoted(person.merged_into)}")
    return f"{{{', '.join(fields)}}}"


def _article(article: LockArticle) -> str:
    fields = [f"path: {_quoted(article.path)}", f"sha256: {_quoted(article.sha256)}"]
    fields += ["gone: true"] if article.gone else []
    fields += [f"changed: {article.changed}", f"was: {_quoted(article.was)}"] if article.changed else []
    return f"{{{', '.join(fields)}}}"


def _listed(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"


def _key(text: str, indent: int) -> str:
    quoted = _quoted(text)
    # YAML reads a plain key only up to 1,024 characters; a longer one needs its question mark.
    return quoted if len(quoted) < 1000 else f"? {quoted}\n{' ' * indent}"


def _quoted(text: str) -> str:
    if _PLAIN(text):
        return text
    if text.isprintable() and '"' not in text and "\\" not in text:  # most names of people
        return f'"{text}"'
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable():
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
