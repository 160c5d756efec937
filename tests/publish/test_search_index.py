"""The records of the search, and the index made of them."""

import dataclasses
import gzip
import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publish import sample
from publish.searching import records_of, written

from digest.nouns import Folder
from digest.publish.search import Name, Passage, Record, search_of
from digest.publish.search.periods import CLOSED, RUNNING, in_order, periods
from digest.publish.search.records import person_name


def made(folder: Path, some: tuple[Record | Name, ...], name: str = "site") -> Path:
    return written(some, folder / name, sample.OPTIONS)


def record(**changes: object) -> Record:
    whole = Record(
        address="stories/one/",
        first=date(2031, 3, 5),
        last=date(2031, 3, 5),
        title="One",
        note="",
        words="",
        passages=(),
    )
    return dataclasses.replace(whole, **changes)  # type: ignore[arg-type]


def name(title: str, words: str = "", address: str = "people/one/") -> Name:
    return Name(address=address, title=title, note="Person", words=words)


def shelves(folder: Path) -> list[list[list[str]]]:
    """The rows of each file of names."""
    count = json.loads((folder / "index.json").read_text())["names"]
    return [json.loads((folder / "names" / f"{place}.json").read_text()) for place in range(count)]


def fragments(bundle: Path) -> dict[str, dict[str, object]]:
    read = [json.loads(gzip.decompress(path.read_bytes())[12:]) for path in (bundle / "fragment").iterdir()]
    return {fragment["url"]: fragment for fragment in read}


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_stories_people_outlets_and_topics_can_be_found() -> None:
    some = records_of(sample.edition(), sample.OPTIONS)
    kinds = {one.address.partition("/")[0]: type(one) for one in some}
    assert kinds == {"stories": Record, "people": Name, "outlets": Name, "topics": Name}


def test_each_sentence_and_quote_of_a_story_is_a_passage_with_its_place() -> None:
    some = records_of(sample.edition(), sample.OPTIONS)
    story = next(one for one in some if isinstance(one, Record) and one.address == "stories/night-ferry-approved/")
    said = [one for one in story.passages if one.heading.startswith("Mira Tan")]
    assert any("giving the islanders back their evenings" in one.text for one in said)
    assert len({one.anchor for one in story.passages}) == len(story.passages)
    assert "Oskar Lindqvist" in story.people
    assert "Morning Tide" in story.outlets


def test_a_story_is_filed_by_its_first_article() -> None:
    days = {one.address: one.first for one in records_of(sample.edition(), sample.OPTIONS) if isinstance(one, Record)}
    assert days["stories/ferry-vote-postponed/"] == date(2029, 11, 20)
    parts = periods(days)
    assert parts["stories/ferry-vote-postponed/"] == "2029"
    assert parts["stories/night-ferry-approved/"] == "2031"


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    some = records_of(sample.edition(), sample.OPTIONS)
    first = tree(made(tmp_path / "a", some))
    assert tree(made(tmp_path / "b", some)) == first
    assert tree(made(tmp_path / "b", some, "again")) == first


def test_only_the_part_that_changed_is_indexed_again() -> None:
    old, new = record(first=date(2030, 1, 1), address="stories/old/"), record()
    before, after = (
        {one.path: one.digest for one in search_of(some, sample.OPTIONS) if isinstance(one, Folder)}
        for some in ((old, new), (old, dataclasses.replace(new, title="Another"), name("Mira Tan")))
    )
    assert before.keys() == after.keys() == {"search/2030/", "search/2031/"}
    assert before.items() & after.items() == {("search/2030/", before["search/2030/"])}


def test_the_oldest_part_comes_first_with_the_program_and_what_is_undated_last(tmp_path: Path) -> None:
    years = (None, 2029, 2031, 2030)
    some = [record(address=f"stories/{year}/", first=date(year, 2, 2) if year else None) for year in years]
    folder = made(tmp_path, tuple(some))
    bundles = json.loads((folder / "index.json").read_text())["bundles"]
    assert bundles == ["2029", "2030", "2031", "undated"]
    assert [one for one in bundles if (folder / one / "pagefind.js").exists()] == ["2029"]
    assert all((folder / one / "pagefind-entry.json").exists() for one in bundles)


DAYS = st.lists(st.none() | st.dates(date(2030, 12, 1), date(2031, 12, 31)), max_size=30)


