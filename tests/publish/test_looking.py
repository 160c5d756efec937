"""What stands in the published site is looked at by another process, or by this one, and both see the same."""

import random
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from publish.test_publishing import page, publish

from digest.file_states import State, tree, tree_after, tree_of
from digest.publish import Look
from digest.publish import tree as tree_room
from digest.publish.swap import previous


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """The work folder of a digest with a published site and one before, which differ."""
    for text in ("one", "two"):
        publish(tmp_path, [page("", text), page("a", "x")])
    return tmp_path / "work"


def folders(work: Path) -> tuple[Path, Path]:
    output = work.parent / "site"
    return output, previous(output, work)


@contextmanager
def begun(work: Path) -> Iterator[tuple[Look, "subprocess.Popen[str]"]]:
    """A look at both folders, with the process that looks."""
    with Look() as look:
        look.begin(folders(work)[0], work)
        assert look._looking
        yield look, look._looking


def test_another_process_sees_what_this_one_would(work: Path) -> None:
    seen = [tree(str(folder)) for folder in folders(work)]
    with begun(work) as (look, process):
        assert process.wait() == 0
        assert look.digests(*folders(work)) == seen != [tree_of(())] * 2


@pytest.mark.parametrize("site", [0, 1])
def test_it_sees_a_file_that_was_replaced_in_one_of_the_folders_that_had_it(work: Path, site: int) -> None:
    before = [tree(str(folder)) for folder in folders(work)]
    changed = folders(work)[site] / "a" / "index.html"
    assert changed.stat().st_nlink == 2
    changed.unlink()
    changed.write_text("by hand")
    with begun(work) as (look, process):
        assert process.wait() == 0
        now = look.digests(*folders(work))
    assert now[site] != before[site]
    assert now[1 - site] == before[1 - site]


def test_it_is_asked_before_anybody_else_looks(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_folder: str) -> str:
        raise AssertionError

    with begun(work) as (look, _):
        monkeypatch.setattr("digest.file_states.tree", never)
        assert len(set(look.digests(*folders(work)))) == 2


def test_one_that_is_killed_costs_time_only(work: Path) -> None:
    seen = [tree(str(folder)) for folder in folders(work)]
    with begun(work) as (look, process):
        process.kill()
        assert look.digests(*folders(work)) == seen


def test_a_folder_that_took_the_place_of_another_is_looked_at_again(work: Path) -> None:
    output, kept = folders(work)
    with begun(work) as (look, process):
        process.wait()
        output.rename(work / "aside")
        kept.rename(output)
        assert look.digests(output, kept) == [tree(str(output)), tree_of(())]


def test_a_missing_site_is_an_empty_one(tmp_path: Path) -> None:
    with Look() as look:
        look.begin(tmp_path / "gone" / "site", tmp_path / "work")
        assert look.digests(tmp_path / "gone" / "site") == [tree_of(())]


def test_one_that_is_not_asked_ends_with_the_build(work: Path) -> None:
    with begun(work) as (_, process):
        pass
    assert process.returncode is not None


def test_where_all_stands_as_it_was_left_no_file_is_known_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    walked: list[str] = []
    whole = tree_room.entries
    monkeypatch.setattr(tree_room, "entries", lambda folder: walked.append(folder) or whole(folder))  # type: ignore[func-returns-value]
    for text in ("one", "two", "three", "four"):
        walked.clear()
        publish(tmp_path, [page("", text), page("a", "x")])
    assert walked == []
    (tmp_path / "site" / "a" / "index.html").write_text("by hand")
    assert publish(tmp_path, [page("", "four"), page("a", "x")]).made
    assert walked == [str(tmp_path / "site"), str(tmp_path / "work" / "previous-site")]


def test_a_file_that_a_web_server_may_not_read_is_made_again(tmp_path: Path) -> None:
    publish(tmp_path, [page("", "x"), page("a", "x")])
    hidden = tmp_path / "site" / "a" / "index.html"
    hidden.chmod(0o600)
    assert publish(tmp_path, [page("", "x"), page("a", "x")]).changed
    assert hidden.stat().st_mode & 0o777 == 0o644


def test_a_digest_of_files_follows_their_change_in_any_order() -> None:
    files: list[State] = [(f"a/{number}", number, number % 3, 7, 0o644) for number in range(20)]
    mixed = random.Random(5).sample(files, len(files))  # noqa: S311 - no secret
    assert tree_of(mixed) == tree_of(files)
    assert tree_after(tree_of(files), files[:5], [("b", 99, 1, 1, 0o644)]) == tree_of(
        [*files[5:], ("b", 99, 1, 1, 0o644)]
    )
    for place, other in enumerate(("a/x", 99, 9, 9, 0o600)):
        changed = (*files[0][:place], other, *files[0][place + 1 :])
        assert tree_of([changed, *files[1:]]) != tree_of(files)  # type: ignore[list-item]
