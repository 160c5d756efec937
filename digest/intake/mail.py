"""Mail opened: the parts that may hold its article, and its headers as facts."""

import re
from datetime import UTC, timedelta
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from digest.errors import SourceError
from digest.intake.dates import EARLIEST_YEAR, LATEST_YEAR
from digest.intake.decoding import decode, printable, refuse_binary
from digest.intake.identity import id_of_url
from digest.intake.labels import REPLACEMENT, codec_of
from digest.intake.lines import fold
from digest.intake.mail_parts import Part, content, header, parameter, parts_of, read_mail
from digest.intake.particulars import Opened, Particulars
from digest.intake.urls import host_of
from digest.nouns import Fact, Format, Moment, Origin, Precision

MAX_CANDIDATES = 6
LARGEST_OFFSET = timedelta(hours=14)
PASSED_ON = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|rv)\s*:\s*)+", re.IGNORECASE)  # words of the mail program


def open_mail(data: bytes) -> tuple[Opened, ...]:
    """The parts of a mail that may hold its article. Raises SourceError where there is none that can be read."""
    opened, problem = list[Opened](), SourceError("holds no text; save the article by itself or remove it")
    for part in parts_of(read_mail(data)):
        try:
            opened.append(_opened(part))
        except SourceError as error:
            problem = error
        if len(opened) == MAX_CANDIDATES:
            break
    if not opened:
        raise problem
    return tuple(opened)


def _opened(part: Part) -> Opened:
    data = content(part.message)
    if not data.strip():
        raise SourceError("holds no text; save the article by itself or remove it")
    text, encoding = decode(data, markup=part.markup, label=parameter(part.message, "charset"))
    refuse_binary(data, encoding)
    return Opened(
        text=text,
        format=Format.HTML if part.markup else Format.TEXT,
        encoding=encoding,
        field=part.number,
        flowed=parameter(part.message, "format").lower() == "flowed",
        stated=_particulars(part.home),
    )


def _particulars(mail: Message) -> Particulars:
    name, host = _sender(header(mail, "From"))
    title = PASSED_ON.sub("", _words(header(mail, "Subject")))
    number = header(mail, "Message-ID").strip()
    evidence = f"From: {_words(header(mail, 'From'))[:200]}"
    return Particulars(
        origin=Origin.MAIL,
        values={"title": title} if title else {},
        published=_moment(header(mail, "Date")),
        outlet=Fact(value=name or host, origin=Origin.MAIL, evidence=evidence) if name or host else None,
        home=Fact(value=f"https://{host}/", origin=Origin.MAIL, evidence=evidence) if host else None,
        id=id_of_url(f"mid:{number}") if number else "",  # as RFC 2392 writes the address of a mail
    )


def _sender(stated: str) -> tuple[str, str]:
    """The name that a sender goes by, and the host of the address."""
    try:
        name, address = parseaddr(stated)
    except (RecursionError, ValueError, IndexError):
        return "", ""
    return _words(name).strip("\"' "), host_of(address.rpartition("@")[2])


def _words(stated: str) -> str:
    """A header's words on one line, encoded words decoded (RFC 2047)."""
    try:
        pieces = decode_header(stated)
    except (HeaderParseError, ValueError):
        return fold(printable(stated))
    return fold(printable("".join(_piece(words, charset) for words, charset in pieces)))


def _piece(words: bytes | str, charset: str | None) -> str:
    if isinstance(words, str):
        return words
    if charset is None:  # between encoded words, the library hands on the bytes of what was text before
        return words.decode("raw-unicode-escape", "replace")
    codec = codec_of(charset)
    return words.decode("utf-8" if codec in {"", REPLACEMENT} else codec, "replace")


def _moment(stated: str) -> Moment | None:
    """The date of a mail with the offset that it states (RFC 5322; -0000 states none)."""
    try:
        at = parsedate_to_datetime(stated)
        universal = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    offset = at.utcoffset()
    if not EARLIEST_YEAR <= universal.year <= LATEST_YEAR or abs(offset or timedelta()) > LARGEST_OFFSET:
        return None
    return Moment(
        at=universal,
        precision=Precision.MINUTE,
        origin=Origin.MAIL,
        evidence=f"Date: {fold(stated)[:80]}",
        offset_minutes=None if offset is None else int(offset.total_seconds() // 60),
    )
