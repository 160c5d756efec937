"""The gate stops whatever does not stand in its source."""

from dataclasses import replace
from pathlib import Path

import pytest
from intake.clippings import article, raw, receipts, stored

from digest.errors import ReceiptError
from digest.intake import verify
from digest.nouns import Article, Block, Receipt, Span

PAGE = """<html><head><title>Ferry returns to Port Mellow</title></head><body><nav><a href="/">Home</a></nav>
<article><h1>Ferry returns to Port Mellow</h1>
<p>The <b>night ferry</b> will sail again on Monday, the harbour master said &amp; the crews agreed after talks.</p>
<p>&ldquo;We have waited nine winters for this bell,&rdquo; said Ada Brook, who runs the caf&eacute; on the quay.</p>
<p>Tickets will cost four crowns, the council decided, and children of the island will travel free until May.</p>
</article><footer>Contact</footer></body></html>"""
TEXT = """The night ferry will sail again on Monday.

“We waited nine winters for the bell to ring,” said Ada Brook on the quay.
"""
NOTE = """# Ferry

The **night ferry** will sail\\! again on [Monday](https://example.org/x), the harbour master of Mellow said.
"""
SOURCES = {"a.html": PAGE, "a.txt": TEXT, "a.md": NOTE}


def quote(cleaned: Article, words: str) -> Receipt:
    start = cleaned.text.index(words)
    return Receipt(article=cleaned, start=start, end=start + len(words), text=words, printed_as="quote")


def broken(cleaned: Article, block: Block, spans: tuple[Span, ...], text: str) -> Receipt:
    """What a faulty cleaner would hand on: a block of other words or other places."""
    bad = replace(block, spans=spans, start=0, end=len(text))
    return Receipt(
        article=replace(cleaned, text=text, blocks=(bad,)), start=0, end=len(text), text=text, printed_as="quote"
    )


@pytest.mark.parametrize("path", SOURCES)
def test_honest_words_pass_and_are_counted(tmp_path: Path, path: str) -> None:
    cleaned = article(SOURCES[path], path)
    folder = stored(tmp_path, raw(SOURCES[path], path))
    assert verify(receipts(cleaned), folder) == len(receipts(cleaned)) >= 1


def test_a_sentence_inside_a_block_passes_with_its_entities_decoded(tmp_path: Path) -> None:
    folder = stored(tmp_path, raw(PAGE, "a.html"))
    assert verify([quote(article(PAGE, "a.html"), "who runs the café on the quay")], folder) == 1


@pytest.mark.parametrize("path", SOURCES)
def test_one_wrong_character_stops_the_build(tmp_path: Path, path: str) -> None:
    folder = stored(tmp_path, raw(SOURCES[path], path))
    honest = receipts(article(SOURCES[path], path))[0]
    with pytest.raises(ReceiptError, match="does not stand"):
        verify([replace(honest, text=honest.text.replace("n", "m", 1))], folder)


@pytest.mark.parametrize("path", SOURCES)
def test_a_wrong_character_in_the_article_itself_stops_the_build(tmp_path: Path, path: str) -> None:
    folder = stored(tmp_path, raw(SOURCES[path], path))
    cleaned = article(SOURCES[path], path)
    wrong = replace(cleaned, text=cleaned.text.replace("ferry", "fairy"))
    with pytest.raises(ReceiptError):
        verify([quote(wrong, "fairy")], folder)


@pytest.mark.parametrize("path", SOURCES)
def test_a_cleaner_that_drops_a_word_is_caught(tmp_path: Path, path: str) -> None:
    source = SOURCES[path]
    folder = stored(tmp_path, raw(source, path))
    cleaned = article(source, path)
    block = next(block for block in cleaned.blocks if "sail" in cleaned.text[block.start : block.end])
    text = cleaned.text[block.start : block.end]
    at = source.index(" sail")
    spans = tuple(
        part
        for span in block.spans
        for part in (
            (Span(start=span.start, end=at), Span(start=at + 5, end=span.end))
            if span.start <= at < span.end
            else (span,)
        )
    )
    with pytest.raises(ReceiptError, match="left out"):
        verify([broken(cleaned, block, spans, text.replace(" sail", ""))], folder)


