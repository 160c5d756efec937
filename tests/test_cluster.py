"""A real Dask scheduler with two workers, one of which dies in the middle: the digest is the same."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from machine import LONG, unheard_port, until
from spread_work import doubled, one, process_of

from digest import pipeline, reviewing
from digest.config import load_config
from digest.errors import ExecutorError
from digest.spreading import Crew, crew
from digest.store import digest_of

distributed = pytest.importorskip("distributed", reason="needs the extra dask")

TESTS = Path(__file__).parent
PLACES = ("Aldmoor", "Brinley", "Carrow", "Dunmere")
ARTICLES = 24
SCHEDULER = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file")


@dataclass(frozen=True, kw_only=True)
class Cluster:
    address: str
    workers: tuple[subprocess.Popen[bytes], ...]


@contextmanager
def program(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(TESTS), *filter(None, sys.path)])}
    command = [sys.executable, "-m", *words]
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("workers")
    with ExitStack() as stack:
        stack.enter_context(pytest.MonkeyPatch.context()).setattr("digest.executors.PATIENCE", LONG)
        stack.enter_context(program("distributed.cli.dask_scheduler", *SCHEDULER, str(folder / "scheduler.json")))
        until((folder / "scheduler.json").is_file, "there is no scheduler")
        address = json.loads((folder / "scheduler.json").read_text(encoding="utf-8"))["address"]
        worker = ("distributed.cli.dask_worker", address, "--no-nanny", "--no-dashboard", "--nthreads", "1")
        options = ("--memory-limit", "0", "--local-directory", str(folder))
        workers = tuple(stack.enter_context(program(*worker, *options)) for _ in range(2))
        with distributed.Client(address, timeout=LONG, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=LONG)
        yield Cluster(address=address.replace("tcp:", "dask:"), workers=workers)


class Dying(Crew):
    """A crew of which one dies when some of the work is done."""

    def dies(self, victim: subprocess.Popen[bytes]) -> None:
        self.victim = victim

    def spread(
        self, work: Callable[[Sequence[Any]], Iterable[Any]], items: Sequence[Any], *, version: Callable[[], str]
    ) -> Iterator[Any]:
        for number, result in enumerate(super().spread(work, items, version=version)):
            if number == 8:
                self.victim.kill()
            yield result


def new_digest(folder: Path) -> Path:
    (folder / "content").mkdir(parents=True)
    (folder / "site_config.yml").write_text("site: {url: 'https://press.example/'}\n", encoding="utf-8")
    for number in range(ARTICLES):
        place = PLACES[number % len(PLACES)]
        (folder / "content" / f"{number:02}.md").write_text(
            f'---\ntitle: "Harbour of {place} closed, report {number}"\ndate: "2025-03-{1 + number // 4:02}"\n'
            f'outlet: "Outlet {number}"\n---\n'
            f"The harbour of {place} was closed after a ship from {PLACES[number % 3]} lost {number + 3} crates.\n\n"
            f"“We shall open it in {number + 2} days,” said Ana Castillo, the mayor of {place}. She gave thanks.\n",
            encoding="utf-8",
        )
    return folder


def test_two_workers_share_the_work(cluster: Cluster) -> None:
    with crew(executor=cluster.address) as workers:
        assert list(workers.spread(doubled, range(60), version=one)) == [2 * item for item in range(60)]
        done_by = set(workers.spread(process_of, range(400), version=one))
    assert done_by == {worker.pid for worker in cluster.workers}


def test_a_cluster_makes_the_same_digest_though_one_worker_is_killed(cluster: Cluster, tmp_path: Path) -> None:
    folder = new_digest(tmp_path / "digest")
    config = load_config(folder / "site_config.yml")
    with Dying(crew(executor=cluster.address)._call) as workers:
        workers.dies(cluster.workers[0])
        report = pipeline.build(config, folder, crew=workers)
    assert cluster.workers[0].wait(timeout=LONG), "one was killed"
    assert report.articles == ARTICLES
    spread = digest_of(reviewing.look(config, folder))
    shutil.rmtree(folder / ".digest")  # what the cluster made is forgotten
    assert digest_of(reviewing.look(config, folder)) == spread, "all that is printed is made from it"


def test_a_cluster_that_cannot_be_reached_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digest.executors.PATIENCE", 1)
    with (
        unheard_port() as port,
        crew(executor=f"dask://127.0.0.1:{port}") as workers,
        pytest.raises(ExecutorError, match="no Dask sched"),
    ):
        list(workers.spread(doubled, range(60), version=one))
