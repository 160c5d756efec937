"""When an edition opens, what it brings nothing of stays as it is: its pages, feeds and data, to the byte."""

import re
from pathlib import Path

import pytest
from stories.archive import Archive, edition_pages
from stories.newsroom import OPTIONS, TEMPLATES, Clipping

from digest.nouns import Edition
from digest.publish import data, feeds, pages, remembering
from digest.publish.almanac import almanac
from digest.publish.story_view import story_view
from digest.publish.wording import Nearness
from digest.store import Store

TWO_DAYS = (Clipping(name="a"), Clipping(name="b", day="2025-02-27", words="The dam holds"))
ONE_DAY = (Clipping(name="c", day="2025-02-27", title="The school opens"),)
LATER = (Clipping(name="d", day="2025-03-01", title="A foal is born"),)
NEXT_YEAR = (Clipping(name="e", day="2026-01-02", title="A bridge is built"),)
ABOUT_ONE = ("stories/", "people/", "outlets/", "data/stories/")


def everything(made: Edition, store: Store) -> tuple[dict[str, bytes], set[str]]:
    """All that is about one story, person or outlet, by path, and which subjects were not carried over."""
    memory = remembering(made, OPTIONS, templates=TEMPLATES, store=store)
    files = [
        *pages(made, OPTIONS, templates=TEMPLATES, memory=memory),
        *feeds(made, OPTIONS, memory=memory),
        *data(made, OPTIONS, memory=memory, store=store),
    ]
    memory.save()
    found = {one.path: one.load() for one in files if one.path.startswith(ABOUT_ONE) and one.path.count("/") > 1}
    return found, set(memory.reasons)


def test_a_story_without_news_keeps_every_byte_when_the_next_edition_opens(tmp_path: Path) -> None:
    archive = Archive(content=tmp_path)
    with Store(tmp_path / "store.sqlite") as store:
        one = archive.publish(TWO_DAYS, ONE_DAY)
        first, _ = everything(one, store)
        two = archive.publish(TWO_DAYS, ONE_DAY, LATER)
        second, made = everything(two, store)
        third, made_again = everything(archive.publish(TWO_DAYS, ONE_DAY, LATER, NEXT_YEAR), store)
    assert [path for path in first if second[path] != first[path]] == []
    assert [path for path in second if third[path] != second[path]] == [], "what was new is no more, in another year"
    (newest,) = {f"story {story.id}" for story in two.stories} - {f"story {story.id}" for story in one.stories}
    assert {subject for subject in made if subject.startswith("story ")} == {newest}
    assert newest not in made_again


def test_of_days_and_months_those_are_printed_again_that_a_new_day_stands_beside(tmp_path: Path) -> None:
    archive = Archive(content=tmp_path)
    with Store(tmp_path / "store.sqlite") as store:
        everything(archive.publish(TWO_DAYS, ONE_DAY), store)
        _, made = everything(archive.publish(TWO_DAYS, ONE_DAY, LATER), store)
        _, made_again = everything(archive.publish(TWO_DAYS, ONE_DAY, LATER, NEXT_YEAR), store)
    assert {one for one in made if one.startswith(("day ", "month "))} == {
        *("day 2025-02-27", "day 2025-03-01"),
        *("month 02 of 2025", "month 03 of 2025"),
    }
    assert {one for one in made_again if one.startswith(("day ", "month "))} == {
        *("day 2025-03-01", "day 2026-01-02"),
        *("month 03 of 2025", "month 01 of 2026"),
    }


def test_a_page_says_what_is_new_in_its_story_while_the_edition_lasts_that_brought_it(tmp_path: Path) -> None:
    archive = Archive(content=tmp_path)
    store = Store(None)
    archive.publish(TWO_DAYS)
    more = (*TWO_DAYS, Clipping(name="f", day="2025-03-01", words="The dam broke"))
    updated, _ = everything(archive.publish(more), store)
    after, _ = everything(archive.publish(more, NEXT_YEAR), store)
    (page,) = (path for path in updated if path.startswith("stories/") and path.endswith(".md"))
    marks = (b">Updated<", b"New since")
    assert [one in updated[page] for one in marks] == [True, True]
    assert [one in after[page] for one in marks] == [False, False]


def test_a_first_edition_calls_nothing_new_and_a_later_one_does(tmp_path: Path) -> None:
    archive = Archive(content=tmp_path)
    first, second = archive.publish(TWO_DAYS), archive.publish(TWO_DAYS, LATER)
    assert status_words(first) == ([""], [])
    assert status_words(second) == (["Continuing", "New"], ["New"])


def status_words(made: Edition) -> tuple[list[str], list[str]]:
    """What pages about the edition say of its stories, and what the page that keeps it prints."""
    book = almanac(made, OPTIONS)
    pages = edition_pages(made)
    kept = re.findall(r'"status__word">(\w+)<', pages[made.past[-1].slug])
    return sorted(story_view(story, book, present=True).status for story in made.stories), kept


@pytest.mark.parametrize(
    ("days", "near"),
    [
        (["2025-02-27"], {Nearness.SAME_DAY}),
        (["2025-02-24", "2025-02-27"], {Nearness.SAME_YEAR}),
        (["2024-12-31", "2025-01-02"], {Nearness.OTHER}),
    ],
)
def test_a_day_is_told_beside_the_other_days_of_its_story_whatever_the_edition(
    tmp_path: Path, days: list[str], near: set[Nearness]
) -> None:
    story = tuple(Clipping(name=name, day=day) for name, day in zip("abc", days, strict=False))
    archive = Archive(content=tmp_path)
    for parts in ((story,), (story, NEXT_YEAR)):
        made = archive.publish(*parts)
        (own,) = (one for one in made.stories if "a" in one.told.group.ids)
        book = almanac(made, OPTIONS)
        assert {book.nearness_in_story(member.published, own.id) for member in own.members} == near
