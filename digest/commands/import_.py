"""`digest import`: the feeds of an OPML file into site_config.yml."""

from collections.abc import Sequence
from pathlib import Path
from typing import IO

import click

from digest.commands._options import config_option


@click.command()
@click.argument("file", type=click.File("rb"), metavar="FILE.opml")
@config_option
def command(file: IO[bytes], config_path: Path) -> None:
    """Add the feeds of an OPML file to site_config.yml.

    Reads the list of feeds that another reader exported (- for standard input). Feeds that are not there yet are added
    at the end of `feeds:`, each with the outline's text as its outlet and those of the outlines around it as its
    topics; comments and layout of the file stay as they are. Mend the outlets' names afterwards: readers see them.

    \b
    Example:
      digest import feeds.opml
    """
    from digest.config import load_config
    from digest.errors import DigestError, SourceError
    from digest.feed_list import add_feeds, sorted_out
    from digest.intake.feeds.opml import MAX_BYTES, read_opml

    config = load_config(config_path)
    name = getattr(file, "name", "standard input")
    try:
        outlines = read_opml(file.read(MAX_BYTES + 1))
    except SourceError as error:
        raise DigestError(f"{name}: {error}") from None
    found = sorted_out(outlines, config.feeds)
    if found.new:
        add_feeds(config_path, config, found.new)
    _say(f"{len(found.new)} added to {config_path}", [f"{feed.outlet}: {feed.url}" for feed in found.new])
    _say(f"{len(found.there)} there already", found.there)
    _say(f"{len(found.refused)} refused", [f"{name}:{line}" for line in found.refused])


def _say(headline: str, lines: Sequence[str]) -> None:
    click.echo(headline + (":" if lines else ""))
    for line in lines:
        click.echo(f"  {line}")
