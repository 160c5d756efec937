"""A build as the commands ask for it: at once where there is nothing to do, and what it says in the end."""

import shutil
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from digest.garbage import look_seldom
from digest.profile import Profile, table
from digest.unchanged import WORK, Glance, news, told_before

CONFIG_NAME = "site_config.yml"  # as in digest.config, which takes long to load


def run_build(  # noqa: PLR0913 - the same choices as a build's
    config_path: Path,
    *,
    as_of: date | None = None,
    strict: bool = False,
    new_lock: bool = False,
    new_edition: bool = False,
    allow_shrink: bool = False,
    profile: bool = False,
    explain: bool = False,
    jobs: int | None = None,
    executor: str = "",
    ahead: bool = False,
) -> None:
    """Build the digest of a configuration, with progress on standard error and a report on standard output.

    Where all is as the last build left it, that one's report is given again, and nothing is touched. `profile` and
    `explain` say more on standard error. `ahead`: load what new articles need in other processes, as is best for a
    program that builds once. Raises DigestError; the published site is untouched then.
    """
    spent, glance = Profile(), Glance()
    asked = {"as_of": as_of}  # the other choices change nothing where all is as it was
    told = None if new_edition else told_before(config_path, asked, strict=strict, glance=glance)
    changed = False
    made: tuple[str, ...] = ("nothing was made again: no file, option or program has changed",)
    if told is None:
        # Who has the model needs no other.
        files = news(config_path, glance) if ahead and "spacy" not in sys.modules else ()
        if files:
            from digest.forking import begin

            begin(files, config_path.resolve().parent / WORK)
        look_seldom()  # now, since what is loaded next stays
        # Only now: what computes is large, and takes longer to load than that look.
        from digest.commands._building import build_watched

        choices = {"strict": strict, "new_lock": new_lock, "new_edition": new_edition, "allow_shrink": allow_shrink}
        told, changed, made = build_watched(
            config_path,
            as_of=as_of,
            asked=asked,
            choices=choices,
            profile=spent,
            jobs=jobs,
            executor=executor,
            ahead=bool(files),
            glance=glance,
        )
    if profile:
        _err(table(spent.finished()))
    if explain:
        _err(made)
    for line in told.lines:
        click.echo(line)
    click.echo(f"{told.edition}{'' if changed else ' (unchanged)'}")
    click.echo(
        f"Look at it: {_program()} serve" + (f" --config {config_path}" if config_path != Path(CONFIG_NAME) else "")
    )


def _err(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line, err=True)


def _program() -> str:
    """How this program was called, for a line that can be copied."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return "python -m digest"
    return called.name if shutil.which(called.name) else str(called)
