"""Plain text for a mail: lines of at most 72 columns, and links as numbered references."""

import html
import re
import unicodedata

WIDTH = 72  # RFC 3676 asks for 78 at most; replies put marks before a line

# A space, a letter of a script that is written without spaces (with the marks that may not open a line), or a word.
_WIDE = "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6"
_PIECE = re.compile(rf"\s+|[{_WIDE}][、。，．・：；？！”’」』）】〉》〕]*|[^\s{_WIDE}]+")
_REFERENCE = re.compile(r"\[\d+\] \S+")
_BLANK = re.compile(r"\n{3,}")


class References:
    """The addresses of a text, numbered as they come; one that comes again keeps its number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, address: str) -> int:
        """The number of an address, which is given as it stands in an attribute of HTML."""
        return self._numbers.setdefault(html.unescape(address), len(self._numbers) + 1)

    def listed(self) -> tuple[tuple[int, str], ...]:
        """Every number with its address."""
        return tuple((number, address) for address, number in self._numbers.items())


def set_in_lines(text: str) -> str:
    """The text with every line broken at 72 columns, under its own first word; empty lines never stand in threes.

    A word that is longer keeps a line of its own, and an address stands behind its number whatever its length.
    """
    lines = "\n".join(wrapped(line) for line in text.splitlines())
    return _BLANK.sub("\n\n", lines).strip("\n") + "\n"


def wrapped(line: str) -> str:
    """One line as several, indented as far as the first one, and by two more columns behind a dash."""
    if _REFERENCE.fullmatch(line):
        return line
    indent = line[: len(line) - len(line.lstrip(" "))]
    hanging = indent + ("  " if line.lstrip(" ").startswith("- ") else "")
    lines, now = [], indent
    for piece in _PIECE.findall(line.strip()):
        if columns(now + piece.rstrip()) > WIDTH and now.strip() not in {"", "-"}:
            lines.append(now.rstrip())
            now = hanging
        if piece.strip() or now.strip():
            now += piece
    return "\n".join([*lines, now.rstrip()])


def columns(text: str) -> int:
    """How many columns a text takes in a fixed-width font (Unicode Standard Annex 11)."""
    return sum(_column(mark) for mark in text)


def _column(mark: str) -> int:
    if unicodedata.combining(mark) or unicodedata.category(mark) in {"Mn", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(mark) in {"W", "F"} else 1
