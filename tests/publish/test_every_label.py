"""Every word of ours on a page is a label: a catalogue that marks each label shows which words are none."""

import html
import io
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest
import yaml
from babel import Locale
from babel.messages import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import write_po
from publish import sample
from publish.labels import ROOT, written
from publish.printing import TEMPLATES
from selectolax.lexbor import LexborHTMLParser

from digest.nouns import Edition
from digest.publish import SiteOptions, assets, data, feeds, pages, site

# A language that Material and babel know, and for which there is no catalogue of ours.
LANGUAGE = "eo"
THEME = ROOT / "digest" / "publish" / "theme"
OPEN, CLOSE = "⟦", "⟧"
MATTER = ("title", "description", "absent", "instead", "moved")  # of a page's front matter
PRINTED = ("alt", "aria-label", "placeholder", "title")
_LABEL = re.compile(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
_MARK = re.compile(r"(</?\w+>)")
_FRONT = re.compile(r"\A---\n(.*?)^---\n", re.MULTILINE | re.DOTALL)
_MARKDOWN = re.compile(r"\{:[^}]*\}|^#+ |^\* |\*\*", re.MULTILINE)
_ADDRESS = re.compile(r"https?://\S+")
_RUN = 3  # words
_WORD = re.compile(r"[^\W\d_]+")
# Too common to tell whether they are an article's words or ours: pieces of these alone are ours.
_COMMON = frozenset(["a", "and", "by", "for", "from", "in", "is", "more", "new", "of", "on", "or", "the", "to", "with"])
# Names of things that have no other name in any language.
_NAMES = frozenset(
    {"RSS", "JSON Feed", "OPML", "edition.json", "stories.json", "quotes.json", "quotes.csv", "RSS JSON"}
)
# Pages whose words are not all labels yet: none may be added.
UNFINISHED = frozenset(
    {
        "index.md",
        *("archive/*", "archive/index.md", "outlets/*"),
        *("outlets/index.md", "people/*", "people/index.md", "stories/*", "topics/*", "topics/index.md"),
    }
)


def pseudo(folder: Path) -> Path:
    """A catalogue in which each label says that it is one, between its marks as well."""
    catalogue = Catalog(locale=LANGUAGE)
    for message in written():
        if isinstance(message.id, str) and message.id:
            catalogue.add(message.id, marked(message.id), context=message.context)
        elif message.id:
            catalogue.add(message.id, tuple(map(marked, message.id)), context=message.context)
    data = io.BytesIO()
    write_po(data, catalogue)
    (folder / f"{LANGUAGE}.po").write_bytes(data.getvalue())
    return folder


def marked(label: str) -> str:
    inner = _MARK.sub(rf"{CLOSE}\1{OPEN}", label)
    return f"{OPEN}{inner}{CLOSE}"


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> SiteOptions:
    return replace(sample.OPTIONS, language=LANGUAGE, catalogues=pseudo(tmp_path_factory.mktemp("pseudo")))


def texts_of(noun: object) -> Iterator[str]:
    """Every text that a noun holds: what articles, editors and the configuration say."""
    if isinstance(noun, str):
        yield noun
    elif is_dataclass(noun):
        for field in fields(noun):
            yield from texts_of(getattr(noun, field.name))
    elif isinstance(noun, dict):
        yield from texts_of(tuple(noun.values()))
    elif isinstance(noun, (tuple, list, frozenset)):
        for one in noun:
            yield from texts_of(one)


def dates() -> Iterator[str]:
    """The words of a date, a language, a time zone in the language of the pages."""
    locale = Locale.parse(LANGUAGE)
    for kind in (locale.months, locale.days):
        for width in kind["format"].values():
            yield from width.values()
    yield from locale.languages.values()
    yield "a de la UTC GMT"


def plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


class Theirs:
    """What is not ours: the words of the edition, and of dates."""

    def __init__(self, edition: Edition, options: SiteOptions) -> None:
        known = [
            *texts_of(edition),
            options.title,
            options.description,
            options.generator,
            options.timezone,
            options.url,
        ]
        self.text = f" {' | '.join(plain(one) for one in known)} ".replace("|", " | ")
        self.dates = frozenset(_WORD.findall(" ".join(dates()).casefold()))

    def has(self, piece: str) -> bool:
        words = plain(piece).split()
        if not words or piece.strip() in _NAMES or _ADDRESS.fullmatch(piece.strip()) or set(words) <= self.dates:
            return True
        return not set(words) <= _COMMON and self._made_of(words)

    def _made_of(self, words: list[str]) -> bool:
        """Whether they stand in one text, or one after the other are runs of several words of theirs."""
        at, runs = 0, []
        while at < len(words):
            end = next((end for end in range(len(words), at, -1) if f" {' '.join(words[at:end])} " in self.text), at)
            if end == at:
                return False
            runs.append(end - at)
            at = end
        return len(runs) == 1 or min(runs) >= _RUN


def strange(markdown: str, theirs: Theirs) -> set[str]:
    """The pieces of text on a page, and in what the theme prints of it, that are neither labels nor somebody else's."""
    front = _FRONT.match(markdown)
    matter = yaml.safe_load(front[1]) if front else {}
    shown: list[str] = []
    for text in (
        *(str(matter.get(name, "")) for name in MATTER),
        _MARKDOWN.sub("", markdown[front.end() if front else 0 :]),
    ):
        page = LexborHTMLParser(f"<body>{text}</body>")
        for hidden in page.css("code, pre, script, style"):
            hidden.decompose()
        shown += [node.text(deep=False) for node in page.css("body, body *")]
        shown += [value for node in page.css("*") for name in PRINTED if (value := node.attributes.get(name))]
    return {piece.strip() for text in shown for piece in pieces(text) if not theirs.has(piece)}


def pieces(text: str) -> list[str]:
    """What stands outside of labels: a label may hold another one, and somebody else's words."""
    before = None
    while before != text:
        before, text = text, _LABEL.sub("\x00", text)
    return text.split("\x00")


def kind(path: str) -> str:
    """Which of the templates printed a page, by its address: "stories/*"."""
    folder, _, rest = path.partition("/")
    return path if not rest or rest == "index.md" else f"{folder}/*"


@pytest.mark.parametrize("made", [sample.edition(), sample.empty()], ids=["full", "empty"])
def test_every_word_on_a_page_is_a_label_or_somebody_elses(made: Edition, options: SiteOptions) -> None:
    theirs = Theirs(made, options)
    found: dict[str, set[str]] = {}
    for page in pages(made, options, templates=TEMPLATES):
        found.setdefault(kind(page.path), set()).update(strange(page.markdown, theirs))
    left = [f"{place}: {one}" for place, some in found.items() if place not in UNFINISHED for one in sorted(some)]
    assert not left, "words that are no labels:\n" + "\n".join(left)


def test_the_theme_prints_its_labels_and_the_names_of_the_main_pages(options: SiteOptions, tmp_path: Path) -> None:
    made = sample.empty()
    files = (*feeds(made, options), *data(made, options), *assets(options, templates=TEMPLATES))
    built = site(
        pages(made, options, templates=TEMPLATES), files, (), options, output=tmp_path / "o", work=tmp_path / "w"
    )
    shown = "".join((built.output / name).read_text(encoding="utf-8") for name in ("index.html", "404.html"))
    shown = html.unescape(shown)
    labels = {"Front page", "Archive", "People", "Outlets", "About", "Switch to dark mode"}
    for path in (THEME / "404.html", THEME / "partials" / "alternate.html", THEME / "partials" / "copyright.html"):
        labels |= {str(found[1]) for found in extract_from_file("jinja2", path) if isinstance(found[1], str)}
    parts = [part for label in labels for part in re.split(r"</?\w+>|%\(\w+\)s", label) if part.strip()]
    assert [part for part in parts if part not in shown] == []
    assert [part for part in parts if not re.search(rf"{OPEN}[^{CLOSE}]*{re.escape(part)}", shown)] == []
