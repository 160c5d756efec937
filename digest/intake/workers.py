"""Worker processes with limits: a hostile source wastes their time and memory, never the command's."""

import functools
import multiprocessing
import sys
from collections.abc import Callable
from concurrent.futures import TimeoutError as LateError
from multiprocessing.context import BaseContext
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from digest.errors import SourceError

# What the workers use, imported once in the process that they are all forked from.
PRELOADED = ["digest.intake", "feedparser", "htmldate", "trafilatura"]

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Workers:
    """Processes that run functions of one item, each under a limit of time and of memory.

    They start at the first call, so that a build that recalls everything pays nothing. Threads may share one object.
    """

    def __init__(self, *, jobs: int = 2, seconds: float = 30.0, megabytes: int = 700) -> None:
        """Make a pool of `jobs` processes; `seconds` bound a call, `megabytes` the address space of a process."""
        self._seconds = seconds
        self._pool = ProcessPool(max_workers=jobs, initializer=_limit_memory, initargs=(megabytes,), context=_context())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def call(self, function: Callable[Given, Result], *args: Given.args, **options: Given.kwargs) -> Result:
        """Run an importable function in a worker, and return what it returns.

        Raises SourceError: the function's own, or that it took too long, used too much memory or crashed.
        """
        return self.submit(function, *args, **options)()

    def submit(
        self, function: Callable[Given, Result], *args: Given.args, **options: Given.kwargs
    ) -> Callable[[], Result]:
        """Begin such a call; the function returned waits for its end, and raises as `call` does."""
        future = self._pool.schedule(function, args=args, kwargs=options, timeout=self._seconds)
        return functools.partial(self._result, future)

    def _result(self, future: ProcessFuture[Result]) -> Result:
        try:
            return future.result()
        except LateError:
            raise SourceError(f"took longer than {self._seconds:g} seconds to read; it was given up") from None
        except ProcessExpired:
            raise SourceError("crashed the program that reads it; it was given up") from None
        except MemoryError:
            raise SourceError("needs too much memory to read; it was given up") from None


def _context() -> BaseContext:
    """Forked from a small server where that exists, since forking a process with threads is not safe."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def _limit_memory(megabytes: int) -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1_000_000, megabytes * 1_000_000))
