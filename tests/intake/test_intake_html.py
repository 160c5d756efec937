"""Saved pages."""

from pathlib import Path

import pytest
from intake.clippings import REPORT, article, raw, receipts, skipped, stored

from digest.intake import record_of, verify
from digest.intake.html_lines import read_html
from digest.nouns import BlockKind, Origin

HEAD = """<title>Night ferry returns | The Mellow Sample</title>
<meta property="og:site_name" content="The Mellow Sample">
<link rel="canonical" href="https://www.example.org/ferry?utm_source=x">
<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-03T08:15:00+01:00",
"author": {"name": "Tom Reed"}, "headline": "Night ferry returns"}</script>"""


def page(body: str, head: str = HEAD) -> str:
    return (
        f'<!doctype html><html lang="en"><head>{head}</head><body>'
        f'<nav><ul><li><a href="/">Home</a><li><a href="/w">World</a></ul></nav>'
        f"<article><h1>Night ferry returns</h1>{body}</article>"
        f'<aside><h2>Most read</h2><a href="/b">Barley prices fall again</a></aside>'
        f"<footer>© 2024 The Mellow Sample. All rights reserved.</footer></body></html>"
    )


PLAIN = page("".join(f"<p>{words}</p>" for words in REPORT))


def lines(source: str) -> list[str]:
    return [line.text for line in read_html(source).lines]


def test_the_article_is_read_and_the_rest_of_the_page_is_not() -> None:
    assert article(PLAIN, "a.html").text == "\n\n".join(REPORT)


def test_the_pages_own_statements_become_facts_with_their_origin() -> None:
    record = record_of(article(PLAIN, "a.html"))
    assert record["title"] == "Night ferry returns"
    assert record["published"] == "2024-03-03T08:15:00+01:00"
    assert record["outlet"] == "The Mellow Sample"
    assert record["url"] == "https://example.org/ferry"
    assert record["byline"] == "Tom Reed"
    published = article(PLAIN, "a.html").published
    assert published is not None
    assert published.origin is Origin.PAGE
    assert "datePublished" in published.evidence


def test_inline_markup_entities_and_comments_stand_between_the_spans(tmp_path: Path) -> None:
    marked = page(
        f"<p>{REPORT[0].replace('night ferry', 'night <a href=x><b>fer</b>ry</a><!-- no -->')}</p>"
        f"<p>{REPORT[1].replace('“', '&ldquo;').replace('é', '&eacute;')}</p><p>{REPORT[2]}</p><p>{REPORT[3]}</p>"
    )
    cleaned = article(marked, "a.html")
    assert cleaned.text == "\n\n".join(REPORT)
    assert len(cleaned.blocks[0].spans) > 2
    assert verify(receipts(cleaned), stored(tmp_path, raw(marked, "a.html"))) == len(REPORT)


def test_a_script_inside_a_paragraph_divides_it() -> None:
    assert lines("<p>one <script>let two;</script> three</p>") == ["one", "three"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>a<br>b</p>", ["a", "b"]),
        ("<p>a<p>b", ["a", "b"]),
        ("<div>a<div>b</div>c</div>", ["a", "b", "c"]),
        ("<style>p{}</style><title>t</title>x", ["x"]),
        ("1 < 2 and <3", ["1 < 2 and <3"]),
        ("a<!-- <p>b</p> -->c", ["ac"]),
        ("a<!-- b", ["a"]),
        ("a<p title='>'>b", ["a", "b"]),
        ("a<p title='", ["a"]),
        ("<textarea>a", []),
        ("<head><title>t</title><p>a", ["a"]),
        ("</p></div>a", ["a"]),
    ],
)
def test_a_page_is_cut_as_a_browser_lays_it_out(source: str, expected: list[str]) -> None:
    assert lines(source) == expected


def test_headings_and_items_keep_their_kind() -> None:
    cleaned = article(
        page(f"<p>{REPORT[0]}</p><p>{REPORT[1]}</p><h2>The old ship</h2><p>{REPORT[2]}</p><p>{REPORT[3]}</p>"), "a.html"
    )
    assert [block.kind for block in cleaned.blocks][2] is BlockKind.SUBHEAD


def test_an_embedded_post_is_a_post() -> None:
    post = (
        '<blockquote class="twitter-tweet"><p lang="en">The bell rang at six and the quay was singing '
        '<a href="https://t.co/x">pic.twitter.com/AbC</a></p>'
        '&mdash; Ada Brook (@adabrook) <a href="#">March 4, 2024</a></blockquote>'
    )
    cleaned = article(page(f"<p>{REPORT[0]}</p><p>{REPORT[1]}</p>{post}<p>{REPORT[2]}</p><p>{REPORT[3]}</p>"), "a.html")
    assert "pic.twitter" not in cleaned.text
    posts = [cleaned.text[block.start : block.end] for block in cleaned.blocks if block.kind is BlockKind.POST]
    assert posts == ["The bell rang at six and the quay was singing", "— Ada Brook (@adabrook) March 4, 2024"]


def test_two_hundred_thousand_nested_elements_are_read_without_harm() -> None:
    assert article("<div>" * 200_000 + PLAIN, "a.html").text.startswith(REPORT[0])


def test_a_page_without_an_article_is_skipped() -> None:
    assert skipped("<html><body><script>1</script></body></html>", "a.html").reason
