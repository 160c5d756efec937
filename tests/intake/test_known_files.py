"""Files that look as they did are not read again; one that might have changed always is."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from digest.errors import ReceiptError
from digest.intake import Collected, KnownFiles, collect
from digest.intake.known_files import RACY_NS
from digest.nouns.deferred import is_here, let_go

LONG_AFTER = 2**62


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "wire").mkdir()
    (tmp_path / "a.txt").write_text("An article", encoding="utf-8")
    (tmp_path / "wire" / "week.jsonl").write_text('{"text": "One"}\n{"text": "Two"}\n', encoding="utf-8")
    (tmp_path / "notes.pdf").write_text("%PDF", encoding="utf-8")
    return tmp_path


def collected(folder: Path, noted: bytes = b"", *, now: int = LONG_AFTER, limit: int = 1000) -> tuple[Collected, bytes]:
    known = KnownFiles(noted, now=now)
    return collect(folder, max_bytes=limit, known=known), known.noted() or noted


def unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "open", lambda path, *_: pytest.fail(f"{path} is read"))


def test_what_looks_the_same_is_not_read_again_and_is_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, noted = collected(folder)
    with monkeypatch.context() as patch:
        unreadable(patch)
        again, _ = collected(folder, noted)
    assert again == first
    assert [one.name for one in again.raws] == ["a.txt", "wire/week.jsonl:1", "wire/week.jsonl:2"]
    assert [one.path for one in again.skipped] == ["notes.pdf"]


def rewritten(path: Path) -> None:
    path.write_text("Another one", encoding="utf-8")


def same_look(path: Path) -> None:
    """The same size and the same time of change, as far as a program can set it."""
    seen = path.stat()
    path.write_text("AN ARTICLE", encoding="utf-8")
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))


@pytest.mark.parametrize("change", [rewritten, same_look, Path.unlink])
def test_what_looks_otherwise_is_read(folder: Path, change: Callable[[Path], object]) -> None:
    _, noted = collected(folder)
    change(folder / "a.txt")
    assert collected(folder, noted)[0] == collected(folder)[0]


def test_a_file_so_young_that_its_look_may_deceive_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = max(path.lstat().st_ctime_ns for path in folder.rglob("*.*"))
    assert collected(folder, now=changed + RACY_NS)[1] != b""
    _, noted = collected(folder, now=changed)
    unreadable(monkeypatch)
    with pytest.raises(pytest.fail.Exception, match="is read"):
        collected(folder, noted)


def test_a_limit_that_was_lowered_counts_for_known_files(folder: Path) -> None:
    _, noted = collected(folder)
    assert [one.path for one in collected(folder, noted, limit=5)[0].skipped] == [
        "a.txt",
        "notes.pdf",
        "wire/week.jsonl",
    ]


def test_what_changed_since_the_look_at_it_stops_the_build(folder: Path) -> None:
    known, _ = collected(folder, collected(folder)[1])
    rewritten(folder / "a.txt")
    with pytest.raises(ReceiptError, match=r"a.txt: changed on disk while the digest was built"):
        known.raws[0].data  # noqa: B018


def test_what_was_read_for_the_first_time_can_be_let_go_and_read_again(folder: Path) -> None:
    read, _ = collected(folder)
    whole = [raw.data for raw in read.raws]
    for raw in read.raws:
        let_go(raw)
    assert not any(is_here(raw, "data") for raw in read.raws)
    assert [raw.data for raw in read.raws] == whole
    let_go(read.raws[0])
    rewritten(folder / "a.txt")
    with pytest.raises(ReceiptError, match=r"a.txt: changed on disk while the digest was built"):
        read.raws[0].data  # noqa: B018


@pytest.mark.parametrize("noted", [b"", b"{", b"[]", b'{"version": 0, "files": {}}', b'{"version": 1}', b"\xff"])
def test_a_foreign_memory_is_no_memory(folder: Path, noted: bytes) -> None:
    assert collected(folder, noted)[0] == collected(folder)[0]
