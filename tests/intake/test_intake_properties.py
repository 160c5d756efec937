"""Whatever is put in: never an exception, and every block has its receipt."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake.clippings import raw, receipts, stored

from digest.intake import clean, record_of, verify
from digest.intake.cutting import parts
from digest.intake.html_lines import read_html
from digest.intake.lines import fold, text_lines
from digest.intake.markdown_lines import markdown_lines
from digest.nouns import Article, Format, Skipped

PIECES = [
    "The night ferry will sail again on Monday, the harbour master said. ",
    "“We waited,” said Ada Brook. ",
    "\n",
    "\n\n",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "&amp;",
    "&lt;",
    "&#8220;",
    "&#0;",
    "&nbsp",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<br>",
    "**",
    "_",
    "[",
    "](",
    ")",
    "`",
    "\\*",
    "> ",
    "- ",
    "# ",
    "---\n",
    "title: x\n",
    "— Ada Brook (@ada) March 4, 2024\n",
    " pic.twitter.com/abc",
    "\r\n",
    "\t",
    "\x00",
    "é",
    "\u200b",
    "\u2028",
    "<",
    ">",
    '"',
    "'",
    "=",
    "![",
    "<a href='",
    "Original Source: www.example.org\n",
    "(With inputs from agencies.)",
    "2024-02-30",
    "Related\n",
    "\u0130",
    "ﬁ",
]
SOUP = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=40).map("".join)
QUIET = settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])


def holds(data: bytes, path: str) -> None:
    source = raw(data, path)
    cleaned = clean(source)
    assert clean(source) == cleaned
    if isinstance(cleaned, Skipped):
        assert cleaned.reason
        return
    assert isinstance(cleaned, Article)
    record_of(cleaned)
    assert "\n\n".join(cleaned.text[block.start : block.end] for block in cleaned.blocks) == cleaned.text
    with tempfile.TemporaryDirectory() as folder:
        checked = [receipt for receipt in receipts(cleaned) if receipt.printed_as == "quote"]
        assert verify(checked, stored(Path(folder), source)) == len(checked)


@pytest.mark.parametrize("path", ["a.txt", "a.md", "a.html"])
@QUIET
@given(soup=SOUP)
def test_any_words_and_markup(path: str, soup: str) -> None:
    holds(soup.encode("utf-8", "surrogatepass"), path)


@pytest.mark.parametrize("path", ["a.txt", "a.md", "a.html"])
@settings(max_examples=40)
@given(data=st.binary(max_size=300))
def test_any_bytes(path: str, data: bytes) -> None:
    holds(data, path)


@QUIET
@given(
    soup=SOUP,
    cut=st.tuples(st.integers(0, 60), st.integers(0, 60)),
    form=st.sampled_from([Format.TEXT, Format.MARKDOWN, Format.HTML]),
)
def test_a_part_of_a_line_has_the_spans_of_just_that_part(soup: str, cut: tuple[int, int], form: Format) -> None:
    readers = {
        Format.TEXT: text_lines,
        Format.MARKDOWN: lambda text: markdown_lines(text, 0),
        Format.HTML: lambda text: read_html(text).lines,
    }
    for line in readers[form](soup):
        start, end = sorted(min(place, len(line.text)) for place in cut)
        found = next(iter(parts(line, [(start, end)], soup, form)), None)
        assert (found.text if found else "") == fold(line.text[start:end])
