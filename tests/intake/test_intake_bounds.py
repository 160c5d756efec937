"""Hostile and senseless input: bounded by counts, never by a clock, so that the result is the same each time."""

import pytest
from intake.clippings import REPORT, article, skipped

from digest.intake.extraction import is_bearable
from digest.intake.html_lines import read_html
from digest.nouns import Article

PAGE = "<title>The night ferry sails again</title>" + "".join(f"<p>{text}</p>" for text in REPORT)


@pytest.mark.parametrize(
    "burden", ["<p></p>" * 25_000, f"<p {'a=b ' * 3000}>", "<div>" * 300, "<!-- word -->" * 200_000]
)
def test_a_page_that_would_keep_parsers_busy_is_read_without_them(burden: str) -> None:
    assert not is_bearable(PAGE + burden, read_html(PAGE + burden))
    assert REPORT[1] in article(PAGE + burden, "a.html").text


def test_an_ordinary_page_is_bearable() -> None:
    assert is_bearable(PAGE, read_html(PAGE))


@pytest.mark.parametrize("path", ["a.txt", "a.md", "a.html"])
def test_a_file_of_endless_short_lines_is_refused(path: str) -> None:
    assert "lines" in skipped("a<br>\n\n" * 20_000, path).reason


@pytest.mark.parametrize("path", ["a.txt", "a.md", "a.html"])
def test_a_line_nearly_without_letters_is_not_reporting(path: str) -> None:
    noise = "...!!!" * 2000
    between = "</p><p>" if path == "a.html" else "\n\n"
    cleaned = article(between.join([*REPORT[:2], noise, *REPORT[2:]]), path)
    assert "!!!" not in cleaned.text
    assert REPORT[3] in cleaned.text


def test_text_in_an_encoding_of_two_bytes_without_its_mark_is_refused() -> None:
    assert "zero bytes" in skipped("\n".join(REPORT).encode("utf-16-be")).reason


def test_half_a_character_in_front_matter_or_linked_data_is_replaced() -> None:
    stated = f'---\ntitle: "Ferry \\ud800 sails"\noutlet: "The\\0Bell"\n---\n{REPORT[0]}\n'
    linked = '<script type="application/ld+json">{"headline": "Ferry \\ud800", "author": ["Ada \\udfff"]}</script>'
    for cleaned in (article(stated, "a.md"), article(linked + PAGE, "a.html")):
        _encodable(cleaned)


def _encodable(cleaned: Article) -> None:
    facts = [fact for fact in (cleaned.title, cleaned.outlet, cleaned.byline) if fact]
    assert facts
    for fact in facts:
        assert fact.value.encode().decode() == fact.value
        assert "\0" not in fact.value


@pytest.mark.parametrize("library", ["trafilatura.extract", "htmldate.find_date"])
def test_too_little_memory_is_told_and_never_makes_another_article(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How much a worker has left depends on what it read before."""

    def exhaust(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(library, exhaust)
    with pytest.raises(MemoryError):
        article(PAGE, "a.html")
