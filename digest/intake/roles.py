"""Which line is the title, the deck, a credit, the text: what the classifier kept, put in order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from digest.intake.features import STOP, is_noise, is_prose
from digest.intake.headers import SEE_ALSO, is_credit, is_label, original_source, outlet_of_deck
from digest.intake.headlines import headline
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


def assign(lines: Sequence[Line], odds: Sequence[float], threshold: float, *, title: str = "") -> Roles:
    """Give each line its role.

    `odds`: how probably each line is the article, none for a source without furniture; `title`: the title where it is
    known already (metadata, front matter).
    """
    chosen = keep(lines, odds, threshold) if odds else range(len(lines))
    odds = odds or [1.0] * len(lines)
    labels = [index for index, line in enumerate(lines) if is_label(line.text)]
    credits_ = [index for index, line in enumerate(lines) if is_credit(line.text)]
    originals = [index for index, line in enumerate(lines) if original_source(line.text)]
    spoken_for = {*labels, *credits_, *originals}
    told = (index for index in chosen if index not in spoken_for and not is_noise(lines[index].text))
    kept = [index for index in told if not SEE_ALSO.match(lines[index].text)]
    start = next((index for index in kept if is_prose(lines[index])), kept[0] if kept else 0)
    found = None if title else headline(lines, odds, kept, start)
    name = title or (lines[found].text if found is not None else "")
    body = [index for index in kept if not _same(lines[index].text, name)]
    deck = _deck(lines, body, labels, found, name)
    if deck is not None:
        body = [index for index in body if index > deck]
        start = next((index for index in body if is_prose(lines[index])), start)
    body = [index for index in body if index >= start or _heads(lines[index], odds[index])]
    return Roles(
        title=found,
        standfirst=deck,
        body=tuple(body),
        labels=tuple(sorted(labels, key=lambda index: (abs(index - (start if found is None else found)), index))),
        credits=tuple(index for index in credits_ if index > start - 3),
        originals=tuple(originals),
        start=start,
    )


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
