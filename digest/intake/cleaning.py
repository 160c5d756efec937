"""Many files to articles, in worker processes, so that none can hold up the others."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from digest.errors import SourceError
from digest.intake.clean import clean
from digest.intake.workers import Workers
from digest.nouns import Article, Raw, Skipped


def clean_all(raws: Sequence[Raw], workers: Workers, **options: Any) -> Iterator[Article | Skipped]:
    """Yield what `clean` makes of each source with these options, in order.

    A source that passes a worker's limits is skipped with the reason; since that may go well on another day, it is not
    to be remembered.
    """
    waiting = [(raw, workers.submit(clean, raw, **options)) for raw in raws]
    return (_finished(raw, wait) for raw, wait in waiting)


def _finished(raw: Raw, wait: Callable[[], Article | Skipped]) -> Article | Skipped:
    try:
        return wait()
    except SourceError as error:
        return Skipped(path=raw.name, reason=str(error), passing=True)
