"""Lists that grow: how many entries a page has, which addresses stay, and which pages a new article changes."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publish import many, sample
from selectolax.lexbor import LexborHTMLParser
from slugify import slugify

from digest.lock import Lock, read_lock, write_lock
from digest.nouns import Page, Story, Topic
from digest.publish.almanac import almanac
from digest.publish.builder import mkdocs_config
from digest.publish.languages.words import words_of
from digest.publish.moved import absent_pages, lasting
from digest.publish.shelves import Place, lettered, letters_of, shelved

MOST = 250  # entries of a page
RAIN = Topic(name="Rain", slug="rain", query="rain", description="")
NEW_YEAR = date(2029, 1, 1)
ENGLISH = words_of("en")


def archive() -> list[Story]:
    """1,600 stories: a month of 780, a day of 260, and 260 without a date; each is more than a page may list."""
    busy = [many.told(f"m{n}", [date(2031, 3, 1) + timedelta(days=n % 30)]) for n in range(780)]
    heavy = [many.told(f"d{n}", [date(2030, 6, 8)]) for n in range(260)]
    spread = [many.told(f"y{n}", [NEW_YEAR + timedelta(days=6 * (n % 60))]) for n in range(300)]
    return [*busy, *heavy, *spread, *(many.told(f"u{n}", [None]) for n in range(260))]


@pytest.fixture(scope="module")
def long() -> dict[str, str]:
    return many.lists(many.edition(archive(), many.named(260, ["y0-0"]), [RAIN]))


def entries(markdown: str) -> int:
    tree = LexborHTMLParser(markdown)
    return len(tree.css("li")) + len(tree.css("figure.quote"))


def links(path: str, markdown: str) -> set[str]:
    """The pages that one leads to, by their paths."""
    found = set()
    for node in LexborHTMLParser(markdown).css("a[href]"):
        parts = path.split("/")[:-1]
        for step in (node.attributes["href"] or "").partition("#")[0].split("/"):
            parts = parts[:-1] if step == ".." else [*parts, step] if step else parts
        found.add("/".join([*parts, "index.md"]))
    return found


def test_no_page_of_a_long_archive_lists_more_than_some_hundred_entries(long: dict[str, str]) -> None:
    assert {path: entries(page) for path, page in long.items() if entries(page) > MOST} == {}


def test_no_page_of_a_long_archive_is_heavy(long: dict[str, str]) -> None:
    assert max(len(page) for page in long.values()) < 250_000


def test_every_story_of_a_long_archive_can_be_reached_from_its_first_page(long: dict[str, str]) -> None:
    pages = {path: links(path, page) for path, page in long.items()}
    for start in (
        "archive/index.md",
        "people/mira-tan/index.md",
        "outlets/alder-gazette/index.md",
        "topics/rain/index.md",
    ):
        seen, ahead = set(), {start}
        folder = start.removesuffix("index.md")
        while ahead:
            path = ahead.pop()
            seen.add(path)
            ahead |= {one for one in pages.get(path, ()) if one.startswith((folder, "stories/"))} - seen
        assert sum(path.startswith("stories/") for path in seen) == 1600, start


def test_no_link_of_a_list_leads_nowhere(long: dict[str, str]) -> None:
    known = {*long, "index.md", "about/index.md", "not-seen/index.md", "edited/index.md"}
    for path, page in long.items():
        missing = {one for one in links(path, page) - known if not one.startswith(("stories/", "topics/rain/feed.xml"))}
        assert not {one for one in missing if "gazette.example" not in one and "data/" not in one}, path


def test_people_are_found_by_letter_where_they_are_too_many_for_a_page(long: dict[str, str]) -> None:
    first = LexborHTMLParser(long["people/index.md"])
    assert [node.text() for node in first.css(".directory a")] == ["Mira Tan"]
    letter = LexborHTMLParser(long["people/letters/b/index.md"])
    assert len(letter.css(".names a")) == 10
    assert {node.text()[0] for node in letter.css(".names a")} == {"B"}


def test_every_address_that_the_lock_remembers_can_be_read_back(long: dict[str, str], tmp_path: Path) -> None:
    kept = lasting(Page(path=path, markdown=page) for path, page in long.items())
    lock = Lock(authority="press.example.org", year=2031, pages=tuple((address, 1) for address in kept))
    write_lock(tmp_path / "stories.lock.yml", lock)
    assert [address for address, _ in read_lock(tmp_path / "stories.lock.yml").pages] == list(kept)


def test_the_navigation_stays_small_however_many_pages_there_are(tmp_path: object) -> None:
    settings = mkdocs_config(sample.OPTIONS, docs=tmp_path, built=tmp_path)  # type: ignore[arg-type]
    listed = settings["nav"]
    assert isinstance(listed, list)
    assert len(listed) <= 6


def few() -> list[Story]:
    days = [NEW_YEAR + timedelta(days=place) for place in (0, 1, 1, 40, 41, 400)]
    return [many.told(f"n{place}", [day], outlet=f"Paper {place}") for place, day in enumerate(days)]


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {path for path in {*before, *after} if before.get(path) != after.get(path)}


def test_a_late_article_changes_the_pages_of_its_day_and_of_what_it_is_about_alone() -> None:
    late = many.told("late", [NEW_YEAR + timedelta(days=1)], outlet="Paper 9")
    found = changed(many.lists(many.edition(few())), many.lists(many.edition([*few(), late])))
    time = {"archive/2029/01/02/index.md", "archive/2029/01/index.md", "archive/2029/index.md", "archive/index.md"}
    lists = {"people/index.md", "people/mira-tan/index.md", "outlets/index.md", "outlets/paper-9/index.md"}
    assert found == time | lists


def test_a_late_article_on_an_empty_day_changes_its_neighbours_too_which_lead_to_it() -> None:
    late = many.told("late", [NEW_YEAR + timedelta(days=30)], outlet="Paper 9")
    found = changed(many.lists(many.edition(few())), many.lists(many.edition([*few(), late])))
    days = {path for path in found if re.fullmatch(r"archive/\d{4}/\d\d/\d\d/index\.md", path)}
    assert days == {"archive/2029/01/02/index.md", "archive/2029/01/31/index.md", "archive/2029/02/10/index.md"}


def test_pages_do_not_depend_on_the_order_of_the_stories() -> None:
    assert many.lists(many.edition(few())) == many.lists(many.edition(few()[::-1]))


PLACES = st.lists(
    st.tuples(st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2022, 12, 31))), st.text("abc", max_size=3)),
    max_size=60,
)


@given(PLACES, st.integers(1, 10))
def test_a_list_on_shelves_has_each_item_once_and_no_address_twice(
    items: list[tuple[date | None, str]], most: int
) -> None:
    numbered = list(enumerate(items))
    shelves = shelved(numbered, lambda one: Place(day=one[1][0], name=one[1][1]), most=most, words=ENGLISH)
    walked = [shelf for first in shelves for shelf in first.walk()]
    assert len({shelf.path for shelf in walked}) == len(walked)
    assert sorted(item for shelf in walked if not shelf.parts for item in shelf.items) == numbered
    names = [{item[1] for item in shelf.items} for shelf in walked if not shelf.parts and len(shelf.items) > most]
    assert all(len(alike) == 1 for alike in names), "only what nothing tells apart stays together"


@given(PLACES, st.dates(date(2020, 1, 1), date(2022, 12, 31)), st.integers(2, 10))
def test_an_address_of_a_list_stays_when_an_item_is_added(
    items: list[tuple[date | None, str]], day: date, most: int
) -> None:
    def paths(some: list[tuple[date | None, str]]) -> set[str]:
        shelves = shelved(some, lambda one: Place(day=one[0]), most=most, words=ENGLISH)
        return {shelf.path for first in shelves for shelf in first.walk()}

    assert paths(items) <= paths([*items, (day, "")])


def test_names_in_other_scripts_stand_under_latin_letters() -> None:
    shelves = lettered(["Борис", "Ångström", "田中", "!?"], str, most=1)
    assert [(shelf.path, shelf.items) for shelf in shelves] == [
        ("no-letter/", ("!?",)),
        ("a/", ("Ångström",)),
        ("b/", ("Борис",)),
        ("t/", ("田中",)),
    ]


@given(st.text(st.characters(max_codepoint=0x17F), max_size=20))
def test_plain_names_stand_under_the_letters_of_their_slugs(name: str) -> None:
    assert letters_of(name) == slugify(name).replace("-", "")


def test_the_further_pages_of_lists_stay_and_lead_to_the_list_when_they_are_gone() -> None:
    pages = [
        Page(path=path, markdown="")
        for path in ("people/a/index.md", "people/a/2029/index.md", "archive/2029/01/02/index.md", "about/index.md")
    ]
    assert lasting(pages) == ("archive/2029/01/02/", "people/a/2029/")
    book = almanac(sample.edition(), sample.OPTIONS)
    gone = absent_pages(["people/mira-tan/2029/", "people/gone/2029/"], {"people/mira-tan/index.md"}, book)
    own, nobody = (page.markdown for page in gone)
    assert "moved_to: ../../../people/mira-tan/" in own
    assert "moved_to: ../../../people/\n" in nobody
