"""The mail of an edition: its words from the templates, no larger than mail services show whole."""

import hashlib
import html
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from digest.errors import BuildError
from digest.nouns import Edition
from digest.publish.addresses import web
from digest.publish.almanac import Almanac, almanac
from digest.publish.colours import LIGHT_PAPER, legible, named
from digest.publish.front_view import numbers_view
from digest.publish.ledger_view import edition_view
from digest.publish.mail.headers import sent
from digest.publish.mail.message import Envelope, encoded_size, message
from digest.publish.mail.paragraphs import References, set_in_lines
from digest.publish.mail.recipients import Mailbox
from digest.publish.mail.view import MailView, mail_view, shortened_to, size
from digest.publish.options import SiteOptions
from digest.publish.press import Press
from digest.publish.safe import Safe, plain
from digest.publish.wording import shortened

HTML, TEXT = "mail/edition.html.j2", "mail/edition.txt.j2"
MOST_BYTES = 100_000  # of the encoded HTML: a large service cuts a mail off at 102 KB
_HEADLINE = 160  # characters of it in the subject
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionMail:
    """An edition as a mail."""

    data: bytes  # of the message
    html: str
    text: str
    entries: int  # stories, quotes and lines that it shows
    left_out: int  # those that there was no room for


def edition_mail(
    edition: Edition,
    options: SiteOptions,
    *,
    templates: Path,
    sender: Mailbox | None = None,
    recipients: Sequence[Mailbox] = (),
) -> EditionMail:
    """The edition's mail from `mail/edition.html.j2` and `mail/edition.txt.j2`.

    Where the HTML would be larger than `MOST_BYTES`, entries are left out from the end of `mail.view.PARTS`, each as a
    whole, and each list says how many more the site has. Raises TemplateError, and BuildError where the template is
    too large without any entry.
    """
    book = almanac(edition, options)
    shop = _Shop(book, templates)
    whole = mail_view(book)
    view = _fitted(whole, shop)
    page, text = shop.html(view), shop.text(view)
    envelope = Envelope(
        subject=_subject(view, book),
        name=_name(edition, options, words=page + text),
        language=options.language,
        dated=sent(edition, book),
        sender=sender,
        recipients=recipients,
    )
    return EditionMail(
        data=message(envelope, text=text, html=page),
        html=page,
        text=text,
        entries=size(view),
        left_out=size(whole) - size(view),
    )


class _Shop:
    """Prints a mail from the templates."""

    def __init__(self, book: Almanac, templates: Path) -> None:
        values = {
            "site": book.options,
            "edition": edition_view(book),
            "numbers": numbers_view(book),
            "root": web(book.options.url),
            "accent": Safe(legible(named(book.options.accent), LIGHT_PAPER)),
        }
        self._html = Press(templates, values, book.words, escape=for_html)
        self._text = Press(templates, values, book.words, escape=for_text)

    def html(self, view: MailView) -> str:
        """The page."""
        return self._html.print(HTML, {"mail": view})

    def text(self, view: MailView) -> str:
        """The plain text, its links in a list at its end."""
        references = References()
        return set_in_lines(
            self._text.print(TEXT, {"mail": view, "ref": references.number, "links": references.listed})
        )


def for_html(value: object) -> str:
    """Jinja's last step for a mail's HTML: escaped, unless our own code marked it safe for a page."""
    if isinstance(value, Safe):
        return value
    return "" if value is None else html.escape(plain(str(value)))


def for_text(value: object) -> str:
    """Jinja's last step for plain text: on one line, and what was escaped for a page as its own characters again."""
    if isinstance(value, Safe):
        return html.unescape(value)
    return "" if value is None else plain(str(value))


def _fitted(whole: MailView, shop: _Shop) -> MailView:
    """The mail with as many entries as there is room for."""

    def bytes_with(number: int) -> int:
        return encoded_size(shop.html(shortened_to(whole, number)))

    if encoded_size(shop.html(whole)) <= MOST_BYTES:
        return whole
    fits = bisect_right(range(size(whole)), MOST_BYTES, key=bytes_with) - 1
    if fits < 0:
        raise BuildError(f"{HTML} alone takes more than {MOST_BYTES:,} bytes, without any story; shorten the template")
    return shortened_to(whole, fits)


def _subject(view: MailView, book: Almanac) -> str:
    """The digest, its day and its first headline."""
    day = edition_view(book).day
    named_by = ", ".join(part for part in (book.options.title, day) if part)
    first = [shortened(lead.story.headline, _HEADLINE) for lead in view.leads.entries[:1]]
    return plain(": ".join([named_by, *first]))


def _name(edition: Edition, options: SiteOptions, *, words: str) -> str:
    """What a Message-ID says: other words are another message (RFC 5322, 3.6.4), which a mailbox must not fold away."""
    version = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:8]
    return f"edition-{edition.number}-{version}.{options.guid_year}@{_host(options)}"


def _host(options: SiteOptions) -> str:
    """What stands behind the @ of a Message-ID: the feeds' lasting authority, where it is a name of a host."""
    return options.guid_authority if _HOST.fullmatch(options.guid_authority) else "digest.invalid"
