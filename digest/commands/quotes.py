"""`digest quotes`: who said what, as a filter."""

from collections.abc import Iterable
from typing import IO

import click

from digest.commands._filter import input_files, lines, write


@click.command()
@input_files
def command(files: Iterable[IO[str]]) -> None:
    """Find who said what in articles.

    Reads articles as JSON Lines ({"id", "text"} at least) from FILEs or standard input. Writes one line a quoted or
    reported stretch: {"article", "start", "end", "text", "kind": "direct"|"mixed"|"indirect", "speaker", "mention",
    "cue", "found_by": "named"|"pronoun"|"carried"|"none", "utterance"}. Offsets count characters of the text as given;
    the marks are left out. "speaker" is null where none was found: it is never guessed.

    \b
    Example:
      digest clean content/*.txt | digest quotes > quotes.jsonl
    """
    from digest import filters

    write(filters.quotes(filters.read_records(lines(files))))
