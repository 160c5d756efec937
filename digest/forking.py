"""Where worker processes come from: a small server that has loaded what they read with, and forks them."""

import multiprocessing
import signal
from multiprocessing.context import BaseContext

# What workers use, imported once in the process that they are all forked from.
PRELOADED = ["digest.intake.preloaded", "feedparser", "htmldate", "trafilatura"]


def context() -> BaseContext:
    """Forked from a small server where that exists, since forking a process with threads is not safe."""
    if not _can_fork():
        return multiprocessing.get_context("spawn")
    forked = multiprocessing.get_context("forkserver")
    forked.set_forkserver_preload(PRELOADED)
    return forked


def begin() -> None:
    """Start the server, which loads beside this process what the first worker would wait for. It ends with this one.

    Ctrl-C is left to this process: a server that is still loading would say that it was stopped, too.
    """
    if _can_fork():
        from multiprocessing import forkserver  # which not every system has

        context()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            forkserver.ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _can_fork() -> bool:
    return "forkserver" in multiprocessing.get_all_start_methods()
