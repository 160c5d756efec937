"""Labels in templates: escaped like all that a template prints, but for the few marks that a label may hold."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

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


_ALWAYS = {name: Mark(Safe(f"<{name}>"), Safe(f"</{name}>")) for name in ("bdi", "code", "del", "em", "strong")}


def link(address: object, **attributes: object) -> Mark:
    """A link around some words: `_("See <archive>the archive</archive>", archive=link(root ~ "archive/"))`."""
    return Mark(Safe(f'<a href="{finalize(address)}"{_written(attributes)}>'), Safe("</a>"))


def span(kind: str = "", **attributes: object) -> Mark:
    """A `<span>` of a class around some words."""
    given = {"class": kind, **attributes} if kind else attributes
    return Mark(Safe(f"<span{_written(given)}>"), Safe("</span>"))


def functions(words: Words) -> dict[str, Callable[..., object]]:
    """What a template calls for labels: gettext's functions, and others for lists, numbers and marks."""
    catalogue = words.translations

    def gettext(message: str, /, **values: object) -> Safe:
        return label(catalogue.gettext(message), values, words)

    def ngettext(one: str, many: str, num: int, /, **values: object) -> Safe:
        return label(catalogue.ngettext(one, many, num), {"num": num, **values}, words)

    def pgettext(context: str, message: str, /, **values: object) -> Safe:
        return label(catalogue.pgettext(context, message), values, words)

    def npgettext(context: str, one: str, many: str, num: int, /, **values: object) -> Safe:
        return label(catalogue.npgettext(context, one, many, num), {"num": num, **values}, words)

    def count(num: int, one: str, many: str = "", /) -> Safe:
        """A count with its noun, for templates that were written before there were catalogues."""
        return ngettext(f"%(num)s {one}", f"%(num)s {many or one + 's'}", num)

    def listed(items: Iterable[object], style: str = "standard", /) -> Safe:
        return Safe(words.listed([finalize(item) for item in items], "or" if style == "or" else "standard"))

    return {
        "_": gettext,
        **{made.__name__: made for made in (gettext, ngettext, pgettext, npgettext, count, listed)},
        "number": words.number,
        "link": link,
        "span": span,
    }


NAMES = frozenset({"_", "gettext", "ngettext", "pgettext", "npgettext", "count", "listed", "number", "link", "span"})


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
