"""Text as pasted from a browser."""

import textwrap
from pathlib import Path

import pytest
from intake.clippings import REPORT, article, raw, receipts, skipped, stored

from digest.intake import clean, verify
from digest.nouns import BlockKind, Format, Origin, Skipped

PAGE = f"""Skip to content

Home

World

Sport

Night ferry returns to Port Mellow

By Tom Reed | Published: March 3, 2024 08:15 GMT

3 min read

Share

Tweet

{REPORT[0]}

{REPORT[1]}

ALSO READ: Barley prices fall for the third week

{REPORT[2]}

Engine fire

{REPORT[3]}

(With inputs from agencies.)

Related stories

Minister opens a new bridge in the northern valley after years of delay

Barley prices fall for the third week

Leave a Reply

Your email address will not be shown. Required fields are marked *

© 2024 The Mellow Sample. All rights reserved."""


def test_the_reporting_stays_and_the_furniture_goes() -> None:
    cleaned = article(PAGE)
    assert cleaned.text == "\n\n".join([*REPORT[:3], "Engine fire", REPORT[3]])
    assert [block.kind for block in cleaned.blocks][3] is BlockKind.SUBHEAD


def test_what_the_page_says_of_itself_is_kept_apart() -> None:
    cleaned = article(PAGE)
    assert cleaned.title is not None
    assert cleaned.title.value == "Night ferry returns to Port Mellow"
    assert cleaned.byline is not None
    assert cleaned.byline.value == "Tom Reed"
    assert cleaned.credit is not None
    assert cleaned.outlet is not None
    assert cleaned.outlet.value == "The Mellow Sample"
    assert cleaned.published is not None
    assert cleaned.published.origin is Origin.TEXT
    assert cleaned.published.at.isoformat() == "2024-03-03T08:15:00+00:00"
    assert "March 3, 2024 08:15 GMT" in cleaned.published.evidence


def test_a_hard_wrapped_paragraph_is_one_block() -> None:
    wrapped = textwrap.fill(REPORT[0], 50)
    assert wrapped.count("\n") >= 2
    cleaned = article(wrapped + "\n\n" + REPORT[1] + "\n")
    assert cleaned.text == f"{REPORT[0]}\n\n{REPORT[1]}"


def test_a_post_loses_its_picture_link_and_keeps_its_signature(tmp_path: Path) -> None:
    post = "The bell rang at six and the whole quay was singing, thank you all for coming… pic.twitter.com/AbC123"
    text = f"{REPORT[0]}\n{post}\n— Ada Brook (@adabrook) March 4, 2024\n{REPORT[2]}\n{REPORT[3]}\n"
    cleaned = article(text)
    posts = [cleaned.text[block.start : block.end] for block in cleaned.blocks if block.kind is BlockKind.POST]
    assert posts == [post.rsplit(" ", 1)[0], "— Ada Brook (@adabrook) March 4, 2024"]
    assert verify(receipts(cleaned), stored(tmp_path, raw(text))) > 3


def test_an_article_without_a_date_takes_that_of_its_post_and_says_when_the_weekday_differs() -> None:
    post = "The bell rang at six.\n— Ada Brook (@adabrook) March 4, 2024"
    agreeing = article(f"{REPORT[0]}\n{post}\n{REPORT[2]}\n").published
    assert agreeing is not None
    assert (agreeing.origin, str(agreeing.day), agreeing.doubt) == (Origin.POST, "2024-03-04", "")
    other = article(f"{REPORT[0].replace('Monday', 'Sunday')}\n{post}\n{REPORT[3]}\n").published
    assert other is not None
    assert "Sunday" in other.doubt


def test_a_date_in_the_file_name_counts_after_printed_ones() -> None:
    named = article("\n\n".join(REPORT), "2024-03-02_ferry.txt").published
    assert named is not None
    assert (named.origin, str(named.day)) == (Origin.FILE_NAME, "2024-03-02")
    printed = article(PAGE, "2024-03-02_ferry.txt").published
    assert printed is not None
    assert printed.origin is Origin.TEXT


def test_the_original_source_of_a_rewrite_is_never_its_outlet() -> None:
    cleaned = article("\n".join([*REPORT, "Original Source: www.example.org"]))
    assert cleaned.original_source is not None
    assert cleaned.original_source.value == "example.org"
    assert cleaned.outlet is None
    assert "example" not in cleaned.text


def test_an_outlet_may_be_configured_by_path() -> None:
    cleaned = article("\n\n".join(REPORT), "mellow/a.txt", outlets=(("mellow/*", "The Mellow Sample"),))
    assert cleaned.outlet is not None
    assert (cleaned.outlet.value, cleaned.outlet.origin) == ("The Mellow Sample", Origin.CONFIG)


def test_a_paragraph_in_another_language_is_marked() -> None:
    german = "Die Nachtfähre wird am Montag wieder fahren, sagte der Hafenmeister nach langen Gesprächen mit allen."
    cleaned = article("\n\n".join([*REPORT, german]))
    assert cleaned.language == "en"
    assert [block.language for block in cleaned.blocks] == ["en"] * 4 + ["de"]


@pytest.mark.parametrize("text", ["Home\n\nAbout us\n\nLogin\n", "  \n\x00\n", "===\n"])
def test_a_file_without_an_article_is_skipped_with_advice(text: str) -> None:
    assert "paste" in skipped(text).reason


def test_too_long_a_text_is_skipped_not_cut() -> None:
    found = clean(raw("\n\n".join(REPORT)), max_chars=100)
    assert isinstance(found, Skipped)
    assert "100 characters" in found.reason


def test_the_source_is_remembered() -> None:
    source = raw("\n\n".join(REPORT).encode("utf-16"))
    cleaned = article(source.data)
    assert (cleaned.source.encoding, cleaned.source.format, cleaned.source.sha256) == (
        "utf-16",
        Format.TEXT,
        source.sha256,
    )
