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
