"""`digest check`: every problem of a digest's folder at once, nothing built."""

from collections.abc import Iterator
from pathlib import Path

import click

from digest.commands._options import config_option


@click.command()
@config_option
@click.option("--recover-lock", is_flag=True, help="Rebuild a lost stories.lock.yml from the published site.")
@click.option(
    "--from",
    "source",
    type=click.Path(exists=True, path_type=Path),
    metavar="SITE",
    help="With --recover-lock: another copy of the site, or of its data/stories.json.",
)
def command(config_path: Path, *, recover_lock: bool, source: Path | None) -> None:
    """Report every problem of a digest's folder at once.

    Looks at site_config.yml, the templates, the articles in content/, editorial.yml, stories.lock.yml and the past
    editions in content/editions/. Nothing is built, and nothing is written. Ends with 0 when all is well, else with 11.

    With --recover-lock it writes content/stories.lock.yml anew from what the published site carries, so that the next
    build gives the same addresses, feed ids and editions; an existing lock file is never overwritten.

    \b
    Example:
      digest check --config my-digest/site_config.yml
      digest check --recover-lock --from copy-of-the-site/
    """
    from digest.errors import CheckError

    if source and not recover_lock:
        raise click.UsageError("--from goes with --recover-lock.")
    if recover_lock:
        _recover(config_path, source)
        return
    found = list(_problems(config_path))
    if found:
        raise CheckError(f"{len(found)} problem{'s' * (len(found) > 1)}", found)
    click.echo("No problems found.")


def _recover(config_path: Path, source: Path | None) -> None:
    from digest.config import load_config
    from digest.recovery import recover

    found = recover(load_config(config_path), config_path.resolve().parent, source)
    lock = found.lock
    click.echo(
        f"Recovered {found.written} from {found.source}: editions {len(lock.editions)}, stories {len(lock.stories)}, "
        f"people {len(lock.people)}, articles {len(lock.articles)}. Keep it in git, and run `digest build`."
    )


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
