"""The finished site on a host: below a path, compressed, with its page for addresses that lead nowhere."""

import functools
import gzip
import re
import threading
from collections import Counter
from collections.abc import Iterator
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from publish import sample

pytestmark = pytest.mark.browser

BELOW = "/press/"  # where the sample's `url` says that the site lies
ARTICLE = "article.md-content__inner"
KINDS = (
    "",
    "stories/night-ferry-approved/",
    "people/",
    "people/mira-tan/",
    "outlets/morning-tide/",
    "topics/ferries/",
    "archive/",
    "not-seen/",
    "edited/",
    "about/",
)


class Host(SimpleHTTPRequestHandler):
    """A host of static pages: compresses, and answers with 404.html where there is nothing."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path.partition("?")[0].removeprefix(BELOW.rstrip("/"))))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file() and self.path.startswith(BELOW)
        body = gzip.compress((path if found else Path(self.directory) / "404.html").read_bytes())
        self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", self.guess_type(str(path)) if found else "text/html")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def host(printed: Path) -> Iterator[str]:
    """Where the sample edition's site is published."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(printed))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{BELOW}"
        server.shutdown()
        thread.join()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_a_first_visit_of_the_front_page_costs_at_most_250_kb_and_asks_no_other_host(page: Page, host: str) -> None:
    sizes: list[int] = []
    asked: list[str] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(host, wait_until="networkidle")
    assert len(sizes) >= 5, "the page, its style sheets and its scripts"
    assert sum(sizes) <= 250_000
    assert [url for url in asked if not url.startswith((host, "data:"))] == []


@pytest.mark.parametrize("place", ["nowhere/", "stories/no/such/story/", "gone.html"])
def test_an_address_that_leads_nowhere_shows_the_way_from_any_depth(page: Page, host: str, place: str) -> None:
    failed: list[str] = []
    page.on("response", lambda answer: failed.append(answer.url) if not answer.ok else None)
    page.goto(host + place)
    expect(page.locator("h1")).to_have_text("There is no such page")
    assert page.locator('meta[name="robots"]').get_attribute("content") == "noindex"
    page.locator(f"{ARTICLE} a").first.click()
    page.wait_for_url(host)
    assert failed == [host + place], "its style sheets and scripts were found"


def test_an_address_that_leads_nowhere_can_be_searched_from(page: Page, host: str) -> None:
    page.goto(f"{host}stories/night-fery/")
    page.locator(".md-search__input").click()
    page.keyboard.insert_text("Mira Tan")
    page.locator(".md-search-result__item a[href*='night-ferry-approved']").first.click()
    expect(page.locator("h1")).to_have_text("Council says yes to night ferry")


def test_an_old_address_leads_on_below_the_path(page: Page, host: str) -> None:
    page.goto(f"{host}stories/ferry-vote-tuesday/")
    page.wait_for_url(f"{host}stories/night-ferry-approved/")


def test_what_leaves_the_site_names_its_whole_address(printed: Path) -> None:
    url = sample.OPTIONS.url
    assert url.endswith(BELOW)
    for name in ("feed.xml", "feed.json", "sitemap.xml", "robots.txt"):
        found = re.findall(r"https://harbour\.example/[^\s<\"]*", (printed / name).read_text(encoding="utf-8"))
        assert found, name
        assert [one for one in found if not one.startswith(url)] == [], name


def words(page: Page) -> Counter[str]:
    """The words of the page's article, all folds open."""
    opened = "node => { node.querySelectorAll('details').forEach(fold => fold.open = true); return node.innerText }"
    return Counter(re.findall(r"\w+", page.locator(ARTICLE).evaluate(opened)))


def test_without_script_every_word_can_be_read_and_the_navigation_works(browser: Browser, host: str) -> None:
    with_script, without = browser.new_context(), browser.new_context(java_script_enabled=False)
    one, other = with_script.new_page(), without.new_page()
    for place in KINDS:
        for opened in (one, other):
            opened.goto(host + place)  # whole: without script, nothing waits for the style sheets
        assert words(other) == words(one), place
    other.goto(host)
    other.locator(".md-tabs__link").nth(1).click()
    other.wait_for_url(f"{host}archive/")
    with_script.close()
    without.close()
