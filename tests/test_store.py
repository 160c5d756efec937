"""The store: what was computed once is recalled, and losing it costs nothing but time."""

import logging
import multiprocessing
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from digest.coding import Coder
from digest.rows import SIZE, in_blocks, sha
from digest.store import Store, fingerprint

WORDS: Coder[str, list[str]] = Coder(list)


class Splitter:
    """Splits texts, and counts how many it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> list[list[str]]:
        self.asked += texts
        return [text.split() for text in texts]


def recall(store: Store, texts: Sequence[str], compute: Splitter) -> list[list[str]]:
    return store.recall(texts, compute, fingerprint, WORDS)


def test_only_missing_results_are_computed_and_order_is_kept(tmp_path: Path) -> None:
    split = Splitter()
    with Store(tmp_path / "store.sqlite") as store:
        recall(store, ["b c"], split)
    with Store(tmp_path / "store.sqlite") as store:
        assert recall(store, ["a", "b c", "d"], split) == [["a"], ["b", "c"], ["d"]]
    assert split.asked == ["b c", "a", "d"]


def test_equal_items_are_computed_once(tmp_path: Path) -> None:
    split = Splitter()
    with Store(tmp_path / "store.sqlite") as store:
        assert recall(store, ["a", "a"], split) == [["a"], ["a"]]
    assert split.asked == ["a"]


def test_results_are_stored_batch_by_batch_so_that_an_interrupted_run_keeps_them(tmp_path: Path) -> None:
    texts = [f"text {number}" for number in range(200)]

    def interrupted(texts: Sequence[str]) -> Iterator[list[str]]:
        for text in texts[:150]:
            yield text.split()
        raise KeyboardInterrupt

    with Store(tmp_path / "store.sqlite") as store, pytest.raises(KeyboardInterrupt):
        store.recall(texts, interrupted, fingerprint, WORDS)
    split = Splitter()
    with Store(tmp_path / "store.sqlite") as store:
        recall(store, texts, split)
    assert len(split.asked) <= 100


def test_progress_is_told_for_recalled_and_computed_results(tmp_path: Path) -> None:
    heard: list[int] = []
    with Store(tmp_path / "store.sqlite") as store:
        recall(store, ["a"], Splitter())
        store.recall(["a", "b"], Splitter(), fingerprint, WORDS, done=heard.append)
    assert sum(heard) == 2


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_corrupt_file_is_made_anew_with_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, content: bytes
) -> None:
    path = tmp_path / "store.sqlite"
    path.write_bytes(content)
    split = Splitter()
    with caplog.at_level(logging.WARNING), Store(path) as store:
        assert recall(store, ["a b"], split) == [["a", "b"]]
    assert "made anew" in caplog.text
    with Store(path) as store:
        recall(store, ["a b"], split)
    assert split.asked == ["a b"]


def test_a_result_of_another_shape_is_computed_again(tmp_path: Path) -> None:
    with Store(tmp_path / "store.sqlite") as store:
        store.recall(["a"], lambda batch: [1 for _ in batch], fingerprint, Coder(int))
        assert recall(store, ["a"], Splitter()) == [["a"]]


def test_what_a_run_did_not_use_is_forgotten_to_the_last_byte(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with Store(path) as store:
        recall(store, ["secretword", "kept"], Splitter())
    with Store(path) as store:
        recall(store, ["kept"], Splitter())
        store.forget_unused()
    assert not any(b"secretword" in file.read_bytes() for file in tmp_path.iterdir())


def test_a_folder_that_cannot_be_made_costs_the_memory_and_nothing_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    with caplog.at_level(logging.WARNING), Store(tmp_path / "taken" / "store.sqlite") as store:
        assert recall(store, ["a b"], Splitter()) == [["a", "b"]]
    assert "remembers nothing" in caplog.text


def _fill(path: Path, name: str) -> None:
    with Store(path) as store:
        for number in range(30):
            store.recall([f"{name} {number}"], lambda batch: [text.split() for text in batch], fingerprint, WORDS)


def test_two_processes_use_one_store_at_once(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_fill, args=(path, name)) for name in ("left", "right")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    split = Splitter()
    with Store(path) as store:
        recall(store, ["left 29", "right 29", "left 0"], split)
    assert split.asked == []


def recall_in_blocks(store: Store, texts: Sequence[str], compute: Splitter) -> list[list[str]]:
    return store.recall_in_blocks(
        texts, compute, str, WORDS, made_by="a splitter", lasting=lambda words: "passing" not in words
    )


def damage(path: Path, change: str, keys: Sequence[str]) -> None:
    """Change the rows of these results, or of none of them."""
    marks = ",".join("?" * len(keys))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(change.replace("KEYS", f"({marks})"), keys)


TEXTS = [f"text number {number}" for number in range(200)]
KEYS = [fingerprint("a splitter", text) for text in TEXTS]


@pytest.fixture
def blocks(tmp_path: Path) -> Path:
    path = tmp_path / "store.sqlite"
    with Store(path) as store:
        recall_in_blocks(store, TEXTS, Splitter())
        store.forget_unused()
    return path


def test_of_many_results_only_the_missing_ones_are_computed_and_order_is_kept(blocks: Path) -> None:
    texts, split = ["a new one", *reversed(TEXTS[5:]), "another"], Splitter()
    for _ in range(2):
        with Store(blocks) as store:
            assert recall_in_blocks(store, texts, split) == [text.split() for text in texts]
            store.forget_unused()
    assert split.asked == ["a new one", "another"]


def test_a_block_is_enough_to_know_what_its_results_say_at_once(blocks: Path) -> None:
    damage(blocks, "UPDATE results SET head = x'00' WHERE key IN KEYS", KEYS)
    split = Splitter()
    with Store(blocks) as store:
        assert recall_in_blocks(store, TEXTS, split) == [text.split() for text in TEXTS]
    assert split.asked == []


@pytest.mark.parametrize(
    "change",
    ["digest = '0'", "digest = NULL", "part = x'ff'", "head = NULL", "head = replace(head, 'number', 'nombre')"],
)
def test_a_damaged_block_costs_the_reading_of_its_results_one_by_one(blocks: Path, change: str) -> None:
    damage(blocks, f"UPDATE results SET {change} WHERE key NOT IN KEYS", KEYS)  # noqa: S608 - the words above
    split = Splitter()
    with Store(blocks) as store:
        assert recall_in_blocks(store, TEXTS, split) == [text.split() for text in TEXTS]
    assert split.asked == []


def test_a_foreign_block_is_as_good_as_a_missing_one(blocks: Path) -> None:
    part, heads = (
        sha(b""),
        (b"", b"0\n", b"-9\n", b"one\n", b"1\nkey digest part 1\n0", b"1\n00 00 9\n", b"1\n\xff 00 00 9\n0 []"),
    )
    for head in heads:
        with closing(sqlite3.connect(blocks)) as connection, connection:
            marks = ",".join("?" * len(KEYS))
            change = f"UPDATE results SET head = ?, part = ?, digest = ? WHERE key NOT IN ({marks})"  # noqa: S608
            connection.execute(change, (head, part, sha(part, head), *KEYS))
        split = Splitter()
        with Store(blocks) as store:
            assert recall_in_blocks(store, TEXTS, split) == [text.split() for text in TEXTS]
        assert split.asked == []


def test_what_is_not_lasting_stands_in_no_block(blocks: Path) -> None:
    with Store(blocks) as store:
        recall_in_blocks(store, [*TEXTS, "passing secretword"], Splitter())
    assert not any(b"secretword" in file.read_bytes() for file in blocks.parent.iterdir())


def test_a_block_is_forgotten_with_a_result_that_it_repeats_to_the_last_byte(tmp_path: Path) -> None:
    path, secret = tmp_path / "store.sqlite", "a secretword"
    with Store(path) as store:
        recall_in_blocks(store, [*TEXTS, secret], Splitter())
    with Store(path) as store:
        recall_in_blocks(store, [*TEXTS, secret], Splitter())
        store.disown([fingerprint("a splitter", secret)])
        store.forget_unused()
    assert not any(b"secretword" in file.read_bytes() for file in tmp_path.iterdir())
    split = Splitter()
    with Store(path) as store:
        recall_in_blocks(store, TEXTS, split)
    assert split.asked == [], "its neighbours are still known"


def test_one_name_more_changes_few_blocks_however_many_there_are() -> None:
    names = [f"name {number}" for number in range(70 * SIZE)]
    before: set[tuple[str, ...]] = set()
    for count in range(len(names)):
        blocks = {tuple(names[at] for at in block) for block in in_blocks(names[:count])}
        assert len(before - blocks) <= 2, "that of the new name, and one that is parted"
        assert max(map(len, blocks), default=0) < 3 * SIZE
        before = blocks


def test_what_is_noted_in_parts_is_noted_at_once_and_what_is_not_kept_of_it_is_gone_to_the_last_byte(
    tmp_path: Path,
) -> None:
    path = tmp_path / "store.sqlite"
    others = {"tracesuit": b"1", "trace": b"2", "traces!": b"3"}
    with Store(path) as store:
        for name, value in others.items():
            store.note(name, value)
        store.note("traces", b"a secretword from before there were parts")
        store.note_below("traces", {"": b"whole", "1 of 2": b"secretword", "2 of 2": b"two"}, ())
        store.note_below("traces", {"": b"new", "3 of 3": b"three"}, ["2 of 2"])
    with Store(path) as store:
        assert store.noted_below("traces") == {"": b"new", "2 of 2": b"two", "3 of 3": b"three"}
        assert {name: store.noted(name) for name in others} == others
    assert not any(b"secretword" in file.read_bytes() for file in tmp_path.iterdir())
