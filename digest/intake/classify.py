"""Which lines are the article: a logistic model over features of a line and of its neighbours.

The weights in weights.toml were fitted with L2 regularisation on labelled pages, each line weighing what its words add
to the page's score: see benchmarks/extraction.py. For HTML few features are enough beside what trafilatura keeps; more
of them overfit.
"""

import math
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from digest.intake.features import Features, measure
from digest.intake.lines import Line


@cache
def weights() -> dict[str, Any]:
    """The fitted tables of weights.toml."""
    return tomllib.loads(files("digest.intake").joinpath("weights.toml").read_text(encoding="utf-8"))


def article_odds(lines: Sequence[Line], kept: Sequence[Features] = ()) -> list[float]:
    """How probable it is for each line that it belongs to the article, 0 to 1.

    `kept`: for lines of HTML, the shares of each line's words that trafilatura kept; empty for plain text.
    """
    if not lines:
        return []
    model = weights()["html" if kept else "text"]
    return [line_odds(row, model["weights"]) for row in measure(lines, kept)]


def threshold(*, markup: bool) -> float:
    """The probability from which a line is kept, chosen for the best mean F1."""
    return float(weights()["html" if markup else "text"]["threshold"])


def line_odds(row: Features, table: Mapping[str, float]) -> float:
    """How probable one line is, by what was measured of it and a table of weights."""
    score = table["bias"] + sum(value * table.get(name, 0.0) for name, value in row.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
