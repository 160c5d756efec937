"""On paper: a story and a front page print as briefs, without what leads around the site, black on white."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

STORY = "stories/night-ferry-approved/"
LEADS_AROUND = ".md-header, .md-tabs, .md-sidebar, .md-footer, .md-skip, .md-top, .md-search, [rel=prev], [rel=next]"
SEEN = "nodes => nodes.filter(node => node.checkVisibility()).map(node => node.className)"
COLOURS = "() => [document.documentElement, document.body].map(node => getComputedStyle(node).backgroundColor)"


@pytest.fixture(scope="module")
def paper(browser: Browser) -> Iterator[Page]:
    """A page that is printed by a reader who has chosen the dark scheme."""
    page = browser.new_page(color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    yield page
    page.close()


@pytest.mark.parametrize("path", ["", STORY, "archive/", "about/"])
def test_nothing_of_the_navigation_is_printed(paper: Page, address: str, path: str) -> None:
    paper.goto(address + path)
    assert paper.locator("h1").first.is_visible()
    assert paper.eval_on_selector_all(LEADS_AROUND, SEEN) == []


@pytest.mark.parametrize("scripted", [True, False])
def test_folds_stand_open_on_paper_without_their_handles(browser: Browser, address: str, scripted: bool) -> None:  # noqa: FBT001
    page = browser.new_page(java_script_enabled=scripted)
    page.emulate_media(media="print")
    page.goto(address + STORY)
    # Neither a citation for programs nor the drawn timeline again, as a table, is for paper
    folds = page.locator(".md-content details:not(:has(> pre), :has(> .wide > .times))")
    assert not page.locator("table.times").is_visible()
    assert folds.count() > 1
    for fold in folds.all():
        inside = fold.locator("> :not(summary)").first
        assert inside.evaluate("node => node.checkVisibility() && node.clientHeight > 0")
    assert folds.first.locator("summary").evaluate("node => getComputedStyle(node, '::after').display") == "none"
    page.close()


@pytest.mark.parametrize("path", ["", STORY])
def test_paper_is_white_and_ink_is_black_though_the_screen_is_dark(paper: Page, address: str, path: str) -> None:
    paper.goto(address + path)
    expect(paper.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert paper.evaluate(COLOURS) == ["rgb(255, 255, 255)"] * 2
    ink = "node => getComputedStyle(node).color"
    for selector in ("h1", ":is(.summary p, .lead__text)", "article a"):
        assert paper.locator(f".md-content {selector}").first.evaluate(ink) == "rgb(0, 0, 0)", selector


def test_a_source_s_address_is_printed_and_those_of_other_links_are_not(paper: Page, address: str) -> None:
    paper.goto(address + STORY)
    printed = "nodes => nodes.map(node => getComputedStyle(node, '::after').content).filter(text => /http/.test(text))"
    assert paper.eval_on_selector_all("a", printed) == [
        '"https://gazette.example/2031/night-ferry"',
        '"https://wire.example/a?id=77&lang=en"',
    ]


def test_the_front_page_ends_with_its_day_and_address_on_paper_alone(paper: Page, address: str) -> None:
    paper.goto(address)
    foot = paper.get_by_text("The Harbour Digest, Wednesday, 5 March 2031: https://harbour.example/press/")
    assert foot.is_visible()
    paper.emulate_media(media="screen")
    assert not foot.is_visible()
    paper.emulate_media(media="print")


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_a_story_is_three_pages_and_a_front_page_two(paper: Page, address: str, size: str) -> None:
    for path, most in ((STORY, 3), ("", 2)):
        paper.goto(address + path)
        data = paper.pdf(format=size)
        assert 1 <= len(re.findall(rb"/Type\s*/Page\b", data)) <= most
