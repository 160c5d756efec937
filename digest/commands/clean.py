"""`digest clean`: files to articles without furniture, as a filter."""

from pathlib import Path

import click

from digest.commands._filter import write


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def command(files: tuple[Path, ...]) -> None:
    """Take the furniture off saved articles.

    Reads FILEs (.txt as pasted from a browser, .md with front matter, .html and .eml as saved, .json and .jsonl).
    Writes one line a file, or a record of a file: {"id", "path", "title", "text", "published", "outlet", "url",
    "language", "byline"}. One in which no article is found is named on standard error, with the reason, and has no
    line.

    \b
    Example:
      digest clean page.html clipping.txt | digest quotes
    """
    from digest import filters

    write(
        filters.clean(files, report=lambda skipped: click.echo(f"digest: {skipped.path}: {skipped.reason}", err=True))
    )
