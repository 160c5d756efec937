"""`digest check`: every problem of a digest's folder at once, nothing built."""

from collections.abc import Iterator
from pathlib import Path

import click

from digest.commands._options import config_option


@click.command()
@config_option
def command(config_path: Path) -> None:
    """Report every problem of a digest's folder at once.

    Looks at site_config.yml, the templates, the articles in content/, editorial.yml and stories.lock.yml. Nothing is
    built, and nothing is written. Ends with 0 when all is well, else with 11.

    \b
    Example:
      digest check --config my-digest/site_config.yml
    """
    from digest.errors import CheckError

    found = list(_problems(config_path))
    if found:
        raise CheckError(f"{len(found)} problem{'s' * (len(found) > 1)}", found)
    click.echo("No problems found.")


def _problems(config_path: Path) -> Iterator[str]:
    from digest.config import load_config, sound_part
    from digest.errors import ConfigError
    from digest.inspection import inspect

    config = sound_part(config_path)
    try:
        config = load_config(config_path)
    except ConfigError as error:
        yield from error.problems
    if config is not None:
        yield from inspect(config, config_path.resolve().parent)
