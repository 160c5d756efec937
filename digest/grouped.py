"""Articles put in groups, and threads between these, with what is remembered of what was there before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from digest import stories
from digest.coding import Coder
from digest.comparing import attempts, errors_in, failures, is_found
from digest.comparisons import compared_before, remember_compared
from digest.editorial import Rules
from digest.features import corpus_of
from digest.link_names import NamesBefore
from digest.lock import Lock
from digest.nouns import Analysis, Group
from digest.rows import sha
from digest.store import Store, code_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """Groups as editors want them, and what else is known of their articles together."""

    groups: tuple[Group, ...]
    outcome: stories.Outcome  # of editors' rules
    threads: tuple[tuple[stories.Link, ...], ...]  # see stories.related
    tables: tuple[stories.Table, ...]
    failed: Mapping[tuple[str, ...], Exception]  # by the articles of a group that cannot be told


def grouped(kept: Sequence[Analysis], *, seen: Mapping[str, date], rules: Rules, lock: Lock, store: Store) -> Grouped:
    """The machine's groups, as editors want them, and what follows from these alone.

    What is read of an article is remembered by its day, and what is worked out for a group with it: so an article that
    comes in costs what is new with it, beside the comparison of all by numbers.
    """
    made_by = code_version("stories", packages=("wordfreq", "numpy", "scipy"))
    corpus = corpus_of(kept, made_by, store)
    failed: dict[tuple[str, ...], Exception] = {}
    digests = {analysis.article.id: store.digest(analysis) for analysis in kept}
    coder = Coder[stories.Draft, stories.Findings](stories.Findings, later=("shared",))

    def recall(drafts: Sequence[stories.Draft], work: stories.Work) -> list[stories.Findings]:
        def own(draft: stories.Draft) -> str:
            return _key(draft.basis, *(digests[name] for name in draft.ids))

        compare = partial(attempts, work)
        found = store.recall_in_blocks(drafts, compare, own, coder, made_by=made_by, lasting=is_found)
        failed.update(errors_in(drafts, found))
        return found

    before = compared_before(store, made_by)
    found = stories.grouping(kept, seen=seen, corpus=corpus, before=before, recall=recall)
    groups, outcome = stories.regroup(found.groups, rules=rules, lock=lock, made=found.compared.group)
    for group in groups:
        key = _key(found.compared.basis(group), made_by, *(digests[name] for name in group.ids))
        # With the failure its story is told for nothing.
        store.seal(group, _key(b"failed", key) if group.ids in failed else key)
    known = stories.Weighed(found.compared.articles, found.compared.places, found.comparisons.likenesses.keys)
    names = NamesBefore(store, made_by, digests)
    related = stories.related(groups, known, before=before.stories, recall=names.recall)
    names.remember()
    remember_compared(replace(found.comparisons, stories=related.likenesses), before, store, made_by)
    return Grouped(
        groups=groups,
        outcome=outcome,
        threads=related.links,
        tables=found.tables,
        failed=failures(groups, failed),
    )


def _key(basis: bytes, *words: str) -> str:
    """As `fingerprint`, for the thousands."""
    return sha("\n".join(words).encode("ascii"), basis).hex()
