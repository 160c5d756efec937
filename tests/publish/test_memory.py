"""What is remembered of pages: the same, to the byte, as what would be made from nothing."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from publish import many, sample
from publish.printing import TEMPLATES
from slugify import slugify

from digest.nouns import CarriedPage, Edition, Page, Person, Status, Story
from digest.publish import aside as putting_aside
from digest.publish import pages
from digest.publish.aside import Aside
from digest.publish.memory import Memory, remembering
from digest.publish.options import SiteOptions
from digest.store import Store
from digest.stories import watch

Change = Callable[[Edition, Story], Edition]


def printed(
    edition: Edition, store: Store, options: SiteOptions = sample.OPTIONS
) -> tuple[dict[str, Page | CarriedPage], Memory]:
    """The pages of an edition by path, as the memory has them."""
    memory = remembering(edition, options, templates=TEMPLATES, store=store)
    made = pages(edition, options, templates=TEMPLATES, memory=memory)
    memory.save()
    return {page.path: page for page in made}, memory


def told(page: object) -> tuple[object, ...]:
    """All that a page is, whether it was made or carried."""
    assert isinstance(page, Page | CarriedPage)
    return page.path, page.digest, page.load(), page.changed, page.leads_on


def other(edition: Edition, old: Story, **facts: object) -> Edition:
    """The edition with a story changed."""
    new = replace(old, **facts)  # type: ignore[arg-type]
    return replace(edition, stories=tuple(new if one is old else one for one in edition.stories))


def _headline(edition: Edition, story: Story) -> Edition:
    headline = replace(story.told.headline, text=f"{story.told.headline.text} again")
    return other(edition, story, told=replace(story.told, headline=headline))


def _renamed(edition: Edition, story: Story) -> Edition:
    """The edition with everybody whom the story names under another name."""
    own = set(story.told.group.ids)
    renamed = (replace(one, name=f"{one.name} Jr") if own & set(one.articles) else one for one in edition.people)
    return replace(edition, people=tuple(renamed))


def _removed(edition: Edition, story: Story) -> Edition:
    stories = tuple(one for one in edition.stories if one is not story)
    return replace(edition, stories=stories, absent=(*edition.absent, story.slug)) if len(stories) > 1 else edition


def _shortened(edition: Edition, story: Story) -> Edition:
    """The story without its last article, and so without anything that was said in it."""
    if len(story.members) < 2:
        return edition
    gone = story.members[-1].analysis.article.id
    group = replace(story.told.group, members=story.members[:-1])
    quotes = tuple(one for one in story.told.quotes if not any(some.article == gone for some in one.versions))
    told = replace(story.told, group=group, quotes=quotes, summary=(), differences=(), timeline=None, republished=())
    told = replace(told, headline=replace(told.headline, article=story.members[0].analysis.article.id))
    return other(edition, story, told=told, update=None, brought=())


def _remarked(edition: Edition, story: Story) -> Edition:
    return other(edition, story, notes=(*story.notes, "An editor’s remark."))


def _continued(edition: Edition, story: Story) -> Edition:
    return other(edition, story, status=Status.CONTINUING, new_articles=frozenset())


def _next_day(edition: Edition, _story: Story) -> Edition:
    day = edition.date or date(2031, 1, 1)
    return replace(edition, number=edition.number + 1, date=day.replace(year=day.year + 1), previous_date=day)


def _moved(edition: Edition, story: Story) -> Edition:
    return other(edition, story, slug=f"{story.slug}-2")


CHANGES: Mapping[str, Change] = {
    "headline": _headline,
    "renamed person": _renamed,
    "removed story": _removed,
    "removed article": _shortened,
    "remark": _remarked,
    "continued": _continued,
    "next day": _next_day,
    "moved": _moved,
    "nothing": lambda edition, _story: edition,
}


def changed(edition: Edition, name: str, place: int) -> Edition:
    """The edition with one thing changed, and what follows from it."""
    made = CHANGES[name](edition, edition.stories[place % len(edition.stories)])
    here = {one.analysis.article.id for story in made.stories for one in story.members}
    revisions = tuple(one for one in made.ledger.revisions if one.newer.id in here)
    made = replace(made, ledger=replace(made.ledger, revisions=revisions))
    return sample.laid_out(watch(made, sample.TOPICS))


def same_as_fresh(edition: Edition, store: Store, options: SiteOptions = sample.OPTIONS) -> Memory:
    """Hold what is remembered to what is made from nothing."""
    remembered, memory = printed(edition, store, options)
    fresh, _ = printed(edition, Store(None), options)
    assert [told(page) for page in remembered.values()] == [told(page) for page in fresh.values()]
    return memory


def test_after_every_kind_of_change_what_is_remembered_is_what_would_be_made_anew() -> None:
    edition, store = sample.edition(), Store(None)
    same_as_fresh(edition, store)
    for place, name in enumerate(CHANGES):
        edition = changed(edition, name, place)
        same_as_fresh(edition, store)


@settings(max_examples=3, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(CHANGES)), st.integers(0, 3)), min_size=1, max_size=3))
def test_no_history_makes_a_remembered_page_another(history: list[tuple[str, int]]) -> None:
    edition, store = sample.edition(), Store(None)
    for name, place in history:
        printed(edition, store)
        edition = changed(edition, name, place)
    same_as_fresh(edition, store)


def test_where_nothing_changes_no_page_is_made_again() -> None:
    store = Store(None)
    printed(sample.edition(), store)
    again, memory = printed(sample.edition(), store)
    assert memory.reasons == {}
    assert not [path for path, page in again.items() if isinstance(page, Page) and not page.leads_on]


def test_a_page_that_is_made_again_says_what_it_looked_up() -> None:
    store, edition = Store(None), sample.edition()
    printed(edition, store)
    story = edition.stories[2]
    _, memory = printed(changed(edition, "remark", 2), store)
    assert "which changed" in memory.reasons[f"story {story.id}"]
    assert f"story {edition.stories[1].id}" not in memory.reasons


def test_other_options_make_every_page_anew() -> None:
    store = Store(None)
    printed(sample.edition(), store)
    memory = same_as_fresh(sample.edition(), store, replace(sample.OPTIONS, title="Another Digest"))
    assert set(memory.reasons.values()) == {
        "nothing is remembered of the last build, or it was made with other templates or options"
    }


@pytest.mark.parametrize("noted", [b"{", b'{"questions": [["story"]], "answers": []}'])
def test_a_damaged_memory_is_made_anew(noted: bytes) -> None:
    store = Store(None)
    store.note("traces", noted)
    same_as_fresh(sample.edition(), store)


def test_a_first_name_under_a_letter_changes_no_page_below_the_other_letters() -> None:
    names = [f"A{second}ra Vale {number}" for second in "bcd" for number in range(90)] + ["Bela Vale"]
    people = [Person(id=slugify(name), name=name, forms=(), roles=(), articles=()) for name in [*names, "Zora Vale"]]
    stories, store = [many.told("1", [date(2031, 3, 5)])], Store(None)
    printed(many.edition(stories, people[:-1]), store)
    again, _ = printed(many.edition(stories, people), store)
    made = {path for path, page in again.items() if isinstance(page, Page) and path.startswith("people/letters/")}
    assert made == {f"people/letters/{letter}/index.md" for letter in "abmz"}
    below = unescape(again["people/letters/ac/index.md"].load().decode())
    led_to = [letter for letter in ("a", "ab", "ad", "b", "z") if f"people/letters/{letter}/" in below]
    assert led_to == ["a", "ab", "ad"]


def test_a_name_more_on_a_finer_page_changes_no_page_above_it() -> None:
    names = [f"A{second}ra Vale {number}" for second in "bcd" for number in range(90)] + ["Bela Vale"]
    people = [Person(id=slugify(name), name=name, forms=(), roles=(), articles=()) for name in [*names, "Abra Vale 90"]]
    stories, store = [many.told("1", [date(2031, 3, 5)])], Store(None)
    printed(many.edition(stories, people[:-1]), store)
    again, _ = printed(many.edition(stories, people), store)
    made = {path for path, page in again.items() if isinstance(page, Page) and path.startswith("people/")}
    assert made == {"people/index.md", "people/letters/ab/index.md", "people/abra-vale-90/index.md"}
    assert (
        again["people/letters/a/index.md"].load()
        == printed(many.edition(stories, people), Store(None))[0]["people/letters/a/index.md"].load()
    )


def test_traces_are_not_written_again_where_nothing_was_made(monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(None)
    printed(sample.edition(), store)
    written: list[str] = []
    monkeypatch.setattr(store, "note_below", lambda name, _parts, _kept: written.append(name))
    printed(sample.edition(), store)
    assert written == []
    printed(changed(sample.edition(), "remark", 2), store)
    assert written == ["traces"]


def test_an_article_more_changes_few_pages_of_long_lists() -> None:
    days = [date(2031, 1 + number % 12, 1 + number % 28) for number in range(150)]
    stories = [many.told(str(number), [day]) for number, day in enumerate(days)]
    articles = [one.analysis.article.id for one in stories[0].members]
    before = many.edition(stories[:-1], many.named(280, articles))
    after = many.edition(stories, many.named(281, articles))
    store = Store(None)
    printed(before, store)
    again, memory = printed(after, store)
    made = [page for page in again.values() if isinstance(page, Page)]
    assert len(made) <= 30, sorted(memory.reasons)
    assert sum(len(page.markdown) for page in made) < 1_000_000


def test_what_is_put_aside_is_what_was_made(tmp_path: Path) -> None:
    edition = sample.edition()
    with Aside(tmp_path) as aside:
        memory = remembering(edition, sample.OPTIONS, templates=TEMPLATES, store=Store(None), aside=aside)
        made = pages(edition, sample.OPTIONS, templates=TEMPLATES, memory=memory)
        assert any(isinstance(page, CarriedPage) for page in made)
        plain = printed(edition, Store(None))[0].values()
        assert [told(page) for page in reversed(made)] == [told(page) for page in reversed([*plain])]
    assert not list(tmp_path.iterdir())


def test_views_that_were_forgotten_are_made_again_alike() -> None:
    desk = printed(sample.edition(), Store(None))[1].desk
    story, topic = next(iter(desk.stories)), next(iter(desk.topics))
    before = desk.stories[story], desk.topics[topic]
    desk.clear()
    again = desk.stories[story], desk.topics[topic]
    assert again == before
    assert again[0] is not before[0]


def test_what_the_disk_cannot_hold_stays_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Aside(tmp_path) as aside:
        before = aside.put(b"before")
        monkeypatch.setattr(aside, "_put", _full)
        after = aside.put(b"after")
        assert (before(), after()) == (b"before", b"after")
    monkeypatch.setattr(putting_aside, "TemporaryFile", _full)
    with Aside(tmp_path) as aside:
        assert aside.put(b"nowhere")() == b"nowhere"


def _full(*_: object, **__: object) -> None:
    raise OSError("no space left on device")
