"""A feed's bytes to text: its encoding found, its document type taken off or refused."""

import re
from collections.abc import Iterator

from digest.errors import SourceError
from digest.intake.decoding import decode, decode_as, is_utf8
from digest.intake.html_lines import VOID

CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,200}\?>")
ENCODING = re.compile(r"encoding\s*=", re.IGNORECASE)
TAG = re.compile(r"<(/?)([a-zA-Z_][^\s<>/]{0,100})([^<>]*)>")
ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
OPAQUE = (("<![CDATA[", "]]>"), ("<!--", "-->"))
UNCLOSED = VOID | {"p", "li", "dd", "dt", "td", "th", "tr", "option"}  # in careless HTML
LAST_TAG = re.compile(r"</(?:\w{1,20}:)?(?:item|entry)\s{0,9}>")
MAX_DEPTH, MAX_ATTRIBUTES = 500, 200
WIDE = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}  # without a byte order mark


def text_of(data: bytes, content_type: str) -> str:
    """Decode a feed, from its root element on. Raises SourceError for a document type that declares entities."""
    return root_of(decoded(data, content_type))


def decoded(data: bytes, content_type: str) -> str:
    """Bytes as text, each control character a space. Raises SourceError for an encoding that browsers refuse.

    What is UTF-8 is read so whatever the server says: servers are wrong about it more often than chance is. Then comes
    what the file says of itself, then what the server says.
    """
    if data[:2] in WIDE:
        return decode_as(data, WIDE[data[:2]])
    if not data.isascii() and is_utf8(data):
        return decode_as(data, "utf-8-sig")
    said = CHARSET.search(content_type)
    label = said[1] if said and not _names_its_encoding(data) else ""
    text, encoding = decode(data, markup=True, label=label)
    if encoding == "utf-8" and "\ufffd" in text and text.replace("\ufffd", "").isascii():
        return decode(data, markup=False)[0]  # it says UTF-8, and not one character is
    return text


def _names_its_encoding(data: bytes) -> bool:
    declared = DECLARATION.match(data[:300].decode("latin-1"))
    return bool(declared and ENCODING.search(declared[0]))


def root_of(text: str) -> str:
    """The text from its first element, or first brace, on. Raises SourceError for a type that declares entities."""
    text = text.lstrip("\ufeff \t\r\n")
    last_entity = max((found.start() for found in ENTITY.finditer(text)), default=-1)
    position = 0
    while (start := text.find("<", position)) >= 0 and text[:1] not in {"{", "["}:
        if text.startswith("<!--", start):
            position = _after(text, "-->", start)
        elif text.startswith("<?", start):
            position = _after(text, "?>", start)
        elif text.startswith("<!", start):
            position = _after_declaration(text, start, last_entity)
        else:
            return text[start:]
    return text[position:]


def _after(text: str, close: str, start: int) -> int:
    end = text.find(close, start)
    return len(text) if end < 0 else end + len(close)


def _after_declaration(text: str, start: int, last_entity: int) -> int:
    """Where a document type ends, or what stands in a broken one."""
    close = _after(text, ">", start)
    subset = text.find("[", start, close)
    if 0 <= subset < last_entity or ENTITY.match(text, start):
        raise SourceError("declares entities in its document type, which no feed needs; it is not read")
    return close if subset < 0 else _after(text, ">", _after(text, "]", subset))


def refuse_bombs(text: str) -> None:
    """Raise SourceError for elements that are nested deeper, or have more attributes, than any feed's."""
    depth = 0
    for close, tag, rest in _tags(text):
        if close:
            depth = max(0, depth - 1)
        elif not rest.endswith("/") and tag.lower() not in UNCLOSED:
            depth += 1
        if depth > MAX_DEPTH:
            raise SourceError(f"nests its elements more than {MAX_DEPTH} deep, as no feed does; it is not read")
        if rest.count("=") > MAX_ATTRIBUTES and len(re.findall(r"""=\s*["']""", rest)) > MAX_ATTRIBUTES:
            raise SourceError(
                f"gives an element more than {MAX_ATTRIBUTES} attributes, as no feed does; it is not read"
            )


def _tags(text: str) -> Iterator[tuple[str, str, str]]:
    """Tags outside of character data and comments: ("/" or "", name, what follows it)."""
    position = 0
    while (start := text.find("<", position)) >= 0:
        position = start + 1
        close = next((close for mark, close in OPAQUE if text.startswith(mark, start)), "")
        if close:
            end = text.find(close, start)
            position = len(text) if end < 0 else end
        elif found := TAG.match(text, start):
            position = found.end()
            yield found[1], found[2], found[3]


def shortened(text: str, most: int) -> str:
    """A feed without the entries after so many: a parser takes each of them to pieces, wanted or not."""
    ends = [found.end() for found in LAST_TAG.finditer(text)]
    return text if len(ends) <= most else text[: ends[most - 1]] + text[ends[-1] :]
