"""Which entries of which feeds are stored already: read from the heads of the files, wherever an editor moved them."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from digest.intake.front_matter import MAX_CHARS

VERSION = re.compile(r"\.v(\d{1,4})$")
HEAD_BYTES = MAX_CHARS * 2
FENCE = re.compile(rb"^---[ \t]*\r?$", re.MULTILINE)
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
VALUE = re.compile(rb"^(id|feed|entry|received|fetched|outlet|url)[ \t]*:[ \t]*(\S[^\r\n]*?)[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A stored version of an entry."""

    path: Path
    received: str  # from its front matter; "" where an editor took it out
    number: int  # 1 for the first version
    outlet: str = ""
    url: str = ""
    id: str = ""  # of the article, where its front matter states one
    fetched: str = ""  # as its front matter states it


Known = Mapping[tuple[str, str], Stored]


def known(content: Path) -> dict[tuple[str, str], Stored]:
    """(feed's address, entry's id) → its newest stored version, of every .md file below `content`.

    Hidden files and symbolic links are passed over, and so is whatever cannot be read.
    """
    found: dict[tuple[str, str], list[tuple[str, int, str, Stored]]] = {}
    for path in _files(content):
        values = _values(path)
        if "feed" in values and "entry" in values:
            named = VERSION.search(path.stem)
            number = int(named[1]) if named else 1
            one = Stored(
                path=path,
                received=values.get("received", ""),
                number=number,
                outlet=values.get("outlet", ""),
                url=values.get("url", ""),
                id=values.get("id", ""),
                fetched=values.get("fetched", ""),
            )
            found.setdefault((values["feed"], values["entry"]), []).append((one.fetched, number, path.as_posix(), one))
    return {key: _newest(versions) for key, versions in found.items()}


def _newest(versions: list[tuple[str, int, str, Stored]]) -> Stored:
    """The one that was fetched last. Renamed files may have lost their numbers, so they are counted too."""
    latest = max(versions, key=lambda version: version[:3])[3]
    number = max(len(versions), *(version[1] for version in versions))
    return replace(latest, number=number)


def _files(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path))
        elif entry.name.lower().endswith(".md") and entry.is_file(follow_symlinks=False):
            yield Path(entry.path)


def _values(path: Path) -> dict[str, str]:
    """The keys by which a clipping is known, each line for itself: others may be broken."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError:
        return {}
    if head.startswith(UTF_16):
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")
    if b"entry" not in head:
        return {}
    fences = [found.start() for found in islice(FENCE.finditer(head), 2)]
    end = fences[1] if len(fences) == 2 else len(head)
    values: dict[str, str] = {}
    for found in VALUE.finditer(head, 0, end):
        values.setdefault(found[1].decode(), _scalar(found[2].decode("utf-8", "replace")))
    return values


def _scalar(written: str) -> str:
    """A value of one line of YAML, whatever way it is quoted."""
    if written[0] not in "\"'" and " #" not in written:
        return written
    if re.fullmatch(r'"[^"\\]*"', written):
        return written[1:-1]  # as most are; YAML's reader takes a hundred times as long
    import yaml

    try:
        node = yaml.compose(written, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return written
    return str(node.value) if isinstance(node, yaml.ScalarNode) else written
