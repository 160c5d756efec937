"""Worker processes with limits: a hostile source wastes their time and memory, never the command's."""

import contextlib
import functools
import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import TimeoutError as LateError
from concurrent.futures import wait
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from digest.errors import SourceError
from digest.forking import context

TRIES = 3  # of a call whose pool broke, which is seldom its own doing
CRASHED = "crashed the program that reads it; it was given up"
TOO_MUCH = "needs too much memory to read; it was given up"
PATIENCE = 0.5  # seconds before one asks whether a call that has not begun was lost
_OUT_OF_MEMORY = 71  # exit code of a worker

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Workers:
    """Processes that run functions of one item, each under a limit of time and of memory.

    They start at the first call, so that a build that recalls everything pays nothing. Threads may share one object.
    """

    def __init__(self, *, jobs: int = 2, seconds: float = 30.0, megabytes: int = 700) -> None:
        """Make a pool of `jobs` processes; `seconds` bound a call, `megabytes` the address space that it may fill."""
        self._seconds, self._megabytes = seconds, megabytes
        self._new_pool = functools.partial(ProcessPool, max_workers=jobs, context=context())
        self._pool: ProcessPool = self._new_pool()
        self._changing = threading.Lock()
        self._ended = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._changing:
            self._ended = True
            self._stop()

    def call(self, function: Callable[Given, Result], *args: Given.args, **options: Given.kwargs) -> Result:
        """Run an importable function in a worker, and return what it returns.

        Raises SourceError: the function's own, or that it took too long, used too much memory or crashed.
        """
        return self.submit(function, *args, **options)()

    def submit(
        self, function: Callable[Given, Result], *args: Given.args, **options: Given.kwargs
    ) -> Callable[[], Result]:
        """Begin such a call; the function returned waits for its end, and raises as `call` does."""
        call = functools.partial(self._begin, function, args, options)
        return functools.partial(self._result, call(), call)

    def _begin(
        self, function: Callable[..., Result], args: tuple[Any, ...], options: dict[str, Any]
    ) -> ProcessFuture[Result]:
        given = self._megabytes, function, args, options
        with self._changing:
            try:
                return self._pool.schedule(_within, args=given, timeout=self._seconds)
            except RuntimeError:  # a worker died that had nothing to do, which breaks a pool for good
                if self._ended:
                    raise
                self._stop()
                self._pool = self._new_pool()
                return self._pool.schedule(_within, args=given, timeout=self._seconds)

    def _stop(self) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def _result(self, future: ProcessFuture[Result], again: Callable[[], ProcessFuture[Result]]) -> Result:
        for _ in range(TRIES - 1):
            with contextlib.suppress(BrokenProcessPool):
                return self._waited(future)
            future = again()
        try:
            return self._waited(future)
        except BrokenProcessPool:
            raise SourceError(CRASHED) from None

    def _waited(self, future: ProcessFuture[Result]) -> Result:
        self._until_begun(future)
        try:
            return future.result()
        except LateError:
            raise SourceError(f"took longer than {self._seconds:g} seconds to read; it was given up") from None
        except ProcessExpired as error:
            raise SourceError(TOO_MUCH if error.exitcode == _OUT_OF_MEMORY else CRASHED) from None

    def _until_begun(self, future: ProcessFuture[Any]) -> None:
        """Wait until a call has begun. Raises BrokenProcessPool for one that was lost.

        Nobody notices where a worker dies in the moment in which it takes a call. But calls are taken in turn: one that
        was made later and has ended tells that this one was taken, too.
        """
        later: list[ProcessFuture[None]] = []
        while not wait([future], timeout=PATIENCE).done and not future.running():
            if any(one.done() for one in later) and not future.running() and not future.done():
                raise BrokenProcessPool
            later.append(self._begin(_nothing, (), {}))


def _nothing() -> None:
    """Do what a call does to which only its end matters."""


def _within(megabytes: int, function: Callable[..., Result], args: tuple[Any, ...], options: dict[str, Any]) -> Result:
    """Run a function within a limit of memory.

    A worker that passes it ends: what it leaves of its memory may be too little for the next call. It takes its calls
    without the limit, since one that dies as it takes a call loses it.
    """
    with _limited(megabytes):
        try:
            return function(*args, **options)
        except MemoryError:
            os._exit(_OUT_OF_MEMORY)


@contextlib.contextmanager
def _limited(megabytes: int) -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    least = min({megabytes * 1_000_000, *before} - {resource.RLIM_INFINITY})
    resource.setrlimit(resource.RLIMIT_AS, (least, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
