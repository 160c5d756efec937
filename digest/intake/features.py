"""What can be measured of a line and of its neighbours, as numbers for the classifier."""

import math
import re
from collections import Counter
from collections.abc import Sequence

from digest.intake.lines import Line
from digest.intake.phrases import furniture

Features = dict[str, float]

STOP = re.compile(r"""[.!?…。！？؟।]["”’)\]*」』]*$""")
SENTENCE = re.compile(r"""[.!?…؟।]["”’)\]]*\s+(?=["“‘(]?[^\W_a-z])|[。！？]""")
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
PAIRS = re.compile(r".{1,2}")
WORD = re.compile(r"[^\W\d_]+")
DATE = re.compile(r"\b(?:19|20)\d\d\b")
PROSE_WORDS = 12  # a shorter line is not counted as prose, whatever its shape
NOISE_LENGTH, NOISE_SHARE = 40, 0.2  # characters; share of letters and digits below which a line tells nothing
WINDOWS = (1, 3, 8, 20)
COSTS = (6.0, 2.0, 0.7)  # words of prose that one line between it costs: how long a gap a run of prose may have


def is_prose(line: Line) -> bool:
    """A line of running text, by its shape: long, in sentences, mostly lower case, not a link."""
    words = split_words(line.text)
    if len(words) < PROSE_WORDS or line.links > 0.5:
        return False
    return bool(STOP.search(line.text) or SENTENCE.search(line.text)) and lower_share(words) > 0.5


def is_noise(text: str) -> bool:
    """A line without letters and digits, or a longer one nearly so: an ornament, or what a machine spilled."""
    known = sum(map(str.isalnum, text))
    return not known or (len(text) >= NOISE_LENGTH and known < NOISE_SHARE * len(text))


def lower_share(words: Sequence[str]) -> float:
    """The share of words that begin without a capital; scripts without capitals have none."""
    letters = [word for word in words if word[0].isalpha()]
    return sum(not word[0].isupper() for word in letters) / len(letters) if letters else 0.0


def split_words(text: str) -> list[str]:
    """Words at white space; in scripts that set none, every two characters count as one."""
    if not UNSPACED.search(text):
        return text.split()
    return [piece for word in text.split() for piece in (PAIRS.findall(word) if UNSPACED.search(word) else [word])]


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


def measure(lines: Sequence[Line], kept: Sequence[Features]) -> list[Features]:
    """One dictionary of numbers a line. `kept`: what another extractor kept of each line; empty if there is none."""
    words = [split_words(line.text) for line in lines]
    prose = [is_prose(line) for line in lines]
    kinds = [furniture(line.text) for line in lines]
    times = Counter(line.text.lower() for line in lines)
    rows = [_shape(line, split, kind) for line, split, kind in zip(lines, words, kinds, strict=True)]
    for row, line, yes in zip(rows, lines, prose, strict=True):
        row["prose"] = float(yes)
        row["repeated"] = float(times[line.text.lower()] > 1)
    sizes = [len(split) for split in words]
    _add_topic(rows, words, prose)
    _add_place(rows, sizes, prose)
    _add_neighbours(rows, prose, kinds)
    _add_sections(rows, sizes, prose, kinds)
    for row, shares in zip(rows, kept, strict=bool(kept)):
        row.update(shares)
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
        "lower": lower_share(words),
        "lower short": lower_share(words) if count < PROSE_WORDS else 0.0,
        "starts lower": float(text[0].islower()),
        "shouts": float(text.isupper()),
        "digits": sum(char.isdigit() for char in text) / len(text),
        "year": float(bool(DATE.search(text)) and count < 15),
        "commas": min(1.0, text.count(",") / count),
        "bars": float("|" in text or "›" in text or "»" in text or "→" in text),
        "no letters": float(not any(char.isalpha() for char in text)),
        "numbered": float(bool(re.match(r"\d{1,2}[.)]\s", text)) and count < 20),
        "links": line.links,
        "all links": float(line.links > 0.85),
        "bullet": float(line.tag == "li"),
        "furniture": float(bool(kinds)),
    }
    for limit in (1, 2, 4, 7, 11, 19, 39):
        if count <= limit:
            row[f"words to {limit}"] = 1.0
            break
    row.update({f"says {kind}": 1.0 for kind in kinds})
    return row


def _add_topic(rows: list[Features], words: Sequence[Sequence[str]], prose: Sequence[bool]) -> None:
    """How many of a line's longer words the page's other prose uses too: teasers speak of other things."""
    bags = [Counter(word for word in (WORD.findall(" ".join(split).lower())) if len(word) > 3) for split in words]
    common: Counter[str] = Counter()
    for bag, yes in zip(bags, prose, strict=True):
        if yes:
            common.update(bag.keys())
    for row, bag, yes in zip(rows, bags, prose, strict=True):
        shared = sum(common[word] - yes > 0 for word in bag)
        row["topic"] = (shared + 0.5) / (len(bag) + 1)
        row["often topic"] = (sum(common[word] - yes > 3 for word in bag) + 0.2) / (len(bag) + 1)
        row["topic of prose"] = row["topic"] if yes else 0.0
        row["no topic"] = float(bool(bag) and not shared)


def _add_place(rows: list[Features], sizes: Sequence[int], prose: Sequence[bool]) -> None:
    """Where the line stands in the page, in its prose, and against its densest stretch."""
    total = sum(size for size, yes in zip(sizes, prose, strict=True) if yes) or 1
    runs = {
        cost: best_run([min(size, 50) if yes else -cost for size, yes in zip(sizes, prose, strict=True)])
        for cost in COSTS
    }
    before = 0
    for index, row in enumerate(rows):
        for cost, (first, last) in runs.items():
            row[f"inside run {cost:g}"] = float(first <= index < last)
            row[f"before run {cost:g}"] = math.log1p(max(0, first - index))
            row[f"after run {cost:g}"] = math.log1p(max(0, index - last + 1))
        row["place"] = index / len(rows)
        own = sizes[index] if prose[index] else 0
        row["prose inside"] = row["prose"] * row["inside run 2"]
        row["prose outside"] = row["prose"] * (1 - row["inside run 0.7"])
        row["furniture outside"] = row["furniture"] * (1 - row["inside run 2"])
        row["furniture inside"] = row["furniture"] * row["inside run 6"]
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
