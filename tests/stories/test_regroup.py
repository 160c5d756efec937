"""Merged, moved and split stays so through rebuilds with changing content, or the editor is told."""

import math
from collections.abc import Sequence

import pytest
from stories.build import make_article, make_group, make_told, maker_of

from digest.editorial import Rule, RuleKind, Rules
from digest.lock import Lock
from digest.nouns import Article, Group, Member, Origin
from digest.reading import analyse
from digest.stories import grouping
from digest.stories.edition import record
from digest.stories.identity import settle
from digest.stories.regroup import regroup
from digest.stories.rules import Outcome


def rule(kind: RuleKind, *subjects: str, to: str = "", quote: str = "", line: int = 1) -> Rule:
    return Rule(kind=kind, line=line, subjects=subjects, to=to, quote=quote, by="Nadia", because="a reason")


def rules(*given: Rule) -> Rules:
    return Rules(rules=given)


def articles(names: str) -> list[Article]:
    return [make_article(name, day=f"2025-02-{1 + ord(name) - ord('a'):02}") for name in names]


class Desk:
    """A digest that is built again and again under the same rules."""

    def __init__(self, *given: Rule) -> None:
        self.rules = rules(*given)
        self.lock = Lock()
        self.outcome = Outcome()
        self.by_hand = set[str]()

    def build(self, *parts: str) -> dict[str, str]:
        """Group as the machine would (each part a group), apply the rules; story ids by part."""
        found = [make_group(*articles(part)) for part in parts]
        groups, self.outcome = regroup(found, rules=self.rules, lock=self.lock, made=maker_of(found))
        self.by_hand = {one.analysis.article.id for group in groups for one in group.members if one.by_hand}
        ids = settle(groups, lock=self.lock)
        told = [make_told(group, headline=f"About {group.ids[0]}") for group in groups]
        sources = [member.analysis.article for group in groups for member in group.members]
        self.lock = record(told, ids=ids, articles=sources, lock=self.lock, authority="")
        return {"".join(sorted(group.ids)): story for group, story in zip(groups, ids, strict=True)}

    def slug(self, story: str) -> str:
        return self.lock.by_id()[story].slug


def test_merged_stories_stay_one_through_rebuilds_with_changing_content() -> None:
    desk = Desk()
    found = desk.build("ab", "cd", "x")
    desk.rules = rules(rule(RuleKind.MERGE, desk.slug(found["ab"]), found["cd"]))
    for parts, merged in [
        (("ab", "cd", "x"), "abcd"),
        (("abe", "cd", "x"), "abcde"),
        (("be", "cdfgh", "x"), "bcdefgh"),
        (("b", "d", "fgh", "xy"), "bdfgh"),
    ]:
        found = desk.build(*parts)
        assert merged in found
        assert len(desk.outcome.decisions) == 1
        assert not desk.outcome.unmatched
    assert len({story.id for story in desk.lock.stories if not story.merged_into}) == 2


@pytest.mark.parametrize("second", [("ef", "cd"), ("cd", "ef"), ("ab", "ef"), ("ef", "ab")])
@pytest.mark.parametrize("first", [("ab", "cd"), ("cd", "ab")])
def test_two_merges_with_a_story_in_common_stay_two_decisions_and_one_is_taken_back_without_the_other(
    first: tuple[str, str], second: tuple[str, str]
) -> None:
    desk = Desk()
    found = desk.build("ab", "cd", "ef", "x")
    one, other = (rule(RuleKind.MERGE, *(found[part] for part in parts)) for parts in (first, second))
    desk.rules = rules(one, other)
    desk.build("ab", "cd", "ef", "x")
    decided = desk.outcome
    assert len(decided.decisions) == 2
    for parts in (("ab", "cd", "ef", "x"), ("abg", "cd", "ef", "x"), ("abg", "cdh", "efi", "x")):
        assert "".join(sorted("".join(parts[:3]))) in desk.build(*parts)
        assert [one.did for one in desk.outcome.decisions] == [one.did for one in decided.decisions]
    desk.rules = rules(one)
    assert set(desk.build("abg", "cdh", "efi", "x")) == {"abcdgh", "efi", "x"}
    assert set(desk.build("abg", "cdh", "efi", "x")) == {"abcdgh", "efi", "x"}


def test_a_merge_takes_no_story_along_that_holds_one_article_of_it() -> None:
    desk = Desk()
    found = desk.build("ab", "cd", "xyz")
    desk.rules = rules(rule(RuleKind.MERGE, found["ab"], found["cd"]))
    assert set(desk.build("a", "cd", "bxyz")) == {"acd", "bxyz"}


def test_a_merge_reaches_a_story_through_one_that_had_become_part_of_it() -> None:
    desk = Desk()
    found = desk.build("a", "b", "cd")
    joined = desk.build("abef", "cd")
    merged = next(story for story in ("a", "b") if found[story] != joined["abef"])
    desk.rules = rules(rule(RuleKind.MERGE, found[merged], found["cd"]))
    assert set(desk.build("ef", "cd")) == {"cdef"}


