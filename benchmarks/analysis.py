"""What analysis costs beside bare spaCy, and what two processes and two Dask workers gain: ratios from one run.

    python benchmarks/analysis.py [--articles N]

The texts are those of an invented archive (`archive.py`, which needs DIGEST_EVAL). What one process costs is told in
time of its processor, ours and spaCy's by turns; what several gain by the clock, which wants an idle machine.
"""

import argparse
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from archive import clippings, write

from digest import intake, reading
from digest.analysing import analysis_version
from digest.intake.cleaner import clean
from digest.nouns import Article
from digest.reading.model import installed
from digest.spreading import Crew, crew

TURN = 32  # articles that each analyses in turn


def articles(count: int) -> list[Article]:
    """The articles of an invented archive."""
    with TemporaryDirectory() as folder:
        write(Path(folder), list(clippings(count)))
        found = intake.collect(Path(folder) / "content", max_bytes=1_000_000, records=())
    cleaned = [clean(raw) for raw in found.raws]
    return [one for one in cleaned if isinstance(one, Article)]


def against_spacy(some: Sequence[Article]) -> tuple[float, float]:
    """Seconds of the processor: our analyses, and the whole pipeline of the bare model over the same texts."""
    import spacy

    model = spacy.load(installed()[0])
    ours = bare = 0.0
    for start in range(0, len(some), TURN):
        turn = some[start : start + TURN]
        began = time.process_time()
        reading.analyse(turn)
        between = time.process_time()
        for _ in model.pipe([article.text for article in turn], batch_size=32):
            pass
        ours += (between - began) if start else 0.0  # the first turn loads the model, and is left out
        bare += (time.process_time() - between) if start else 0.0
    return ours, bare


def clocked(workers: Crew, some: Sequence[Article]) -> float:
    """Seconds by the clock in which a crew that is warm analyses all."""
    with workers:
        list(workers.spread(reading.analyse, some[: 3 * TURN], version=analysis_version))
        began = time.perf_counter()
        list(workers.spread(reading.analyse, some, version=analysis_version))
        return time.perf_counter() - began


@contextmanager
def cluster() -> Iterator[str]:
    """A Dask scheduler and two workers, with nannies as Dask starts them; yields its address for --executor."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
    scheduler = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    worker = ("distributed.cli.dask_worker", f"tcp://127.0.0.1:{port}", "--no-dashboard", "--nthreads", "1")
    from distributed import Client

    with ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory())
        for words in (scheduler, *[(*worker, "--local-directory", folder)] * 2):
            stack.enter_context(_program(*words))
        with Client(f"tcp://127.0.0.1:{port}", timeout=60) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(2, timeout=60)  # type: ignore[no-untyped-call]
        yield f"dask://127.0.0.1:{port}"


@contextmanager
def _program(*words: str) -> Iterator[Any]:
    command = [sys.executable, "-m", *words]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - Dask's own programs
        try:
            yield process
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=20)
            process.kill()


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=400, metavar="N")
    some = articles(parser.parse_args().articles)
    words = sum(len(article.text.split()) for article in some)
    print(f"{len(some)} articles of {words // len(some)} words, {os.cpu_count()} cores")
    ours, bare = against_spacy(some)
    each = 1000 * ours / (len(some) - TURN)
    print(f"analysis / bare spaCy, processor     {ours / bare:5.2f}   ({each:.0f} ms an article)")
    alone = clocked(crew(1), some)
    _told("two processes", lambda: clocked(crew(2), some), alone)
    with cluster() as address:
        _told("two Dask workers", lambda: clocked(crew(executor=address), some), alone)


def _told(name: str, took: Callable[[], float], alone: float) -> None:
    print(f"one process / {name + ', clock':22} {alone / took():5.2f}")


if __name__ == "__main__":
    main()
