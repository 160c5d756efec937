"""Worker processes: what a bad source can do to them, and cannot do to us."""

import os
import time

import pytest
from intake.clippings import REPORT, raw

from digest.errors import SourceError
from digest.intake import Workers, clean, clean_all
from digest.nouns import Article, Skipped


def refuse(reason: str) -> None:
    raise SourceError(reason)


def crash() -> None:
    os._exit(9)


def hoard(size: int) -> int:
    return len(bytearray(size))


def test_a_worker_gives_what_the_function_gives() -> None:
    source = raw("\n\n".join(REPORT))
    with Workers() as workers:
        assert workers.call(clean, source) == clean(source)


def test_what_takes_too_long_ends_with_a_reason_and_the_next_call_works() -> None:
    began = time.monotonic()
    with Workers(jobs=1, seconds=0.5) as workers:
        with pytest.raises(SourceError, match=r"longer than 0\.5 seconds"):
            workers.call(time.sleep, 60)
        assert workers.call(len, "abc") == 3
    assert time.monotonic() - began < 30


def test_a_crash_ends_with_a_reason_and_the_next_call_works() -> None:
    with Workers(jobs=1) as workers:
        with pytest.raises(SourceError, match="crashed"):
            workers.call(crash)
        assert workers.call(len, "abc") == 3


def test_what_needs_too_much_memory_ends_with_a_reason() -> None:
    with Workers(jobs=1) as workers, pytest.raises(SourceError, match="too much memory"):
        workers.call(hoard, 3_000_000_000)


def test_a_functions_own_reason_comes_through() -> None:
    with Workers(jobs=1) as workers, pytest.raises(SourceError, match="the dog ate it"):
        workers.call(refuse, "the dog ate it")


def test_many_sources_come_back_in_order_and_one_that_is_too_much_is_skipped_for_this_time_only() -> None:
    huge = raw("Much. " * 20_000_000, "huge.txt")
    sources = [raw("\n\n".join(REPORT), "a.txt"), huge, raw("\n\n".join(reversed(REPORT)), "b.txt")]
    with Workers(megabytes=450) as workers:
        found = list(clean_all(sources, workers, max_chars=1_000_000_000))
    assert isinstance(found[1], Skipped)
    assert found[1].passing
    assert (found[1].path, "too much memory" in found[1].reason) == ("huge.txt", True)
    assert [one.source.path for one in (found[0], found[2]) if isinstance(one, Article)] == ["a.txt", "b.txt"]
