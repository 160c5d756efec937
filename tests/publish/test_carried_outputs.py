"""Feeds, data and the search, carried over from build to build."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from publish import many, sample

from digest.nouns import Edition, Headline, News, Redirect, Status, Story
from digest.publish import data, feeds, search_files
from digest.publish.desk import Desk
from digest.publish.memory import Memory
from digest.store import Store

FORMERLY = ("topics/bridges/", "outlets/old-gazette/", "archive/2030/")
LOCK = {"version": "1"}
DAYS = (date(2029, 5, 2), date(2030, 11, 30), date(2031, 3, 5), None)


def outputs(edition: Edition, store: Store, options: object = sample.OPTIONS) -> tuple[dict[str, str], set[str]]:
    """The digests of all products by their paths, and which subjects were made now; `store` remembers for next time."""
    assert isinstance(options, type(sample.OPTIONS))
    memory = Memory(Desk(edition, options), store, repr(options))
    files = (
        *feeds(edition, options, formerly=FORMERLY, memory=memory),
        *data(edition, options, lock=LOCK, memory=memory, store=store),
        *search_files(edition, options, memory=memory),
    )
    made = {one.path: one.digest for one in files}
    assert len(made) == len(files)
    memory.save()
    return made, set(memory.reasons)


def anew(edition: Edition) -> dict[str, str]:
    return outputs(edition, Store(None))[0]


def reworded(story: Story) -> Story:
    headline = Headline(text=f"{story.told.headline.text} again", article="", by="Ed")
    return replace(story, told=replace(story.told, headline=headline))


def updated(story: Story) -> Story:
    ids = story.told.group.ids
    news = News(edition=3, since=None, whole=False, sentences=(), quotes=(0,), versions=(), sources=ids[:1], revised=())
    return replace(story, status=Status.UPDATED, update=news)


STORIES = st.lists(
    st.tuples(
        st.integers(0, 5),  # which story
        st.lists(st.sampled_from(DAYS), min_size=1, max_size=2),
        st.sampled_from(["Alder Gazette", "Morning Tide", ""]),
        st.sampled_from([(), (reworded,), (updated,), (reworded, updated)]),
    ),
    max_size=5,
    unique_by=lambda one: one[0],
)


def edition_of(drawn: Sequence[tuple[int, list[date | None], str, tuple[object, ...]]], number: int) -> Edition:
    stories = []
    for name, days, outlet, changes in drawn:
        story = many.told(str(name), days, outlet=outlet)
        for change in changes:
            story = change(story)  # type: ignore[operator]
        stories.append(story)
    led = (Redirect(slug="rain-of-old", story=stories[0].id),) if stories else ()
    made = many.edition(stories, many.named(number, [one.told.group.ids[0] for one in stories]))
    return replace(made, redirects=led, absent=("rain-long-gone",))


HISTORIES = st.lists(st.builds(edition_of, STORIES, st.integers(0, 2)), min_size=2, max_size=3)


@settings(max_examples=15, deadline=None)
@given(HISTORIES)
def test_what_is_carried_over_is_what_would_be_made_anew(history: list[Edition]) -> None:
    store = Store(None)
    for edition in history:
        assert outputs(edition, store)[0] == anew(edition)


def test_an_edition_that_is_the_same_makes_nothing_again() -> None:
    store = Store(None)
    outputs(sample.edition(), store)
    assert outputs(sample.edition(), store)[1] == set()


def test_a_story_that_changes_leaves_what_is_of_other_stories_alone() -> None:
    stories, store = [many.told(str(name), DAYS[:2], outlet=f"Gazette {name}") for name in range(5)], Store(None)
    before, _ = outputs(many.edition(stories), store)
    changed = many.edition([*stories[:4], reworded(stories[4])])
    after, made = outputs(changed, store)
    assert after == anew(changed)
    assert {path for path, digest in after.items() if before.get(path) != digest} == {
        "feed.xml", "feed.json", "feeds.opml",
        "stories/rain-4/feed.xml", "stories/rain-4/feed.json",
        "people/mira-tan/feed.xml", "people/mira-tan/feed.json",
        "outlets/gazette-4/feed.xml", "outlets/gazette-4/feed.json",
        f"data/stories/{stories[4].id}.json", "data/stories.json", "data/articles.csv",
        "data/quotes.json", "data/quotes.csv",
        "search/2029/",
    }  # fmt: skip
    assert not any(other in subject for subject in made for other in ("rain-0", "rain-1", "rain-2", "rain-3"))


def test_a_story_that_changes_rewrites_few_of_the_noted_rows() -> None:
    stories, store = [many.told(str(name), DAYS[:1]) for name in range(40)], Store(None)
    names = ["rows of data", *(f"rows of data, part {place}" for place in range(1, 64))]
    outputs(many.edition(stories), store)
    before = [store.noted(name) for name in names]
    outputs(many.edition([*stories[:39], reworded(stories[39])]), store)
    after = [store.noted(name) for name in names]
    assert sum(old != new for old, new in zip(before, after, strict=True)) == 1


def test_rows_that_were_damaged_are_made_again() -> None:
    stories, store = [many.told(str(name), DAYS[:1]) for name in range(3)], Store(None)
    outputs(many.edition(stories), store)
    names = ["rows of data", *(f"rows of data, part {place}" for place in range(1, 64))]
    (name,) = (one for one in names if b"Rain 1" in store.noted(one))
    store.note(name, store.noted(name).replace(b"Rain 1", b"Ruin 1"))
    changed = many.edition([*stories[:2], reworded(stories[2])])
    assert outputs(changed, store)[0] == anew(changed)
