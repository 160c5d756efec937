"""Quotation marks: which stretches of a text stand between them.

No mark ever hides another: a mark that finds no partner is passed over, or ends with its block where the quotation goes
on in the next one, and the next mark is read afresh. Doubled apostrophes (''so'') are no quotation marks here.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from digest.nouns import Block

_MARK = re.compile(r"[\"“”„‟«»‹›「」『』]|[‘‚]|(?<!['\w])'(?!')|'(?!['\w])(?<!'')|’(?!\w)")
_CLOSERS = {"“": '”"“', "”": '”"', "„": '“”"', "‟": '”"', "«": "»", "»": "«", "‹": "›", '"': '"”“'}
_CLOSERS |= {"「": "」", "『": "』"}  # of Japanese and Chinese
_ONE_MARK = frozenset({"sv", "fi", "nb", "no", "da"})  # languages that print ”so”
_SINGLE = "‘‚'"
_OPENS_AFTER = set("([{—–-―/:;,….?!")
_TRANSCRIPT = re.compile(r"[\"“]\(?[A-Z][A-Z .'-]+[:)]")
_REACH = 5_000  # characters in which a »quotation« must end
_MARKS = 40  # marks looked at for a closing one: more than any quotation holds, and a bound on hostile text
_STRONG = set('.,!?…;:”"')


class Stretch(NamedTuple):
    """What stands between two marks, the marks left out; offsets are into the article's text."""

    block: int
    start: int
    end: int
    closed: bool  # its closing mark stands in the block
    single: bool  # between single marks


def _opens(text: str, at: int) -> bool:
    """A mark opens when white space, a bracket or a dash is before it and a word behind it."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if not after or after.isspace():
        return False
    if not before or before.isspace():
        return True
    return before in _OPENS_AFTER and (after.isalnum() or after in "[($…'‘") and text[at] != "”"


def _is_inch(text: str, at: int) -> bool:
    """`5'10"`: a straight mark behind a figure that nothing opened."""
    return text[at] == '"' and text[at - 1 : at].isdigit()


def _may_open(text: str, at: int) -> bool:
    mark = text[at]
    if mark == "“":
        return at + 1 < len(text) and (_opens(text, at) or not text[at + 1].isspace())
    if mark in "„‟«‹「『":
        return at + 1 < len(text)
    if mark == "»":  # »so« is German and Danish, «so» the others
        return _opens(text, at) and text.find("«", at, at + _REACH) >= 0
    return mark in "\"‘‚'" and _opens(text, at)


def _double_close(text: str, at: int, marks: Sequence[int]) -> int | None:
    """The closing mark for a double mark: the first that is not the opening of another quotation inside."""
    mark, depth = text[at], 0
    closers = _CLOSERS[mark]
    for other in marks:
        sign = text[other]
        if sign == "“" and mark in '“"' and _opens(text, other):
            depth += 1
        elif sign in closers:
            if depth and sign in '”"':
                depth -= 1
            elif sign == '"' and _opens(text, other) and text[other - 1] not in _STRONG:
                return None  # the next quotation begins: this one was never closed
            elif not (
                _is_inch(text, other)
                and any(text[later] == '"' and not _opens(text, later) for later in marks if later > other)
            ):
                return other
    return next((other for other in reversed(marks) if depth and text[other] == "”"), None)


def _single_close(text: str, marks: Sequence[int]) -> int | None:
    """Of marks that may be apostrophes, the one that closes: one behind punctuation, or one that is no plural's."""
    depth = 0
    for other in marks:
        sign = text[other]
        if sign in "‘‚" or (sign == "'" and _opens(text, other)):
            depth += 1
            continue
        if sign not in "’'":
            continue
        before, after = text[other - 1], text[other + 1 : other + 2]
        if before.isspace():
            continue
        possessive = (
            before == "s" and after == " " and any(text[later - 1] in _STRONG for later in marks if later > other)
        )
        if possessive or (depth and before not in _STRONG):
            depth -= depth > 0
            continue
        return other
    return None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _in_block(text: str, block: Block, number: int, goes_on: bool, singles: bool) -> list[Stretch]:  # noqa: FBT001
    """The outermost quoted stretches of a block, in order."""
    part = text[block.start : block.end]
    marks = [found.start() for found in _MARK.finditer(part) if singles or found[0] not in "‘’‚'"]
    found: list[Stretch] = []
    place = 0
    while place < len(marks):
        at = marks[place]
        place += 1
        if not _may_open(part, at) and not (block.language in _ONE_MARK and part[at] == "”" and _opens(part, at)):
            continue
        single = part[at] in _SINGLE
        ahead = marks[place : place + _MARKS]
        close = _single_close(part, ahead) if single else _double_close(part, at, ahead)
        if close is None and (single or not (goes_on or part[at] == "“")):
            continue
        again = next(
            (mark for mark in marks[place : place + _MARKS] if part[mark] in '“"„«' and _opens(part, mark)), None
        )
        if close is None and again is not None:
            continue
        stop = len(part) if close is None else close
        start, end = _trimmed(part, at + 1, stop)
        if start < end:
            found.append(Stretch(number, block.start + start, block.start + end, close is not None, single))
        while place < len(marks) and marks[place] <= stop:
            place += 1
    return found


def _goes_on(text: str, blocks: Sequence[Block]) -> list[bool]:
    """For each block, whether the next one opens with a mark too, so that a quotation may run over both.

    A run of paragraphs that nothing closes in the end is an extract that marks set off, and the lines of a transcript,
    `"DIAZ: …`, are no quotation either.
    """
    found = [False] * len(blocks)
    opening = [number for number, block in enumerate(blocks) if text[block.start : block.start + 1] in set('“"«„')]
    runs: list[list[int]] = []
    for number in opening:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    for run in runs:
        last = blocks[run[-1]]
        closes = text.count('"', last.start, last.end) % 2 == 0
        if closes and not any(_TRANSCRIPT.match(text, blocks[number].start) for number in run):
            for number in run:
                found[max(number - 1, 0)] = number > 0
    return found


def stretches(text: str, blocks: Sequence[Block]) -> list[list[Stretch]]:
    """The quoted stretches of each block, in order.

    Single marks are the outer ones only in an article whose double marks, doubled apostrophes among them, hold no
    speech (British use).
    """
    goes_on = _goes_on(text, blocks)

    def read(*, singles: bool) -> list[list[Stretch]]:
        return [_in_block(text, block, number, goes_on[number], singles) for number, block in enumerate(blocks)]

    doubles = read(singles=False)
    if "''" in text or any(len(text[s.start : s.end].split()) >= 5 for block in doubles for s in block):
        return doubles
    return read(singles=True)
