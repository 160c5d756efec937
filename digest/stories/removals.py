"""Take-down: what a removed article leaves in the rules, in the lock and in past editions, without a word of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from digest.editorial import Rule, RuleKind, Rules
from digest.lock import Lock, LockPerson, LockStory, concealed
from digest.nouns import EditionRecord, OutletRecord, QuoteRecord, Removal, SentenceRecord, StoryRecord
from digest.stories.decisions import Outcome, decided, removing, unmatched
from digest.stories.forms import full_names
from digest.stories.identity import final
from digest.stories.people import People

_OF_ARTICLES = {RuleKind.EXCLUDE, RuleKind.MOVE, RuleKind.SPLIT, RuleKind.SPEAKER}


def take_down(
    rules: Rules, removals: Sequence[Removal], ids: Mapping[str, str], *, lock: Lock
) -> tuple[Rules, Outcome]:
    """The rules without what they say of removed articles, and what the `remove` rules did.

    `ids` are those of removed articles by whatever rules may call them. A decision shows with the other articles of the
    stories that the removed ones were in.
    """
    if not rules.of(RuleKind.REMOVE):
        return rules, Outcome()
    outcome, gone = Outcome(), {one.article: one for one in removals}
    beside = _beside(lock)
    kept: list[Rule] = []
    for rule in rules.rules:
        if rule.kind is RuleKind.REMOVE:
            named = [ids.get(subject.removeprefix("./"), "") for subject in rule.subjects]
            found = [gone[one] for one in dict.fromkeys(named) if one]
            if found:
                others = frozenset(other for one in found for other in beside.get(one.article, ()))
                words = removing(len(found), tuple(dict.fromkeys(one.outlet for one in found if one.outlet)))
                outcome += decided(rule, (words,), others - gone.keys())
            if len(found) < len(set(named)) or "" in named:
                outcome += unmatched(rule, "an article that it names is not known here; it stays out if it comes")
        elif rule.kind in _OF_ARTICLES and any(subject.removeprefix("./") in ids for subject in rule.subjects):
            outcome += unmatched(rule, "an article that it names has been removed")
            subjects = tuple(subject for subject in rule.subjects if subject.removeprefix("./") not in ids)
            kept += [replace(rule, subjects=subjects)] if subjects else []
        else:
            kept.append(rule)
    return Rules(rules=tuple(kept)), outcome


def emptied(lock: Lock, absent: Collection[str], removals: Sequence[Removal]) -> tuple[tuple[str, str], ...]:
    """Those of the `absent` stories (last parts of addresses) that lost a removed article, each with the reason."""
    gone, entries = {one.article: one for one in removals}, lock.by_id()
    lost = {}
    for story in lock.stories:
        both = (*story.members, *final(story, entries).members)
        found = [gone[article] for article, _ in both if article in gone]
        if found and story.slug in absent:
            lost[story.slug] = found[0].because
    return tuple(sorted(lost.items()))


def forget_people(lock: Lock, people: People, removals: Sequence[Removal]) -> Lock:
    """The lock without the names that nobody prints any more and that came with removed articles.

    The lock does not say which article gave a name. So one goes that no article of the digest prints now, where it is a
    name of somebody who is still there, or of somebody whom an edition brought that brought a removed article: a name
    too many that is forgotten comes back with the next article that prints it.
    """
    gone = frozenset(one.article for one in removals)
    editions = {since for story in lock.stories for article, since in story.members if article in gone}
    editions |= {one.changed for one in lock.articles if one.id in gone and one.changed}
    if not editions:
        return lock
    printed = {key for person in people.people for key in full_names([person.name, *person.forms])}
    shown = {article for person in people.people for article in person.articles}
    kept = [one for entry in lock.people if (one := _without(entry, printed, shown, editions, gone))]
    there = {entry.id for entry in kept}
    return replace(
        lock, people=tuple(one if one.merged_into in there else replace(one, merged_into="") for one in kept)
    )


def _without(
    entry: LockPerson,
    printed: Collection[str],
    shown: Collection[str],
    editions: Collection[int],
    gone: frozenset[str],
) -> LockPerson | None:
    """The entry without names that are to be forgotten; None where none is left."""
    if entry.articles:
        lost = gone.intersection(entry.articles) and not set(shown).intersection(entry.articles)
        return None if lost else replace(entry, articles=tuple(one for one in entry.articles if one not in gone))
    known = full_names(entry.names)
    names = tuple(sorted(name for key, name in known.items() if key in printed))
    if names:
        return replace(entry, names=names) if len(names) < len(known) else entry
    return None if entry.first in editions else entry


def conceal(lock: Lock, removals: Sequence[Removal]) -> Lock:
    """The lock with the names of removed articles' files made unreadable: they are often made of headlines."""
    gone = {one.article for one in removals}
    return replace(
        lock,
        articles=tuple(replace(one, path=concealed(one.path)) if one.id in gone else one for one in lock.articles),
        moved=tuple(sorted((concealed(name) if one in gone else name, one) for name, one in lock.moved)),
    )


def redacted(record: EditionRecord, removals: Sequence[Removal], files: Collection[str]) -> EditionRecord:
    """The record of an edition without any word of removed articles; places and counts stay.

    `files` are names of their files, which stand where an outlet is unknown.
    """
    gone = {one.article: one for one in removals}
    return replace(record, stories=tuple(_redacted(story, gone, files) for story in record.stories))


def _redacted(story: StoryRecord, gone: Mapping[str, Removal], files: Collection[str]) -> StoryRecord:
    if gone.keys().isdisjoint((story.headline_article, *story.articles, *(one.article for one in story.passages))):
        return story
    return replace(
        story,
        headline="" if story.headline_article in gone else story.headline,
        sentences=tuple(_sentence(one, files) if one.words.article in gone else one for one in story.sentences),
        quotes=tuple(_quote(one, files) if one.article in gone else one for one in story.quotes),
        outlets=tuple(
            one
            if gone.keys().isdisjoint(one.articles)
            else OutletRecord(name=_name(one.name, files), articles=one.articles)
            for one in story.outlets
        ),
    )


def _sentence(one: SentenceRecord, files: Collection[str]) -> SentenceRecord:
    return replace(one, words=replace(one.words, text=""), outlet=_name(one.outlet, files), link="")


def _quote(one: QuoteRecord, files: Collection[str]) -> QuoteRecord:
    parts = tuple(replace(part, text="") for part in one.parts)
    return replace(one, parts=parts, speaker="", role="", outlet=_name(one.outlet, files), link="")


def _name(outlet: str, files: Collection[str]) -> str:
    return "" if outlet in files else outlet


def _beside(lock: Lock) -> dict[str, frozenset[str]]:
    """By article, all articles of its story."""
    entries = lock.by_id()
    homes: dict[str, frozenset[str]] = {}
    for story in lock.stories:
        whole = _members(final(story, entries))
        homes |= {article: homes.get(article, frozenset()) | whole for article in _members(story)}
    return homes


def _members(story: LockStory) -> frozenset[str]:
    return frozenset(article for article, _ in story.members)


def removed_from(story: LockStory | None, number: int, removals: Iterable[Removal]) -> tuple[Removal, ...]:
    """The removed articles that a story had in an edition."""
    since = dict(story.members) if story else {}
    return tuple(one for one in removals if since.get(one.article, number + 1) <= number)
