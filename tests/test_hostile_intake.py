"""Hostile feeds, pages and files, all at once and end to end: each ends with its reason, and the good ones arrive."""

import gzip
import hashlib
import html
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import yaml
from intake.clippings import REPORT
from intake.server import (
    Site,
    cut_chunked,
    drip_body,
    drip_headers,
    gzip_bomb,
    large,
    page,
    redirect,
    reset,
    serve,
    silent,
    truncated,
)
from machine import LONG

BODY = "".join(f"<p>{paragraph}</p>" for paragraph in REPORT)
GOOD = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Good</title>
<item><title>The ferry sails again</title><link>https://good.example/ferry</link><guid>1</guid>
<pubDate>Mon, 24 Feb 2025 10:04:00 +0800</pubDate><content:encoded><![CDATA[{BODY}]]></content:encoded></item>
</channel></rss>""".encode()


def feed(*items: str, before: str = "", charset: str = "UTF-8") -> bytes:
    text = f'<?xml version="1.0" encoding="{charset}"?>{before}<rss version="2.0"><channel><title>X</title>'
    return (text + "".join(f"<item>{item}</item>" for item in items) + "</channel></rss>").encode()


BILLION = "<!DOCTYPE rss [" + '<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
) + "]>"  # fmt: skip
HOSTILE = {
    "/bomb": gzip_bomb(megabytes=500),
    "/drip": drip_body(),
    "/heads": drip_headers(),
    "/cut": truncated(GOOD),
    "/chunks": cut_chunked(GOOD),
    "/circle": redirect("/circle"),
    "/inside": redirect("http://[::ffff:0.0.0.0]:1/"),
    "/large": large(megabytes=50),
    "/reset": reset(),
    "/silent": silent(),
    "/nested": page(feed("<title>deep</title><description>" + "<b>" * 200_000 + "</description>")),
    "/tags": page(b"<html><body>" + b"<div>" * 200_000 + b"</body></html>", content_type="text/html"),
    "/billion": page(feed("<title>&a11;</title>", before=BILLION)),
    "/outside": page(
        feed("<title>&x;</title>", before='<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    ),
    "/empty": page(b""),
    "/noise": page(bytes(range(256)) * 400),
    "/page": page(b"<!doctype html><title>Welcome</title><p>This is a page and not a feed at all.</p>"),
}
# Feeds that hold entries, however odd these are.
ODD = {
    "/charset": page(feed("<title>Café at the quay</title><guid>c</guid>", charset="koi8-r")),
    "/nul": page(feed("<title>A\x00B \u202etitle</title><guid>n</guid><description>" + REPORT[0] + "</description>")),
    "/paths": page(
        feed(
            *(
                f"<title>{title}</title><guid>{title}</guid><description>{REPORT[1]}</description>"
                for title in ("../../../etc/cron.d/x", "/etc/passwd", "C:\\con", ".", "index", "~root", "🦊" * 50)
            )
        )
    ),
    "/dates": page(
        feed(
            *(
                f"<title>Date {day}</title><guid>{day}</guid><pubDate>{day}</pubDate><description>{REPORT[2]}"
                f"</description>"
                for day in ("0000-00-00", "Mon, 99 Foo 9999 99:99:99 +9999", "2999-01-01T00:00:00Z", "1" * 100_000)
            )
        )
    ),
    "/script": page(
        feed(
            "<title>&lt;script&gt;alert(1)&lt;/script&gt;</title><guid>s</guid><link>javascript:alert(1)</link>"
            f"<description>&lt;img src=x onerror=alert(1)&gt;{REPORT[3]}</description>"
        )
    ),
}
PART = b"Content-Type: multipart/mixed; boundary=a\n\n"
FILES = {
    "deep.html": b"<html><body>" + b"<div>" * 200_000 + b"words",
    "tables.html": b"<table><tr><td>" * 20_000 + b"words",
    "attributes.html": b"<p " + b"a=b " * 200_000 + b">" + REPORT[0].encode(),
    "open.html": b"<a<" * 300_000,
    "entities.html": BILLION.encode() + b"<p>&a11;</p>",
    "linked.html": b'<script type="application/ld+json">' + b'{"a":' * 100_000 + b"</script>",
    "nul.txt": b"\x00" * 100_000,
    "dots.txt": b"...!!!" * 100_000,
    "brackets.txt": b"(" * 300_000,
    "deep.md": b"---\ntitle: " + b"[" * 10_000 + b"\n---\n\nwords\n",
    "indented.md": b"---\n" + b"".join(b" " * n + b"a:\n" for n in range(170)) + b"---\n\nwords\n",
    "python.md": b"---\ntitle: !!python/object/apply:os.system ['touch pwned']\n---\n\n" + REPORT[0].encode(),
    "date.md": b"---\ndate: 99999999999999999999-13-45\n---\n\n" + REPORT[1].encode(),
    "anchors.md": b"---\na: &a [x]\n" + b"b: *a\n" * 500 + b"---\n\nwords\n",
    "path.md": b"---\ntitle: ../../../../etc/passwd\nid: ../../../x\noutlet: ../..\n---\n\n" + REPORT[2].encode(),
    "half.html": b'<meta charset="utf-16">' + "<p>Half a surrogate \ud800 here</p>".encode("utf-8", "surrogatepass"),
    "deep.json": b"[" * 100_000,
    "deep.jsonl": b'{"text": ' + b"[" * 100_000 + b"\n",
    "parts.eml": PART + (b"--a\n" + PART) * 5000,
    "packed.html": gzip.compress(b"x" * 1_000_000),
}  # fmt: skip


@contextmanager
def watched(process: subprocess.Popen[str]) -> Iterator[list[int]]:
    """Collect the memory, in bytes, of a process and of all that it began: pages that they share count once."""
    seen: list[int] = []
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            seen.append(sum(_share(path) for path in Path("/proc").glob("[0-9]*") if _session(path) == process.pid))

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield seen
    finally:
        done.set()
        watching.join()


def _session(path: Path) -> int:
    with suppress(OSError, ValueError):
        return os.getsid(int(path.name))
    return 0


def _share(path: Path) -> int:
    with suppress(OSError):
        for line in (path / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def run(folder: Path, *words: str) -> tuple[int, str, float, int]:
    """Run a command of digest: its exit code, all that it said, the seconds it took and the most memory it used."""
    began = time.monotonic()
    with (
        subprocess.Popen(
            [sys.executable, "-m", "digest", *words],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        ) as process,
        watched(process) as seen,
    ):
        said, _ = process.communicate(timeout=4 * LONG)
    return process.returncode, said, time.monotonic() - began, max(seen, default=0)


def fingerprints(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def configure(folder: Path, site: Site, paths: list[str]) -> None:
    config = {
        "site": {"url": "https://press.example/"},
        "feeds": [{"url": site.url(path), "outlet": f"Outlet {path.strip('/')}"} for path in paths],
        "fetch": {"timeout_seconds": 10, "megabytes": 10, "retries": 0, "delay_seconds": 0, "allow_private": True},
        "limits": {"seconds": 20},
    }
    (folder / "site_config.yml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a digest folder with a neighbour that nothing may touch."""
    around = tmp_path_factory.mktemp("around")
    (around / "neighbour").mkdir()
    (around / "neighbour" / "diary.txt").write_text("private", encoding="utf-8")
    folder = around / "press"
    (folder / "content").mkdir(parents=True)
    return folder


