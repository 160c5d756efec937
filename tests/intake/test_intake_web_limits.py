"""Hostile servers: whatever they send ends within its limits of time, size and memory, with a reason."""

import gzip
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake.polite import manners
from intake.server import (
    Handler,
    cut_chunked,
    drip_body,
    drip_headers,
    gzip_bomb,
    head,
    in_turn,
    large,
    page,
    raw,
    redirect,
    serve,
    silent,
    truncated,
    zipped,
)

from digest.errors import SourceError
from digest.intake.feeds import connection
from digest.intake.feeds.decompression import read_body
from digest.intake.feeds.failure import FetchError
from digest.intake.feeds.refusals import refusal
from digest.intake.feeds.turns import Turns
from digest.intake.feeds.web import Web

FEED = b"<rss>news from Ostmere</rss>" * 100
LARGE = "is larger than 1 MB, the most that we take"
CUT_OFF = "breaks off before the end of its answer"

# Fetches an address in a process of its own and prints what came of it, and the most memory that it took, in KB. (The
# figure of getrusage would do as well, were it not that a process inherits it from the one that started it.)
CHILD = r"""
import re, sys
from pathlib import Path
from digest.errors import SourceError
from digest.intake.feeds.web import Manners, Web
manners = Manners(user_agent="digest/1.0", timeout=20.0, max_bytes=10_000_000, connections=1, per_host=1, delay=0.0,
                  retries=0, allow_private=True)
with Web(manners) as web:
    try:
        web.get(sys.argv[1])
    except SourceError as error:
        print(error)
print(re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[1])
"""


def reason(handler: Handler, **changes: object) -> str:
    """Why "/" of such a site cannot be fetched."""
    with serve({"/": handler}) as site, Web(manners(**changes)) as web, pytest.raises(SourceError) as caught:
        web.get(site.url("/"))
    return str(caught.value)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
@pytest.mark.parametrize("handler", [gzip_bomb(megabytes=2000), large(megabytes=50)])
def test_neither_a_bomb_nor_a_large_page_takes_memory(handler: Handler) -> None:
    with serve({"/": handler}) as site:
        command = [sys.executable, "-c", CHILD, site.url("/")]
        why, kilobytes = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert why == "is larger than 10 MB, the most that we take"
    assert int(kilobytes) < 100_000


@pytest.mark.parametrize("handler", [drip_headers(), drip_body(), silent()])
def test_time_ends_for_the_whole_answer_however_it_drips(handler: Handler) -> None:
    began = time.monotonic()
    assert reason(handler, timeout=0.5) == "does not answer within 0.5 seconds"
    assert time.monotonic() - began < 100, "the drips end after 200 seconds"


def test_time_runs_on_over_redirects() -> None:
    hops = {
        f"/{number}": page(b"", status=302, headers={"Location": f"/{number + 1}"}, seconds=0.3) for number in range(5)
    }
    with serve(hops) as site, Web(manners(timeout=0.7)) as web:
        with pytest.raises(SourceError, match=r"does not answer within 0\.7 seconds"):
            web.get(site.url("/0"))
        assert len(site.requests) < 5


def test_waiting_for_a_turn_costs_no_time_of_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    now, turn = [0.0], Turns.turn

    @contextmanager
    def late(turns: Turns, host: str) -> Iterator[None]:
        with turn(turns, host):
            now[0] += 1000
            yield

    monkeypatch.setattr(connection, "time", SimpleNamespace(monotonic=lambda: now[0]))
    monkeypatch.setattr(Turns, "turn", late)
    with serve({"/": redirect("/f"), "/f": page(FEED)}) as site, Web(manners()) as web:
        assert web.get(site.url("/")).body == FEED
    assert now == [2000.0]


def test_waiting_for_a_connection_costs_no_time_of_the_answer_either() -> None:
    slow = page(FEED, seconds=1)
    with serve({"/": slow}) as site, Web(manners(timeout=4, connections=1)) as web, ThreadPoolExecutor(5) as threads:
        assert {answer.status for answer in threads.map(web.get, [site.url("/")] * 5)} == {200}


