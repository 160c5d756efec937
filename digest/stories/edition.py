"""One day's press review: which edition it is, and what is new in it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, tzinfo

from digest.editorial import Rules
from digest.lock import Lock, LockEdition, LockFrequencies, LockStory
from digest.nouns import (
    Analysis,
    Article,
    Edition,
    FeedHealth,
    Ledger,
    Moment,
    Origin,
    Person,
    Redirect,
    Relation,
    Removal,
    Revision,
    Skipped,
    Story,
    Thread,
    Told,
    altered,
)
from digest.stories.decisions import Outcome, shown_in
from digest.stories.identity import final, remember, slug_of
from digest.stories.learnt import Table
from digest.stories.news import Newsdesk, remember_articles
from digest.stories.people import People
from digest.stories.person_records import redirected, remember_people
from digest.stories.removals import emptied
from digest.stories.rules import Placing, moved_files, place, placed_by_hand

YEAR_OF_NO_DATE = 2000  # of the feeds' tag: GUIDs, where the first build has no dated article; any fixed year serves
NO_RULES = Rules()
Relations = Sequence[Sequence[tuple[int, Relation, tuple[str, ...]]]]


def until(analyses: Sequence[Analysis], as_of: date | None, *, zone: tzinfo = UTC) -> tuple[Analysis, ...]:
    """The analyses of articles published up to a day in `zone`; undated ones stay, and all where there is no day."""
    return tuple(
        analysis
        for analysis in analyses
        if as_of is None or analysis.article.published is None or analysis.article.published.day_in(zone) <= as_of
    )


def edition(  # noqa: PLR0913 — the last stage takes what every other one made
    told: Sequence[Told],
    *,
    ids: Sequence[str],
    articles: Sequence[Article],
    people: People,
    relations: Relations,
    rules: Rules,
    outcome: Outcome,
    skipped: Sequence[Skipped],
    duplicates: Sequence[Skipped],
    revisions: Sequence[Revision] = (),
    feeds: Sequence[FeedHealth] = (),
    tables: Sequence[Table] = (),
    removed: Sequence[Removal] = (),
    lock: Lock,
    authority: str,
    opening: bool = False,
    zone: tzinfo = UTC,
) -> tuple[Edition, Lock]:
    """Put the stories into an edition, and say what the lock must remember of it.

    `ids` and `relations` are by story: its id from `settle`, and (index of another story, relation, shared terms).
    `articles` are all that were read, those that editors left out included. `authority` is the host in the feeds'
    GUIDs, "" where there is none; the first one is kept for ever. `tables` are the term frequencies that grouping used.

    Pinned stories come first, in the editors' order; the rest is for `lay_out` to rank.

    An article of a later day in `zone` than the last edition's, which no recorded edition held with these bytes, opens
    a new edition, and so does `opening` on whatever day; else the last one is made again, and made from the same
    articles and the lock that this returns, it is equal.
    """
    recorded = record(
        told,
        ids=ids,
        articles=articles,
        revisions=revisions,
        rules=rules,
        lock=lock,
        authority=authority,
        opening=opening,
        zone=zone,
    )
    number = recorded.editions[-1].number if recorded.editions else 1
    recorded = replace(
        recorded,
        people=remember_people(people, lock=lock, number=number),
        frequencies=tuple(
            LockFrequencies(month=table.month, documents=table.documents, sha256=table.fingerprint)
            for table in sorted(tables, key=lambda table: table.month)
        ),
    )
    placing, placed = place(told, ids=ids, rules=rules, lock=recorded)
    outcome += placed
    entries, shown = recorded.by_id(), set(ids) - placing.hidden
    maker = _Maker(
        news=Newsdesk.of(recorded, revisions),
        entries=entries,
        parted=_parted(entries, shown),
        placing=placing,
        outcome=outcome,
        ids=tuple(ids),
        relations=relations,
    )
    stories = [maker.story(index, one) for index, one in enumerate(told) if ids[index] in shown]
    hidden = [one for index, one in enumerate(told) if ids[index] in placing.hidden]
    stories.sort(key=lambda story: (_pin(story, placing), story.id))
    listed = tuple(_shown_people(people, stories))
    absent = sorted(story.slug for story in entries.values() if final(story, entries).id not in shown)
    elsewhere = tuple(redirected(recorded.people, {person.id for person in listed}))
    return Edition(
        number=number,
        date=recorded.editions[-1].date if recorded.editions else None,
        previous_date=recorded.editions[-2].date if len(recorded.editions) > 1 else None,
        stories=tuple(stories),
        people=listed,
        moved_people=tuple((old, person) for old, person in elsewhere if person),
        absent_people=tuple(old for old, person in elsewhere if not person),
        redirects=tuple(_redirects(entries, shown)),
        absent=tuple(absent),
        emptied=emptied(recorded, absent, removed),
        removed=tuple(removed),
        edits=shown_in(outcome.decisions, {story.id: story.told.group.ids for story in stories}),
        hidden=tuple(sorted(one.slug for one in entries.values() if final(one, entries).id in placing.hidden)),
        ledger=Ledger(
            skipped=tuple(sorted(skipped, key=lambda one: (one.path, one.reason))),
            duplicates=tuple(sorted(duplicates, key=lambda one: (one.path, one.reason))),
            unmatched_rules=outcome.unmatched,
            decisions=tuple(decision.text for decision in outcome.decisions),
            excluded=outcome.excluded + sum(len(one.group.members) for one in hidden),
            revisions=tuple(_shown_revisions(revisions, stories)),
            feeds=tuple(sorted(feeds, key=lambda feed: (feed.outlet.casefold(), feed.outlet, feed.url))),
        ),
    ), recorded


def record(  # noqa: PLR0913 - what a build read and made
    told: Sequence[Told],
    *,
    ids: Sequence[str],
    articles: Sequence[Article],
    revisions: Sequence[Revision] = (),
    rules: Rules = NO_RULES,
    lock: Lock,
    authority: str,
    opening: bool = False,
    zone: tzinfo = UTC,
) -> Lock:
    """The lock after this build."""
    groups = [one.group for one in told]
    present = frozenset(article for group in groups for article in group.ids)
    opened = _opened([m.analysis.article for group in groups for m in group.members], lock, zone, opening=opening)
    known = {story.id: story.slug for story in lock.stories}
    slugs = [known.get(story) or slug_of(one.headline.text, story) for one, story in zip(told, ids, strict=True)]
    number = opened[-1].number if opened else 1
    by_hand = placed_by_hand(articles, rules=rules, lock=lock)
    return Lock(
        authority=lock.authority or authority,
        year=lock.year or (_year(opened[-1] if opened else None) if authority else 0),
        editions=opened,
        stories=remember(groups, ids=ids, slugs=slugs, lock=lock, number=number, placed=by_hand),
        articles=remember_articles(articles, present=present, revisions=revisions, lock=lock, number=number),
        pages=lock.pages,
        moved=moved_files(articles, lock),
    )


def _opened(articles: Iterable[Article], lock: Lock, zone: tzinfo, *, opening: bool) -> tuple[LockEdition, ...]:
    """The recorded editions, and a new one if unseen articles reach a new day, or one is asked for; none of nothing.

    What an edition held, and what is stored as it was then, opens no other one, so that a change of the zone leaves the
    editions as they were; an article that was dated anew in its file, or has a later version, may.
    """
    listed = list(articles)
    last_number = lock.editions[-1].number if lock.editions else 0
    held = {article for story in lock.stories for article, since in story.members if since <= last_number}
    as_then = {article.id: article.sha256 for article in lock.articles if article.id in held}
    unseen = (article for article in listed if as_then.get(article.id) != article.source.sha256)
    newest = max((day for article in unseen if (day := _trusted_day(article.published, zone))), default=None)
    if not lock.editions:
        return (LockEdition(number=1, date=newest),) if listed else ()
    last = lock.editions[-1]
    reached = newest is not None and (last.date is None or newest > last.date)
    if not reached and not (opening and listed):
        return lock.editions
    return (*lock.editions, LockEdition(number=last.number + 1, date=newest if reached else last.date))


def _trusted_day(published: Moment | None, zone: tzinfo) -> date | None:
    if published is None or published.doubt or published.origin is Origin.STORY:
        return None
    return published.day_in(zone)


def _year(opened: LockEdition | None) -> int:
    return opened.date.year if opened and opened.date else YEAR_OF_NO_DATE


@dataclass(frozen=True, slots=True, kw_only=True)
class _Maker:
    """What is the same for all stories of an edition."""

    news: Newsdesk
    entries: Mapping[str, LockStory]
    parted: Mapping[str, tuple[str, tuple[str, ...]]]
    placing: Placing
    outcome: Outcome
    ids: tuple[str, ...]
    relations: Relations

    def story(self, index: int, told: Told) -> Story:
        entry = self.entries[self.ids[index]]
        ids, editions = told.group.ids, dict(entry.members)
        since = {article: min(editions[article], self.news.number) for article in ids}
        if headline := self.placing.headlines.get(entry.id):
            told = altered(told, headline=headline)
        split_from, split_off = self.parted.get(entry.id, ("", ()))
        last = self.news.last(since)
        return Story(
            id=entry.id,
            slug=entry.slug,
            told=told,
            status=self.news.status(entry.first, since, last),
            first_edition=entry.first,
            new_articles=frozenset([article for article in ids if editions[article] == self.news.number]),
            brought=tuple(since.values()),
            threads=self._threads(index),
            pinned=entry.id in self.placing.pinned,
            notes=self.placing.notes.get(entry.id, ()),
            decisions=tuple([one.text for one in self.outcome.decisions if not one.articles.isdisjoint(ids)]),
            split_from=split_from,
            split_off=split_off,
            topics=(),
            update_key=self.news.update_key(since, last),
            update=self.news.update(since, last, told),
        )

    def _threads(self, index: int) -> tuple[Thread, ...]:
        threads = [
            Thread(story=self.ids[other], relation=relation, shared=shared)
            for other, relation, shared in self.relations[index]
            if self.ids[other] not in self.placing.hidden
        ]
        return tuple(sorted(threads, key=lambda thread: thread.relation is not Relation.EARLIER))


def _pin(story: Story, placing: Placing) -> int:
    """The place that an editor gave it; the others come after."""
    return placing.pinned.index(story.id) if story.pinned else len(placing.pinned)


def _shown_revisions(revisions: Sequence[Revision], stories: Sequence[Story]) -> Iterable[Revision]:
    """Those of articles that readers see: what editors left out stays out."""
    shown = {article for story in stories for article in story.told.group.ids}
    return (revision for revision in revisions if revision.newer.id in shown)


def _shown_people(people: People, stories: Sequence[Story]) -> Iterable[Person]:
    """The people of this edition's stories, with what its articles say of them."""
    shown = {member.analysis.article.id for story in stories for member in story.members}
    for person in people.people:
        if shown.issuperset(person.articles):  # and so are those of the roles
            yield person
        elif articles := tuple(article for article in person.articles if article in shown):
            yield replace(
                person, articles=articles, roles=tuple(role for role in person.roles if role.article in shown)
            )


def _parted(entries: Mapping[str, LockStory], shown: Collection[str]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """By story of this edition: that of this edition that it was a part of, or "", and those that were parts of it."""
    wholes: dict[str, str] = {}
    parts: dict[str, list[str]] = defaultdict(list)
    for part in sorted(shown):
        whole = entries[part].split_from and final(entries[entries[part].split_from], entries).id
        if whole in shown and whole != part:
            wholes[part] = whole
            parts[whole].append(part)
    return {story: (wholes.get(story, ""), tuple(parts.get(story, ()))) for story in wholes.keys() | parts.keys()}


def _redirects(entries: Mapping[str, LockStory], shown: set[str]) -> Iterable[Redirect]:
    """Addresses that lead to stories of this edition."""
    for story in entries.values():
        target = final(story, entries)
        if story.merged_into and target.id in shown:
            yield Redirect(slug=story.slug, story=target.id)
