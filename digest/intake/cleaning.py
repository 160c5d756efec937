"""Many files to articles, in worker processes, so that none can hold up the others."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from digest.errors import SourceError
from digest.intake.workers import Workers
from digest.nouns import Article, Raw, Skipped

_SOME = 16  # sources of one call: by itself a call costs a third of the cleaning of a short one
_CALLS = 16  # at least, so that no worker waits for long while another has work

_Call = tuple[Sequence[Raw], Callable[[], list[Article | Skipped]]]  # which waits for its end


def clean(raw: Raw, **options: Any) -> Article | Skipped:
    """What the cleaner makes of a source, with its options. It is loaded here, since most who ask clean in workers."""
    from digest.intake import cleaner

    return cleaner.clean(raw, **options)


def clean_all(raws: Sequence[Raw], workers: Workers, **options: Any) -> Iterator[Article | Skipped]:
    """Yield what `clean` makes of each source with these options, in order.

    A source that passes a worker's limits is skipped with the reason; since that may go well on another day, it is not
    to be remembered.
    """
    size = max(1, min(_SOME, len(raws) // _CALLS))
    return _finished(_begun(raws, size, workers, options), workers, options)


def _begun(raws: Sequence[Raw], size: int, workers: Workers, options: Mapping[str, Any]) -> list[_Call]:
    some = (raws[start : start + size] for start in range(0, len(raws), size))
    return [(raws, workers.submit(_cleaned, raws, **options)) for raws in some]


def _cleaned(raws: Sequence[Raw], **options: Any) -> list[Article | Skipped]:
    return [clean(raw, **options) for raw in raws]


def _finished(calls: Iterable[_Call], workers: Workers, options: Mapping[str, Any]) -> Iterator[Article | Skipped]:
    """What becomes of the sources; of those that pass a limit together, of each by itself."""
    for raws, wait in calls:
        try:
            yield from wait()
        except SourceError as error:
            if len(raws) == 1:
                yield Skipped(path=raws[0].name, reason=str(error), passing=True)
            else:
                yield from _finished(_begun(raws, 1, workers, options), workers, options)
