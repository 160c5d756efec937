"""Entries a second of `digest fetch` from a server on this machine, beside a loop of feedparser over the same bytes.

    python benchmarks/fetch.py                        200 feeds of 50 entries
    python benchmarks/fetch.py --feeds 20 --rounds 3

Cold: every entry becomes a file, each written through to the disk. Unchanged: the server answers 304. The same, without
validators: it sends everything again, and the bytes are those of the last time. Another date: it sends everything again
with another date of the feed, and every entry is read and compared. The loop parses what the server sends and does
nothing with it. Times are of a clock on the wall; all run in turn, in the same process, and the server in another one.
"""

import argparse
import multiprocessing
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

from digest.fetching import Report, Request, fetch
from digest.options import Config

START = datetime(2025, 1, 1, tzinfo=UTC)
WORDS = tuple(
    "harbour ferry council bell island quay winter ticket crew master storm engine bridge market school river north "  # noqa: SIM905
    "letter morning village light captain rope coast budget vote".split()
)
BUILT = "<lastBuildDate>{}</lastBuildDate>"


def rss(number: int, entries: int) -> bytes:
    """A feed of invented articles of four paragraphs."""
    chance = random.Random(number)  # noqa: S311 — draws, not secrets
    items = "".join(item(number, entry, chance) for entry in range(entries))
    built = BUILT.format("Mon, 06 Jan 2025 00:00:00 GMT")
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>Gazette {number}</title><link>https://gazette{number}.example/</link>{built}{items}</channel></rss>"
    ).encode()


def item(number: int, entry: int, chance: random.Random) -> str:
    """One of its entries."""
    link = f"https://gazette{number}.example/{entry}/{chance.choice(WORDS)}"
    moment = START + timedelta(minutes=chance.randrange(80_000))
    told = "".join(f"&lt;p&gt;{paragraph(chance)}&lt;/p&gt;\n" for _ in range(4))
    return (
        f"<item><title>{' '.join(chance.sample(WORDS, 7)).capitalize()}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>{moment:%a, %d %b %Y %H:%M:%S} +0000</pubDate><author>A. Brook</author>"
        f"<description>{told}</description></item>\n"
    )


def paragraph(chance: random.Random) -> str:
    """Three sentences of a dozen words."""
    return " ".join(f"{' '.join(chance.choices(WORDS, k=12)).capitalize()}." for _ in range(3))


class Server(ThreadingHTTPServer):
    """Serves the feeds under their numbers: /plain/3, /tagged/3 (knows its ETag), /dated/3 (another date each time)."""

    request_queue_size = 128
    bodies: list[bytes]


class Answers(BaseHTTPRequestHandler):
    """Answers from memory, over connections that stay open."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        """Answer one request."""
        _, kind, number = self.path.split("/")
        body, tag = self.server.bodies[int(number)], f'"{number}"'
        if kind == "dated":
            now = f"Mon, 06 Jan 2025 {time.monotonic_ns():08}"
            body = body.replace(b"Mon, 06 Jan 2025 00:00:00", now.encode(), 1)
        known = kind == "tagged" and self.headers.get("If-None-Match") == tag
        self.send_response(304 if known else 200)
        if kind == "tagged":
            self.send_header("ETag", tag)
        if not known:
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not known:
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def serve(bodies: list[bytes], port: Connection) -> None:
    """Serve until the process is ended."""
    server = Server(("127.0.0.1", 0), Answers)
    server.bodies = bodies
    port.send(server.server_address[1])
    server.serve_forever()


@contextmanager
def serving(bodies: list[bytes]) -> Iterator[int]:
    """The port of a server in a process of its own."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=serve, args=(bodies, theirs), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()


def config(kind: str, port: int, feeds: int) -> Config:
    """A digest of these feeds, without any pause."""
    listed = [{"url": f"http://127.0.0.1:{port}/{kind}/{n}", "outlet": f"Gazette {n}"} for n in range(feeds)]
    limits = {"allow_private": True, "delay_seconds": 0, "per_host": 10, "retries": 0}
    return Config.model_validate({"site": {"url": "https://press.example/"}, "feeds": listed, "fetch": limits})


def parse(bodies: list[bytes]) -> None:
    """The bare loop."""
    import feedparser  # type: ignore[import-untyped]

    for body in bodies:
        feedparser.parse(body)


def timed(work: Callable[[], object]) -> float:
    """Seconds."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def expect(report: Report, *, new: int) -> None:
    """Stop where a fetch did not do what is measured."""
    found = sum(feed.new for feed in report.feeds)
    if report.failed or found != new:
        raise SystemExit(f"expected {new} new entries, found {found}; {[feed.health for feed in report.failed[:1]]}")


def one_round(bodies: list[bytes], port: int, entries: int) -> dict[str, float]:
    """Seconds of each kind of fetch, and of the loop."""
    seconds = {"feedparser.parse": timed(lambda: parse(bodies))}
    for kind, name in (("tagged", "unchanged"), ("plain", "unchanged, without validators"), ("dated", "another date")):
        made, root = config(kind, port, len(bodies)), Path(tempfile.mkdtemp(prefix="fetch-"))

        def fetched(new: int, made: Config = made, root: Path = root) -> None:
            expect(fetch(made, root, Request(fetched=START)), new=new)

        cold = timed(lambda: fetched(len(bodies) * entries))
        seconds["cold"] = min(cold, seconds.get("cold", cold))
        seconds[name] = timed(lambda: fetched(0))
        shutil.rmtree(root)
    return seconds


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--entries", type=int, default=50, help="of each feed")
    parser.add_argument("--rounds", type=int, default=1, help="of which the median counts")
    options = parser.parse_args()
    bodies = [rss(number, options.entries) for number in range(options.feeds)]
    total = options.feeds * options.entries
    print(f"{options.feeds} feeds × {options.entries} entries, {sum(map(len, bodies)) / 1e6:.0f} MB")
    with serving(bodies) as port:
        rounds = [one_round(bodies, port, options.entries) for _ in range(options.rounds)]
    seconds = {name: median(one[name] for one in rounds) for name in rounds[0]}
    loop = seconds["feedparser.parse"]
    print(f"{'':32}{'seconds':>9}{'entries/s':>11}{'loop = 1':>10}")
    for name, taken in sorted(seconds.items(), key=lambda item: -item[1]):
        print(f"{name:32}{taken:9.2f}{total / taken:11,.0f}{loop / taken:10.2f}")
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
