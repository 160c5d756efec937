"""The checks of benchmarks/quality.py: Lighthouse, the W3C checker, links, transfer, console, no script, axe."""

import json
import os
import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FORMS = ((1440, "light"), (1440, "dark"), (390, "light"), (390, "dark"))
STILL = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("*, *::before, *::after { transition: none !important; animation: none !important }");
    document.adoptedStyleSheets = [sheet];
    document.querySelectorAll("details").forEach(node => node.open = true);
}"""
ARTICLE = "article.md-content__inner"
# What the theme's own base template writes, and its source file says not to edit.
THEIRS = ("Attribute “autocomplete” is only allowed when", "of the “label” element must be the ID of a non-hidden form")
# Written for a reader who takes the page from another host than its style sheets: a file on disk has no host.
NO_HOST = "Content Security Policy"


class ToolError(Exception):
    """A tool did not do its work."""


def run(*command: str, environment: Mapping[str, str] = {}, allowed: Sequence[int] = (0,)) -> str:
    """The standard output of a program; what it writes beside it belongs to its errors."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | dict(environment))  # noqa: S603
    if done.returncode not in allowed:
        raise ToolError(f"{Path(command[0]).name} ended with {done.returncode}: {(done.stderr or done.stdout)[-800:]}")
    return done.stdout


def lighthouse(url: str, tool: Path, chromium: str) -> tuple[dict[str, int], list[str]]:
    """The four scores of a page on a slow phone, 0 to 100, and the audits that it failed."""
    flags = "--headless=new --no-sandbox --disable-gpu"
    output = run(
        str(tool),
        url,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={flags}",
        environment={"CHROME_PATH": chromium},
    )
    report = json.loads(output)
    if report.get("runtimeError"):
        raise ToolError(f"Lighthouse: {report['runtimeError']['message']}")
    scores = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES}
    weighted = {one["id"] for name in CATEGORIES for one in report["categories"][name]["auditRefs"] if one["weight"]}
    failed = [
        name for name in sorted(weighted) if (score := report["audits"][name]["score"]) is not None and score < 0.9
    ]
    return scores, failed


def html_checker(site: Path, jar: Path) -> tuple[Counter[str], Counter[str]]:
    """Messages of the W3C checker about all pages: (the theme's own, all others), each with how often."""
    output = run(
        "java", "-jar", str(jar), "--skip-non-html", "--format", "json", "--stdout", "--exit-zero-always", str(site)
    )
    theirs: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for message in json.loads(output)["messages"]:
        words = message["message"]
        if NO_HOST not in words:
            known = next((one for one in THEIRS if one in words), "")
            (theirs if known else others)[known or f"{message['type']}: {words[:160]}"] += 1
    return theirs, others


def links(root: Path, below: str, host: str, lychee: str) -> tuple[int, list[str]]:
    """How many links inside the site a checker followed, fragments included, and those that are broken.

    The site, published at `host`, lies in the folder `below` of `root`, as on that host.
    """
    output = run(
        lychee,
        "--offline",
        "--include-fragments",
        "--no-progress",
        "--format=json",
        f"--root-dir={root}",
        "--index-files=index.html",
        f"--remap={re.escape(host)}/(.*) file://{root}/$1",
        str(root / below),
        allowed=(0, 2),
    )
    report = json.loads(output)
    found = report.get("error_map") or report.get("fail_map") or {}
    broken = [f"{Path(page).relative_to(root)}: {one['url']}" for page, some in found.items() for one in some]
    return int(report["total"]) - int(report["excludes"]), broken


@contextmanager
def opened(browser: Browser, width: int = 1440, scheme: str = "light", *, script: bool = True) -> Iterator[Page]:
    """A page of a browser that has seen nothing yet."""
    size = {"width": width, "height": 900}
    context = browser.new_context(viewport=size, color_scheme=scheme, java_script_enabled=script)
    yield context.new_page()
    context.close()


def transfer(browser: Browser, url: str, root: str) -> tuple[int, int, list[str]]:
    """A first visit: bytes that travelled, compressed and with headers; how many requests; those to other hosts."""
    with opened(browser) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        sizes: list[int] = []
        asked: list[str] = []
        session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(url, wait_until="networkidle")
        foreign = [one for one in asked if not one.startswith((root, "data:"))]
        return sum(sizes), len(asked), foreign


def console(browser: Browser, url: str) -> list[str]:
    """What a page's scripts, and reports of its policy, leave in the console."""
    with opened(browser) as page:
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(url, wait_until="networkidle")
        # The browser's own word on the answer 404, which the page that says so has for its status.
        return [one for one in said if not (url.endswith("/nowhere/at/all/") and "status of 404" in one)]


def axe(browser: Browser, url: str) -> list[str]:
    """Violations in all four forms, each once."""
    found = set()
    for width, scheme in FORMS:
        with opened(browser, width, scheme) as page:
            page.emulate_media(reduced_motion="reduce")
            page.goto(url, wait_until="networkidle")
            page.evaluate(STILL)
            found |= {f"{one['id']} ({width}, {scheme})" for one in Axe().run(page).response["violations"]}
    return sorted(found)


def words_without_script(browser: Browser, url: str) -> list[str]:
    """Words of the page's article that a reader without script lacks, all folds open."""
    read = []
    for script in (True, False):
        with opened(browser, script=script) as page:
            page.goto(url, wait_until="networkidle")
            read.append(_words(page))
    return sorted((read[0] - read[1]).elements())


def _words(page: Page) -> Counter[str]:
    opened = "node => { node.querySelectorAll('details').forEach(fold => fold.open = true); return node.innerText }"
    return Counter(re.findall(r"\w+", page.locator(ARTICLE).evaluate(opened)))
