"""Records of JSON: cut from their files, each an article by itself."""

import json
from pathlib import Path

import pytest
from intake.clippings import REPORT
from intake.records import TEXT, lines, put, read

from digest.intake import collect, record_of
from digest.nouns import Format, Origin, Precision, RecordFields

RECORD = {
    "id": "a1",
    "title": "Night ferry returns",
    "text": TEXT,
    "url": "https://www.courier.example/ferry?utm_source=desk",
    "outlet": "Sample Courier",
    "published": "2025-02-27T18:20:00+08:00",
    "language": "en",
    "byline": "A. Writer",
    "tags": ["Harbour", "Ferries"],
}
EXPORT = RecordFields(
    match=("exports/*",),
    items="data.articles",
    format=Format.HTML,
    names=(("text", "content.body"), ("title", "headline"), ("outlet", "source.name"), ("byline", "writers.0.name")),
)


def test_a_record_says_all_of_itself_under_the_usual_names(tmp_path: Path) -> None:
    (article,), skipped = read(put(tmp_path, "week.jsonl", lines(RECORD)))
    assert not skipped
    assert article.text == TEXT
    assert article.title is not None
    assert article.title.value == "Night ferry returns"
    assert article.title.origin is Origin.RECORD
    assert article.url is not None
    assert article.url.value == "https://courier.example/ferry"
    assert article.published is not None
    assert (article.published.offset_minutes, article.published.precision) == (480, Precision.MINUTE)
    assert (article.outlet.value, article.byline.value) == ("Sample Courier", "A. Writer")  # type: ignore[union-attr]
    assert article.topics == ("Harbour", "Ferries")
    source = article.source
    assert (source.name, source.field, source.format) == ("week.jsonl:1", "text", Format.RECORD)


@pytest.mark.parametrize(
    "content",
    [
        lines(RECORD, RECORD | {"url": "https://courier.example/2"}),
        json.dumps([RECORD, RECORD | {"url": "https://courier.example/2"}], indent=2),
    ],
)
def test_a_list_and_lines_hold_the_same_articles(tmp_path: Path, content: str) -> None:
    name = "a.json" if content.startswith("[") else "a.jsonl"
    articles, skipped = read(put(tmp_path, name, content))
    assert [article.source.record for article in articles] == [1, 2]
    assert not skipped


def test_a_file_of_one_record_is_one_article(tmp_path: Path) -> None:
    (article,), _ = read(put(tmp_path, "a.json", json.dumps(RECORD)))
    assert article.source.name == "a.json:1"


def test_text_is_taken_as_it_is_each_paragraph_a_block(tmp_path: Path) -> None:
    text = (
        "Subscribe to our newsletter\nShare this\n\nThe ferry sails on Monday, said Ada.\n(With inputs from agencies.)"
    )
    (article,), _ = read(put(tmp_path, "a.jsonl", lines({"text": text})))
    assert article.text.split("\n\n") == [line for line in text.splitlines() if line]


def test_what_digest_clean_prints_comes_back_as_the_same_articles(tmp_path: Path) -> None:
    put(tmp_path, "page.txt", "Night ferry returns\nFebruary 27, 2025\n\n" + TEXT)
    put(tmp_path, "note.md", f"---\ntitle: Ferry\noutlet: Courier\nurl: https://courier.example/x\n---\n\n{TEXT}\n")
    first, _ = read(tmp_path)
    printed = [{"id": article.id, **record_of(article)} for article in first]
    folder = put(tmp_path / "again", "all.jsonl", lines(*printed))
    again, skipped = read(folder)
    assert not skipped
    for before, after in zip(first, again, strict=True):
        assert (after.id, after.text, after.language) == (before.id, before.text, before.language)
        assert record_of(after) | {"path": ""} == record_of(before) | {"path": ""}


def test_an_export_is_read_by_its_mapping(tmp_path: Path) -> None:
    page = "".join(f"<p>{line.replace('café', 'caf&eacute;')}</p>" for line in REPORT)
    record = {
        "headline": "Ferry &amp; bell",
        "content": {"body": page},
        "source": {"name": "Sample Wire"},
        "writers": [{"name": "B. Writer"}],
        "published": 1740651600,
    }
    export = {"version": 3, "data": {"count": 1, "articles": [record, {"headline": "No text"}]}}
    put(tmp_path, "exports/week.json", json.dumps(export))
    (article,), skipped = read(tmp_path, EXPORT)
    assert article.text == TEXT
    assert (article.title.value, article.outlet.value) == ("Ferry &amp; bell", "Sample Wire")  # type: ignore[union-attr]
    assert article.byline is not None
    assert article.byline.value == "B. Writer"
    assert article.published is not None
    assert article.published.at.isoformat() == "2025-02-27T10:20:00+00:00"
    assert (article.source.field, article.source.format) == ("data.articles[].content.body", Format.HTML)
    assert "no text under “content.body”" in skipped["exports/week.json:2"]


