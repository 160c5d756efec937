"""Sources that gave no article, told so that people can read it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from digest.nouns import Article, Raw, Skipped

MANY = 4  # records of one file that fail for one reason are told together
SHOWN = 8  # stretches of their numbers


def unusable(raws: Sequence[Raw], cleaned: Sequence[Article | Skipped]) -> tuple[Skipped, ...]:
    """What was skipped of `raws`, given what became of each, in order.

    Many records of one file with the same reason are one, with their numbers: a list without a mapping would fill the
    page, and hide what else is amiss.
    """
    together: dict[tuple[str, str], list[tuple[int, Skipped]]] = {}
    for raw, one in zip(raws, cleaned, strict=True):
        if isinstance(one, Skipped):
            together.setdefault((raw.path, one.reason), []).append((raw.record, one))
    return tuple(told for (path, _), found in together.items() for told in _told(path, found))


def _told(path: str, found: Sequence[tuple[int, Skipped]]) -> Iterator[Skipped]:
    if len(found) < MANY:
        yield from (skipped for _, skipped in found)
    else:
        numbers = _stretches([record for record, _ in found])
        yield replace(found[0][1], path=path, reason=f"records {numbers}: {found[0][1].reason}")


def _stretches(numbers: Sequence[int]) -> str:
    """Ascending numbers in words: "1–4, 7, 9–12"."""
    runs = [
        [number for _, number in run]
        for _, run in groupby(enumerate(numbers), key=lambda placed: placed[1] - placed[0])
    ]
    words = [f"{run[0]:,}–{run[-1]:,}" if len(run) > 1 else f"{run[0]:,}" for run in runs]
    left = sum(len(run) for run in runs[SHOWN:])
    return ", ".join(words[:SHOWN]) + (f" and {left:,} more" if left else "")
