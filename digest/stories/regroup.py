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
    stands_for: dict[str, frozenset[str]]  # by article: the recorded stories that it is here for, see _stories_of
    placed: frozenset[str] = frozenset()  # articles that a rule put where they are

    @classmethod
    def of(cls, groups: Sequence[Group], rules: Rules, lock: Lock) -> "_Table":
        articles = [member.analysis.article for group in groups for member in group.members]
        parts = tuple(frozenset(group.ids) for group in groups)
        return cls(
            parts=parts,
            names=article_names(articles, lock),
            files=file_names(articles),
            lock=lock,
            handled=placed_by_hand(articles, rules=rules, lock=lock),
            recorded=frozenset(article for story in lock.stories for article, _ in story.members),
            stands_for=_stories_of(parts, lock),
        )

    def members(self, reference: str) -> frozenset[str]:
        """The articles that stand for a recorded story; without any, those of the one that it was merged into."""
        story = story_named(reference, self.lock)
        if story is None:
            return frozenset()
        found = frozenset(article for article, stories in self.stands_for.items() if story.id in stories)
        if not found - self.handled:
            found = frozenset(article for article, _ in final(story, self.lock.by_id()).members)
        return found - self.handled


def _stories_of(parts: Sequence[frozenset[str]], lock: Lock) -> dict[str, frozenset[str]]:
    """By article: the recorded stories that its part of the machine's is here for.

    What a rule merged is recorded as one story. Another rule that names this one must not count all of it as its own:
    it would act on what the first rule merged, and go on when that is taken back. So an article counts for the story
    that held it before others were merged with it, and one that came later for that of its company.
    """
    by_id, own = lock.by_id(), _own_story(lock)
    held: list[tuple[frozenset[str], str, frozenset[str]]] = []  # articles, the story they are now, those they were
    for part in parts:
        now: dict[str, set[str]] = {}
        for article in part & own.keys():
            now.setdefault(final(by_id[own[article]], by_id).id, set()).add(article)
        held += ((frozenset(some), story, frozenset(own[one] for one in some)) for story, some in now.items())
    apart = {story for _, story, were in held if were == {story}}
    return {
        article: were - {story} if story in apart and len(were) > 1 else were
        for some, story, were in held
        for article in some
    }


def _own_story(lock: Lock) -> dict[str, str]:
    """By recorded article: the story that held it first, the smallest of those that were merged one after the other."""
    own: dict[str, str] = {}
    for story in sorted(lock.stories, key=lambda one: (not one.merged_into, len(one.members), one.id)):
        for article, _ in story.members:
            own.setdefault(article, story.id)
    return own


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
    for_all = frozenset().union(*(table.stands_for.get(article, frozenset()) for article in merged - table.handled))
    stands_for = table.stands_for | dict.fromkeys(merged & table.stands_for.keys(), for_all)
    return replace(table, parts=tuple(parts), placed=merged_in, stands_for=stands_for), decided(
        rule, did, merged, plain=plain
    )


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
