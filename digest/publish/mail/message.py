"""A message of two parts: the same words give the same bytes."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from digest.publish.mail.headers import POLICY
from digest.publish.mail.recipients import Mailbox

_ENCODINGS = ("quoted-printable", "base64")  # the shorter one is taken: base64 for scripts other than Latin


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What a message's headers say."""

    subject: str
    name: str  # for its Message-ID, without angle brackets
    language: str
    dated: datetime | None  # aware
    sender: Mailbox | None = None
    recipients: Sequence[Mailbox] = ()


def message(envelope: Envelope, *, text: str, html: str) -> bytes:
    """The message, with lines that end in CRLF. One without addresses opens as a draft."""
    made = EmailMessage(policy=POLICY)
    if envelope.sender:
        made["From"] = envelope.sender.header
    if envelope.recipients:
        made["To"] = [mailbox.header for mailbox in envelope.recipients]
    made["Subject"] = envelope.subject
    if envelope.dated:
        made["Date"] = envelope.dated
    made["Message-ID"] = f"<{envelope.name}>"
    if not (envelope.sender or envelope.recipients):
        made["X-Unsent"] = "1"
    made["MIME-Version"] = "1.0"
    made.make_alternative()
    made["Content-Language"] = envelope.language
    made.attach(_part(text, "plain"))
    made.attach(_part(html, "html"))
    # "=_" stands in no text that is encoded as quoted-printable or base64.
    made.set_boundary(f"=_{hashlib.sha256(f'{text}{html}'.encode()).hexdigest()[:40]}")
    return made.as_bytes()


def encoded_size(html: str) -> int:
    """How many bytes HTML takes in a message."""
    return _bytes(_part(html, "html"))


def _part(words: str, kind: str) -> EmailMessage:
    return min((_encoded(words, kind, encoding) for encoding in _ENCODINGS), key=_bytes)


def _encoded(words: str, kind: str, encoding: str) -> EmailMessage:
    part = EmailMessage(policy=POLICY)
    part.set_content(words, subtype=kind, charset="utf-8", cte=encoding)
    del part["MIME-Version"]
    return part


def _bytes(part: EmailMessage) -> int:
    payload = str(part.get_payload())
    return len(payload) + payload.count("\n")
