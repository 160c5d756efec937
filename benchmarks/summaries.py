"""Summaries against editors' own: ROUGE F1 beside the leads in turn, and the fit of the weights.

    python benchmarks/summaries.py            the table for both sets, with speed
    python benchmarks/summaries.py --fit      the numbers of digest/stories/models.py

Needs the labelled data (DIGEST_EVAL, by default ../shared/eval) and rouge-score.
"""

import argparse
import json
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rouge_score import rouge_scorer

from digest import filters, reading
from digest.nouns import Analysis
from digest.stories import summarise
from digest.stories.concepts import concept_features
from digest.stories.models import FEATURES, FUNCTION_WORDS

DATA = Path(os.environ.get("DIGEST_EVAL") or Path(__file__).parents[2] / "shared" / "eval") / "summaries"
SETS = {"neus": 90, "allsides": 120}
KINDS = ("rouge1", "rouge2", "rougeLsum")
RIDGE = 1.0
RAREST_RATE = 0.0015

Summariser = Callable[[Sequence[Analysis], int], list[str]]


class Words:
    """The tokenizer of the scores: words without stemming."""

    def tokenize(self, text: str) -> list[str]:
        """Lower-case words."""
        return re.findall(r"\w+", text.lower())


def ours(analyses: Sequence[Analysis], words: int) -> list[str]:
    """Tell the story as `digest summarise` does."""
    return [extract.text for extract in summarise(analyses, words=words)]


def leads(analyses: Sequence[Analysis], words: int) -> list[str]:
    """First sentences in turn, then second ones, as long as they fit."""
    chosen: list[str] = []
    for turn in range(max(len(analysis.sentences) for analysis in analyses)):
        for analysis in analyses:
            for sentence in analysis.sentences[turn : turn + 1]:
                text = analysis.article.text[sentence.start : sentence.end]
                if len(" ".join([*chosen, text]).split()) <= words:
                    chosen.append(text)
    return chosen


def topics(name: str) -> Iterator[tuple[list[Analysis], list[str]]]:
    """The stories of a set, read, with their references."""
    rows: list[dict[str, Any]] = [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text().splitlines()]
    articles = [
        filters.article_of({**{key: article[key] for key in ("id", "title", "text")}, "language": "en"})
        for row in rows
        for article in row["articles"]
    ]
    started = time.perf_counter()
    analyses = iter(reading.analyse(articles))
    print(f"{name}: {len(rows)} stories, {len(articles)} articles, read in {time.perf_counter() - started:.0f} s")
    for row in rows:
        yield [next(analyses) for _ in row["articles"]], row["references"]


def score(stories: Sequence[tuple[list[Analysis], list[str]]], words: int, summariser: Summariser) -> str:
    """One line of the table."""
    scorer = rouge_scorer.RougeScorer(KINDS, tokenizer=Words())
    totals, length, seconds = Counter[str](), 0, 0.0
    for analyses, references in stories:
        started = time.perf_counter()
        chosen = summariser(analyses, words)
        seconds += time.perf_counter() - started
        length += sum(len(text.split()) for text in chosen)
        summary = "\n".join(" ".join(text.split()) for text in chosen)
        for reference in references:
            lines = "\n".join(re.split(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|\n+", reference))
            for kind, found in scorer.score(lines, summary).items():
                totals[kind] += found.fmeasure / len(references)
    figures = "  ".join(f"{totals[kind] / len(stories):.4f}" for kind in KINDS)
    return f"{figures}  {length / len(stories):6.1f} words  {1000 * seconds / len(stories):6.1f} ms a story"


def table() -> None:
    """Print the scores of both sets."""
    for name, words in SETS.items():
        stories = list(topics(name))
        print(f"{name}, {words} words    R1      R2      RL")
        print("  leads in turn  ", score(stories, words, leads))
        print("  ours           ", score(stories, words, ours))


def fitted(features: NDArray[np.float64], labels: NDArray[np.float64]) -> list[float]:
    """Logistic regression with a small ridge, by Newton's method."""
    weights = np.zeros(features.shape[1])
    for _ in range(30):
        chances = 1 / (1 + np.exp(-features @ weights))
        gradient = features.T @ (labels - chances) - RIDGE * weights
        curvature = (features * (chances * (1 - chances))[:, None]).T @ features + RIDGE * np.eye(len(weights))
        weights = weights + np.linalg.solve(curvature, gradient)
    return [round(float(weight), 2) for weight in weights]


def fit() -> None:
    """Print the numbers of the model file: weights, and the rates of function words."""
    rows: dict[int, list[tuple[float, ...]]] = {1: [], 2: []}
    counts: dict[int, list[int]] = {1: [], 2: []}
    functions, total = Counter[str](), 0
    for name in SETS:
        for analyses, references in topics(name):
            words = Words().tokenize(references[0])
            held = Counter((word,) for word in words) + Counter(pairwise(words))
            functions.update(word for word in words if word in FUNCTION_WORDS)
            total += len(words)
            for gram, features in concept_features(analyses).items():
                rows[len(gram)].append(features)
                counts[len(gram)].append(held[gram])
    print(FEATURES)
    for times in (1, 2, 3):
        print("SINGLES", times, fitted(np.array(rows[1]), (np.array(counts[1]) >= times).astype(float)))
    print("PAIR", fitted(np.array(rows[2]), (np.array(counts[2]) >= 1).astype(float)))
    rates = {word: round(count / total, 4) for word, count in functions.most_common()}
    print("FUNCTION_RATES", {word: rate for word, rate in rates.items() if rate >= RAREST_RATE})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true", help="fit the weights anew and print them")
    if parser.parse_args().fit:
        fit()
    else:
        table()
