"""A group, told."""

from pathlib import Path

import pytest
from stories.build import make_analysis, make_article, make_group, make_member, make_moment

from digest import intake
from digest.nouns import Analysis, Origin, Told
from digest.reading import analyse
from digest.stories import tell

LONG = " ".join(
    f"Mayor Petra Lind of Velden opened the {place} in Karsland on {day}, and {guest} came to see it."
    for place, day, guest in (
        ("bridge", "Monday", "the king"),
        ("library", "Tuesday", "a choir of pupils"),
        ("harbour", "Wednesday", "many fishermen"),
        ("hospital", "Thursday", "the nurses' union"),
        ("museum", "Friday", "two painters"),
        ("stadium", "Saturday", "a crowd of thousands"),
        ("station", "Sunday", "the railway's director"),
    )
)


@pytest.fixture(scope="module")
def seed_analyses(seeds: Path) -> list[Analysis]:
    articles = [intake.clean(raw) for raw in intake.collect(seeds, max_bytes=5_000_000).raws]
    return list(analyse(articles))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def visit(seed_analyses: list[Analysis]) -> Told:
    group = make_group(*(one for one in seed_analyses if "11th Moscow" not in one.article.text))
    return tell(group, person_ids={})


def test_a_story_of_one_article_is_an_extract_of_two_sentences_from_its_beginning() -> None:
    told = tell(make_group(*analyse([make_article("a", LONG)])), person_ids={})
    assert len(told.summary) <= 2
    assert told.summary[0].start == 0


def test_a_short_article_is_not_copied_whole() -> None:
    text = LONG[: LONG.index("harbour")].rsplit(". ", 1)[0] + "."
    assert len(tell(make_group(*analyse([make_article("a", text)])), person_ids={}).summary) == 1


def test_the_seeds_story_is_told_in_three_to_five_sentences_of_its_own(visit: Told) -> None:
    whole = {member.analysis.article.id: member.analysis.article.text for member in visit.group.members}
    assert 3 <= len(visit.summary) <= 5
    assert all(whole[one.article][one.start : one.end] == one.text for one in visit.summary)


def test_the_seeds_story_is_headed_by_the_plainest_title(visit: Told) -> None:
    assert "Meets Anwar" in visit.headline.text


def test_the_seeds_story_begins_with_its_newest_day(visit: Told) -> None:
    assert "Thursday" in visit.summary[0].text


def test_the_seeds_single_article_begins_with_its_first_sentence(seed_analyses: list[Analysis]) -> None:
    (alone,) = (one for one in seed_analyses if "11th Moscow" in one.article.text)
    told = tell(make_group(alone), person_ids={})
    assert len(told.summary) <= 2
    assert told.summary[0].text.startswith("Moscow will continue")


def test_an_inferred_day_is_not_the_newest_day_of_a_story() -> None:
    first, last = make_article("a", "One.", day="2025-02-01"), make_article("b", "Two.", day="2025-02-03")
    day = make_moment("2025-02-04", origin=Origin.STORY)
    inferred = make_member(make_analysis(make_article("c", "Three.")), published=day)
    assert make_group(first, last, inferred).newest == {"b"}
    assert make_group(last, inferred).newest == frozenset()