@pytest.mark.parametrize("path", SOURCES)
def test_a_cleaner_that_glues_two_words_is_caught(tmp_path: Path, path: str) -> None:
    folder = stored(tmp_path, raw(SOURCES[path], path))
    cleaned = article(SOURCES[path], path)
    block = next(block for block in cleaned.blocks if "will sail" in cleaned.text[block.start : block.end])
    text = cleaned.text[block.start : block.end].replace("will sail", "willsail")
    with pytest.raises(ReceiptError):
        verify([broken(cleaned, block, block.spans, text)], folder)
    at = SOURCES[path].index("will sail") + 4
    spans = tuple(
        part
        for span in block.spans
        for part in (
            (Span(start=span.start, end=at), Span(start=at + 1, end=span.end))
            if span.start <= at < span.end
            else (span,)
        )
    )
    with pytest.raises(ReceiptError):
        verify([broken(cleaned, block, spans, text)], folder)


def test_words_of_two_paragraphs_cannot_be_made_one(tmp_path: Path) -> None:
    folder = stored(tmp_path, raw(PAGE, "a.html"))
    cleaned = article(PAGE, "a.html")
    first, second = cleaned.blocks[-2:]
    text = cleaned.text[first.start : first.end] + cleaned.text[second.start : second.end]
    with pytest.raises(ReceiptError):
        verify([broken(cleaned, first, first.spans + second.spans, text)], folder)


def test_words_inside_a_comment_or_a_script_are_no_source(tmp_path: Path) -> None:
    page = PAGE.replace("again on", "<script>never</script>again on")
    folder = stored(tmp_path, raw(page, "a.html"))
    cleaned = article(page, "a.html")
    at = page.index("will sail ")
    spans = (Span(start=at, end=at + 10), Span(start=page.index("again on"), end=page.index("again on") + 8))
    with pytest.raises(ReceiptError):
        verify([broken(cleaned, cleaned.blocks[0], spans, "will sail again on")], folder)


def test_spans_out_of_order_are_caught(tmp_path: Path) -> None:
    folder = stored(tmp_path, raw(TEXT, "a.txt"))
    cleaned = article(TEXT)
    spans = (Span(start=10, end=15), Span(start=4, end=9))
    with pytest.raises(ReceiptError, match="order"):
        verify([broken(cleaned, cleaned.blocks[0], spans, "ferry night")], folder)


def test_words_outside_every_block_are_caught(tmp_path: Path) -> None:
    folder = stored(tmp_path, raw(TEXT, "a.txt"))
    cleaned = article(TEXT)
    bad = replace(cleaned, blocks=cleaned.blocks[:1])
    with pytest.raises(ReceiptError, match="outside"):
        verify([quote(bad, "nine winters")], folder)


def test_a_file_that_changed_or_went_stops_the_build(tmp_path: Path) -> None:
    folder = stored(tmp_path, raw(TEXT, "a.txt"))
    checked = receipts(article(TEXT))
    (folder / "a.txt").write_text(TEXT + " ")
    with pytest.raises(ReceiptError, match="changed on disk"):
        verify(checked, folder)
    (folder / "a.txt").unlink()
    with pytest.raises(ReceiptError, match="cannot be read"):
        verify(checked, folder)


def test_the_error_names_the_words_the_file_and_what_stands_there(tmp_path: Path) -> None:
    folder = stored(tmp_path, raw(TEXT, "a.txt"))
    honest = receipts(article(TEXT))[0]
    with pytest.raises(ReceiptError) as stopped:
        verify([replace(honest, text="The night fairy")], folder)
    assert all(words in str(stopped.value) for words in ("a.txt", "quote", "The night fairy", "The night ferry"))
