"""The search in scripts without spaces between words, and in those with accents and cases of their own."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from browser.serving import served
from playwright.sync_api import Browser, Page, expect
from publish import sample
from publish.searching import written

from digest.publish.search import Passage, Record

pytestmark = pytest.mark.browser

HEADLINES = (
    "港口議會批准夜間渡輪，九月啟航",
    "港湾評議会が夜行フェリーを承認",
    "항만의회 야간여객선 운항 승인",
    "สภาท่าเรืออนุมัติเรือข้ามฟากกลางคืน",
    "مجلس الميناء يوافق على العبّارة الليلية",
    "Портовый совет утвердил счёт за ночной паром",
    "İskele meclisi gece vapurunu onayladı",
)
LITERAL = "Die `Fähre` <b>kostet</b> &lt;9&gt; & ``mehr`` <mark>nicht</mark> 港口` 是"


def record(number: int, title: str) -> Record:
    passage = Passage(anchor="sentence-1", heading="港口日報", text=f"{title}。Kestrel {LITERAL} {number}")
    return Record(
        address=f"stories/s{number}/",
        first=date(2030 + number % 2, 3, 5),
        last=date(2031, 3, 5),
        title=title,
        note="5 March 2031",
        words="",
        passages=(passage,),
    )


@pytest.fixture(scope="module")
def page(
    request: pytest.FixtureRequest, browser: Browser, printed: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    """The search over such records, in a digest whose language is the parameter, or English."""
    language = getattr(request, "param", "en")
    folder = tmp_path_factory.mktemp("scripts")
    site = folder / "site"
    shutil.copytree(printed, site, ignore=lambda _, names: {"search"} & set(names))
    about = site / "about" / "index.html"
    about.write_text(
        about.read_text(encoding="utf-8").replace('<html lang="en"', f'<html lang="{language}"'), encoding="utf-8"
    )
    some = [record(number, title) for number, title in enumerate(HEADLINES)]
    written(some, site, replace(sample.OPTIONS, language=language))
    with served(site) as address:
        made = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        made.goto(address + "about/")
        yield made
        made.context.close()


def ask(page: Page, query: str) -> None:
    page.locator(".md-search__input").fill("")
    expect(page.locator(".search [role=status]")).to_contain_text("Type a name")
    page.locator(".md-search__input").fill(query)


@pytest.mark.parametrize(
    ("query", "headline"),
    [
        ("夜間渡輪", 0),
        ("渡輪", 0),
        ("批准", 0),
        ("啟航 渡輪", 0),
        ("フェリー", 1),
        ("承認", 1),
        ("여객선", 2),
        ("승인 항만", 2),
        ("เรือข้ามฟาก", 3),
        ("กลางคืน", 3),
        ("العبارة", 4),
        ("СЧЕТ", 5),
        ("iskele", 6),
    ],
)
def test_a_word_inside_a_headline_finds_it(page: Page, query: str, headline: int) -> None:
    ask(page, query)
    expect(page.locator(".md-search-result__item h2")).to_have_text([HEADLINES[headline]])


@pytest.mark.parametrize("query", ["渡夜", "船", "輪渡", "객여", "ฟากข้าม"])
def test_letters_in_another_order_find_nothing(page: Page, query: str) -> None:
    ask(page, query)
    expect(page.locator(".search [role=status]")).to_have_text("Nothing found")


@pytest.mark.parametrize("page", ["zh"], indirect=True)
def test_what_matched_is_shown_as_it_is_written_and_marked(page: Page) -> None:
    ask(page, "夜間渡輪")
    passage = page.locator(".search__passage")
    expect(passage.locator(".search__who")).to_have_text("港口日報")
    expect(passage.locator(".search__text")).to_have_text(f"{HEADLINES[0]}。Kestrel {LITERAL} 0")
    assert passage.locator("mark").all_inner_texts() == ["夜間渡輪"]
    assert passage.locator(".search__text *:not(mark)").count() == 0
