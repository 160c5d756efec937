"""Work spread over processes or machines: the same results, in order, whoever computes them."""

import logging
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from types import TracebackType
from typing import Self, TypeVar

from digest.errors import ExecutorError
from digest.executors import DASK, LostError, Workplace, cluster, processes

log = logging.getLogger(__name__)

Item = TypeVar("Item")
Result = TypeVar("Result")

FEW = 20  # items: fewer are done here before a worker would have loaded the language model
CHUNK = 8  # items of a task: under a second of work, so that progress is seen and a lost worker costs little
TRIES = 2  # of a place to work that is lost
ROOM = 1_000_000_000  # bytes of memory for each process, the language model's and its share of what this one needs


class Crew:
    """Those who do the work: this process alone, more on this machine, or those of a cluster.

    Nobody is called before there is enough to do, unless work is expected: then a worker gets ready with `ahead`, while
    this process does something else, and a few items are done by that one. What a lost worker had is
    done by others, and here in the end.
    """

    def __init__(self, call: Callable[[], Workplace] | None = None, *, ahead: Callable[[], None] | None = None) -> None:
        self._call, self._ahead = call, ahead
        self._place: Workplace | None = None
        self._loading: Collection[Future[None]] = ()

    def __enter__(self) -> Self:
        if self._call and self._ahead:
            # In a thread: whatever workers come from may still be loading itself, and would be waited for.
            starter = ThreadPoolExecutor(max_workers=1)
            self._loading = (starter.submit(_loaded, self._workplace(self._call), self._ahead),)
            starter.shutdown(wait=False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    def rest(self) -> None:
        """Let everybody go, and the memory that they take; who is needed again is called again.

        Whoever still gets ready is let go in the end: to wait for that now would take long.
        """
        if all(one.done() for one in self._loading):
            self._leave()

    def spread(
        self,
        work: Callable[[Sequence[Item]], Iterable[Result]],
        items: Sequence[Item],
        *,
        version: Callable[[], str],
    ) -> Iterator[Result]:
        """What `work` makes of each item, in order, as it comes.

        `work` is importable, and makes of an item what it makes of it beside any others. `version`, importable too, is
        what its results depend on: a worker where that is not the same raises ExecutorError.
        """
        few = len(items) < FEW
        size = FEW if few else CHUNK
        chunks = [items[start : start + size] for start in range(0, len(items), size)]
        done, tries = 0, TRIES
        if few and chunks:
            wait(self._loading)  # or another worker would begin to load the same
        elsewhere = self._loading or not few
        while self._call and elsewhere and tries and done < len(chunks):
            try:
                for results in self._workplace(self._call).results(work, chunks[done:], version):
                    done += 1
                    yield from results
            except LostError as error:
                tries -= 1
                self._leave()
                rest = "what is left is tried once more" if tries else "the rest is computed in this process"
                log.warning("the workers were lost (%s); %s", error, rest)
        for chunk in chunks[done:]:
            yield from work(chunk)

    def _workplace(self, call: Callable[[], Workplace]) -> Workplace:
        self._place = self._place or call()
        return self._place

    def _leave(self) -> None:
        place, self._place, self._loading = self._place, None, ()
        if place:
            place.close()


def _loaded(place: Workplace, load: Callable[[], None]) -> None:
    """Wait for a worker to get ready."""
    wait(place.getting_ready(load))


def crew(jobs: int | None = None, executor: str = "", *, ahead: Callable[[], None] | None = None) -> Crew:
    """Who is to work: `jobs` processes (None: as many as fit this machine), or a cluster, `dask://HOST:PORT`.

    `ahead`, importable, is what a process gets ready with at once, where work is expected. Raises ExecutorError for
    another address.
    """
    if executor:
        if not executor.startswith(DASK) or ":" not in executor.removeprefix(DASK):
            raise ExecutorError(f"--executor {executor}: write it as dask://HOST:PORT")
        return Crew(lambda: cluster(executor))
    wanted = jobs or fitting()
    return Crew((lambda: processes(wanted)) if wanted > 1 else None, ahead=ahead)


def fitting() -> int:
    """How many processes this machine has cores and memory for."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # no such question on this system
        return cores
    return max(1, min(cores, memory // ROOM))
