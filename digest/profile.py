"""Where a build's time goes, stage by stage."""

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What a stage took."""

    stage: str
    wall: float  # seconds
    cpu: float  # seconds of all processes that the build started, as far as the system tells
    items: int  # 0 where the stage counts none
    peak: float  # MiB: the most that this process has held until the stage ended


class Profile:
    """Hears of a build's progress, and notes when one stage gives way to another."""

    def __init__(self) -> None:
        self._stage, self._items = "Starting", 0
        self._wall, self._cpu = time.perf_counter(), 0.0  # what the process took before belongs to its start
        self._spent: list[Spent] = []

    def passing(self, step: Callable[[str, int, int], None]) -> Callable[[str, int, int], None]:
        """A `step` that hears first, and passes on what it heard."""

        def heard(stage: str, done: int, total: int) -> None:
            if stage != self._stage:
                self._turn(stage)
            self._items = max(self._items, total)
            step(stage, done, total)

        return heard

    def finished(self) -> Sequence[Spent]:
        """What each stage took, in the order in which they ended; one that comes again is told once."""
        self._turn("")
        together: dict[str, Spent] = {}
        for one in self._spent:
            before = together.pop(one.stage, None)
            together[one.stage] = one if before is None else _sum(before, one)
        return tuple(together.values())

    def _turn(self, stage: str) -> None:
        wall, cpu = time.perf_counter(), _cpu()
        took = wall - self._wall, cpu - self._cpu
        self._spent.append(Spent(stage=self._stage, wall=took[0], cpu=took[1], items=self._items, peak=_peak()))
        self._stage, self._items, self._wall, self._cpu = stage, 0, wall, cpu


def table(spent: Sequence[Spent]) -> Iterator[str]:
    """Yield the lines of a plain table, the sum last."""
    yield f"{'stage':<12} {'wall s':>8} {'CPU s':>8} {'items':>8} {'ms an item':>11} {'peak MiB':>9}"
    for one in spent:
        each = f"{one.wall / one.items * 1000:.2f}" if one.items else ""
        yield f"{one.stage:<12} {one.wall:>8.2f} {one.cpu:>8.2f} {one.items or '':>8} {each:>11} {one.peak:>9.0f}"
    wall, cpu = sum(one.wall for one in spent), sum(one.cpu for one in spent)
    yield f"{'all':<12} {wall:>8.2f} {cpu:>8.2f} {'':>8} {'':>11} {max(one.peak for one in spent):>9.0f}"


def _sum(before: Spent, after: Spent) -> Spent:
    return Spent(
        stage=after.stage,
        wall=before.wall + after.wall,
        cpu=before.cpu + after.cpu,
        items=max(before.items, after.items),
        peak=after.peak,
    )


def _peak() -> float:
    """The most that this process has held so far, in MiB; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def _cpu() -> float:
    """Seconds of this process and all below it: those that ended, and on Linux those that still run."""
    ended = os.times()
    return ended.user + ended.system + ended.children_user + ended.children_system + _running()


def _running() -> float:
    """Seconds of the processes below this one that still run, with what each knows of those below it that ended."""
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError, IndexError):  # gone meanwhile
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            number = int(stat.parent.name)
            parents[number], ticks[number] = int(fields[1]), sum(map(int, fields[11:15]))
    below = {os.getpid()}
    while more := {one for one, parent in parents.items() if parent in below} - below:
        below |= more
    return sum(ticks.get(one, 0) for one in below - {os.getpid()}) / os.sysconf("SC_CLK_TCK")
