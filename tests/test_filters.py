"""The filters take what they are given, or say in words why not."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from digest import filters
from digest.cli import main
from digest.errors import RecordError

STORY = "The ferry to Skarn sails again on Monday, the harbour master said. Tickets will cost four crowns.\n"


def run(command: str, given: bytes) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, [command], input=given)
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("line", ["[" * 100_000, "{", "[]", "3", '{"id": 1, "text": ""}', '{"text": ""}'])
def test_a_line_that_is_no_record_is_named_by_its_number(line: str) -> None:
    with pytest.raises(RecordError, match="line 2"):
        list(filters.read_records(['{"id": "a", "text": ""}', line]))


def test_bytes_that_are_not_utf8_end_with_9_and_words() -> None:
    code, _, told = run("copies", b'{"id": "a", "text": "\xff"}\n')
    assert code == RecordError.exit_code
    assert "not UTF-8" in told


def test_half_a_character_in_an_id_or_a_title_is_replaced_one_for_one() -> None:
    code, out, _ = run("copies", b'{"id": "a\\ud800", "text": "x", "title": "\\udfff"}\n')
    assert (code, json.loads(out)["id"]) == (0, "a\ufffd")


def test_a_date_at_the_edge_of_the_calendar_is_no_date() -> None:
    assert filters.article_of({"id": "a", "text": STORY, "published": "0001-01-01T00:00+14:00"}).published is None


def test_one_article_in_two_files_passes_from_filter_to_filter(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(STORY)
    cleaned = list(filters.clean([tmp_path / "a.txt", tmp_path / "b.txt"], report=pytest.fail))
    lines = [json.dumps(record) for record in cleaned]
    groups = {record["id"]: record["text_group"] for record in filters.copies(filters.read_records(lines))}
    assert len(groups) == 2
    assert len(set(groups.values())) == 1