@given(DAYS, st.randoms())
def test_the_parts_of_an_archive_depend_on_its_days_and_on_no_order(days: list[date | None], chance: object) -> None:
    some = {f"stories/{place}/": day for place, day in enumerate(days)}
    shuffled = sorted(some, key=lambda _: chance.random())  # type: ignore[attr-defined]
    parts = periods(some)
    assert parts.keys() == some.keys()
    assert periods({address: some[address] for address in shuffled}) == parts
    assert sorted(in_order(parts, some)) == sorted(set(parts.values()))


def test_a_story_of_the_newest_day_is_indexed_with_few_and_an_archive_has_few_parts() -> None:
    days = {f"stories/{place}/": date(2030, 1, 1) + timedelta(days=place // 20) for place in range(7000)}
    parts = periods(days)
    sizes = Counter(parts.values())
    assert sizes[parts["stories/6999/"]] <= RUNNING
    assert max(sizes.values()) <= CLOSED
    assert len(sizes) < 14
    grown = periods(days | {"stories/new/": days["stories/6999/"]})
    assert {address: grown[address] for address in parts} == parts


def test_a_day_with_too_many_stories_is_parted_by_their_addresses() -> None:
    sizes = Counter(periods({f"stories/{place}/": date(2031, 3, 5) for place in range(2 * CLOSED)}).values())
    assert len(sizes) == 16
    assert max(sizes.values()) <= CLOSED


def test_a_name_stands_in_the_file_of_each_of_its_words(tmp_path: Path) -> None:
    folder = made(tmp_path, (name("Oskár Lindqvist", "Lindquist, biologist"), name("習近平", address="people/two/")))
    (rows,) = shelves(folder)
    assert rows == [
        ["people/one/", "Oskár Lindqvist", "Person", "Lindquist, biologist"],
        ["people/two/", "習近平", "Person", ""],
    ]


def test_many_names_stand_in_many_files_and_each_name_in_few(tmp_path: Path) -> None:
    letters = "abcdefghijklmnopqrst"
    some = [name(f"{one}{two}x {two}{one}y", address=f"people/{one}{two}/") for one in letters for two in letters]
    rows = shelves(made(tmp_path, tuple(some)))
    assert len(rows) == 4
    assert sum(map(len, rows)) <= 2 * len(some)
    assert {one[0] for shelf in rows for one in shelf} == {one.address for one in some}


def test_the_facets_name_each_record_as_the_results_do(tmp_path: Path) -> None:
    found = record(topics=("Ferries",), outlets=("Tide", "Wire"), people=("Mira Tan",))
    folder = made(tmp_path, (found, record(address="stories/two/", last=None))) / "2031"
    facets = json.loads((folder / "facets.json").read_text())
    names = {path.stem for path in (folder / "fragment").iterdir()}
    assert set(facets["records"]) == names
    assert facets["outlets"] == ["Tide", "Wire"]
    assert sorted(facets["records"].values()) == [["", [], [], []], ["2031-03-05", [0], [0, 1], [0]]]


def test_a_digest_of_nothing_has_an_index_of_nothing(tmp_path: Path) -> None:
    folder = made(tmp_path, ())
    assert tree(folder) == {
        "index.json": b'{"bundles":[],"names":1}\n',
        "names.json": b"[]\n",
        "names/0.json": b"[]\n",
    }


HOSTILE = (
    "</h1><script>alert(1)</script>",
    "&lt;b&gt; & <mark>",
    "\x00\u202e\ud800x",
    "a" * 5000,
    "{{ 7*7 }}",
    '"><img src=x>',
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_indexed_as_words(text: str, tmp_path: Path) -> None:
    passage = Passage(anchor="s1", heading=text, text=f"{text} harbour")
    folder = made(tmp_path, (record(title=text, note=text, words=text, passages=(passage,)),))
    (fragment,) = fragments(folder / "2031").values()
    assert "harbour" in str(fragment["content"])
    anchors = fragment["anchors"]
    assert isinstance(anchors, list)
    assert [one["id"] for one in anchors] == ["s1"]


@given(st.lists(st.text(max_size=20), unique=True, max_size=4))
def test_a_person_is_found_by_every_form_of_the_name(names: list[str]) -> None:
    person = person_name(dataclasses.replace(sample.people()[0], forms=tuple(names)), "Person")
    assert all(name in person.words for name in names)
