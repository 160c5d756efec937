"""A week of editions, and any history of them: a published edition stays as it was, but for its notes."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories.archive import Archive, edition_pages, printed, without_notes
from stories.newsroom import Clipping, rule, story_of

from digest.editorial import RuleKind
from digest.lock import record_path
from digest.nouns import Edition, Fate, PastEdition, Status


def past(made: Edition, number: int) -> PastEdition:
    return next(one for one in made.past if one.number == number)


def fates(made: Edition, number: int) -> dict[str, Fate]:
    """What became of each article's sentences and quotes in an edition, the worst of them."""
    found: dict[str, Fate] = {}
    for story in past(made, number).stories:
        words = [(one.words.article, fate) for one, fate in zip(story.record.sentences, story.sentences, strict=True)]
        for article, fate in [*words, *((quote.record.article, quote.fate) for quote in story.quotes)]:
            found[article] = max(fate, found.get(article, Fate.STANDS), key=list(Fate).index)
    return found


@pytest.fixture
def desk(tmp_path: Path) -> Archive:
    return Archive(content=tmp_path)


def test_a_week_of_editions(desk: Archive) -> None:
    a, b, c = (Clipping(name=name, day="2025-02-24", words=f"Words of {name}") for name in "abc")
    monday = desk.publish([a, b], [c])
    assert [one.slug for one in monday.past] == ["2025-02-24"]
    assert all(story.news is None for story in monday.stories), "there was no edition before the first"
    first = edition_pages(monday)["2025-02-24"]
    kept, before = desk.record(1), printed(monday)
    assert printed(desk.publish([a, b], [c])) == before, "a rebuild is the same"
    assert desk.record(1) == kept

    d, late = Clipping(name="d", day="2025-02-25", words="Water falls"), Clipping(name="e", day="2025-02-24")
    tuesday = desk.publish([a, b, d], [c], [late])
    news = story_of(tuesday, "d").news
    assert news is not None
    assert (news.sources, news.since) == (("d",), monday.date)
    assert [story_of(tuesday, "d").told.quotes[at].article for at in news.quotes] == ["d"]
    assert story_of(tuesday, "e").status is Status.NEW, "an article that came late is new, whatever its date"
    assert story_of(tuesday, "c").status is Status.CONTINUING
    front, page = printed(tuesday)["index.md"], edition_pages(tuesday)["2025-02-24"]
    assert 'href="./editions/2025-02-24/">24 February 2025</a>' in front
    assert without_notes(page) == without_notes(first)
    assert desk.record(1) == kept

    assert desk.publish([a, b, d], [c], [late]).number == 2, "an empty day opens no edition"
    for number, slug in ((3, "2025-02-25-2"), (4, "2025-02-25-3")):
        asked = desk.publish([a, b, d], [c], [late], opening=True)
        assert (asked.number, asked.past[-1].slug, asked.date) == (number, slug, tuesday.date)
        assert {story.status for story in asked.stories} == {Status.CONTINUING}
        assert "This edition brought nothing new" in edition_pages(asked)[slug]
        assert desk.publish([a, b, d], [c], [late]).number == number

    edited = replace(a, words="Mended words")
    f = Clipping(name="f", day="2025-02-27")
    thursday = desk.publish([edited, b, c, d, f], [late])
    assert (thursday.number, past(thursday, 1).slug) == (5, "2025-02-24")
    assert fates(thursday, 1) == {"a": Fate.CHANGED, "b": Fate.STANDS, "c": Fate.STANDS}
    page = edition_pages(thursday)["2025-02-24"]
    assert "Since then the story has become part of another one" in page
    assert "These words no longer stand in the stored article." in page
    assert without_notes(page) == without_notes(first)

    whole = story_of(thursday, "a")
    desk.rules = (rule(RuleKind.RENAME, whole.slug, to="Floods"), rule(RuleKind.EXCLUDE, "b.txt"))
    friday = desk.publish([edited, b, c, d, f], [late], [Clipping(name="g", day="2025-02-28")])
    page = edition_pages(friday)["2025-02-24"]
    assert "Words of b" in first
    assert "Words of b" not in page
    assert "An editor has since left out an article of which this stood here" in page
    assert "An editor has since given it another headline: “Floods”." in page
    assert desk.record(1) == kept
    assert sorted(edition_pages(friday)) == [
        "2025-02-24", "2025-02-25", "2025-02-25-2", "2025-02-25-3", "2025-02-27", "2025-02-28",
    ]  # fmt: skip


def test_a_hidden_story_is_a_note_in_every_edition_though_its_articles_are_gone(desk: Archive) -> None:
    desk.publish("ab", "c")
    made = desk.publish("ab", "c", [Clipping(name="d", day="2025-02-25", words="News")])
    assert "The river is rising in a" in edition_pages(made)["2025-02-24"]
    desk.rules = (rule(RuleKind.HIDE, story_of(made, "a").slug),)
    for parts in (("ab", "c"), ("c",)):
        page = edition_pages(desk.publish(*parts))["2025-02-24"]
        assert "An editor has since taken a story out that stood here." in page
        assert "rising in a" not in page
        assert "rising in c" in page


def test_an_outlet_that_is_left_out_is_left_out_of_the_past(desk: Archive) -> None:
    desk.publish("ab")
    desk.rules = (rule(RuleKind.EXCLUDE_OUTLET, "OUTLET B"),)
    made = desk.publish("ab", [Clipping(name="d", day="2025-02-25")])
    assert fates(made, 1) == {"a": Fate.STANDS, "b": Fate.WITHHELD}


