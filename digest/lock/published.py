"""The lock inside the published site: as data for stories.json, and recovered from it when the file was lost."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from digest.errors import CheckError
from digest.lock.memory import Lock
from digest.lock.reading import lock_of
from digest.lock.writing import UNDATED, VERSION
from digest.marked import MAX_DEPTH, Entries, Items, Marked, MarkedError, Scalar

MAX_BYTES = 512 * 1024 * 1024
MAX_PROBLEMS = 100  # more are counted


def as_data(lock: Lock) -> dict[str, object]:
    """The lock in the shape of its file, for JSON: see docs/data.md."""
    return {
        "version": VERSION,
        **({"guid": {"authority": lock.authority, "year": lock.year}} if lock.authority else {}),
        "editions": {str(one.number): one.date.isoformat() if one.date else UNDATED for one in lock.editions},
        "frequencies": {one.month: {"documents": one.documents, "sha256": one.sha256} for one in lock.frequencies},
        "stories": {
            one.id: {
                "slug": one.slug,
                "first": one.first,
                **_given(merged_into=one.merged_into, split_from=one.split_from),
                "members": dict(one.members),
            }
            for one in lock.stories
        },
        "people": {
            one.id: {
                "first": one.first,
                "names": list(one.names),
                **_given(articles=list(one.articles), merged_into=one.merged_into),
            }
            for one in lock.people
        },
        "pages": dict(lock.pages),
        **_given(moved=dict(lock.moved)),
        "articles": {
            one.id: {
                "path": one.path,
                "sha256": one.sha256,
                **_given(gone=one.gone, changed=one.changed, was=one.was),
            }
            for one in lock.articles
        },
    }


def from_site(path: Path) -> Lock | None:
    """The lock that a site's data/stories.json carries; None where it says that there was nothing to remember.

    The file may be anybody's: whatever it holds, the answer is a sound lock or a CheckError that lists every problem.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CheckError(f"{path}: cannot be read ({error.strerror})") from None
    if len(raw) > MAX_BYTES:
        raise CheckError(f"{path}: larger than {MAX_BYTES // 1024} KiB")
    data = _parsed(path, raw)
    if not isinstance(data, dict) or "lock" not in data:
        raise CheckError(f"{path}: carries no `lock`: it is not a digest's data, or was made by an earlier version")
    if data["lock"] is None:
        return None
    places = [""]
    try:
        root = _marked(data["lock"], "lock", places, 0)
    except MarkedError as error:
        raise CheckError(f"{path}: {error.what}") from None
    lock, problems = lock_of(root)
    _refuse(path, problems, places)
    return lock


def _given(**fields: object) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value}


def _parsed(path: Path, raw: bytes) -> Any:
    """JSON with every number, true and false as the text that was written."""

    def unique(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            raise ValueError("a name stands twice in one object")
        return found

    try:
        return json.loads(
            raw, object_pairs_hook=unique, parse_int=str, parse_float=str, parse_constant=lambda constant: constant
        )
    except RecursionError:
        raise CheckError(f"{path}: nested too deeply") from None
    except ValueError as error:  # UnicodeDecodeError and JSONDecodeError are such
        raise CheckError(f"{path}: not JSON: {error}") from None


def _marked(value: Any, place: str, places: list[str], depth: int) -> Marked:
    """A JSON value like one of the lock file; its "line" is the index of its place in `places`."""
    if depth > MAX_DEPTH:
        raise MarkedError(0, "nested too deeply")
    places.append(place)
    line = len(places) - 1
    if isinstance(value, bool):
        return Scalar(line=line, text=str(value).lower())
    if isinstance(value, dict):
        return Entries(line=line, entries=tuple(_entries(value, place, places, depth + 1)))
    if isinstance(value, list):
        return Items(line=line, items=tuple(_marked(item, place, places, depth + 1) for item in value))
    return Scalar(line=line, text="" if value is None else _text(str(value), place))


def _entries(value: dict[str, Any], place: str, places: list[str], depth: int) -> Iterator[tuple[Scalar, Marked]]:
    for name, inner in value.items():
        marked = _marked(inner, f"{place}.{name[:100]}", places, depth)
        yield Scalar(line=marked.line, text=_text(name, place)), marked


def _text(text: str, place: str) -> str:
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise MarkedError(0, f"{place}: holds half a character (a lone surrogate)")
    return text


def _refuse(path: Path, problems: Sequence[MarkedError], places: Sequence[str]) -> None:
    if problems:
        listed = [f"{places[problem.line]}: {problem.what}" for problem in problems[:MAX_PROBLEMS]]
        more = [f"… and {len(problems) - MAX_PROBLEMS} more"] if len(problems) > MAX_PROBLEMS else []
        found = f"{len(problems)} problem{'s' * (len(problems) > 1)} in {path}; nothing was recovered"
        raise CheckError(found, [*listed, *more])
