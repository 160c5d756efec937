"""Versions of one article: which counts, and what changed."""

import time
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from intake.clippings import REPORT, article

from digest.intake import identify
from digest.intake.doubts import doubt_future
from digest.nouns import Article, Moment, Origin, Precision

URL = "https://gazette.example/ferry"


def entry(
    paragraphs: tuple[str, ...], path: str, *, fetched: str = "", title: str = "Ferry to sail", published: str = ""
) -> Article:
    matter = {"title": title, "url": URL, "published": published, "fetched": fetched}
    head = "".join(f"{key}: {value}\n" for key, value in matter.items() if value)
    return article(f"---\n{head}---\n\n" + "\n\n".join(paragraphs) + "\n", path)


FIRST = entry(REPORT, "feeds/g/ferry.md", fetched="2025-02-24T06:00:00+00:00")
SECOND = entry(
    (*REPORT[:1], *REPORT[2:], "Nobody was hurt, the fire brigade of Port Mellow said after a long night."),
    "feeds/g/ferry.v2.md",
    fetched="2025-02-25T06:00:00+00:00",
    title="Ferry to sail again on Monday",
)


def test_the_version_that_came_in_last_is_the_article_and_the_change_is_told() -> None:
    found = identify([FIRST, SECOND], {})
    assert [one.source.path for one in found.articles] == ["feeds/g/ferry.v2.md"]
    assert not found.duplicates
    revision = found.revisions[0]
    assert revision.retitled
    assert [revision.newer.text[span.start : span.end] for span in revision.added] == [SECOND.text.split("\n\n")[-1]]
    assert [revision.older.text[span.start : span.end] for span in revision.removed] == [REPORT[1]]


def test_two_fetches_within_a_minute_have_an_order() -> None:
    soon = entry(REPORT[:3], "feeds/g/ferry.v2.md", fetched="2025-02-24T06:00:05Z")
    found = identify([FIRST, soon], {})
    assert [one.source.path for one in found.articles] == ["feeds/g/ferry.v2.md"]
    assert len(found.revisions) == 1


def test_three_versions_are_two_changes_newest_first() -> None:
    third = entry(REPORT[:2], "feeds/g/ferry.v3.md", fetched="2025-02-26T06:00:00+00:00")
    found = identify([SECOND, third, FIRST], {})
    assert [(r.newer.source.path[-5:], r.older.source.path[-5:]) for r in found.revisions] == [
        ("v3.md", "v2.md"),
        ("v2.md", "ry.md"),
    ]


def test_the_same_words_twice_are_a_duplicate_and_no_change() -> None:
    again = entry(REPORT, "feeds/g/ferry.v2.md", fetched="2025-02-25T06:00:00+00:00")
    found = identify([FIRST, again], {})
    assert [one.source.path for one in found.articles] == ["feeds/g/ferry.md"]
    assert not found.revisions
    assert "the same article as feeds/g/ferry.md" in found.duplicates[0].reason


def test_a_feeds_teaser_beside_the_whole_page_is_an_excerpt_and_no_change() -> None:
    teaser = entry(REPORT[:1], "feeds/g/ferry.md", fetched="2025-02-26T06:00:00+00:00")
    whole = entry(REPORT, "saved/ferry.md")
    found = identify([teaser, whole], {})
    assert [one.source.path for one in found.articles] == ["saved/ferry.md"]
    assert not found.revisions
    assert "an excerpt of saved/ferry.md" in found.duplicates[0].reason


def test_where_nothing_says_which_is_later_the_first_by_path_counts_and_the_other_is_named() -> None:
    found = identify([entry(REPORT[2:], "b.md"), entry(REPORT[:2], "a.md")], {})
    assert [one.source.path for one in found.articles] == ["a.md"]
    assert [skip.path for skip in found.duplicates] == ["b.md"]
    assert "neither says which is the later" in found.duplicates[0].reason


def test_a_later_date_of_publication_makes_the_later_version() -> None:
    early = entry(REPORT[:3], "z.md", published="2025-02-24T06:00:00+00:00")
    late = entry(REPORT[1:], "a.md", published="2025-02-24T09:00:00+00:00")
    found = identify([early, late], {})
    assert [one.source.path for one in found.articles] == ["a.md"]
    assert found.revisions[0].older.source.path == "z.md"


