"""The gate: printed words must stand in their source file, which is read again for this.

It shares no code with the cleaner but the decoding of bytes (and of a file's records, and of a mail's parts), so that a
mistake there cannot excuse itself here.
"""

import hashlib
import html
import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from digest.errors import ReceiptError, SourceError
from digest.intake.parts import cut, items_in, text_of
from digest.nouns import Block, Format, Receipt, Source, Span

# A gap between two spans may hold these and white space, nothing else. Tags that break a line are not among them:
# words on both sides of one would be glued.
BREAKS = (
    "address|article|aside|blockquote|body|br|button|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|"
    "h[1-6]|head|header|hr|html|iframe|label|legend|li|main|menu|nav|noembed|noframes|noscript|ol|option|p|pre|script|section|"
    "select|style|summary|table|tbody|td|textarea|tfoot|th|thead|title|tr|ul|xmp"
)
MARKUP = {
    Format.HTML: re.compile(
        rf"""<!--.*?-->|<(?!/?(?:{BREAKS})[\s/>])/?[a-zA-Z](?:=\s*"[^"]*"|=\s*'[^']*'|[^>])*+>|<[!?][^>]*>""",
        re.DOTALL | re.IGNORECASE,
    ),
    Format.MARKDOWN: re.compile(
        r"""\]\((?:<[^<>\n]*>|[^()\s]*)(?:\s+"[^"\n]*")?\)|\]\[[^\]\s]*\]|[\[\]*_~`#>\\]|<(?=https?://)"""
    ),
    Format.TEXT: re.compile(r"(?!)"),
    Format.RECORD: re.compile(r"(?!)"),
}
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
SHOWN = 160  # characters of the source quoted in an error


def verify(receipts: Iterable[Receipt], folder: Path) -> int:
    """Check every receipt against its source file below `folder`, as a `Gate`; return how many there were."""
    return Gate(folder).verify(receipts)


class Gate:
    """Checks receipts against the files below a folder.

    A receipt holds when the SHA-256 of its file, or of its record in the file, is the recorded one, and each block that
    it touches equals its spans of the decoded text, joined, with entities decoded (HTML), escapes resolved (Markdown)
    and white space folded, with markup only between the spans.
    """

    def __init__(self, folder: Path) -> None:
        self._files = _Files(folder)

    def verify(self, receipts: Iterable[Receipt]) -> int:
        """Check receipts; return how many there were.

        Raises ReceiptError, naming the printed words, the file and what stands there instead.
        """
        count = 0
        for receipt in sorted(receipts, key=lambda receipt: receipt.article.source.path):  # each file is read once
            _check_words(receipt, self._files.text(receipt.article.source))
            count += 1
        return count


class _Files:
    """The files below a folder, read and cut again. Asked file by file, it remembers the last ones."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._bytes = lru_cache(maxsize=1)(self._read)
        self._records = lru_cache(maxsize=4)(self._cut)
        self.text = lru_cache(maxsize=64)(self._text)

    def _read(self, path: str) -> bytes:
        try:
            return (self._folder / path).read_bytes()
        except OSError as error:
            raise ReceiptError(
                f"{path}: cannot be read again ({error.strerror}); put it back and build again"
            ) from error

    def _cut(self, path: str, items: str) -> dict[int, bytes]:
        return {one.number: one.data for one in cut(self._bytes(path), path, items)}

    def _text(self, source: Source) -> str:
        try:
            if source.record:
                data = self._records(source.path, items_in(source.field)).get(source.record, b"")
            else:
                data = self._bytes(source.path)
            if hashlib.sha256(data).hexdigest() == source.sha256:
                return text_of(data, record=source.record, field=source.field, encoding=source.encoding)
        except SourceError as error:
            raise ReceiptError(f"{source.name}: {error}; build again") from error
        raise ReceiptError(f"{source.name}: changed on disk while the digest was built; build again")


def _check_words(receipt: Receipt, source: str) -> None:
    article = receipt.article
    there = article.text[receipt.start : receipt.end]
    if not receipt.text or there != receipt.text:
        raise _stopped(receipt, there)
    touched = [block for block in article.blocks if block.start < receipt.end and receipt.start < block.end]
    if not touched or receipt.start < touched[0].start or touched[-1].end < receipt.end:
        raise _stopped(receipt, "(outside the article's blocks)")
    for before, after in pairwise(touched):
        if article.text[before.end : after.start].strip():
            raise _stopped(receipt, article.text[before.end : after.start])
    for block in touched:
        _check_block(receipt, block, source)


def _check_block(receipt: Receipt, block: Block, source: str) -> None:
    if not _ordered(block.spans, len(source)):
        raise _stopped(receipt, "(spans that are out of order)")
    form = receipt.article.source.format
    parts = [_shown(source[block.spans[0].start : block.spans[0].end], form)]
    for before, after in pairwise(block.spans):
        parts.append(MARKUP[form].sub("", source[before.end : after.start]))
        if parts[-1].strip():
            raise _stopped(receipt, f"words left out inside: {parts[-1].strip()}")
        parts.append(_shown(source[after.start : after.end], form))
    standing = " ".join("".join(parts).split())
    if standing != receipt.article.text[block.start : block.end]:
        raise _stopped(receipt, standing)


def _ordered(spans: tuple[Span, ...], size: int) -> bool:
    edges = [edge for span in spans for edge in (span.start, span.end)]
    return bool(edges) and edges == sorted(edges) and edges[0] >= 0 and edges[-1] <= size


def _shown(source: str, form: Format) -> str:
    if form is Format.HTML:
        return html.unescape(source)
    return ESCAPE.sub(r"\1", source) if form is Format.MARKDOWN else source


def _stopped(receipt: Receipt, there: str) -> ReceiptError:
    there = " ".join(there.split())
    return ReceiptError(
        f"{receipt.article.source.name}: this {receipt.printed_as} does not stand in the file as printed.\n"
        f"  printed: {receipt.text}\n"
        f"  there:   {there[:SHOWN]}{'…' if len(there) > SHOWN else ''}"
    )
