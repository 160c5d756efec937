"""`digest copies`: which articles are one text, as a filter."""

from collections.abc import Iterable
from typing import IO

import click

from digest.commands._filter import input_files, lines, write


@click.command()
@input_files
def command(files: Iterable[IO[str]]) -> None:
    """Find republished texts.

    Reads articles as JSON Lines ({"id", "text"}) from FILEs or standard input. Writes {"id", "text_group"} a line, in
    input order; the group is equal where one text was republished, whole or cut.

    \b
    Example:
      digest clean content/*.txt | digest copies
    """
    from digest import filters

    write(filters.copies(filters.read_records(lines(files))))
