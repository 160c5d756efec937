"""Records that change, move or go: the others stay what they are, and the gate sees it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from intake.clippings import receipts
from intake.records import TEXT, lines, put, read

from digest.errors import ReceiptError
from digest.intake import identify, verify


def test_a_change_to_one_record_is_no_change_of_the_others(tmp_path: Path) -> None:
    records = [{"title": f"Ferry {number}", "text": f"{TEXT} Number {number}."} for number in range(4)]
    for name, content in (("a.jsonl", lines(*records)), ("a.json", json.dumps(records))):
        before, _ = read(put(tmp_path, name, content))
        records[2]["text"] += " More."
        after, _ = read(put(tmp_path, name, lines(*records) if name == "a.jsonl" else json.dumps(records)))
        assert [one == other for one, other in zip(before, after, strict=True)] == [True, True, False, True]
        (tmp_path / name).unlink()


def test_ids_come_from_the_address_then_from_the_record(tmp_path: Path) -> None:
    given = [
        {"text": TEXT, "id": "guid-1"},
        {"text": TEXT, "id": "guid-1", "url": "https://courier.example/1"},
        {"text": TEXT, "id": "0123456789", "url": "https://courier.example/1"},
        {"text": TEXT, "id": "<b>" * 50},
    ]
    articles, _ = read(put(tmp_path, "a.jsonl", lines(*given)))
    ids = [article.id for article in articles]
    assert ids[0] == "guid-1"
    assert ids[1] not in {"guid-1", articles[1].source.sha256[:10]}
    assert ids[2] == "0123456789"
    assert len(ids[3]) == 10


def test_the_gate_stops_a_record_that_changed_or_went(tmp_path: Path) -> None:
    folder = put(tmp_path, "a.jsonl", lines({"text": TEXT}, {"text": TEXT + " More."}))
    articles, _ = read(folder)
    checked = receipts(articles[1])
    put(tmp_path, "a.jsonl", lines({"text": TEXT + " Other."}, {"text": TEXT + " More."}))
    assert verify(checked, folder) == len(checked), "another record changed"
    put(tmp_path, "a.jsonl", lines({"text": TEXT}, {"text": TEXT + " More!"}))
    with pytest.raises(ReceiptError, match=r"a\.jsonl:2: changed on disk"):
        verify(checked, folder)
    put(tmp_path, "a.jsonl", lines({"text": TEXT}))
    with pytest.raises(ReceiptError, match=r"a\.jsonl:2: changed on disk"):
        verify(checked, folder)


def test_the_gate_stops_words_of_another_field(tmp_path: Path) -> None:
    folder = put(tmp_path, "a.jsonl", lines({"text": TEXT, "other": TEXT.replace("night", "day")}))
    (article,), _ = read(folder)
    elsewhere = replace(article, source=replace(article.source, field="other"))
    with pytest.raises(ReceiptError, match="does not stand"):
        verify(receipts(elsewhere), folder)
    nowhere = replace(article, source=replace(article.source, field="nowhere"))
    with pytest.raises(ReceiptError, match="no text under “nowhere”"):
        verify(receipts(nowhere), folder)


def test_records_before_others_keep_the_ids_of_those(tmp_path: Path) -> None:
    """An editor who puts a record first moves all the others by one line."""
    records = [{"text": f"{TEXT} Number {number}."} for number in range(3)]
    before, _ = read(put(tmp_path, "a.jsonl", lines(*records)))
    known = {f"path:{one.source.name}": one.id for one in before}
    known |= {f"sha256:{one.source.sha256}": one.id for one in before}
    after, _ = read(put(tmp_path, "a.jsonl", lines({"text": TEXT + " First."}, *records)))
    ids = {one.text: one.id for one in identify(after, known).articles}
    assert [ids[one.text] for one in before] == [one.id for one in before]
    assert len(set(ids.values())) == 4


def test_the_next_export_under_the_same_name_holds_other_articles(tmp_path: Path) -> None:
    before, _ = read(put(tmp_path, "a.jsonl", lines(*({"text": f"{TEXT} Number {number}."} for number in range(3)))))
    known = {f"path:{one.source.name}": one.id for one in before}
    known |= {f"sha256:{one.source.sha256}": one.id for one in before}
    after, _ = read(put(tmp_path, "a.jsonl", lines(*({"text": f"{TEXT} Week {number}."} for number in range(3)))))
    assert not {one.id for one in identify(after, known).articles} & {one.id for one in before}


def test_a_mended_record_keeps_its_id(tmp_path: Path) -> None:
    records = [{"text": f"{TEXT} Number {number}."} for number in range(3)]
    before, _ = read(put(tmp_path, "a.jsonl", lines(*records)))
    known = {f"path:{one.source.name}": one.id for one in before}
    known |= {f"sha256:{one.source.sha256}": one.id for one in before}
    after, _ = read(put(tmp_path, "a.jsonl", lines(records[0], {"text": TEXT + " Mended."}, records[2])))
    assert [one.id for one in identify(after, known).articles] == [one.id for one in before]
