"""Keys of what is printed: equal exactly where a story or a person is, and made without fetching what tells it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from stories.build import make_article, make_group, make_told
from stories.test_news import desk

from digest.lock import Lock
from digest.nouns import Person, Relation, Status, Story, Thread, Told, deferred, person_key, story_key
from digest.stories.edition import NO_RULES, edition
from digest.stories.news import Newsdesk
from digest.stories.people import People
from digest.stories.rules import Outcome

STORY = Story(
    id="s",
    slug="about-s",
    told=make_told(make_group(make_article("a", day="2025-02-24"), make_article("b", day="2025-02-25"))),
    status=Status.UPDATED,
    first_edition=1,
    new_articles=frozenset("b"),
    threads=(),
    pinned=False,
    notes=(),
    decisions=(),
    brought=(1, 2),
    update_key="known",
)


def of_two_editions(told: Told) -> Story:
    lock = Lock()
    for some in (make_told(make_group(told.group.members[0])), told):
        made, lock = edition(
            [some],
            ids=["s"],
            articles=[member.analysis.article for member in some.group.members],
            people=People(people=(), namings={}),
            relations=[()],
            rules=NO_RULES,
            outcome=Outcome(),
            skipped=(),
            duplicates=(),
            lock=lock,
            authority="",
        )
    (story,) = made.stories
    return story


def test_a_story_of_an_edition_has_a_key_before_anything_that_tells_it_is_fetched() -> None:
    asked: list[str] = []

    def rest() -> Mapping[str, Any]:
        asked.append("told")
        return {"summary": whole.summary, "quotes": (), "republished": (), "differences": (), "timeline": None}

    whole = make_told(make_group(make_article("a", day="2025-02-24"), make_article("b", day="2025-02-26")))
    lazy = deferred(Told, {"group": whole.group, "headline": whole.headline, "counted": whole.tally}, rest)
    story = of_two_editions(lazy)
    key = story_key(story, "told")
    filed = replace(story, topics=("trade",))
    assert (asked, story.status) == ([], Status.UPDATED)
    assert story.update is not None
    assert (asked, story.update.edition, story.update.whole) == ([], 2, False)
    assert story.update.sentences is not None
    assert asked == ["told"]
    assert key == story_key(story, "told") == story_key(of_two_editions(whole), "told") != story_key(filed, "told")
    assert (filed.update, filed.topics, story.topics) == (story.update, ("trade",), ())


@pytest.mark.parametrize(
    "change",
    [
        {"id": "other"},
        {"slug": "other"},
        {"status": Status.CONTINUING},
        {"first_edition": 2},
        {"new_articles": frozenset("ab")},
        {"threads": (Thread(story="x", relation=Relation.EARLIER, shared=()),)},
        {"pinned": True},
        {"notes": ("mind",)},
        {"decisions": ("mind",)},
        {"split_from": "x"},
        {"split_off": ("x",)},
        {"topics": ("x",)},
        {"brought": (1, 1)},
        {"update_key": "other"},
    ],
)
def test_whatever_an_edition_makes_of_a_story_changes_its_key(change: Mapping[str, Any]) -> None:
    assert story_key(replace(STORY, **change), "told") != story_key(STORY, "told")
    assert story_key(STORY, "told") != story_key(STORY, "told otherwise")


def test_the_key_of_news_changes_with_the_edition_that_brought_it_and_with_what_it_replaced() -> None:
    newsdesk, since = desk(a=1, b=2)
    revised, _ = desk({"a": 2}, a=1, b=2)
    known, old = desk(a=1, b=1)

    def key(of: Newsdesk, brought: Mapping[str, int]) -> str:
        return of.update_key(brought, of.last(brought))

    assert len({key(newsdesk, since), key(revised, since), key(newsdesk, {"a": 2, "b": 2})}) == 3
    assert key(known, old) == key(newsdesk, old), "of what no edition came before, a new edition is no news"


def test_the_key_of_a_person_changes_with_all_that_is_known_of_them() -> None:
    person = Person(id="anna-lund", name="Anna Lund", forms=(), roles=(), articles=("a",))
    others = [replace(person, name="Ana Lund"), replace(person, forms=("Lund",)), replace(person, articles=("a", "b"))]
    assert len({person_key(one) for one in (person, replace(person), *others)}) == 4
