"""`digest group`: which articles tell the same story, as a filter."""

from collections.abc import Iterable
from typing import IO

import click

from digest.commands._filter import input_files, lines, write


@click.command()
@input_files
def command(files: Iterable[IO[str]]) -> None:
    """Group articles into stories.

    Reads articles as JSON Lines ({"id", "text"} at least; "title", "published" and "outlet" help) from FILEs or
    standard input. Writes {"id", "story"} a line, in input order; articles of one story have equal "story". The order
    of the input makes no difference.

    \b
    Example:
      digest clean content/*.txt | digest group
    """
    from digest import filters

    write(filters.group(filters.read_records(lines(files))))
