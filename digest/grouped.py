"""Articles put in groups, and threads between these, with what is remembered of what was there before."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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
Threads = tuple[tuple[stories.Link, ...], ...]  # see stories.threads
LINKS: Coder[Sequence[Group], tuple[Threads, tuple[str, ...]]] = Coder(tuple[Threads, tuple[str, ...]])  # NAMES' keys
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
    threads: Threads
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
    remember_compared(found.comparisons, before, store, made_by)
    groups, outcome = stories.regroup(found.groups, rules=rules, lock=lock, made=found.compared.group)
    for group in groups:
        store.seal(group, fingerprint(made_by, [digests[name] for name in group.ids], found.compared.basis(group)))
    return Grouped(
        groups=groups,
        outcome=outcome,
        threads=_threads(groups, seen, corpus, made_by, store),
        tables=found.tables,
    )


def _corpus(analyses: Sequence[Analysis], made_by: str, store: Store) -> stories.Corpus:
    found = store.recall(
        by_day(analyses),
        lambda some: [stories.features(day) for day in some],
        lambda day: fingerprint(made_by, [store.digest(analysis) for analysis in day]),
        FeaturesCoder(),
    )
    return stories.Corpus.of(found)


def _threads(
    groups: Sequence[Group], seen: Mapping[str, date], corpus: stories.Corpus, made_by: str, store: Store
) -> Threads:
    """See stories.threads: recalled as they were where all groups are, else all but the names in articles."""
    used, known = (
        list[str](),
        {group.ids: [store.digest(member.analysis) for member in group.members] for group in groups},
    )

    def named(asked: stories.Asked, answer: Callable[[stories.Asked], stories.PrintedNames]) -> stories.PrintedNames:
        key = fingerprint(made_by, [known[group.ids] for group in asked.groups], asked.heaviest, asked.shared)
        used.append(key)
        (found,) = store.recall([asked], lambda some: map(answer, some), lambda _: key, NAMES)
        return found

    ((found, names),) = store.recall(
        [groups],
        lambda some: [(stories.threads(each, seen=seen, corpus=corpus, recall=named), tuple(used)) for each in some],
        lambda groups: fingerprint(
            made_by,
            [[known[group.ids], [(one.text_group, str(one.published)) for one in group.members]] for group in groups],
            sorted((name, str(day)) for name, day in seen.items()),
        ),
        LINKS,
    )
    store.keep(names)
    return found


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