def test_words_that_an_outlet_takes_back_are_the_article_again() -> None:
    third = entry(REPORT, "feeds/g/ferry.v3.md", fetched="2025-02-26T06:00:00+00:00")
    found = identify([FIRST, SECOND, third], {})
    assert [one.source.path for one in found.articles] == ["feeds/g/ferry.v3.md"]
    assert [one.older.source.path[-5:] for one in found.revisions] == ["v2.md", "ry.md"]
    assert not found.duplicates


def test_a_day_tells_no_order_within_it_and_no_date_tells_none_at_all() -> None:
    hour = entry(REPORT[1:], "b.md", published="2025-02-24T09:00:00+00:00")
    day = entry(REPORT[:3], "a.md", published="2025-02-24")
    before = entry(REPORT[:3], "a.md", published="2025-02-23")
    undated = entry(REPORT[:3], "a.md")
    for other, changes in ((day, 0), (undated, 0), (before, 1)):
        found = identify([hour, other], {})
        assert [one.source.path for one in found.articles] == ["b.md"]
        assert (len(found.revisions), len(found.duplicates)) == (changes, 1 - changes)


def test_versions_of_an_article_that_is_stored_under_another_address_too_are_named() -> None:
    other = replace(SECOND, id="another", source=replace(SECOND.source, path="a.md"))
    found = identify([FIRST, SECOND, other], {})
    assert [one.source.path for one in found.articles] == ["a.md"]
    assert {skip.path: "a.md" in skip.reason for skip in found.duplicates} == {
        "feeds/g/ferry.md": True,
        "feeds/g/ferry.v2.md": True,
    }


def test_two_files_with_one_id_and_no_address_are_told_so() -> None:
    files = [
        article(f"---\nid: harbour\n---\n{words}", path) for path, words in (("a.md", REPORT[0]), ("b.md", REPORT[1]))
    ]
    assert "the same id as a.md with other words" in identify(files, {}).duplicates[0].reason


def test_thousands_of_records_under_one_address_take_no_thousands_of_seconds() -> None:
    long = entry(REPORT * 9, "a.md")
    records = [
        replace(one, source=replace(one.source, path="a.jsonl", record=number), text=f"{one.text} {number}")
        for number, one in enumerate([long, entry(REPORT[2:], "b.md")] * 1500, start=1)
    ]
    began = time.process_time()
    found = identify(records, {})
    assert time.process_time() - began < 10
    assert (len(found.articles), len(found.duplicates)) == (1, 2999)


@given(st.permutations([FIRST, SECOND, entry(REPORT[:1], "x.md"), entry(REPORT[1:3], "y.md", published="2025-02-20")]))
def test_the_order_of_the_files_does_not_matter(versions: list[Article]) -> None:
    assert identify(versions, {}) == identify(sorted(versions, key=lambda one: one.source.path), {})


def dated(day: str, fetched: str = "") -> Article:
    moment = Moment(at=datetime.fromisoformat(day).replace(tzinfo=UTC), precision=Precision.DAY, origin=Origin.PAGE)
    came = datetime.fromisoformat(fetched).replace(tzinfo=UTC) if fetched else None
    return replace(FIRST, published=moment, fetched=came)


def doubts(*articles: Article) -> list[bool]:
    return [bool(one.published and one.published.doubt) for one in doubt_future(articles, fetching=True)]


def test_an_entry_dated_days_after_it_came_in_is_doubtful() -> None:
    assert doubts(dated("2025-02-27", "2025-02-24"), dated("2025-02-26", "2025-02-24")) == [True, False]


def test_a_clipping_is_doubtful_only_if_it_lies_weeks_after_the_last_fetch() -> None:
    assert doubts(dated("2025-03-27"), dated("2025-03-06"), dated("2025-02-24", "2025-02-24")) == [True, False, False]


def test_a_digest_that_has_given_up_its_feeds_goes_on_without_them() -> None:
    later, fetched = dated("2025-08-27"), dated("2025-02-24", "2025-02-24")
    assert [one.published for one in doubt_future([later, fetched], fetching=False)] == [
        later.published,
        fetched.published,
    ]


def test_without_any_fetch_no_date_is_called_future() -> None:
    assert doubts(dated("2035-02-27")) == [False]


def test_an_undated_entry_has_the_day_on_which_it_came_in() -> None:
    assert FIRST.published is not None
    assert FIRST.published.origin is Origin.FETCHED
    assert FIRST.published.day.isoformat() == "2025-02-24"
