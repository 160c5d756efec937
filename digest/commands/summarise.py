"""`digest summarise`: the sentences that tell each story, as a filter."""

from collections.abc import Iterable
from typing import IO

import click

from digest.commands._filter import input_files, lines, write


@click.command()
@click.option("--words", type=click.IntRange(10, 2000), default=100, show_default=True, help="Most words of a summary.")
@input_files
def command(files: Iterable[IO[str]], words: int) -> None:
    """Tell each story in verbatim sentences.

    Reads articles as JSON Lines ({"id", "text", "story"}; those without "story" are one story) from FILEs or standard
    input. Writes one line a story: {"story", "sentences": [{"text", "article", "start", "end"}]}. Each sentence is
    whole and stands in its article at these character offsets.

    \b
    Example:
      digest summarise --words 90 articles.jsonl
    """
    from digest import filters

    write(filters.summarise(filters.read_records(lines(files)), words=words))
