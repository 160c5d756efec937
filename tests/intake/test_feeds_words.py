"""Titles and bodies of entries: plain words, without what feeds add to them."""

import pytest
from intake.feeds import SENTENCE, atom, body_of, one, rss, title_of


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("AT&amp;T", "AT&T"),
        ("Ferry&lt;script src='x'&gt;track()&lt;/script&gt; sails", "Ferry sails"),
        ("How the &amp;lt;script&amp;gt; tag came to be", "How the <script> tag came to be"),
        ("AT&amp;amp;T", "AT&T"),
        ("AT&amp;amp;amp;T", "AT&T"),
        ("Skarn&amp;#8217;s ferry", "Skarn’s ferry"),
        ("&lt;b&gt;Ferry&lt;/b&gt; back", "Ferry back"),
        ("<![CDATA[<em>Ferry</em> &amp; quay]]>", "Ferry & quay"),
        ("<![CDATA[Ferry<br/>back]]>", "Ferry back"),
        ("&amp;lt;em&amp;gt;Ferry&amp;lt;/em&amp;gt;", "Ferry"),
        ("We &lt;3 ferries", "We <3 ferries"),
        ("Q&amp;A &amp;notes", "Q&A &notes"),
        ("  Ferry\n\t back ", "Ferry back"),
        ("Ferry&#160;back", "Ferry back"),
        ("a < b", "a < b"),
    ],
)
def test_a_title_becomes_plain_text(written: str, shown: str) -> None:
    assert title_of(written) == shown


def test_a_title_of_absurd_length_is_cut_between_words() -> None:
    cut = title_of("ferry " * 10_000)
    assert len(cut) <= 300
    assert cut.endswith("ferry…")


def test_markup_becomes_paragraphs() -> None:
    html = f"<div><p>{SENTENCE}<br/>Tickets cost four crowns.</p><ul><li>One <b>bell</b></li></ul><p>&nbsp;</p></div>"
    assert body_of(html) == (SENTENCE, "Tickets cost four crowns.", "One bell")


def test_text_without_markup_is_cut_at_blank_lines() -> None:
    assert body_of(f"{SENTENCE}\nTickets cost\nfour crowns.\n\n \nAda Brook &amp; sons said so.") == (
        f"{SENTENCE} Tickets cost four crowns.",
        "Ada Brook & sons said so.",
    )


def test_references_in_plain_text_are_characters() -> None:
    told = one(
        atom("<id>1</id><summary>Ada Brook&amp;#8217;s&amp;nbsp;ferry &amp;amp; crew sailed.</summary>")
    ).paragraphs
    assert told == ("Ada Brook’s ferry & crew sailed.",)


def test_markup_that_was_escaped_twice_is_read() -> None:
    item = f"<guid>1</guid><description>&amp;lt;p&amp;gt;{SENTENCE}&amp;lt;/p&amp;gt;</description>"
    assert one(rss(item)).paragraphs == (SENTENCE,)


def test_scripts_styles_and_captions_are_no_text() -> None:
    html = f"<script>x()</script><style>p</style><figure><figcaption>A quay.</figcaption></figure><p>{SENTENCE}</p>"
    assert body_of(html) == (SENTENCE,)


@pytest.mark.parametrize(
    "furniture",
    [
        '<p>The post <a href="/a">Ferry back</a> appeared first on <a href="/">Skarn Gazette</a>.</p>',
        "<p>The post Ferry back first appeared on Skarn Gazette.</p>",
        "<p>Continue reading…</p>",
        '<p><a href="/a">Read more &raquo;</a></p>',
        "<p>Read the full article on our site</p>",
        "<p>Share this:</p>",
        '<p><a href="/a">Facebook</a> | <a href="/b">X</a> | <a href="/c">WhatsApp</a></p>',
        '<p>12 comments</p><img src="https://pixel.example/1.gif" width="1" height="1"/>',
        "<p>Filed under: ferries, quays</p>",
        '<ul><li><a href="/b">Bell rings again in Skarn</a></li><li><a href="/c">Council meets</a></li></ul>',
    ],
)
def test_what_feeds_add_is_left_out(furniture: str) -> None:
    assert body_of(f"<p>{SENTENCE}</p>{furniture}") == (SENTENCE,)


def test_an_invitation_at_the_end_of_a_paragraph_is_left_out() -> None:
    assert body_of(f'<p>{SENTENCE} <a href="/a">Continue reading <span>Ferry back</span> &rarr;</a></p>') == (SENTENCE,)


@pytest.mark.parametrize(
    "words",
    [
        "Continue reading the minutes, the mayor told the council, and you will find the bill for the bell tower.",
        "Share prices fell on Monday.",
        "More than a hundred people came to the quay.",
        "The post office on the quay will close in May.",
        "Comments by the mayor angered the crew.",
        "Tags: the council wants them on every bicycle, it said on Monday.",
    ],
)
def test_sentences_that_begin_as_furniture_does_are_kept(words: str) -> None:
    assert body_of(f"<p>{words}</p><p>{SENTENCE}</p>") == (words, SENTENCE)


def test_a_list_of_headlines_is_no_text() -> None:
    items = "".join(
        f'<li><a href="https://x.example/{n}">Ferry number {n} is back</a>&nbsp;&nbsp;<font>Gazette</font></li>'
        for n in range(5)
    )
    assert body_of(f"<ol>{items}</ol>") == ()


def test_a_summary_that_is_one_link_is_kept() -> None:
    assert body_of(f'<a href="https://skarn.example/a">{SENTENCE}</a>') == (SENTENCE,)
