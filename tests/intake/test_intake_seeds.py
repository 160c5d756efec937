"""The five real articles, whole and without furniture. Their words are read from the seeds, never kept here."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from intake.clippings import receipts

from digest.intake import clean, collect, identify, verify
from digest.nouns import Article, BlockKind, Origin, Precision

# First and last words of each article's reporting.
EDGES = {
    "000": ("Russian Security Council Secretary Sergei Shoigu, a close associate", "influence against the West."),
    "001": ("Sergei Shoigu, Russia’s Security Council Secretary", "Western dominance."),
    "002": ("Top Russian security official", "happy to reciprocate.”"),
    "003": ("In a significant move", "broader geopolitical dynamics."),
    "004": ("Moscow will continue", "global security issues."),
}
FURNITURE = (
    "Left Menu",
    "TRENDING",
    "Previous Story",
    "Next Story",
    "Bivol",
    "Trudeau",
    "Mango",
    "mango",
    "Sikh",
    "Moopen",
    "Pope Francis",
    "Benchmark",
    "Yellen",
    "Kyiv",
    "foreign journalists",
    "multipolar world order\n",
    "suspected Russian spies",
    "+91",
    "Give Feedback",
    "Required fields",
    "Go toTop",
    "pic.twitter.com",
    "min read",
    "Share",
    "inputs from agencies",
    "Asian Lite News",
    "Original Source",
    "Copyright",
    "Devdiscourse",
    "channelnewsasia",
)


@pytest.fixture(scope="module")
def articles(seeds: Path) -> dict[str, Article]:
    cleaned = [clean(raw) for raw in collect(seeds, max_bytes=1_000_000).raws]
    return {one.source.path[:3]: one for one in cleaned if isinstance(one, Article)}


def test_all_five_are_articles_and_every_word_has_its_receipt(articles: dict[str, Article], seeds: Path) -> None:
    assert sorted(articles) == sorted(EDGES)
    checked = [receipt for one in articles.values() for receipt in receipts(one)]
    assert verify(checked, seeds) == len(checked)
    assert identify(articles.values(), {}).duplicates == ()


@pytest.mark.parametrize("name", EDGES)
def test_the_reporting_is_whole_and_alone(articles: dict[str, Article], name: str) -> None:
    text = articles[name].text
    assert text.startswith(EDGES[name][0])
    assert text.endswith(EDGES[name][1])
    assert [words for words in FURNITURE if words in text] == []


@pytest.mark.parametrize("name", EDGES)
def test_every_paragraph_between_the_edges_is_kept(articles: dict[str, Article], seeds: Path, name: str) -> None:
    source = next(seeds.glob(f"{name}_*")).read_text(encoding="utf-8")
    first, last = (source.index(words) for words in EDGES[name])
    lines = [line.strip() for line in source[first : last + len(EDGES[name][1])].splitlines() if line.strip()]
    kept = re.sub(r"\s+", " ", articles[name].text)
    assert [line for line in lines if re.sub(r"\s*pic\.twitter\.com/\w+", "", line) not in kept] == []


def test_titles_decks_and_credits_stand_apart(articles: dict[str, Article]) -> None:
    for name, opening in (
        ("000", "Sergei Shoigu's Strategic"),
        ("002", "Russian Security Chief"),
        ("004", "Russia boosts"),
    ):
        title = articles[name].title
        assert title is not None
        assert title.value.startswith(opening)
    assert articles["001"].title is None
    deck, credit = articles["000"].standfirst, articles["000"].credit
    assert deck is not None
    assert deck.value.endswith("changing regional alliances.")
    assert credit is not None
    assert credit.value == "(With inputs from agencies.)"
    later = articles["004"].standfirst
    assert later is not None
    assert later.value.endswith("during the security conference")


def test_dates_say_how_they_are_known(articles: dict[str, Article]) -> None:
    page, post, printed = (articles[name].published for name in ("000", "002", "004"))
    assert page is not None
    assert (page.at, page.precision, page.offset_minutes) == (
        datetime(2025, 2, 24, 4, 34, tzinfo=UTC),
        Precision.MINUTE,
        330,
    )
    assert "24-02-2025 10:04 IST" in page.evidence
    assert post is not None
    assert (str(post.day), post.origin, post.doubt) == ("2025-02-27", Origin.POST, "")
    assert "Thursday" in post.evidence
    assert printed is not None
    assert (str(printed.day), printed.precision) == ("2023-08-16", Precision.DAY)
    assert articles["001"].published is None
    assert articles["003"].published is None


def test_outlets_are_what_the_page_shows_and_never_the_original_source(articles: dict[str, Article]) -> None:
    outlets = {name: one.outlet.value if one.outlet else None for name, one in articles.items()}
    assert outlets == {"000": "Devdiscourse", "001": None, "002": None, "003": None, "004": "Asian Lite News"}
    original = articles["001"].original_source
    assert original is not None
    assert original.value == "channelnewsasia.com"


def test_the_malay_post_is_a_post_in_malay_with_its_signature(articles: dict[str, Article]) -> None:
    article = articles["002"]
    posts = [block for block in article.blocks if block.kind is BlockKind.POST]
    assert len(posts) == 3
    assert [block.language for block in posts[:2]] == ["ms", "ms"]
    assert "(@anwaribrahim) February 27, 2025" in article.text[posts[2].start : posts[2].end]
    assert {block.language for block in article.blocks if block.kind is BlockKind.PARAGRAPH} == {"en"}


def test_subheads_are_structure(articles: dict[str, Article]) -> None:
    heads = [block for block in articles["003"].blocks if block.kind is BlockKind.SUBHEAD]
    assert len(heads) == 3
