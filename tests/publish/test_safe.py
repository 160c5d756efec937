"""Text of articles in pages: only the literal text comes out, whatever the context."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser

from digest.publish.builder import EXTENSIONS
from digest.publish.safe import Safe, beside, finalize, markdown, plain, xml

CONTEXTS = {
    "paragraph": ("{}", "p"),
    "heading": ("## {} {{: #a-heading }}", "h2"),
    "quote": ("> {}", "blockquote p"),
    "list": ("* {}", "li"),
    "table cell": ("| a | b |\n| - | - |\n| {} | x |", "td"),
    "link text": ("[{}](https://outlet.example/)", "a"),
    "strong": ("**{}**", "strong"),
    "admonition title": ('!!! note "{}"\n    body', "p.admonition-title"),
    "folded title": ('??? note "{}"\n    body', "summary"),
    "HTML": ('<p class="ours">{}</p>', "p.ours"),
}
ATTRIBUTES = {"alt": ("![{}](picture.png)", "img"), "title": ('<p title="{}">ours</p>', "p")}
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "![x](https://tracker.example/pixel.png)",
    "{: onclick=alert(1) }",
    "word {: .admonition onmouseover=alert(1) }",
    "# not a heading",
    "| cell | cell |",
    '!!! danger "forged"',
    '--8<-- "/etc/passwd"',
    "**bold** _it_ `code` ~~gone~~ ==mark==",
    "[^1]: forged note",
    "[ref]: https://elsewhere.example",
    "<https://elsewhere.example>",
    "&lt;b&gt; &amp;amp; &#60;",
    "*[HTML]: forged abbreviation",
    "<!-- comment --> <![CDATA[ x ]]> <?php ?>",
    '" onmouseover="alert(1)',
    "\\*escaped\\* \\",
    "1. list",
    "- - -",
    "=====",
    "{{ config }} {% raw %}",
    "\u202eright to left override\u202c",
    "klzzwxh:0000",
    "\x02klzzwxh:0000\x03",
]
TEXTS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(
        alphabet=st.sampled_from("aB1 \n\t<>&\"'`*_[](){}#!|:;=+-~^\\/.@$%,?é字\u200f\u202e\x02\x03\x00"), max_size=40
    ),
    st.text(max_size=40),
)


@pytest.fixture(scope="module")
def convert() -> Markdown:
    return Markdown(extensions=[*EXTENSIONS, "toc"])


def elements(html: str) -> list[str]:
    tree = LexborHTMLParser(html)
    return sorted(node.tag or "" for node in tree.css("*"))


@given(text=TEXTS, context=st.sampled_from(sorted(CONTEXTS)))
@settings(max_examples=600)
def test_only_the_literal_text_comes_out_in_every_context(convert: Markdown, text: str, context: str) -> None:
    source, selector = CONTEXTS[context]
    html = convert.reset().convert(source.format(finalize(f"a{text}z")))
    expected = convert.reset().convert(source.format("az"))
    node = LexborHTMLParser(html).css_first(selector)
    assert node is not None
    assert plain(node.text()) == plain(f"a{text}z")
    assert elements(html) == elements(expected)


@given(text=TEXTS, attribute=st.sampled_from(sorted(ATTRIBUTES)))
@settings(max_examples=150)
def test_only_the_literal_text_comes_out_in_attributes(convert: Markdown, text: str, attribute: str) -> None:
    source, selector = ATTRIBUTES[attribute]
    html = convert.reset().convert(source.format(finalize(f"a{text}z")))
    node = LexborHTMLParser(html).css_first(selector)
    assert node is not None
    assert plain(node.attributes[attribute] or "") == plain(f"a{text}z")
    assert {name for name in node.attributes if name.startswith("on")} == set()


def test_a_text_of_markup_alone_is_shown_as_it_is(convert: Markdown) -> None:
    for text in HOSTILE:
        html = convert.reset().convert(finalize(text))
        assert plain(LexborHTMLParser(html).body.text()) == plain(text)  # type: ignore[union-attr]


def test_controls_and_bidi_overrides_disappear_and_joiners_stay() -> None:
    assert plain("a\x00\u202eb\u200b\ufeffc\ud800") == "abc"
    assert plain("می\u200cخواهم") == "می\u200cخواهم"


@given(text=st.text() | st.text(alphabet=" \t\u00a0\u2028\u200b\ufeffaé漢\U0001f600"))
def test_the_short_way_for_ordinary_text_gives_what_the_long_way_gives(text: str) -> None:
    assert plain(text) == plain(f"{text}\u200b"), "an invisible character more, so that it goes the long way"


def test_only_our_own_code_can_mark_text_as_safe() -> None:
    assert finalize(Safe("<b>")) == "<b>"
    assert "<" not in finalize("<b>")
    assert finalize(None) == ""
    assert finalize(3) == "3"


def test_text_that_joins_other_text_keeps_its_space() -> None:
    assert beside("said he. ") == markdown("said he.") + " "
    assert not beside("“").endswith(" ")


@given(text=st.text(max_size=60))
def test_nothing_that_xml_forbids_is_left(text: str) -> None:
    element = ET.Element("a")
    element.text = xml(text)
    assert ET.fromstring(ET.tostring(element)).text in {xml(text), None}  # noqa: S314 - our own bytes
