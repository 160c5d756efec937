"""What can be measured of a line and of its neighbours, as numbers for the classifier."""

import math
import re
from collections import Counter
from collections.abc import Sequence

from digest.intake.lines import Line
from digest.intake.phrases import furniture

Features = dict[str, float]

STOP = re.compile(r"""[.!?…]["”’)\]*]*$""")
SENTENCE = re.compile(r"""[.!?…]["”’)\]]*\s+(?=["“‘(]?[A-Z0-9])""")
DATE = re.compile(r"\b(?:19|20)\d\d\b")
PROSE_WORDS = 12  # a shorter line is not counted as prose, whatever its shape
TAGS = frozenset("p h1 h2 h3 h4 h5 h6 li td th dd dt div section blockquote figcaption button a label option pre article body".split())
WINDOWS = (1, 3, 8, 20)
COSTS = (6.0, 2.0, 0.7)  # words of prose that one line between it costs: how long a gap a run of prose may have


def is_prose(line: Line) -> bool:
    """A line of running text, by its shape: long, in sentences, mostly lower case, not a link."""
    words = line.text.split()
    if len(words) < PROSE_WORDS or line.links > 0.5:
        return False
    return bool(STOP.search(line.text) or SENTENCE.search(line.text)) and _lower(words) > 0.5


def _lower(words: Sequence[str]) -> float:
    letters = [word for word in words if word[0].isalpha()]
    return sum(word[0].islower() for word in letters) / len(letters) if letters else 0.0


def best_run(gains: Sequence[float]) -> tuple[int, int]:
    """First and past-the-last index of the stretch with the greatest sum (Kadane)."""
    best = (0.0, 0, 0)
    total, start = 0.0, 0
    for index, gain in enumerate(gains):
        if total <= 0:
            total, start = 0.0, index
        total += gain
        if total > best[0]:
            best = (total, start, index + 1)
    return best[1], best[2]


def measure(lines: Sequence[Line], kept: Sequence[float]) -> list[Features]:
    """One dictionary of numbers a line. `kept`: how much of the line another extractor kept, 0 to 1; empty if there is none."""
    words = [line.text.split() for line in lines]
    prose = [is_prose(line) for line in lines]
    kinds = [furniture(line.text) for line in lines]
    times = Counter(line.text.lower() for line in lines)
    rows = [_shape(line, split, kind) for line, split, kind in zip(lines, words, kinds, strict=True)]
    for row, line, yes in zip(rows, lines, prose, strict=True):
        row["prose"] = float(yes)
        row["repeated"] = float(times[line.text.lower()] > 1)
    sizes = [len(split) for split in words]
    _add_place(rows, sizes, prose)
    _add_neighbours(rows, prose, kinds)
    _add_sections(rows, sizes, prose, kinds)
    if any(line.path for line in lines):
        _add_markup(rows, lines, sizes, prose)
    for row, share in zip(rows, kept, strict=bool(kept)):
        row["kept"] = share
        row["kept whole"] = float(share > 0.9)
    return rows


def _shape(line: Line, words: Sequence[str], kinds: frozenset[str]) -> Features:
    count, text = len(words), line.text
    row = {
        "length": math.log1p(count),
        "stop": float(bool(STOP.search(text))),
        "stop short": float(bool(STOP.search(text)) and count < PROSE_WORDS),
        "colon": float(text.endswith(":")),
        "question": float(text.endswith("?")),
        "sentences": math.log1p(len(SENTENCE.findall(text))),
        "lower": _lower(words),
        "lower short": _lower(words) if count < PROSE_WORDS else 0.0,
        "starts lower": float(text[0].islower()),
        "shouts": float(text.isupper()),
        "digits": sum(char.isdigit() for char in text) / len(text),
        "year": float(bool(DATE.search(text)) and count < 15),
        "commas": min(1.0, text.count(",") / count),
        "bars": float("|" in text or "›" in text or "»" in text or "→" in text),
        "no letters": float(not any(char.isalpha() for char in text)),
        "numbered": float(bool(re.match(r"\d{1,2}[.)]\s", text)) and count < 20),
        "bullet": float(line.tag == "li"),
        "furniture": float(bool(kinds)),
    }
    for limit in (1, 2, 4, 7, 11, 19, 39):
        if count <= limit:
            row[f"words to {limit}"] = 1.0
            break
    row.update({f"says {kind}": 1.0 for kind in kinds})
    return row


