"""What a first search costs a reader, in an archive of thousands of stories: transfer, time and the cost of indexing.

    python benchmarks/search.py [--stories 5000] [--chinese]

Records are recombined from the labelled sets' sentences (DIGEST_EVAL) with a fixed seed, or made of Chinese words as
often as these are used; spread over five years, and searched in Chromium from a server on loopback that compresses as a
web host does. Prints kilobytes, and seconds.
"""

import argparse
import contextlib
import functools
import gzip
import json
import os
import random
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import accumulate
from pathlib import Path

from playwright.sync_api import sync_playwright
from wordfreq import get_frequency_dict

from digest.nouns import Edition, Ledger
from digest.publish import SiteOptions, assets, data, feeds, pages
from digest.publish import site as publish
from digest.publish.search import Name, Passage, Record, search_of

ROOT = Path(__file__).parent.parent
EVAL = Path(os.environ.get("DIGEST_EVAL", ROOT.parent / "shared" / "eval"))
YEARS = 5
PASSAGES = 9  # sentences and quotes of a story


class Compressing(SimpleHTTPRequestHandler):
    """Serves a folder, compressed where that is smaller, and counts what it sends."""

    sent = 0

    def do_GET(self) -> None:
        """Send one file, as small as can be."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        packed = gzip.compress(data, 6)
        body = min(packed, data, key=len)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        if body is packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)
        type(self).sent += len(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def stories(count: int, *, chinese: bool) -> tuple[Record | Name, ...]:
    """Records of so many stories and half as many people."""
    chance = random.Random(1)  # noqa: S311 - invented archives, not secrets
    sentences = _chinese(chance) if chinese else _english()
    words = sorted({word for one in sentences for word in one.split() if word.isalpha() and len(word) > 3})
    people = sorted(
        {f"{chance.choice(words).title()[:12]} {chance.choice(words).title()[:12]}" for _ in range(count // 2)}
    )
    return (
        *(_story(number, chance, sentences, people) for number in range(count)),
        *(_person(number, name) for number, name in enumerate(people)),
    )


def _english() -> list[str]:
    rows = [json.loads(line) for path in sorted((EVAL / "groups").glob("*.jsonl")) for line in path.open()]
    return [part for row in rows for part in row["text"].split(". ") if 40 < len(part) < 300]


def _chinese(chance: random.Random) -> list[str]:
    often = get_frequency_dict("zh")
    words, weights = list(often), list(accumulate(often.values()))
    return ["".join(chance.choices(words, cum_weights=weights, k=chance.randint(12, 40))) for _ in range(20_000)]


def _story(number: int, chance: random.Random, sentences: list[str], people: list[str]) -> Record:
    day = date(2021, 1, 1) + timedelta(days=chance.randrange(365 * YEARS))
    heard = tuple(chance.sample(people, 3))
    headings = [*(f"Outlet {chance.randrange(60)}" for _ in range(PASSAGES - 3)), *heard]
    return Record(
        address=f"stories/s{number}/",
        first=day,
        last=day,
        title=chance.choice(sentences)[:80],
        note=day.isoformat(),
        words=", ".join(headings),
        passages=tuple(
            Passage(anchor=f"p{place}", heading=heading, text=chance.choice(sentences))
            for place, heading in enumerate(headings)
        ),
        outlets=tuple(dict.fromkeys(headings[:-3])),
        people=heard,
    )


def _person(number: int, name: str) -> Name:
    return Name(address=f"people/p{number}/", title=name, note="Person")


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder; yield its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Compressing, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


ENGLISH = {"first query": "president", "later query": "minister", "misspelt name": "Presidant"}
CHINESE = {"first query": "政府", "later query": "经济", "two words": "中国 公司"}


def searched(address: str, queries: dict[str, str]) -> Iterator[tuple[str, float, int]]:
    """Search several times in one browser; yield what it was, seconds until the first result, and bytes."""
    executable = next(found for name in ("chromium", "chromium-browser") if (found := shutil.which(name)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address)
        for name, words in queries.items():
            before, begun = Compressing.sent, time.perf_counter()
            page.locator(".md-search__input").fill(words)
            page.wait_for_function("/page|Nothing/.test(document.querySelector('.search [role=status]').textContent)")
            yield name, time.perf_counter() - begun, Compressing.sent - before
            page.locator(".md-search__input").fill("")
            page.wait_for_timeout(500)
        browser.close()


def main() -> None:
    """Build, search, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--stories", type=int, default=5000, metavar="N")
    parser.add_argument("--chinese", action="store_true", help="an archive in Chinese")
    wanted = parser.parse_args()
    if not (wanted.chinese or EVAL.is_dir()):
        raise SystemExit(f"{EVAL} is not there; set DIGEST_EVAL to the folder with the labelled sets")
    with tempfile.TemporaryDirectory() as folder:
        some = stories(wanted.stories, chinese=wanted.chinese)
        _measure(Path(folder), some, CHINESE if wanted.chinese else ENGLISH)


def _measure(folder: Path, some: tuple[Record | Name, ...], queries: dict[str, str]) -> None:
    options = SiteOptions(
        title="Archive", url="https://digest.example/", guid_authority="digest.example", guid_year=2025
    )
    nothing = Edition(
        number=1, previous_date=None, date=None, stories=(), people=(), redirects=(),
        ledger=Ledger(skipped=(), duplicates=(), unmatched_rules=(), decisions=(), excluded=0),
    )  # fmt: skip
    made = pages(nothing, options, templates=ROOT / "templates")
    begun = time.perf_counter()
    output, work = folder / "site", folder / "work"
    files = (*feeds(nothing, options), *data(nothing, options), *assets(options, templates=ROOT / "templates"))
    publish(made, (*files, *search_of(some, options)), options, output=output, work=work)
    print(f"{len(some):,} records indexed, with a site of nothing around them: {time.perf_counter() - begun:.1f} s")
    size = sum(path.stat().st_size for path in (output / "search").rglob("*") if path.is_file())
    print(f"index on disk: {size / 1e6:.1f} MB")
    with served(output) as address:
        for name, seconds, sent in searched(address, queries):
            print(f"{name}: {sent / 1000:.0f} kB, {seconds:.2f} s until results")


if __name__ == "__main__":
    main()
