"""Hostile articles, all in one digest, built for real and walked through in a real Chromium."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from browser.hostile_articles import ARTICLES, FILE_NAMES
from browser.hostile_digest import NAME, NOTE, place, write
from browser.hostile_files import FILES
from browser.serving import served
from browser.walking import READ, Shown, Walk, folded, listening
from playwright.sync_api import Browser, expect

from digest.folders import templates_of
from digest.lock import LOCK_NAME, read_lock
from digest.mailing import mail_templates
from digest.pipeline import build
from digest.publish.mail import edition_mail
from digest.site_options import site_options

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site of the hostile digest, with its mail beside."""
    folder = tmp_path_factory.mktemp("hostile")
    config = write(folder)
    made = build(config, folder)
    options = site_options(config, read_lock(folder / "content" / LOCK_NAME), templates=templates_of(config, folder))
    mail = edition_mail(made.edition, options, templates=mail_templates(config, folder))
    (folder / "edition.eml").write_bytes(mail.data)
    return made.site


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Where it is served."""
    with served(folder) as address:
        yield address


@pytest.fixture(scope="module")
def walk(browser: Browser, folder: Path, address: str) -> Walk:
    """A walk through every story and what leads to it; of pages of one kind that are all alike, a few."""
    made = Walk(folder)
    page = browser.new_context().new_page()
    listening(page, made.wrong, address)
    for name in _places(folder):
        page.goto(address + name, wait_until="domcontentloaded")
        if page.url != address + name:
            made.wrong.append(f"{name} led to {page.url}")
        made.pages[name] = Shown(**page.evaluate(READ))
    page.context.close()
    return made


def _places(folder: Path) -> list[str]:
    found = [path.parent.relative_to(folder).as_posix() for path in sorted(folder.rglob("index.html"))]
    people = [name for name in found if name.startswith("people/")]
    plain = set(people[6:])
    return ["" if name == "." else f"{name}/" for name in found if name not in plain]


def missing(walk: Walk, places: Sequence[str]) -> list[str]:
    """The attacks in these fields whose literal text does not stand on their story's page."""
    return [
        f"{one.family} {name}: {one.text[:60]!r}"
        for number, attacks in enumerate(ARTICLES)
        for one in attacks
        for name in places
        if name in one.places and one.literal not in folded(walk.of(number).text)
    ]


def test_there_are_enough_of_them_and_each_has_its_story(walk: Walk) -> None:
    assert len(ARTICLES) >= 100
    assert set(range(len(ARTICLES))) - set(walk.stories) == set()


def test_no_script_of_theirs_runs_and_no_other_host_is_asked(walk: Walk) -> None:
    assert walk.wrong == []


def test_a_script_that_ran_would_be_noticed(browser: Browser, address: str) -> None:
    wrong: list[str] = []
    page = browser.new_context(bypass_csp=True).new_page()
    listening(page, wrong, address)
    bad = "<img src=https://evil.example/x onerror=pwned()></html>"
    page.route("**/about/", lambda route: route.fulfill(body=route.fetch().text().replace("</html>", bad)))
    with (
        page.expect_request("https://evil.example/x"),
        page.expect_console_message(lambda message: message.text == "pwned"),
    ):
        page.goto(f"{address}about/", wait_until="commit")
    page.context.close()
    assert {"pwned", "https://evil.example/x"} <= set(wrong)


@pytest.mark.parametrize(
    "places", [("title",), ("sentence", "quote"), ("outlet", "byline", "credit"), ("topic",), ("speaker",)]
)
def test_each_attack_is_shown_as_the_literal_text(walk: Walk, places: tuple[str, ...]) -> None:
    assert missing(walk, places) == []


def test_a_hostile_headline_heads_its_page_and_names_it_everywhere(walk: Walk) -> None:
    wrong = []
    for number, (one, *_) in enumerate(ARTICLES):
        if "title" not in one.places or not walk.stories[number][1]:
            continue
        page = walk.of(number)
        shown = {folded(page.head), folded(page.shared), folded(page.title).removesuffix(f" - {NAME}")}
        if shown != {one.literal if one.format == "record" else f"{place(number)}: {one.literal}"}:
            wrong.append((one.text[:60], shown))
    assert wrong == []
    assert sum(heads for _, heads in walk.stories.values()) > 60


def test_no_element_but_those_of_the_templates_appears(walk: Walk) -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.j2")]
    ours = set(re.findall(r"<([a-z0-9]+)", " ".join(sources))) | {
        "h1",
        "h2",
        "h3",
        "p",
        "strong",
        "em",
        "li",
        "ul",
        "ol",
    }
    words = set(re.findall(r"[\w-]+", " ".join(sources)))
    begun = tuple(word for word in words if word.endswith(("--", "__")))
    ended = tuple(word for word in words if word.startswith(("--", "__")))
    for name, page in walk.pages.items():
        tags = {mark for mark in page.marks if not mark.startswith(".")}
        classes = {mark[1:] for mark in page.marks if mark.startswith(".")}
        assert tags <= ours, name
        strange = [one for one in classes - words if not (one.startswith(begun) or one.endswith(ended))]
        assert strange == [], name


