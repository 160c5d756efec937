"""Whatever happens to a build, the site stays up and whole, and the next build equals a fresh one.

The short form of benchmarks/never_down.py: ten kills in eight histories.
"""

import random
import shutil
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from machine import can_exchange
from unbroken.histories import STEPS, Past, compared, happen, origin
from unbroken.news import write_digest
from unbroken.program import Fault, Program
from unbroken.reader import reading
from unbroken.standing import copied, leftovers
from unbroken.trees import opened

CHANGES = sorted(STEPS.keys() - {"kill", "roll back", "forget"})
PAUSE = 0.4  # seconds between two samples, which cost as much as a build where there is none


@pytest.fixture(scope="module")
def program() -> Iterator[Program]:
    """The program, loaded once."""
    loaded = Program()
    yield loaded
    loaded.close()


@pytest.fixture(scope="module")
def begun(program: Program, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sequence[Sequence[int]]]:
    """A digest with an earlier site behind it, and the operations of a build; tests copy it."""
    folder = tmp_path_factory.mktemp("never-down") / "digest"
    return folder, origin(folder, program)


@pytest.mark.parametrize("number", range(10))
def test_through_changes_kills_and_rollbacks_the_site_is_whole_and_ends_as_a_fresh_build_makes_it(
    begun: tuple[Path, Sequence[Sequence[int]]], program: Program, tmp_path: Path, number: int
) -> None:
    source, operations = begun
    past = Past(copied(source, tmp_path / "digest"), program, random.Random(number), operations)  # noqa: S311
    whole = [opened(past.folder / "site"), opened(past.folder / ".digest" / "previous-site")]
    with reading(past.folder / "site", PAUSE) as reader:
        for name in past.chance.sample(CHANGES, 2):
            happen(past, name)
        if number == 0:  # what editors take back is as if it had never been
            happen(past, "exclude")
            assert program.run(past.folder, "build")[0] == 0
            whole.append(opened(past.folder / "site"))
            happen(past, "take back")
        for _ in range(2 if number < 2 else 1):
            happen(past, "kill")
        if number % 3 == 2:
            happen(past, "roll back")
        assert compared(past) == []
        whole.append(opened(past.folder / "site"))
    seen = reader.end()
    assert seen.samples
    assert not seen.missing or not can_exchange(tmp_path), "where two folders cannot change places in one step"
    assert seen.strange(whole) == []


def test_a_first_build_that_is_killed_while_it_makes_the_second_site_has_published_and_the_next_one_makes_the_rest(
    program: Program, tmp_path: Path
) -> None:
    folder, log = write_digest(tmp_path / "digest"), tmp_path / "log"
    assert program.run(write_digest(tmp_path / "other"), "build", fault=Fault(log=str(log)))[0] == 0
    lines = log.read_text(encoding="utf-8").splitlines()
    links = [number for number, line in enumerate(lines) if line.startswith("os.link") and "/spare-site/" in line]
    assert program.run(folder, "build", fault=Fault(kill_at=links[len(links) // 2]))[0] == -signal.SIGKILL
    spare, site = opened(folder / ".digest" / "spare-site"), opened(folder / "site")
    assert 0 < len(spare) < len(site)
    assert opened(tmp_path / "other" / "site") == site
    assert program.run(folder, "rollback")[0] != 0
    past = Past(copied(folder, tmp_path / "changed"), program, random.Random(1), [])  # noqa: S311
    happen(past, "edit")
    assert compared(past) == []
    assert program.run(folder, "build")[0] == 0
    assert opened(folder / ".digest" / "spare-site") == opened(folder / "site") == site


@pytest.mark.parametrize(("stop", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_build_that_is_told_to_stop_says_so_and_leaves_nothing_behind(
    begun: tuple[Path, object], program: Program, tmp_path: Path, stop: signal.Signals, code: int
) -> None:
    folder = copied(begun[0], tmp_path / "digest")
    shutil.copy(folder / "content" / "bridge.md", folder / "content" / "another.md")
    before = opened(folder / "site"), opened(folder / "content")
    ended, said = program.run(folder, "build", fault=Fault(stop=stop))
    assert ended == code
    assert said.startswith("digest: stopped by ")
    assert (opened(folder / "site"), opened(folder / "content")) == before
    assert leftovers(folder) == []


def test_without_an_exchange_of_folders_a_kill_between_the_renames_costs_a_site_until_the_next_build_only(
    begun: tuple[Path, object], program: Program, tmp_path: Path
) -> None:
    folder = copied(begun[0], tmp_path / "digest")
    whole = {"site": opened(folder / "site"), "kept": opened(folder / ".digest" / "previous-site")}
    for number in range(4):
        program.run(folder, "rollback", fault=Fault(kill_at=number, exchange=False))
        assert program.run(folder, "rollback", fault=Fault(exchange=False))[0] == 0
        assert {"site": opened(folder / "site"), "kept": opened(folder / ".digest" / "previous-site")} in (
            whole,
            {"site": whole["kept"], "kept": whole["site"]},
        )
