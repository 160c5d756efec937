"""Tables for spreadsheets: whatever an article says, no program takes it for a formula."""

import csv
import io
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from publish import sample

from digest.nouns import Headline
from digest.publish import data
from digest.publish.data.tables import START, cell, head, lines

MARKS = "=+-@＝＋－＠−"
SKIPPED = ' \t\r\n"“”‘’«»\u200e\u200f'
HOSTILE = st.text(
    alphabet=st.sampled_from([*MARKS, *SKIPPED, "'", ";", ",", "|", "1", "a", "é", "\x00", "\u200b", "\ufeff"])
)


def looks_like_a_formula(value: str) -> bool:
    """As a program sees it that passes over spaces, quotation marks and what cannot be seen."""
    seen = "".join(char for char in value if char not in "\x00\u200b\ufeff")
    return seen.lstrip(SKIPPED)[:1] in {*MARKS}


@given(text=st.one_of(HOSTILE, st.text()))
@example(text="=HYPERLINK(1)")
@example(text="\ufeff\t=1")
@example(text="“=1+1”")
@example(text="well; =1+1")
@example(text="＝1+1")
def test_no_cell_begins_a_formula_whatever_separates_the_cells(text: str) -> None:
    table = START + head(["number", "text"]) + lines(["number", "text"], [{"number": -5, "text": text}])
    made = table.decode("utf-8-sig")
    (_, row) = csv.reader(io.StringIO(made))
    assert row[0] == "-5", "a number stays one"
    assert not looks_like_a_formula(row[1])
    inside = made.partition("\r\n-5,")[2]
    for separator in ";\t":
        cells = next(csv.reader(io.StringIO(inside, newline=""), delimiter=separator, quoting=csv.QUOTE_NONE))
        assert not any(looks_like_a_formula(one) for one in cells)


@given(text=st.text(alphabet=st.characters(categories=["L", "N", "Zs"]), max_size=40))
def test_other_words_stay_as_they_are(text: str) -> None:
    assert cell(text) == " ".join(text.split())


@pytest.mark.parametrize(
    ("value", "written"),
    [(-5, "-5"), (0.5, "0.5"), (None, ""), ("-5", "'-5"), ("\n=1", "'=1"), ("a - b; c", "a - b; c"), ("+1", "'+1")],
)
def test_a_number_is_a_number_and_a_text_that_looks_like_one_a_text(value: object, written: str) -> None:
    assert cell(value) == written


def test_articles_stand_in_a_row_each_with_what_they_copy_and_retell() -> None:
    made = {file.path: file.data for file in data(sample.edition(), sample.OPTIONS)}["data/articles.csv"]
    assert made.startswith(b"\xef\xbb\xbfstory,headline,article,outlet,title,published,")
    assert re.search(rb"[^\r]\n", made) is None, "lines end as RFC 4180 wants them to"
    rows = list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"), newline="")))
    assert len(rows) == sum(len(story.members) for story in sample.edition().stories)
    by_id = {row["article"]: row for row in rows}
    assert by_id["morning-copy"]["copy_of"] == "wire-ferry"
    assert by_id["wire-ferry"]["copy_of"] == ""
    assert by_id["clipping-17"]["dated_from"] == "story"
    assert by_id["clipping-17"]["outlet"] == ""
    assert by_id["gazette-ferry"]["sha256"]
    assert (by_id["clipping-17"]["precision"], by_id["clipping-17"]["published"]) == ("day", "2031-03-04")
    assert (by_id["gazette-ferry"]["precision"], by_id["gazette-ferry"]["published"][10]) == ("minute", "T")


def test_a_hostile_headline_is_a_text_in_every_table() -> None:
    item = sample.article("evil", "He said: “=HYPERLINK(1)” today.", title="=cmd|' /C calc'!A0", outlet="@outlet")
    quote = sample.quote(item, "=HYPERLINK(1)", speaker="@someone")
    story = sample.story("evil", [sample.member(item)], Headline(text="+1", article="evil"), quotes=[quote])
    for file in data(sample.edition([story], []), sample.OPTIONS):
        if file.path.endswith(".csv"):
            (row,) = csv.DictReader(io.StringIO(file.data.decode("utf-8-sig"), newline=""))
            assert not any(looks_like_a_formula(value) for value in row.values())
            assert row["headline"] == "'+1"
            assert row["outlet"] == "'@outlet"