def test_a_body_may_be_as_large_as_the_limit_and_no_larger() -> None:
    for handler in (page, zipped):
        with serve({"/": handler(b"a" * 1_000_000), "/more": handler(b"a" * 1_000_001)}) as site, Web(manners()) as web:
            assert len(web.get(site.url("/")).body) == 1_000_000
            with pytest.raises(SourceError, match=LARGE):
                web.get(site.url("/more"))


def test_a_large_body_that_says_so_is_not_read_at_all() -> None:
    handler = raw(head(200, {"Content-Length": "50000000"}))
    assert reason(handler) == LARGE


def test_marks_between_chunks_count_too() -> None:
    chunk = b"1;" + b"x" * 50_000 + b"\r\na\r\n"
    assert reason(raw(head(200, {"Transfer-Encoding": "chunked"}) + chunk * 100)) == LARGE


def test_endless_interim_answers_end() -> None:
    handler = raw(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 100_000)
    assert reason(handler, max_bytes=1000) == "is larger than 0.001 MB, the most that we take"


@pytest.mark.parametrize(
    "handler",
    [truncated(FEED), cut_chunked(FEED), zipped(FEED, cut=9), zipped(FEED, cut=len(FEED) // 80)],
)
def test_half_an_answer_is_none(handler: Handler) -> None:
    assert reason(handler) == CUT_OFF


def test_a_length_that_is_too_short_ends_the_answer_there() -> None:
    handler = raw(head(200, {"Content-Length": "5"}) + FEED)
    with serve({"/": in_turn(handler, page(FEED))}) as site, Web(manners()) as web:
        assert web.get(site.url("/")).body == FEED[:5]
        assert web.get(site.url("/")).body == FEED


def test_a_length_that_is_no_number_is_refused() -> None:
    assert "does not speak HTTP as it should" in reason(raw(head(200, {"Content-Length": "many"}) + FEED))


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "GZIP", "deflate", "raw deflate", "members", "identity", ""])
@given(data=st.data())
def test_what_was_packed_comes_out_again_however_it_is_cut(encoding: str, data: st.DataObject) -> None:
    body = data.draw(st.binary(max_size=500)) * data.draw(st.sampled_from([1, 1, 500]))
    packer = zlib.compressobj(wbits=-15)
    forms = {
        "deflate": zlib.compress(body),
        "raw deflate": packer.compress(body) + packer.flush(),
        "members": gzip.compress(body[:100]) + gzip.compress(body[100:]) + data.draw(st.sampled_from([b"", b"\0\0"])),
        "identity": body,
        "": body,
    }
    packed = forms.get(encoding, gzip.compress(body))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(packed)), max_size=5)))
    chunks = [packed[start:end] for start, end in zip([0, *cuts], [*cuts, len(packed)], strict=True)]
    named = {"raw deflate": "deflate", "members": "gzip"}.get(encoding, encoding)
    assert read_body(chunks, encoding=named, max_bytes=len(body)) == body
    if body:
        with pytest.raises(FetchError, match="is larger than"):
            read_body(chunks, encoding=named, max_bytes=len(body) - 1)


@given(packed=st.binary(max_size=200), encoding=st.sampled_from(["gzip", "deflate"]))
def test_bytes_that_were_never_packed_are_a_failure_or_nothing(packed: bytes, encoding: str) -> None:
    try:
        assert isinstance(read_body([packed], encoding=encoding, max_bytes=1000), bytes)
    except FetchError as error:
        assert str(error)  # noqa: PT017  # any reason will do


@given(
    status=st.integers(100, 999),
    retry_after=st.text(st.characters(max_codepoint=255), max_size=40) | st.just("Fri, 31 Dec 9999 23:59:59 -2359"),
    date=st.text(st.characters(max_codepoint=255), max_size=40),
)
def test_every_refusal_has_a_reason_whatever_the_server_writes(status: int, retry_after: str, date: str) -> None:
    failure = refusal(status, {"retry-after": retry_after, "date": date})
    assert str(failure).startswith(f"answers {status}")
    assert not (failure.passing and failure.wait > 60)