def test_a_merge_that_the_machine_makes_itself_is_no_decision_any_more() -> None:
    desk = Desk()
    found = desk.build("ab", "cd")
    desk.rules = rules(rule(RuleKind.MERGE, found["ab"], found["cd"]))
    desk.build("abcd")
    assert desk.outcome == Outcome()


def test_merging_stories_that_are_gone_or_unknown_is_told() -> None:
    desk = Desk()
    found = desk.build("a", "b", "c")
    near = desk.slug(found["a"])[:-1]
    desk.rules = rules(rule(RuleKind.MERGE, found["a"], found["b"]), rule(RuleKind.MERGE, near, found["c"]))
    desk.build("c")
    assert [line.split(": ", 1)[1] for line in desk.outcome.unmatched] == [
        "the articles of these stories are gone",
        f"there is no story “{near}”, did you mean {desk.slug(found['a'])}?",
    ]


def test_a_moved_article_stays_moved_through_rebuilds_with_changing_content() -> None:
    desk = Desk()
    found = desk.build("abc", "xy")
    desk.rules = rules(rule(RuleKind.MOVE, "c.txt", to=desk.slug(found["xy"])))
    for parts, wanted in [
        (("abc", "xy"), {"ab": found["abc"], "cxy": found["xy"]}),
        (("abcd", "xyz"), {"abd": found["abc"], "cxyz": found["xy"]}),
        (("abd", "cxz"), {"abd": found["abc"], "cxz": found["xy"]}),
        (("abcd", "z"), {"abd": found["abc"], "cz": found["xy"]}),
        (("abcd",), {"abd": found["abc"], "c": found["xy"]}),
    ]:
        assert desk.build(*parts) == wanted
    assert [decision.text for decision in desk.outcome.decisions] == [
        f"Nadia moved c.txt to the story “{desk.slug(found['xy'])}”: a reason"
    ]


def test_moving_the_only_article_of_a_story_leaves_an_address_that_leads_on() -> None:
    desk = Desk()
    found = desk.build("a", "xy")
    desk.rules = rules(rule(RuleKind.MOVE, "a", to=found["xy"]))
    for _ in range(3):
        assert desk.build("a", "xy") == {"axy": found["xy"]}
    assert desk.lock.by_id()[found["a"]].merged_into == found["xy"]


def test_split_articles_stay_a_story_of_their_own_through_rebuilds_with_changing_content() -> None:
    desk = Desk()
    found = desk.build("abcd")
    desk.rules = rules(rule(RuleKind.SPLIT, "c", "d.txt"))
    second = desk.build("abcd")
    assert second["ab"] == found["abcd"]
    for parts, rest in [(("abcde",), "abe"), (("bcde",), "be"), (("e", "cdfg"), "efg")]:
        third = desk.build(*parts)
        assert third["cd"] == second["cd"]
        assert set("".join(third)) == {*rest, "c", "d"}


def test_a_split_names_the_articles_that_are_gone_and_acts_on_the_rest() -> None:
    desk = Desk(rule(RuleKind.SPLIT, "b", "gone.txt"))
    assert set(desk.build("ab")) == {"a", "b"}
    assert len(desk.outcome.decisions) == len(desk.outcome.unmatched) == 1
    assert "gone.txt" in desk.outcome.unmatched[0]


def test_groups_that_no_rule_touches_are_the_same_objects() -> None:
    groups = [make_group(*articles("ab")), make_group(*articles("xy"))]
    found, _ = regroup(groups, rules=rules(rule(RuleKind.SPLIT, "y")), lock=Lock(), made=maker_of(groups))
    assert found[0] is groups[0]
    assert [group.ids for group in found] == [("a", "b"), ("x",), ("y",)]


def test_what_editors_put_somewhere_is_marked_and_its_company_is_not() -> None:
    desk = Desk()
    found = desk.build("abc", "xy", "k", "mn")
    desk.rules = rules(
        rule(RuleKind.MOVE, "c", to=found["xy"]),
        rule(RuleKind.MERGE, found["k"], found["mn"]),
        rule(RuleKind.SPLIT, "b"),
    )
    assert set(desk.build("abc", "xy", "k", "mn")) == {"a", "b", "cxy", "kmn"}
    assert desk.by_hand == {"b", "c", "k"}
    desk.build("a", "b", "cxy", "kmn")
    assert desk.by_hand == set(), "the machine's own stories"


BRIDGE = "The Skelby bridge was opened by Tavira Lund, and a crowd of islanders walked over it to the harbour."
TOLL = (
    "Tavira Lund told islanders on the Skelby bridge that its toll will double, and fishermen at the harbour objected."
)
HARVEST = "Farmers around Ostrava expect the best plum harvest in a decade, growers of the Quiroz cooperative said."

FROST = "Frost in April had spared the orchards, and pickers from three valleys will come to the terraces in August"


