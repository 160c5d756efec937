"""Sources that gave no article, as people read of them."""

from intake.clippings import raw

from digest.intake.unusable import unusable
from digest.nouns import Raw, Skipped


def record(number: int, path: str = "a.jsonl") -> Raw:
    return Raw(path=path, record=number, data=b"{}", sha256="")


def told(*failed: tuple[Raw, str]) -> list[tuple[str, str]]:
    skipped = [Skipped(path=source.name, reason=reason) for source, reason in failed]
    return [(one.path, one.reason) for one in unusable([source for source, _ in failed], skipped)]


def test_many_records_of_a_file_with_one_reason_are_told_in_one_line_with_their_numbers() -> None:
    numbers = [1, 2, 3, 7, 10, *range(1000, 2001)]
    failed = [(record(number), "has no text") for number in numbers]
    assert told(*failed) == [("a.jsonl", "records 1–3, 7, 10, 1,000–2,000: has no text")]


def test_a_few_records_and_other_reasons_and_other_files_are_told_one_by_one() -> None:
    failed = [(record(number), "has no text") for number in (1, 2, 3)]
    failed += [(record(4), "is not JSON"), (record(5, "b.jsonl"), "has no text"), (raw("", "c.txt"), "has no text")]
    assert told(*failed) == [(source.name, reason) for source, reason in failed]


def test_numbers_far_apart_are_counted_where_there_are_too_many() -> None:
    failed = [(record(number), "has no text") for number in range(1, 41, 2)]
    assert told(*failed) == [("a.jsonl", "records 1, 3, 5, 7, 9, 11, 13, 15 and 12 more: has no text")]
