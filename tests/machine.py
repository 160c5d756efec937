"""Whatever machine the tests run on: they wait for what must come, not for a time, and ask what there is.

A limit of time here only ends what hangs: a machine that is busy with something else may take very long.
"""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from digest.file_states import present
from digest.publish.swap import _exchange

LONG = 300  # seconds


def until(true: Callable[[], object], what: str) -> None:
    """Wait until something is true; where that never comes, fail and say `what` is wrong."""
    end = time.monotonic() + LONG
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.01)


def runs(process: int) -> bool:
    """Whether a process runs (asks /proc). One that has ended, and whose end nobody has asked for yet, does not."""
    try:
        state = (Path("/proc") / str(process) / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in {"Z", "X"}


@contextmanager
def unheard_port() -> Iterator[int]:
    """A port of 127.0.0.1 on which nobody listens; nobody else can take it meanwhile."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]


def let_the_clock_step(folder: Path) -> None:
    """Wait until what is written has another time than what was: some file systems keep times in coarse steps."""
    now = present(folder)
    until(lambda: present(folder) > now, "the clock of the file system stands still")


def can_exchange(place: Path) -> bool:
    """Whether two folders can change places in one step in this folder: not all systems and file systems can."""
    one, other = place / "one", place / "other"
    one.mkdir()
    other.mkdir()
    try:
        return _exchange(one, other)
    finally:
        one.rmdir()
        other.rmdir()
