"""Lines that speak of the article, and sentences that only look like them."""

import time

import pytest
from intake.clippings import REPORT, article

from digest.intake.dates import dates_in
from digest.intake.headers import byline_in, is_credit, is_label
from digest.intake.markdown_lines import markdown_lines
from digest.intake.metadata import read_metadata
from digest.nouns import Origin, Precision

TEXT = "".join(f"<p>{words}</p>" for words in REPORT)

SENTENCES = (
    "By Monday the water had gone.",
    "By Friday, Norgard said, the bridge would open.",
    "Words by Lena Ost set the tone.",
    "The statement was issued on March 12, 2024.",
    "The company first warned of the fault on March 12, 2024.",
    "Published on March 12, 2024, the report named no one.",
    "With reports of looting spreading, the mayor closed the bridge.",
    "First published in 1923, the novel sold a million copies.",
    "Reporting by The Ledger in 2019 showed that the piles had rotted.",
    "This report was first denied by the ministry.",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_that_begins_like_a_byline_or_a_credit_is_reporting(sentence: str) -> None:
    assert not is_label(sentence)
    assert not is_credit(sentence)
    found = article("\n\n".join((*REPORT[:2], sentence, *REPORT[2:])), "a.md")
    assert sentence in found.text


@pytest.mark.parametrize(
    "line",
    [
        "Last updated on March 12, 2024.",
        "This page was last updated on March 12, 2024.",
        "Ellery Post | Updated: March 12, 2024 at 10:20 p.m.",
        "By Jo Tamsin, The Ellery Post.",
        "4 min read",
        "Lesezeit: 3 Min.",
    ],
)
def test_datelines_bylines_and_reading_times_are_labels(line: str) -> None:
    assert is_label(line)


@pytest.mark.parametrize(
    "line",
    [
        "(With inputs from agencies.)",
        "With agency inputs",
        "With additional reporting by Jane Doe",
        "Reporting by Jane Doe in Paris; Editing by John Roe",
        "Additional reporting by our correspondent in Paris.",
        "(This story has not been edited by our staff and is published from a syndicated feed.)",
        "Originally published by The Ledger.",
    ],
)
def test_credits_in_their_usual_forms_are_credits(line: str) -> None:
    assert is_credit(line)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Jo Tamsin March 12, 2024", "Jo Tamsin"),
        ("By Jo Tamsin in Port Ellery", "Jo Tamsin"),
        ("By Jo Tamsin and agencies", "Jo Tamsin"),
        ("By JO TAMSIN Updated 10:20 PM EDT, March 12, 2024", "JO TAMSIN"),
        ("Tuesday, 12 Mar 2024 6:20 PM MYT By Jo Tamsin", "Jo Tamsin"),
        ("Von Jörg Petersen", "Jörg Petersen"),
        ("Por Marta de la Quiroga", "Marta de la Quiroga"),
        ("Oleh Nurul Hakim - 20 Mac 2024 @ 8:30am", "Nurul Hakim"),
        ("By George it works", None),
        ("Von Bismarck lernen heißt siegen", None),
    ],
)
def test_a_byline_is_the_name_alone(line: str, name: str | None) -> None:
    assert byline_in(line) == name


def test_a_copyright_line_is_no_reporting() -> None:
    notice = "Copyright 2024 Example Media Inc. All rights reserved. This material may not be rewritten."
    assert article(f"<h1>Night ferry</h1>{TEXT}<p>{notice}</p>", "a.html").text.endswith(REPORT[-1])


@pytest.mark.parametrize("rule", ["___", "* * *", "• • •"])
def test_a_line_of_ornaments_is_no_reporting(rule: str) -> None:
    assert rule not in article("\n\n".join((*REPORT, rule)), "a.txt").text


@pytest.mark.parametrize(
    "heading", ["Mehr zum Thema", "Te puede interesar", "Berita berkaitan", "اقرأ أيضا", "Lire aussi"]
)
def test_a_closing_heading_ends_an_article_in_other_languages(heading: str) -> None:
    teaser = "A cat was found in the old mill after three weeks and is said to be well."
    found = article("\n\n".join(("Night ferry returns", *REPORT, heading, teaser)), "a.txt")
    assert heading not in found.text
    assert teaser not in found.text


@pytest.mark.parametrize("last", ["Nobody was hurt.", "The work should begin in January and last until autumn."])
def test_a_short_sentence_may_end_an_article(last: str) -> None:
    furniture = "Related\nA cat was found\nLeave a comment\nName *\nSign up to our newsletter\nPrivacy policy"
    page = "\n\n".join(("Home\nNews\nSport", "Night ferry returns", *REPORT, last, furniture))
    assert article(page, "a.txt").text.endswith(last)


def test_the_title_names_the_outlet_that_the_address_bears() -> None:
    head = '<title>Night ferry returns | The Port Gazette</title><link rel="canonical" href="https://www.{}/a">'
    named = article(f"<head>{head.format('portgazette.example')}</head><h1>Night ferry returns</h1>{TEXT}", "a.html")
    other = article(f"<head>{head.format('mellow.example')}</head><h1>Night ferry returns</h1>{TEXT}", "a.html")
    assert named.outlet is not None
    assert named.outlet.value == "The Port Gazette"
    assert other.outlet is not None
    assert other.outlet.value == "mellow.example"


def test_a_dateline_gives_a_stated_time_its_zone() -> None:
    stated = '<meta property="article:published_time" content="2024-03-12 18:20">'
    line = "<p>Tuesday, 12 Mar 2024 {} PM MYT</p>"
    same = article(f"<head>{stated}</head><h1>Night ferry returns</h1>{line.format('6:20')}{TEXT}", "a.html").published
    other = article(f"<head>{stated}</head><h1>Night ferry returns</h1>{line.format('9:10')}{TEXT}", "a.html").published
    assert same is not None
    assert (same.precision, same.origin, f"{same.at:%H:%M}") == (Precision.MINUTE, Origin.TEXT, "10:20")
    assert other is not None
    assert (other.precision, other.origin) == (Precision.DAY, Origin.PAGE)


def test_a_time_may_stand_behind_two_words() -> None:
    found = article(f"<h1>Night ferry returns</h1><p>21 de noviembre de 2024 a las 13:45 CET</p>{TEXT}", "a.html")
    assert found.published is not None
    assert f"{found.published.at:%H:%M}" == "12:45"


def test_a_time_may_be_glued_to_its_year() -> None:
    (found,) = dates_in("March 12, 20246:20 PM GMT Updated 3 hours ago")
    assert (f"{found.at:%Y-%m-%d %H:%M}", found.zone) == ("2024-03-12 18:20", "GMT")


def test_a_copyright_line_names_an_outlet_with_words_of_other_languages() -> None:
    page = "\n\n".join(("Night ferry returns", *REPORT, "© 2024 El Correo de Villamora"))
    outlet = article(page, "a.txt").outlet
    assert outlet is not None
    assert outlet.value == "El Correo de Villamora"


@pytest.mark.parametrize("mark", ["|", "| ", "-|", "* ", "-", "_ ", "["])
def test_rules_and_tables_of_markdown_are_read_in_time_that_grows_as_the_line(mark: str) -> None:
    begun = time.process_time()
    markdown_lines(mark * 20_000 + "x", 0)
    assert time.process_time() - begun < 2


def test_attributes_are_read_in_time_that_grows_as_the_page() -> None:
    begun = time.process_time()
    read_metadata("<meta " + ('"' + "a" * 4000 + '" ') * 250 + ">")
    assert time.process_time() - begun < 5
