"""Labels in templates: escaped like all that a template prints, but for the few marks that a label may hold."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from digest.publish.languages.words import Words
from digest.publish.safe import Safe, finalize

_PIECE = re.compile(r"%\((?P<place>\w+)\)s|%%|<(?P<end>/?)(?P<mark>\w+)>")
# What a label's own text must not be read as: HTML, or Markdown that stands within a line. Labels are ours, so that the
# other marks stay as they are; texts of articles go through `markdown`, which leaves none.
_ACTIVE = {ord(sign): f"&#{ord(sign)};" for sign in '&<>"#*+=[\\]^_`{|}~'}


@dataclass(frozen=True, slots=True)
class Mark:
    """An element around some words of a label."""

    start: Safe
    end: Safe


NAMES = frozenset({"_", "gettext", "ngettext", "pgettext", "npgettext", "listed", "number", "link", "span"})
_ALWAYS = {name: Mark(Safe(f"<{name}>"), Safe(f"</{name}>")) for name in ("bdi", "code", "del", "em", "strong")}


def link(address: object, **attributes: object) -> Mark:
    """A link around some words: `_("See <archive>the archive</archive>", archive=link(root ~ "archive/"))`."""
    return Mark(Safe(f'<a href="{finalize(address)}"{_written(attributes)}>'), Safe("</a>"))


def span(kind: str = "", **attributes: object) -> Mark:
    """A `<span>` of a class around some words."""
    given = {"class": kind, **attributes} if kind else attributes
    return Mark(Safe(f"<span{_written(given)}>"), Safe("</span>"))


@dataclass(frozen=True, slots=True)
class Labels:
    """What a template calls for labels: gettext's functions, and one for lists. All give safe text."""

    words: Words

    def gettext(self, message: str, /, **values: object) -> Safe:
        """A label; nothing for nothing."""
        return self._label(self.words.translations.gettext(message), values) if message else Safe("")

    def ngettext(self, one: str, many: str, num: int, /, **values: object) -> Safe:
        """A label with a count, which stands at `%(num)s`."""
        return self._label(self.words.translations.ngettext(one, many, num), {"num": num, **values})

    def pgettext(self, context: str, message: str, /, **values: object) -> Safe:
        """A label whose English has several meanings."""
        return self._label(self.words.translations.pgettext(context, message), values)

    def npgettext(self, context: str, one: str, many: str, num: int, /, **values: object) -> Safe:
        """A label with a count and a context."""
        return self._label(self.words.translations.npgettext(context, one, many, num), {"num": num, **values})

    def listed(self, items: Iterable[object], style: Literal["standard", "or"] = "standard", /) -> Safe:
        """A list in a sentence: "a, b and c"."""
        return Safe(self.words.listed([finalize(item) for item in items], style))

    def _label(self, message: str, values: Mapping[str, object]) -> Safe:
        return label(message, values, self.words) if values else _constant(message, self.words)


def functions(words: Words) -> dict[str, Callable[..., object]]:
    """The same by the names that a template calls them, with what makes marks."""
    labels = Labels(words)
    made = (labels.gettext, labels.ngettext, labels.pgettext, labels.npgettext, labels.listed)
    named = {one.__name__: one for one in (*made, words.number)}
    return {"_": labels.gettext, **named, "link": link, "span": span}


@lru_cache(maxsize=2048)  # most labels of a page have no place for a value
def _constant(message: str, words: Words) -> Safe:
    return label(message, {}, words)


def label(message: str, values: Mapping[str, object], words: Words) -> Safe:
    """A label as it is printed: its text escaped, its values too, its marks as elements.

    `<name>…</name>` is the mark that was given by that name, or one of <bdi>, <code>, <del>, <em> and <strong>; any
    other is printed as the letters that it is. Raises KeyError for a place without a value, ValueError for marks that
    do not close.
    """
    made: list[str] = []
    open_marks: list[str] = []
    at = 0
    for piece in _PIECE.finditer(message):
        made.append(message[at : piece.start()].translate(_ACTIVE))
        made.append(_piece(piece, values, words, open_marks))
        at = piece.end()
    if open_marks:
        text = f"“{message}” does not close <{open_marks[-1]}>"
        raise ValueError(text)
    return Safe("".join(made) + message[at:].translate(_ACTIVE))


def _piece(piece: re.Match[str], values: Mapping[str, object], words: Words, open_marks: list[str]) -> str:
    if name := piece["place"]:
        value = values[name]
        return finalize(value if isinstance(value, Safe) else words.value(value))
    if piece["mark"] is None:
        return "%"
    mark = values.get(piece["mark"], _ALWAYS.get(piece["mark"]))
    if not isinstance(mark, Mark):
        return piece[0].translate(_ACTIVE)
    if not piece["end"]:
        open_marks.append(piece["mark"])
        return mark.start
    if open_marks[-1:] != [piece["mark"]]:
        text = f"“{piece.string}” closes <{piece['mark']}>, which is not open there"
        raise ValueError(text)
    open_marks.pop()
    return mark.end


def _written(attributes: Mapping[str, object]) -> str:
    """Attributes; `class_` and `aria_label` for names that Jinja does not take."""
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{finalize(value)}"' for name, value in attributes.items() if value
    )
