"""Bytes to text as a browser would read them, the same way each time."""

import re

from digest.errors import SourceError
from digest.intake.guessing import guess
from digest.intake.labels import REPLACEMENT, codec_of

DECLARED = re.compile(
    rb"""charset\s*=\s*["']?\s*([\w:.-]{2,40})|<\?xml[^>]{0,80}encoding\s*=\s*["']([\w.-]{2,40})""", re.IGNORECASE
)
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
MAX_NUL = 0.05  # share of zero bytes; a page may hold a stray one
# One for one, so that offsets stay: controls (but tab and line ends) would break pages, XML and terminals.
CONTROLS = dict.fromkeys((*range(9), 11, *range(14, 32), *range(127, 160)), " ")
# Escapes of YAML and JSON can say what no encoding can: half a character.
UNFIT = CONTROLS | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def decode(data: bytes, *, markup: bool, label: str = "") -> tuple[str, str]:
    """Return the text of `data` and the name of its encoding.

    Byte order mark, then the `label` that came with the data, then a declaration in the first 4096 bytes (`markup`
    only), then UTF-8, then a guess where the bytes cannot be Western, then windows-1252. Raises SourceError for an
    encoding that browsers refuse.
    """
    encoding = encoding_of(data, markup=markup, label=label)
    return decode_as(data, encoding), encoding


def encoding_of(data: bytes, *, markup: bool, label: str = "") -> str:
    """The name of the encoding of `data`, see `decode`."""
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), "")
    encoding = encoding or _declared(data, label) or (markup and _declared(data, _label_in(data[:4096]))) or ""
    if encoding == REPLACEMENT:
        raise SourceError("is in an encoding that browsers refuse to read; save it as UTF-8")
    if encoding:
        return encoding
    return "utf-8" if is_utf8(data) else guess(data) or "cp1252"


def decode_as(data: bytes, encoding: str) -> str:
    """Decode with a known encoding; what it cannot read becomes U+FFFD, and each control character a space."""
    return data.decode(encoding, "replace").translate(CONTROLS)


def refuse_binary(data: bytes, encoding: str) -> None:
    """Raise SourceError for bytes that are no text."""
    if encoding != "utf-16" and data.count(0) > MAX_NUL * len(data):
        raise SourceError("not text in UTF-8 (it holds zero bytes); save it as UTF-8, or paste the article's text")


def printable(text: str) -> str:
    """The text of an escaped value; each control character a space, and each lone surrogate U+FFFD."""
    return text.translate(UNFIT)


def is_utf8(data: bytes) -> bool:
    """Whether all of `data` can be read as UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _declared(data: bytes, label: str) -> str:
    """The codec of a label; "" for none, and for ASCII's where the bytes are UTF-8 beyond doubt."""
    codec = codec_of(label)
    return "" if codec == "cp1252" and "ascii" in label.lower() and is_utf8(data) else codec


def _label_in(head: bytes) -> str:
    found = DECLARED.search(head)
    return (found[1] or found[2]).decode("ascii", "replace") if found else ""
