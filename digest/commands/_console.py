"""What a build says: a progress bar on a terminal, and a few lines about what was done."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from digest.config import CONFIG_NAME, load_config
from digest.content import Step
from digest.pipeline import Report, build
from digest.spreading import crew

SHOWN_SKIPS = 10  # the site's own list has them all
LISTED = "listed on the site's page “Not seen”"


def run_build(  # noqa: PLR0913 - the same choices as a build's
    config_path: Path,
    *,
    as_of: date | None = None,
    strict: bool = False,
    new_lock: bool = False,
    new_edition: bool = False,
    allow_shrink: bool = False,
    jobs: int | None = None,
    executor: str = "",
) -> None:
    """Build the digest of a configuration, with progress on standard error and a report on standard output.

    Raises DigestError; the published site is untouched then.
    """
    config = load_config(config_path)
    with progress() as step, crew(jobs, executor) as workers:
        root = config_path.resolve().parent
        report = build(
            config,
            root,
            as_of=as_of,
            strict=strict,
            new_lock=new_lock,
            new_edition=new_edition,
            allow_shrink=allow_shrink,
            crew=workers,
            step=step,
        )
    for line in _lines(report, config_path):
        click.echo(line)


@contextmanager
def progress() -> Iterator[Step]:
    """A bar a stage on a terminal, nothing in a pipe."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as bars:
        tasks = {}

        def step(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], advance=done)

        yield step


def _lines(report: Report, config_path: Path) -> Iterator[str]:
    edition, ledger = report.edition, report.edition.ledger
    quotes = [quote for story in edition.stories for quote in story.told.quotes]
    named = sum(quote.speaker is not None for quote in quotes)
    missed = (*ledger.skipped, *ledger.duplicates)
    excluded = f", {ledger.excluded} left out by editors" if ledger.excluded else ""
    yield f"{_count(report.articles, 'article')} read{excluded}, {len(missed)} not used{':' if missed else ''}"
    yield from (f"  {skipped.path}: {skipped.reason}" for skipped in missed[:SHOWN_SKIPS])
    if len(missed) > SHOWN_SKIPS:
        yield f"  and {len(missed) - SHOWN_SKIPS} more, {LISTED}"
    yield from (f"  {problem}" for problem in ledger.unmatched_rules)
    if ledger.revisions:
        yield f"{_count(len(ledger.revisions), 'change')} of articles by their outlets, {LISTED}"
    yield from (f"  {past.problem}" for past in edition.past if past.problem)
    failing = [f"  feed of {feed.outlet} fails: {feed.reason}" for feed in ledger.feeds if feed.failing]
    yield from failing[:SHOWN_SKIPS]
    if len(failing) > SHOWN_SKIPS:
        yield f"  and {len(failing) - SHOWN_SKIPS} more feeds, {LISTED}"
    yield (
        f"{_count(len(edition.stories), 'story', 'stories')}, {_count(len(quotes), 'quote')} ({named} with a speaker), "
        f"{_count(report.receipts, 'receipt')} checked"
    )
    day = f" of {edition.date.isoformat()}" if edition.date else ""
    yield f"Edition {edition.number}{day}: {report.site}{'' if report.changed else ' (unchanged)'}"
    yield f"Look at it: {_program()} serve" + (f" --config {config_path}" if config_path != Path(CONFIG_NAME) else "")


def _program() -> str:
    """How this program was called, for a line that can be copied."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return "python -m digest"
    return called.name if shutil.which(called.name) else str(called)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
