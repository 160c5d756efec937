"""`digest export`: the configured feeds as OPML."""

from pathlib import Path

import click

from digest.commands._options import config_option


@click.command()
@click.option(
    "--opml",
    "target",
    required=True,
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    metavar="FILE",
    help="Where to write the feeds; - is standard output.",
)
@config_option
def command(target: Path, config_path: Path) -> None:
    """Write the feeds of site_config.yml as OPML 2.0, which other readers import.

    Feeds stand below outlines of their topics. The same configuration gives the same bytes.

    \b
    Example:
      digest export --opml feeds.opml
    """
    from digest.config import load_config
    from digest.errors import DigestError
    from digest.intake.feeds.opml import Outline, write_opml
    from digest.intake.feeds.whole_files import write_whole

    config = load_config(config_path)
    outlines = (Outline(url=feed.url, title=feed.outlet, topics=feed.topics) for feed in config.feeds)
    written = write_opml(outlines, title=config.site.title)
    if str(target) == "-":
        click.echo(written, nl=False)
        return
    try:
        write_whole(target, written)
    except OSError as error:
        raise DigestError(f"{target} cannot be written ({error.strerror}); name another file") from None
    click.echo(f"{len(config.feeds)} feed{'s' * (len(config.feeds) != 1)} written to {target}")
