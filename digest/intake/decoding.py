"""Bytes to text as a browser would read them, the same way each time."""

import re

# What browsers take these labels to mean (WHATWG Encoding Standard), where Python's codec of that name differs.
BROWSER_LABELS = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "iso-8859-9": "cp1254",
    "utf-16": "utf-8",
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
}
KNOWN = re.compile(
    r"utf-?8|windows-125[0-8]|iso-8859-(?:[2-8]|1[0-6])|koi8-[ru]|macintosh|gb18030|big5|euc-jp|iso-2022-jp|windows-874"
)
DECLARED = re.compile(
    rb"""charset\s*=\s*["']?\s*([\w:.-]{2,40})|<\?xml[^>]{0,80}encoding\s*=\s*["']([\w.-]{2,40})""", re.IGNORECASE
)
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# One for one, so that offsets stay: controls (but tab and line ends) would break pages, XML and terminals.
CONTROLS = dict.fromkeys((*range(9), 11, *range(14, 32), *range(127, 160)), " ")
# Escapes of YAML and JSON can say what no encoding can: half a character.
UNFIT = CONTROLS | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def decode(data: bytes, *, markup: bool) -> tuple[str, str]:
    """Return the text of `data` and the name of its encoding.

    Byte order mark, then a declaration in the first 4096 bytes (`markup` only), then UTF-8, then windows-1252.
    """
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), "")
    if not encoding and markup:
        encoding = _declared(data[:4096])
    if not encoding:
        encoding = "utf-8" if _is_utf8(data) else "cp1252"
    return decode_as(data, encoding), encoding


def decode_as(data: bytes, encoding: str) -> str:
    """Decode with a known encoding; what it cannot read becomes U+FFFD, and each control character a space."""
    return data.decode(encoding, "replace").translate(CONTROLS)


def printable(text: str) -> str:
    """The text of an escaped value; each control character a space, and each lone surrogate U+FFFD."""
    return text.translate(UNFIT)


def _declared(head: bytes) -> str:
    found = DECLARED.search(head)
    if not found:
        return ""
    label = (found[1] or found[2]).decode("ascii", "replace").lower()
    if label in BROWSER_LABELS:
        return BROWSER_LABELS[label]
    return label if KNOWN.fullmatch(label) else ""


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
