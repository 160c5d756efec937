"""Which line of a pasted page is its headline."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digest.intake.classify import weights
from digest.intake.dates import dates_in
from digest.intake.features import WORD, Features, best_run, is_prose, split_words
from digest.intake.headers import is_label, outlet_of_deck
from digest.intake.lines import Line
from digest.intake.phrases import furniture
from digest.intake.posts import MACHINERY

LOOK_BACK = 150  # lines before the text among which the headline is looked for
MAX_WORDS = 30
GAP_COST = 4.0  # words of prose that one line between paragraphs costs, when the text is told from notices above it
MAX_ABOVE = 0.2  # share of the prose that may be such notices; more is the article itself
LABEL_REACH = 6  # lines in which a byline or date follows a headline
LEAD = 3  # paragraphs
UNLIKE = re.compile(rf"[:,;]$|<\w+|{MACHINERY.pattern}")
CRUMBS = re.compile(r"[»›>|]|\s/\s")


def headline(lines: Sequence[Line], odds: Sequence[float], body: Sequence[int]) -> int | None:
    """The likeliest headline among the lines before the text; None if none is likely.

    `body`: indices of the lines that are the article, as far as is known.
    """
    rows = candidates(lines, odds, body)
    table = weights()["title"]
    scored = [(score(row, table), -index) for index, row in rows.items()]
    best = max(scored, default=(0.0, 0))
    return -best[1] if scored and best[0] > table["least"] else None


def score(row: Features, table: Mapping[str, float]) -> float:
    """How much like a headline a line is; only differences between lines of a page have a meaning."""
    return sum(value * table.get(name, 0.0) for name, value in row.items())


def text_start(lines: Sequence[Line], body: Sequence[int]) -> int:
    """The first paragraph of the article's densest stretch: above it may stand notices in whole sentences."""
    prose = {index for index in body if is_prose(lines[index])}
    gains = [min(len(split_words(line.text)), 50) if index in prose else -GAP_COST for index, line in enumerate(lines)]
    first, _ = best_run(gains)
    above = sum(gain for index, gain in enumerate(gains[:first]) if index in prose)
    total = sum(gains[index] for index in prose)
    return min(prose or body, default=0) if above > MAX_ABOVE * total else first


def candidates(lines: Sequence[Line], odds: Sequence[float], body: Sequence[int]) -> dict[int, Features]:
    """What can be measured of each line that may be the headline, by the line's index."""
    start = text_start(lines, body)
    page = _Page.of(lines, body, start)
    inside = set(body)
    rows: dict[int, Features] = {}
    for index in range(max(0, start - LOOK_BACK), start):
        text = lines[index].text
        if _may_be(text) and not (index in inside and text.endswith(".")):
            rows[index] = _shape(text) | page.relation(index, text) | {"odds": odds[index]}
    ranked = sorted(rows, key=lambda index: (-rows[index]["weighty"] - rows[index]["topic"], index))
    for rank, index in enumerate(ranked):
        rows[index]["rank"] = 1 / (1 + rank)
    return rows


def _may_be(text: str) -> bool:
    """Whether a line has the length and shape of a headline."""
    fits = len(text.split()) <= MAX_WORDS and not UNLIKE.search(text)
    return fits and not is_label(text) and not outlet_of_deck(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What a candidate is held against."""

    start: int
    words: Counter[str]  # of the text, with their numbers
    most: float
    lead: frozenset[str]
    before: Counter[str]
    after: Counter[str]
    labels: frozenset[int]
    prose: int  # the first line of prose

    @classmethod
    def of(cls, lines: Sequence[Line], body: Sequence[int], start: int) -> "_Page":
        words = Counter(word for index in body if index >= start for word in _long(lines[index].text))
        prose = [index for index in body if is_prose(lines[index])]
        lead = [index for index in prose if index >= start][:LEAD]
        near = range(max(0, start - LOOK_BACK - LABEL_REACH), min(len(lines), start + LABEL_REACH))
        return cls(
            start=start,
            words=words,
            most=math.log1p(max(words.values(), default=1)),
            lead=frozenset(word for index in lead for word in _long(lines[index].text)),
            before=Counter(_bare(line.text) for line in lines[:start]),
            after=Counter(_bare(line.text) for line in lines[start:]),
            labels=frozenset(index for index in near if is_label(lines[index].text)),
            prose=min(prose, default=start),
        )

    def relation(self, index: int, text: str) -> Features:
        """How a line stands to the text, to bylines and dates, and to the rest of the page."""
        own, bare = set(_long(text)), _bare(text)
        label = next((step for step in range(1, LABEL_REACH + 1) if index + step in self.labels), 0)
        return {
            "topic": sum(word in self.words for word in own) / (len(own) + 1),
            "weighty": sum(math.log1p(self.words[word]) for word in own) / (len(own) + 1) / self.most,
            "lead": len(own & self.lead) / (len(own) + 1),
            "label next": 1 / label if label else 0.0,
            "label before": float(any(index - step in self.labels for step in (1, 2, 3))),
            "distance": math.log1p(self.start - index),
            "next to text": float(self.start - index == 1),
            "repeated before": float(self.before[bare] > 1),
            "repeated after": float(self.after[bare] > 0),
            "prose before": float(self.prose < index),
        }


def _shape(text: str) -> Features:
    split, kinds = text.split(), furniture(text)
    return {
        "one word": float(len(split) == 1),
        "few words": float(2 <= len(split) <= 3),
        "usual length": float(5 <= len(split) <= 16),
        "long": float(len(split) > 18),
        "stop": float(text.endswith(".")),
        "capitals": sum(word[0].isupper() for word in split) / len(split),
        "crumbs": float(bool(CRUMBS.search(text))),
        "furniture": float(bool(kinds)),
        "short furniture": float(bool(kinds) and len(split) < 5),
        "number": float(text[0].isdigit()),
    }


def _bare(text: str) -> str:
    return " ".join(WORD.findall(text.lower()))


def _long(text: str) -> list[str]:
    return [word for word in WORD.findall(text.lower()) if len(word) > 3]


def bare_headline(text: str) -> str:
    """A headline without the path of sections before it ("Home » Food » …") and a date glued to its end."""
    parts = re.split(r"\s*[»›]\s*|\s+>\s+", text)
    text = parts[-1] if len(parts) > 1 and len(parts[-1].split()) >= 3 else text
    dates = dates_in(text)
    if dates and dates[-1].end >= len(text) - 1 and len(text[: dates[-1].start].split()) >= 3:
        text = text[: dates[-1].start].rstrip(" ,|–—-")
    return text
