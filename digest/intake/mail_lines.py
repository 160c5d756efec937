"""Plain text of mail cut into its paragraphs, and the lines that a mail holds beside its article."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from digest.intake.lines import BULLET, Line, fold, trim
from digest.nouns import Span

LINE = re.compile(r"[^\n\r]*(?:\r\n|\n|\r|$)")
SIGNATURE = re.compile(r"^-- ?\r?$", re.MULTILINE)
FOOT = 0.4  # share of a text that may follow its signature's mark; more of it is no signature
MIN_WIDTH, MAX_WIDTH = 45, 100  # characters of a line that a mail program broke
MAX_LENGTH = 300  # characters; longer lines tell
# What programs that send mail to many add to it, tried on a line without its addresses.
LETTER = r"(?:e-?mail|message|newsletter|alert)"
BESIDE = re.compile(
    r"\bunsubscribe\b|"
    rf"\b(?:view|read|open|see|trouble (?:viewing|reading)|trouble with)\b.{{0,40}}\b(?:{LETTER}|it|this)\b.{{0,30}}"
    r"\b(?:browser|online|web)\b|"
    r"\bview (?:online|in (?:your |the |a )?(?:web )?browser)\b|"
    rf"\byou(?:.re| are)? (?:receiv(?:ing|ed)|getting|got) this {LETTER}\b|"
    rf"\bthis {LETTER} (?:was|has been|is) (?:sent|intended|addressed|delivered|confidential)\b|"
    r"\b(?:update|manage|change|edit) (?:your |my |all )?(?:e-?mail |newsletter )?(?:preferences|subscriptions?)\b|"
    rf"\bforward (?:(?:this|{LETTER}|it) ){{0,2}}to (?:a |your )?(?:friend|colleague)s?\b|"
    r"\badd us to your address book\b|\bemail preferences\b|^sent (?:from|with|via) \S.{0,40}$|"
    r"^(?:begin forwarded message|-+ ?(?:original|forwarded) message ?-+|on .{10,80} wrote):?$|"
    r"^(?:from|to|cc|sent|date|subject|reply-to): .{1,200}$",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"[<(\[]?\bhttps?://\S+[>)\]]?")


def is_beside(line: Line) -> bool:
    """Whether a line of a mail is no part of its article: an address alone, or what a sending program added."""
    if len(line.text) > 10 * MAX_LENGTH:
        return False
    words = fold(ADDRESS.sub(" ", line.text)).strip(" |·•–—-:*=_()[]<>")
    return not words or (len(words) <= MAX_LENGTH and bool(BESIDE.search(words)))


def mail_lines(source: str, *, flowed: bool) -> tuple[Line, ...]:
    """Cut plain text into paragraphs, put together again where the mail program broke them, up to the signature.

    `flowed`: lines that end with a space go on in the next (RFC 3676); any other text shows it by its width alone.
    """
    places = list(_places(source))
    flows = flowed and any(source[start:end].endswith(" ") for start, end in places)
    width = _width(places)
    lines, begun = list[Line](), list[tuple[int, int]]()
    for index, (start, end) in enumerate(places):
        begun.append((start, end))
        following = places[index + 1] if index + 1 < len(places) else (end, end)
        if source[start:end].strip() and (
            source[start:end].endswith(" ") if flows else _is_broken(source, (start, end), following, width)
        ):
            continue
        lines += _line(source, begun[0][0], end)
        begun = []
    lines += _line(source, begun[0][0], begun[-1][1]) if begun else []
    return tuple(lines)


def _places(source: str) -> Iterator[tuple[int, int]]:
    """Where each line begins and ends, without its line end, up to the signature."""
    marks = [found.start() for found in SIGNATURE.finditer(source)]
    signed = len(marks) == 1 and len(source) - marks[0] <= FOOT * len(source)  # several part a letter's pieces
    stop = marks[0] if signed else len(source)
    for found in LINE.finditer(source, 0, stop):
        yield found.start(), found.start() + len(found[0].rstrip("\r\n"))


def _width(places: Sequence[tuple[int, int]]) -> int:
    """The width at which lines were broken: what nine of ten lines keep within that are followed by another."""
    inner = sorted(end - start for (start, end), (after, stop) in pairwise(places) if end > start and stop > after)
    return inner[int(0.9 * (len(inner) - 1))] if inner else 0


def _is_broken(source: str, here: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    """Whether a line goes on in the next, whose first word would not have fitted."""
    after = source[slice(*following)].split(maxsplit=1)
    if not after or not MIN_WIDTH <= width <= MAX_WIDTH or BULLET.match(source, *following):
        return False
    return here[1] - here[0] + 1 + len(after[0]) > width


def _line(source: str, start: int, end: int) -> list[Line]:
    start, end = trim(source, start, end)
    bullet = BULLET.match(source, start, end)
    start = bullet.end() if bullet and bullet.end() < end else start
    text = fold(source[start:end])
    return [Line(text=text, spans=(Span(start=start, end=end),), tag="li" if bullet else "")] if text else []
