"""When a saved page was published, by all the ways in which pages say it."""

import pytest
from intake.clippings import REPORT, article

from digest.intake.linked_data import linked_data
from digest.intake.page_dates import read_dates
from digest.nouns import Moment, Origin, Precision

TEXT = "".join(f"<p>{words}</p>" for words in REPORT)


def page(head: str = "", under: str = "", after: str = "") -> str:
    return (
        f"<html><head><title>Night ferry returns</title>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>Night ferry returns</h1>{under}{TEXT}</article>{after}</body></html>"
    )


def linked(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


def published(source: str) -> Moment | None:
    return article(source, "a.html").published


def day(source: str) -> str:
    found = published(source)
    return str(found.day) if found else ""


@pytest.mark.parametrize(
    "data",
    [
        '{"@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle", "datePublished": "2024-03-03"}]}',
        '[{"@type": ["Article", "NewsArticle"], "datePublished": ["2024-03-03"]}]',
        '{"mainEntity": {"@type": "http://schema.org/BlogPosting", "datePublished": {"@value": "2024-03-03"}}}',
        '{"@type": "Article", "datePublished": 1709453700}',
        '{"@type": "Article", "datePublished": "20240303T081500Z",}',
        '{"@type": "Article", /* by hand */ "headline": "a\nb", "datePublished": "2024-03-03", }  // ends',
        '<!-- {"@type": "Article", "url": "https://example.org/a", "datePublished": "2024-03-03"} -->',
        '{"@type": "WebSite"} {"@type": "Article", "datePublished": "2024-03-03"};',
        '{"@type": "Article", "headline": "He said "no" to it", "datePublished": "2024-03-03"',
    ],
)
def test_linked_data_is_read_in_all_the_shapes_that_it_has(data: str) -> None:
    found = published(page(linked(data)))
    assert found is not None
    assert str(found.day) == "2024-03-03"
    assert found.evidence.startswith("datePublished: ")


@pytest.mark.parametrize(
    "other",
    [
        '{"@type": "Comment", "datePublished": "2024-05-05"}',
        '{"@type": "Product", "review": [{"@type": "Review", "datePublished": "2024-05-05"}]}',
        '{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "datePublished": "2024-05-05"}]}',
        '{"@type": "VideoObject", "uploadDate": "2024-05-05", "datePublished": "2024-05-05"}',
    ],
)
def test_the_date_of_a_comment_a_review_or_a_teaser_is_not_the_articles(other: str) -> None:
    own = '{"@type": "NewsArticle", "datePublished": "2024-03-03"}'
    assert day(page(linked(f"[{other}, {own}]"))) == "2024-03-03"
    if "uploadDate" not in other:
        assert day(page(linked(other))) == ""


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="published-date" content="2024-03-03">',
        '<meta property="article:published_time" content="Sun, 03/03/2024 - 08:15">',
        '<meta name="pubdate" content="20240303">',
        '<meta name="DC.date.issued" content="3 March 2024">',
    ],
)
def test_meta_elements_of_many_systems_are_known(head: str) -> None:
    assert day(page(head)) == "2024-03-03"


@pytest.mark.parametrize(
    "under",
    [
        '<p>By Tom Reed <span itemprop="datePublished" content="2024-03-03T08:15:00Z">then</span></p>',
        '<p><span property="schema:datePublished">March 3, 2024</span></p>',
        '<time class="entry-date published" datetime="2024-03-03">x</time><time class="updated" datetime="2024-04-04">',
        'Updated <time datetime="2024-04-04">4 April</time>, published <time datetime="2024-03-03">3 March</time>',
        '<p><abbr class="published" title="2024-03-03T08:15">a while ago</abbr></p>',
    ],
)
def test_marked_elements_tell_publication_from_change(under: str) -> None:
    assert day(page(under=under)) == "2024-03-03"


def test_of_several_times_the_one_at_the_headline_counts() -> None:
    teasers = "".join(f'<p><time datetime="2024-05-0{n}">then</time></p>' for n in range(1, 5))
    assert day(page(under='<time datetime="2024-03-03">then</time>', after=teasers)) == "2024-03-03"
    assert day(page(after=teasers)) == ""


@pytest.mark.parametrize(
    "state",
    [
        '<script>window.state = {"publishedAt": "2024-03-03T08:15:00Z", "id": 7}</script>',
        '<script>page.pub_date = "2024-03-03"; page.lastPublishedAt = "2024-04-04";</script>',
        '<script>x("{\\"firstPublished\\":1709453700000}")</script>',
        '<div data-state="{&quot;datePublished&quot;:&quot;2024-03-03&quot;}"></div>',
        '<div data-publish-date="2024-03-03"></div>',
    ],
)
def test_data_that_scripts_left_count_where_they_agree(state: str) -> None:
    assert day(page(after=state)) == "2024-03-03"
    other = '<script>{"publishedAt": "2024-05-05"}</script>'
    assert day(page(after=state + other)) == ""


