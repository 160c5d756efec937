"""HTML for readers' programs: every text enters escaped, every address is absolute, nothing needs a style sheet.

A label of ours, which holds neither `&` nor `<`, may take finished HTML as its values.
"""

from collections.abc import Iterable
from html import escape

from digest.publish.options import SiteOptions
from digest.publish.safe import Safe, xml


def text(words: str) -> str:
    """The words, to be shown as they are."""
    return escape(xml(words), quote=False)


def paragraph(html: str, language: str = "") -> str:
    """A paragraph of finished HTML; `language` where it is not the feed's."""
    return f"<p{_lang(language)}>{html}</p>"


def heading(words: str) -> str:
    """A heading inside an item."""
    return f"<h2>{text(words)}</h2>"


def listing(entries: Iterable[str], *, numbered: bool = False) -> str:
    """A list of finished HTML; nothing where there are no entries."""
    tag, shown = "ol" if numbered else "ul", "".join(f"<li>{entry}</li>" for entry in entries)
    return f"<{tag}>{shown}</{tag}>" if shown else ""


def quotation(words: str, language: str, by: str) -> str:
    """Somebody's words, and below them finished HTML that says whose."""
    return f"<blockquote{_lang(language)}><p>{text(words)}</p></blockquote><p>— {by}</p>"


def link(address: Safe, words: str) -> str:
    """A link to a checked address; the words alone where there is none."""
    return f'<a href="{address}">{text(words)}</a>' if address else text(words)


def page(address: str, options: SiteOptions) -> Safe:
    """The address of a page of the site, given from its root."""
    return Safe(escape(options.url + address))


def _lang(code: str) -> str:
    return f' lang="{escape(code)}"' if code and code != "und" else ""
