"""One utterance in many outlets, as a page and the data show it; and a person's weeks."""

import csv
import html
import io
import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from publish import sample
from publish.printing import TEMPLATES, publish
from selectolax.lexbor import LexborHTMLParser

from digest.nouns import Article, Edition, Headline, KeyQuote, Span, Variant, Wording
from digest.printed import receipts_of
from digest.publish import data, pages
from digest.publish.languages.words import locale_of
from digest.publish.strip import strip_view

FIRST = "We did not ask the shipping companies"
OTHERS = {
    "wire": ("We did ask the shipping companies", Wording.REWORDED),
    "tide": ("We never asked shipping companies", Wording.TRANSLATED),
    "post": ("We did not ask", Wording.CUT),
    "echo": ("<b>As I said</b>: we did not ask the shipping companies", Wording.FULLER),
    "bell": ("We did not ask", Wording.CUT),
    "horn": ("We did not ask the shipping companies", Wording.SAME),
    "gull": ("Kami tidak bertanya kepada syarikat perkapalan", Wording.TRANSLATED),
}


def article(name: str, words: str, day: int) -> Article:
    url = "" if name == "post" else f"https://{name}.example/ferry"
    text = f"The council met on Tuesday. “{words},” said Mira Tan. Nobody asked why."
    return sample.article(name, text, title="Ferry", outlet=name.title(), url=url, published=sample.day(2031, 3, day))


def variant(item: Article, words: str, wording: Wording, *, language: str = "en", differing: str = "") -> Variant:
    made = sample.quote(item, words, speaker="Mira Tan", mention="Mira Tan", language=language)
    start = item.text.find(differing) if differing else -1
    spans = (Span(start=start, end=start + len(differing)),) if start >= 0 else ()
    return Variant(article=item.id, parts=made.parts, wording=wording, differing=spans)


def edition() -> Edition:
    first = article("gazette", FIRST, 1)
    items = {name: article(name, words, day) for day, (name, (words, _)) in enumerate(OTHERS.items(), 2)}
    variants = tuple(
        variant(
            items[name],
            words,
            wording,
            language="ms" if name == "gull" else "en",
            differing="never asked" if name == "tide" else "",
        )
        for name, (words, wording) in OTHERS.items()
    )
    at = first.text.index("not")
    quote: KeyQuote = replace(
        sample.quote(first, FIRST, person="mira-tan", speaker="Mira Tan", mention="Mira Tan"),
        variants=variants,
        differing=(Span(start=at, end=at + 3),),
    )
    members = [sample.member(one) for one in (first, *items.values())]
    told = sample.story("ferry", members, Headline(text="Ferry", article="gazette"), quotes=[quote])
    people = tuple(replace(one, articles=("gazette",), roles=()) for one in sample.people() if one.id == "mira-tan")
    return sample.edition([told], people)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> LexborHTMLParser:
    """The story's page of the finished site, which has passed the gate."""
    site = publish(edition(), tmp_path_factory.mktemp("versions")).output
    return LexborHTMLParser((site / "stories" / "ferry" / "index.html").read_text())


def test_each_version_says_how_it_differs_from_where_and_when(page: LexborHTMLParser) -> None:
    told = [" ".join(node.text().split()) for node in page.css(".version__by")]
    assert told == [
        "worded differently Wire, 2 March 2031",
        "another translation Tide, 3 March 2031",
        "cut Post, 4 March 2031",
        "longer Echo, 5 March 2031",
        "in another language Gull, 8 March 2031 Malay",
    ]


def test_the_words_that_differ_are_marked_on_both_sides_and_stay_word_for_word(page: LexborHTMLParser) -> None:
    assert [node.text() for node in page.css(".quote mark.differs")] == ["not"]
    assert [node.text() for node in page.css(".version mark.differs")] == ["never asked"]
    assert [node.text() for node in page.css(".quote q, .version q")][:3] == [
        f"“{FIRST}”",
        "“We did ask the shipping companies”",
        "“We never asked shipping companies”",
    ]


def test_each_version_leads_to_its_words_and_equal_ones_stand_once(page: LexborHTMLParser) -> None:
    marks = [[mark.attributes["href"] or "" for mark in node.css("a.mark")] for node in page.css(".version")]
    assert marks[0][0].startswith("https://wire.example/ferry#:~:text=We%20did%20ask")
    assert marks[2][0].endswith("#quote-1-3-receipt")
    assert page.css_first("#quote-1-3-receipt mark") is not None
    assert [len(some) for some in marks] == [1, 1, 2, 1, 1], "Bell has the words that Post has"
    assert [mark.text() for mark in page.css(".quote a.mark")] == ["1", "7"], "Horn has the very words"


