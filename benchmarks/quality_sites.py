"""A digest with every kind of page, and a server that compresses as a web host does, for benchmarks/quality.py.

The repository's sample content, and invented news of nine days: the days are built in two steps, so that there are past
editions; between them an editor merges two stories, hides one and leaves an outlet out, and a topic is given up. Then
the site has redirects, and pages that say what is not there any more.
"""

import functools
import gzip
import random
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import yaml

from digest.config import load_config
from digest.nouns import Edition
from digest.pipeline import build

ROOT = Path(__file__).resolve().parent.parent
CONFIG, RULES = "site_config.yml", "content/editorial.yml"
HOST = "https://digest.example"
BELOW = "press/"  # the site is served below a path, as a project's pages are
FIRST, DAYS, A_DAY = date(2025, 2, 20), 9, 5  # when the invented news begins, for how long, and how many events a day
OUTLETS = ("Alder Gazette", "Northern Wire", "Lindhaven Courier", "Morning Tide", "Quarry Post", "Saltmarsh Herald")
PLACES = ("Lindhaven", "Kestrel Island", "Port Alder", "Quarry Hill", "Saltmarsh", "Tern Bay", "Oxbow", "Marrowdale")
FIRST_NAMES = ("Mira", "Oskar", "Joaquin", "Petra", "Desmond", "Ines", "Rufus", "Clara", "Hugo", "Nadia")
LAST_NAMES = (
    "Tanaka",
    "Lindqvist",
    "Abella",
    "Okafor",
    "Brandt",
    "Castellan",
    "Whitlow",
    "Moreau",
    "Sorensen",
    "Duarte",
)
BODIES = ("harbour council", "water board", "school authority", "ferry company", "fishing union", "planning office")
ACTS = (
    ("approves a night ferry", "approved a night ferry between the islands"),
    ("closes the swing bridge", "closed the swing bridge after cracks were found in its third pillar"),
    ("raises the price of water", "raised the price of drinking water by a tenth"),
    ("opens a hospital wing", "opened a new wing of the district hospital"),
    ("stops the dredging", "stopped the dredging of the old channel"),
    ("plans a wind farm", "presented plans for a wind farm on the sandbanks"),
    ("sells the lighthouse", "agreed to sell the disused lighthouse to its keepers"),
    ("bans night flights", "banned night flights over the breeding grounds of the terns"),
)
REMARKS = (
    "We have waited eleven years for this and we will not wait a twelfth",
    "Nobody who lives here will be surprised by what the engineers found",
    "The figures were on the table in the autumn and they have not changed since",
    "I would rather explain a delay than an accident",
    "There is no second channel, and there is no second chance",
)
Event = tuple[str, str, str, str, str, str, int]


class Compressing(SimpleHTTPRequestHandler):
    """Serves a site below /press/, compressed, and its own 404 page where there is nothing."""

    protocol_version = "HTTP/1.1"  # connections are kept, as every host does

    def do_GET(self) -> None:
        """Send one file."""
        path = Path(self.translate_path(self.path.partition("?")[0].removeprefix(f"/{BELOW[:-1]}")))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file() and self.path.startswith(f"/{BELOW}")
        if not found:
            path = Path(self.directory) / "404.html"
        data = path.read_bytes()
        packed = gzip.compress(data, 6, mtime=0)
        body = min(packed, data, key=len)
        self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if body is packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        with suppress(ConnectionError):  # a browser that leaves a page takes nothing more
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a site on a free port; yield its address, which ends with a slash."""
    handler = functools.partial(Compressing, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/{BELOW}"
        server.shutdown()
        thread.join()


def whole_digest(folder: Path) -> tuple[Path, Edition]:
    """Build the digest twice in a folder of its own; its site, and its second edition."""
    shutil.copytree(ROOT / "content", folder / "content", ignore=shutil.ignore_patterns("stories.lock.yml", "editions"))
    _configure(folder, topics=2)
    days = [FIRST + timedelta(days=number) for number in range(DAYS)]
    chance = random.Random(7)  # noqa: S311 - invented news, not secrets
    for day in days[:-1]:
        _write(folder, day, chance)
    first = build(load_config(folder / CONFIG), folder).edition
    invented = [story.id for story in first.stories if story.first_edition == first.number and len(story.members) < 4]
    _write(folder, days[-1], chance)
    _configure(folder, topics=1)
    merged, into, hidden = sorted(invented)[:3]
    rules = [
        {"merge": [into, merged], "by": "Nadia", "because": "One event."},
        {"hide": hidden, "by": "Nadia", "because": "Not about the strait."},
        {"exclude_outlet": OUTLETS[-1], "by": "Nadia", "because": "It asked us to."},
    ]
    (folder / RULES).write_text(yaml.safe_dump(rules), encoding="utf-8")
    report = build(load_config(folder / CONFIG), folder)
    return report.site, report.edition


def _configure(folder: Path, *, topics: int) -> None:
    watched = [{"name": "Ferries", "query": "ferry OR bridge"}, {"name": "Wind", "query": '"wind farm"'}]
    site = {
        "title": "The Digest",
        "url": f"{HOST}/{BELOW}",
        "description": "Invented news, for measuring.",
    }
    config = {"site": site, "topics": watched[:topics]}
    (folder / CONFIG).write_text(yaml.safe_dump(config), encoding="utf-8")


def _write(folder: Path, day: date, chance: random.Random) -> None:
    """The day's events, each as one to four outlets report it."""
    for number in range(A_DAY):
        place, body, (act, done) = chance.choice(PLACES), chance.choice(BODIES), chance.choice(ACTS)
        names = [f"{chance.choice(FIRST_NAMES)} {chance.choice(LAST_NAMES)}" for _ in range(2)]
        crowns = chance.randrange(2, 90)
        for outlet in chance.sample(OUTLETS, chance.randrange(1, 5)):
            remarks = chance.sample(REMARKS, 2)
            text = _article(outlet, day, (place, body, act, done, *names, crowns), remarks, chance)
            slug = outlet.partition(" ")[0].lower()
            (folder / "content" / f"{day}-{number}-{slug}.md").write_text(text, encoding="utf-8")


def _article(outlet: str, day: date, event: Event, remarks: list[str], chance: random.Random) -> str:
    place, body, act, done, leader, expert, crowns = event
    slug = outlet.partition(" ")[0].lower()
    matter = {
        "title": f"{place} {body} {act}",
        "outlet": outlet,
        "date": f"{day}T{chance.randrange(6, 22):02}:{chance.randrange(60):02}:00+08:00",
        "url": f"https://{slug}.example/{day}/{place.lower().replace(' ', '-')}-{chance.randrange(10**6)}",
    }
    body_text = (
        f"The {body} of {place} {done} on {day:%A}.\n\n"
        f"“{remarks[0]},” said {leader}, who leads the {body}. {leader.split()[1]} put the cost at {crowns} million "
        f"crowns and promised a public hearing in {place} before the summer.\n\n"
        f"{chance.choice(('Residents', 'Shopkeepers', 'Fishermen', 'Teachers'))} of {place} had asked for a vote since "
        f"the storm of last winter. “{remarks[1]},” {expert}, an engineer, told the {outlet}.\n\n"
        f"The {body} meets again on {day + timedelta(days=14):%d %B %Y}.\n"
    )
    return f"---\n{yaml.safe_dump(matter, allow_unicode=True)}---\n\n{body_text}"
