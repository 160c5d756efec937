"""Work is done by many as by one: the same results in order, whoever dies."""

import gc
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

import pytest
from machine import LONG, runs, until
from spread_work import (
    another_in_a_worker,
    deadly,
    deadly_once,
    doubled,
    fatal,
    lengths,
    load,
    loaded,
    looks,
    one,
    process_of,
    unloadable,
    wrong,
)
from stories.build import make_article

from digest.coding import Coder
from digest.errors import ExecutorError
from digest.executors import Workplace
from digest.forking import KEPT_IN, begin, context
from digest.garbage import look_seldom
from digest.nouns import Article
from digest.nouns.deferred import is_here
from digest.spreading import FEW, Crew, crew
from digest.store import Store

ITEMS = list(range(60))
WANTED = [2 * item for item in ITEMS]


def test_the_results_are_the_same_and_in_order_whoever_works() -> None:
    for jobs in (1, 2, 3):
        with crew(jobs) as workers:
            assert list(workers.spread(doubled, ITEMS, version=one)) == WANTED
            assert list(workers.spread(doubled, ITEMS[:25], version=one)) == WANTED[:25], "a crew works again"


def test_several_processes_share_what_is_enough_and_a_few_items_stay_here() -> None:
    with crew(2) as workers:
        many = set(workers.spread(process_of, ITEMS, version=one))
        few = set(workers.spread(process_of, ITEMS[: FEW - 1], version=one))
    assert os.getpid() not in many
    assert few == {os.getpid()}


def test_workers_look_for_garbage_as_seldom_as_the_process_that_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    own: list[tuple[int, ...]] = []
    monkeypatch.setattr(gc, "set_threshold", lambda *given: own.append(given))
    look_seldom()
    with crew(2) as workers:
        assert set(workers.spread(looks, ITEMS, version=one)) == set(own)