def test_words_of_an_article_that_is_gone_are_printed_with_a_note(desk: Archive) -> None:
    desk.publish("a", "b")
    made = desk.publish("b", [Clipping(name="d", day="2025-02-25")])
    assert fates(made, 1) == {"a": Fate.GONE, "b": Fate.STANDS}
    page = edition_pages(made)["2025-02-24"]
    assert "rising in a" in page
    assert "The article is no longer stored." in page
    assert "The story has since left this digest" in page


def test_a_corrected_speaker_is_named_beside_the_one_that_was_printed(desk: Archive) -> None:
    desk.publish("ab")
    desk.rules = (rule(RuleKind.SPEAKER, "a.txt", to="Mira Tan", quote="The river is rising in a"),)
    made = desk.publish("ab", [Clipping(name="d", day="2025-02-25")])
    page = edition_pages(made)["2025-02-24"]
    assert "Speaker A" in page
    assert "The speaker has since been corrected to Mira Tan by Nadia." in page
    assert "corrected to" not in edition_pages(made)["2025-02-25"]


def test_a_story_that_was_split_leads_to_both_parts(desk: Archive) -> None:
    desk.publish("abc")
    made = desk.publish("ab", "c", [Clipping(name="d", day="2025-02-25")])
    page = edition_pages(made)["2025-02-24"]
    assert "Since then a part of it is told in another story" in page
    assert f"stories/{story_of(made, 'c').slug}/" in page


def test_an_edition_whose_record_is_damaged_keeps_its_address_and_says_so(desk: Archive) -> None:
    desk.publish("a")
    path = record_path(desk.content, 1)
    path.write_text(path.read_text(encoding="utf-8").replace('"number": 1', '"number": "one"'), encoding="utf-8")
    made = desk.publish("a", [Clipping(name="d", day="2025-02-25")])
    assert past(made, 1).problem.startswith(f"{path}:3: number: ")
    assert "its record is missing or damaged" in edition_pages(made)["2025-02-24"]
    path.unlink()
    made = desk.publish("a", [Clipping(name="d", day="2025-02-25")])
    assert "editions/0001.json is missing" in past(made, 1).problem
    assert "its record is missing or damaged" in edition_pages(made)["2025-02-24"]


def test_editions_from_before_there_were_records_have_no_page(desk: Archive) -> None:
    desk.build("a")
    made = desk.publish("a", [Clipping(name="d", day="2025-02-25")])
    assert list(edition_pages(made)) == ["2025-02-25"]
    assert "edition before: 24 February 2025" in printed(made)["index.md"]


def test_a_lock_from_an_older_site_takes_no_number_that_an_edition_has(desk: Archive) -> None:
    desk.publish("a")
    older = desk.lock
    desk.publish("a", [Clipping(name="d", day="2025-02-25")])
    kept = desk.record(2)
    desk.lock = older
    made = desk.publish("a", [Clipping(name="d", day="2025-02-25")], [Clipping(name="f", day="2025-02-26")])
    assert (made.number, past(made, 2).slug) == (3, "2025-02-25")
    assert desk.record(2) == kept


STEP = st.dictionaries(st.sampled_from("abcdef"), st.tuples(st.integers(0, 3), st.booleans()), max_size=3)
RULE = st.sampled_from(["", "hide", "exclude"])
HISTORY = st.lists(st.tuples(STEP, st.integers(24, 27), st.booleans(), RULE), min_size=1, max_size=4)


@settings(max_examples=8)
@given(history=HISTORY)
def test_no_history_changes_a_past_edition_but_for_its_notes(
    history: list[tuple[dict[str, tuple[int, bool]], int, bool, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    desk = Archive(content=tmp_path_factory.mktemp("history"))
    places, edits = dict.fromkeys("abc", 1) | dict.fromkeys("de", 2), dict.fromkeys("abcdef", 0)
    published: dict[str, set[str]] = {}
    records: dict[str, str] = {}
    for step, day, opening, decision in [({}, 24, False, ""), *history]:
        for name, (place, edited) in step.items():
            places[name] = place
            edits[name] += edited
        parts = [
            [
                Clipping(name=name, day=f"2025-02-{day if name == 'a' else 24}", words=f"Words {edits[name]}")
                for name in sorted(places)
                if places[name] == place
            ]
            for place in (1, 2, 3)
            if place in places.values()
        ]
        living = [story for story in desk.lock.stories if not story.merged_into]
        desk.rules = ()
        if decision == "hide" and living:
            desk.rules = (rule(RuleKind.HIDE, living[0].slug),)
        elif decision == "exclude":
            desk.rules = (rule(RuleKind.EXCLUDE, "b.txt"),)
        made = desk.publish(*parts, opening=opening)
        pages, files = edition_pages(made), desk.written()
        assert edition_pages(desk.publish(*parts)) == pages, "a rebuild is another"
        assert desk.written() == files
        clone = Archive(content=Path(shutil.copytree(desk.content, tmp_path_factory.mktemp("clone") / "content")))
        clone.rules, clone.lock = desk.rules, desk.lock
        assert edition_pages(clone.publish(*parts)) == pages, "a fresh clone is another"
        assert {name: files[name] for name in records} == records, "a past edition was written again"
        records = {name: text for name, text in files.items() if name.endswith(".json")}
        records.pop(f"{made.number:04}.json", None)
        for slug, page in pages.items():
            lines = {line for line in without_notes(page).split("\n") if "left out by an editor" not in line.lower()}
            current = made.past and slug == made.past[-1].slug
            assert current or lines <= published[slug], "more than notes has changed"
            published[slug] = lines if current else published[slug]
        if decision == "exclude":
            assert all(f"Words {edit} in b" not in page for edit in range(9) for page in pages.values())
        for story in made.stories:
            assert (story.news is None) == (story.status is Status.CONTINUING or made.number == 1)
        if opening and {story.status for story in made.stories} == {Status.CONTINUING}:
            assert all(story.news is None for story in made.stories)
