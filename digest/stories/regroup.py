"""Groups as editors want them: stories merged, articles moved, articles split off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from digest.editorial import Rule, RuleKind, Rules
from digest.lock import Lock
from digest.nouns import Group, Member, Moment, Named, Origin, Precision
from digest.stories.decisions import Outcome, articles_in, decided, files_of, merging, unmatched
from digest.stories.identity import final, story_named
from digest.stories.rules import article_names, file_names, known_articles, known_story, placed_by_hand

Parts = list[frozenset[str]]


def regroup(groups: Sequence[Group], *, rules: Rules, lock: Lock) -> tuple[tuple[Group, ...], Outcome]:
    """Apply the `merge`, `move` and `split` rules, in the order of their file.

    Groups that no rule touches are returned as they are. In the others, evidence and copies that named an article which
    is no longer in the group are taken back, and dates are inferred anew from the dated members that are there. The
    groups keep their order; a new one stands where the first of its articles stood.
    """
    acting = rules.of(RuleKind.MERGE, RuleKind.MOVE, RuleKind.SPLIT)
    if not acting:
        return tuple(groups), Outcome()
    table = _Table.of(groups, rules, lock)
    outcome = Outcome()
    for rule in acting:
        table, done = _APPLY[rule.kind](table, rule)
        outcome += done
    return tuple(_rebuilt(groups, table)), outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """The groups as sets of article ids, between two rules."""

    parts: tuple[frozenset[str], ...]
    names: dict[str, str]  # article ids by path, former path and id
    files: dict[str, str]  # paths by article id
    lock: Lock
    handled: frozenset[str]  # articles that rules move or split: the machine's place for them is no sign of a story
    recorded: frozenset[str]

    @classmethod
    def of(cls, groups: Sequence[Group], rules: Rules, lock: Lock) -> "_Table":
        articles = [member.analysis.article for group in groups for member in group.members]
        return cls(
            parts=tuple(frozenset(group.ids) for group in groups),
            names=article_names(articles, lock),
            files=file_names(articles),
            lock=lock,
            handled=placed_by_hand(articles, rules=rules, lock=lock),
            recorded=frozenset(article for story in lock.stories for article, _ in story.members),
        )

    def members(self, reference: str) -> frozenset[str]:
        """The articles of a recorded story, and of the one that it was merged into."""
        story = story_named(reference, self.lock)
        if story is None:
            return frozenset()
        both = (*story.members, *final(story, self.lock.by_id()).members)
        return frozenset(article for article, _ in both) - self.handled


def _merge(table: _Table, rule: Rule) -> tuple[_Table, Outcome]:
    missing = Outcome()
    for reference in rule.subjects:
        missing += known_story(rule, reference, table.lock)[1]
    if missing.unmatched:
        return table, missing
    wanted = frozenset().union(*(table.members(reference) for reference in rule.subjects))
    chosen = [part for part in table.parts if _mostly(part & table.recorded - table.handled, wanted)]
    if not chosen:
        return table, unmatched(rule, "the articles of these stories are gone")
    if len(chosen) == 1:
        return table, Outcome()
    merged = frozenset().union(*chosen)
    parts = [merged if part == chosen[0] else part for part in table.parts if part not in chosen[1:]]
    slugs = [story.slug for reference in rule.subjects if (story := story_named(reference, table.lock))]
    did, plain = merging(rule, slugs)
    return replace(table, parts=tuple(parts)), decided(rule, did, merged, plain=plain)


def _mostly(articles: frozenset[str], wanted: frozenset[str]) -> bool:
    return 2 * len(articles & wanted) > len(articles)


def _move(table: _Table, rule: Rule) -> tuple[_Table, Outcome]:
    found, outcome = known_articles(rule, table.names)
    story, missing = known_story(rule, rule.to, table.lock)
    if story is None or not found:
        return table, outcome + missing
    wanted = table.members(rule.to)
    homes = [part for part in table.parts if part & wanted]
    home = min(homes, key=lambda part: (-len(part & wanted), min(part)), default=found)
    if found <= home and home in table.parts:
        return table, outcome
    parts = [part | found if part == home else part - found for part in table.parts]
    if home not in table.parts:
        parts.append(found)
    did = ("moved ", *articles_in(rule, table.names), " to the story ", Named(name=rule.to, slug=story.slug))
    moved = replace(table, parts=tuple(part for part in parts if part))
    left = frozenset().union(*(part for part in table.parts if part & found))
    files = files_of(rule, table.names, table.files)
    return moved, outcome + decided(rule, did, home | left, files=files)


def _split(table: _Table, rule: Rule) -> tuple[_Table, Outcome]:
    found, outcome = known_articles(rule, table.names)
    if not found or found in table.parts:
        return table, outcome
    left = frozenset().union(*(part for part in table.parts if part & found))
    parts = [part - found for part in table.parts if part - found]
    did = ("made a story of its own of ", *articles_in(rule, table.names))
    files = files_of(rule, table.names, table.files)
    return replace(table, parts=(*parts, found)), outcome + decided(rule, did, left, files=files)


_APPLY = {RuleKind.MERGE: _merge, RuleKind.MOVE: _move, RuleKind.SPLIT: _split}


def _rebuilt(groups: Sequence[Group], table: _Table) -> list[Group]:
    same = {frozenset(group.ids): group for group in groups}
    members = {member.analysis.article.id: member for group in groups for member in group.members}
    rank = {article: index for index, article in enumerate(members)}
    parts = sorted(table.parts, key=lambda part: min(rank[article] for article in part))
    return [same.get(part) or _group([members[article] for article in part]) for part in parts]


def _group(members: Sequence[Member]) -> Group:
    known = sorted((member for member in members if _own(member)), key=_order)
    dated = sorted((_dated(member, known) for member in members), key=_order)
    ids = [member.analysis.article.id for member in dated]
    first_of: dict[str, str] = {}
    for member in dated:
        own = member.text_group if member.text_group in ids else member.analysis.article.id
        first_of.setdefault(member.text_group, own)
    return Group(members=tuple(_consistent(member, frozenset(ids), first_of) for member in dated))


def _own(member: Member) -> bool:
    """Whether an article states a day that others can take."""
    moment = member.analysis.article.published
    return moment is not None and not moment.doubt


def _dated(member: Member, known: Sequence[Member]) -> Member:
    """The member with its own date, or the day of a dated member: one that it is known to match, else the earliest.

    `known`: the members with a date of their own, earliest first.
    """
    if member.analysis.article.published is not None:
        return member
    days = {moment.day: one for one in reversed(known) if (moment := one.analysis.article.published)}
    if member.published is not None and member.published.day in days:
        return member
    matched = (member.evidence.best, member.evidence.nearest_other)
    by_id = {one.analysis.article.id: one for one in known}
    nearest = next((by_id[article] for article in matched if article in by_id), next(iter(known), None))
    if nearest is None or nearest.published is None:
        return replace(member, published=None)
    evidence = f"the day of a dated article of the story that an editor put it into, of {len(known)}"
    at = datetime.combine(nearest.published.day, time.min, UTC)
    moment = Moment(at=at, precision=Precision.DAY, origin=Origin.STORY, evidence=evidence)
    return replace(member, published=moment)


def _order(member: Member) -> tuple[bool, float, str]:
    at = member.published.at.timestamp() if member.published else 0.0
    return member.published is None, at, member.analysis.article.id


def _consistent(member: Member, ids: frozenset[str], first_of: Mapping[str, str]) -> Member:
    evidence = member.evidence
    if evidence.best not in ids:
        evidence = replace(evidence, best="", score=0.0, shared=())
    if evidence.nearest_other in ids:
        evidence = replace(evidence, nearest_other="", nearest_other_score=0.0)
    return replace(
        member, evidence=evidence, text_group=first_of[member.text_group], retells=first_of.get(member.retells, "")
    )
