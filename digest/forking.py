"""Where worker processes come from: a small server that has loaded what they read with, and forks them."""

import multiprocessing
import os
import signal
from collections.abc import Collection
from multiprocessing.context import BaseContext
from pathlib import Path

# What workers use, imported once in the process that they are all forked from.
OF_ALL = ("digest.intake.preloaded",)
OF_PAGES = ("htmldate", "trafilatura")
OF_FEEDS = ("feedparser",)
KEPT_IN = "DIGEST_LANGUAGE_MODEL"  # as in digest.intake.language_model, which this process need not load yet
PLAIN = (".txt", ".md")  # ends of names of files that hold no page


def context(*preloaded: str) -> BaseContext:
    """Forked from a small server where that exists, since forking a process with threads is not safe.

    The server has loaded what is `preloaded`, or all that workers use; the first who asks decides.
    """
    if not _can_fork():
        return multiprocessing.get_context("spawn")
    forked = multiprocessing.get_context("forkserver")
    forked.set_forkserver_preload([*(preloaded or (*OF_ALL, *OF_FEEDS, *OF_PAGES))])
    return forked


def begin(files: Collection[str], work: Path) -> None:
    """Start the server, which loads beside this process what the readers of some files would wait for.

    It ends with this process, and keeps in the folder `work` what took long to unpack. One that reads another kind of
    file loads for itself what is still wanting.

    Ctrl-C is left to this process: a server that is still loading would say that it was stopped, too.
    """
    if _can_fork():
        from multiprocessing import forkserver  # which not every system has

        plain = all(name.lower().endswith(PLAIN) for name in files)
        context(*OF_ALL, *(() if plain else OF_PAGES))
        os.environ[KEPT_IN] = str(work)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            forkserver.ensure_running()
        finally:
            del os.environ[KEPT_IN]
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _can_fork() -> bool:
    return "forkserver" in multiprocessing.get_all_start_methods()
