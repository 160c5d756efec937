"""The finished site in a real browser."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.walking import STILL
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route, expect

pytestmark = pytest.mark.browser

PLACES = (
    "",
    "stories/night-ferry-approved/",
    "people/mira-tan/",
    "people/",
    "outlets/",
    "outlets/morning-tide/",
    "archive/",
    "archive/2031/",
    "archive/2031/03/",
    "archive/2031/03/04/",
    "about/",
    "feeds/",
    "not-seen/",
    "edited/",
    "topics/",
    "topics/ferries/",
    "topics/whaling/",
    "404.html",
)
FORMS = [(1440, "light"), (390, "dark")]
STORY = "stories/night-ferry-approved/"


@dataclass
class Watched:
    """A page with what went wrong on it and where it asked."""

    page: Page
    errors: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.errors.append(message.text)

    def on_error(self, error: Exception) -> None:
        self.errors.append(str(error))

    def on_request(self, request: Request) -> None:
        self.asked.append(request.url)


def opened(browser: Browser, width: int = 1440, scheme: str = "light") -> Watched:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    watched = Watched(context.new_page())
    watched.page.on("console", watched.on_console)
    watched.page.on("pageerror", watched.on_error)
    watched.page.on("request", watched.on_request)
    return watched


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    made = opened(browser)
    yield made
    made.page.context.close()


@pytest.mark.parametrize(("query", "words"), [("Oskar Lindqvist", "Oskar Lindqvist"), ("hybrid engines", "hybrid")])
def test_the_search_finds_people_and_words_and_leads_to_the_story(
    watched: Watched, address: str, query: str, words: str
) -> None:
    page = watched.page
    page.goto(address)
    page.locator(".md-search__input").click()
    page.keyboard.insert_text(query)
    results = page.locator(".md-search-result__item")
    expect(results.first).to_be_visible()
    results.locator(f"a[href*='{STORY}']", has_text=words).first.click()
    page.wait_for_url(f"**/{STORY}**")
    expect(page.locator("h1")).to_have_text("Council says yes to night ferry")


def test_a_search_for_a_speaker_shows_what_was_said(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address)
    page.locator(".md-search__input").click()
    page.keyboard.insert_text("Mira Tan")
    result = page.locator(f".md-search-result__item a[href*='{STORY}']", has_text="Mira Tan").first
    expect(result).to_contain_text("giving the islanders back their evenings")


def test_paper_is_white_for_those_who_read_in_the_dark(browser: Browser, address: str) -> None:
    page = opened(browser, 794, "dark").page
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(address + STORY)
    colours = "node => [getComputedStyle(node).color, getComputedStyle(document.body).backgroundColor]"
    ink, paper = page.locator(".summary p").first.evaluate(colours)
    assert ink == "rgb(0, 0, 0)"
    assert paper == "rgb(255, 255, 255)"
    page.context.close()


@pytest.mark.parametrize("query", ["Oh Ei Sun", "nuclear energy"])
def test_in_real_articles_the_search_leads_to_the_story(watched: Watched, walked: str, query: str) -> None:
    page = watched.page
    page.goto(walked)
    headline = page.locator(".lead__headline").inner_text()
    page.locator(".md-search__input").click()
    page.keyboard.insert_text(query)
    result = page.locator(".md-search-result__item a[href*='/stories/']", has_text=query).first
    result.click()
    page.wait_for_url("**/stories/**")
    expect(page.locator("h1")).to_have_text(headline)
    assert watched.errors == []


def test_a_feed_reader_finds_the_feed(watched: Watched, address: str) -> None:
    watched.page.goto(address + STORY)
    link = watched.page.locator('link[rel="alternate"][type="application/rss+xml"]')
    feed = watched.page.request.get(link.evaluate("node => node.href"))
    assert feed.ok
    assert "<rss" in feed.text()


def test_a_mark_leads_to_the_extract_and_the_sentence_is_highlighted(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(address + STORY)
    page.locator(".summary p").nth(3).locator("a.mark").first.click()
    expect(page.locator(".receipt:target mark")).to_be_in_viewport()


def test_an_extract_stays_away_until_it_is_asked_for(watched: Watched, address: str) -> None:
    watched.page.goto(address + STORY)
    for receipt in watched.page.locator(".receipt").all():
        expect(receipt).to_be_hidden()


def test_no_separator_opens_or_ends_a_line(browser: Browser, address: str) -> None:
    page = opened(browser, 390).page
    seen = """node => [...node.children].map(part => {
        const dot = part.getBoundingClientRect().left, edge = node.getBoundingClientRect().left;
        return [Math.round(dot - edge), getComputedStyle(part, '::before').content.startsWith('"·"')];
    })"""
    for place in PLACES:
        page.goto(address + place)
        for row in page.locator(".dotted:visible").all():
            assert row.evaluate("node => getComputedStyle(node).clipPath").startswith("inset(")
            for offset, dotted in row.evaluate(seen):
                assert dotted
                assert offset >= 0
    page.context.close()


def test_no_script_fails_and_no_other_host_is_asked(watched: Watched, address: str) -> None:
    for place in PLACES:
        watched.page.goto(address + place)
    assert watched.errors == []
    assert [url for url in watched.asked if not url.startswith(address)] == []


def test_a_foreign_script_that_got_into_a_page_does_not_run(watched: Watched, address: str) -> None:
    def smuggled(route: Route) -> None:
        page = route.fetch().text()
        route.fulfill(body=page.replace("<h1", "<script>window.caught = 1</script><img src=x onerror='caught = 2'><h1"))

    watched.page.route(f"{address}about/", smuggled)
    with watched.page.expect_console_message(
        lambda said: said.type == "error" and "Content Security Policy" in said.text
    ):
        watched.page.goto(f"{address}about/")
    assert watched.page.evaluate("window.caught") is None


def test_every_page_fits_on_a_phone(browser: Browser, address: str) -> None:
    page = opened(browser, 360).page
    for place in PLACES:
        page.goto(address + place)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, place
    page.context.close()


@pytest.mark.parametrize(("width", "scheme"), FORMS)
def test_anyone_can_use_it(browser: Browser, address: str, width: int, scheme: str) -> None:
    watched = opened(browser, width, scheme)
    page = watched.page
    page.emulate_media(reduced_motion="reduce")
    found: list[str] = []
    for place in PLACES:
        page.goto(address + place)
        page.evaluate(STILL)
        page.evaluate("document.querySelectorAll('details').forEach(node => node.open = true)")
        for violation in Axe().run(page).response["violations"]:
            targets = [node["target"] for node in violation["nodes"]]
            found.append(f"{place or 'front'}: {violation['id']} {targets[:3]}")
    page.context.close()
    assert found == []


def test_the_page_follows_the_reader_s_colour_scheme_and_the_switch(browser: Browser, address: str) -> None:
    page = opened(browser, 1440, "dark").page
    page.goto(address)
    page.evaluate(STILL)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("label[title='Switch to light mode']").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    expect(page.locator("body")).not_to_have_css("background-color", dark)
    page.context.close()


def test_everything_but_the_search_can_be_read_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + STORY)
    expect(page.locator(".summary p").first).to_contain_text("approved a night ferry")
    page.get_by_text("1 more quote").click()
    expect(page.locator("#quote-4")).to_be_visible()
    context.close()
