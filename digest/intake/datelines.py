"""Dates that short lines print: which of them is the article's, and whether it was printed as that of a change."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from digest.intake.dates import Found, dates_in

STATED = re.compile(r"publish|post(?:ed)?\b|creat|on air|issued|first", re.IGNORECASE)
CHANGED = re.compile(r"updat|modif|edited|revis|review|amended|changed", re.IGNORECASE)
# Of the article itself; a book or a report in the text was "first published" too.
FIRST = re.compile(
    r"(?:^|[.:(*]\s{0,3})\W{0,3}"
    r"(?:this (?:article|story|post|piece|page|guide|column|interview|essay|list)\b.{0,30}\s)?"
    r"(?:originally|first)\s+(?:published|posted|appeared)(?:\s+on)?\W{0,3}$",
    re.IGNORECASE,
)
CUE_CHARS = 120  # before a date, in which words say what it is
MAX_WORDS = 22  # longer lines tell, they do not label
MAX_NOTE = 45  # words of a note that tells when an article was first published
REACH = 6  # lines from the day of a change to that of publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A printed date."""

    date: Found
    index: int  # of its line
    evidence: str  # its words with the label before them
    changed: bool  # printed as the day of a change
    stated: bool  # printed as the day of publication


def printed_dates(lines: Sequence[str], near: Iterable[int], *, day_first: bool | None) -> Iterator[Printed]:
    """All dates of short lines, in the order of `near`: indices of lines."""
    for index in near:
        text = lines[index]
        if len(text.split()) > MAX_WORDS:
            continue
        end = 0
        for found in dates_in(text, day_first=day_first):
            changed, stated = _cues(re.split(r"[|·•]", text[max(end, found.start - CUE_CHARS) : found.start])[-1])
            yield Printed(date=found, index=index, evidence=_with_cue(text, found), changed=changed, stated=stated)
            end = found.end


def dateline(dates: Iterable[Printed]) -> Printed | None:
    """The article's date among printed ones: the first, but one of a change gives way to one of publication near it."""
    first: Printed | None = None
    for one in dates:
        if first is None and not one.changed:
            return one
        first = first or one
        if abs(one.index - first.index) > REACH:
            continue
        if not one.changed and (one.stated or one.index == first.index):
            return first if one.date.at == first.date.at else one
    return first


def first_published(lines: Sequence[str], *, day_first: bool | None) -> Printed | None:
    """The day of a note such as "This article was originally published on 26 Sep 2019", anywhere on the page."""
    for index, text in enumerate(lines):
        if len(text.split()) > MAX_NOTE:
            continue
        for found in dates_in(text, day_first=day_first):
            if FIRST.search(text[max(0, found.start - CUE_CHARS) : found.start]):
                return Printed(date=found, index=index, evidence=text[: found.end], changed=False, stated=True)
    return None


def _cues(before: str) -> tuple[bool, bool]:
    """Whether the last word before a date that says what it is speaks of a change, or of publication."""
    stated = max((found.end() for found in STATED.finditer(before)), default=0)
    changed = max((found.end() for found in CHANGED.finditer(before)), default=0)
    return changed > stated, stated > changed


def _with_cue(text: str, found: Found) -> str:
    """The date's words with the label before them."""
    cue = re.search(r"[A-Za-z ]{3,20}:?\s*$", text[max(0, found.start - CUE_CHARS) : found.start])
    labelled = cue and (STATED.search(cue[0]) or CHANGED.search(cue[0]))
    return text[found.start - len(cue[0]) if cue and labelled else found.start : found.end].strip()
