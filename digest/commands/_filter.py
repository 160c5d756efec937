"""What the filter commands share: JSON Lines in from files or standard input, out to standard output."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, TypeVar

import click

from digest.errors import RecordError

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def input_files(function: Decorated) -> Decorated:
    """Add the argument for input files; none means standard input."""
    return click.argument("files", nargs=-1, type=click.File("r", encoding="utf-8"), metavar="[FILE]...")(function)


def lines(files: Iterable[IO[str]]) -> Iterator[str]:
    """Yield the lines of the files in turn, or of standard input. Lines end at a newline and nowhere else.

    Raises RecordError for what is not UTF-8.
    """
    given = list(files)
    if not given:
        sys.stdin.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr] # a TextIOWrapper at the door
        given = [sys.stdin]
    for file in given:
        try:
            yield from file
        except UnicodeDecodeError as error:
            raise RecordError(f"{file.name} is not UTF-8 text ({error.reason}); save it as UTF-8") from None


def write(records: Iterable[dict[str, Any]]) -> None:
    """Write JSON Lines in UTF-8, whatever the terminal's encoding."""
    out = sys.stdout.buffer
    for record in records:
        out.write(json.dumps(record, ensure_ascii=False).encode("utf-8") + b"\n")
    out.flush()
