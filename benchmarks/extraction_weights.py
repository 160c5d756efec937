"""Fits the cleaner's weights on labelled pages, and tells how well they carry over to sites never seen.

The lines of an article: logistic regression, each line weighing what its words add to its page's score. The headline: a
conditional logit over the lines of a page that may be it. Both with L2 regularisation on standardised features, and
both fitted without chance or clock, so that the same data give the same table.
"""

import hashlib
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from digest.intake.features import Features
from digest.intake.headlines import bare_headline, score
from digest.intake.lines import Line

Array = NDArray[np.float64]
Table = dict[str, float]
FOLDS = 10
SHINGLE = 4  # words
MIN_PAGE_WORDS = 60  # a line of a still shorter article weighs no more
LIKE_TITLE = 0.6  # share of common words from which a line stands for a title that the label words otherwise
TITLE_PENALTY = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A labelled page in lines. `words` and `wanted` have one value a line."""

    site: str
    lines: tuple[Line, ...]
    rows: tuple[Features, ...]
    wanted: Array  # 1.0 where half of the line's words or more belong to the article
    words: Array  # what a line weighs: its words as a share of the article's
    text: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The lines of a page among which its headline is chosen, and which of them are right."""

    site: str
    rows: tuple[Features, ...]
    right: Array
    alike: Array  # right, or nearly so where none is


def page_of(label: dict[str, Any], lines: Sequence[Line], rows: Sequence[Features]) -> Page:
    """A page with its label."""
    article = len(words_of(label["text"]))
    return Page(
        site=".".join((urlsplit(label["url"]).hostname or "").split(".")[-2:]),
        lines=tuple(lines),
        rows=tuple(rows),
        wanted=np.array([share >= 0.5 for share in coverage(lines, label["text"])], dtype=np.float64),
        words=np.array([len(words_of(line.text)) + 1 for line in lines]) / max(MIN_PAGE_WORDS, article),
        text=label["text"],
        title=label["title"],
    )


def choice_of(page: Page, candidates: dict[int, Features]) -> Choice:
    """What is to choose on a page, with the label."""
    title = sorted(words_of(page.title))
    own = [words_of(bare_headline(page.lines[index].text)) for index in candidates]
    right = np.array([sorted(words) == title for words in own], dtype=np.float64)
    like = np.array([len({*words} & {*title}) / len({*words, *title}) for words in own])
    near = (like == like.max(initial=0)) & (like >= LIKE_TITLE)
    return Choice(
        site=page.site,
        rows=tuple(candidates.values()),
        right=right,
        alike=right if right.any() else near.astype(np.float64),
    )


def words_of(text: str) -> list[str]:
    """Words as the scorer counts them."""
    return re.findall(r"\w+", text.lower())


def coverage(lines: Sequence[Line], text: str) -> Iterator[float]:
    """The share of each line's words that stand in a text, in runs of four or as a line of its own."""
    words = words_of(text)
    whole, alone = f" {' '.join(words)} ", {" ".join(words_of(line)) for line in text.split("\n")}
    runs = {tuple(words[index : index + SHINGLE]) for index in range(len(words) - SHINGLE + 1)}
    for line in lines:
        own = words_of(line.text)
        joined = " ".join(own)
        if len(own) < SHINGLE:
            yield float(joined in alone) or 0.7 * (len(own) > 1 and f" {joined} " in whole)
            continue
        shingles = [tuple(own[index : index + SHINGLE]) for index in range(len(own) - SHINGLE + 1)]
        yield 1.0 if f" {joined} " in whole else sum(one in runs for one in shingles) / len(shingles)


def fold_of(site: str) -> int:
    """The part with which a site is left out, by its name alone."""
    return int(hashlib.sha256(site.encode()).hexdigest(), 16) % FOLDS


Item = TypeVar("Item", Page, Choice)


def out_of_fold(items: Sequence[Item], fit: Callable[[Sequence[Item]], Table]) -> list[Table]:
    """For each item, the table that was fitted without its site."""
    tables = [fit([one for one in items if fold_of(one.site) != fold]) for fold in range(FOLDS)]
    return [tables[fold_of(one.site)] for one in items]


def fit_lines(pages: Sequence[Page], penalty: float) -> Table:
    """Weights of a line's features by logistic regression, with "bias"."""
    names = sorted({name for page in pages for row in page.rows for name in row})
    features = np.array([[row.get(name, 0.0) for name in names] for page in pages for row in page.rows])
    wanted = np.concatenate([page.wanted for page in pages])
    weights = np.concatenate([page.words for page in pages])
    weights /= weights.sum()
    mean = weights @ features
    spread = np.sqrt(weights @ (features - mean) ** 2) + 1e-6
    inputs = np.hstack([(features - mean) / spread, np.ones((len(features), 1))])
    punished = np.append(np.full(len(names), penalty), 0.0)
    sign = 2 * wanted - 1

    def loss(table: Array) -> tuple[float, Array]:
        margin = sign * (inputs @ table)
        slope = -weights * sign / (1 + np.exp(np.minimum(margin, 500)))
        value = weights @ np.logaddexp(0, -margin) + 0.5 * punished @ table**2
        return float(value), inputs.T @ slope + punished * table

    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    table = found[:-1] / spread
    return {"bias": float(found[-1] - table @ mean), **dict(zip(names, map(float, table), strict=True))}


def fit_titles(choices: Sequence[Choice]) -> Table:
    """Weights of a candidate's features by conditional logit: the right line against the others of its page."""
    names = sorted({name for choice in choices for row in choice.rows for name in row})
    usable = [choice for choice in choices if choice.alike.any()]
    spread = np.array([[row.get(name, 0.0) for name in names] for one in usable for row in one.rows]).std(0) + 1e-9
    pages = [
        (np.array([[row.get(name, 0.0) for name in names] for row in one.rows]) / spread, one.alike) for one in usable
    ]

    def loss(table: Array) -> tuple[float, Array]:
        value, slope = 0.5 * TITLE_PENALTY * float(table @ table), TITLE_PENALTY * table
        for features, alike in pages:
            scores = features @ table
            powers = np.exp(scores - scores.max())
            chosen, right = powers / powers.sum(), powers * alike
            value -= math.log(right.sum() / powers.sum() + 1e-300)
            slope = slope + features.T @ (chosen - right / right.sum())
        return value, slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x / spread
    return dict(zip(names, map(float, found), strict=True))


def winners(choices: Sequence[Choice], tables: Sequence[Table], *, nearly: bool = False) -> list[tuple[float, bool]]:
    """The best score on each page, and whether that line is the headline, or nearly so."""
    found = []
    for choice, table in zip(choices, tables, strict=True):
        scores = [score(row, table) for row in choice.rows]
        best = max(range(len(scores)), key=lambda index: (scores[index], -index), default=None)
        if best is not None:
            found.append((scores[best], bool((choice.alike if nearly else choice.right)[best])))
    return found


def least_score(scored: Sequence[tuple[float, bool]]) -> float:
    """The score below which no line is taken for a headline: where a wrong one is twice as likely as a right one."""
    ordered = sorted(scored)
    gains = np.cumsum([0, *(-2 if right else 1 for _, right in ordered)])
    best = int(np.argmax(gains))
    return math.floor(ordered[best][0] * 10) / 10 if best < len(ordered) else 0.0


def toml(name: str, table: Table) -> str:
    """A table of weights as weights.toml has it, without those that weigh next to nothing."""
    rows = "".join(f'"{key}" = {value:.4f}\n' for key, value in sorted(table.items()) if abs(value) >= 0.005)
    return f"[{name}]\n{rows}"