def _add_place(rows: list[Features], sizes: Sequence[int], prose: Sequence[bool]) -> None:
    """Where the line stands in the page, in its prose, and against its densest stretch."""
    total = sum(size for size, yes in zip(sizes, prose, strict=True) if yes) or 1
    runs = {cost: best_run([min(size, 50) if yes else -cost for size, yes in zip(sizes, prose, strict=True)]) for cost in COSTS}
    before = 0
    for index, row in enumerate(rows):
        for cost, (first, last) in runs.items():
            row[f"inside run {cost:g}"] = float(first <= index < last)
            row[f"before run {cost:g}"] = math.log1p(max(0, first - index))
            row[f"after run {cost:g}"] = math.log1p(max(0, index - last + 1))
        row["place"] = index / len(rows)
        own = sizes[index] if prose[index] else 0
        row["before prose"] = float(before == 0)
        row["first tenth"] = float(before < 0.1 * total)
        row["last tenth"] = float(before + own > 0.9 * total)
        row["after prose"] = float(before + own >= total and not own)
        row["prose left"] = math.log1p(total - before - own) / 8
        before += own


def _add_neighbours(rows: list[Features], prose: Sequence[bool], kinds: Sequence[frozenset[str]]) -> None:
    count = len(rows)
    for index, row in enumerate(rows):
        for width in WINDOWS:
            around = [i for i in range(max(0, index - width), min(count, index + width + 1)) if i != index]
            row[f"prose within {width}"] = sum(prose[i] for i in around) / (2 * width)
            row[f"furniture within {width}"] = sum(bool(kinds[i]) for i in around) / (2 * width)
        row["prose next"] = float(index + 1 < count and prose[index + 1])
        row["prose before"] = float(index > 0 and prose[index - 1])
        row["length before"] = rows[index - 1]["length"] if index else 0.0
        row["length next"] = rows[index + 1]["length"] if index + 1 < count else 0.0
        row["heads prose"] = float(row["prose next"] and row["length"] < 2.5 and not row["stop"])
        row["between prose"] = row["prose next"] * row["prose before"]
    _add_distance(rows, prose, "since prose")
    _add_distance(rows[::-1], prose[::-1], "until prose")


def _add_distance(rows: Sequence[Features], prose: Sequence[bool], name: str) -> None:
    distance = 50
    for row, yes in zip(rows, prose, strict=True):
        row[name] = math.log1p(distance) / 4
        distance = 0 if yes else min(50, distance + 1)


def _add_sections(
    rows: list[Features], sizes: Sequence[int], prose: Sequence[bool], kinds: Sequence[frozenset[str]]
) -> None:
    """Which furniture opened since the text was last dense, and how much of each kind came before."""
    total = sum(size for size, yes in zip(sizes, prose, strict=True) if yes) or 1
    opened: dict[str, int] = {}
    seen = 0
    for index, row in enumerate(rows):
        for kind, at in opened.items():
            row[f"since {kind}"] = 1 / (1 + (index - at) / 8)
            row[f"late since {kind}"] = float(seen > 0.6 * total)
        if sizes[index] < PROSE_WORDS:
            for kind in kinds[index] & {"related", "comment", "subscribe", "bio", "share", "legal"}:
                opened[kind] = index
        seen += sizes[index] if prose[index] else 0


def _add_markup(rows: list[Features], lines: Sequence[Line], sizes: Sequence[int], prose: Sequence[bool]) -> None:
    """Elements, names, links, and how much of the page's prose stands in the same container."""
    mass: Counter[int] = Counter()
    for line, size, yes in zip(lines, sizes, prose, strict=True):
        for number in set(line.path) if yes else ():
            mass[number] += size
    total = max(mass.values(), default=1)
    home = {number for number, value in mass.items() if value > 0.6 * total}
    for row, line in zip(rows, lines, strict=True):
        row["links"] = line.links
        row["all links"] = float(line.links > 0.85)
        row["emphasis"] = line.emphasis
        row[f"tag {line.tag if line.tag in TAGS else 'other'}"] = 1.0
        row.update({f"in {hint}": 1.0 for hint in line.hints})
        for level in (1, 2, 3, 4):
            if len(line.path) >= level:
                row[f"prose share {level}"] = mass[line.path[-level]] / total
        row["in home"] = sum(number in home for number in line.path) / max(1, len(home))
        row["below home"] = math.log1p(sum(number not in home for number in line.path))
