"""The edition as data, with offsets and hashes."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from publish import sample
from publish.disputes import disputed
from test_lock import LOCK

from digest.lock import as_data
from digest.nouns import (
    Aspect,
    DayPrecision,
    Depth,
    Edition,
    Entry,
    EntryKind,
    FoundBy,
    Headline,
    Hearing,
    Precision,
    QuoteKind,
    RankClass,
    Relation,
    Teaser,
    Thread,
    Timeline,
    Wording,
)
from digest.publish import data

MANUAL = (Path(__file__).parent.parent.parent / "docs" / "data.md").read_text(encoding="utf-8")


def records(made: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """The stories' records, in the edition's order."""
    listed = json.loads(made["data/stories.json"])["stories"]
    return [json.loads(made[f"data/stories/{story['id']}.json"]) for story in listed]


def files(edition: Edition | None = None) -> dict[str, bytes]:
    return {file.path: file.data for file in data(edition or sample.edition(), sample.OPTIONS)}


def test_stories_come_with_ids_members_and_redirects() -> None:
    made = files()
    stories = json.loads(made["data/stories.json"])
    listed = stories["stories"][0]
    ferry = json.loads(made[f"data/stories/{listed['id']}.json"])
    assert listed["data"].endswith(f"/data/stories/{listed['id']}.json")
    assert listed["articles"] == [article["id"] for article in ferry["articles"]]
    assert (listed["outlets"], listed["texts"], listed["quotes"]) == (
        3,
        3,
        len({q["utterance"] for q in ferry["quotes"] if q["variant_of"] is None}),
    )
    assert (listed["first"], listed["last"]) == ("2031-03-04", "2031-03-05")
    assert ferry["slug"] == "night-ferry-approved"
    assert ferry["url"] == "https://harbour.example/press/stories/night-ferry-approved/"
    assert [article["id"] for article in ferry["articles"]] == [
        "gazette-ferry",
        "wire-ferry",
        "morning-copy",
        "clipping-17",
    ]
    assert stories["redirects"] == [{"slug": "ferry-vote-tuesday", "story": ferry["id"]}]
    assert ferry["articles"][3]["published"]["from"] == "story"


def test_what_is_new_in_a_story_goes_by_places_and_by_the_names_of_its_quotes() -> None:
    made = files()
    ferry, *others = records(made)
    assert ferry["news"]["since"] == "2031-03-04"
    assert ferry["news"]["articles"] == ["morning-copy"]
    assert ferry["news"]["whole"] is False
    (place,), (utterance,) = ferry["news"]["sentences"], ferry["news"]["quotes"]
    assert ferry["summary"][place]
    named = {row["utterance"]: row["variant_of"] for row in json.loads(made["data/quotes.json"])["quotes"]}
    assert named[utterance] is None
    assert others[-1]["news"] is None


def test_every_quote_can_be_found_again_by_its_offsets() -> None:
    texts = {
        member.analysis.article.id: member.analysis.article
        for story in sample.edition().stories
        for member in story.members
    }
    rows = json.loads(files()["data/quotes.json"])["quotes"]
    assert len(rows) == 8
    for row in rows:
        article = texts[row["article"]]
        assert article.text[row["start"] : row["end"]] == row["quote"]
        assert row["sha256"] == article.source.sha256


def test_rows_of_one_utterance_share_it() -> None:
    rows = json.loads(files()["data/quotes.json"])["quotes"]
    assert rows[0]["utterance"] == rows[1]["utterance"] != rows[2]["utterance"]


def test_the_spreadsheet_says_the_same_and_runs_no_formula() -> None:
    item = sample.article("evil", "He said: “=HYPERLINK(1)” today.", title="Sheet")
    quote = sample.quote(item, "=HYPERLINK(1)", speaker="@someone")
    story = sample.story("evil", [sample.member(item)], Headline(text="+1", article="evil"), quotes=[quote])
    rows = list(csv.DictReader(io.StringIO(files(sample.edition([story], []))["data/quotes.csv"].decode("utf-8-sig"))))
    assert rows[0]["quote"] == "'=HYPERLINK(1)"
    assert rows[0]["speaker"] == "'@someone"
    assert rows[0]["headline"] == "'+1"
    assert rows[0]["start"] == str(item.text.index("="))


def test_an_article_of_a_record_is_named_with_its_record_and_field() -> None:
    rows = json.loads(files()["data/quotes.json"])["quotes"]
    assert {(row["record"], row["field"]) for row in rows} == {(None, None)}
    item = sample.article("one", "“We sail,” said Ada Brook.", title="Ferry")
    item = replace(item, source=replace(item.source, path="week.json", record=12, field="data[].body"))
    quote = sample.quote(item, "We sail", speaker="Ada Brook")
    story = sample.story("one", [sample.member(item)], Headline(text="Ferry", article="one"), quotes=[quote])
    made = files(sample.edition([story], []))
    (row,) = json.loads(made["data/quotes.json"])["quotes"]
    (listed,) = records(made)[0]["articles"]
    for place in (row, listed):
        assert (place["file"], place["record"], place["field"]) == ("week.json", 12, "data[].body")


def whole() -> Edition:
    """An edition that has at least one of everything that the data can hold."""
    made = sample.edition()
    first, second = disputed(made.stories[0]), made.stories[1]
    item = first.members[0].analysis.article
    days = {"first": made.date, "last": made.date, "precision": DayPrecision.DAY}
    timeline = Timeline(entries=(Entry(kind=EntryKind.SPEAKER, article=item.id, **days),))  # type: ignore[arg-type]
    thread = Thread(story=second.id, relation=Relation.EARLIER, shared=("Ada Brook",))
    first = replace(first, told=replace(first.told, timeline=timeline), threads=(thread,), decisions=("Edited.",))
    ledger = replace(made.ledger, teasers=(Teaser(article=item.id, reason="answers 404"),))
    ledger = replace(ledger, unmatched_rules=(), decisions=("Edited.",))
    return sample.laid_out(replace(made, stories=(first, *made.stories[1:]), ledger=ledger))


def objects(value: object, place: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    """The fields of every object, with where it stands."""
    if isinstance(value, dict):
        yield place, frozenset(value)
        for key, inner in value.items():
            yield from objects(inner, f"{place}.{key}".strip("."))
    elif isinstance(value, list):
        for inner in value:
            yield from objects(inner, place)


def remembered(lock: Mapping[str, object]) -> Iterator[tuple[str, frozenset[str]]]:
    """The fields of the lock's entries, which stand under ids of their own."""
    yield "guid", frozenset(lock["guid"])  # type: ignore[call-overload]
    for part in ("frequencies", "stories", "people", "articles"):
        entries: dict[str, dict[str, object]] = lock[part]  # type: ignore[assignment]
        yield part, frozenset(key for entry in entries.values() for key in entry)


