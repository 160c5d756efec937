"""Text put into YAML files that people write, with every word and line of theirs left as it is."""

import os
import shutil
import tempfile
from codecs import BOM_UTF8
from collections.abc import Callable
from pathlib import Path

import yaml


def line_end(text: str) -> str:
    """How lines of a text end."""
    return "\r\n" if "\r\n" in text else "\n"


def end_of_last(node: yaml.Node) -> int:
    """Where the last thing inside a node ends; a block's own end lies behind the comments that follow it."""
    while isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    index: int = node.end_mark.index
    return index


def inserted(text: str, place: int, lines: str) -> str:
    """Text with lines put after the line in which a place lies."""
    if place and text[place - 1] == "\n":
        return text[:place] + lines + text[place:]
    stop = text.find("\n", place)
    if stop < 0:
        return text + line_end(text) + lines
    return text[: stop + 1] + lines + text[stop + 1 :]


def read_text(path: Path) -> tuple[str, bytes]:
    """A file's text, "" where there is none, and the byte order mark that it begins with. Raises OSError."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return "", b""
    return raw.decode("utf-8-sig"), BOM_UTF8 if raw.startswith(BOM_UTF8) else b""


def replace_checked(path: Path, data: bytes, check: Callable[[Path], None]) -> None:
    """Put a new file in an old one's place in one step, if `check` of it raises nothing. Raises OSError too."""
    path = path.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    begun = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, begun)
        else:
            begun.chmod(0o644)
        check(begun)
        begun.replace(path)
    finally:
        begun.unlink(missing_ok=True)