def test_a_mapping_counts_for_its_own_files_only(tmp_path: Path) -> None:
    put(tmp_path, "other/week.jsonl", lines(RECORD))
    (article,), _ = read(tmp_path, EXPORT)
    assert article.source.field == "text"


def test_names_may_hold_dots_and_be_spelt_in_capitals(tmp_path: Path) -> None:
    mapping = RecordFields(match=("*",), names=(("text", "a.b.c"),))
    articles, _ = read(put(tmp_path, "a.jsonl", lines({"a.b": {"c": TEXT}}, {"a": {"b.c": TEXT + " More."}})), mapping)
    assert len(articles) == 2
    (article,), _ = read(put(tmp_path / "b", "b.jsonl", lines({"Text": TEXT, "Headline": "Ferry"})))
    assert article.title is not None
    assert article.source.field == "Text"


BAD = {
    "[1, 2]": "is not a JSON object",
    '"words"': "is not a JSON object",
    "not json": "is not JSON (character 1",
    '{"title": "Ferry"}': "has no text under “text”",
    '{"text": 5}': "has no text",
    '{"text": "  "}': "has no text",
    '{"text": "a", "text": "b"}': "two fields named text",
    '{"text": ' + "[" * 10_000 + "]" * 10_000 + "}": "nested more than 100 levels",
    '{"text": "' + "x" * 100: "is not JSON",
    '{"text": "One word"}': "nothing that reads like an article",
}


def test_a_record_that_cannot_be_used_is_named_and_the_others_arrive(tmp_path: Path) -> None:
    good = lines({"text": TEXT})
    articles, skipped = read(put(tmp_path, "week.jsonl", good + "\n".join(BAD) + "\n\n" + good))
    assert [article.source.record for article in articles] == [1, len(BAD) + 3]
    for number, reason in enumerate(BAD.values(), start=2):
        assert reason in skipped[f"week.jsonl:{number}"]


def test_a_record_that_cannot_be_used_costs_no_other_one_of_a_list(tmp_path: Path) -> None:
    whole = [bad for bad in BAD if bad not in {"not json", '{"text": "' + "x" * 100}]
    good = json.dumps({"text": TEXT})
    articles, skipped = read(put(tmp_path, "week.json", f"[{good}, {', '.join(whole)}, {good}]"))
    assert [article.source.record for article in articles] == [1, len(whole) + 2]
    assert len(skipped) == len(whole)


def test_odd_values_beside_the_text_do_no_harm(tmp_path: Path) -> None:
    record = (
        f'{{"text": {json.dumps(TEXT)}, "title": "Half \\ud83d \\u0000 title", "byline": NaN, "n": {"9" * 5000}, '
        '"x": 1e999, "url": "javascript:alert(1)", "published": "soon", "language": "Klingon", "id": 3}'
    )
    (article,), skipped = read(put(tmp_path, "a.jsonl", record))
    assert not skipped
    assert article.title is not None
    assert article.title.value == "Half \ufffd title"
    assert (article.url, article.published, article.byline, article.language) == (None, None, None, "en")
    assert article.id == article.source.sha256[:10], "a row's number is no id"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('[{"text": "a"},\n {"text": ]', "line 2, column 11"),
        ('{"text": "a"', "is not JSON (line 1, column 13"),
        ("[" * 10_000, "is not closed"),
        ('["' + '\\"' * 100_000, "is not JSON"),
        ("[]", "holds no records"),
        ("\ufeff [ ] ", "holds no records"),
    ],
)
def test_a_broken_file_is_skipped_once_with_the_place(tmp_path: Path, content: str, reason: str) -> None:
    articles, skipped = read(put(tmp_path, "week.json", content))
    assert not articles
    assert reason in skipped["week.json"]


def test_a_list_that_is_not_where_the_mapping_says_is_named(tmp_path: Path) -> None:
    _, skipped = read(put(tmp_path, "exports/a.json", json.dumps([RECORD])), EXPORT)
    assert "no list under data.articles" in skipped["exports/a.json"]


def test_only_so_many_records_of_a_file_are_read(tmp_path: Path) -> None:
    found = collect(put(tmp_path, "a.jsonl", b'{"text":1}\n' * 50_001), max_bytes=5_000_000)
    assert len(found.raws) == 50_000
    assert ["more than 50,000 records" in one.reason for one in found.skipped] == [True]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_in_another_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    put(tmp_path, "a.jsonl", lines({"text": TEXT}, {"text": TEXT + " More."}).encode(encoding))
    put(tmp_path, "b.json", json.dumps([{"text": TEXT}], ensure_ascii=False).encode(encoding))
    articles, skipped = read(tmp_path)
    assert not skipped
    assert [article.text for article in articles] == [TEXT, TEXT + " More.", TEXT]
