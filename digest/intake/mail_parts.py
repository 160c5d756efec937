"""Mail cut into its parts, numbered as IMAP numbers them (RFC 3501, section 6.4.5)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from itertools import islice
from typing import Any

from digest.errors import SourceError
from digest.intake.decoding import encoding_of

MAX_HEADER = 4000  # characters of a header that are read
MAX_PARTS = 1000
MARK = re.compile(rb"^--", re.MULTILINE)  # begins a part; a text of so many lines is no article either
MAX_MARKS = 10_000
HEAD = re.compile(rb"\r?\n\r?\n")  # ends the headers
MAX_HEAD = 5_000  # lines
MAX_NESTING = 100
NESTING = re.compile(rb"boundary\s*=|content-type:\s*message/", re.IGNORECASE)
HTML = "text/html"
HEADERS = ("From", "Subject", "Date", "Message-ID", "Received", "MIME-Version")


class _Capped(Compat32):
    """The policy that fails on no header; each is read as text, and only its beginning."""

    def header_fetch_parse(self, name: str, value: str) -> Any:  # noqa: ARG002 - the base class's arguments
        raw = value[:MAX_HEADER].encode("utf-8", "surrogateescape")
        return raw.decode(encoding_of(raw, markup=False), "replace")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a mail that holds text."""

    number: str  # "1.2"
    message: Message  # the part's headers and content; never leaves the files that read mail
    home: Message  # the mail that it belongs to: the whole, or one that is attached to it
    markup: bool  # it is HTML


def read_mail(data: bytes) -> Message:
    """Parse a mail. Raises SourceError where it is none, or is nested without end."""
    if len(NESTING.findall(data)) > MAX_NESTING:
        raise SourceError(f"holds more than {MAX_NESTING} parts inside parts; save its article by itself")
    head = HEAD.search(data)
    if data.count(b"\n", 0, head.start() if head else len(data)) > MAX_HEAD:
        raise SourceError(f"has more than {MAX_HEAD:,} lines of headers; save its article by itself")
    if len(MARK.findall(data)) > MAX_MARKS:
        raise SourceError(f"holds more than {MAX_MARKS:,} parts; save its article by itself")
    try:
        message = BytesParser(policy=_Capped()).parsebytes(data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))
    except (RecursionError, ValueError, LookupError, TypeError) as error:
        raise SourceError(f"is not a mail that can be read ({error}); save the article by itself") from None
    if not any(header(message, name) for name in HEADERS):
        raise SourceError("is not a mail (it has no headers); save the whole message, or the text as .txt")
    return message


def header(message: Message, name: str) -> str:
    """A header as it stands in the mail, encoded words and all; "" where there is none."""
    return str(message.get(name, ""))


def parameter(message: Message, name: str) -> str:
    """A parameter of a part's content type, such as its charset; "" where there is none."""
    try:
        value = message.get_param(name, "")
    except (ValueError, LookupError, TypeError):
        return ""
    return str(value[2] if isinstance(value, tuple) else value)


def parts_of(message: Message) -> tuple[Part, ...]:
    """The parts that may hold an article, in order; where there are none, those of the mails that are attached."""
    found = tuple(islice(_body(message, ""), MAX_PARTS))
    return tuple(part for part in found if part.home is message) or found


def bytes_of(data: bytes, number: str) -> bytes:
    """The content of a mail's part, its transfer encoding undone. Raises SourceError where there is no such part."""
    part = next((part for part in parts_of(read_mail(data)) if part.number == number), None)
    if part is None:
        raise SourceError(f"has no part {number}")
    return content(part.message)


def content(message: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone as far as it can be."""
    try:
        payload = message.get_payload(decode=True)
    except (ValueError, LookupError, TypeError):
        payload = None
    return payload if isinstance(payload, bytes) else b""


def _body(mail: Message, prefix: str) -> Iterator[Part]:
    """The parts of a mail, the whole or an attached one."""
    yield from _inside(mail, mail, prefix) if _is_multipart(mail) else _leaf(mail, mail, f"{prefix}1")


def _inside(message: Message, home: Message, prefix: str) -> Iterator[Part]:
    for place, child in enumerate(_children(message), start=1):
        number = f"{prefix}{place}"
        yield from _inside(child, home, f"{number}.") if _is_multipart(child) else _leaf(child, home, number)


def _leaf(message: Message, home: Message, number: str) -> Iterator[Part]:
    for mail in _children(message)[:1]:  # an attached one
        yield from _body(mail, f"{number}.")
    kind = message.get_content_type()
    # A body whose boundary never comes is read as it stands.
    readable = kind in {HTML, "text/plain"} or kind.startswith("multipart/")
    if not message.is_multipart() and readable and message.get_content_disposition() != "attachment":
        yield Part(number=number, message=message, home=home, markup=kind == HTML)


def _is_multipart(message: Message) -> bool:
    return message.get_content_maintype() == "multipart" and message.is_multipart()


def _children(message: Message) -> list[Message]:
    payload = message.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []
