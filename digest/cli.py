"""The door: commands found by name and imported only when used, and errors turned into exit codes."""

import atexit
import difflib
import importlib
import io
import keyword
import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import click

from digest import __version__
from digest.errors import DigestError

# Each command's module, and its line in `digest --help`: known here so that help imports no command.
COMMANDS = {
    "build": "Build the site from content/.",
    "serve": "Build, show in a browser, and rebuild when files change.",
    "rollback": "Bring the site from before the last change back, at once.",
    "fetch": "Read the feeds: new entries become files in content/.",
    "import": "Add the feeds of an OPML file to site_config.yml.",
    "export": "Write the feeds as OPML for another reader.",
    "check": "Report every problem of a digest's folder; build nothing.",
    "edit": "Decide by hand: merge, split, rename, hide … a story; leave out or take down an article.",
    "mail": "Write the edition as a mail, to be sent or edited.",
    "explain": "Say why the articles of a story stand together.",
    "init": "Make a new digest folder with sample articles.",
    "clean": "Filter: files to articles without furniture.",
    "quotes": "Filter: who said what in each article.",
    "group": "Filter: which articles tell the same story.",
    "copies": "Filter: which articles are one text.",
    "summarise": "Filter: the sentences that tell each story.",
}

EXIT_CODES = """\b
Exit codes:
   0  done
   1  another failure, or a bug (with its traceback)
   2  the command line cannot be read
   3  site_config.yml has problems
   4  editorial.yml or stories.lock.yml has problems
   5  a template failed
   6  printed words do not stand in their source
   7  another build or fetch is under way
   8  the site could not be built or published
   9  a line given to a filter is not a record
  10  --strict, and something was skipped or is doubtful
  11  `digest check` found problems
  12  some feeds could not be fetched; what the others brought is stored
  13  no feed could be fetched
  14  there is a site, but no stories.lock.yml; see `digest check --recover-lock`
  15  more than half of the stories would vanish; see `digest build --allow-shrink`
  16  the workers that --executor names cannot be used
 130  Ctrl-C ended a command: what is published stays, and the next one does the rest
 143  the same, by SIGTERM"""


def run() -> None:
    """The program: `main`, which ends without taking all its nouns apart.

    That would take as long as many a build. The system takes the memory back at once, after all that Python itself does
    at the end: waiting for threads, and calling whoever asked for it.
    """
    code = 1  # of a bug, whose traceback has been printed by then

    def leave() -> None:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
        os._exit(code)

    atexit.register(leave)
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        raise


class Terminated(KeyboardInterrupt):
    """SIGTERM, which unwinds as Ctrl-C does."""


class LazyGroup(click.Group):
    """Commands that are imported when they are called, not when they are listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name the commands, in the order of a day's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        command = importlib.import_module(f"digest.commands.{module}").command
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; for one that is misspelt, name the nearest."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            if not near:
                raise
            raise click.UsageError(f"{error.message} Did you mean {near[0]}?", ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what we mean by an error becomes a message and an exit code."""
        try:
            with _terminable():
                return super().invoke(ctx)
        except DigestError as error:
            click.echo(f"digest: {error}", err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt as stop:
            how, code = ("SIGTERM", 143) if isinstance(stop, Terminated) else ("Ctrl-C", 130)
            click.echo(f"digest: stopped by {how}; what is published stays, and the next run does the rest", err=True)
            ctx.exit(code)


@contextmanager
def _terminable() -> Iterator[None]:
    """Let SIGTERM clear up: by default it ends a process on the spot, and leaves its unfinished folders behind."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Terminated

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EXIT_CODES,
)
@click.version_option(__version__, "--version", message="digest %(version)s")
@click.option("-v", "--verbose", is_flag=True, help="Say more about what is done, on standard error.")
def main(*, verbose: bool) -> None:
    """The press review that shows its work.

    Put articles into content/ (.txt as pasted from a browser, .md with front matter, .html and .eml as saved, .json),
    or name feeds and run `digest fetch`; then run `digest build`. The result is a static site in site/: articles
    grouped into stories, each with a summary and key quotes that are verbatim and linked to their source, searchable,
    with feeds. `digest mail` writes the day's edition as a mail.

    A first look, anywhere: `digest init my-digest`, then `digest serve --config my-digest/site_config.yml`.
    """
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING, format="digest: %(message)s", stream=sys.stderr, force=True
    )
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a file's name may hold what the terminal's encoding cannot show
            stream.reconfigure(errors="backslashreplace")