def test_more_than_three_versions_are_folded(page: LexborHTMLParser) -> None:
    fold = page.css_first(".versions details.fold")
    assert fold is not None
    assert len(fold.css(".version")) == len(page.css(".version")) - 3
    assert "2 more versions" in fold.text()


def test_hostile_words_of_a_version_stay_text(page: LexborHTMLParser) -> None:
    assert "“<b>As I said</b>: we did not ask the shipping companies”" in [node.text() for node in page.css("q")]


def test_a_person_s_page_and_the_front_page_lead_to_the_other_versions_and_mark_nothing() -> None:
    made = {page.path: page.markdown for page in pages(edition(), sample.OPTIONS, templates=TEMPLATES)}
    person = html.unescape(made["people/mira-tan/index.md"])
    assert '<a href="../../stories/ferry/#quote-1">5 other versions</a>' in person
    assert "<mark" not in person + made["index.md"]


def test_every_version_has_rows_of_its_own_that_name_the_first() -> None:
    files = {file.path: file.data for file in data(edition(), sample.OPTIONS)}
    rows = json.loads(files["data/quotes.json"])["quotes"]
    texts = {one.analysis.article.id: one.analysis.article for one in edition().stories[0].members}
    assert [row["article"] for row in rows] == ["gazette", *OTHERS]
    assert [row["wording"] for row in rows] == [None, *(wording.value for _, wording in OTHERS.values())]
    assert {row["variant_of"] for row in rows[1:]} == {rows[0]["utterance"]}
    assert rows[0]["variant_of"] is None
    for row in rows:
        assert texts[row["article"]].text[row["start"] : row["end"]] == row["quote"]
        assert row["sha256"] == texts[row["article"]].source.sha256
    sheet = list(csv.DictReader(io.StringIO(files["data/quotes.csv"].decode("utf-8-sig"))))
    assert [row["wording"] or None for row in sheet] == [row["wording"] for row in rows]


def test_the_gate_reads_back_the_words_of_every_version() -> None:
    read = {(one.article.id, one.text) for one in receipts_of(edition()) if one.printed_as == "quote"}
    assert read == {("gazette", FIRST), *((name, words) for name, (words, _) in OTHERS.items())}


def test_a_strip_has_a_bar_for_each_week_with_quotes_and_tells_them_in_words() -> None:
    monday = date(2031, 3, 3)
    days = [monday, monday + timedelta(days=6), monday + timedelta(days=16)]
    strip = strip_view("Mira Tan", days, date(2031, 3, 30), locale_of("en"))
    assert strip is not None
    assert [(bar.x, bar.y, bar.height) for bar in strip.bars] == [(64, 0, 24), (80, 12, 12)]
    assert strip.description == "2 quotes in the week of 3 March 2031; 1 quote in the week of 17 March 2031"
    assert (strip.first, strip.last, strip.width) == ("6 January 2031", "24 March 2031", 94)


def test_one_week_needs_no_strip_and_a_strip_has_a_year() -> None:
    monday = date(2031, 3, 3)
    assert strip_view("Mira Tan", [monday, monday], monday + timedelta(days=90), locale_of("en")) is None
    assert strip_view("Mira Tan", [monday, monday - timedelta(days=800)], None, locale_of("en")) is None
    days = [monday - timedelta(days=7 * week) for week in range(80)]
    strip = strip_view("Mira Tan", days, monday, locale_of("en"))
    assert strip is not None
    assert len(strip.bars) == 52
    assert strip.description.startswith("40 quotes earlier; 1 quote in the week of")


def test_the_strip_of_a_person_is_a_drawing_with_a_title_and_a_description() -> None:
    made, later = edition(), article("later", "We sail on Monday", 20)
    quote = sample.quote(later, "We sail on Monday", person="mira-tan", speaker="Mira Tan")
    story = sample.story("later", [sample.member(later)], Headline(text="Later", article="later"), quotes=[quote])
    people = tuple(replace(one, articles=("gazette", "later")) for one in made.people)
    both = sample.edition([*made.stories, story], people)
    (page,) = (
        one for one in pages(both, sample.OPTIONS, templates=TEMPLATES) if one.path == "people/mira-tan/index.md"
    )
    drawing = LexborHTMLParser(page.markdown).css_first(".strip svg")
    assert drawing is not None
    named = [drawing.css_first(f"#{name}") for name in (drawing.attributes["aria-labelledby"] or "").split()]
    assert [node.text() if node else "" for node in named] == [
        "How often Mira Tan is quoted, week by week",
        "1 quote in the week of 24 February 2031; 1 quote in the week of 17 March 2031",
    ]
    assert len(drawing.css("rect")) == 2
