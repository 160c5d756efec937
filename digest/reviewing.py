"""Content to a finished edition: read, analysed, grouped, told, edited and proved; nothing of it is published here."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from digest import intake, publish, reading, stories
from digest.analysed import NOTE, packed
from digest.analysing import Unread, analysis_version, attempts
from digest.coding import Coder
from digest.content import Step, progress, read
from digest.correcting import correct_all
from digest.edition_files import recorded, with_past
from digest.editorial import RULES_NAME, read_rules
from digest.folders import WORK, content_of
from digest.grouped import grouped
from digest.known_people import acquainted
from digest.lock import Lock
from digest.lock_file import known_lock
from digest.nouns import Analysis, Article, Edition, EditionRecord, Revision, Skipped
from digest.novelty import with_news
from digest.options import Config
from digest.proving import read_back
from digest.recalled import analysis_coder
from digest.removal import bar_of, names_of, removals
from digest.spreading import Crew
from digest.store import Store
from digest.telling import tell_all

log = logging.getLogger(__name__)

ALONE = Crew()  # this process does all


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A finished edition, not yet published, and what must be remembered of it."""

    edition: Edition
    articles: tuple[Article, ...]
    revisions: tuple[Revision, ...]  # of all articles, those that editors left out included
    withheld: stories.Withheld
    lock: Lock
    known: stories.Acquainted


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """An edition whose printed words all stand in their files."""

    edition: Edition  # with the recorded ones behind it
    records: tuple[EditionRecord, ...]  # to be kept from now on
    receipts: int  # printed sentences, quotes and articles that were read back from their source files


def look(config: Config, root: Path, *, step: Step = lambda _stage, _done, _total: None) -> Edition:
    """Make the edition without publishing it; nothing is written but what the store remembers."""
    with Store(root / WORK / "store.sqlite") as store:
        content = content_of(config, root)
        return review(config, content, lock=known_lock(content, store), store=store, as_of=None, step=step).edition


def review(  # noqa: PLR0913 - the whole walk
    config: Config,
    content: Path,
    *,
    lock: Lock,
    store: Store,
    as_of: date | None,
    step: Step,
    new_edition: bool = False,
    crew: Crew = ALONE,
    analysed: Callable[[], None] = lambda: None,
) -> Review:
    """Walk from the content folder to a finished edition; nothing is written but what the store remembers.

    `lock` is what the lock file says. `analysed` is called when that is done, and only this process works for a while.
    """
    rules = read_rules(content / RULES_NAME)
    lock = recorded(lock, content, as_of=as_of)

    zone = ZoneInfo(config.site.timezone)
    bar = bar_of(rules, lock)
    found = read(config, content, lock=lock, store=store, step=step, bar=bar)
    gone = removals(rules, lock, found.barred)
    rules, taken_down = stories.take_down(rules, gone, names_of(rules, lock, found.barred), lock=lock)
    analyses, unread = _analysed(found.articles, crew, store=store, step=step)
    kept, outcome = stories.exclude(stories.until(analyses, as_of, zone=zone), rules=rules, lock=lock)

    crew.rest()
    analysed()
    step("Grouping", 0, len(kept))
    seen = stories.first_seen([analysis.article for analysis in kept], lock=lock)
    found_groups = grouped(kept, seen=seen, rules=rules, lock=lock, store=store)
    groups = found_groups.groups
    step("Naming", 0, len(groups))
    placed = stories.placed_by_hand(found.articles, rules=rules, lock=lock)
    ids = stories.settle(groups, lock=lock, placed=placed)
    known = acquainted(groups, lock=lock, store=store)
    if (left := stories.forget_people(lock, known.people, gone)) != lock:
        lock, known = left, acquainted(groups, lock=left, store=store)
    people = known.people
    telling = tell_all(groups, known, config, store=store, step=step)
    telling = telling.without(found_groups.failed, "compare the articles of")
    telling, corrected = correct_all(telling, rules=rules, people=people, lock=lock)
    told, ids = telling.told, telling.of_told(ids)

    step("Editing", 0, len(told))
    edition, remembered = stories.edition(
        told,
        ids=ids,
        articles=found.articles,
        people=people,
        relations=telling.links(found_groups.threads),
        rules=rules,
        outcome=taken_down + outcome + found_groups.outcome + corrected,
        skipped=(*found.skipped, *unread, *telling.skipped),
        duplicates=found.duplicates,
        revisions=found.revisions,
        feeds=intake.health_of([(feed.url, feed.outlet) for feed in config.feeds], content),
        tables=found_groups.tables,
        removed=gone,
        lock=lock,
        authority=urlsplit(config.site.url).hostname or "",
        opening=new_edition,
        zone=zone,
    )
    edition = with_news(edition, store)
    edition = stories.watch(edition, [topic.noun for topic in config.topics])
    edition = stories.lay_out(edition, language=config.site.language, depth_of=reading.depth_of)
    out = stories.withheld(rules, told=told, ids=ids, articles=found.articles, lock=remembered, removed=gone)
    return Review(
        edition=edition,
        articles=found.articles,
        revisions=found.revisions,
        withheld=out,
        lock=stories.conceal(remembered, gone),
        known=known,
    )


def prove(made: Review, content: Path, options: publish.SiteOptions, *, store: Store) -> Proved:
    """Put the recorded editions behind the new one, and read every word that they print back from its file.

    Raises ReceiptError.
    """
    edition, records = with_past(
        made.edition,
        content,
        options,
        lock=made.lock,
        articles=made.articles,
        revisions=made.revisions,
        withheld=made.withheld,
        store=store,
    )
    receipts = read_back(edition, made.revisions, content, store)
    return Proved(edition=edition, records=records, receipts=receipts)


def _analysed(
    articles: Sequence[Article], crew: Crew, *, store: Store, step: Step
) -> tuple[list[Analysis], list[Skipped]]:
    """The analyses, and the articles that the program failed to analyse. Where it fails for all, raises the error."""
    coder: Coder[Article, Any] = analysis_coder(store)  # what could not be analysed is never stored
    outcomes = store.recall_in_blocks(
        articles,
        partial(_attempts, crew),
        store.digest,
        coder,
        made_by=analysis_version(),
        done=partial(progress, step, "Analysing", len(articles)),
        lasting=lambda one: isinstance(one, Analysis),
    )
    analyses = [one for one in outcomes if isinstance(one, Analysis)]
    analysed = packed(one.article.source.sha256 for one in analyses)
    if store.noted(NOTE) != analysed:
        store.note(NOTE, analysed)
    unread = [one for one in outcomes if isinstance(one, Unread)]
    if unread and len(unread) == len(articles):
        reading.analyse([unread[0].article])
    for one in unread:
        log.warning(
            "%s could not be analysed, and is left out: please report this\n%s", one.article.source.name, one.traceback
        )
    reason = "the program failed to analyse it ({}); look into the log"
    skipped = [Skipped(path=one.article.source.name, reason=reason.format(one.error), passing=True) for one in unread]
    return analyses, skipped


def _attempts(crew: Crew, articles: Sequence[Article]) -> Iterator[Analysis | Unread]:
    made = crew.spread(partial(attempts, reading.analyse), articles, version=analysis_version)
    for one, article in zip(made, articles, strict=True):
        yield replace(one, article=article)  # the noun that is here already, and not a worker's copy
