"""The front page and the page of all that was not seen, as readers and programs get them."""

import html
import json
import re
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

import pytest
from publish import sample
from publish.printing import markdown
from selectolax.lexbor import LexborHTMLParser

from digest.nouns import Depth, Edition, LanguageRead, Status, Teaser
from digest.publish import data
from digest.publish.reader_words import for_readers, unmatched_for_readers


def page(path: str, edition: Edition | None = None) -> LexborHTMLParser:
    return LexborHTMLParser(markdown(edition or sample.edition())[path])


def words(made: LexborHTMLParser, selector: str = "body") -> str:
    return " ".join(" ".join(node.text() for node in made.css(selector)).split())


def edition_data(edition: Edition | None = None) -> dict[str, object]:
    files = {file.path: file.data for file in data(edition or sample.edition(), sample.OPTIONS)}
    return json.loads(files["data/edition.json"])  # type: ignore[no-any-return]


def test_the_page_keeps_its_order_in_one_column() -> None:
    text = words(page("index.md"))
    order = ["Council says yes", "Six ministers", "Who said what", "Topics", "Corrections and silent edits", "Not seen"]
    places = [text.index(heading) for heading in order]
    assert places == sorted(places)


def test_each_leading_story_gives_its_reason_in_words_and_numbers() -> None:
    reasons = [" ".join(node.text().split()) for node in page("index.md").css(".reasons li")]
    assert reasons[0] == (
        "Council says yes to night ferry brings something new; weight 1.5: 3 texts of the day before (1/2 each); "
        "watched: Ferries & harbours; 3 outlets; latest 5 Mar"
    )


def sorting_key(rank: dict[str, object]) -> tuple[object, ...]:
    """The order as docs/data.md explains it."""
    standings = ["news", "continuing", "background", "past"]
    weight = sum(
        Fraction(one["texts"], 1 + (3 if one["days"] is None else one["days"]))
        for one in rank["texts"]  # type: ignore[attr-defined]
    )
    latest = datetime.fromisoformat(str(rank["latest"])).timestamp() if rank["latest"] else 0.0
    pin = rank["pin"] or 1_000
    return (
        pin,
        standings.index(str(rank["standing"])),
        -weight,
        not rank["topics"],
        -int(str(rank["outlets"])),
        -latest,
        rank["story"],
    )


def test_the_order_can_be_computed_again_from_the_published_reasons() -> None:
    made = sample.edition()
    ranks: list[dict[str, object]] = edition_data(made)["ranks"]  # type: ignore[assignment]
    ranks.sort(key=lambda rank: str(rank["story"]))
    again = [rank["story"] for rank in sorted(ranks, key=sorting_key)]  # type: ignore[arg-type]
    assert again == [story.id for story in made.stories]


def test_the_data_name_quotes_and_stories_that_the_other_files_have() -> None:
    made = edition_data()
    files = {file.path: file.data for file in data(sample.edition(), sample.OPTIONS)}
    quotes = {row["utterance"] for row in json.loads(files["data/quotes.json"])["quotes"]}
    stories = {story["id"] for story in json.loads(files["data/stories.json"])["stories"]}
    front: dict[str, list[dict[str, str]]] = made["front"]  # type: ignore[assignment]
    assert {one["utterance"] for one in front["said"]} <= quotes
    assert {one["quote"] for one in front["leads"] if one["quote"]} <= quotes
    assert {one["story"] for one in (*front["said"], *front["leads"])} <= stories


def test_a_change_by_an_outlet_leads_to_what_changed() -> None:
    link = page("index.md").css_first(".front__foot a")
    assert link is not None
    anchor = (link.attributes["href"] or "").removeprefix("./not-seen/#")
    there = page("not-seen/index.md").css_first(f"#{anchor}")
    assert there is not None
    assert "A diver said the third pillar" in there.text()


def test_every_gap_of_the_front_page_leads_to_a_heading_of_the_page_of_all_of_them() -> None:
    made = sample.edition()
    ledger = replace(made.ledger, excluded=2)
    made = sample.laid_out(replace(made, ledger=ledger))
    text = html.unescape(markdown(made)["not-seen/index.md"])
    anchors = {
        (link.attributes["href"] or "").partition("#")[2] for link in page("index.md", made).css("[href*='not-seen/#']")
    }
    assert {"sources", "skipped", "languages", "unnamed", "editors"} <= anchors
    assert [one for one in sorted(anchors) if f"{{: #{one} }}" not in text and f'id="{one}"' not in text] == []


