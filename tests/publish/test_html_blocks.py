"""Blocks of HTML in Markdown: taken whole where they are plain, and never otherwise than Markdown takes them."""

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.htmlparser import HTMLExtractor

from digest.publish.html_blocks import PlainExtractor

OURS = (
    '<p class="a b">', "</p>", "<div>", "</div>", '<a href="../b/">', "</a>", "<br>", "<hr>", "<li>", "</li>", "<svg>",
    '<path d="M0 0" />', "</svg>", "<details open>", "</details>", "words", " ", "\n", "\n\n", "&#46;", "&amp;", "é",
)  # fmt: skip
OTHERS = (
    "<P>", "</P>", "<p title='x'>", '<p a="b<c">', '<p\na="b">', "<p a=b>", "<p/>", "<hr />", "</p >", "</p/>", "<p`>",
    "<p  a>", "<x:y>", "</>", "</", "<", ">", "&", "&am", "&#4", "&#x2f;", "&#x2f", "`", "<!-- c -->", "<!--", "-->",
    "<?php ?>", "<![CDATA[x]]>", "<!DOCTYPE x>", "<script>", "</script>", "<style>", "<textarea>", "<title>", "\n\n\n",
    "\t", "    ", "# h", "* a", "1. b", "<table>", "</table>", "<span>", "</span>", "<ol>", "</ol>",
)  # fmt: skip


def extracted(extractor: type[HTMLExtractor], source: str) -> tuple[str, list[str]]:
    """What is left for Markdown, and the blocks that it sets aside."""
    markdown = Markdown()
    parser = extractor(markdown)
    parser.feed(source)
    parser.close()
    return "".join(parser.cleandoc), list(markdown.htmlStash.rawHtmlBlocks)


@settings(max_examples=3_000)
@given(
    st.one_of(
        st.lists(st.sampled_from(OURS), max_size=25), st.lists(st.sampled_from((*OURS, *OTHERS)), max_size=25)
    ).map("".join)
)
@example("<p></p>&amp;<ol></ol>")
@example("<p>a</p><ol> <li></li></ol>")
@example("<hr />&am<ol> <li><br></ol>")
def test_blocks_are_those_that_markdown_finds_tag_by_tag(source: str) -> None:
    assert extracted(PlainExtractor, source) == extracted(HTMLExtractor, source)


def test_a_block_as_templates_write_it_is_not_taken_tag_by_tag() -> None:
    class Watched(PlainExtractor):
        def handle_starttag(self, tag: str, *_: object) -> None:
            raise AssertionError(tag)

    block = '<div class="quote" dir="auto">\n<p>“Yes&#44; &amp; no” <a href="../b/#c">7</a></p>\n\n<hr></div>'
    assert extracted(Watched, f"# Title\n\n{block}\n\nWords.\n")[1] == [f"{block}\n"]
