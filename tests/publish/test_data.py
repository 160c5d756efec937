"""The edition as data, with offsets and hashes."""

import csv
import io
import json
from dataclasses import replace

from publish import sample

from digest.nouns import Edition, Headline
from digest.publish import data


def files(edition: Edition | None = None) -> dict[str, bytes]:
    return {file.path: file.data for file in data(edition or sample.edition(), sample.OPTIONS)}


def test_stories_come_with_ids_members_and_redirects() -> None:
    stories = json.loads(files()["data/stories.json"])
    ferry = stories["stories"][0]
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
    ferry, *others = json.loads(made["data/stories.json"])["stories"]
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
    (listed,) = json.loads(made["data/stories.json"])["stories"][0]["articles"]
    for place in (row, listed):
        assert (place["file"], place["record"], place["field"]) == ("week.json", 12, "data[].body")
