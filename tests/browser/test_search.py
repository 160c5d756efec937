"""The search, as a reader uses it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.walking import STILL
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

RESULT = ".md-search-result__item"
STORY = "stories/night-ferry-approved/"


@pytest.fixture
def page(browser: Browser, address: str) -> Page:
    made = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    made.goto(address + "about/")
    return made


def ask(page: Page, query: str) -> None:
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").fill(query)


def test_a_quote_that_is_found_leads_to_its_place_on_the_story_s_page(page: Page) -> None:
    ask(page, "evenings")
    passage = page.locator(f"{RESULT} a[href*='{STORY}#']", has_text="back their evenings").first
    expect(passage).to_contain_text("Mira Tan")
    passage.click()
    page.wait_for_url(re.compile(f"{STORY}#"))
    anchor = page.url.partition("#")[2]
    expect(page.locator(f"[id='{anchor}']")).to_contain_text("back their evenings")


def test_a_person_s_own_page_comes_first(page: Page) -> None:
    ask(page, "oskar lindqvist")
    expect(page.locator(RESULT).first).to_contain_text("Person, marine biologist")


@pytest.mark.parametrize("query", ["Lindkvist", "lindqivst", "LINDQUIST"])
def test_a_misspelt_name_is_forgiven_and_the_page_says_so(page: Page, query: str) -> None:
    ask(page, query)
    expect(page.locator(RESULT).first).to_contain_text("Oskar Lindqvist")
    expect(page.locator("[role=status]")).to_contain_text(f"Nothing is spelt “{query}”; shown instead: Lindqvist")


def test_accents_and_capitals_make_no_difference(page: Page) -> None:
    ask(page, "JOAQUIN ABELLA")
    expect(page.locator(RESULT).first).to_contain_text("Joaquín Abella")


def test_a_word_of_no_article_finds_nothing(page: Page) -> None:
    ask(page, "xylophone")
    expect(page.locator("[role=status]")).to_have_text("Nothing found")
    expect(page.locator(RESULT)).to_have_count(0)


@pytest.mark.parametrize(
    ("field", "value", "headlines"),
    [
        ("outlets", "Morning Tide", ["Council says yes to night ferry"]),
        ("people", "Joaquín Abella", ["Six ministers, three days, no statement"]),
        ("topics", "Trade", ["Six ministers, three days, no statement"]),
    ],
)
def test_filters_leave_the_stories_that_fit(page: Page, field: str, value: str, headlines: list[str]) -> None:
    page.locator(".md-search__input").click()
    page.get_by_text("Filter", exact=True).click()
    page.locator(f"select[name={field}]").select_option(value)
    expect(page.locator(f"{RESULT} h2")).to_have_text(headlines)


def test_dates_narrow_the_search_and_the_latest_comes_first(page: Page) -> None:
    page.locator(".md-search__input").click()
    page.get_by_text("Filter", exact=True).click()
    page.locator("input[name=from]").fill("2031-03-01")
    expect(page.locator(f"{RESULT} h2").first).to_have_text("Council says yes to night ferry")
    expect(page.locator(RESULT)).to_have_count(3)
    page.locator("input[name=from]").fill("")
    page.locator("input[name=to]").fill("2029-12-31")
    expect(page.locator(f"{RESULT} h2")).to_have_text(["Ferry vote put off again"])


def test_the_keyboard_is_enough(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.insert_text("night ferry")
    expect(page.locator(RESULT).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".md-search-result__link").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(RESULT).first).not_to_be_visible()
    page.keyboard.press("s")
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/stories/**")


def test_the_search_works_on_a_phone(browser: Browser, address: str) -> None:
    page = browser.new_context(viewport={"width": 390, "height": 800}).new_page()
    page.goto(address)
    page.evaluate(STILL)
    page.locator("label.md-header__button[for=__search]").click()
    page.keyboard.insert_text("swing bridge")
    expect(page.locator(RESULT).first).to_contain_text("Cracks close swing bridge")
    # Until the theme has locked the page behind it, .4 s later, the circle that opens the search counts as its width.
    expect(page.locator("body")).to_have_attribute("data-md-scrolllock", "")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_typing_in_a_field_of_the_search_is_not_a_shortcut(page: Page) -> None:
    page.keyboard.press("f")
    page.keyboard.type("ferry s/f")
    expect(page.locator(".md-search__input")).to_have_value("ferry s/f")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_open_search_is_without_fault_for_axe(browser: Browser, address: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    page.evaluate(STILL)
    page.keyboard.press("/")
    page.keyboard.insert_text("ferry")
    expect(page.locator(RESULT).first).to_be_visible()
    page.get_by_text("Filter", exact=True).click()
    expect(page.locator("select[name=outlets]")).to_contain_text("Morning Tide")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_clearing_the_field_clears_the_results(page: Page) -> None:
    ask(page, "ferry")
    expect(page.locator(RESULT).first).to_be_visible()
    page.locator("button[type=reset]").click()
    expect(page.locator(RESULT)).to_have_count(0)
    expect(page.locator("[role=status]")).to_contain_text("Type a name")
