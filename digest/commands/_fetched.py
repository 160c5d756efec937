"""What a fetch says: a progress bar on a terminal, and at the end what came in and what did not."""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from digest.config import load_config
from digest.errors import AllFeedsError, SomeFeedsError
from digest.fetching import Report, Request, chosen, fetch
from digest.intake.decoding import printable
from digest.intake.feeds.outcome import FeedOutcome, Step

SILENT = timedelta(days=30)
SHOWN_NOTES = 5  # of one feed
INTERRUPTED = 130
NO_FEEDS = """\
There are no feeds yet. Add some to {config}, for example

    feeds:
      - url: https://gazette.example/rss.xml
        outlet: Sample Gazette

or take over those of another reader: digest import feeds.opml"""


def run_fetch(config_path: Path, request: Request) -> None:
    """Fetch the feeds of a configuration, with progress on standard error and a report on standard output.

    Raises DigestError: SomeFeedsError or AllFeedsError when the report is out. Ends the process after Ctrl-C.
    """
    config = load_config(config_path)
    if not config.feeds:
        click.echo(NO_FEEDS.format(config=config_path))
        return
    try:
        feeds = chosen(config, request.outlets)
    except LookupError as error:
        raise click.BadParameter(str(error), param_hint="--only") from None
    with _progress(len(feeds)) as step:
        report = fetch(config, config_path.resolve().parent, request, step=step)
    for line in _lines(report, request):
        click.echo(line)
    _show(_rows(report))
    if report.interrupted:
        # Threads that wait for a slow server cannot be stopped, and Python would wait for them.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(INTERRUPTED)
    _judge(report)


@contextmanager
def _progress(feeds: int) -> Iterator[Step]:
    """A bar on a terminal, nothing in a pipe."""
    counts: Counter[str] = Counter()
    words = TextColumn("{task.fields[new]} new, {task.fields[unchanged]} unchanged, {task.fields[failed]} failed")
    columns = (TextColumn("Feeds"), BarColumn(), MofNCompleteColumn(), words, TimeElapsedColumn())
    shown = sys.stderr.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not shown) as bar:
        task = bar.add_task("", total=feeds, new=0, unchanged=0, failed=0)

        def step(what: str) -> None:
            counts[what] += 1
            if shown:
                bar.update(
                    task,
                    completed=counts["done"],
                    new=counts["new"],
                    unchanged=counts["unchanged"],
                    failed=counts["failed"],
                )

        yield step


def _lines(report: Report, request: Request) -> Iterator[str]:
    """What came in: all at a glance, then by outlet."""
    read, outlets = report.read, dict.fromkeys(feed.health.outlet for feed in report.feeds)
    new, changed = sum(feed.new for feed in report.feeds), sum(feed.changed for feed in report.feeds)
    if report.interrupted:
        of_all = f"{len(read):,} of {_count(len(report.feeds), 'feed')} read"
        yield f"Interrupted; what is stored so far stays, and the next fetch brings the rest. {of_all}:"
    else:
        yield f"{_count(len(read), 'feed')} read:"
    unchanged = sum(feed.unchanged for feed in read)
    would = " would be stored" if request.dry_run else ""
    yield (
        f"  {_count(new, 'new entry', 'new entries')} and {changed:,} changed{would}; "
        f"{_count(unchanged, 'feed')} unchanged, {len(report.failed):,} failed"
    )
    for outlet in outlets:
        yield from _of_outlet(outlet, [feed for feed in report.feeds if feed.health.outlet == outlet])
    if request.dry_run:
        yield "Nothing was written: this was a dry run."


def _of_outlet(outlet: str, feeds: Sequence[FeedOutcome]) -> Iterator[str]:
    totals = {
        "new": sum(feed.new for feed in feeds),
        "changed": sum(feed.changed for feed in feeds),
        "too old": sum(feed.older for feed in feeds),
        "in another of its feeds": sum(feed.elsewhere for feed in feeds),
    }
    notes = [note for feed in feeds for note in feed.notes]
    if totals["new"] or totals["changed"] or notes:
        told = ", ".join(f"{number:,} {name}" for name, number in totals.items() if number) or "nothing new"
        yield f"  {printable(outlet)}: {told}"
    yield from (f"    {printable(planned)}" for feed in feeds for planned in feed.planned)
    yield from (f"    {printable(note)}" for note in notes[:SHOWN_NOTES])
    if len(notes) > SHOWN_NOTES:
        yield f"    and {len(notes) - SHOWN_NOTES:,} more"


def _rows(report: Report) -> Iterator[tuple[str, str, str, str]]:
    """What is wrong with feeds: outlet, address, what, since when."""
    for feed in report.read:
        health = feed.health
        since: list[str] = []
        what: list[str] = []
        if health.failing:
            what.append(health.reason)
            since.append(f"failing since {_day(health.failing)}")
        if feed.lost:
            what.append(feed.lost)
        if health.moved:
            what.append(f"has moved for good to {health.moved}; mend its url in site_config.yml")
        if health.news is None:
            since.append("has brought nothing yet")
        elif health.failing or report.fetched - health.news >= SILENT:
            since.append(f"last news {_day(health.news)}")
        if what or since:
            yield (health.outlet, health.url, "; ".join(what) or "brings no news", ", ".join(since))


def _day(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M UTC")


def _show(rows: Iterable[tuple[str, str, str, str]]) -> None:
    """A table on a terminal, a line each in a pipe."""
    told = [tuple(map(printable, row)) for row in rows]
    if not told:
        return
    if not sys.stdout.isatty():
        for outlet, url, what, since in told:
            click.echo(f"  {outlet} {url}: {what}{f' ({since})' if since else ''}")
        return
    table = Table("Outlet", "Feed", "What", "Since", title="Feeds to look at", title_justify="left", box=SIMPLE_HEAD)
    for row in told:
        table.add_row(*(Text(words, overflow="fold") for words in row))
    Console().print(table)


def _judge(report: Report) -> None:
    """Raise the error that tells "some failed" from "all failed"."""
    failed, read = len(report.failed), len(report.read)
    if failed and failed == read:
        all_ = "The feed" if read == 1 else f"All {read:,} feeds"
        raise AllFeedsError(f"{all_} could not be fetched; the reasons stand above")
    if failed:
        raise SomeFeedsError(f"{failed:,} of {read:,} feeds could not be fetched; what the others brought is stored")


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
