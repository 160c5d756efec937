"""Labels go through the digest's language, and each language has all of them."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po
from publish.labels import ROOT, written

from digest.errors import TemplateError
from digest.publish.languages import catalogue_problems, words_of
from digest.publish.languages.catalogue import FOLDER
from digest.publish.press import Press
from digest.publish.wording import day_words, span_words

CATALOGUES = sorted(FOLDER.glob("*.po"))
ASKED = "gettext("
PIECES = re.compile(r"%\(\w+\)s|%|</?\w+>")


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.stem, abort_invalid=True)


def forms(message: Message) -> Iterator[tuple[str, str]]:
    """Each translation with its English; of a plural, every form with the English plural."""
    if isinstance(message.id, str):
        yield message.id, str(message.string)
    else:
        for form in message.string:
            yield message.id[1], form


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_has_every_label_and_no_other(path: Path) -> None:
    catalogue = read(path)
    ours = {(message.id, message.context) for message in written() if message.id}
    theirs = {(message.id, message.context) for message in catalogue if message.id}
    assert sorted(map(repr, ours - theirs)) == [], "labels that are not in the catalogue"
    assert sorted(map(repr, theirs - ours)) == [], "in the catalogue, and no label of ours"
    assert list(catalogue.obsolete) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_is_finished(path: Path) -> None:
    catalogue = read(path)
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    assert [message.id for message in catalogue if message.id and not all(string for _, string in forms(message))] == []
    assert catalogue.num_plurals == len(next(message for message in catalogue if message.pluralizable).string)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_translation_has_the_places_and_marks_of_its_label(path: Path) -> None:
    for message in read(path):
        for english, string in forms(message) if message.id else ():
            assert sorted(PIECES.findall(string)) == sorted(PIECES.findall(english)), message.id
            assert (string[:1].isspace(), string[-1:].isspace()) == (english[:1].isspace(), english[-1:].isspace())


def test_no_label_stands_in_an_f_string_where_pybabel_finds_none() -> None:
    for path in sorted((ROOT / "digest").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        filled = (
            [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.JoinedStr)] if ASKED in text else []
        )
        assert not [node.lineno for node in filled if ASKED in ast.unparse(node)], path


def test_a_label_without_a_translation_is_english() -> None:
    assert words_of("de").gettext("No catalogue has %(this)s", this="it") == "No catalogue has it"


@pytest.mark.parametrize("language", ["fr", "fr-CA"])
def test_a_language_without_a_catalogue_has_english_labels_and_dates_of_its_own(language: str) -> None:
    words = words_of(language)
    assert words.ngettext("%(num)s story", "%(num)s stories", 1234) == "1,234 stories"
    assert words.listed(["a", "b", "c"]) == "a, b and c"
    assert span_words([date(2031, 3, 24), date(2031, 3, 27)], words) == "24–27 mars 2031"


def test_a_language_that_does_not_exist_is_english() -> None:
    words = words_of("no such")
    assert span_words([date(2031, 3, 24), date(2031, 4, 2)], words) == "24 March\u2009–\u20092 April 2031"


def test_numbers_lists_and_plurals_are_those_of_the_language() -> None:
    german = words_of("de-AT")
    assert german.ngettext("%(num)s story", "%(num)s stories", 1) == "1 Meldung"
    assert german.listed(["a", "b", "c"]) == "a, b und c"
    assert words_of("de").number(1234.5) == "1.234,5"
    assert span_words([date(2031, 3, 24), date(2031, 3, 27)], german) == "24.–27. März 2031"
    assert words_of("en-US").listed(["a", "b", "c"]) == "a, b, and c"


def printed(folder: Path, template: str, **values: object) -> str:
    (folder / "page.md.j2").write_text(template, encoding="utf-8")
    return Press(folder, {}, words_of("en")).print("page.md.j2", values)


HOSTILE = '"><img src=x onerror=alert(1)> **bold** %(name)s </bdi>'


def test_a_value_in_a_label_is_escaped_and_a_mark_is_not(tmp_path: Path) -> None:
    page = printed(tmp_path, '{{ _("By <bdi>%(name)s</bdi>, <to>here</to>", name=name, to=link(name)) }}', name=HOSTILE)
    assert page.startswith("By <bdi>&#34;&#62;&#60;img")
    assert page.endswith('">here</a>')
    assert page.count("<") == 4
    assert "**" not in page
    assert "%(" not in page


def test_a_mark_that_no_one_gave_is_letters(tmp_path: Path) -> None:
    assert printed(tmp_path, """{{ _("a <script>b</script> 'c' _d_ [e](f) 5 < 6") }}""") == (
        "a &#60;script&#62;b&#60;/script&#62; 'c' &#95;d&#95; &#91;e&#93;(f) 5 &#60; 6"
    )


@pytest.mark.parametrize("label", ["<bdi>open", "closed</bdi>", "<bdi><em>crossed</bdi></em>", "%(missing)s"])
def test_a_label_that_does_not_fit_names_template_and_line(label: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"page\.md\.j2, line 2: "):
        printed(tmp_path, f'first line\n{{{{ _("{label}") }}}}')


def test_a_piece_set_in_a_block_is_escaped_once(tmp_path: Path) -> None:
    page = '{% set piece %}<b>{{ name }}</b>{% endset %}{{ piece }} {{ _("or %(piece)s", piece=piece) }}'
    assert printed(tmp_path, page, name="<i>") == "<b>&#60;i&#62;</b> or <b>&#60;i&#62;</b>"


def test_lists_and_counts_of_a_template_escape_what_they_hold(tmp_path: Path) -> None:
    page = '{{ listed(["<a>", "b"], "or") }}: {{ ngettext("%(num)s ox", "%(num)s oxen", 2) }}, {{ number(1234) }}'
    assert printed(tmp_path, page) == "&#60;a&#62; or b: 2 oxen, 1&#44;234"


def own(folder: Path, name: str, *messages: tuple[str, str]) -> Path:
    written = "".join(f'msgid "{label}"\nmsgstr "{string}"\n\n' for label, string in messages)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    (folder / name).write_text(head + written, encoding="utf-8")
    return folder


def test_a_catalogue_of_the_digests_own_comes_before_ours(tmp_path: Path) -> None:
    words = words_of("de", own(tmp_path, "de.po", ("Archive", "Ablage"), ("Our section", "Unser Ressort")))
    assert words.gettext("Archive") == "Ablage"
    assert words.gettext("Our section") == "Unser Ressort"
    assert words.gettext("Front page") == "Titelseite"


def test_a_digest_may_bring_a_language_and_change_it_between_two_builds(tmp_path: Path) -> None:
    assert words_of("fr", own(tmp_path, "fr.po", ("Archive", "Archives"))).gettext("Archive") == "Archives"
    assert words_of("fr", own(tmp_path, "fr.po", ("Archive", "Les archives"))).gettext("Archive") == "Les archives"
    assert words_of("fr", tmp_path).gettext("Outlets") == "Outlets"


@pytest.mark.parametrize(
    ("name", "label", "string", "problem"),
    [
        ("fr.po", "about %(day)s", "vers %(jour)s", "has %(jour)s, which “about %(day)s” has not"),
        ("fr.po", "By <bdi>%(name)s</bdi>", "Par <bdi>%(name)s", "does not open and close its marks in order"),
        ("fr.po", "By <bdi>%(name)s</bdi>", "Par <b>%(name)s</b>", "has <b>, which “By <bdi>%(name)s</bdi>” has not"),
        ("french.po", "Archive", "Archives", "is named after no language"),
    ],
)
def test_a_mistake_in_a_catalogue_is_told_with_its_line(
    tmp_path: Path, name: str, label: str, string: str, problem: str
) -> None:
    (found,) = catalogue_problems(own(tmp_path, name, (label, string)))
    assert problem in found
    assert name == "french.po" or "fr.po, line 4: " in found


def test_a_file_that_is_no_catalogue_is_told(tmp_path: Path) -> None:
    (tmp_path / "fr.po").write_text('msgid "never closed\n', encoding="utf-8")
    (problem,) = catalogue_problems(tmp_path)
    assert "fr.po: cannot be read as a catalogue" in problem
    with pytest.raises(TemplateError):
        words_of("fr", tmp_path)


def test_a_short_day_names_its_month_in_every_language() -> None:
    day = date(2031, 6, 5)
    for language, medium, short in (("en", "5 Jun 2031", "5 Jun"), ("de", "5. Juni 2031", "5. Juni")):
        locale = words_of(language).locale
        assert (day_words(day, locale, "medium"), day_words(day, locale, "short")) == (medium, short)