def test_articles_that_are_still_to_be_fetched_are_worked_on_by_several_processes(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    articles = [make_article(f"x{item}", "It rained. " * item) for item in ITEMS]
    coder: Coder[Article, Article] = Coder(Article, later=("text", "blocks"))
    for run in ("made", "recalled"):
        with Store(tmp_path / "store.sqlite") as store, crew(2) as workers:
            again = store.recall(articles, lambda some: some, lambda article: article.id, coder)
            assert is_here(again[-1], "text") == (run == "made")
            assert list(workers.spread(lengths, again, version=one)) == [11 * item for item in ITEMS]
    assert caplog.text == "", "nothing had to be computed again"


def test_a_few_items_are_done_by_the_worker_that_got_ready_for_them_and_by_no_other() -> None:
    with crew(2, ahead=load) as workers:
        (first,) = set(workers.spread(loaded, ITEMS[:3], version=one))
        assert first[0] != os.getpid()
        assert first[1] == 1
        assert set(workers.spread(loaded, ITEMS[: FEW - 1], version=one)) == {first}, "loaded once"
    with crew(1, ahead=load) as alone:
        assert set(alone.spread(process_of, ITEMS[:3], version=one)) == {os.getpid()}


def test_nobody_waits_for_a_worker_that_takes_long_to_come_before_there_is_work() -> None:
    there = threading.Event()

    class Slow(ThreadPoolExecutor):
        def submit(self, *arguments: Any, **named: Any) -> Future[Any]:
            assert there.wait(LONG), "somebody waits for this"
            return super().submit(*arguments, **named)

    slow = Slow(1)
    with Crew(lambda: Workplace(executor=slow, close=slow.shutdown, lost=()), ahead=load) as workers:
        there.set()
        assert list(workers.spread(doubled, ITEMS[:3], version=one)) == WANTED[:3]


def test_a_crew_that_rests_holds_no_process_and_works_again() -> None:
    with crew(2, ahead=load) as workers:
        (first,) = {process for process, _ in workers.spread(loaded, ITEMS[:3], version=one)}
        workers.rest()
        with pytest.raises(ProcessLookupError):
            os.kill(first, 0)
        assert list(workers.spread(doubled, ITEMS, version=one)) == WANTED


@pytest.mark.parametrize("ahead", [unloadable, fatal])
def test_a_worker_that_cannot_get_ready_costs_time_only(ahead: Callable[[], None]) -> None:
    with crew(2, ahead=ahead) as workers:
        assert list(workers.spread(doubled, ITEMS[:3], version=one)) == WANTED[:3]
        assert list(workers.spread(doubled, ITEMS, version=one)) == WANTED


def test_a_worker_that_dies_is_replaced(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    marked = [(item, tmp_path / "died") for item in ITEMS]
    with crew(2) as workers:
        assert list(workers.spread(deadly_once, marked, version=one)) == WANTED
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "what is left is tried once more" in caplog.text


def test_work_that_workers_do_not_survive_is_done_here(caplog: pytest.LogCaptureFixture) -> None:
    with crew(2) as workers:
        assert list(workers.spread(deadly, ITEMS, version=one)) == WANTED
    assert "the rest is computed in this process" in caplog.text


def test_an_error_of_the_work_stays_what_it_is() -> None:
    with crew(2) as workers, pytest.raises(ZeroDivisionError, match="in 0"):
        list(workers.spread(wrong, ITEMS, version=one))


def test_a_worker_with_another_program_is_refused() -> None:
    with crew(2) as workers, pytest.raises(ExecutorError, match="another program: 2 there, 1 here"):
        list(workers.spread(doubled, ITEMS, version=another_in_a_worker))


@pytest.mark.parametrize("address", ["ray://127.0.0.1:1", "127.0.0.1:8786", "dask://nowhere"])
def test_an_executor_that_nobody_knows_is_refused_at_once(address: str) -> None:
    with pytest.raises(ExecutorError, match="dask://HOST:PORT"):
        crew(executor=address)


def test_nobody_is_called_when_there_is_nothing_to_do() -> None:
    def call() -> None:
        pytest.fail("called")

    with Crew(call) as workers:  # type: ignore[arg-type]
        assert list(workers.spread(doubled, [], version=one)) == []


HOLD = """
import sys
sys.path.insert(0, sys.argv[1])
from digest.spreading import crew
from spread_work import process_of, one
if __name__ == "__main__":
    with crew(2) as workers:
        print(*sorted(set(workers.spread(process_of, range(60), version=one))), flush=True)
        sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT])
def test_workers_end_with_the_process_that_began_them(tmp_path: Path, sign: signal.Signals) -> None:
    script = tmp_path / "hold.py"
    script.write_text(HOLD, encoding="utf-8")
    command = [sys.executable, str(script), str(Path(__file__).parent)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout
        workers = [*map(int, process.stdout.readline().split())]
        assert workers
        process.send_signal(sign)
        process.wait(timeout=LONG)
    until(lambda: not any(map(runs, workers)), "a worker is left")


def test_what_is_loaded_ahead_keeps_what_it_unpacks_beside_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server: Any = forkserver
    kept: list[str | None] = []
    monkeypatch.setattr(server, "ensure_running", lambda: kept.append(os.environ.get(KEPT_IN)))
    begin(["a.txt"], tmp_path)
    assert (kept, os.environ.get(KEPT_IN)) == ([str(tmp_path)], None)
    context()


@pytest.mark.parametrize(("files", "pages"), [(("a.txt", "b/c.MD"), False), (("a.txt", "b.html"), True)])
def test_what_reads_pages_is_loaded_ahead_only_where_a_page_may_come(
    files: tuple[str, ...], *, pages: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server: Any = forkserver
    begun: list[frozenset[str]] = []
    monkeypatch.setattr(server, "ensure_running", lambda: begun.append(frozenset(server._forkserver._preload_modules)))
    begin(files, tmp_path)
    ((loaded),) = begun
    assert ("trafilatura" in loaded) == pages
    assert "digest.intake.preloaded" in loaded
    context()