def test_languages_that_are_read_alike_stand_together_and_teasers_give_their_reason() -> None:
    made = sample.edition()
    languages = (
        LanguageRead(language="en", depth=Depth.PARSED, articles=("bridge",)),
        LanguageRead(language="ms", depth=Depth.BESIDE, articles=("clipping-17",)),
        LanguageRead(language="de", depth=Depth.BESIDE, articles=("talks-a",)),
    )
    teasers = (Teaser(article="talks-b", reason="answers 404 (not found); mend the address"),)
    shown = words(
        page("not-seen/index.md", replace(made, ledger=replace(made.ledger, languages=languages, teasers=teasers)))
    )
    assert "English (1): read whole" in shown
    assert "Malay (1) and German (1): read by words and marks" in shown
    assert "A photograph and little else The Lindhaven Courier; answers 404 (not found) ##" in shown


def test_an_edition_without_news_says_so_and_lists_what_continues() -> None:
    made = sample.edition()
    same = tuple(replace(one, status=Status.CONTINUING, new_articles=frozenset()) for one in made.stories)
    text = words(page("index.md", sample.laid_out(replace(made, stories=same))))
    assert "Nothing new in this edition." in text
    assert "Continuing Nothing new since 4 March 2031." in text
    assert "1 more story in the archive" in text


def test_a_story_of_older_days_stands_apart() -> None:
    made = sample.edition()
    late = tuple(replace(one, status=Status.NEW) for one in made.stories)
    text = words(page("index.md", sample.laid_out(replace(made, stories=late, previous_date=date(2031, 3, 4)))))
    assert re.search(r"From earlier days Ferry vote put off again", text)


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("answers 404 (not found); mend the address", "answers 404 (not found)"),
        ("holds `x`, which is no date; write it otherwise", "holds x, which is no date"),
        (
            "took longer than 30 seconds to read; it was given up",
            "took longer than 30 seconds to read; it was given up",
        ),
    ],
)
def test_messages_for_editors_reach_readers_without_their_advice(message: str, told: str) -> None:
    assert for_readers(message) == told


def test_a_decision_that_matches_nothing_is_told_without_its_line() -> None:
    message = "`pin` on line 5: there is no story “nowhere”; did you mean “elsewhere”?"
    assert unmatched_for_readers(message) == "pin: there is no story “nowhere”"


def with_front(**changes: object) -> Edition:
    made = sample.edition()
    return replace(made, front=replace(made.front, **changes))  # type: ignore[arg-type]


def test_what_only_the_archive_lists_is_counted_once_and_by_its_kinds() -> None:
    front = sample.edition().front
    continuing = replace(front.continuing, more=1_035)
    text = words(page("index.md", with_front(continuing=continuing, past=28)))
    assert "1,063 more stories in the archive: 1,035 that continue and 28 of earlier days" in text
    assert text.count("1,035") == 1


def test_as_many_quotes_as_are_new_stand_open_and_four_at_least() -> None:
    (one, *_) = sample.edition().front.said
    for new, shown in ((0, 4), (5, 5), (10, 6)):
        said = tuple(replace(one, new=place < new) for place in range(10))
        made = page("index.md", with_front(said=said))
        voices, folded = len(made.css(".voices .quote")), len(made.css(".voices details .quote"))
        assert (voices - folded, folded) == (shown, 10 - shown)


def test_a_quote_on_the_front_page_has_its_day_and_leads_to_its_story_by_the_headline() -> None:
    metas = page("index.md").css(".voices .quote__meta")
    assert metas
    for meta in metas:
        assert re.search(r", (?:about )?(?:\d\d:\d\d|\d+ Mar|undated) · ", " ".join(meta.text().split()))
        (link,) = meta.css("a")
        assert link.text()
        assert "#quote-" in str(link.attributes["href"])


def test_the_numbers_begin_with_what_this_edition_brought() -> None:
    numbers = sample.edition().front.numbers
    brought = page("index.md", with_front(numbers=replace(numbers, new_articles=2)))
    assert words(brought, ".masthead__numbers").startswith("2 new articles 4 stories from")
    first = page("index.md", with_front(numbers=replace(numbers, new_articles=numbers.articles)))
    assert "new article" not in words(first, ".masthead__numbers")


def test_what_is_new_in_a_story_stands_below_its_outlets_and_names_no_day_again() -> None:
    lead = page("index.md").css_first(".lead")
    assert lead is not None
    text = " ".join(lead.text().split())
    assert text.index("Alder Gazette") < text.index("New: ")
    assert "New since" not in text


def test_an_edition_that_missed_nothing_says_so() -> None:
    assert "Nothing that this digest knows of." in words(page("index.md", with_front(gaps=())))
