"""A real Chromium, and the sample edition's site on a loopback server."""

import functools
import os
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from publish import sample
from publish.printing import publish

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder below /press/, as a host's sub-path does, and logs nothing."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/press"))

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    executable = next((found for name in NAMES if (found := shutil.which(name))), None)
    if executable is None:
        if os.environ.get("CI") == "true":
            pytest.fail("the browser tests need Chromium: install Debian's package chromium")
        pytest.skip("Chromium is not installed; the browser tests need it (Debian's package chromium)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the sample edition's site is served."""
    output: Path = publish(sample.edition(), tmp_path_factory.mktemp("browser")).output
    handler = functools.partial(Quiet, directory=str(output))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/press/"
        server.shutdown()
        thread.join()
