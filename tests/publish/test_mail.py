"""The mail of an edition: the front page's words, in HTML and in plain text, and no more than there is room for."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from publish import sample
from publish.disputes import disputed
from publish.mails import large, mail, read, renamed, usual, words
from publish.printing import TEMPLATES
from selectolax.lexbor import LexborHTMLParser

from digest.errors import TemplateError
from digest.printed import receipts_of
from digest.publish import template_problems
from digest.publish.mail import EditionMail, edition_mail
from digest.publish.mail.edition_mail import MOST_BYTES
from digest.publish.mail.message import encoded_size
from digest.publish.mail.paragraphs import WIDTH, columns, set_in_lines, wrapped


@pytest.fixture(scope="module")
def crowded() -> EditionMail:
    """The mail of an edition that has far more than there is room for."""
    return edition_mail(large(80, "Night ferry " * 150), sample.OPTIONS, templates=TEMPLATES)


def test_every_word_of_an_article_in_a_mail_has_its_receipt() -> None:
    edition = sample.edition()
    checked = {receipt.text for receipt in receipts_of(edition)}
    tree = LexborHTMLParser(mail(edition).html)
    sentences = [node.text() for node in tree.css("p > span[lang]")]
    assert len(sentences) == 4
    assert set(sentences) <= checked
    for node in tree.css("blockquote > p:first-child"):
        quoted = node.text().replace("“", "\n“").replace("”", "”\n").splitlines()
        spoken = [one.strip("“”") for one in quoted if one.startswith("“")]
        assert spoken
        assert all(any(one in text for text in checked) for one in spoken)


def test_a_sentence_s_source_is_linked_to_the_very_words_or_to_their_place_on_the_site() -> None:
    tree = LexborHTMLParser(usual().html)
    links = [node.attributes["href"] or "" for node in tree.css("p > span[lang] + span a")]
    assert links[0].startswith("https://gazette.example/2031/night-ferry#:~:text=The%20harbour%20council")
    assert links[-1] == "https://harbour.example/press/stories/swing-bridge-closed/#sentence-1"


def test_a_mail_says_what_the_front_page_says_and_nothing_twice() -> None:
    text = words(mail(sample.edition([disputed(sample.ferry()), sample.talks(), sample.bridge()])).html)
    assert "The Harbour Digest Wednesday, 5 March 2031" in text
    assert "3 stories from 7 articles" in text
    assert "Mira Tan, council leader · Alder Gazette · named beside the quote" in text
    assert "Morning Tide 5 Mar (same text as Northern Wire)" in text
    assert "The first crossing is planned for …: June (Morning Tide and 1 more), 1 June (Alder Gazette)" in text
    assert "Alder Gazette: headline changed, 1 paragraph added and 1 paragraph removed" in text
    assert "1 source silent: Quiet Post" in text
    for quote in ("giving the islanders", "more than we were able", "thin, hurried"):
        assert text.count(quote) == 1


def test_both_parts_have_the_same_stories_quotes_and_gaps() -> None:
    made = usual()
    text = " ".join(made.text.split())
    for node in LexborHTMLParser(made.html).css("h2, p > span[lang], blockquote > p:first-child"):
        assert " ".join(node.text().split()) in text


def test_a_large_edition_keeps_within_what_mail_services_show(crowded: EditionMail) -> None:
    body = read(crowded.data).get_body(("html",))
    assert body is not None
    lines = str(body.get_payload()).splitlines()
    assert sum(len(line) + 2 for line in lines) <= MOST_BYTES
    assert encoded_size(crowded.html) > MOST_BYTES - 4_000  # nor is room wasted
    assert crowded.left_out > 40


def test_what_does_not_fit_is_left_out_from_the_end_as_a_whole_and_counted(crowded: EditionMail) -> None:
    tree, text = LexborHTMLParser(crowded.html), words(crowded.html)
    quotes = [node.text() for node in tree.css("blockquote > p:first-child")]
    assert len(quotes) == 17
    assert {quote[-1] for quote in quotes} <= {"”", "."}
    headlines = {node.text().split()[0] for node in tree.css("a") if "Night ferry Night ferry" in node.text()}
    assert headlines == {str(place) for place in range(len(headlines))}
    assert f"… and {40 - len(headlines)} more on the site From earlier days … and 45 more on the site" in text
    assert "Not seen 1 feed that fails" in text
    assert f"… and {40 - len(headlines)} more on the site" in crowded.text


def test_in_a_larger_one_even_leading_stories_go_the_last_first() -> None:
    made = edition_mail(large(20, "Ferry " * 4000), sample.OPTIONS, templates=TEMPLATES)
    assert encoded_size(made.html) <= MOST_BYTES
    assert [node.text().split()[0] for node in LexborHTMLParser(made.html).css("h2[dir=auto]")] == ["0", "1", "2"]
    assert "… and 4 more leading stories on the site" in words(made.html)
    assert "… and 4 more leading stories on the site" in made.text


def test_a_sentence_that_is_too_long_for_a_mail_is_named_and_not_cut() -> None:
    edition = sample.edition()
    first = edition.stories[0]
    endless = replace(first.told.summary[0], text="Ferries and ferries " * 100)
    told = replace(first.told, summary=(endless, *first.told.summary[1:]))
    made = mail(replace(edition, stories=(replace(first, told=told), *edition.stories[1:])))
    assert "Ferries and ferries" not in made.html
    assert "One of its sentences is longer than a mail can carry: read it on the site." in words(made.html)


def test_the_text_keeps_72_columns_but_for_addresses() -> None:
    for line in usual().text.splitlines():
        assert columns(line) <= WIDTH or line.startswith("[")


@settings(max_examples=50)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\x1c\x1d\x1e\x85\u2028\u2029\x0b\x0c\r")))
def test_wrapping_moves_white_space_and_nothing_else(text: str) -> None:
    assert "".join(set_in_lines(text).split()) == "".join(text.split())


def test_lines_are_broken_between_ideographs_but_not_before_their_marks() -> None:
    lines = wrapped(f"  {'港' * 34}。{'口' * 40}").split("\n")
    assert [columns(line) for line in lines] == [72, 72, 12]
    assert all(line.startswith("  ") and not line.strip().startswith("。") for line in lines)


def test_an_empty_digest_has_a_mail_that_says_so() -> None:
    made = mail(sample.empty())
    assert "No edition yet There are no articles in this digest yet." in words(made.html)
    assert "There are no articles in this digest yet." in made.text
    assert "0 stories" not in made.html + made.text


def test_a_correction_names_its_story_in_both_parts() -> None:
    made = mail(sample.edition())
    told, headline = "merged with a duplicate story by R. Okafor: one event", "Council says yes to night ferry"
    assert f"{told} {headline}" in words(made.html)
    assert f"{told} → {headline}" in " ".join(made.text.split())


def test_the_labels_speak_the_digest_s_language() -> None:
    german = edition_mail(sample.edition(), replace(sample.OPTIONS, language="de"), templates=TEMPLATES)
    assert "Mittwoch, 5. März 2031" in german.html
    assert LexborHTMLParser(german.html).css_first("html[lang=de]") is not None


def test_the_accent_comes_from_the_configuration() -> None:
    assert "border-top:4px solid #a3241d" in usual().html


@pytest.fixture
def own(tmp_path: Path) -> Path:
    shutil.copytree(TEMPLATES / "mail", tmp_path / "mail")
    return tmp_path


@pytest.mark.parametrize("name", ["edition.html.j2", "edition.txt.j2"])
def test_a_mistake_in_a_template_is_told_with_its_line(own: Path, name: str) -> None:
    path = own / "mail" / name
    lines = path.read_text(encoding="utf-8").count("\n")
    path.write_text(path.read_text(encoding="utf-8") + "{{ mail.leeds }}\n", encoding="utf-8")
    with pytest.raises(TemplateError, match=rf"{name}, line {lines + 1}: .*leeds"):
        mail(sample.edition(), own)


def test_the_templates_are_checked_with_the_others() -> None:
    assert not [problem for problem in template_problems(TEMPLATES) if "mail" in problem]


def test_what_a_template_of_the_user_s_prints_is_escaped_for_where_it_stands(own: Path) -> None:
    for name in ("edition.html.j2", "edition.txt.j2"):
        (own / "mail" / name).write_text("{{ mail.leads.entries[0].story.headline }}", encoding="utf-8")
    made = mail(renamed(sample.edition(), "<b> & “more”"), own)
    assert made.html == "&lt;b&gt; &amp; “more”"
    assert made.text == "<b> & “more”\n"
