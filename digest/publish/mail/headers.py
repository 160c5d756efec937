"""Headers that say exactly what they are given."""

from datetime import datetime
from email.header import Header
from email.headerregistry import BaseHeader, HeaderRegistry
from email.policy import SMTP, Policy
from typing import Any, ClassVar, Literal

from digest.nouns import Edition, Precision
from digest.publish.almanac import Almanac

_ENCODED = "=?"


class _Literal(BaseHeader):
    """A header whose value is the text itself.

    The standard library's own decodes what looks like an encoded word of RFC 2047 in a value that is set, so that a
    title such as "=?utf-8?q?=0D=0ABcc:_x?=" becomes a line break and a further header.
    """

    max_count: ClassVar[Literal[1] | None] = 1

    @staticmethod
    def parse(value: str, kwds: dict[str, Any]) -> None:
        """Take the value as it is."""
        kwds["parse_tree"] = None
        kwds["decoded"] = value

    def fold(self, *, policy: Policy) -> str:
        """The header's lines: as they are where they are ASCII and cannot be misread, else all of them encoded."""
        value = str(self)
        plain = value.isascii() and _ENCODED not in value
        text = Header(value, "us-ascii" if plain else "utf-8", header_name=self.name, maxlinelen=policy.max_line_length)
        lines = text.encode(splitchars=" ", linesep=policy.linesep)
        return f"{self.name}: {lines}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("subject", _Literal)
POLICY = SMTP.clone(header_factory=_HEADERS)
"""How messages are written: lines end in CRLF, and a subject is literal text."""


def sent(edition: Edition, book: Almanac) -> datetime | None:
    """When a mail of the edition is dated: its newest article of known time, else its day; None without a date."""
    if edition.date is None:
        return None
    moments = [member.published for story in edition.stories for member in story.members if member.published]
    timed = [moment for moment in moments if moment.precision is Precision.MINUTE and not moment.doubt]
    own = [moment.at for moment in timed if moment.day_in(book.zone) == edition.date]
    if own:
        return max(own).astimezone(book.zone)
    return datetime.combine(edition.date, datetime.min.time(), tzinfo=book.zone)