def moved(*given: Article, name: str = "u", to: str = "k") -> dict[str, Member]:
    """All members by id, after an article was moved to the story of another one, with the evidence of the machine."""
    found = grouping(analyse(given))
    ids = settle(found.groups, lock=Lock())
    told = [make_told(group) for group in found.groups]
    lock = record(told, ids=ids, articles=given, lock=Lock(), authority="")
    (home,) = (story for story, group in zip(ids, found.groups, strict=True) if to in group.ids)
    given_rules = rules(rule(RuleKind.MOVE, name, to=home))
    groups, _ = regroup(found.groups, rules=given_rules, lock=lock, made=found.compared.group)
    again, _ = regroup(groups, rules=given_rules, lock=lock, made=found.compared.group)
    assert again == groups
    return {member.analysis.article.id: member for group in groups for member in group.members}


def test_a_moved_article_shows_what_it_really_shares_with_its_new_story_and_with_the_one_that_it_left() -> None:
    members = moved(
        make_article("a", BRIDGE, day="2025-02-24"),
        make_article("k", f"{HARVEST} {FROST}, even at the harbour.", day="2025-02-24"),
        make_article("u", TOLL, day="2025-02-24"),
    )
    evidence = members["u"].evidence
    assert (members["u"].by_hand, evidence.best, evidence.nearest_other) == (True, "k", "a")
    assert "harbour" in {shared.term for shared in evidence.shared}
    assert 0 < evidence.score == pytest.approx(math.fsum(shared.weight for shared in evidence.shared))
    assert evidence.score < evidence.nearest_other_score
    assert (members["k"].by_hand, members["k"].evidence.best) == (False, "u")
    assert (members["a"].evidence.best, members["a"].evidence.score) == ("", 0.0)
    assert members["a"].evidence.nearest_other == "u"


def test_what_shares_nothing_with_its_new_story_says_so() -> None:
    evidence = moved(make_article("u", BRIDGE), make_article("k", HARVEST))["u"].evidence
    assert (evidence.best, evidence.score, evidence.shared) == ("", 0.0, ())


def test_copies_and_retellings_are_found_anew_in_new_company() -> None:
    text = f"{TOLL} {BRIDGE} The mayor of the islands spoke for an hour, then the band of the fire brigade played on."
    given = [make_article(name, text, day=f"2025-02-{day}") for name, day in (("a", "01"), ("k", "20"), ("u", "02"))]
    found = grouping(analyse(given))
    assert [group.ids for group in found.groups] == [("a", "u", "k")]
    groups, _ = regroup(
        found.groups, rules=rules(rule(RuleKind.SPLIT, "k", "u")), lock=Lock(), made=found.compared.group
    )
    assert [[member.text_group for member in group.members] for group in groups] == [["a"], ["u", "u"]]
    assert [group.independent_texts for group in groups] == [1, 1]


@pytest.mark.parametrize(
    ("harbour", "day", "says"),
    [(", even at the harbour", 25, "matches best"), ("", 24, "earliest")],
    ids=["of the article that it is likest to", "else of the earliest"],
)
def test_an_undated_article_that_is_moved_takes_a_day_of_its_new_story(harbour: str, day: int, says: str) -> None:
    published = moved(
        make_article("a", TOLL, day="2025-02-01"),
        make_article("u", TOLL.replace("objected", "protested")),
        make_article("k", f"{HARVEST} {FROST}.", day="2025-02-24"),
        make_article("l", f"{HARVEST} {FROST}{harbour}.", day="2025-02-25"),
    )["u"].published
    assert published is not None
    assert (published.day.day, published.origin) == (day, Origin.STORY)
    assert says in published.evidence


def test_an_article_without_dated_company_has_no_date() -> None:
    found = grouping(analyse([make_article("a", TOLL, day="2025-02-01"), make_article("u", TOLL)]))
    assert [group.ids for group in found.groups] == [("a", "u")]
    groups, _ = regroup(found.groups, rules=rules(rule(RuleKind.SPLIT, "u")), lock=Lock(), made=found.compared.group)
    assert [member.published is None for group in groups for member in group.members] == [False, True]


def test_regrouping_does_not_depend_on_the_order_of_members_and_groups() -> None:
    desk = Desk()
    found = desk.build("abc", "xy", "m")
    given = rules(
        rule(RuleKind.MOVE, "c", to=found["xy"]),
        rule(RuleKind.MERGE, found["m"], found["abc"]),
        rule(RuleKind.SPLIT, "y"),
    )

    def sets(groups: Sequence[Group]) -> set[frozenset[str]]:
        made = maker_of(groups)
        return {frozenset(group.ids) for group in regroup(groups, rules=given, lock=desk.lock, made=made)[0]}

    groups = [make_group(*articles(part)) for part in ("abc", "xy", "m")]
    assert sets(groups) == sets(groups[::-1]) == {frozenset("abm"), frozenset("cx"), frozenset("y")}
