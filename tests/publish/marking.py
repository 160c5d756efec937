"""A language in which each label says that it is one: what is not marked is somebody else's, or no label."""

import io
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import yaml
from babel import Locale
from babel.messages import Catalog
from babel.messages.pofile import write_po
from publish.labels import written
from selectolax.lexbor import LexborHTMLParser

from digest.nouns import Edition
from digest.publish import SiteOptions

LANGUAGE = "eo"  # Material and babel know it, and there is no catalogue of ours
OPEN, CLOSE = "⟦", "⟧"
_MATTER = ("title", "description", "absent", "instead", "moved")  # of a page's front matter
_PRINTED = ("alt", "aria-label", "placeholder", "title")
_LABEL = re.compile(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
_MARK = re.compile(r"(</?\w+>)")
_FRONT = re.compile(r"\A---\n(.*?)^---\n", re.MULTILINE | re.DOTALL)
_MARKDOWN = re.compile(r"\{:[^}]*\}|^#+ |^\* |\*\*", re.MULTILINE)
_ADDRESS = re.compile(r"https?://\S+")
_BETWEEN = re.compile(r"[\n;:,·→\[\]()]|\bkaj\b")  # what parts names and dates that stand beside each other
_RUN = 3  # words
_WORD = re.compile(r"[^\W\d_]+")
# Too common to tell whether they are an article's words or ours: pieces of these alone are ours.
_COMMON = frozenset(["a", "and", "by", "for", "from", "in", "is", "more", "new", "of", "on", "or", "the", "to", "with"])
# Names of things that have no other name in any language.
_NAMES = frozenset(
    {"RSS", "JSON Feed", "OPML", "RSS JSON"}
    | {"edition.json", "stories.json", "quotes.json", "quotes.csv", "articles.csv", "story.json"}
    | {"feeds.opml", "main-feeds.opml"}
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


class Theirs:
    """What is not ours: the words of the edition, and of dates."""

    def __init__(self, edition: Edition, options: SiteOptions, *more: str) -> None:
        config = (options.title, options.description, options.generator, options.timezone, options.url)
        known = [*texts_of(edition), *config, *more]
        self.text = f" {' | '.join(plain(one) for one in known)} ".replace("|", " | ")
        self.dates = frozenset(_WORD.findall(" ".join(dates()).casefold()))

    def strange_on(self, markdown: str) -> set[str]:
        """The pieces of text on a page, and in what the theme prints of it, that are neither labels nor theirs."""
        front = _FRONT.match(markdown)
        matter = yaml.safe_load(front[1]) if front else {}
        body = _MARKDOWN.sub("", markdown[front.end() if front else 0 :])
        return self.strange_in(body, *(str(matter.get(name, "")) for name in _MATTER))

    def strange_in(self, *pieces_of_html: str) -> set[str]:
        """Likewise of HTML."""
        shown: list[str] = []
        for text in pieces_of_html:
            page = LexborHTMLParser(f"<body>{text}</body>")
            for hidden in page.css("code, pre, script, style"):
                hidden.decompose()
            shown += [node.text(deep=False) for node in page.css("body, body *")]
            shown += [value for node in page.css("*") for name in _PRINTED if (value := node.attributes.get(name))]

        return self.strange_to(*shown)

    def strange_to(self, *texts: str) -> set[str]:
        """Likewise of plain texts."""
        found = (piece for text in texts for piece in pieces(text) if not self.has(piece))
        parted = (part.strip() for piece in found for part in _BETWEEN.split(_ADDRESS.sub("", piece)))
        return {part for part in parted if not self.has(part)}

    def has(self, piece: str) -> bool:
        words = plain(piece).split()
        if not words or piece.strip() in _NAMES or _ADDRESS.fullmatch(piece.strip()) or set(words) <= self.dates:
            return True
        return not set(words) <= _COMMON and self._made_of(words)

    def _made_of(self, words: list[str]) -> bool:
        """Whether they stand in one text, or one after the other are dates, or runs of several words of theirs."""
        at, runs = 0, []
        while at < len(words):
            if words[at] in self.dates and words[at] not in _COMMON:
                at += 1
                continue
            end = next((end for end in range(len(words), at, -1) if f" {' '.join(words[at:end])} " in self.text), at)
            if end == at:
                return False
            runs.append(end - at)
            at = end
        return len(runs) <= 1 or min(runs) >= _RUN


def pieces(text: str) -> list[str]:
    """What stands outside of labels: a label may hold another one, and somebody else's words."""
    before = None
    while before != text:
        before, text = text, _LABEL.sub("\x00", text)
    return text.split("\x00")


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
    yield "a de la UTC GMT kaj"


def plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
