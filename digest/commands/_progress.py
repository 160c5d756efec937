"""A progress bar a stage on a terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from digest.content import Step


@contextmanager
def progress() -> Iterator[Step]:
    """A bar a stage on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _stage, _done, _total: None
        return
    # Only now: what draws them takes longer to load than to read a thousand articles' records.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks = {}

        def step(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total or None)
            bars.update(tasks[stage], advance=done)

        yield step
