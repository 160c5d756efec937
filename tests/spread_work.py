"""Work for processes that tests begin; importable, as it must be."""

import gc
import multiprocessing
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from digest.nouns import Article


def in_worker() -> bool:
    return multiprocessing.parent_process() is not None


def doubled(items: Sequence[int]) -> list[int]:
    return [2 * item for item in items]


def process_of(items: Sequence[int]) -> list[int]:
    time.sleep(0.01)  # so that one worker cannot do all
    return [os.getpid() for _ in items]


def looks(items: Sequence[int]) -> list[tuple[int, int, int]]:
    """How seldom the process looks for garbage."""
    return [gc.get_threshold() for _ in items]


def deadly(items: Sequence[int]) -> list[int]:
    """End the process, if it is a worker that is given 30."""
    if in_worker() and 30 in items:
        os.kill(os.getpid(), signal.SIGKILL)
    return doubled(items)


def deadly_once(items: Sequence[tuple[int, Path]]) -> list[int]:
    """End the process that is given 30, unless another one was before."""
    for item, marker in items:
        if item == 30 and not marker.exists():
            marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return doubled([item for item, _ in items])


def lengths(items: Sequence[Article]) -> list[int]:
    return [len(article.text) for article in items]


_loads: list[int] = []  # in this process


def load() -> None:
    """Get ready, which takes longer than to begin another process."""
    time.sleep(1)
    _loads.append(1)


def loaded(items: Sequence[int]) -> list[tuple[int, int]]:
    """The process, and how often it got ready."""
    return [(os.getpid(), len(_loads)) for _ in items]


def unloadable() -> None:
    raise ModuleNotFoundError("no model")


def fatal() -> None:
    """End a process that gets ready."""
    os.kill(os.getpid(), signal.SIGKILL)


def wrong(items: Sequence[int]) -> list[int]:
    raise ZeroDivisionError(f"in {items[0]}")


def one() -> str:
    return "1"


def another_in_a_worker() -> str:
    return "2" if in_worker() else "1"
