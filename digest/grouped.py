"""Articles put in groups, and threads between these, with what is remembered of what was there before."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np

from digest import stories
from digest.blocks import by_day
from digest.coding import Coded, Coder
from digest.comparisons import compared_before, remember_compared
from digest.editorial import Rules
from digest.lock import Lock
from digest.nouns import Analysis, Group
from digest.store import Store, code_version, fingerprint

FINDINGS: Coder[stories.Draft, stories.Findings] = Coder(stories.Findings)
COLUMNS = {  # of features, as bytes
    "frequencies": "<f8",
    "sizes": "<i8",
    "cells": "<i8",
    "weights": "<f8",
    "marks": "|u1",
    "weekdays": "|u1",
    "days": "<f8",
    "shingle_sizes": "<i8",
    "shingles": "<u8",
}
NAMES: Coder[stories.Asked, stories.PrintedNames] = Coder(stories.PrintedNames)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """Groups as editors want them, and what else is known of their articles together."""

    groups: tuple[Group, ...]
    outcome: stories.Outcome  # of editors' rules
    threads: tuple[tuple[stories.Link, ...], ...]  # see stories.related
    tables: tuple[stories.Table, ...]


def grouped(kept: Sequence[Analysis], *, seen: Mapping[str, date], rules: Rules, lock: Lock, store: Store) -> Grouped:
    """The machine's groups, as editors want them, and what follows from these alone.

    What is read of an article is remembered by its day, and what is worked out for a group with it: so an article that
    comes in costs what is new with it, beside the comparison of all by numbers.
    """
    made_by = code_version("stories", packages=("wordfreq", "numpy", "scipy"))
    corpus = _corpus(kept, made_by, store)
    digests = {analysis.article.id: store.digest(analysis) for analysis in kept}

    def recall(drafts: Sequence[stories.Draft], work: stories.Work) -> list[stories.Findings]:
        def key(draft: stories.Draft) -> str:
            return fingerprint(made_by, [digests[name] for name in draft.ids], draft.basis)

        return store.recall(drafts, work, key, FINDINGS)

    before = compared_before(store, made_by)
    found = stories.grouping(kept, seen=seen, corpus=corpus, before=before, recall=recall)
    groups, outcome = stories.regroup(found.groups, rules=rules, lock=lock, made=found.compared.group)
    for group in groups:
        store.seal(group, fingerprint(made_by, [digests[name] for name in group.ids], found.compared.basis(group)))
    known = stories.Weighed(found.compared.articles, found.compared.places, found.comparisons.likenesses.keys)
    printed = _printed_names(made_by, digests, store)
    related = stories.related(groups, known, before=before.stories, recall=printed)
    remember_compared(replace(found.comparisons, stories=related.likenesses), before, store, made_by)
    return Grouped(groups=groups, outcome=outcome, threads=related.links, tables=found.tables)


def _corpus(analyses: Sequence[Analysis], made_by: str, store: Store) -> stories.Corpus:
    found = store.recall(
        by_day(analyses),
        lambda some: [stories.features(day) for day in some],
        lambda day: fingerprint(made_by, [store.digest(analysis) for analysis in day]),
        FeaturesCoder(),
    )
    return stories.Corpus.of(found)


def _printed_names(made_by: str, digests: Mapping[str, str], store: Store) -> stories.RecallNames:
    """Names as articles print them, recalled where they were looked for before."""

    def recall(asked: stories.Asked, answer: Callable[[stories.Asked], stories.PrintedNames]) -> stories.PrintedNames:
        articles = [[digests[name] for name in group.ids] for group in asked.groups]
        key = fingerprint(made_by, articles, asked.heaviest, asked.shared)
        (found,) = store.recall([asked], lambda some: map(answer, some), lambda _: key, NAMES)
        return found

    return recall


class FeaturesCoder(Coder[Sequence[Analysis], stories.Features]):
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
        item: Sequence[Analysis],  # noqa: ARG002
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
        and size == len(found.sizes) == len(found.days) == len(found.weekdays) == len(found.shingle_sizes)
        and size == len(found.fingerprints_by_article()) == len(found.signatures_by_article())
        and cells == found.sizes.sum() == len(found.weights) == len(found.marks)
        and len(found.shingles) == found.shingle_sizes.sum()
        and len(found.terms) == len(found.frequencies)
        and (not cells or 0 <= found.cells.min() <= found.cells.max() < len(found.terms))
    ):
        raise ValueError("these are no features")
    return found
