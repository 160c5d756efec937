"""What a page says once, says plainly and sets apart: the style sheet, past editions, pages of what is absent."""

import dataclasses
from pathlib import Path

import pytest
from publish import sample
from publish.disputes import disputed
from publish.printing import TEMPLATES, publish
from selectolax.lexbor import LexborHTMLParser

from digest.nouns import Edition, Fate, Member, Moment, Origin, PastEdition, PastQuote, PastStory, Side, Status
from digest.publish import assets, pages
from digest.publish.colours import style_sheet
from digest.publish.languages import words_of
from digest.publish.wording import known_from
from digest.stories.records import edition_record

SLUG = "2031-03-04"
PATH = "not-seen/index.md"


def page(path: str, edition: Edition) -> LexborHTMLParser:
    made = pages(edition, sample.OPTIONS, templates=TEMPLATES)
    return LexborHTMLParser(next(one.markdown for one in made if one.path == path))


def words(made: LexborHTMLParser, selector: str = "body") -> list[str]:
    return [" ".join(node.text().split()) for node in made.css(selector)]


def with_past() -> Edition:
    """The sample edition, and what it was as a past one."""
    made = sample.edition()
    record = edition_record(made, numbers=(), link=lambda *_: "")
    stories = tuple(
        PastStory(
            record=story,
            headline_withheld=False,
            sentences=(Fate.STANDS,) * len(story.sentences),
            quotes=tuple(PastQuote(record=quote, fate=Fate.STANDS) for quote in story.quotes),
            slug=story.slug,
            withheld=False,
            gone=False,
        )
        for story in record.stories
    )
    return dataclasses.replace(
        made, past=(PastEdition(number=1, date=record.date, slug=SLUG, numbers=(), stories=stories),)
    )


def test_the_files_of_the_styles_become_one_sheet_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    for name in ("quotes", "base"):
        (tmp_path / "styles" / f"{name}.css").write_text(f".{name} {{}}\n", encoding="utf-8")
    made = assets(sample.OPTIONS, templates=tmp_path)
    files = {file.path: file.data.decode() for file in made if file.path.endswith(".css")}
    assert files["assets/digest.css"].split()[:4] == [".base", "{}", ".quotes", "{}"]
    assert files["assets/digest.css"].endswith(style_sheet(sample.OPTIONS.accent))
    assert not [path for path in files if "styles" in path]


def test_a_past_edition_says_where_an_outlet_was_unknown() -> None:
    shown = words(page(f"editions/{SLUG}/index.md", with_past()), ".kept > .note")
    assert any("outlet unknown (clipping-17.txt)" in line for line in shown)
    assert any("Alder Gazette" in line and "outlet unknown (Alder" not in line for line in shown)


def test_a_past_edition_names_the_outlet_of_a_quote_beside_its_speaker() -> None:
    lines = words(page(f"editions/{SLUG}/index.md", with_past()), ".kept .quote__by")
    assert any(line.startswith("Mira Tan") and line.endswith("Alder Gazette") for line in lines)


def test_a_story_that_was_taken_out_of_an_edition_is_no_article_without_a_heading() -> None:
    made = with_past()
    first, *others = made.past[0].stories
    without = dataclasses.replace(made.past[0], stories=(dataclasses.replace(first, withheld=True), *others))
    shown = page(f"editions/{SLUG}/index.md", dataclasses.replace(made, past=(without,)))
    assert "An editor has since taken a story out that stood here." in words(shown, "div.kept")[0]
    assert len(shown.css("article.kept")) == len(shown.css("article.kept > h2")) > 0


def test_what_was_not_seen_is_counted_above_and_leads_to_its_place() -> None:
    made = page(PATH, sample.edition())
    assert "Files not read 1" in words(made, ".lines--counted li")
    places = {node.attributes["href"] for node in made.css(".lines--counted a")}
    text = next(
        one.markdown for one in pages(sample.edition(), sample.OPTIONS, templates=TEMPLATES) if one.path == PATH
    )
    assert all(f"{{: {place} }}" in text for place in places)