def unexplained(found: Iterator[tuple[str, frozenset[str]]], section: str) -> dict[str, list[str]]:
    """The fields that no one paragraph or entry of a section explains together, by the place of their object."""
    parts = re.split(r"\n\n|\n(?=- |\d\. )", section)
    missing = {
        place: min(([key for key in sorted(fields) if f"`{key}`" not in part] for part in parts), key=len)
        for place, fields in found
        if place
    }
    return {place: keys for place, keys in missing.items() if keys}


def test_the_manual_explains_the_fields_of_every_object_in_one_place() -> None:
    lock = as_data(LOCK)
    for file in data(whole(), sample.OPTIONS, lock=lock):
        if file.path.endswith(".json") and not file.path.startswith("data/schema/"):
            made = json.loads(file.data)
            made.pop("lock", None)
            name = re.sub(r"^data/|(?<=stories/).*(?=\.json)", "", file.path).replace("/.", "/ID.")
            section = MANUAL.partition(f"\n## {name}")[2].partition("\n## ")[0]
            quotes = MANUAL.partition("\n## quotes.json")[2].partition("\n## ")[0]
            shared = made.pop("quotes", []) if name == "stories/ID.json" else []
            assert unexplained(objects({"quotes": shared}), quotes) == {}
            assert unexplained(objects(made), section) == {}, file.path
            assert [key for key in made if f"`{key}`" not in section and key not in {"version", "quotes"}] == []
    section = MANUAL.partition("\nIn `lock`:\n")[2].partition("\n## ")[0]
    assert unexplained(remembered(lock), section) == {}
    assert [key for key in lock if f"- `{key}`" not in section] == []


@pytest.mark.parametrize(
    "values",
    [Aspect, DayPrecision, Depth, EntryKind, FoundBy, Hearing, Precision, RankClass, Relation, Wording],
)
def test_the_manual_names_every_value_of_a_field_that_takes_few(values: type[StrEnum]) -> None:
    assert [one.value for one in values if f"`{one.value}`" not in MANUAL] == []
    assert f"`{QuoteKind.INDIRECT}`" not in MANUAL, "paraphrase is no quote of the data"
