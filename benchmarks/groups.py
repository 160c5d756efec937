"""Grouping and copies over all labelled sets, beside a plain baseline; and how time grows with the number of articles.

    python benchmarks/groups.py FOLDER              the table of figures; FOLDER holds groups/*.jsonl
    python benchmarks/groups.py FOLDER --growth     seconds and memory for 5 to 100 thousand recombined articles, a year
    python benchmarks/groups.py FOLDER --growth 5000 10000       the same for these numbers, 274 a day

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
import resource
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
from digest.nouns import Analysis, Group, Moment, Origin, Precision, Sentence
from digest.reading import analyse
from digest.stories import group, text_groups, threads

SIZES = (5_000, 10_000, 20_000, 50_000, 100_000)
DAILY = 274  # 100,000 a year

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


def rows_of(path: Path) -> list[Row]:
    """The lines of a labelled set."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read(path: Path) -> tuple[list[Row], dict[str, Analysis]]:
    """A labelled set and its analyses."""
    rows = rows_of(path)
    return rows, {analysis.article.id: analysis for analysis in analyse([article_of(row) for row in rows])}


def table(folder: Path) -> None:
    """Print the figures of every set, and their means."""
    lines = {path.stem: figures(*read(path)) for path in sorted((folder / "groups").glob("*.jsonl"))}
    lines["mean"] = {name: fmean(line[name] for line in lines.values()) for name in next(iter(lines.values()))}
    print("set".ljust(12), *(name.rjust(9) for name in lines["mean"]))
    for name, line in lines.items():
        print(name.ljust(12), *(f"{value:9.3f}" for value in line.values()))


def recombined(sources: Sequence[Analysis], size: int) -> list[Analysis]:
    """Invented short articles, `DAILY` a day: two or three sentences each of one or two real ones.

    One to eight articles, within three days, draw on the same sources and so tell one event.
    """
    chance, made = random.Random(1), list[Analysis]()  # noqa: S311 — draws, not secrets
    usable = [source for source in sources if len(source.sentences) >= 2]
    while len(made) < size:
        drawn = chance.sample(usable, chance.randint(1, 2))
        for _ in range(min(chance.choice((1, 1, 1, 2, 3, 5, 8)), size - len(made))):
            day = len(made) // DAILY + chance.randint(0, 2)
            made.append(
                invented(f"a{len(made):06}", drawn, datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=day), chance)
            )
    return made


def invented(name: str, sources: Sequence[Analysis], at: datetime, chance: random.Random) -> Analysis:
    """An article of two or three sentences from each source."""
    texts, sentences, start = list[str](), list[Sentence](), 0
    for source in sources:
        for sentence in chance.sample(source.sentences, min(len(source.sentences), chance.randint(2, 3))):
            texts.append(source.article.text[sentence.start : sentence.end])
            sentences.append(replace(sentence, start=start, end=start + len(texts[-1])))
            start += len(texts[-1]) + 1
    moment = Moment(at=at, precision=Precision.DAY, origin=Origin.RECORD)
    article = replace(sources[0].article, id=name, text=" ".join(texts), title=None, published=moment)
    return Analysis(article=article, sentences=tuple(sentences), entities=(), people=(), quotes=(), title_terms=())


def plain(row: Row) -> Analysis:
    """An analysis of sentences and words alone, made without a model."""
    article = article_of(row)
    sentences = tuple(
        Sentence(start=found.start(), end=found.end(), block=0, terms=terms, leans="", whole=True)
        for found in re.finditer(r"[^.!?\n]{20,400}[.!?]", article.text)
        if (terms := tuple(re.findall(r"\w{3,}", found[0].lower())))
    )
    return Analysis(article=article, sentences=sentences, entities=(), people=(), quotes=(), title_terms=())


def growth(folder: Path, sizes: Sequence[int]) -> None:
    """Print seconds of one core by number of articles, and the exponents: slopes on logarithmic scales."""
    sources = [plain(row) for path in sorted((folder / "groups").glob("*.jsonl")) for row in rows_of(path)]
    group(recombined(sources, DAILY))  # so that no run pays for what is loaded once
    taken: dict[str, list[float]] = {"group": [], "threads": [], "copies": []}
    print("articles", *(f"{name:>10} s  ratio" for name in taken), " stories  peak MB", flush=True)

    def timed(name: str, run: Callable[[], object]) -> None:
        started = time.process_time()
        run()
        seconds = taken[name]
        seconds.append(time.process_time() - started)
        print(f"{seconds[-1]:12.1f} {seconds[-1] / seconds[max(0, len(seconds) - 2)]:6.2f}", end="", flush=True)

    for size in sizes:
        print(f"{size:8}", end="", flush=True)
        articles = recombined(sources, size)
        stories: list[Group] = []
        timed("group", lambda: stories.extend(group(articles)))  # noqa: B023 — called at once
        timed("threads", lambda: threads(stories))  # noqa: B023
        timed("copies", lambda: text_groups([(each.article.id, each.article.text) for each in articles]))  # noqa: B023
        print(f"{len(stories):8} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:8}", flush=True)
    for name, seconds in taken.items() if len(sizes) > 1 else ():
        print(f"{name}: n^{np.polyfit(np.log(sizes), np.log(seconds), 1)[0]:.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(os.environ.get("DIGEST_EVAL") or "../shared/eval")
    parser.add_argument("folder", type=Path, nargs="?", default=default)
    parser.add_argument("--growth", type=int, nargs="*", metavar="ARTICLES", help="how time grows, at these numbers")
    options = parser.parse_args()
    if options.growth is None:
        table(options.folder)
    else:
        growth(options.folder, options.growth or SIZES)
