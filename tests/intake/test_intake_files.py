"""The content folder."""

import os
from pathlib import Path

import pytest

from digest.intake import collect


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("The harbour opens on Monday.\n")


def reasons(folder: Path, max_bytes: int = 1000) -> dict[str, str]:
    return {skip.path: skip.reason for skip in collect(folder, max_bytes=max_bytes).skipped}


def test_articles_of_all_folders_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/z.md", "a.html", "c/d/e.HTM")
    assert [raw.path for raw in collect(tmp_path, max_bytes=1000).raws] == ["a.html", "a/z.md", "b.txt", "c/d/e.HTM"]


def test_our_own_files_and_hidden_ones_are_passed_over_in_silence(tmp_path: Path) -> None:
    write(tmp_path, "editorial.yml", "stories.lock.yml", "README.md", ".hidden.txt", ".git/x.txt", "a.txt")
    collected = collect(tmp_path, max_bytes=1000)
    assert [raw.path for raw in collected.raws] == ["a.txt"]
    assert collected.skipped == ()


def test_a_readme_in_a_folder_below_is_an_article(tmp_path: Path) -> None:
    write(tmp_path, "port/README.md")
    assert [raw.path for raw in collect(tmp_path, max_bytes=1000).raws] == ["port/README.md"]


def test_symlinks_to_files_and_folders_are_refused_and_named(tmp_path: Path) -> None:
    outside, content = tmp_path / "outside", tmp_path / "content"
    write(outside, "secret.txt")
    content.mkdir()
    (content / "file.txt").symlink_to(outside / "secret.txt")
    (content / "folder").symlink_to(outside)
    assert collect(content, max_bytes=1000).raws == ()
    assert set(reasons(content)) == {"file.txt", "folder"}
    assert "symbolic link" in reasons(content)["folder"]


def test_what_cannot_be_an_article_is_named_with_what_to_do(tmp_path: Path) -> None:
    write(tmp_path, "picture.png", "nosuffix")
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "big.txt").write_text("x" * 2000)
    found = reasons(tmp_path)
    assert set(found) == {"picture.png", "nosuffix", "empty.txt", "big.txt"}
    assert "remove it" in found["empty.txt"]
    assert "1,000 bytes" in found["big.txt"]
    assert ".png" in found["picture.png"]


def test_a_file_of_just_the_allowed_size_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x" * 1000)
    assert len(collect(tmp_path, max_bytes=1000).raws) == 1


def test_an_unreadable_file_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "Permission denied" in reasons(tmp_path)["a.txt"]


def test_a_file_whose_name_is_not_utf8_is_named_and_left_out(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"bad\xff.txt")).write_text("The harbour opens on Monday.\n")
    assert list(reasons(tmp_path).values()) == ["its name is not UTF-8; rename it"]
    assert all(path.isprintable() for path in reasons(tmp_path))


def test_a_file_whose_name_could_write_to_a_terminal_is_named_without_that_and_left_out(tmp_path: Path) -> None:
    write(tmp_path, "a\x1b]0;b\x07.txt", "two\nlines/c.txt", "fine \u202f\u200d.txt")
    found = reasons(tmp_path)
    assert set(found) == {"a\ufffd]0;b\ufffd.txt", "two\ufffdlines/c.txt"}
    assert set(found.values()) == {"its name holds a control character; rename it"}


def test_what_is_no_regular_file_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "not a regular file" in reasons(tmp_path)["pipe.txt"]
