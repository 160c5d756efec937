"""Where work can be done beside this process: more processes of this machine, or those of a Dask cluster."""

import ctypes
import logging
import multiprocessing
import os
import pickle
import platform
import signal
import threading
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from digest.errors import ExecutorError
from digest.forking import context
from digest.garbage import look_seldom

Item = TypeVar("Item")
Result = TypeVar("Result")

DASK = "dask://"
AHEAD = 256  # tasks that are under way or wait for a worker
PATIENCE = 10  # seconds in which a scheduler answers
_TRIM = "MALLOC_TRIM_THRESHOLD_"
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # malloc.h
_KEPT = 64 * 1024 * 1024  # bytes that malloc keeps between two articles
_one_at_a_time = threading.Lock()


class LostError(Exception):
    """The workers are gone; the work may be right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """An executor, what ends it, and the errors that tell that it is lost and not that the work is wrong."""

    executor: Executor
    close: Callable[[], None]
    lost: tuple[type[BaseException], ...]

    def getting_ready(self, load: Callable[[], None]) -> Collection[Future[None]]:
        """Let a worker load what it will need. Nobody hears of what fails: it fails again with the work."""
        try:
            return (self.executor.submit(load),)
        except self.lost:
            return ()

    def results(
        self,
        work: Callable[[Sequence[Item]], Iterable[Result]],
        chunks: Sequence[Sequence[Item]],
        version: Callable[[], str],
    ) -> Iterator[list[Result]]:
        """The results of each chunk, in order, as they come. Raises LostError, and what the work raises.

        Chunks are written down here: what nouns have still to fetch can be fetched in this thread alone, and executors
        write down what they send in others.
        """
        wanted, rest = version(), (pickle.dumps(chunk) for chunk in chunks)
        tasks = (self.executor.submit(computed, work, version, wanted, chunk) for chunk in rest)
        try:
            waiting = deque(islice(tasks, AHEAD))
            while waiting:
                yield waiting.popleft().result()
                waiting.extend(islice(tasks, 1))
        except self.lost as error:
            raise LostError(f"{type(error).__name__}: {error}") from error


def processes(jobs: int) -> Workplace:
    """So many processes of this machine, each with a language model of its own (about 350 MB)."""
    pool = ProcessPoolExecutor(max_workers=jobs, mp_context=context(), initializer=_begin)
    return Workplace(
        executor=pool, close=lambda: pool.shutdown(wait=True, cancel_futures=True), lost=(BrokenExecutor, OSError)
    )


def cluster(address: str) -> Workplace:
    """The workers of a Dask scheduler, `dask://HOST:PORT`.

    Raises ExecutorError where Dask is not installed here, no scheduler answers, or it has no workers.
    """
    try:
        from distributed import Client, KilledWorker
        from distributed.client import ClosedClientError
    except ImportError as error:
        message = f"--executor {address} needs Dask here too ({error}): install digest with its extra, dask"
        raise ExecutorError(message) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is told once, by us
    try:
        client: Any = Client(f"tcp://{address.removeprefix(DASK)}", timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        message = f"--executor {address}: no Dask scheduler answers there ({error}); start one with `dask scheduler`"
        raise ExecutorError(message) from None
    if not client.ncores():
        client.close()
        message = f"--executor {address}: the scheduler has no workers; start some with `dask worker --nthreads 1 …`"
        raise ExecutorError(message)
    executor = client.get_executor(pure=False)

    def close() -> None:
        executor.shutdown(wait=False)
        client.close()

    return Workplace(
        executor=executor, close=close, lost=(KilledWorker, ClosedClientError, CancelledError, OSError, BrokenExecutor)
    )


def computed(
    work: Callable[[Sequence[Item]], Iterable[Result]], version: Callable[[], str], wanted: str, items: bytes
) -> list[Result]:
    """Do work in a worker, on pickled items. Raises ExecutorError in one whose program is not the one that asks."""
    found = version()
    if found != wanted:
        message = f"the worker on {platform.node()} has another program: {found} there, {wanted} here; install the same"
        raise ExecutorError(message)
    with _one_at_a_time:  # a worker of several threads
        _keep_memory()
        return list(work(pickle.loads(items)))  # noqa: S301 - from the process that asks, which sends the work, too


def _begin() -> None:
    """Leave Ctrl-C to the process that began this one, and end with it."""
    look_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _keep_memory() -> None:
    """Undo what a Dask nanny asks of malloc: to give memory back at once, which costs spaCy 40% of its speed."""
    if os.environ.pop(_TRIM, "") and platform.libc_ver()[0] == "glibc":
        libc: Any = ctypes.CDLL(None)
        libc.mallopt(_M_TRIM_THRESHOLD, _KEPT)
        libc.mallopt(_M_MMAP_THRESHOLD, _KEPT // 2)
