"""The coverage ledger: what an edition says that it does not know."""

from dataclasses import replace
from datetime import UTC, date, datetime

from stories.build import make_analysis, make_article, make_member, make_moment
from stories.frontpage import laid_out, make_edition, make_story

from digest.nouns import (
    Depth,
    Fact,
    FeedHealth,
    GapKind,
    Heard,
    Hearing,
    Ledger,
    MissedPage,
    Origin,
    Skipped,
    Status,
    Story,
    Teaser,
)

TODAY, LATELY, LONG_AGO = "2031-03-05", "2031-02-20", "2030-12-01"
NEWS = datetime(2031, 3, 1, 6, tzinfo=UTC)


def ledger(*stories: Story, feeds: tuple[FeedHealth, ...] = ()) -> Ledger:
    empty = Ledger(skipped=(), duplicates=(), unmatched_rules=(), decisions=(), excluded=0, feeds=feeds)
    return laid_out(make_edition(*stories, ledger=empty)).ledger


def story_of(outlet: str, day: str, *, status: Status = Status.NEW) -> Story:
    name = f"{outlet}{day}".replace(" ", "")
    return make_story(name, make_article(name, day=day, outlet=outlet), status=status)


def feed(outlet: str, *, failing: bool = False) -> FeedHealth:
    name = outlet.lower()
    return FeedHealth(outlet=outlet, url=f"https://{name}.example/rss", news=NEWS, failing=NEWS if failing else None)


def hearings(*stories: Story, feeds: tuple[FeedHealth, ...] = ()) -> dict[str, Hearing]:
    return {heard.outlet: heard.hearing for heard in ledger(*stories, feeds=feeds).outlets}


def test_an_outlet_is_heard_when_the_edition_brings_an_article_of_it() -> None:
    made = ledger(story_of("Gazette", TODAY), story_of("Gazette", LATELY, status=Status.CONTINUING))
    assert made.outlets == (Heard(outlet="Gazette", hearing=Hearing.HEARD, articles=1, last=date(2031, 3, 5)),)


def test_an_outlet_that_was_heard_lately_is_silent_and_one_of_long_ago_is_not_missed() -> None:
    told = [story_of("Post", LATELY, status=Status.CONTINUING), story_of("Relic", LONG_AGO, status=Status.CONTINUING)]
    assert hearings(story_of("Gazette", TODAY), *told) == {"Gazette": Hearing.HEARD, "Post": Hearing.SILENT}


def test_an_outlet_with_a_feed_is_always_missed() -> None:
    assert hearings(story_of("Gazette", TODAY), feeds=(feed("Post"), feed("Wire", failing=True))) == {
        "Gazette": Hearing.HEARD,
        "Post": Hearing.SILENT,
        "Wire": Hearing.FAILING,
    }


def test_an_outlet_whose_feed_fails_may_be_heard_otherwise() -> None:
    assert hearings(story_of("Wire", TODAY), feeds=(feed("Wire", failing=True),)) == {"Wire": Hearing.HEARD}


def test_dates_that_are_missing_doubtful_or_inferred_are_told_apart() -> None:
    undated, doubtful = make_article("undated"), make_article("doubtful", day=TODAY, doubt="in the future")
    inferred = make_member(make_analysis(make_article("inferred")), published=make_moment(TODAY, origin=Origin.STORY))
    arrived = make_member(make_analysis(make_article("arrived")), published=make_moment(TODAY, origin=Origin.FETCHED))
    made = ledger(make_story("s", undated, doubtful, inferred, arrived, make_article("dated", day=TODAY)))
    assert (made.undated, made.doubtful) == (("undated",), ("doubtful",))
    assert sorted(made.inferred) == ["arrived", "inferred"]


def test_articles_are_counted_by_language_and_by_how_well_they_could_be_read() -> None:
    articles = [make_article(f"a{number}", day=TODAY, language=code) for number, code in enumerate(["en", "ms", "ms"])]
    made = ledger(make_story("s", *articles))
    assert [(one.language, one.depth, one.articles) for one in made.languages] == [
        ("ms", Depth.BESIDE, ("a1", "a2")),
        ("en", Depth.PARSED, ("a0",)),
    ]


def test_articles_without_an_outlet_are_listed() -> None:
    made = ledger(make_story("s", make_article("a", day=TODAY), make_article("b", day=TODAY, outlet="Gazette")))
    assert made.unnamed == ("a",)


def test_an_article_whose_page_could_not_be_had_is_a_teaser_with_its_reason() -> None:
    address = "https://wire.example/1"
    article = replace(make_article("a", day=TODAY), url=Fact(value=address, origin=Origin.FEED))
    missed = (MissedPage(url=address, reason="answers 403 (forbidden)"), MissedPage(url=f"{address}2", reason="no"))
    made = ledger(make_story("s", article), feeds=(replace(feed("Wire"), pages=missed),))
    assert made.teasers == (Teaser(article="a", reason="answers 403 (forbidden)"),)


def test_the_front_page_counts_every_gap_and_names_some() -> None:
    given = Ledger(
        skipped=tuple(Skipped(path=f"{name}.pdf", reason="no") for name in "abcdef"),
        duplicates=(),
        unmatched_rules=(),
        decisions=(),
        excluded=2,
        feeds=(feed("Wire", failing=True), feed("Post")),
    )
    article = make_article("a", language="ms")
    gaps = laid_out(make_edition(make_story("s", article), ledger=given)).front.gaps
    assert {gap.kind: gap.number for gap in gaps} == {
        GapKind.FAILING: 1,
        GapKind.SILENT: 1,
        GapKind.SKIPPED: 6,
        GapKind.FOREIGN: 1,
        GapKind.UNDATED: 1,
        GapKind.UNNAMED: 1,
        GapKind.EXCLUDED: 2,
    }
    assert next(gap.names for gap in gaps if gap.kind is GapKind.SKIPPED) == ("a.pdf", "b.pdf", "c.pdf", "d.pdf")


def test_nothing_missing_is_no_gap() -> None:
    assert laid_out(make_edition(story_of("Gazette", TODAY))).front.gaps == ()