@pytest.mark.parametrize(
    "state", ['"publicationId": 1709453700', '"publicSince": "2024-03-03"', '"unpublishAt": "2024-03-03"']
)
def test_data_of_other_things_are_no_day(state: str) -> None:
    assert day(page(after=f"<script>{{{state}}}</script>")) == ""


@pytest.mark.parametrize("path", ["2024/03/03/ferry", "news/2024/mar/3/ferry", "ferry-20240303", "2024-03-03-ferry"])
def test_the_day_in_an_address_counts_after_printed_ones(path: str) -> None:
    head = f'<link rel="canonical" href="https://example.org/{path}">'
    found = published(page(head))
    assert found is not None
    assert (str(found.day), found.precision) == ("2024-03-03", Precision.DAY)
    assert "address" in found.evidence
    assert day(page(head, under="<p>March 5, 2024</p>")) == "2024-03-05"
    assert day(page(head, under="<p>Updated March 5, 2024</p>")) == "2024-03-03"


def test_a_number_in_an_address_is_no_day() -> None:
    head = '<link rel="canonical" href="https://example.org/2024/13/45/ferry-20241399-1202403031">'
    assert day(page(head)) == ""


def test_a_page_that_was_dated_anew_has_the_day_that_it_prints_if_a_second_statement_agrees() -> None:
    meta = '<meta name="datePublished" content="2019-08-11">'
    changed = '<meta name="dateModified" content="2024-03-03">'
    found = published(page(meta + changed, under="<p>March 3, 2024</p>"))
    assert found is not None
    assert (str(found.day), found.origin) == ("2024-03-03", Origin.TEXT)
    assert "2019-08-11" in found.doubt
    assert day(page(meta, under="<p>March 3, 2024</p>")) == "2019-08-11"
    assert day(page(meta + changed, under="<p>Updated March 3, 2024</p>")) == "2019-08-11"


def test_a_note_on_the_first_publication_beats_a_day_without_a_word() -> None:
    note = "<p>This article was originally published on 26 Sep 2019 at 4:12pm but is kept up to date.</p>"
    assert day(page(under="<p>30 Sep 2022, 11:07am</p>", after=note)) == "2019-09-26"
    book = (
        "<p>The harbour's history was first published on 26 Sep 2019, and it has been read by all the town since.</p>"
    )
    assert day(page(under=f"<p>30 Sep 2022, 11:07am</p>{book}")) == "2022-09-30"


def test_a_year_of_copyright_or_the_path_of_a_picture_is_no_date() -> None:
    assert day(page(after="<footer>© 2024 The Mellow Sample</footer>")) == ""
    assert day(page('<meta property="og:image" content="https://example.org/uploads/2024/03/3.jpg">')) == ""


def test_midnight_in_metadata_is_a_day_and_the_exact_time_stands_for_it() -> None:
    bare = published(page('<meta name="date" content="2024-03-03T00:00:00+01:00">'))
    assert bare is not None
    assert (str(bare.day), bare.precision) == ("2024-03-03", Precision.DAY)
    both = linked(
        '[{"@type": "Article", "datePublished": "2024-03-03"},'
        '{"@type": "WebPage", "datePublished": "2024-03-03T08:15:00+01:00"}]'
    )
    exact = published(page(both))
    assert exact is not None
    assert exact.precision is Precision.MINUTE


def test_the_day_of_a_change_stands_in_where_nothing_else_is_known_and_says_so() -> None:
    found = published(page('<meta property="article:modified_time" content="2024-03-03T08:15:00Z">'))
    assert found is not None
    assert found.evidence.startswith("article:modified_time")


@pytest.mark.parametrize(
    "burden",
    [
        '"publish' * 60_000,
        "<time " * 60_000,
        "<p " + "a='" * 60_000,
        '"\\"' * 100_000,
        "published" + " " * 300_000,
        "/*" * 90_000,
    ],
)
def test_senseless_data_are_passed_over_in_linear_time(burden: str) -> None:
    read_dates(burden, {}, linked_data(linked(burden)).own, "https://example.org/" + burden[:3000])


def test_a_fetched_entrys_date_is_the_feeds_or_its_pages() -> None:
    matter = "---\npublished: 2024-03-03\nfeed: https://gazette.example/rss.xml\n{}---\n\n" + "\n\n".join(REPORT)
    for extra, origin in (("", Origin.FEED), ("dated_by: page\n", Origin.PAGE)):
        found = article(matter.format(extra), "a.md").published
        assert found is not None
        assert found.origin is origin