@pytest.mark.parametrize(("contact", "shown"), [("", 0), ("desk@press.example", 1), ("https://press.example/desk", 1)])
def test_the_page_on_how_the_digest_is_made_says_where_to_report_errors(contact: str, shown: int) -> None:
    options = dataclasses.replace(sample.OPTIONS, contact=contact)
    made = pages(sample.edition(), options, templates=TEMPLATES)
    about = LexborHTMLParser(next(one.markdown for one in made if one.path == "about/index.md"))
    told = " ".join(words(about, ".made__rules"))
    assert told.count(f"Write to the editors, with the address of the page: {contact}") == shown
    assert [node.text() for node in about.css("a") if node.text() == contact] == [contact] * contact.startswith("http")


def test_topics_of_a_past_story_are_listed_in_words() -> None:
    made = page(f"editions/{SLUG}/index.md", with_past())
    assert not made.css(".kept .tag")
    assert any(line.startswith("Topics: ") for line in words(made, ".kept > .note"))


def test_what_continues_stands_below_the_news_and_not_beside_it() -> None:
    made = sample.edition()
    first, *others = made.stories
    same = (first, *(dataclasses.replace(one, status=Status.CONTINUING, new_articles=frozenset()) for one in others))
    front = page("index.md", sample.laid_out(dataclasses.replace(made, stories=same)))
    assert "Continuing" in words(front, ".front__lines .rubric")
    assert "Continuing" not in words(front, ".front__beside .rubric")


def test_a_value_that_differs_by_its_capitals_alone_is_not_printed_twice() -> None:
    story = disputed(sample.ferry())
    planned, office = story.told.differences
    (june, first) = planned.sides
    claims = [dataclasses.replace(claim, text=claim.text.upper()) for claim in june.claims[1:]]
    told = dataclasses.replace(planned, sides=(Side(claims=(june.claims[0], *claims), voices=1), first))
    changed = dataclasses.replace(story, told=dataclasses.replace(story.told, differences=(told, office)))
    edition = sample.edition([changed, sample.talks(), sample.bridge(), sample.postponed()])
    assert not page("stories/night-ferry-approved/index.md", edition).css(".differ__as")


@pytest.mark.parametrize(
    ("evidence", "told"),
    [
        ("2031-03-04 10:12 +08:00", "stated in the file"),
        ("2031-03-04T10:12:00Z", "stated in the file"),
        ("4 March 2031, 6.12 pm", "stated in the file: “4 March 2031, 6.12 pm”"),
    ],
)
def test_a_date_in_figures_is_not_printed_again_behind_the_date_in_words(evidence: str, told: str) -> None:
    moment: Moment = dataclasses.replace(sample.day(2031, 3, 4, evidence=evidence), origin=Origin.FRONT_MATTER)
    assert known_from(moment, words_of("en")) == told


def untitled(member: Member) -> Member:
    article = dataclasses.replace(member.analysis.article, title=None)
    return dataclasses.replace(member, analysis=dataclasses.replace(member.analysis, article=article))


def test_an_article_without_a_title_and_an_outlet_is_named_once() -> None:
    ferry = sample.ferry()
    group = dataclasses.replace(ferry.told.group, members=tuple(untitled(one) for one in ferry.members))
    nameless = dataclasses.replace(ferry, told=dataclasses.replace(ferry.told, group=group))
    made = sample.edition([nameless, sample.talks(), sample.bridge(), sample.postponed()])
    assert "clipping-17.txt" in words(page("not-seen/index.md", made), ".ledger li")


def test_a_page_of_something_absent_has_the_header_and_the_way_on(tmp_path: Path) -> None:
    made = dataclasses.replace(sample.edition(), absent=("taken-out-0123456789",), hidden=("taken-out-0123456789",))
    built = publish(made, tmp_path).output
    shown = LexborHTMLParser((built / "stories" / "taken-out-0123456789" / "index.html").read_text())
    assert words(shown, "article h1") == ["Not in this edition"]
    assert "This story was taken out of this digest by an editor." in words(shown, "article")[0]
    assert [link.attributes["href"] for link in shown.css("article a")] == ["../../edited/"]
    assert shown.css('.md-header, meta[name="robots"]')
    assert "taken-out" not in (built / "sitemap-1.xml").read_text()