def test_no_address_of_theirs_is_anything_but_a_plain_web_address(walk: Walk, address: str) -> None:
    for name, page in walk.pages.items():
        for one in page.addresses:
            assert one.startswith(("https://", "http://")), name
            assert "user:password" not in one
            assert not set(one) & set("\"'<>` "), name


def test_what_editors_wrote_is_shown_as_text_too(walk: Walk) -> None:
    everywhere = [folded(page.text) for page in walk.pages.values()]
    assert any(f"Renamed {NOTE}" in text for text in everywhere)
    assert sum(NOTE in text for text in everywhere) >= 3
    edited = folded(walk.pages["edited/"].text)
    assert "<b>Nadia</b> {: onclick=pwned() }" in edited
    assert "no-such-story-<script>" in edited
    assert NOTE in edited


def test_odd_names_of_files_and_of_the_digest_itself_are_shown_as_text(walk: Walk) -> None:
    seen = " ".join(folded(page.text) for page in walk.pages.values())
    for name in (*FILE_NAMES[1:4], "<b onclick=pwned()>.txt"):
        shown = name.replace("\u202e", "").replace("\u202c", "")
        assert shown in seen, name
    assert '"><script>pwned()</script> Herald' in seen
    assert all(page.title.endswith(NAME) for page in walk.pages.values())


def test_every_page_of_an_odd_title_stays_inside_the_site(folder: Path) -> None:
    odd = [path for path in folder.rglob("*") if not re.fullmatch(r"[A-Za-z0-9._-]+", path.name)]
    assert [path for path in odd if "pagefind" not in path.name] == []
    assert max(len(path.relative_to(folder).as_posix()) for path in folder.rglob("index.html")) < 160
    slugs = [path.parent.name for path in folder.glob("stories/*/index.html")]
    assert len({slug.casefold() for slug in slugs}) == len(slugs)


PARTS = ("?q=<script>pwned()</script>", "#<img src=x onerror=pwned()>", "#:~:text=<script>pwned()", "#__tabbed_1")
PARTS += ("?h=pwned&x=%3Cscript%3E#said", "#__search", "#javascript:pwned()", "?#'-pwned()-'")


def test_nothing_in_an_address_reaches_the_page(browser: Browser, walk: Walk, address: str) -> None:
    wrong: list[str] = []
    story = walk.stories[0][0]
    page = browser.new_context().new_page()
    listening(page, wrong, address)
    for part in PARTS:
        page.goto("about:blank")
        page.goto(address + story + part)
        assert Shown(**page.evaluate(READ)).marks == walk.pages[story].marks
    page.context.close()
    assert wrong == []


def test_the_search_shows_hostile_words_as_text(browser: Browser, walk: Walk, address: str) -> None:
    wrong: list[str] = []
    page = browser.new_context().new_page()
    listening(page, wrong, address)
    page.goto(f"{address}about/")
    field, line = page.locator(".md-search__input"), page.locator(".search [role=status]")
    idle, wait = line.get_attribute("data-idle") or "", line.get_attribute("data-wait") or ""
    for number in [number for number in range(len(ARTICLES)) if walk.stories[number][1]][:40:8]:
        literal = ARTICLES[number][0].literal
        field.fill("")
        expect(line).to_have_text(idle)
        field.fill(place(number))
        title = page.locator(".md-search-result__item h2").filter(has_text=re.compile(f"^{re.escape(literal)}$"))
        expect(title.first).to_be_visible()
    for query in ("<img src=x onerror=pwned()>", "`$&` \\ {{7*7}}", "*", '"', "\u202e", "x" * 3000):
        field.fill("")
        expect(line).to_have_text(idle)
        field.fill(query)
        expect(line).not_to_have_text(re.compile(f"^({re.escape(idle)}|{re.escape(wait)})?$"))
    field.fill("pwned")
    expect(page.locator(".search__passage").first).to_be_visible()
    inside = page.locator(".md-search-result__list *").evaluate_all(
        "all => [...new Set(all.map(one => one.localName))]"
    )
    assert set(inside) <= {"li", "a", "h2", "span", "mark"}
    page.locator(".search__filters summary").click()
    options = page.locator("select[name=outlets] option")
    expect(options.filter(has_text="<script>pwned()</script> Gazette")).to_have_count(1)
    page.context.close()
    assert wrong == []


def test_palette_tabs_and_search_work_under_the_policy_without_a_report(
    browser: Browser, walk: Walk, address: str
) -> None:
    wrong: list[str] = []
    page = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light").new_page()
    listening(page, wrong, address)
    page.goto(address + walk.stories[0][0])
    assert page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1
    page.locator("label[title='Zur dunklen Ansicht wechseln']").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.locator(".md-tabs__link", has_text="Personen").click()
    page.wait_for_url("**/people/")
    page.keyboard.press("/")
    page.keyboard.insert_text(place(0))
    page.locator(".md-search-result__link[href*='/stories/']").first.click()
    page.wait_for_url("**/stories/**")
    page.context.close()
    assert wrong == []


@pytest.mark.parametrize("hold_text_alone", FILES, ids=lambda one: one.__name__)
def test_files_beside_the_pages_hold_the_attacks_as_text_alone(
    folder: Path, hold_text_alone: Callable[[Path], None]
) -> None:
    hold_text_alone(folder)
