"""What grouping reads of articles, recalled by the day and by the month."""

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any

import numpy as np

from digest import stories
from digest.blocks import by_day
from digest.coding import Coded, Coder
from digest.nouns import Analysis
from digest.store import Store, fingerprint

COLUMNS = {  # of features, as bytes
    "frequencies": "<f8",
    "sizes": "<i8",
    "cells": "<i4",
    "weights": "<f8",
    "marks": "|u1",
    "weekdays": "|u1",
    "days": "<f8",
    "sample_sizes": "<i8",
    "samples": "<u8",
}


def corpus_of(analyses: Sequence[Analysis], made_by: str, store: Store) -> stories.Corpus:
    """What grouping needs to know of these articles: a new one's day is read, and its month put together."""
    days, coder = by_day(analyses), FeaturesCoder()
    keys = [fingerprint(made_by, [store.digest(analysis) for analysis in day]) for day in days]
    store.keep(keys)  # for the next article of an old month

    def read(some: Sequence[int]) -> list[stories.Features]:
        return [stories.features(days[day]) for day in some]

    def joined(some: Sequence[tuple[int, ...]]) -> Iterator[stories.Features]:
        return (stories.joined(store.recall(month, read, keys.__getitem__, coder)) for month in some)

    months = [tuple(some) for _, some in groupby(range(len(days)), key=lambda day: _month(days[day]))]
    found = store.recall(months, joined, lambda month: fingerprint("month", [keys[day] for day in month]), coder)
    return stories.Corpus.of(found)


def _month(day: Sequence[Analysis]) -> str:
    """The month of a day; a part of the undated articles is as good as one."""
    first = day[0].article
    return str(first.published.day)[:7] if first.published else first.id


class FeaturesCoder(Coder[Any, stories.Features]):
    """Features as the words in JSON and the bytes of their columns."""

    def __init__(self) -> None:
        super().__init__(stories.Features)

    def encode(self, result: stories.Features) -> Coded:
        """See Coder.encode."""
        parts = [np.asarray(getattr(result, name), dtype=kind).tobytes() for name, kind in COLUMNS.items()]
        parts += [result.fingerprints, result.signatures]
        words = json.dumps([result.ids, result.terms, [len(part) for part in parts]]).encode("ascii")
        return Coded(head=b"\n".join((words, b"".join(parts))), rest=b"")

    def decode(
        self,
        head: bytes,
        item: object,  # noqa: ARG002
        rest: Callable[[], bytes],  # noqa: ARG002
    ) -> stories.Features:
        """See Coder.decode."""
        words, _, data = head.partition(b"\n")
        try:
            ids, terms, sizes = json.loads(words)
            starts = np.cumsum([0, *sizes]).tolist()
            parts = [data[start:end] for start, end in pairwise(starts)]
            found: dict[str, Any] = {
                name: np.frombuffer(part, dtype=kind)
                for (name, kind), part in zip(COLUMNS.items(), parts[:-2], strict=True)
            }
            return _checked(
                stories.Features(
                    ids=tuple(ids), terms=tuple(terms), fingerprints=parts[-2], signatures=parts[-1], **found
                ),
                whole=len(data) == starts[-1],
            )
        except (TypeError, IndexError) as error:
            raise ValueError("these are no features") from error


def _checked(found: stories.Features, *, whole: bool) -> stories.Features:
    size, cells = len(found.ids), len(found.cells)
    if not (
        whole
        and size == len(found.sizes) == len(found.days) == len(found.weekdays) == len(found.sample_sizes)
        and size == len(found.fingerprints_by_article()) == len(found.signatures_by_article())
        and cells == found.sizes.sum() == len(found.weights) == len(found.marks)
        and len(found.samples) == found.sample_sizes.sum()
        and len(found.terms) == len(found.frequencies)
        and (not cells or 0 <= found.cells.min() <= found.cells.max() < len(found.terms))
    ):
        raise ValueError("these are no features")
    return found
