"""Words embedded from a social network: where they begin, who signed them, and what of them is only machinery."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.intake.dates import Found, dates_in
from digest.intake.language import language_in
from digest.intake.lines import Line

# "— Name (@handle) February 27, 2025", alone or at the end of the post's words.
SIGNATURE = re.compile(
    r"(?:^|(?<=\s))[—–-]{1,2}\s*(?P<name>[^()\n—–]{2,80}?)\s*\((?P<handle>@\w{1,30})\)\s*(?P<date>[^\n]{6,40})$"
)
MACHINERY = re.compile(r"(?:https?://)?(?:pic\.twitter\.com|pic\.x\.com|t\.co)/\w+")
MAX_LINES = 12  # a longer run of lines in another language is not one post


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The line that signs a post."""

    start: int  # where it begins in its line's text
    name: str
    date: Found


def signature(text: str) -> Signature | None:
    """The signature at the end of a line, if there is one."""
    if "(@" not in text or len(text) > 2000:
        return None
    found = SIGNATURE.search(text)
    dates = dates_in(found["date"]) if found else ()
    if not found or not dates:
        return None
    return Signature(start=found.start(), name=found["name"], date=dates[0])


def post_lines(lines: Sequence[Line], language: str) -> frozenset[int]:
    """Indices of the lines that are posts: each signature, and the words above it that it signs."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        sign = signature(line.text)
        if not sign:
            continue
        found.add(index)
        if not line.text[: sign.start].strip() and index > 0:
            found.update(_words_above(lines, index, language))
    return frozenset(found)


def _words_above(lines: Sequence[Line], index: int, language: str) -> Iterator[int]:
    """The line above a signature is the post's; lines before it are while they share its quotation or its language."""
    yield index - 1
    own = language_in(lines[index - 1].text, language)
    quote = lines[index - 1].quote
    for above in range(index - 2, max(-1, index - 2 - MAX_LINES), -1):
        same_quote = quote > 0 and lines[above].quote == quote
        same_tongue = own != language and language_in(lines[above].text, language) == own
        if signature(lines[above].text) or not (same_quote or same_tongue):
            return
        yield above


def pieces(text: str) -> tuple[tuple[int, int], ...]:
    """Parts of a post's line without links to pictures and shortened addresses; its signature is a part of its own."""
    sign = signature(text)
    edges, position = [], 0
    limit = sign.start if sign else len(text)
    for found in MACHINERY.finditer(text, 0, limit):
        edges.append((position, found.start()))
        position = found.end()
    edges.append((position, limit))
    if sign:
        edges.append((sign.start, len(text)))
    return tuple((start, end) for start, end in edges if text[start:end].strip())
