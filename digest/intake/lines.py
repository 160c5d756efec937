"""Lines: the stretches of a source that may become blocks, and plain text cut into them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from digest.nouns import Span

BULLET = re.compile(r"\s*(?:[•·‣▪●○◦*–-]|\d{1,2}[.)])\s+")
MAX_WRAP = 100  # characters; longer lines are not the work of a hard wrap


def fold(text: str) -> str:
    """Make each run of white space one space, and trim."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A stretch of the source between two breaks, with what its markup says about it."""

    text: str  # white space folded, entities decoded
    spans: tuple[Span, ...]
    tag: str = ""  # the nearest block element: "p", "h2", "li"; "" in plain text
    links: float = 0.0  # share of its characters inside links
    emphasis: float = 0.0  # share of its characters in bold
    quote: int = 0  # number of the block quotation that it stands in; 0 for none


def text_lines(source: str) -> tuple[Line, ...]:
    """Cut plain text at its line ends; lines that a hard wrap broke are put together again."""
    return tuple(
        Line(text=fold(source[start:end]), spans=(Span(start=start, end=end),), tag="li" if bullet else "")
        for start, end, bullet in _paragraphs(source)
    )


def _paragraphs(source: str) -> Iterator[tuple[int, int, bool]]:
    group: list[tuple[int, int]] = []
    for found in re.finditer(r"[^\n\r]*(?:\r\n|\n|\r|$)", source):
        start, end = trim(source, found.start(), found.end())
        if start < end:
            group.append((start, end))
        elif group:
            yield from _split(source, group)
            group = []


def _split(source: str, group: list[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    if _is_wrapped(source, group):
        group = [(group[0][0], group[-1][1])]
    for start, end in group:
        bullet = BULLET.match(source, start, end)
        yield (bullet.end() if bullet and bullet.end() < end else start), end, bool(bullet)


def _is_wrapped(source: str, group: list[tuple[int, int]]) -> bool:
    """A break is a wrap where the next line's first word would not have fitted."""
    width = max(end - start for start, end in group)
    if len(group) < 3 or not 45 <= width <= MAX_WRAP:
        return False
    for (start, end), (after, stop) in pairwise(group):
        word = source[after:stop].split(maxsplit=1)[0]
        if end - start + 1 + len(word) <= width or BULLET.match(source, after, stop):
            return False
    return True


def trim(source: str, start: int, end: int) -> tuple[int, int]:
    """Move both ends inwards over white space."""
    while start < end and source[start].isspace():
        start += 1
    while end > start and source[end - 1].isspace():
        end -= 1
    return start, end
