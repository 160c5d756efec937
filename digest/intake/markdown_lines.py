"""Markdown cut into lines: each a paragraph, heading or list item, with spans between its syntax."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from digest.intake.lines import Line, fold, trim
from digest.nouns import Span

FENCE = re.compile(r"\s{0,3}(```|~~~)")
HEADING = re.compile(r"\s{0,3}(#{1,6})\s+")
LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+")
QUOTE = re.compile(r"(?:\s{0,3}>\s?)+")
RULE = re.compile(r"\s{0,3}(?:(?:\*\s*+){3,}+|(?:-\s*+){3,}+|(?:_\s*+){3,}+|=+|\[[^\]]+\]:\s.*|[\s:-]*+\|[\s:|-]*+)$")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
# Syntax inside a paragraph: what stands between the words. An image is left out whole, and ends its line.
SYNTAX = re.compile(
    r"""(?P<escape>\\[!-/:-@\[-`{-~])
    |(?P<image>!\[[^\]\n]{0,500}\](?:\([^()\s]{0,2000}(?:\s+"[^"\n]{0,500}")?\)|\[[^\]\n]{0,200}\]))
    |(?P<link_end>\](?:\((?:<[^<>\n]{0,2000}>|[^()\s]{0,2000})(?:\s+"[^"\n]{0,500}")?\)|\[[^\]\s]{0,200}\]))
    |(?P<marks>\*+|~~|`+|(?<!\w)_+|_+(?!\w))
    |(?P<open>\[)
    |(?P<close>\])""",
    re.VERBOSE,
)


def markdown_lines(source: str, start: int) -> tuple[Line, ...]:
    """Cut the body that begins at `start`."""
    lines = (line for tag, ranges in _blocks(source, start) for line in _lines(source, ranges, tag))
    return tuple(line for line in lines if line.text)


def _blocks(source: str, start: int) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Ranges of source lines that belong to one block, without the marks at their beginnings."""
    tag, ranges, fenced = "p", list[tuple[int, int]](), False
    for found in re.compile(r"[^\n\r]*(?:\r\n|\n|\r|$)").finditer(source, start):
        line = found[0]
        if FENCE.match(line):
            fenced = not fenced
            line = ""
        new_tag, skip = _kind(line, fenced=fenced)
        first, last = trim(source, found.start() + skip, found.end())
        if new_tag or first >= last:
            if ranges:
                yield tag, ranges
            tag, ranges = new_tag or "p", []
        if first < last and new_tag != "rule" and line:
            ranges.append((first, last))
        if tag in {"rule", "h1", "h2", "h3", "h4", "h5", "h6"}:
            if ranges:
                yield tag, ranges
            tag, ranges = "p", []
    if ranges:
        yield tag, ranges


def _kind(line: str, *, fenced: bool) -> tuple[str, int]:
    """The element that a source line begins ("" if it goes on with the one before), and the length of its mark."""
    if fenced:
        return "pre", 0
    quote = QUOTE.match(line)
    skip = quote.end() if quote else 0
    if RULE.match(line, skip) and line.strip():
        return "rule", 0
    if heading := HEADING.match(line, skip):
        return f"h{len(heading[1])}", heading.end()
    if item := LIST_ITEM.match(line, skip):
        return "li", item.end()
    return "", skip


def _lines(source: str, ranges: list[tuple[int, int]], tag: str) -> Iterator[Line]:
    """One line of a block, or several where an image stands in it."""
    spans: list[Span] = []
    inside = [list(SYNTAX.finditer(source, start, end)) for start, end in ranges]
    syntax = _links(chain.from_iterable(inside)) | _pairs(chain.from_iterable(inside))
    for index, (start, end) in enumerate(ranges):
        stop = end
        while index + 1 < len(ranges) and stop < ranges[index + 1][0] and source[stop].isspace():
            stop += 1
        position = start
        for found in inside[index]:
            if found.lastgroup != "image" and found.start() not in syntax:
                continue
            if position < found.start():
                spans.append(Span(start=position, end=found.start()))
            position = found.end()
            if found.lastgroup == "image":
                yield _line(source, spans, tag)
                spans = []
        if position < stop:
            spans.append(Span(start=position, end=stop))
    yield _line(source, spans, tag)


def _links(syntax: Iterable[re.Match[str]]) -> set[int]:
    """Where the brackets of links stand in a block; any other bracket is the author's ("He will [not] come")."""
    links, opened = set[int](), list[int]()
    for found in syntax:
        if found.lastgroup == "open":
            opened.append(found.start())
        elif found.lastgroup in {"close", "link_end"} and opened:
            opening = opened.pop()
            if found.lastgroup == "link_end":
                links |= {opening, found.start()}
    return links


def _pairs(syntax: Iterable[re.Match[str]]) -> set[int]:
    """Where marks of emphasis and code stand; one without another of its kind in the block is a character ("f**k")."""
    places: dict[str, list[int]] = {}
    for found in syntax:
        if found.lastgroup == "marks":
            places.setdefault(found[0][0], []).append(found.start())
    return {place for same in places.values() if len(same) > 1 for place in same}


def _line(source: str, spans: list[Span], tag: str) -> Line:
    text = "".join(source[span.start : span.end] for span in spans)
    return Line(text=fold(ESCAPE.sub(r"\1", text)), spans=tuple(spans), tag=tag)
