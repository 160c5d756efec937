"""In which order stories stand, and the reason that gives the order again."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter
from stories.build import make_analysis, make_article, make_member
from stories.frontpage import DAY, laid_out, make_edition, make_story, told_by

from digest.nouns import Age, Coverage, Edition, Match, Rank, RankClass, Status, Story, Topic
from digest.nouns.front import UNDATED_DAYS
from digest.stories import RANK_RULE
from digest.stories.rank import OLD, PAST, ranks

TODAY, YESTERDAY, BEFORE = "2031-03-05", "2031-03-04", "2031-03-03"


def order(*stories: Story, previous: date | None = None) -> list[str]:
    return [rank.story for rank in ranks(make_edition(*stories, previous=previous))]


def rank_of(*stories: Story, previous: date | None = None, day: date | None = DAY) -> Rank:
    """The rank of the first of some stories."""
    found = {rank.story: rank for rank in ranks(make_edition(*stories, previous=previous, day=day))}
    return found[stories[0].id]


def test_more_independent_texts_rank_before_fewer() -> None:
    two, three = told_by("two", TODAY, TODAY), told_by("three", TODAY, TODAY, TODAY)
    assert order(make_story("two", *two), make_story("three", *three)) == ["three", "two"]


def test_copies_count_once_and_retellings_not_at_all() -> None:
    first, second, third = told_by("copied", TODAY, TODAY, TODAY)
    copied = make_story(
        "copied",
        first,
        make_member(make_analysis(second), text_group="copied1"),
        make_member(make_analysis(third), retells="copied1"),
    )
    two = make_story("two", *told_by("two", TODAY, TODAY))
    assert order(copied, two) == ["two", "copied"]
    assert rank_of(copied).ages == (Age(days=0, texts=1),)


def test_a_copy_of_today_does_not_make_its_text_one_of_today() -> None:
    old, copy = told_by("carried", BEFORE, TODAY)
    carried = make_story("carried", old, make_member(make_analysis(copy), text_group="carried1"))
    assert rank_of(carried).ages == (Age(days=2, texts=1),)
    assert rank_of(carried).standing is RankClass.NEWS


def test_a_text_counts_less_with_each_day() -> None:
    three = make_story("three", *told_by("three", BEFORE, BEFORE, BEFORE))
    two = make_story("two", *told_by("two", TODAY, TODAY))
    assert order(three, two) == ["two", "three"]
    mixed = rank_of(make_story("mixed", *told_by("mixed", TODAY, YESTERDAY, YESTERDAY, BEFORE, "")))
    assert mixed.ages == (
        Age(days=0, texts=1),
        Age(days=1, texts=2),
        Age(days=2, texts=1),
        Age(days=None, texts=1),
    )
    assert mixed.weight == 1 + 2 * Fraction(1, 2) + Fraction(1, 3) + Fraction(1, 4)


def test_what_brings_nothing_new_comes_after_all_that_does() -> None:
    many = make_story("many", *told_by("many", TODAY, TODAY, TODAY), status=Status.CONTINUING)
    one = make_story("one", *told_by("one", BEFORE))
    assert order(many, one) == ["one", "many"]
    assert rank_of(many).standing is RankClass.CONTINUING


def test_a_story_whose_newest_article_is_old_for_the_edition_is_background_however_many_tell_it() -> None:
    old = make_story("old", *told_by("old", *["2031-03-01"] * 9))
    fresh = make_story("fresh", *told_by("fresh", "2031-03-02"))
    assert order(old, fresh) == ["fresh", "old"]
    assert rank_of(old).standing is RankClass.BACKGROUND


def test_what_was_published_since_the_edition_before_is_never_old() -> None:
    weekly = make_story("weekly", *told_by("weekly", "2031-02-28"))
    assert rank_of(weekly).standing is RankClass.BACKGROUND
    assert rank_of(weekly, previous=date(2031, 2, 26)).standing is RankClass.NEWS


def test_a_story_that_ended_long_ago_does_not_continue_for_ever() -> None:
    past = make_story("past", *told_by("past", "2031-02-01"), status=Status.CONTINUING)
    late = make_story("late", *told_by("late", "2031-02-01"))
    assert rank_of(past).standing is RankClass.PAST
    assert order(past, late) == ["late", "past"]


def test_of_equal_weight_a_watched_topic_then_outlets_then_the_later_news_come_first() -> None:
    late = make_story("late", *told_by("late", f"{TODAY}T09:00", f"{TODAY}T12:00", outlet="One"))
    early = make_story("early", *told_by("early", f"{TODAY}T09:00", f"{TODAY}T10:00", outlet="One"))
    two = make_story("two", *told_by("two", TODAY, TODAY))
    watched = make_story("watched", *told_by("watched", TODAY, TODAY, outlet="One"), topics=["ferries"])
    heavier = make_story("heavier", *told_by("heavier", TODAY, TODAY, YESTERDAY, outlet="One"))
    assert order(early, late, two, watched, heavier) == ["heavier", "watched", "two", "late", "early"]


AGES = st.lists(
    st.builds(Age, days=st.one_of(st.none(), st.integers(0, 12)), texts=st.integers(1, 4)), min_size=1, max_size=4
)


@given(st.lists(AGES, min_size=2, max_size=6))
def test_weights_are_compared_to_the_last_fraction_however_they_are_made_up(made_up: list[list[Age]]) -> None:
    model = rank_of(make_story("model", *told_by("model", TODAY)))
    ranked = [replace(model, story=str(number), ages=tuple(ages)) for number, ages in enumerate(made_up)]

    def exact(rank: Rank) -> tuple[Fraction, str]:
        shares = (Fraction(age.texts, 1 + (UNDATED_DAYS if age.days is None else age.days)) for age in rank.ages)
        return -sum(shares, Fraction(0)), rank.story

    assert sorted(ranked, key=lambda rank: rank.key) == sorted(ranked, key=exact)


def test_a_doubtful_date_makes_no_story_fresh() -> None:
    article = make_article("a", day=TODAY, doubt="in the future")
    assert rank_of(make_story("doubted", article)).ages == (Age(days=None, texts=1),)
    assert rank_of(make_story("doubted", article)).latest is None


def test_without_any_date_more_texts_still_come_first() -> None:
    two, one = make_story("two", *told_by("two", "", "")), make_story("one", *told_by("one", ""))
    assert [rank.story for rank in ranks(make_edition(one, two, day=None))] == ["two", "one"]
    assert rank_of(one, day=None).standing is RankClass.NEWS


def test_pinned_stories_come_first_in_the_order_in_which_they_are_given() -> None:
    pins = [make_story(name, *told_by(name, BEFORE), pinned=True) for name in ("z", "a")]
    many = make_story("many", *told_by("many", TODAY, TODAY))
    assert order(many, *pins) == ["z", "a", "many"]
    assert [rank.pin for rank in ranks(make_edition(many, *pins))] == [1, 2, 0]


DAYS = st.sampled_from(["", *((DAY - timedelta(days=back)).isoformat() for back in (0, 1, 2, 3, 5, 20))])


@st.composite
def stories(draw: st.DrawFn) -> list[Story]:
    named = [f"s{number}" for number in range(draw(st.integers(0, 7)))]
    return [
        make_story(
            name,
            *told_by(name, *draw(st.lists(DAYS, min_size=1, max_size=4)), outlet=draw(st.sampled_from(["", "One"]))),
            status=draw(st.sampled_from(Status)),
            pinned=draw(st.booleans()),
            topics=draw(st.sampled_from([(), ("ferries",)])),
        )
        for name in named
    ]


@settings(max_examples=60)
@given(stories(), st.randoms(use_true_random=False))
def test_the_order_can_be_computed_again_from_the_reasons_alone(told: list[Story], random: object) -> None:
    edition = laid_out(make_edition(*told))
    stored = TypeAdapter(tuple[Rank, ...]).dump_json(edition.front.ranks)
    reasons = list(TypeAdapter(tuple[Rank, ...]).validate_json(stored))
    random.shuffle(reasons)  # type: ignore[attr-defined]
    again = [rank.story for rank in sorted(reasons, key=lambda rank: rank.key)]
    assert again == [story.id for story in edition.stories]
    assert [rank.place for rank in edition.front.ranks] == list(range(1, len(told) + 1))


@settings(max_examples=60)
@given(stories(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_changes_nothing_but_that_of_pins(told: list[Story], random: object) -> None:
    pinned, rest = [one for one in told if one.pinned], [one for one in told if not one.pinned]
    random.shuffle(rest)  # type: ignore[attr-defined]
    assert laid_out(make_edition(*rest, *pinned)) == laid_out(make_edition(*told))
    assert laid_out(laid_out(make_edition(*told))) == laid_out(make_edition(*told))


def test_a_topic_lists_its_stories_in_rank_order_too() -> None:
    edition = make_edition(make_story("one", *told_by("one", TODAY)), make_story("two", *told_by("two", TODAY, TODAY)))
    topic = Topic(name="Ferries", slug="ferries", query="ferry", description="")
    matches = tuple(Match(article=article, terms=("ferry",)) for article in ("one1", "two1", "two2"))
    watched = Edition(
        number=edition.number,
        previous_date=None,
        date=edition.date,
        stories=edition.stories,
        people=(),
        redirects=(),
        ledger=edition.ledger,
        topics=(Coverage(topic=topic, stories=("one", "two"), matches=matches),),
    )
    (coverage,) = laid_out(watched).topics
    assert coverage.stories == ("two", "one")
    assert [match.article for match in coverage.matches] == ["two1", "two2", "one1"]


@pytest.mark.parametrize("word", ["pinned", "independent texts", "watched topic", "outlets"])
def test_the_rule_names_what_the_order_depends_on(word: str) -> None:
    assert word in RANK_RULE


def test_the_rule_gives_the_numbers_that_it_is_computed_with() -> None:
    assert f"at most {OLD.days} days older" in RANK_RULE
    assert f"at most {PAST.days} days old)" in RANK_RULE
    assert f"a text without a trusted date as one of {UNDATED_DAYS} days before" in RANK_RULE
