"""Which line of a pasted page is its headline."""

import math
import re
from collections import Counter
from collections.abc import Sequence

from digest.intake.classify import weights
from digest.intake.dates import dates_in
from digest.intake.features import WORD, Features
from digest.intake.headers import is_label, outlet_of_deck
from digest.intake.lines import Line
from digest.intake.phrases import furniture
from digest.intake.posts import MACHINERY

LOOK_BACK = 60  # lines before the first paragraph among which the headline is looked for
MAX_WORDS = 30
UNLIKE = re.compile(rf"[:,;]$|<\w+|{MACHINERY.pattern}")
CRUMBS = re.compile(r"[»›>|]|\s/\s")


def headline(lines: Sequence[Line], odds: Sequence[float], body: Sequence[int], start: int) -> int | None:
    """The likeliest headline among the lines before `start`, the first paragraph; None if none is likely.

    `body`: indices of the lines that are the article.
    """
    rows = candidates(lines, odds, body, start)
    table = weights()["title"]
    scored = [(sum(value * table.get(name, 0.0) for name, value in row.items()), index) for index, row in rows.items()]
    best = max(scored, default=(0.0, 0))
    return best[1] if scored and best[0] + table["bias"] > table["least"] else None


def candidates(lines: Sequence[Line], odds: Sequence[float], body: Sequence[int], start: int) -> dict[int, Features]:
    """What can be measured of each line that may be the headline, by the line's index."""
    words = Counter(word for index in body for word in _long(lines[index].text))
    most = math.log1p(max(words.values(), default=1))
    times = Counter(" ".join(WORD.findall(line.text.lower())) for line in lines)
    inside = set(body)
    rows: dict[int, Features] = {}
    for index in range(max(0, start - LOOK_BACK), start):
        text = lines[index].text
        if _may_be(text) and not (index in inside and text.endswith(".")):
            rows[index] = _measure(lines, index, words, most)
            rows[index]["odds"] = odds[index]
            rows[index]["repeated"] = float(times[" ".join(WORD.findall(text.lower()))] > 1)
            rows[index]["distance"] = math.log1p(start - index)
            rows[index]["next to text"] = float(start - index == 1)
    for rank, index in enumerate(
        sorted(rows, key=lambda index: (-rows[index]["weighty"] - rows[index]["topic"], index))
    ):
        rows[index]["rank"] = 1 / (1 + rank)
    return rows


def _may_be(text: str) -> bool:
    """Whether a line has the length and shape of a headline."""
    fits = len(text.split()) <= MAX_WORDS and not UNLIKE.search(text)
    return fits and not is_label(text) and not outlet_of_deck(text)


def _measure(lines: Sequence[Line], index: int, words: Counter[str], most: float) -> Features:
    text = lines[index].text
    split = text.split()
    own = set(_long(text))
    kinds = furniture(text)
    after = [line.text for line in lines[index + 1 : index + 6]]
    return {
        "topic": sum(word in words for word in own) / (len(own) + 1),
        "weighty": sum(math.log1p(words[word]) for word in own) / (len(own) + 1) / most,
        "one word": float(len(split) == 1),
        "few words": float(2 <= len(split) <= 3),
        "usual length": float(5 <= len(split) <= 16),
        "long": float(len(split) > 18),
        "stop": float(text.endswith(".")),
        "asks": float(text.endswith(("?", "!"))),
        "capitals": sum(word[0].isupper() for word in split) / len(split),
        "crumbs": float(bool(CRUMBS.search(text))),
        "furniture": float(bool(kinds)),
        "short furniture": float(bool(kinds) and len(split) < 5),
        "label soon": float(any(is_label(line) for line in after)),
        "number": float(text[0].isdigit()),
    }


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
