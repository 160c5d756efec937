"""Groups as editors want them: stories merged, articles moved, articles split off."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from digest.editorial import Rule, RuleKind, Rules
from digest.lock import Lock
from digest.nouns import Group, Named
from digest.stories.decisions import Outcome, articles_in, decided, files_of, merging, unmatched
from digest.stories.evidence import in_order
from digest.stories.identity import final, story_named
from digest.stories.rules import article_names, file_names, known_articles, known_story, placed_by_hand

Maker = Callable[[frozenset[str], frozenset[str]], Group]  # of article ids, and of those that editors put there


def regroup(groups: Sequence[Group], *, rules: Rules, lock: Lock, made: Maker) -> tuple[tuple[Group, ...], Outcome]:
    """Apply the `merge`, `move` and `split` rules, in the order of their file.

    Groups that no rule touches are returned as they are. The others are `made` anew, of article ids and of those among
    them that editors put there: evidence, copies, retellings and inferred dates are those of the new company. Of a
    merged story these are the articles beside its largest part. Groups are in order of their first members.
    """
    acting = rules.of(RuleKind.MERGE, RuleKind.MOVE, RuleKind.SPLIT)
    if not acting:
        return tuple(groups), Outcome()
    table = _Table.of(groups, rules, lock)
    outcome = Outcome()
    for rule in acting:
        table, done = _APPLY[rule.kind](table, rule)
        outcome += done
    return _rebuilt(groups, table, made), outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """The groups as sets of article ids, between two rules."""

    parts: tuple[frozenset[str], ...]
    names: dict[str, str]  # article ids by path, former path and id
    files: dict[str, str]  # paths by article id
    lock: Lock
    handled: frozenset[str]  # articles that rules move or split: the machine's place for them is no sign of a story
    recorded: frozenset[str]
    placed: frozenset[str] = frozenset()  # articles that a rule put where they are

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
    largest: frozenset[str] = min(chosen, key=_largest_first)
    merged_in = table.placed | (merged - largest)
    return replace(table, parts=tuple(parts), placed=merged_in), decided(rule, did, merged, plain=plain)


def _largest_first(part: frozenset[str]) -> tuple[int, str]:
    return -len(part), min(part)


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
    moved = replace(table, parts=tuple(part for part in parts if part), placed=table.placed | (found - home))
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
    return replace(table, parts=(*parts, found), placed=table.placed | found), outcome + decided(
        rule, did, left, files=files
    )


_APPLY = {RuleKind.MERGE: _merge, RuleKind.MOVE: _move, RuleKind.SPLIT: _split}


def _rebuilt(groups: Sequence[Group], table: _Table, made: Maker) -> tuple[Group, ...]:
    same = {frozenset(group.ids): group for group in groups}
    return in_order([same.get(part) or made(part, table.placed & part) for part in table.parts])
