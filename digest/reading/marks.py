"""Quotation marks: which stretches of a text stand between them.

No mark ever hides another: a mark that finds no partner is passed over, or ends with its block where the quotation goes
on in the next one, and the next mark is read afresh.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from digest.nouns import Block, BlockKind
from digest.reading.closing import close_of
from digest.reading.lexicon import lexicon
from digest.reading.signs import SINGLE, STRONG, Mark, closes_only, is_inch, marks_of, may_open, opens

_TRANSCRIPT = re.compile(r"[\"“]\(?[A-Z][A-Z .'-]+[:)]")
_INTRODUCED = re.compile(rf"(?::|\b(?:{'|'.join(sorted(lexicon('forms')))}),)\s*$")
_REACH = 20  # characters before a mark that can introduce it
_AHEAD = 40  # marks looked at for a closing one: more than any quotation holds, and a bound on hostile text
_BLOCKS = 5  # blocks over which a quotation may run without a mark
_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_LONG = 5  # words of a quotation that shows which marks an article puts around speech


class Stretch(NamedTuple):
    """What stands between two marks, the marks left out; offsets are into the article's text."""

    block: int
    start: int
    end: int
    closed: bool  # its closing mark stands in the block
    single: bool  # between single marks


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _may_run_on(text: str, opening: Mark, ahead: Sequence[Mark], *, goes_on: bool) -> bool:
    """Whether a quotation without a closing mark reaches to the end of its block."""
    if opening.sign in SINGLE or text[opening.end].isspace():
        return False
    if not (goes_on or opening.sign == "“" or _INTRODUCED.search(text, max(0, opening.start - _REACH), opening.start)):
        return False
    return not any(mark.sign in '“"„«' and opens(text, mark) for mark in ahead)


def _in_block(  # noqa: PLR0913
    text: str, block: Block, number: int, *, goes_on: bool, singles: bool, swedish: bool
) -> list[Stretch]:
    """The outermost quoted stretches of a block, in order."""
    part = text[block.start : block.end]
    marks = marks_of(part, singles=singles)
    found: list[Stretch] = []
    place = 0
    while place < len(marks):
        opening, ahead = marks[place], marks[place + 1 : place + 1 + _AHEAD]
        place += 1
        if (opening.sign == "”" and not swedish) or not may_open(part, opening, ahead):
            continue
        close = close_of(part, opening, ahead)
        if close is None and not _may_run_on(part, opening, ahead, goes_on=goes_on):
            continue
        stop = len(part) if close is None else close.start
        start, end = _trimmed(part, opening.end, stop)
        if start < end:
            single = opening.sign in SINGLE
            found.append(Stretch(number, block.start + start, block.start + end, close is not None, single))
        while place < len(marks) and marks[place].start <= stop:
            place += 1
    return found


def _runs(text: str, blocks: Sequence[Block]) -> list[list[int]]:
    """The numbers of neighbouring blocks that all open with a mark."""
    found: list[list[int]] = []
    for number, block in enumerate(blocks):
        if not text.startswith(('"', "“", "«", "„", "``"), block.start):
            continue
        if found and found[-1][-1] == number - 1:
            found[-1].append(number)
        else:
            found.append([number])
    return found


def _goes_on(text: str, blocks: Sequence[Block]) -> tuple[set[int], set[int]]:
    """The blocks whose quotation may go on in the next one, and those among a transcript's lines that nobody speaks.

    A run of paragraphs that nothing closes in the end is an extract that marks set off, and the lines of a transcript,
    `"DIAZ: …`, are no quotation either.
    """
    going, transcript = set[int](), set[int]()
    for run in _runs(text, blocks):
        last = blocks[run[-1]]
        straight = [mark for mark in marks_of(text[last.start : last.end], singles=False) if mark.sign == '"']
        lines = [number for number in run if _TRANSCRIPT.match(text, blocks[number].start)]
        if lines:
            transcript.update(number for number in run if number not in lines)
        elif len(straight) % 2 == 0:
            going.update(number - 1 for number in run if number)
    return going, transcript


def _closes_from_before(text: str, block: Block) -> Mark | None:
    """The first double mark of a block, when it can only close what an earlier block opened."""
    part = text[block.start : block.end]
    mark = next(iter(marks_of(part, singles=False)), None)
    if mark is None or mark.sign not in '"”' or is_inch(part, mark):
        return None
    before, after = part[: mark.start].rstrip()[-1:], part[mark.end : mark.end + 1]
    return mark if before in STRONG and not after.isalnum() else None


def _continued(text: str, blocks: Sequence[Block], number: int) -> list[Stretch]:
    """The stretches behind block `number`, whose last one is open, up to the closing mark that ends it.

    None when another quotation begins first, or when no closing mark comes soon.
    """
    found: list[Stretch] = []
    for place in range(number + 1, min(number + 1 + _BLOCKS, len(blocks))):
        block = blocks[place]
        close = _closes_from_before(text, block)
        end = block.end if close is None else block.start + close.start
        if (close is None and marks_of(text[block.start : block.end], singles=False)) or block.kind not in _PROSE:
            return []
        found.append(Stretch(place, *_trimmed(text, block.start, end), close is not None, single=False))
        if close is not None:
            return found
    return []


def _with_continued(text: str, blocks: Sequence[Block], found: list[list[Stretch]]) -> list[list[Stretch]]:
    """Quotations that open in one block and close in a later one, without a mark at the paragraphs between."""
    opened = [n for n, here in enumerate(found) if here and not here[-1].closed and not here[-1].single]
    for number in opened:
        for stretch in _continued(text, blocks, number):
            if stretch.start < stretch.end:
                found[stretch.block].insert(0, stretch)
    return found


def _shows(text: str, found: Sequence[Sequence[Stretch]], *, single: bool) -> int:
    """Number of whole stretches between single, or double, marks that are long enough to be speech."""
    return sum(
        len(text[s.start : s.end].split()) >= _LONG
        and s.closed
        and s.single == single
        and (not single or text[s.end - 1] in STRONG or text[s.end + 1 : s.end + 2] == ",")
        for block in found
        for s in block
    )


def stretches(text: str, blocks: Sequence[Block]) -> list[list[Stretch]]:
    """The quoted stretches of each block, in order.

    Single marks are the outer ones only in an article that puts more speech between them than between double marks
    (British use), or none between double marks.
    """
    going, transcript = _goes_on(text, blocks)
    swedish = not closes_only(text)

    def read(*, singles: bool) -> list[list[Stretch]]:
        found = [
            [
                stretch
                for stretch in _in_block(text, block, number, goes_on=number in going, singles=singles, swedish=swedish)
                if not (number in transcript and stretch.start == block.start + 1)
            ]
            for number, block in enumerate(blocks)
        ]
        return _with_continued(text, blocks, found)

    doubles, both = read(singles=False), read(singles=True)
    outer, inner = _shows(text, both, single=True), _shows(text, both, single=False)
    doubled = text.count("''") // 2 > outer  # apostrophes in twos around speech: single ones stand inside
    british = not _shows(text, doubles, single=False) or outer > inner
    return both if british and not doubled else doubles
