"""Text of articles made safe for Markdown, for HTML and for XML."""

import html
import re
import string
from functools import lru_cache

# C0 and C1 controls, lone surrogates, bidi overrides and invisible characters: nothing that a reader should see.
# Joiners (200C, 200D) and direction marks (200E, 200F) stay: Persian, Indic scripts and emoji need them.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\u200b\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_WHITE = re.compile(r"\s+")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITIES = {ord(mark): f"&#{ord(mark)};" for mark in string.punctuation}


class Safe(str):
    """Text that our own code has made safe to stand in a page as it is."""

    __slots__ = ()


def plain(text: str) -> str:
    """The text on one line, without controls, bidi overrides and invisible characters."""
    if text.isprintable():  # as most is: then no space but the ordinary one is in it, and nothing unseen
        return " ".join(text.split())
    return _WHITE.sub(" ", _UNSEEN.sub("", text)).strip()


@lru_cache(maxsize=1 << 14)  # outlets, names and days are printed again and again
def markdown(text: str) -> Safe:
    """The text as Markdown, or as HTML or an attribute's value in Markdown, that shows exactly these characters.

    Every ASCII punctuation character becomes a numeric entity, so nothing is left that Markdown, an extension or HTML
    could read as markup; the browser turns the entities back.
    """
    return Safe(plain(text).translate(_ENTITIES))


def beside(text: str) -> Safe:
    """Like `markdown`, with one space kept at either end where there was white space: text that joins other text."""
    before, after = " " if text[:1].isspace() else "", " " if text[-1:].isspace() else ""
    return Safe(f"{before}{markdown(text)}{after}")


def finalize(value: object) -> str:
    """Jinja's last step for every printed value: escaped, unless our own code marked it safe."""
    if isinstance(value, Safe):
        return value
    return "" if value is None else markdown(str(value))


def attribute(text: str) -> str:
    """The text for a template of the theme that prints without escaping (`title` and its like in front matter)."""
    return html.escape(plain(text))


def xml(text: str) -> str:
    """The text without the characters that XML 1.0 forbids."""
    shown = plain(text)
    return shown if shown.isprintable() else _NOT_XML.sub("", shown)
