"""A real Chromium, and finished sites."""

import dataclasses
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from browser.serving import served
from machine import LONG
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from publish import sample
from publish.printing import publish

from digest.config import load_config
from digest.pipeline import build

ROOT = Path(__file__).parent.parent.parent
Made = TypeVar("Made", BrowserContext, Page)
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    executable = next((found for name in NAMES if (found := shutil.which(name))), None)
    if executable is None:
        if os.environ.get("CI") == "true":
            pytest.fail("the browser tests need Chromium: install Debian's package chromium")
        pytest.skip("Chromium is not installed; the browser tests need it (Debian's package chromium)")
    with sync_playwright() as playwright:
        expect.set_options(timeout=LONG * 1000)
        chromium = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"], timeout=LONG * 1000)
        for name in ("new_context", "new_page"):
            setattr(chromium, name, _patient(getattr(chromium, name)))
        yield chromium
        chromium.close()


def _patient(made: Callable[..., Made]) -> Callable[..., Made]:
    """As `made`, where a busy machine has time."""

    def patient(**options: object) -> Made:
        new = made(**options)
        new.set_default_timeout(LONG * 1000)
        return new

    return patient


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample edition's finished site."""
    options = dataclasses.replace(sample.OPTIONS, policy=True)
    return publish(sample.edition(), tmp_path_factory.mktemp("browser"), options).output


@pytest.fixture(scope="session")
def address(printed: Path) -> Iterator[str]:
    """Where the sample edition's site is served."""
    with served(printed) as address:
        yield address


@pytest.fixture(scope="session", params=["content", "seeds"])
def walked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a digest of real articles is served: of the repository's sample content, and of the seeds."""
    folder = tmp_path_factory.mktemp("walked")
    source: Path = ROOT / "content" if request.param == "content" else request.getfixturevalue("seeds")
    shutil.copytree(source, folder / "content", ignore=shutil.ignore_patterns("stories.lock.yml", "editions"))
    (folder / "site_config.yml").write_text("site: {url: 'https://press.example/press/'}\n", encoding="utf-8")
    with served(build(load_config(folder / "site_config.yml"), folder).site) as address:
        yield address
