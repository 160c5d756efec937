"""`content/feeds/<outlet>/state.yml`: how each feed of an outlet has been doing, for people and for the ledger."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import yaml

from digest.errors import EditorialError
from digest.intake.decoding import printable
from digest.intake.feeds.whole_files import write_whole
from digest.marked import Entries, Marked, Scalar, read_marked
from digest.nouns import FeedHealth, MissedPage

log = logging.getLogger(__name__)

STATE_NAME = "state.yml"
MAX_BYTES = 4 * 1024 * 1024
LONGEST = 500  # characters of a reason
HEADER = """\
# Written by `digest fetch`; keep it under version control. For each feed: when its last new entry came in, since when
# and why it fails, where it has moved for good, and which pages of its entries could not be had. Times are UTC.
"""


def all_health(content: Path) -> tuple[FeedHealth, ...]:
    """How every feed has been doing that a fetch into this content folder has read; by outlet and address.

    What cannot be read is left out with a warning.
    """
    found = {health.url: health for folder in _folders(content) for health in read_health(folder).values()}
    return tuple(sorted(found.values(), key=lambda health: (health.outlet, health.url)))


def recorded(content: Path, homes: Mapping[str, Path]) -> dict[str, FeedHealth]:
    """How these feeds have been doing, by address. `homes`: the folder of each; an outlet may have had another name."""
    found: dict[str, FeedHealth] = {}
    for folder in _folders(content):
        for url, health in read_health(folder).items():
            if homes.get(url) == folder or (url in homes and url not in found):
                found[url] = health
    return found


def forget_former_homes(content: Path, homes: Mapping[str, Path]) -> None:
    """Take feeds out of folders of outlets that have another name by now; what cannot be written stays as it is."""
    for folder in sorted(set(_folders(content)) - set(homes.values())):
        states = read_health(folder)
        kept = [health for url, health in states.items() if url not in homes]
        with suppress(OSError):
            if states and not kept:
                (folder / STATE_NAME).unlink()
            elif len(kept) < len(states):
                write_health(folder, kept)


def _folders(content: Path) -> list[Path]:
    folders = (path.parent for path in (content / "feeds").glob(f"*/{STATE_NAME}"))
    return sorted(folder for folder in folders if not folder.is_symlink())


def read_health(folder: Path) -> dict[str, FeedHealth]:
    """How the feeds of one folder have been doing, by address. What cannot be read is left out with a warning."""
    path = folder / STATE_NAME
    try:
        root = read_marked(path, max_bytes=MAX_BYTES)
    except EditorialError as error:
        log.warning("%s; the next fetch writes it anew, and the feeds' history begins with it", error)
        return {}
    if root is None:
        return {}
    if not isinstance(root, Entries):
        log.warning("%s:%s: expected the address of a feed; the next fetch writes it anew", path, root.line)
        return {}
    return {health.url: health for key, value in root.entries for health in _read(path, key, value)}


def write_health(folder: Path, healths: Iterable[FeedHealth]) -> bool:
    """Write how the feeds of a folder have been doing; False, touching nothing, where the file says so already.

    Raises OSError.
    """
    states = {health.url: _fields(health) for health in sorted(healths, key=lambda health: health.url)}
    text = yaml.safe_dump(states, allow_unicode=True, sort_keys=False, width=10_000)
    return write_whole(folder / STATE_NAME, (HEADER + text).encode("utf-8", "replace"))


def _fields(health: FeedHealth) -> dict[str, str | datetime | dict[str, str]]:
    """What is known, in the order in which it is written."""
    known = {
        "outlet": health.outlet,
        "news": health.news,
        "failing": health.failing,
        "reason": _one_line(health.reason),
        "moved": health.moved,
        "pages": {page.url: _one_line(page.reason) for page in health.pages},
    }
    return {name: value for name, value in known.items() if value}


def _one_line(reason: str) -> str:
    return " ".join(printable(reason).split())[:LONGEST]


def _read(path: Path, key: Scalar, value: Marked) -> Iterator[FeedHealth]:
    try:
        given = {name.text: field for name, field in value.entries} if isinstance(value, Entries) else {}
        pages = tuple(_pages(given.pop("pages", None)))
        fields = {name: _text(field) for name, field in given.items()}
        yield FeedHealth(
            url=key.text,
            outlet=fields["outlet"],
            news=_moment(fields, "news"),
            failing=_moment(fields, "failing"),
            reason=fields.get("reason", ""),
            moved=fields.get("moved", ""),
            pages=pages,
        )
    except KeyError:
        log.warning("%s:%s: the outlet's name is missing; the next fetch writes it anew", path, key.line)
    except ValueError as error:
        log.warning("%s:%s: %s; the next fetch writes it anew", path, key.line, error)


def _pages(field: Marked | None) -> Iterator[MissedPage]:
    if field is None:
        return
    if not isinstance(field, Entries):
        raise ValueError("expected the addresses of pages, each with a reason")  # noqa: TRY004 - a fault of the file
    for url, reason in field.entries:
        yield MissedPage(url=url.text, reason=_text(reason))


def _text(field: Marked) -> str:
    if not isinstance(field, Scalar):
        raise ValueError("expected one value a line")  # noqa: TRY004 - a fault of the file, not of a type
    return field.text


def _moment(fields: Mapping[str, str], name: str) -> datetime | None:
    if name not in fields:
        return None
    found = datetime.fromisoformat(fields[name])
    if found.tzinfo is None:
        raise ValueError(f"{name} has no time zone")
    return found.astimezone(UTC)
