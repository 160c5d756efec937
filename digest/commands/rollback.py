"""`digest rollback`: the site from before the last change."""

from pathlib import Path

import click

from digest.commands._options import config_option


@click.command()
@config_option
def command(config_path: Path) -> None:
    """Bring the site from before the last change back, at once.

    The two sites change places: called again, the command brings the later one back. Articles, rules and
    stories.lock.yml stay as they are, and so the next build publishes the later site again: mend what is wrong first.
    Addresses and feed ids are the same either way. An upload to another host is yours to repeat.

    \b
    Example:
      digest rollback
    """
    from digest.config import load_config
    from digest.folders import WORK
    from digest.publish import roll_back

    root = config_path.resolve().parent
    config = load_config(config_path)
    kept = roll_back(root / config.output, root / WORK)
    click.echo(f"Exchanged: {root / config.output} is the site that was kept; {kept} keeps the one published until now")
    click.echo("Call it again to take that back. The next `digest build` publishes what content and rules say then.")
