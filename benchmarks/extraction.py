"""What is left of labelled pages after cleaning, beside what trafilatura leaves of the same pages, in one run.

    python benchmarks/extraction.py         figures: from HTML, and as text pasted from a browser
    python benchmarks/extraction.py --fit   fits digest/intake/weights.toml again, and prints what it is worth

Reads the labelled pages and the scorer from the folder that DIGEST_EVAL names (by default ../shared/eval). F1 is that
of bags of words, averaged over pages; a title is right with equal words, a date with the same day. Cross-validated
figures come from weights that were fitted without the page's site.
"""

import gzip
import hashlib
import importlib.util
import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import trafilatura
from extraction_weights import (
    Choice,
    Page,
    Table,
    choice_of,
    fit_lines,
    fit_titles,
    least_score,
    out_of_fold,
    page_of,
    toml,
    winners,
)

from digest.intake import clean, record_of
from digest.intake.classify import line_odds
from digest.intake.decoding import decode
from digest.intake.extraction import kept_shares
from digest.intake.features import measure
from digest.intake.headlines import candidates
from digest.intake.html_lines import read_html
from digest.intake.keeping import keep
from digest.intake.lines import text_lines
from digest.intake.roles import assign, said_in, telling
from digest.nouns import Article, Raw

EVAL = Path(os.environ.get("DIGEST_EVAL") or Path(__file__).parent.parent.parent / "shared" / "eval")
WEIGHTS = Path(__file__).parent.parent / "digest" / "intake" / "weights.toml"
HEAD = "# Fitted: benchmarks/extraction.py --fit. A feature that is not named weighs nothing.\n"
HTML_FEATURES = (
    "kept by recall", "kept by default", "kept by precision", "kept whole", "prose", "furniture", "links", "all links",
    "length", "stop", "stop short",
)  # fmt: skip
PENALTY = {"text": 3e-4, "html": 3e-4}
THRESHOLD = {"text": 0.3, "html": 0.4}
Found = dict[str, str]
Label = dict[str, Any]


def scorer() -> ModuleType:
    """The project's scorer, which lies beside the labels."""
    spec = importlib.util.spec_from_file_location("score", EVAL / "score.py")
    if spec is None or spec.loader is None or not (EVAL / "score.py").is_file():
        sys.exit(f"no scorer in {EVAL}; set DIGEST_EVAL")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def source_of(label: Label) -> bytes:
    """A labelled page's HTML."""
    return gzip.decompress((EVAL / "pages" / "html" / f"{label['id']}.html.gz").read_bytes())


def ours(data: bytes, path: str) -> Found:
    """What the cleaner makes of a file."""
    made = clean(Raw(path=path, data=data, sha256=hashlib.sha256(data).hexdigest()))
    record = record_of(made) if isinstance(made, Article) else {}
    return {key: record.get(key) or "" for key in ("text", "title", "published")}


def theirs(data: bytes) -> Found:
    """What trafilatura makes of a page."""
    made = trafilatura.bare_extraction(data, with_metadata=True, include_comments=False)
    return {"text": made.text or "", "title": made.title or "", "published": made.date or ""} if made else {}


def f1(score: ModuleType, gold: str, text: str) -> float:
    """F1 of two texts' words."""
    wanted, found = score.bag(gold), score.bag(text)
    common = (wanted & found).total()
    return float(score.f1(score.share(common, found.total()), score.share(common, wanted.total())))


def figures(score: ModuleType, labels: Sequence[Label], found: Sequence[Found]) -> tuple[float, float, float]:
    """Mean F1, the share of right titles, and that of right dates among dated pages."""
    pairs = list(zip(labels, found, strict=True))
    dated = [(label, one) for label, one in pairs if label["date"]]
    return (
        sum(f1(score, label["text"], one.get("text", "")) for label, one in pairs) / len(pairs),
        sum(score.bag(label["title"]) == score.bag(one.get("title", "")) for label, one in pairs) / len(pairs),
        sum(one.get("published", "")[:10] == label["date"][:10] for label, one in dated) / len(dated),
    )


