"""A build as the commands ask for it: at once where there is nothing to do, and what it says in the end."""

import shutil
import sys
from datetime import date
from pathlib import Path

import click

from digest.unchanged import told_before

CONFIG_NAME = "site_config.yml"  # as in digest.config, which takes long to load


def run_build(  # noqa: PLR0913 - the same choices as a build's
    config_path: Path,
    *,
    as_of: date | None = None,
    strict: bool = False,
    new_lock: bool = False,
    new_edition: bool = False,
    allow_shrink: bool = False,
) -> None:
    """Build the digest of a configuration, with progress on standard error and a report on standard output.

    Where all is as the last build left it, that one's report is given again, and nothing is touched. Raises
    DigestError; the published site is untouched then.
    """
    asked = {"as_of": as_of}  # the other choices change nothing where all is as it was
    told, changed = None if new_edition else told_before(config_path, asked, strict=strict), False
    if told is None:
        # Only now: what computes is large, and takes longer to load than that look.
        from digest.commands._building import build_watched

        choices = {"strict": strict, "new_lock": new_lock, "new_edition": new_edition, "allow_shrink": allow_shrink}
        told, changed = build_watched(config_path, as_of=as_of, asked=asked, choices=choices)
    for line in told.lines:
        click.echo(line)
    click.echo(f"{told.edition}{'' if changed else ' (unchanged)'}")
    click.echo(
        f"Look at it: {_program()} serve" + (f" --config {config_path}" if config_path != Path(CONFIG_NAME) else "")
    )


def _program() -> str:
    """How this program was called, for a line that can be copied."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return "python -m digest"
    return called.name if shutil.which(called.name) else str(called)
