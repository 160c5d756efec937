"""Grouping where articles come with less: no dates, no titles, openings alone, many copies, all sets in one stream.

    python benchmarks/groups_stressed.py FOLDER          FOLDER holds groups/*.jsonl
    python benchmarks/groups_stressed.py FOLDER --year   the same sets over one year, with ever younger archives

BCubed F1 and precision of pairs of the original articles, each set under each change. FOLDER is by default what
DIGEST_EVAL names, else ../shared/eval. `--year` puts every story on some day of a year and lowers the number of
founding articles: the fewer, the more articles are weighed by what earlier months alone have taught.
"""

import argparse
import os
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import fmean

from groups import Row, bcubed, by_story, read

from digest.nouns import Analysis, Sentence
from digest.stories import group

SHARE, COPIES = 0.3, 4  # of the articles, so many get so many copies
OPENING = 3  # sentences
FOUNDING = (10**9, 1_000, 300, 100, 0)
SPAN = timedelta(days=3)  # of a story's articles, when it is put on another day

Sets = Mapping[str, tuple[list[Row], list[Analysis]]]


def undated(analysis: Analysis) -> Analysis:
    """The same without its date."""
    return replace(analysis, article=replace(analysis.article, published=None))


def untitled(analysis: Analysis) -> Analysis:
    """The same without its title."""
    return replace(analysis, article=replace(analysis.article, title=None), title_terms=())


def opening(analysis: Analysis) -> Analysis:
    """Its first sentences alone."""
    return with_sentences(analysis, analysis.sentences[:OPENING])


def with_sentences(analysis: Analysis, sentences: Sequence[Sentence]) -> Analysis:
    """An analysis of these of its sentences, put together anew."""
    texts, kept, start = list[str](), list[Sentence](), 0
    for sentence in sentences:
        texts.append(analysis.article.text[sentence.start : sentence.end])
        kept.append(replace(sentence, start=start, end=start + len(texts[-1])))
        start += len(texts[-1]) + 1
    text = " ".join(texts)
    entities = tuple(entity for entity in analysis.entities if entity.text in text)
    return replace(
        analysis, article=replace(analysis.article, text=text), sentences=tuple(kept), entities=entities, quotes=()
    )


def copied(analyses: Sequence[Analysis]) -> list[Analysis]:
    """With copies of some articles: verbatim, cut short, or with sentences left out, of the same day or the next."""
    chance, found = random.Random(1), list(analyses)  # noqa: S311 — draws, not secrets
    for analysis in analyses:
        if chance.random() < SHARE:
            found += [copy(analysis, f"{analysis.article.id}~{number}", chance) for number in range(COPIES)]
    return found


def copy(analysis: Analysis, name: str, chance: random.Random) -> Analysis:
    """One copy of an article."""
    sentences, moment = analysis.sentences, analysis.article.published
    kept = chance.choice(
        (sentences, sentences[: max(2, len(sentences) * 2 // 3)], [each for each in sentences if chance.random() < 0.8])
    )
    made = with_sentences(analysis, kept or sentences)
    later = replace(moment, at=moment.at + timedelta(days=chance.choice((0, 0, 1)))) if moment else None
    return replace(made, article=replace(made.article, id=name, published=later))


def half_dated(analyses: Sequence[Analysis]) -> list[Analysis]:
    """With the dates of half of the articles removed."""
    chance = random.Random(5)  # noqa: S311 — draws, not secrets
    return [undated(analysis) if chance.random() < 0.5 else analysis for analysis in analyses]


CHANGES: Mapping[str, Callable[[Sequence[Analysis]], list[Analysis]]] = {
    "as they are": list,
    "no dates": lambda analyses: [undated(each) for each in analyses],
    "half the dates": half_dated,
    "copies": copied,
    "no titles": lambda analyses: [untitled(each) for each in analyses],
    "openings": lambda analyses: [opening(each) for each in analyses],
    "copies, no dates": lambda analyses: copied([undated(each) for each in analyses]),
    "no titles, no dates": lambda analyses: [untitled(undated(each)) for each in analyses],
}


def pooled(sets: Sets) -> tuple[list[Row], list[Analysis]]:
    """All sets as one."""
    rows, analyses = list[Row](), list[Analysis]()
    for name, (its_rows, its_analyses) in sets.items():
        rows += [{**row, "id": f"{name}:{row['id']}", "story": f"{name}:{row['story']}"} for row in its_rows]
        analyses += [replace(a, article=replace(a.article, id=f"{name}:{a.article.id}")) for a in its_analyses]
    return rows, analyses


def score(rows: Sequence[Row], analyses: Sequence[Analysis], **settings: int) -> tuple[float, float]:
    """BCubed F1 and precision of pairs of the rows' articles."""
    found = {name: each.ids[0] for each in group(analyses, **settings) for name in each.ids}  # type: ignore[arg-type] # settings are numbers
    return bcubed({row["id"]: row["story"] for row in rows}, found)


def table(sets: Sets) -> None:
    """Print each change's figures, by set."""
    everything = {**sets, "pooled": pooled(sets)}
    print("".ljust(20), *(name.rjust(13) for name in everything))
    for change, changed in CHANGES.items():
        figures = [score(rows, changed(analyses)) for rows, analyses in everything.values()]
        means = " / ".join(f"{fmean(part):.3f}" for part in zip(*figures[:-1], strict=True))
        print(change.ljust(20), *(f"{f1:.3f} / {p:.3f}" for f1, p in figures), " mean", means, flush=True)


def over_a_year(rows: Sequence[Row], analyses: Sequence[Analysis], seed: int) -> Iterator[Analysis]:
    """Every story on some day of a year: its articles keep their distances, up to a few days."""
    chance, by_name = random.Random(seed), {each.article.id: each for each in analyses}  # noqa: S311 — draws, not secrets
    for _, ids in sorted(by_story(rows).items()):
        start = datetime(2021, 1, 1, tzinfo=UTC) + timedelta(days=chance.randrange(365))
        dated = [moment.at for name in ids if (moment := by_name[name].article.published)]
        for name in ids:
            article = by_name[name].article
            if article.published:
                day = start + min(article.published.at - min(dated), SPAN)
                article = replace(article, published=replace(article.published, at=day))
            yield replace(by_name[name], article=article)


def year(sets: Sets) -> None:
    """Print the figures of one year's archive by its number of founding articles."""
    rows, analyses = pooled(sets)
    for founding in FOUNDING:
        figures = [score(rows, list(over_a_year(rows, analyses, seed)), founding=founding) for seed in (1, 2)]
        print(
            f"{min(founding, len(rows)):6} founding:",
            " / ".join(f"{fmean(part):.3f}" for part in zip(*figures, strict=True)),
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(os.environ.get("DIGEST_EVAL") or "../shared/eval")
    parser.add_argument("folder", type=Path, nargs="?", default=default)
    parser.add_argument(
        "--year", action="store_true", help="all sets over one year, by the number of founding articles"
    )
    options = parser.parse_args()
    labelled = {}
    for path in sorted((options.folder / "groups").glob("*.jsonl")):
        labelled_rows, by_id = read(path)
        labelled[path.stem] = (labelled_rows, list(by_id.values()))
    (year if options.year else table)(labelled)
