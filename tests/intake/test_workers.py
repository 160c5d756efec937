"""Worker processes: what a bad source can do to them, and cannot do to us."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable

import pytest
from intake.clippings import REPORT, raw
from machine import LONG, until

from digest.errors import SourceError
from digest.intake import Workers, clean, clean_all, dates, language
from digest.nouns import Article, Skipped


def refuse(reason: str) -> None:
    raise SourceError(reason)


def crash() -> None:
    os._exit(9)


def outcome(wait: Callable[[], int]) -> str:
    try:
        return str(wait())
    except SourceError as error:
        return str(error)


def hoard(size: int) -> int:
    return len(bytearray(size))


def hoard_twice(text: str) -> int:
    return len(text + text)


class Indigestible:
    """What ends the first few workers that take it."""

    def __init__(self, *, times: int) -> None:
        self._left = times

    def __reduce__(self) -> tuple[Callable[[bool], str], tuple[bool]]:
        self._left -= 1
        return swallow, (self._left >= 0,)


def swallow(dies: bool) -> str:  # noqa: FBT001 - as pickle calls it
    if dies:
        raise MemoryError
    return "abc"


def loaded() -> tuple[int, int]:
    return language._identifier.cache_info().currsize, dates._worded.cache_info().currsize


@pytest.mark.skipif("forkserver" not in multiprocessing.get_all_start_methods(), reason="each worker starts anew here")
def test_workers_begin_with_what_takes_long_to_load() -> None:
    with Workers(jobs=1) as workers:
        assert workers.call(loaded) == (1, 1)


def test_a_worker_gives_what_the_function_gives() -> None:
    source = raw("\n\n".join(REPORT))
    with Workers() as workers:
        assert workers.call(clean, source) == clean(source)


def test_what_takes_too_long_ends_with_a_reason_and_the_next_call_works() -> None:
    began = time.monotonic()
    with Workers(jobs=1, seconds=3) as workers:
        with pytest.raises(SourceError, match="longer than 3 seconds"):
            workers.call(time.sleep, 2 * LONG)
        assert workers.call(len, "abc") == 3
    assert time.monotonic() - began < LONG


def test_a_crash_ends_with_a_reason_and_the_next_call_works() -> None:
    with Workers(jobs=1) as workers:
        with pytest.raises(SourceError, match="crashed"):
            workers.call(crash)
        assert workers.call(len, "abc") == 3


def test_a_worker_that_is_killed_while_it_waits_costs_nothing() -> None:
    """As a system that runs out of memory may do."""
    with Workers(jobs=1) as workers:
        victim, pool = workers.call(os.getpid), workers._pool
        os.kill(victim, signal.SIGKILL)
        left = pool._pool_manager.worker_manager.workers
        until(lambda: not pool.active or victim not in left, "nobody has seen its end")
        waiting = [workers.submit(len, "abc") for _ in range(3)]
        assert [wait() for wait in waiting] == [3, 3, 3]


def test_workers_that_are_killed_with_calls_before_them_answer_all_of_them() -> None:
    with Workers(jobs=1) as workers:
        for _ in range(5):
            victim = workers.call(os.getpid)
            waiting = [workers.submit(len, "abc") for _ in range(3)]
            os.kill(victim, signal.SIGKILL)
            ends = [outcome(wait) for wait in waiting]
            assert set(ends) <= {"3", "crashed the program that reads it; it was given up"}
            assert ends.count("3") >= 2


def test_what_needs_too_much_memory_ends_with_a_reason() -> None:
    with Workers(jobs=1) as workers, pytest.raises(SourceError, match="too much memory"):
        workers.call(hoard, 3_000_000_000)


def test_a_call_that_is_larger_than_its_limit_is_answered_while_another_worker_is_busy() -> None:
    """A worker that dies as it takes a call is not missed while another one works."""
    with Workers(megabytes=400) as workers:
        busy = workers.submit(time.sleep, 3)
        with pytest.raises(SourceError, match="too much memory"):
            workers.call(hoard_twice, "x" * 300_000_000)
        busy()


def test_a_call_whose_worker_died_as_it_took_it_is_made_again() -> None:
    with Workers() as workers:
        workers.submit(time.sleep, 2 * LONG)
        assert workers.call(str, Indigestible(times=1)) == "abc"
        with pytest.raises(SourceError, match="crashed"):
            workers.call(str, Indigestible(times=9))


def test_a_worker_that_ran_out_of_memory_leaves_nothing_to_the_next_call() -> None:
    with Workers(jobs=1) as workers:
        victim = workers.call(os.getpid)
        with pytest.raises(SourceError, match="too much memory"):
            workers.call(hoard, 3_000_000_000)
        assert workers.call(os.getpid) != victim


def test_a_functions_own_reason_comes_through() -> None:
    with Workers(jobs=1) as workers, pytest.raises(SourceError, match="the dog ate it"):
        workers.call(refuse, "the dog ate it")


def test_many_sources_come_back_in_order_and_one_that_is_too_much_is_skipped_for_this_time_only() -> None:
    huge = raw("Much. " * 20_000_000, "huge.txt")
    sources = [raw("\n\n".join(REPORT), "a.txt"), huge, raw("\n\n".join(reversed(REPORT)), "b.txt")]
    with Workers(megabytes=600) as workers:
        found = list(clean_all(sources, workers, max_chars=1_000_000_000))
    assert isinstance(found[1], Skipped)
    assert found[1].passing
    assert (found[1].path, "too much memory" in found[1].reason) == ("huge.txt", True)
    assert [one.source.path for one in (found[0], found[2]) if isinstance(one, Article)] == ["a.txt", "b.txt"]


def test_a_source_that_is_too_much_takes_none_of_those_along_that_are_read_with_it() -> None:
    sources = [
        raw("\n\n".join([f"Number {place} came first. " + REPORT[0], *REPORT]), f"{place}.txt") for place in range(48)
    ]
    sources[10] = raw("Much. " * 20_000_000, "10.txt")
    with Workers(megabytes=600) as workers:
        found = list(clean_all(sources, workers, max_chars=1_000_000_000))
    assert [one.path for one in found if isinstance(one, Skipped)] == ["10.txt"]
    assert [one.source.path for one in found if isinstance(one, Article)] == [
        f"{place}.txt" for place in range(48) if place != 10
    ]
