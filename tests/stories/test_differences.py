"""Where accounts differ: what is found in labelled pairs, and how sides, updates and voices are told apart."""

from collections.abc import Sequence

import pytest
from pydantic import TypeAdapter
from stories.build import make_article, make_group, make_member
from stories.cases import Case, precision, read_cases, recall

from digest.nouns import Analysis, Aspect, Difference, Group, Member
from digest.reading import analyse
from digest.stories import persons
from digest.stories.comparison import differences


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return read_cases()


def read(*given: tuple[str, str, str]) -> list[Analysis]:
    """Articles by outlet, day and text."""
    articles = [
        make_article(f"{place}", text, outlet=outlet, day=day) for place, (outlet, day, text) in enumerate(given)
    ]
    return list(analyse(articles))


def found(story: Sequence[Analysis | Member]) -> tuple[Difference, ...]:
    group: Group = make_group(*story)
    return differences(group, persons([group]).ids(group.ids))


def told(one: Difference) -> list[tuple[str, list[str]]]:
    return [(side.value, [claim.article for claim in side.claims]) for side in one.sides]


DAY = "2026-03-04"
FERRY = "The ferry disaster off Tolmin killed {} people, the coast guard said."


def test_there_are_enough_labelled_pairs_and_half_of_them_are_near_misses(cases: list[Case]) -> None:
    assert len(cases) >= 150
    assert sum(bool(case.miss) for case in cases) >= len(cases) / 2


@pytest.mark.parametrize("held_back", [False, True])
def test_differences_are_found_with_a_precision_of_95_percent(cases: list[Case], *, held_back: bool) -> None:
    some = [case for case in cases if case.held_back is held_back]
    assert precision(some) >= 0.95, [case.name for case in some if case.found == "differ" and not case.right]
    assert recall(some) >= 0.6, [case.name for case in some if case.label == "differ" and not case.right]


def test_what_one_outlet_revises_is_an_update_and_no_difference(cases: list[Case]) -> None:
    wrong = [case.name for case in cases if case.label == "update" and case.found == "differ"]
    assert not wrong
    assert recall(cases, "update") >= 0.8


def test_every_printed_value_and_sentence_is_read_from_its_article(cases: list[Case]) -> None:
    for case in cases:
        texts = {one.article.id: one.article.text for one in case.analyses}
        for one in case.differences:
            assert all(texts[claim.article][claim.start : claim.end] == claim.text for claim in one.claims)
            assert all(claim.sentence.start <= claim.start < claim.end <= claim.sentence.end for claim in one.claims)
            gap = one.phrase.gap
            assert gap is None or one.phrase.start <= gap.start < gap.end <= one.phrase.end


def test_a_difference_survives_being_stored(cases: list[Case]) -> None:
    adapter = TypeAdapter(tuple[Difference, ...])
    some = next(case.differences for case in cases if case.differences)
    assert adapter.validate_json(adapter.dump_json(some)) == some


def test_the_side_of_the_newest_article_comes_first_and_its_articles_newest_first() -> None:
    story = read(
        ("Coast Herald", "2026-03-04T08:00", FERRY.format(14)),
        ("Inland Post", "2026-03-04T09:00", FERRY.format(16)),
        ("Lighthouse Gazette", "2026-03-04T10:00", FERRY.format("fourteen")),
    )
    (one,) = found(story)
    assert one.aspect is Aspect.COUNT
    assert told(one) == [("fourteen", ["2", "0"]), ("16", ["1"])]


def test_the_order_in_which_articles_are_given_changes_nothing() -> None:
    story = read(
        ("Coast Herald", "2026-03-04", FERRY.format(14)),
        ("Inland Post", "2026-03-04", FERRY.format(16)),
        ("Lighthouse Gazette", "2026-03-04", FERRY.format("at least 15")),
    )
    assert found(story) == found(story[::-1])


def test_a_copy_is_listed_with_its_side_and_is_no_second_voice() -> None:
    first, other, copy = read(
        ("Coast Herald", "2026-03-04", FERRY.format(14)),
        ("Inland Post", "2026-03-04", FERRY.format(16)),
        ("Lighthouse Gazette", "2026-03-04", FERRY.format(14)),
    )
    (one,) = found([first, other, make_member(copy, text_group="0")])
    sides = {side.value: side for side in one.sides}
    assert sorted(claim.article for claim in sides["14"].claims) == ["0", "2"]
    assert sides["14"].voices == 1


def test_an_outlet_that_revised_its_figure_stands_on_the_side_of_the_newer_one() -> None:
    story = read(
        ("Coast Herald", "2026-03-03", FERRY.format(19)),
        ("Coast Herald", "2026-03-04", FERRY.format(14)),
        ("Inland Post", "2026-03-04", FERRY.format(16)),
    )
    (one,) = found(story)
    assert sorted(value for value, _ in told(one)) == ["14", "16"]
    assert [(update.earlier.text, update.later.text) for update in one.updates] == [("19", "14")]


def test_an_article_that_gives_both_values_disputes_neither() -> None:
    both = f"{FERRY.format(14)} A rescuer said that the disaster off Tolmin killed 16 people."
    assert not found(read(("Coast Herald", "2026-03-04", both), ("Inland Post", "2026-03-04", FERRY.format(16))))


def test_a_story_of_one_outlet_has_no_differences() -> None:
    assert not found(
        read(("Coast Herald", "2026-03-03", FERRY.format(14)), ("Coast Herald", "2026-03-04", FERRY.format(17)))
    )


