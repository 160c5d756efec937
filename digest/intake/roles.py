"""Which line is the title, the deck, a credit, the text: what the classifier kept, put in order."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from digest.intake.features import STOP, is_noise, is_prose
from digest.intake.headers import COPYRIGHT, SEE_ALSO, is_credit, is_label, original_source, outlet_of_deck
from digest.intake.headlines import MAX_ABOVE, headline
from digest.intake.keeping import keep
from digest.intake.lines import Line

MAX_DECK_WORDS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Indices of a source's lines by what they are. A line has one role, or none: furniture."""

    title: int | None
    standfirst: int | None
    body: tuple[int, ...]  # the text, in order
    labels: tuple[int, ...]  # bylines and datelines around its beginning, nearest to the title first
    credits: tuple[int, ...]
    originals: tuple[int, ...]
    start: int  # the first paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Indices of the lines that say something about the article."""

    labels: tuple[int, ...]
    credits: tuple[int, ...]
    originals: tuple[int, ...]


def said_in(lines: Sequence[Line]) -> Said:
    """Find the lines that say something about the article."""
    return Said(
        labels=tuple(index for index, line in enumerate(lines) if is_label(line.text)),
        credits=tuple(index for index, line in enumerate(lines) if is_credit(line.text)),
        originals=tuple(index for index, line in enumerate(lines) if original_source(line.text)),
    )


def telling(lines: Sequence[Line], chosen: Iterable[int], said: Said) -> list[int]:
    """The chosen lines that tell something, rather than say it of the article or send to another."""
    passed = {*said.labels, *said.credits, *said.originals}
    rest = (index for index in chosen if index not in passed and not is_noise(lines[index].text))
    return [index for index in rest if not any(kind.match(lines[index].text) for kind in (SEE_ALSO, COPYRIGHT))]


def assign(lines: Sequence[Line], odds: Sequence[float], threshold: float, *, title: str = "") -> Roles:
    """Give each line its role.

    `odds`: how probably each line is the article, none for a source without furniture; `title`: the title where it is
    known already (metadata, front matter).
    """
    chosen = keep(lines, odds, threshold) if odds else range(len(lines))
    odds = odds or [1.0] * len(lines)
    said = said_in(lines)
    kept = telling(lines, chosen, said)
    found = None if title else headline(lines, odds, kept)
    above = _heading(lines, title, kept) if title else found
    kept = [index for index in kept if above is None or index > above]  # notices above a headline are no part of it
    start = next((index for index in kept if is_prose(lines[index])), kept[0] if kept else 0)
    name = title or (lines[found].text if found is not None else "")
    body = [index for index in kept if not _same(lines[index].text, name)]
    deck = _deck(lines, body, said.labels, found, name)
    if deck is not None:
        body = [index for index in body if index > deck]
        start = next((index for index in body if is_prose(lines[index])), start)
    body = [index for index in body if index >= start or _heads(lines[index], odds[index])]
    return Roles(
        title=found,
        standfirst=deck,
        body=tuple(body),
        labels=tuple(sorted(said.labels, key=lambda index: (abs(index - (start if found is None else found)), index))),
        credits=tuple(index for index in said.credits if index > start - 3),
        originals=said.originals,
        start=start,
    )


def _heading(lines: Sequence[Line], title: str, kept: Sequence[int]) -> int | None:
    """The heading with a known title's words, if hardly any of the text stands above it."""
    named = next((index for index, line in enumerate(lines) if line.tag == "h1" and _same(line.text, title)), None)
    sizes = {index: len(lines[index].text) for index in kept}
    above = sum(size for index, size in sizes.items() if named is not None and index < named)
    return named if above <= MAX_ABOVE * sum(sizes.values()) else None


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _same(text: str, title: str) -> bool:
    return bool(title) and _words(text) == _words(title)


def _heads(line: Line, odds: float) -> bool:
    """Whether a line before the first paragraph belongs to the text: a real heading, list item, or a short sentence."""
    return odds >= 0.6 and (line.tag in {"h2", "h3", "h4", "li", "td", "p"} or bool(STOP.search(line.text)))


def _deck(
    lines: Sequence[Line], body: Sequence[int], labels: Sequence[int], title: int | None, name: str
) -> int | None:
    """The standfirst: a paragraph between title and dateline, or one that names its outlet at its end."""
    named = [
        index
        for index in range(0 if title is None else title, body[0] if body else 0)
        if outlet_of_deck(lines[index].text)
    ]
    if named:
        return named[-1]
    for place, index in enumerate(body[:3]):
        text = lines[index].text
        if len(text.split()) > MAX_DECK_WORDS or len(body) - place < 2:
            return None
        if len(text.split()) >= 8 and outlet_of_deck(text):
            return index
        after = [line for line in range(index + 1, body[place + 1]) if line in labels or _same(lines[line].text, name)]
        above = title is None or title < index
        if place == 0 and above and name and after and is_prose(lines[index]):
            return index
    return None
