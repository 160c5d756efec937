"""Which lines are the article: a logistic model over a line's own features, then one over its neighbours' verdicts.

The weights in weights.toml were fitted with L2 regularisation on labelled pages, each line weighing what its words add to
the page's score; the second model saw the first one's out-of-fold verdicts (stacked generalisation, Wolpert 1992).
"""

import math
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from digest.intake.features import Features, best_run, measure
from digest.intake.lines import Line


@cache
def _weights() -> dict[str, Any]:
    return tomllib.loads(files("digest.intake").joinpath("weights.toml").read_text(encoding="utf-8"))


def article_odds(lines: Sequence[Line], kept: Sequence[float] = ()) -> list[float]:
    """How probable it is for each line that it belongs to the article, 0 to 1.

    `kept`: for lines of HTML, the share of each line's words that trafilatura kept; empty for plain text.
    """
    if not lines:
        return []
    model = _weights()["html" if any(line.path for line in lines) else "text"]
    first = [_odds(row, model["line"]) for row in measure(lines, kept)]
    return [_odds(row, model["neighbours"]) for row in surroundings(lines, first)]


def threshold(*, markup: bool) -> float:
    """The probability from which a line is kept, chosen for the best mean F1."""
    return float(_weights()["html" if markup else "text"]["threshold"])


def _odds(row: Features, weights: Mapping[str, float]) -> float:
    score = weights["bias"] + sum(value * weights.get(name, 0.0) for name, value in row.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def surroundings(lines: Sequence[Line], odds: Sequence[float]) -> list[Features]:
    """A line's own verdict beside those of its neighbours, weighed by their words, and its place in the likeliest run."""
    sizes = [len(line.text.split()) for line in lines]
    scores = [math.log(chance / (1 - chance)) for chance in (min(0.998, max(0.002, odd)) for odd in odds)]
    gains = [(odd - 0.5) * min(size, 40) for odd, size in zip(odds, sizes, strict=True)]
    first, last = best_run([gain * 3 - 1 if gain < 0 else gain for gain in gains])
    total = sum(odd * size for odd, size in zip(odds, sizes, strict=True)) or 1.0
    rows, before = [], 0.0
    for index, odd in enumerate(odds):
        row = {"own": odd, "own score": scores[index], "inside": float(first <= index < last)}
        for width in (1, 2, 4, 8):
            for side, start, end in (("before", max(0, index - width), index), ("after", index + 1, index + width + 1)):
                row[f"{side} {width}"] = _mean(odds[start:end], sizes[start:end])
                row[f"score {side} {width}"] = sum(scores[start:end]) / width
        row["both sides"] = min(row["before 4"], row["after 4"])
        row["ahead of run"] = math.log1p(max(0, first - index))
        row["behind run"] = math.log1p(max(0, index - last + 1))
        row["share before"] = before / total
        before += odd * sizes[index]
        row["share after"] = 1 - before / total
        rows.append(row)
    return rows


def _mean(odds: Sequence[float], sizes: Sequence[int]) -> float:
    return sum(odd * size for odd, size in zip(odds, sizes, strict=True)) / (sum(sizes) + 5)