@pytest.fixture(scope="module")
def fetched(folder: Path) -> tuple[int, str, float, int]:
    with serve({"/good": page(GOOD), **HOSTILE, **ODD}) as site:
        configure(folder, site, ["/good", *HOSTILE, *ODD])
        return run(folder, "fetch")


@pytest.fixture(scope="module")
def built(folder: Path, fetched: tuple[int, str, float, int]) -> tuple[int, str, float, int]:
    assert fetched[0] in {0, 12}
    for name, data in FILES.items():
        (folder / "content" / name).write_bytes(data)
    (folder / "content" / "link.txt").symlink_to(folder.parent / "neighbour" / "diary.txt")
    (folder / "content" / "large.txt").write_bytes(b"word " * 1_200_000)
    (folder / "content" / "ferry.txt").write_text("Quay news\n\n" + "\n\n".join(reversed(REPORT)), encoding="utf-8")
    return run(folder, "build")


def test_every_hostile_feed_fails_with_a_reason_and_the_others_arrive(
    folder: Path, fetched: tuple[int, str, float, int]
) -> None:
    code, said, _, _ = fetched
    assert code == 12, said
    assert "Traceback" not in said
    stored = sorted((folder / "content" / "feeds").glob("*/*.md"))
    assert any("the-ferry-sails-again" in path.name for path in stored)
    states = {
        path.parent.name: yaml.safe_load(path.read_text()) for path in (folder / "content/feeds").glob("*/state.yml")
    }
    for name in HOSTILE:
        if name == "/nested":  # an entry may be read without its depths
            continue
        state = next(iter(states[f"outlet-{name.strip('/')}"].values()))
        assert state.get("failing"), name
        assert state.get("reason"), name


def test_hostile_feeds_cost_neither_time_nor_memory(fetched: tuple[int, str, float, int]) -> None:
    _, said, seconds, memory = fetched
    assert seconds < LONG, said
    assert memory < 500_000_000


def test_odd_entries_are_stored_below_content_and_nowhere_else(
    folder: Path, fetched: tuple[int, str, float, int]
) -> None:
    assert fetched[0] == 12
    allowed = ("content/feeds/", ".digest/", "site_config.yml", "content/stories.lock.yml", "site/")
    names = [name for name in fingerprints(folder) if not name.startswith(allowed) and "/feeds/" not in name]
    assert all(name.startswith("content/") for name in names), names
    assert fingerprints(folder.parent / "neighbour") == {"diary.txt": hashlib.sha256(b"private").hexdigest()}
    for path in (folder / "content" / "feeds").rglob("*.md"):
        assert path.resolve().is_relative_to(folder / "content" / "feeds")
        assert len(path.name.encode()) < 120


def test_a_build_over_hostile_files_names_each_that_it_cannot_use(
    folder: Path, built: tuple[int, str, float, int]
) -> None:
    code, said, seconds, memory = built
    assert code == 0, said
    assert "Traceback" not in said
    assert not (folder / "pwned").exists()
    assert seconds < 3 * LONG
    assert memory < 1_000_000_000  # the language model and its libraries take half of it
    shown = html.unescape((folder / "site" / "not-seen" / "index.html").read_text(encoding="utf-8"))
    unusable = set(FILES) - {"python.md", "path.md", "attributes.html"}
    for name in ("link.txt", "large.txt", "deep.md", "indented.md", "anchors.md", "date.md", "nul.txt", "deep.json"):
        assert name in shown, name
    stories = (folder / "site" / "data" / "stories.json").read_text(encoding="utf-8")
    for name in unusable:
        assert name in shown or f'"{name}' in stories, f"{name} vanished"


def test_no_script_of_an_entry_stands_in_any_page(folder: Path, built: tuple[int, str, float, int]) -> None:
    assert built[0] == 0
    pages = list((folder / "site").rglob("*.html"))
    assert pages
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "onerror=alert" not in text
        assert "root:x:0" not in text