def test_a_name_stands_for_an_office_and_the_value_s_place_is_open_in_other_phrases() -> None:
    (office,) = found(
        read(
            ("Coast Herald", "2026-03-04", "President Nils Sorel said that the treaty was dead."),
            ("Inland Post", "2026-03-04", "The treaty is dead, former President Nils Sorel said."),
        )
    )
    assert office.aspect is Aspect.OFFICE
    assert office.phrase.gap is None
    assert {side.value for side in office.sides} == {"President", "former President"}


def test_what_fits_several_sides_is_on_none_though_it_is_the_newest() -> None:
    story = read(
        ("Coast Herald", "2026-03-04T08:00", FERRY.format(14)),
        ("Inland Post", "2026-03-04T09:00", FERRY.format(16)),
        ("Lighthouse Gazette", "2026-03-04T10:00", FERRY.format("at least 12")),
    )
    (one,) = found(story)
    assert told(one) == [("16", ["1"]), ("14", ["0"])]


CUT = "The chief executive, Ingrid Solheim, said that Norvik would cut {} jobs."
MORE_CUT = "Chocolate maker Norvik will cut {} jobs after a slump."


def test_the_only_figures_of_a_kind_are_compared_where_their_sentences_share_little() -> None:
    (one,) = found(read(("Coast Herald", DAY, CUT.format("1,400")), ("Inland Post", DAY, MORE_CUT.format("1,500"))))
    assert sorted(value for value, _ in told(one)) == ["1,400", "1,500"]


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (
            CUT.format("1,400"),
            f"{MORE_CUT.format('1,500')} It cut 900 jobs in May.",
            "one article has two such figures",
        ),
        (CUT.format("1,400"), MORE_CUT.format("4,500"), "they are far from each other"),
    ],
)
def test_they_are_not_compared_where(first: str, second: str, why: str) -> None:
    assert not found(read(("Coast Herald", DAY, first), ("Inland Post", DAY, second))), why


def test_they_are_not_compared_across_days() -> None:
    later = ("Inland Post", "2026-03-07", MORE_CUT.format("1,300"))
    assert not found(read(("Coast Herald", DAY, CUT.format("1,400")), later))


def test_nor_across_the_deeds_of_two_bodies_that_one_article_knows() -> None:
    mill = "The mill at Orsa burned down overnight. The mill employs 240 workers in the town."
    group = "The mill at Orsa burned down overnight, its owner said. The group employs 400 workers in the town."
    assert not found(read(("Coast Herald", DAY, mill), ("Inland Post", DAY, group)))
    assert found(read(("Coast Herald", DAY, mill), ("Inland Post", DAY, group.replace("The group", "It"))))


def test_nor_what_the_one_offers_with_what_the_other_demands() -> None:
    offer = "The port had offered the dockers a pay rise of 4 percent, a spokesman said."
    demand = "The dockers demand a pay rise of 7 percent."
    assert not found(read(("Coast Herald", DAY, offer), ("Inland Post", DAY, demand)))


def test_what_is_about_right_joins_no_side_and_founds_none_where_outlets_disagree() -> None:
    ferry = "The ferry Santa Lucia had {} passengers on board when it sank off Kalimar."
    story = read(
        ("Coast Herald", f"{DAY}T08:00", ferry.format("186")),
        ("Inland Post", f"{DAY}T09:00", ferry.format("212")),
        ("Lighthouse Gazette", f"{DAY}T10:00", ferry.format("about 200")),
    )
    (one,) = found(story)
    assert told(one) == [("212", ["1"]), ("186", ["0"])]


def test_the_missing_who_become_fewer_on_a_later_day_are_no_disagreement() -> None:
    missing = "After the ferry sank off Kalimar, {} people are missing."
    first, later = ("Coast Herald", "2026-03-03", missing.format(41)), ("Inland Post", DAY, missing.format(25))
    assert not found(read(first, later))
    assert found(read(first, ("Inland Post", "2026-03-03", missing.format(25))))


def test_two_days_are_compared_where_each_article_tells_the_deed_of_one() -> None:
    first = "Parliament is to vote on the water bill on March {}."
    second = "Lawmakers will vote on the water bill on March {}, speaker Olga Marin said."
    coast = ("Coast Herald", DAY, first.format(18))
    (one,) = found(read(coast, ("Inland Post", DAY, second.format(17))))
    assert one.aspect is Aspect.DATE
    assert not found(read(coast, ("Inland Post", DAY, second.format(17) + " They will vote again on March 24.")))
    assert not found(read(coast, ("Inland Post", "2026-03-04", second.format("27, 2027"))))


def test_what_a_difference_is_for_is_named_by_whole_clauses() -> None:
    text = "A court in Tiria on Tuesday sentenced the former minister Anton Petrov to {} in prison for taking bribes."
    other = "Anton Petrov, the former minister, was sentenced to {} in prison by a court in Tiria."
    story = read(("Coast Herald", DAY, text.format("nine years")), ("Inland Post", DAY, other.format("eight years")))
    (one,) = found(story)
    words = story[int(one.phrase.article)].article.text
    assert words[one.phrase.start : one.phrase.end] == words[:-1]


def test_two_that_bid_for_one_thing_do_not_disagree() -> None:
    first = "Lund reported that the Harsten team of owner Jon Hale offered Varga, 28, a new deal worth $184 million."
    second = "The Velden Tigers, according to reports, have offered Varga a new deal worth $140 million."
    story = read(("Coast Herald", DAY, first), ("Inland Post", DAY, second))
    assert Aspect.SUM not in {one.aspect for one in found(story)}
