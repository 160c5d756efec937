"""Parts of a line, each with the spans of just that part."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from digest.intake.lines import Line
from digest.nouns import Format, Span

# What stands for other characters in a source: HTML's references, Markdown's backslash escapes.
UNIT = {
    Format.HTML: re.compile(r"&(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,8};?|[a-zA-Z][a-zA-Z0-9]{1,31};?)|.", re.DOTALL),
    Format.MARKDOWN: re.compile(r"\\[!-/:-@\[-`{-~]|.", re.DOTALL),
    Format.TEXT: re.compile(r".", re.DOTALL),
    Format.RECORD: re.compile(r".", re.DOTALL),
}


def parts(line: Line, edges: Iterable[tuple[int, int]], source: str, form: Format) -> list[Line]:
    """The line's parts from character `start` to `end` of its text; none where nothing but white space is there."""
    wanted = [_trimmed(line.text, start, end) for start, end in edges]
    if all(edge == (0, len(line.text)) for edge in wanted):
        return [line for _ in wanted]
    places = list(_places(line, source, form))
    return [_part(line, start, end, places[start][0], places[end - 1][1]) for start, end in wanted if start < end]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return start, end


def _part(line: Line, start: int, end: int, first: int, last: int) -> Line:
    """The part between two places of the source."""
    spans = tuple(
        Span(start=max(span.start, first), end=min(span.end, last))
        for span in line.spans
        if span.start < last and first < span.end
    )
    return replace(line, text=line.text[start:end], spans=spans)


def _places(line: Line, source: str, form: Format) -> Iterator[tuple[int, int]]:
    """Where each character of a line's folded text stands in the source."""
    begun, waiting = False, None
    for span in line.spans:
        for unit in UNIT[form].finditer(source, span.start, span.end):
            place = (unit.start(), unit.end())
            for char in _shown(unit[0], form):
                if char.isspace():
                    waiting = waiting or place
                    continue
                if begun and waiting:
                    yield waiting
                begun, waiting = True, None
                yield place


def _shown(unit: str, form: Format) -> str:
    if len(unit) == 1:
        return unit
    return html.unescape(unit) if form is Format.HTML else unit[1]
