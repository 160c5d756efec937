"""The published site changes in one step or not at all."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from machine import can_exchange

from digest.errors import BuildError, BusyError
from digest.publish import swap

KILLED = """
import sys, time
from pathlib import Path
from digest.publish import swap
output, work = Path(sys.argv[1]), Path(sys.argv[2])
with swap.exclusive(work), swap.staging(output, work) as folder:
    (folder / "site").mkdir()
    (folder / "site" / "index.html").write_text("half")
    print("building", flush=True)
    time.sleep(600)
"""


READER = """
import sys
from pathlib import Path
page = Path(sys.argv[1]) / "index.html"
print("reading", flush=True)
print(sum(not page.exists() for _ in range(40_000)))
"""


def folder(path: Path, text: str) -> Path:
    path.mkdir(mode=0o700, parents=True)
    (path / "index.html").write_text(text)
    return path


def place(tmp_path: Path) -> tuple[Path, Path]:
    work = tmp_path / "work"
    work.mkdir()
    return tmp_path / "site", work


@contextmanager
def building(output: Path, work: Path) -> Iterator["subprocess.Popen[str]"]:
    """A build in another process, stuck in its middle; killed at the end at the latest."""
    command = [sys.executable, "-c", KILLED, str(output), str(work)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "building\n"
        try:
            yield process
        finally:
            process.kill()


def test_the_first_site_is_put_in_place(tmp_path: Path) -> None:
    output, work = place(tmp_path)
    swap.put_in_place(folder(work / "new", "one"), output, swap.previous(output, work))
    assert (output / "index.html").read_text() == "one"
    assert output.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("exchange", [True, False])
def test_the_site_before_is_kept_for_roll_back(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    exchange: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    if not exchange:
        monkeypatch.setattr(swap, "_exchange", lambda _one, _other: False)
    output, work = place(tmp_path)
    kept = swap.previous(output, work)
    for text in ("one", "two", "three"):
        swap.put_in_place(folder(work / "new", text), output, kept)
    assert (output / "index.html").read_text() == "three"
    assert (kept / "index.html").read_text() == "two"
    assert sorted(path.name for path in work.iterdir()) == ["previous-site"]


def test_readers_never_miss_the_site_while_it_is_swapped(tmp_path: Path) -> None:
    if not can_exchange(tmp_path):
        pytest.skip("this system, or this file system, cannot exchange two folders in one step")
    output, work = place(tmp_path)
    folder(output, "0")
    with subprocess.Popen([sys.executable, "-c", READER, str(output)], stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        reader.stdout.readline()
        while reader.poll() is None:
            swap.put_in_place(folder(work / "new", "x"), output, swap.previous(output, work))
        assert reader.stdout.read().strip() == "0"


def test_a_kill_in_the_middle_leaves_the_site_and_the_next_build_clears_up(tmp_path: Path) -> None:
    output, work = place(tmp_path)
    folder(output, "published")
    with building(output, work) as process:
        os.kill(process.pid, signal.SIGKILL)
    assert (output / "index.html").read_text() == "published"
    assert len(list(work.glob(".digest-staging-*"))) == 1
    with swap.exclusive(work), swap.staging(output, work) as fresh:
        assert [path for path in work.glob(".digest-staging-*") if path != fresh] == []
    assert list(work.glob(".digest-staging-*")) == []


def test_a_second_build_is_refused_at_once(tmp_path: Path) -> None:
    output, work = place(tmp_path)
    with building(output, work), pytest.raises(BusyError, match="another build"), swap.exclusive(work):
        pytest.fail("two builds at once")
    with swap.exclusive(work):
        pass


def test_one_process_may_enter_twice(tmp_path: Path) -> None:
    with swap.exclusive(tmp_path), swap.exclusive(tmp_path):
        pass


def test_a_site_lost_between_two_renames_comes_back(tmp_path: Path) -> None:
    output, work = place(tmp_path)
    folder(swap.previous(output, work), "old")
    with swap.staging(output, work):
        assert (output / "index.html").read_text() == "old"


def test_a_failing_swap_leaves_the_site_and_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output, work = place(tmp_path)
    folder(output, "published")

    def full(_one: Path, _other: Path) -> bool:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(swap, "_exchange", full)
    with pytest.raises(BuildError, match="No space left"):
        swap.put_in_place(folder(work / "new", "new"), output, swap.previous(output, work))
    assert (output / "index.html").read_text() == "published"
    with pytest.raises(BuildError, match="no earlier site"):
        swap.roll_back(output, work)
