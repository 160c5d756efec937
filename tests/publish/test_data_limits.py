"""What the data hold of an article's text, for how long, and what their schemas say."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from publish import sample
from publish.test_data import whole
from test_lock import LOCK

from digest.lock import as_data
from digest.nouns import Edition
from digest.publish import SiteOptions, data
from digest.publish.data.schema import schemas

SHAPES = schemas(sample.OPTIONS.url)


def files(edition: Edition, options: SiteOptions = sample.OPTIONS) -> dict[str, Any]:
    made = data(edition, options, lock=as_data(LOCK))
    return {file.path: json.loads(file.data) for file in made if file.path.endswith(".json")}


def wrong(value: Any, shape: Mapping[str, Any], root: Mapping[str, Any], place: str = "") -> Iterator[str]:
    """What a value has that its schema does not allow; fields that the schema does not name are wrong, too."""
    if "$ref" in shape:
        yield from wrong(value, root["$defs"][shape["$ref"].rpartition("/")[2]], root, place)
    elif "anyOf" in shape:
        found = [list(wrong(value, one, root, place)) for one in shape["anyOf"]]
        yield from min(found, key=len)
    elif "enum" in shape:
        yield from [] if value in shape["enum"] else [f"{place}: {value}"]
    elif shape["type"] == "object":
        yield from _wrong_object(value, shape, root, place)
    elif shape["type"] == "array":
        if not isinstance(value, list):
            yield f"{place}: no list"
        else:
            for one in value:
                yield from wrong(one, shape["items"], root, place)
    elif not _is(value, shape["type"]):
        yield f"{place}: {value!r} is no {shape['type']}"


def _wrong_object(value: Any, shape: Mapping[str, Any], root: Mapping[str, Any], place: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{place}: no object"
        return
    names = shape.get("properties", {})
    yield from (f"{place}.{name} is missing" for name in shape.get("required", []) if name not in value)
    for name, inner in value.items():
        if name in names:
            yield from wrong(inner, names[name], root, f"{place}.{name}")
        elif isinstance(shape.get("additionalProperties"), dict):
            yield from wrong(inner, shape["additionalProperties"], root, f"{place}.{name}")
        else:
            yield f"{place}.{name} is not in the schema"


def _is(value: Any, kind: str) -> bool:
    if kind == "boolean" or isinstance(value, bool):
        return kind == "boolean" and isinstance(value, bool)
    types: dict[str, Any] = {"string": str, "integer": int, "number": int | float, "null": type(None)}
    return isinstance(value, types[kind])


def schema_of(path: str) -> dict[str, Any]:
    return SHAPES["story.json" if path.startswith("data/stories/") else path.removeprefix("data/")]


def checked(made: Mapping[str, Any]) -> list[str]:
    return [
        f"{path}{one}"
        for path, value in made.items()
        if not path.startswith("data/schema/")
        for one in wrong(value, schema_of(path), schema_of(path))
    ]


@pytest.mark.parametrize("text", ["none", "extracts", "full"])
@pytest.mark.parametrize("days", [0, 1])
def test_every_file_is_as_its_published_schema_says(text: str, days: int) -> None:
    made = files(whole(), replace(sample.OPTIONS, data_text=text, data_days=days))
    assert checked(made) == []
    for name, schema in SHAPES.items():
        assert made[f"data/schema/{name}"] == schema
        assert schema["$id"] == f"https://harbour.example/press/data/schema/{name}"


def test_the_check_sees_what_is_wrong() -> None:
    made = files(whole())
    (path, story), *_ = ((path, value) for path, value in made.items() if path.startswith("data/stories/"))
    for change in (
        {"extra": 1}, {"status": "best"}, {"first_edition": "1"}, {"summary": [{}]}, {"headline": None},
        {"version": True},
    ):  # fmt: skip
        assert checked({path: story | change}), change
    del story["guid"]
    assert checked({path: story}) == [f"{path}.guid is missing"]


def printed(edition: Edition, options: SiteOptions) -> str:
    """All that the data say."""
    return "\n".join(file.data.decode("utf-8-sig") for file in data(edition, options))


def test_extracts_are_the_default_and_hold_no_whole_article() -> None:
    edition = sample.edition()
    told = printed(edition, sample.OPTIONS)
    for story in edition.stories:
        assert all(json.dumps(one.text, ensure_ascii=False) in told for one in story.told.summary)
    assert all(article["text"] is None for value in files(edition).values() for article in articles_in(value))


def articles_in(value: Any) -> list[dict[str, Any]]:
    found = value.get("articles", [])
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def test_none_leaves_places_and_headlines_but_no_words() -> None:
    edition = whole()
    options = replace(sample.OPTIONS, data_text="none")
    told = printed(edition, options)
    for story in edition.stories:
        quoted = [part.text for quote in story.told.quotes for version in quote.versions for part in version.parts]
        for words in (*(one.text for one in story.told.summary), *quoted):
            assert json.dumps(words, ensure_ascii=False)[1:-1] not in told
            assert words not in told
    record = files(edition, options)[f"data/stories/{edition.stories[0].id}.json"]
    assert record["kept"] == "places"
    assert record["headline"]["text"] == edition.stories[0].told.headline.text
    assert record["summary"][0]["start"] == edition.stories[0].told.summary[0].start
    assert all(side["value"] is None for one in record["differences"] for side in one["sides"])


def test_full_has_the_texts_that_the_offsets_count_in() -> None:
    edition = sample.edition()
    for story in edition.stories:
        record = files(edition, replace(sample.OPTIONS, data_text="full"))[f"data/stories/{story.id}.json"]
        texts = {article["id"]: article["text"] for article in record["articles"]}
        for one in (*record["summary"], *({**quote, "text": quote["quote"]} for quote in record["quotes"])):
            assert texts[one["article"]][one["start"] : one["end"]] == one["text"]


def test_an_old_story_keeps_its_headline_ids_addresses_and_counts_alone() -> None:
    edition = sample.edition()
    assert edition.date is not None
    made = files(edition, replace(sample.OPTIONS, data_days=1))
    listed = {story["id"]: story for story in made["data/stories.json"]["stories"]}
    old = [story for story in edition.stories if listed[story.id]["kept"] == "outline"]
    assert 0 < len(old) < len(edition.stories)
    for story in old:
        record = made[f"data/stories/{story.id}.json"]
        assert record["headline"]["text"] == listed[story.id]["headline"]["text"] == story.told.headline.text
        assert listed[story.id]["quotes"] == len(story.told.quotes)
        assert [article["id"] for article in record["articles"]] == list(story.told.group.ids)
        assert {article["title"] for article in record["articles"]} == {None}
        empty = ("summary", "quotes", "differences", "timeline", "threads")
        assert [record[name] for name in empty] == [[]] * 5
        assert record["news"] is None
        assert not any(row["story"] == story.id for row in made["data/quotes.json"]["quotes"])


def test_days_are_counted_from_the_edition_and_not_from_a_clock() -> None:
    edition = sample.edition()
    assert edition.date is not None
    young = files(edition, replace(sample.OPTIONS, data_days=36_500))
    assert young == files(edition)
    later = replace(edition, date=edition.date.replace(year=edition.date.year + 1))
    made = files(later, replace(sample.OPTIONS, data_days=30))
    assert {story["kept"] for story in made["data/stories.json"]["stories"]} == {"outline"}
    assert checked(made) == []
