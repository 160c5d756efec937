"""Stories that follow from one another."""

from pathlib import Path

import pytest
import yaml
from stories.build import make_article

from digest.intake import clean, collect
from digest.nouns import Article, Group, Relation
from digest.reading import analyse
from digest.stories import Bounds, group, threads
from digest.stories.reasons import can_name

TRIAL = {
    "opening": ("The trial of Corvin Aldersey over the Hexley dam collapse opened in Port Delgado.", "2024-02-05"),
    "verdict": ("Corvin Aldersey was found guilty over the collapse of the Hexley dam, in Port Delgado.", "2024-06-20"),
    "harvest": ("Farmers around Ostrava expect the best plum harvest in a decade, growers said.", "2024-04-01"),
}


def stories(texts: dict[str, tuple[str, str]]) -> dict[str, Group]:
    """One story for each article, by its id."""
    found = (group(analyse([make_article(name, text, day=day)])) for name, (text, day) in texts.items())
    return {each[0].ids[0]: each[0] for each in found}


def linked(texts: dict[str, tuple[str, str]]) -> set[tuple[str, Relation, str]]:
    groups = stories(texts)
    names = list(groups)
    links = threads(list(groups.values()))
    return {(names[place], link.relation, names[link.group]) for place, each in enumerate(links) for link in each}


def test_the_days_of_a_trial_are_linked_and_nothing_else() -> None:
    assert linked(TRIAL) == {("opening", Relation.LATER, "verdict"), ("verdict", Relation.EARLIER, "opening")}


def test_a_link_gives_its_reason_in_whole_names_as_they_are_printed() -> None:
    link = threads(list(stories(TRIAL).values()))[0][0]
    assert set(link.shared) & {"Corvin Aldersey", "Port Delgado"}
    assert not set(link.shared) & {"aldersey", "Aldersey", "delgado", "Delgado", "hexley"}


@pytest.mark.parametrize("term", ["2024-02-05", "thursday", "june", "jan", "2024", "76", "rep", "president"])
def test_no_day_number_or_title_is_a_name(term: str) -> None:
    assert not can_name(term)


def test_what_belongs_to_a_genre_links_nothing() -> None:
    cases = yaml.safe_load((Path(__file__).parent / "threads.yaml").read_text(encoding="utf-8"))
    texts = {
        f"{place:02} {part}": (text, day.isoformat())
        for place, case in enumerate(cases)
        for part, (day, text) in zip(("before", "after"), case["stories"], strict=True)
    }
    follow = {(f"{n:02} before", Relation.LATER, f"{n:02} after") for n, case in enumerate(cases) if case["linked"]}
    found = {link for link in linked(texts) if link[1] is Relation.LATER}
    assert len(cases) >= 30
    assert len(found & follow) >= 0.9 * len(found)
    assert len(found & follow) >= 0.8 * len(follow)


def test_the_same_kind_of_event_about_others_is_no_thread() -> None:
    other = ("The trial of Bettina Osgood over the Marlow tunnel fire opened in Selmark.", "2024-03-01")
    assert linked({"opening": TRIAL["opening"], "other": other}) == set()


def test_stories_of_one_day_or_without_a_date_are_not_linked() -> None:
    text, day = TRIAL["opening"]
    verdict = TRIAL["verdict"][0]
    assert linked({"a": (text, day), "b": (verdict, day)}) == set()
    assert linked({"a": (text, day), "b": (verdict, "")}) == set()


def test_the_likest_links_are_kept_when_there_are_many() -> None:
    days = {
        f"day{number:02}": (f"{TRIAL['opening'][0]} Witness {number} spoke.", f"2024-02-{number:02}")
        for number in range(1, 12)
    }
    links = threads(list(stories(days).values()), bounds=Bounds(most=3))
    assert all(sum(link.relation is relation for link in each) <= 3 for each in links for relation in Relation)
    assert len(links[5]) == 6


def test_no_stories_have_no_threads() -> None:
    assert threads([]) == ()


def test_the_visit_is_one_story_and_the_conference_before_it_an_earlier_thread(seeds: Path) -> None:
    articles = [found for raw in collect(seeds, max_bytes=5_000_000).raws if isinstance(found := clean(raw), Article)]
    number = {article.id: article.source.path[:3] for article in articles}
    groups = group(analyse(articles))
    assert [tuple(number[name] for name in each.ids) for each in groups] == [
        ("004",),
        ("000", "002", *_undated(groups, number)),
    ]
    assert {"001", "003"} == set(_undated(groups, number))
    before, after = threads(groups)
    assert [(link.group, link.relation) for link in before] == [(1, Relation.LATER)]
    assert [(link.group, link.relation) for link in after] == [(0, Relation.EARLIER)]
    assert "Sergei Shoigu" in after[0].shared


def _undated(groups: tuple[Group, ...], number: dict[str, str]) -> list[str]:
    return [number[member.analysis.article.id] for member in groups[1].members if not member.analysis.article.published]
