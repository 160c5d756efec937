"""`digest explain`: why these articles stand together."""

from pathlib import Path

import click

from digest.commands._options import config_option


@click.command()
@click.argument("name")
@config_option
def command(name: str, config_path: Path) -> None:
    """Say why the articles of a story stand together.

    NAME is a story (its id, its address or the beginning of either) or an article (its id, or its file below content/).
    Each article is shown with the one that it matches best, what the two share and how much each thing weighs (the
    weights add up to the score), and the nearest article of another story. Nothing is built, and nothing is written
    but .digest/.

    \b
    Example:
      digest explain stories/shoigu-begins-tour-of-indonesia-and-malaysia-619963d897/
      digest explain review-moscow-conference.md
    """
    from digest.commands._progress import progress
    from digest.config import load_config
    from digest.explanation import explain
    from digest.reviewing import look

    config = load_config(config_path)
    with progress() as step:
        edition = look(config, config_path.resolve().parent, step=step)
    try:
        for line in explain(edition, name):
            click.echo(line)
    except LookupError as error:
        raise click.BadParameter(str(error.args[0]), param_hint="NAME") from None
