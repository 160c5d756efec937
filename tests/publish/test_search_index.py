"""The records of the search, and the index made of them."""

import dataclasses
import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publish import sample

from digest.publish import Record, records
from digest.publish.search import Found, Passage, index


def made(folder: Path, some: tuple[Record, ...], name: str = "search") -> Path:
    index(some, folder / name, language="en", cache=folder / "cache")
    return folder / name


def record(**changes: object) -> Record:
    found = Found(kind="story", day=None)
    whole = Record(address="stories/one/", bundle="2031", title="One", note="", words="", passages=(), found=found)
    return dataclasses.replace(whole, **changes)  # type: ignore[arg-type]


def fragments(bundle: Path) -> dict[str, dict[str, object]]:
    read = [json.loads(gzip.decompress(path.read_bytes())[12:]) for path in (bundle / "fragment").iterdir()]
    return {fragment["url"]: fragment for fragment in read}


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_stories_people_outlets_and_topics_can_be_found() -> None:
    kinds = {one.address.partition("/")[0]: one.found.kind for one in records(sample.edition(), sample.OPTIONS)}
    assert kinds == {"stories": "story", "people": "person", "outlets": "outlet", "topics": "topic"}


def test_each_sentence_and_quote_of_a_story_is_a_passage_with_its_place() -> None:
    story = next(
        one for one in records(sample.edition(), sample.OPTIONS) if one.address == "stories/night-ferry-approved/"
    )
    said = [one for one in story.passages if one.heading.startswith("Mira Tan")]
    assert any("giving the islanders back their evenings" in one.text for one in said)
    assert len({one.anchor for one in story.passages}) == len(story.passages)
    assert "Oskar Lindqvist" in story.found.people
    assert "Morning Tide" in story.found.outlets


def test_a_story_stays_with_the_year_of_its_first_article() -> None:
    bundles = {one.address: one.bundle for one in records(sample.edition(), sample.OPTIONS)}
    assert bundles["stories/ferry-vote-postponed/"] == "2029"
    assert bundles["stories/night-ferry-approved/"] == "2031"


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    some = records(sample.edition(), sample.OPTIONS)
    first = tree(made(tmp_path / "a", some))
    assert tree(made(tmp_path / "b", some)) == first
    assert tree(made(tmp_path / "b", some, "again")) == first


def test_only_the_year_that_changed_is_indexed_again(tmp_path: Path) -> None:
    old, new = record(bundle="2030", address="stories/old/"), record()
    made(tmp_path, (old, new))
    cache = tmp_path / "cache"
    before = {path.name: path.stat().st_mtime_ns for path in cache.iterdir()}
    made(tmp_path, (old, dataclasses.replace(new, title="Another")), "later")
    after = {path.name: path.stat().st_mtime_ns for path in cache.iterdir()}
    assert len(before.items() & after.items()) == 1
    assert len(after) == 2


def test_the_newest_year_comes_first_and_what_has_no_year_last(tmp_path: Path) -> None:
    some = [record(bundle=bundle, address=f"stories/{bundle}/") for bundle in ("all", "2029", "2031", "2030")]
    folder = made(tmp_path, tuple(some))
    assert json.loads((folder / "index.json").read_text()) == {"bundles": ["2031", "2030", "2029", "all"]}


def test_the_facets_name_each_record_as_the_results_do(tmp_path: Path) -> None:
    found = Found(kind="story", day=None, topics=("Ferries",), outlets=("Tide", "Wire"), people=("Mira Tan",))
    folder = made(tmp_path, (record(found=found), record(address="stories/two/"))) / "2031"
    facets = json.loads((folder / "facets.json").read_text())
    names = {path.stem for path in (folder / "fragment").iterdir()}
    assert set(facets["records"]) == names
    assert facets["outlets"] == ["Tide", "Wire"]
    assert ["story", "", [0], [0, 1], [0]] in facets["records"].values()


def test_a_digest_of_nothing_has_an_index_of_nothing(tmp_path: Path) -> None:
    folder = made(tmp_path, ())
    assert tree(folder).keys() == {"index.json", "names.json"}


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
def test_a_person_is_found_by_every_form_of_the_name_and_records_are_by_address(names: list[str]) -> None:
    edition = sample.edition(persons=[dataclasses.replace(sample.people()[0], forms=tuple(names))])
    some = records(edition, sample.OPTIONS)
    assert [one.address for one in some] == sorted(one.address for one in some)
    (person,) = (one for one in some if one.found.kind == "person")
    assert all(name in person.words for name in names)
