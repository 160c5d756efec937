"""Feeds that tests publish, and the digest folders that read them."""

import atexit
import hashlib
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from html import escape
from pathlib import Path

import yaml
from intake.server import Site

from digest.fetching import Report, Request, fetch
from digest.intake.workers import Workers
from digest.options import Config

FETCHED = datetime(2025, 3, 1, 6, 0, tzinfo=UTC)
LATER = FETCHED + timedelta(days=1)
WORDS = (
    "The night ferry between Port Mellow and the island of Skarn will sail again on Monday, the harbour master said.",
    "“We have waited nine winters for this bell to ring,” said Ada Brook, who runs the café on the quay of the town.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An entry of a feed."""

    id: str
    title: str = ""
    words: Sequence[str] = WORDS
    url: str = ""
    date: str = "Thu, 27 Feb 2025 10:04:00 +0000"


def item(number: int, **given: object) -> Item:
    """An entry like any other."""
    usual = {
        "id": f"item-{number}",
        "title": f"Ferry bulletin number {number}",
        "url": f"https://gazette.example/ferry/{number}",
        "words": (f"Bulletin {number} of the harbour master of Skarn came out this morning.", *WORDS),
    }
    return Item(**(usual | given))  # type: ignore[arg-type]


def rss(*items: Item) -> bytes:
    """A feed of these entries."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Gazette</title>'
        + "".join(map(_item, items))
        + "</channel></rss>"
    ).encode()


def _item(one: Item) -> str:
    words = escape("".join(f"<p>{escape(paragraph)}</p>" for paragraph in one.words))
    fields = {
        "guid": escape(one.id),
        "title": escape(one.title),
        "link": escape(one.url),
        "pubDate": one.date,
        "description": words,
    }
    return f"<item>{''.join(f'<{name}>{value}</{name}>' for name, value in fields.items() if value)}</item>"


def article_page(title: str, *paragraphs: str) -> bytes:
    """A web page with an article."""
    told = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    head = f"<title>{escape(title)}</title><meta charset='utf-8'>"
    body = f"<article><h1>{escape(title)}</h1>{told}</article>"
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{body}</body></html>".encode()


def feed(url: str, outlet: str = "Sample Gazette", **options: object) -> dict[str, object]:
    """A feed of the configuration."""
    return {"url": url, "outlet": outlet} | options


def config(*feeds: Mapping[str, object], **fetching: object) -> Config:
    """A configuration that is quick and may reach the loopback."""
    limits = {"delay_seconds": 0, "retries": 0, "allow_private": True, "timeout_seconds": 10} | fetching
    data = {"site": {"url": "https://press.example/"}, "feeds": list(feeds), "fetch": limits}
    return Config.model_validate(data)


def written(root: Path, made: Config) -> Path:
    """A digest's folder with this configuration; the file."""
    root.mkdir(parents=True, exist_ok=True)
    path = root / "site_config.yml"
    path.write_text(yaml.safe_dump(made.model_dump(mode="json"), allow_unicode=True), encoding="utf-8")
    return path


@cache
def readers() -> Workers:
    """Worker processes for all tests, since each new one takes most of a second to learn its languages."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(Workers())


def run(root: Path, made: Config, **asked: object) -> Report:
    """Fetch, at a time that the tests know."""
    return fetch(made, root, Request(**({"fetched": FETCHED} | asked)), workers=readers())  # type: ignore[arg-type]


def files(folder: Path) -> dict[str, str]:
    """Every file below a folder, hidden ones too, by its path: a hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def clippings(root: Path) -> list[Path]:
    """The stored entries."""
    return sorted((root / "content" / "feeds").rglob("*.md"))


def stamps(folder: Path) -> dict[str, tuple[int, bytes]]:
    """When each file was written, and what it holds."""
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}


def asked(site: Site) -> list[str]:
    """The paths asked for since the last look."""
    paths = [one.path for one in site.requests]
    site.requests.clear()
    return paths


def titles(root: Path) -> list[str]:
    """The stored headlines, in the order of the files."""
    return [path.read_text().split("title: ")[1].split("\n")[0] for path in clippings(root)]