def report(score: ModuleType, labels: Sequence[Label]) -> None:
    """Print the figures side by side."""
    sources = [source_of(label) for label in labels]
    pasted = [score.copied(source).encode() for source in sources]
    runs: dict[str, Callable[[], list[Found]]] = {
        "HTML, digest": lambda: [ours(source, "page.html") for source in sources],
        "HTML, trafilatura": lambda: [theirs(source) for source in sources],
        "pasted, digest": lambda: [ours(text, "page.txt") for text in pasted],
        "pasted, everything kept": lambda: [{"text": text.decode()} for text in pasted],
    }
    print(f"{len(labels)} pages\n\n{'':24} {'F1':>6} {'titles':>6} {'dates':>6} {'ms a page':>10}")
    for name, run in runs.items():
        started = time.process_time()
        found = run()
        spent = (time.process_time() - started) / len(labels) * 1000
        print(f"{name:24} {' '.join(f'{figure:6.3f}' for figure in figures(score, labels, found))} {spent:10.0f}")
    pages = pasted_pages(score, labels)
    held = out_of_fold(pages, lambda some: fit_lines(some, PENALTY["text"]))
    chosen = choices(pages, held)
    right = sum(right for _, right in winners(chosen, out_of_fold(chosen, fit_titles)))
    held_f1 = mean_f1(score, pages, held, "text", len(labels))
    print(f"{'pasted, cross-validated':24} {held_f1:6.3f} {right / len(labels):6.3f}")


def pasted_pages(score: ModuleType, labels: Sequence[Label]) -> list[Page]:
    """The labelled pages as text pasted from a browser; those without any text are left out."""
    pages = ((label, text_lines(score.copied(source_of(label)))) for label in labels)
    return [page_of(label, lines, measure(lines, [])) for label, lines in pages if lines]


def html_pages(labels: Sequence[Label]) -> list[Page]:
    """The labelled pages as HTML; those of which trafilatura keeps nothing are read as plain text and left out."""
    pages = []
    for label in labels:
        source, _ = decode(source_of(label), markup=True)
        lines = read_html(source).lines
        kept = kept_shares(source, lines)
        rows = measure(lines, kept) if kept else []
        if rows:
            few = [{name: row[name] for name in HTML_FEATURES if name in row} for row in rows]
            pages.append(page_of(label, lines, few))
    return pages


def mean_f1(score: ModuleType, pages: Sequence[Page], tables: Sequence[Table], kind: str, count: int) -> float:
    """Mean F1 of `count` pages, those left out counting nothing, each read with its own table."""
    total = 0.0
    for page, table in zip(pages, tables, strict=True):
        odds = [line_odds(row, table) for row in page.rows]
        body = assign(page.lines, odds, THRESHOLD[kind], title=page.title if kind == "html" else "").body
        total += f1(score, page.text, "\n".join(page.lines[index].text for index in body))
    return total / count


def choices(pages: Sequence[Page], tables: Sequence[Table]) -> list[Choice]:
    """The lines among which each page's headline is chosen, when its text is found with its table."""
    made = []
    for page, table in zip(pages, tables, strict=True):
        odds = [line_odds(row, table) for row in page.rows]
        kept = telling(page.lines, keep(page.lines, odds, THRESHOLD["text"]), said_in(page.lines))
        made.append(choice_of(page, candidates(page.lines, odds, kept)))
    return made


def fit(score: ModuleType, labels: Sequence[Label]) -> None:
    """Write weights.toml, and print what the weights are worth on their own pages and on those of other sites."""
    tables = []
    for kind, pages in (("text", pasted_pages(score, labels)), ("html", html_pages(labels))):
        whole = fit_lines(pages, PENALTY[kind])
        held = out_of_fold(pages, partial(fit_lines, penalty=PENALTY[kind]))
        tables.append(f"[{kind}]\nthreshold = {THRESHOLD[kind]}\n\n" + toml(f"{kind}.weights", whole))
        own, other = (mean_f1(score, pages, some, kind, len(pages)) for some in ([whole] * len(pages), held))
        print(f"{kind}: F1 of {len(pages)} pages {own:.4f}, cross-validated {other:.4f}")
        if kind == "text":
            chosen = choices(pages, held)
            title, scored = fit_titles(chosen), winners(chosen, out_of_fold(chosen, fit_titles))
            nearly = winners(chosen, out_of_fold(chosen, fit_titles), nearly=True)
            last = toml("title", title | {"least": least_score(nearly)})
            own, other = (sum(yes for _, yes in some) for some in (winners(chosen, [title] * len(chosen)), scored))
            print(f"titles: {own} of {len(pages)} right, cross-validated {other}")
    WEIGHTS.write_text("\n".join((HEAD, *tables, last)), encoding="utf-8")


def main() -> None:
    """Print the figures, or fit the weights."""
    score = scorer()
    labels = score.read(EVAL / "pages" / "pages.jsonl")
    (fit if "--fit" in sys.argv[1:] else report)(score, labels)


if __name__ == "__main__":
    main()
