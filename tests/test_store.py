"""The store: what was computed once is recalled, and losing it costs nothing but time."""

import logging
import multiprocessing
from collections.abc import Sequence
from pathlib import Path

import pytest

from digest.coding import Coder
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

    class Interrupted(Splitter):
        def __call__(self, texts: Sequence[str]) -> list[list[str]]:
            if len(self.asked) >= 100:
                raise KeyboardInterrupt
            return super().__call__(texts)

    with Store(tmp_path / "store.sqlite") as store, pytest.raises(KeyboardInterrupt):
        recall(store, texts, Interrupted())
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
