"""Grouping and copies over all labelled sets, beside a plain baseline; and how time grows with the number of articles.

    python benchmarks/groups.py FOLDER              the table of figures; FOLDER holds groups/*.jsonl
    python benchmarks/groups.py FOLDER --growth     seconds for 1, 2, 4 and 8 thousand recombined articles, 100 a day

FOLDER is by default what DIGEST_EVAL names, else ../shared/eval. The baseline is TF-IDF over words with average linkage
at the threshold that is best on each set (it sees the labels; ours does not). "Thinned" keeps one article of every
second story: a stream in which most articles are alone. "Alone" groups 40 small editions by themselves, "within" looks
at the same articles in the run over the whole set.
"""

import argparse
import json
import os
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import fmean

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from digest.filters import article_of
from digest.nouns import Analysis, Moment, Origin, Precision
from digest.reading import analyse
from digest.stories import group

Labels = Mapping[str, str]
Row = dict[str, str]


def bcubed(gold: Labels, found: Labels) -> tuple[float, float]:
    """F1 of the two BCubed means (Bagga and Baldwin 1998), and the precision of pairs."""
    both = Counter((found[key], story) for key, story in gold.items())
    clusters, stories = Counter(found[key] for key in gold), Counter(gold.values())
    precision = sum(n * n / clusters[cluster] for (cluster, _), n in both.items()) / len(gold)
    recall = sum(n * n / stories[story] for (_, story), n in both.items()) / len(gold)
    pairs = sum(n * (n - 1) for n in clusters.values())
    right = sum(n * (n - 1) for n in both.values())
    return 2 * precision * recall / (precision + recall), right / pairs if pairs else 1.0


def ours(analyses: Sequence[Analysis]) -> Labels:
    """The story of each article, as the product groups them."""
    return {name: each.ids[0] for each in group(analyses) for name in each.ids}


def baseline(rows: Sequence[Row], threshold: float) -> Labels:
    """TF-IDF over words, cosine, average linkage."""
    bags = [Counter(re.findall(r"\w+", f"{row.get('title', '')} {row['text']}".lower())) for row in rows]
    held = Counter(word for bag in bags for word in bag)
    column = {word: number for number, word in enumerate(sorted(held))}
    vectors = np.zeros((len(rows), len(column)))
    for vector, bag in zip(vectors, bags, strict=True):
        for word, times in bag.items():
            vector[column[word]] = (1 + np.log(times)) * np.log((1 + len(rows)) / (1 + held[word]))
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    distances = np.clip(1 - vectors @ vectors.T, 0, None)
    np.fill_diagonal(distances, 0)
    tree = linkage(squareform((distances + distances.T) / 2, checks=False), "average")
    labels = fcluster(tree, 1 - threshold, "distance")
    return {row["id"]: str(label) for row, label in zip(rows, labels, strict=True)}


def by_story(rows: Iterable[Row]) -> dict[str, list[str]]:
    """The ids of each story's articles."""
    stories: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        stories[row["story"]].append(row["id"])
    return stories


def thinned(rows: Sequence[Row], seed: int) -> list[str]:
    """Ids of one article of every second story, and of a random part of the others."""
    chance, kept = random.Random(seed), []  # noqa: S311 — draws, not secrets
    for _, ids in sorted(by_story(rows).items()):
        size = 1 if chance.random() < 0.5 else chance.randint(2, len(ids))
        kept += chance.sample(ids, size)
    return sorted(kept)


def editions(rows: Sequence[Row], draws: int = 40) -> Iterable[list[str]]:
    """Ids of small editions: whole stories, at most six articles each, until there are 5 to 20."""
    stories = by_story(rows)
    for draw in range(draws):
        chance, edition = random.Random(draw), dict[str, None]()  # noqa: S311 — draws, not secrets
        size = chance.randint(5, 20)
        while len(edition) < size:
            ids = stories[chance.choice(sorted(stories))]
            edition |= dict.fromkeys(chance.sample(ids, min(len(ids), 6)))
        yield list(edition)


def figures(rows: Sequence[Row], analyses: Mapping[str, Analysis]) -> dict[str, float]:
    """One line of the table."""
    gold = {row["id"]: row["story"] for row in rows}
    full = ours(list(analyses.values()))
    f1, pairs = bcubed(gold, full)

    def part(ids: Sequence[str], found: Callable[[Sequence[str]], Labels]) -> float:
        return bcubed({key: gold[key] for key in ids}, found(ids))[0]

    def alone(ids: Sequence[str]) -> Labels:
        return ours([analyses[key] for key in ids])

    small = list(editions(rows))
    return {
        "baseline": max(bcubed(gold, baseline(rows, step / 100))[0] for step in range(4, 36, 2)),
        "ours": f1,
        "pair_p": pairs,
        "thinned": fmean(part(thinned(rows, seed), alone) for seed in (1, 2)),
        "alone": fmean(part(ids, alone) for ids in small),
        "within": fmean(part(ids, lambda _: full) for ids in small),
    }


def read(path: Path) -> tuple[list[Row], dict[str, Analysis]]:
    """A labelled set and its analyses."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return rows, {analysis.article.id: analysis for analysis in analyse([article_of(row) for row in rows])}


def table(folder: Path) -> None:
    """Print the figures of every set, and their means."""
    lines = {path.stem: figures(*read(path)) for path in sorted((folder / "groups").glob("*.jsonl"))}
    lines["mean"] = {name: fmean(line[name] for line in lines.values()) for name in next(iter(lines.values()))}
    print("set".ljust(12), *(name.rjust(9) for name in lines["mean"]))
    for name, line in lines.items():
        print(name.ljust(12), *(f"{value:9.3f}" for value in line.values()))


def recombined(analyses: Sequence[Analysis], size: int) -> list[Analysis]:
    """Invented articles, 100 a day: sentences of two or three real ones each."""
    chance, made = random.Random(size), []  # noqa: S311 — draws, not secrets
    for number in range(size):
        sources = [chance.choice(analyses) for _ in range(chance.randint(2, 3))]
        sentences = tuple(chance.choice(source.sentences) for source in sources for _ in range(3) if source.sentences)
        at = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=number // 100)
        moment = Moment(at=at, precision=Precision.DAY, origin=Origin.RECORD)
        article = replace(sources[0].article, id=f"a{number:06}", published=moment)
        made.append(replace(sources[0], article=article, sentences=sentences))
    return made


def growth(folder: Path) -> None:
    """Print seconds by number of articles."""
    _, analyses = read(folder / "groups" / "allsides.jsonl")
    for size in (1_000, 2_000, 4_000, 8_000):
        articles = recombined(list(analyses.values()), size)
        started = time.perf_counter()
        stories = group(articles)
        print(f"{size:7} articles {len(stories):7} stories {time.perf_counter() - started:7.1f} s", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(os.environ.get("DIGEST_EVAL") or "../shared/eval")
    parser.add_argument("folder", type=Path, nargs="?", default=default)
    parser.add_argument("--growth", action="store_true")
    options = parser.parse_args()
    (growth if options.growth else table)(options.folder)
