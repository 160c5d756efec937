"""Merged, moved and split stays so through rebuilds with changing content, or the editor is told."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from stories.build import make_analysis, make_article, make_group, make_member, make_moment, make_told

from digest.editorial import Rule, RuleKind, Rules
from digest.lock import Lock
from digest.nouns import Article, Group, Member, Origin
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

    def build(self, *parts: str) -> dict[str, str]:
        """Group as the machine would (each part a group), apply the rules; story ids by part."""
        groups, self.outcome = regroup(
            [make_group(*articles(part)) for part in parts], rules=self.rules, lock=self.lock
        )
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
    found, _ = regroup(groups, rules=rules(rule(RuleKind.SPLIT, "y")), lock=Lock())
    assert found[0] is groups[0]
    assert [group.ids for group in found] == [("a", "b"), ("x",), ("y",)]


def test_what_was_known_through_an_article_that_left_is_taken_back() -> None:
    first, copy, late = (make_analysis(article) for article in articles("abc"))
    undated = make_analysis(make_article("u"))
    inferred = make_moment("2025-02-11", origin=Origin.STORY)
    group = make_group(
        make_member(first, retells="u"),
        make_member(copy, text_group="a", best="a"),
        make_member(late, text_group="a", best="b"),
        make_member(undated, best="a", published=inferred, retells="a"),
    )
    found, _ = regroup([group], rules=rules(rule(RuleKind.SPLIT, "b", "c", "u")), lock=Lock())
    (alone, split) = found
    assert alone.ids == ("a",)
    assert split.ids == ("b", "u", "c")
    assert [member.text_group for member in split.members] == ["b", "u", "b"]
    assert split.independent_texts == 1
    assert [member.retells for member in split.members] == ["", "b", ""], "what it retold is told by a copy now"
    assert alone.members[0].retells == "", "what it retold is gone"
    assert [member.evidence.best for member in split.members] == ["", "", "b"]


def undated(best: str = "", nearest: str = "", day: str = "") -> Member:
    member = make_member(make_analysis(make_article("u")), best=best)
    evidence = replace(member.evidence, nearest_other=nearest)
    return replace(member, evidence=evidence, published=make_moment(day, origin=Origin.STORY) if day else None)


@pytest.mark.parametrize(
    ("moved", "day"),
    [
        (undated(best="a", nearest="y", day="2025-02-01"), "2025-02-25"),
        (undated(best="a", nearest="a", day="2025-02-01"), "2025-02-24"),
        (undated(), "2025-02-24"),
    ],
    ids=["of the article that it is nearest to", "else of the earliest", "also where it had none"],
)
def test_an_undated_article_that_is_moved_takes_a_day_of_its_new_story(moved: Member, day: str) -> None:
    desk = Desk()
    found = desk.build("a", "xy")
    groups = [make_group(make_analysis(articles("a")[0]), moved), make_group(*articles("xy"))]
    given = rules(rule(RuleKind.MOVE, "u", to=found["xy"]))
    (left, grown), _ = regroup(groups, rules=given, lock=desk.lock)
    assert left.ids == ("a",)
    (member,) = (one for one in grown.members if one.analysis.article.id == "u")
    assert member.published is not None
    assert (member.published.day.isoformat(), member.published.origin) == (day, Origin.STORY)
    again, _ = regroup([left, grown], rules=given, lock=desk.lock)
    assert again == (left, grown)


def test_an_article_without_dated_company_has_no_date() -> None:
    groups = [make_group(make_analysis(articles("a")[0]), undated(best="a", day="2025-02-01"))]
    found, _ = regroup(groups, rules=rules(rule(RuleKind.SPLIT, "u")), lock=Lock())
    assert found[1].members[0].published is None


def test_a_date_goes_with_the_article_that_it_was_taken_from() -> None:
    group = make_group(*(make_analysis(article) for article in articles("ab")), undated(best="b", day="2025-02-02"))
    found, _ = regroup([group], rules=rules(rule(RuleKind.SPLIT, "b")), lock=Lock())
    assert [member.published.day.day for one in found for member in one.members if member.published] == [1, 1, 2]


def test_regrouping_does_not_depend_on_the_order_of_members_and_groups() -> None:
    desk = Desk()
    found = desk.build("abc", "xy", "m")
    given = rules(
        rule(RuleKind.MOVE, "c", to=found["xy"]),
        rule(RuleKind.MERGE, found["m"], found["abc"]),
        rule(RuleKind.SPLIT, "y"),
    )

    def sets(groups: Sequence[Group]) -> set[frozenset[str]]:
        return {frozenset(group.ids) for group in regroup(groups, rules=given, lock=desk.lock)[0]}

    groups = [make_group(*articles(part)) for part in ("abc", "xy", "m")]
    assert sets(groups) == sets(groups[::-1]) == {frozenset("abm"), frozenset("cx"), frozenset("y")}
