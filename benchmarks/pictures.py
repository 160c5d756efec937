"""The pictures of the README: the front page and a story of the sample digest, light and dark.

    python benchmarks/pictures.py          writes docs/front-page.png, docs/story-page.png and their dark forms

Builds the sample in a temporary folder and photographs it in the Chromium that is found on PATH.
"""

import functools
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from digest.config import load_config
from digest.pipeline import build

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
CONFIG = "site_config.yml"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
WIDTH, HEIGHT, TALLEST = 1280, 900, 1400  # pixels
HEAVIEST = 250_000  # bytes: a README is read on phones too
SCHEMES: dict[str, Literal["light", "dark"]] = {"": "light", "-dark": "dark"}


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and logs nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a site on a free port; yield its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def sample(folder: Path) -> Path:
    """Build the sample digest in a folder of its own; its site."""
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copytree(ROOT / "templates", folder / "templates")
    shutil.copy(ROOT / CONFIG, folder)
    return build(load_config(folder / CONFIG), folder).site


def photograph(page: Page, path: Path) -> None:
    """Write the top of the page, as far as it goes."""
    page.wait_for_load_state("networkidle")
    tall = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": WIDTH, "height": tall})
    page.screenshot(path=path, animations="disabled")
    size = path.stat().st_size
    if size > HEAVIEST:
        raise SystemExit(f"{path} is too heavy: {size:,} bytes")
    print(f"{path.relative_to(ROOT)}: {WIDTH} × {tall} pixels, {size:,} bytes")


def pictures(browser: Browser, address: str) -> None:
    """Photograph the front page, and the story that leads it."""
    for suffix, scheme in SCHEMES.items():
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme=scheme)
        page.goto(address)
        photograph(page, DOCS / f"front-page{suffix}.png")
        page.locator(".lead__headline a").click()
        photograph(page, DOCS / f"story-page{suffix}.png")
        page.close()


def main() -> None:
    """Build, serve, photograph."""
    executable = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if executable is None:
        raise SystemExit("Chromium is not on PATH: install Debian's package chromium")
    with tempfile.TemporaryDirectory() as folder, served(sample(Path(folder))) as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        pictures(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
