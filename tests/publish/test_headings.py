"""The id of a page's own heading."""

import pytest
from markdown import Markdown

from digest.publish.builder import EXTENSIONS
from digest.publish.headings import with_own_id
from digest.publish.safe import finalize


@pytest.mark.parametrize(
    "title", ["Search", "Sentence 1", "__search", "Source 1", "a {: #said }", "sources #said id=said"]
)
@pytest.mark.parametrize("attributes", ["", ' {: dir="auto" .headline }'])
def test_no_words_of_an_article_make_an_id(title: str, attributes: str) -> None:
    page = with_own_id(f"# {finalize(title)}{attributes}\n\ntext\n\n## Sources {{: #sources }}\n")
    made = Markdown(extensions=[*EXTENSIONS, "toc"]).convert(page)
    assert '<h1 id="headline"' in made or '<h1 class="headline" dir="auto" id="headline"' in made
    assert made.count("id=") == 2


@pytest.mark.parametrize(
    "page", ["# A {: #own }\n", '# A {: .big id="own" }\n', "## A\n", "text # A\n", "    # code\n"]
)
def test_what_has_an_id_or_is_no_heading_of_the_page_stays_as_it_is(page: str) -> None:
    assert with_own_id(page) == page
