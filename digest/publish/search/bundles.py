"""Bundles of stories, each indexed by itself."""

import gzip
import html
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from digest.nouns import Folder
from digest.publish.safe import plain
from digest.publish.search.engine import indexed
from digest.publish.search.periods import in_order, periods
from digest.publish.search.records import Record
from digest.publish.search.spacing import spaced
from digest.store import code_version, fingerprint

FOLDER = "search/"
_FACETS = ("topics", "outlets", "people")
_MAGIC = b"pagefind_dcd"  # what stands before the content of Pagefind's files


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A story to be indexed, known by the digest of its record."""

    address: str
    first: date | None
    digest: str
    load: Callable[[], Record]


def bundles(entries: Sequence[Entry], *, language: str) -> tuple[Folder, ...]:
    """A folder for each part of the stories.

    The first part is the oldest, which hardly ever changes: it has the program that a browser runs.
    """
    days = {one.address: one.first for one in entries}
    parts = periods(days)
    names, filed = in_order(parts, days), dict[str, list[Entry]]()
    for one in sorted(entries, key=lambda one: one.address):
        filed.setdefault(parts[one.address], []).append(one)
    made_by = code_version("publish/search", packages=("pagefind_bin",))
    return tuple(_bundle(name, filed[name], language, made_by, engine=name == names[0]) for name in names)


def _bundle(name: str, some: Sequence[Entry], language: str, made_by: str, *, engine: bool) -> Folder:
    known = fingerprint(made_by, language, engine, [(one.address, one.digest) for one in some])
    make = partial(_make, some, language=language, engine=engine)
    return Folder(path=f"{FOLDER}{name}/", digest=known, make=make)


def _make(entries: Sequence[Entry], folder: Path, *, language: str, engine: bool) -> None:
    """Write a bundle: Pagefind's files, and by what its records can be filtered. Raises BuildError."""
    records = [one.load() for one in entries]
    files = indexed([(one.address, _page(one)) for one in records], language=language, engine=engine)
    facets = written(_facets(records, files))
    for path, data in (*files.items(), ("facets.json", facets)):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _page(record: Record) -> str:
    """The record as a page that only Pagefind sees; each passage has a heading with its anchor, and so a result.

    Its words stand in a <span>: behind those of a <p> Pagefind writes a full stop that the article may not have.
    """
    passages = "".join(
        f'<h2 id="{_text(one.anchor)}">{_text(one.heading) or "—"}</h2><span>{_text(one.text)}</span>'
        for one in record.passages
    )
    return (
        '<!doctype html><html><meta charset="utf-8"><body data-pagefind-body>'
        f'<h1 data-pagefind-meta="title">{_text(record.title)}</h1>'
        f'<span data-pagefind-ignore data-pagefind-meta="note">{html.escape(plain(record.note))}</span>'
        f"<p>{_text(record.words)}</p>{passages}</body></html>"
    )


def _text(text: str) -> str:
    return html.escape(spaced(plain(text)))


def _facets(records: Sequence[Record], files: Mapping[str, bytes]) -> dict[str, object]:
    """By what each record of a bundle can be filtered; records by the name that Pagefind gives them in its results."""
    found = {f"/{record.address}": record for record in records}
    lists = {field: sorted({value for one in records for value in getattr(one, field)}) for field in _FACETS}
    places = {field: {value: place for place, value in enumerate(values)} for field, values in lists.items()}
    rows = {}
    for path, data in files.items():
        if path.startswith("fragment/"):
            one = found[json.loads(gzip.decompress(data).removeprefix(_MAGIC))["url"]]
            day = one.last.isoformat() if one.last else ""
            rows[Path(path).stem] = [day, *([places[field][value] for value in getattr(one, field)] for field in lists)]
    return {**lists, "records": rows}


def written(value: object) -> bytes:
    """JSON as a file."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"{text}\n".encode("utf-8", "replace")
