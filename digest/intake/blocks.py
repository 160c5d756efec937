"""Kept lines to an article's text and blocks, each with its spans in the source."""

from collections.abc import Sequence
from dataclasses import dataclass

from digest.intake.cutting import parts
from digest.intake.features import STOP
from digest.intake.language import language_in
from digest.intake.lines import Line
from digest.intake.posts import MACHINERY, pieces, post_lines, signature
from digest.nouns import Block, BlockKind, Format

GAP = "\n\n"
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
ITEMS = frozenset({"li", "dt", "dd"})
MAX_SUBHEAD_WORDS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """An article's text and the blocks that it consists of."""

    text: str
    blocks: tuple[Block, ...]


def lay_out(lines: Sequence[Line], source: str, form: Format, language: str) -> Laid:
    """Join lines to a text with a blank line between blocks; posts are cut from their machinery."""
    posts = post_lines(lines, language)
    tongues = _post_tongues(lines, posts, language)
    text, blocks, position = [], list[Block](), 0
    for index, line in enumerate(lines):
        kind = BlockKind.POST if index in posts else _kind(lines, index)
        for piece in _pieces(line, source, form, kind):
            own = tongues[index] if index in tongues else _tongue(piece, kind, language)
            end = position + len(piece.text)
            blocks.append(Block(start=position, end=end, kind=kind, language=own, spans=piece.spans))
            text.append(piece.text)
            position = end + len(GAP)
    return Laid(text=GAP.join(text), blocks=tuple(blocks))


def _tongue(piece: Line, kind: BlockKind, language: str) -> str:
    return language if kind is BlockKind.SUBHEAD else language_in(piece.text, language)


def _post_tongues(lines: Sequence[Line], posts: frozenset[int], language: str) -> dict[int, str]:
    """The language of each run of post lines, by all its words together: one line is often too short to tell."""
    tongues: dict[int, str] = {}
    run: list[int] = []
    for index in sorted(posts):
        run.append(index)
        if index + 1 not in posts or signature(lines[index].text):
            words = " ".join(lines[line].text for line in run if not signature(lines[line].text))
            tongues.update(dict.fromkeys(run, language_in(words, language)))
            run = []
    return tongues


def _pieces(line: Line, source: str, form: Format, kind: BlockKind) -> list[Line]:
    if kind is not BlockKind.POST and not MACHINERY.search(line.text):
        return [line]
    return parts(line, pieces(line.text), source, form)


def _kind(lines: Sequence[Line], index: int) -> BlockKind:
    line = lines[index]
    if line.tag in HEADINGS:
        return BlockKind.SUBHEAD
    if line.tag in ITEMS:
        return BlockKind.LIST_ITEM
    short = len(line.text.split()) <= MAX_SUBHEAD_WORDS and not STOP.search(line.text)
    bold = line.emphasis > 0.9 if line.tag else not line.text.endswith((":", ","))
    return BlockKind.SUBHEAD if short and bold and index + 1 < len(lines) else BlockKind.PARAGRAPH
