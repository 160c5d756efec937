"""An HTML page cut into lines, each with its spans in the source: one pass, no recursion, no tree."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from digest.intake.lines import Line, fold
from digest.nouns import Span

# Elements that begin a line of their own, as browsers lay them out.
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "button", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "head", "header", "hr", "html", "label", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre",
    "section", "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
})  # fmt: skip
VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
})  # fmt: skip
# Their content is not markup.
RAW = frozenset({"iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title", "xmp"})
HIDDEN = RAW | {"head", "object", "select", "svg", "template", "math", "canvas", "audio", "video", "datalist"}
DIVIDERS = BLOCKS | RAW
CLOSES_P = BLOCKS - {"br", "button", "label", "option"}
MAX_DEPTH = 400  # browsers stop at 512; deeper elements are read but not remembered

TAG = re.compile(r"""<(/?)([a-zA-Z][^\s/>]{0,60})((?:=\s*"[^"]*"|=\s*'[^']*'|[^>])*+)>""")

ATTRIBUTE = re.compile(r"""[^\s"'>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?""")
LONG_TAG = 5000  # characters


@dataclass(slots=True)
class _Element:
    tag: str
    quote: int  # number of the block quotation that it stands in; 0 for none
    hidden: bool


@dataclass(slots=True)
class _Reader:
    """The state of one pass. Lives inside `read_html` only."""

    source: str
    stack: list[_Element] = field(default_factory=list)
    too_deep: int = 0
    deepest: int = 0
    quotes: int = 0
    lines: list[Line] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    linked: int = 0
    bold: int = 0

    def text(self, start: int, end: int) -> None:
        if start == end:
            return
        if self.stack and self.stack[-1].hidden:
            if not self.source[start:end].isspace():
                self.flush()  # unseen words end a line: nothing may stand unprinted inside a block
            return
        self.spans.append(Span(start=start, end=end))
        if any(element.tag == "a" for element in self.stack[-6:]):
            self.linked += end - start
        if any(element.tag in {"b", "strong"} for element in self.stack[-4:]):
            self.bold += end - start

    def flush(self) -> None:
        text = fold("".join(html.unescape(self.source[span.start : span.end]) for span in self.spans))
        if text:
            size = sum(span.end - span.start for span in self.spans)
            self.lines.append(
                Line(
                    text=text,
                    spans=tuple(self.spans),
                    tag=next((element.tag for element in reversed(self.stack) if element.tag in BLOCKS), ""),
                    links=self.linked / size,
                    emphasis=self.bold / size,
                    quote=self.stack[-1].quote if self.stack else 0,
                )
            )
        self.spans = []
        self.linked = self.bold = 0

    def open(self, tag: str) -> None:
        if tag in DIVIDERS:
            self.flush()
        if tag in BLOCKS:
            self._end_implied(tag)
        if tag in VOID:
            return
        if len(self.stack) >= MAX_DEPTH:
            self.too_deep += 1
            return
        above = self.stack[-1] if self.stack else _Element("", 0, hidden=False)
        self.quotes += tag == "blockquote"
        quote = self.quotes if tag == "blockquote" else above.quote
        self.stack.append(_Element(tag, quote, above.hidden or tag in HIDDEN))
        self.deepest = max(self.deepest, len(self.stack))

    def _end_implied(self, tag: str) -> None:
        """A block ends an open paragraph, and the head if nobody did."""
        if tag in CLOSES_P and self.stack and self.stack[-1].tag == "p":
            self.stack.pop()
        head = next((place for place, element in enumerate(self.stack[:3]) if element.tag == "head"), None)
        if head is not None and tag not in {"title", "head", "html"}:
            del self.stack[head:]

    def close(self, tag: str) -> None:
        if tag in DIVIDERS:
            self.flush()
        if self.too_deep:
            self.too_deep -= 1
            return
        for index in range(len(self.stack) - 1, max(-1, len(self.stack) - 40), -1):
            if self.stack[index].tag == tag:
                del self.stack[index:]
                return


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlPage:
    """The lines of a page, and its size: how deep its elements are nested, how many there are, and their attributes."""

    lines: tuple[Line, ...]
    depth: int
    elements: int
    attributes: int  # of the element that has most, among the long ones


def read_html(source: str) -> HtmlPage:
    """Cut a page at its block elements, leaving out what a browser never shows. Linear in the page's length."""
    reader, elements, attributes = _Reader(source), 0, 0
    for kind, start, end, tag in _tokens(source):
        if kind == "text":
            reader.text(start, end)
        elif kind == "open":
            reader.open(tag)
            elements += 1
            if end - start > LONG_TAG:
                attributes = max(attributes, len(ATTRIBUTE.findall(source, start, end)))
        else:
            reader.close(tag)
    reader.flush()
    return HtmlPage(
        lines=tuple(reader.lines),
        depth=reader.deepest + reader.too_deep,
        elements=elements,
        attributes=attributes,
    )


def _tokens(source: str) -> Iterator[tuple[str, int, int, str]]:
    """Tokens of the source: (kind, start, end, tag); an unended tag or comment ends the page, as in browsers."""
    position, start, size = 0, 0, len(source)
    while position < size:
        mark = source.find("<", position)
        if mark < 0 or mark + 1 >= size:
            break
        if source.startswith(("<!", "<?", "</"), mark) and not (
            source[mark + 1] == "/" and source[mark + 2 : mark + 3].isalpha()
        ):
            yield "text", start, mark, ""
            position = start = _after_declaration(source, mark)
            continue
        if not source[mark + 1].isalpha() and source[mark + 1] != "/":
            position = mark + 1
            continue
        found = TAG.match(source, mark)
        yield "text", start, mark, ""
        if not found:
            return
        tag = found[2].lower()
        yield ("close" if found[1] else "open"), mark, found.end(), tag
        position = start = found.end()
        if tag in RAW and not found[1]:
            position = _raw_end(source, tag, start)
            yield "text", start, position, ""
            start = position
    yield "text", start, size, ""


def _after_declaration(source: str, mark: int) -> int:
    close, skip = ("-->", 3) if source.startswith("<!--", mark) else (">", 1)
    end = source.find(close, mark + 2)
    return end + skip if end >= 0 else len(source)


def _raw_end(source: str, tag: str, start: int) -> int:
    found = re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE).search(source, start)
    return found.start() if found else len(source)
