"""Which edition it is, what is new in it, in which order; and a rebuild that is equal."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import TypeAdapter
from stories.build import (
    make_analysis,
    make_article,
    make_group,
    make_member,
    make_moment,
    make_person,
    make_told,
    maker_of,
)

from digest.editorial import Rule, RuleKind, Rules
from digest.lock import Lock, read_lock, write_lock
from digest.nouns import Article, Edition, Group, Origin, Redirect, Relation, Skipped, Status, Story
from digest.stories.edition import Relations, edition, until
from digest.stories.identity import settle
from digest.stories.persons import persons
from digest.stories.regroup import regroup
from digest.stories.rules import Outcome


def rule(kind: RuleKind, *subjects: str, to: str = "", line: int = 1) -> Rule:
    return Rule(kind=kind, line=line, subjects=subjects, to=to, quote="", by="Nadia", because="a reason")


@dataclass
class Desk:
    """A digest that is built again and again."""

    lock: Lock = field(default_factory=Lock)
    rules: Rules = field(default_factory=Rules)
    authority: str = "press.example.org"
    zone: str = "UTC"

    def build(self, *groups: Group, relations: Relations = (), others: Sequence[Article] = ()) -> Edition:
        regrouped, outcome = regroup(groups, rules=self.rules, lock=self.lock, made=maker_of(groups))
        told = [make_told(group, headline=f"About {'-'.join(group.ids)}") for group in regrouped]
        made, self.lock = edition(
            told,
            ids=settle(regrouped, lock=self.lock),
            articles=[*(member.analysis.article for group in groups for member in group.members), *others],
            people=persons(regrouped),
            relations=relations or [()] * len(told),
            rules=self.rules,
            outcome=outcome,
            skipped=(),
            duplicates=(),
            lock=self.lock,
            authority=self.authority,
            zone=ZoneInfo(self.zone),
        )
        return made


def group(*names: str, day: str = "2025-02-24") -> Group:
    """A group of articles, each "name" or "name@day"."""
    return make_group(*(make_article(name.split("@")[0], day=[*name.split("@"), day][1]) for name in names))


def statuses(made: Edition) -> dict[str, Status]:
    return {"".join(sorted(story.told.group.ids)): story.status for story in made.stories}


def by_member(made: Edition, article: str) -> Story:
    return next(story for story in made.stories if article in story.told.group.ids)


def test_the_edition_has_the_newest_trusted_day_of_its_articles() -> None:
    own = make_article("a", day="2025-02-24")
    doubtful = make_article("b", day="2031-01-01", doubt="in the future")
    inferred = make_member(make_analysis(make_article("c")), published=make_moment("2025-03-01", origin=Origin.STORY))
    made = Desk().build(make_group(own), make_group(doubtful), make_group(inferred))
    assert (made.number, made.date, made.previous_date) == (1, date(2025, 2, 24), None)


def test_an_edition_of_undated_articles_has_no_date() -> None:
    made = Desk().build(make_group(make_article("a")))
    assert (made.number, made.date) == (1, None)


def test_a_later_day_opens_the_next_edition_and_an_earlier_one_does_not() -> None:
    desk = Desk()
    desk.build(group("a@2025-02-24"))
    late = desk.build(group("a@2025-02-24", "b@2025-02-20"))
    assert (late.number, late.date) == (1, date(2025, 2, 24))
    following = desk.build(group("a@2025-02-24", "b@2025-02-20", "c@2025-02-27"))
    assert (following.number, following.date, following.previous_date) == (2, date(2025, 2, 27), date(2025, 2, 24))
    shrunk = desk.build(group("a@2025-02-24"))
    assert (shrunk.number, shrunk.date) == (2, date(2025, 2, 27))


def test_the_first_dated_article_of_an_undated_digest_opens_an_edition() -> None:
    desk = Desk()
    desk.build(make_group(make_article("a")))
    assert desk.build(make_group(make_article("a")), group("b")).number == 2


def test_an_edition_s_day_is_that_of_its_readers() -> None:
    late = make_group(make_article("a", day="2025-02-24T23:30"))
    assert Desk(zone="Asia/Kuala_Lumpur").build(late).date == date(2025, 2, 25)
    assert Desk(zone="America/New_York").build(late).date == date(2025, 2, 24)
    assert Desk(zone="America/New_York").build(group("a@2025-02-24")).date == date(2025, 2, 24), "as it was printed"


def test_another_zone_opens_no_edition_without_a_new_article() -> None:
    desk, late = Desk(), make_group(make_article("a", day="2025-02-24T23:30"))
    desk.build(late)
    desk.zone = "Asia/Kuala_Lumpur"
    assert (desk.build(late).number, len(desk.lock.editions)) == (1, 1)
    made = desk.build(late, make_group(make_article("b", day="2025-02-25T00:10")))
    assert (made.number, made.date, made.previous_date) == (2, date(2025, 2, 25), date(2025, 2, 24))


def test_an_article_that_an_edition_held_and_that_is_dated_anew_in_its_file_opens_the_next_one() -> None:
    desk = Desk()
    desk.build(make_group(make_article("a", day="2025-02-24", sha256="one")))
    dated_anew = make_group(make_article("a", day="2025-02-26", sha256="two"))
    for _ in range(2):
        made = desk.build(dated_anew)
        assert (made.number, made.date) == (2, date(2025, 2, 26))


def test_a_digest_without_articles_records_no_edition() -> None:
    desk = Desk()
    made = desk.build()
    assert (made.number, made.date, made.stories, desk.lock.editions) == (1, None, (), ())
    assert desk.build(group("a")).number == 1


def test_new_updated_and_continuing_compare_with_the_previous_edition() -> None:
    desk = Desk()
    first = desk.build(group("a"), group("b"))
    assert set(statuses(first).values()) == {Status.NEW}
    second = desk.build(group("a", "c@2025-02-25"), group("b"), group("d@2025-02-20"))
    assert statuses(second) == {"ac": Status.UPDATED, "b": Status.CONTINUING, "d": Status.NEW}
    assert by_member(second, "c").new_articles == {"c"}
    assert by_member(second, "d").new_articles == {"d"}
    assert by_member(second, "b").new_articles == frozenset()
    assert by_member(second, "a").first_edition == 1


def test_an_article_added_to_the_same_edition_is_new_in_it() -> None:
    desk = Desk()
    desk.build(group("a@2025-02-24"))
    desk.build(group("a@2025-02-24"), group("b@2025-02-26"))
    again = desk.build(group("a@2025-02-24", "c@2025-02-01"), group("b@2025-02-26"))
    assert (again.number, statuses(again)) == (2, {"ac": Status.UPDATED, "b": Status.NEW})


def test_what_splits_off_an_old_story_is_no_news() -> None:
    desk = Desk()
    desk.build(group("a", "b", "c"))
    made = desk.build(group("a", "b"), group("c"), group("d@2025-02-27"))
    assert statuses(made) == {"ab": Status.CONTINUING, "c": Status.CONTINUING, "d": Status.NEW}


def test_the_same_edition_made_again_is_equal_to_the_byte(tmp_path: Path) -> None:
    path, adapter = tmp_path / "lock.yml", TypeAdapter(Edition)
    desk = Desk(rules=Rules(rules=(rule(RuleKind.SPLIT, "b"), rule(RuleKind.NOTE, "nowhere", to="x"))))
    desk.build(group("a", "b"), group("x"))

    def again(*groups: Group) -> tuple[bytes, str]:
        desk.lock = read_lock(path) if path.exists() else desk.lock
        made = desk.build(*groups)
        write_lock(path, desk.lock)
        return adapter.dump_json(made), path.read_text(encoding="utf-8")

    day = [group("a", "b", "c@2025-02-27"), group("x", "y@2025-02-27"), group("n")]
    first = again(*day)
    assert again(*day) == first
    assert again(*day[::-1]) == first


def test_a_lock_that_was_not_written_advances_nothing() -> None:
    desk = Desk()
    desk.build(group("a"))
    before = desk.lock
    first = desk.build(group("a"), group("b@2025-02-27"))
    desk.lock = before
    assert desk.build(group("a"), group("b@2025-02-27")) == first


def test_pinned_stories_come_first_in_the_editors_order() -> None:
    desk = Desk()
    made = desk.build(group("o"), group("p"), group("q"))
    pins = (rule(RuleKind.PIN, by_member(made, "q").slug), rule(RuleKind.PIN, by_member(made, "p").id))
    desk.rules = Rules(rules=pins)
    made = desk.build(group("o"), group("p"), group("q"))
    assert [story.told.group.ids[0] for story in made.stories] == ["q", "p", "o"]
    assert [story.pinned for story in made.stories] == [True, True, False]


def test_a_hidden_story_leaves_the_edition_and_keeps_its_address() -> None:
    desk = Desk()
    first = desk.build(group("a"), group("b"))
    hidden = by_member(first, "a")
    desk.rules = Rules(rules=(rule(RuleKind.HIDE, hidden.slug),))
    relations = [((1, Relation.LATER, ("dam",)),), ((0, Relation.EARLIER, ("dam",)),)]
    made = desk.build(group("a"), group("b"), relations=relations)
    assert [story.told.group.ids for story in made.stories] == [("b",)]
    assert made.stories[0].threads == ()
    assert made.ledger.decisions == ("Nadia took a story out of the edition: a reason",)
    desk.rules = Rules()
    assert by_member(desk.build(group("a"), group("b")), "a").slug == hidden.slug


def test_threads_lead_to_stories_earlier_ones_first() -> None:
    relations = [
        ((1, Relation.LATER, ("dam",)), (2, Relation.EARLIER, ("flood", "dam"))),
        ((0, Relation.EARLIER, ("dam",)),),
        ((0, Relation.LATER, ("flood", "dam")),),
    ]
    made = Desk().build(group("a"), group("b"), group("c"), relations=relations)
    assert [(by_member(made, "a").id == thread.story) for thread in by_member(made, "b").threads] == [True]
    threads = by_member(made, "a").threads
    assert [thread.relation for thread in threads] == [Relation.EARLIER, Relation.LATER]
    assert threads[0].story == by_member(made, "c").id
    assert threads[0].shared == ("flood", "dam")


def test_a_headline_of_the_editors_shows_and_changes_no_address() -> None:
    desk = Desk()
    first = desk.build(group("a"))
    desk.rules = Rules(rules=(rule(RuleKind.RENAME, first.stories[0].slug, to="The dam holds"),))
    (story,) = desk.build(group("a")).stories
    assert (story.told.headline.text, story.told.headline.by) == ("The dam holds", "Nadia")
    assert story.slug == first.stories[0].slug
    assert story.decisions == ("Nadia wrote the headline “The dam holds”: a reason",)


def test_decisions_stand_on_the_stories_that_they_touched_and_in_the_ledger() -> None:
    desk = Desk(rules=Rules(rules=(rule(RuleKind.SPLIT, "b"), rule(RuleKind.PIN, "nowhere", line=5))))
    made = desk.build(group("a", "b"), group("c"))
    text = "Nadia made a story of its own of b: a reason"
    assert by_member(made, "a").decisions == by_member(made, "b").decisions == (text,)
    assert by_member(made, "c").decisions == ()
    assert made.ledger.decisions == (text,)
    assert made.ledger.unmatched_rules == ("`pin` on line 5: there is no story “nowhere”",)


def test_a_merged_story_leads_to_the_other_only_while_that_is_shown() -> None:
    desk = Desk()
    first = desk.build(group("a"))
    second = desk.build(group("a"), group("b@2025-02-25"))
    slug = by_member(second, "b").slug
    merged = desk.build(group("a", "b@2025-02-25"))
    assert merged.redirects == (Redirect(slug=slug, story=first.stories[0].id),)
    desk.rules = Rules(rules=(rule(RuleKind.HIDE, slug),))
    assert desk.build(group("a", "b@2025-02-25")).redirects == ()


def test_people_are_those_of_the_shown_stories() -> None:
    def saying(name: str, *people: str) -> Group:
        return make_group(make_analysis(make_article(name), people=[make_person(one) for one in people]))

    desk = Desk()
    first = desk.build(saying("a", "Ann Brook", "Carl Dee"), saying("b", "Ann Brook"))
    assert [(person.name, person.articles) for person in first.people] == [
        ("Ann Brook", ("a", "b")),
        ("Carl Dee", ("a",)),
    ]
    desk.rules = Rules(rules=(rule(RuleKind.HIDE, by_member(first, "a").slug),))
    second = desk.build(saying("a", "Ann Brook", "Carl Dee"), saying("b", "Ann Brook"))
    assert [(person.name, person.articles) for person in second.people] == [("Ann Brook", ("b",))]


def test_the_feeds_authority_and_year_are_fixed_at_first_sight() -> None:
    desk = Desk(authority="")
    desk.build(group("a@2024-12-30"))
    assert (desk.lock.authority, desk.lock.year) == ("", 0)
    desk.authority = "press.example.org"
    desk.build(group("a@2024-12-30", "b@2025-01-02"))
    assert (desk.lock.authority, desk.lock.year) == ("press.example.org", 2025)
    desk.authority = "elsewhere.example.com"
    desk.build(group("c@2026-05-05"))
    assert (desk.lock.authority, desk.lock.year) == ("press.example.org", 2025)


def test_the_lock_keeps_articles_that_are_out_of_the_stories() -> None:
    desk = Desk()
    desk.build(group("a", "b"), others=[make_article("excluded")])
    desk.build(group("a"))
    assert [(article.id, article.gone) for article in desk.lock.articles] == [
        ("a", False),
        ("b", True),
        ("excluded", True),
    ]
    assert desk.lock.known()["path:b.txt"] == "b"


def test_the_ledger_lists_what_was_not_seen_by_path() -> None:
    made, _ = edition(
        [],
        ids=[],
        articles=[],
        people=persons([]),
        relations=[],
        rules=Rules(),
        outcome=Outcome(excluded=2),
        skipped=[Skipped(path="z.txt", reason="empty"), Skipped(path="a.txt", reason="too large")],
        duplicates=[Skipped(path="d.txt", reason="same as c.txt")],
        lock=Lock(),
        authority="",
    )
    assert [skipped.path for skipped in made.ledger.skipped] == ["a.txt", "z.txt"]
    assert made.ledger.duplicates == (Skipped(path="d.txt", reason="same as c.txt"),)
    assert made.ledger.excluded == 2


@pytest.mark.parametrize(("day", "kept"), [("2025-02-24", ["a", "u"]), ("2025-02-25", ["a", "b", "u"]), ("", "abu")])
def test_a_day_bounds_the_articles_and_lets_undated_ones_stay(day: str, kept: Sequence[str]) -> None:
    given = [make_article("a", day="2025-02-24"), make_article("b", day="2025-02-25"), make_article("u")]
    found = until([make_analysis(article) for article in given], date.fromisoformat(day) if day else None)
    assert [analysis.article.id for analysis in found] == list(kept)


def test_a_day_that_bounds_the_articles_is_the_readers() -> None:
    late = [make_analysis(make_article("a", day="2025-02-24T23:30"))]
    bounded = {zone: until(late, date(2025, 2, 24), zone=ZoneInfo(zone)) for zone in ("UTC", "Asia/Kuala_Lumpur")}
    assert bounded == {"UTC": tuple(late), "Asia/Kuala_Lumpur": ()}
