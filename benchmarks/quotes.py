"""Quotes against PolNeAR: the score, precision and coverage of each way to find a speaker, and our time beside spaCy's.

    python benchmarks/quotes.py [polnear_dev.jsonl | polnear_train.jsonl]

Reads the labelled articles and the scorer from the folder that DIGEST_EVAL names (by default ../shared/eval).
"""

import importlib.util
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from digest.filters import article_of
from digest.nouns import Quote, QuoteKind
from digest.reading import model_name
from digest.reading.analyse import parses_of
from digest.reading.doubts import DOUBTED
from digest.reading.marks import stretches
from digest.reading.names import find_people
from digest.reading.quotes import find_quotes
from digest.reading.records import quote_record

EVAL = Path(os.environ.get("DIGEST_EVAL") or Path(__file__).parent.parent.parent / "shared" / "eval")
Label = Mapping[str, Any]


def scorer() -> ModuleType:
    """The project's scorer, which lies beside the labels."""
    spec = importlib.util.spec_from_file_location("score", EVAL / "score.py")
    if spec is None or spec.loader is None:
        sys.exit(f"no scorer in {EVAL}; set DIGEST_EVAL")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Clock:
    """Seconds of processor time, by what they were spent on."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()

    def run(self, name: str, work: Any, *arguments: Any) -> Any:
        """Do the work and book its time."""
        started = time.process_time()
        result = work(*arguments)
        self.spent[name] += time.process_time() - started
        return result


def read(labels: Sequence[Label], clock: Clock) -> Iterator[tuple[Label, list[tuple[Quote, str]]]]:
    """Each labelled article with the quotes found in it, and the rule that decided each."""
    for label in labels:
        article = article_of({key: label[key] for key in ("id", "title", "text", "outlet", "published", "language")})
        body = [parse for parse in clock.run("spaCy", parses_of, article) if parse.block >= 0]
        marked = clock.run("marks", stretches, article.text, article.blocks)
        people = clock.run("names", find_people, body, article.text)
        rules: list[str] = []
        found = clock.run("quotes", find_quotes, article, body, marked, people, rules)
        yield label, list(zip(found, rules, strict=True))


def wanted_of(score: ModuleType, label: Label) -> tuple[list[tuple[Any, Label]], list[Any]]:
    """The labelled quotes that count, and the spans that are ignored, as the scorer has them."""
    gold = [(score.trim(label["text"], q["start"], q["end"]), q) for q in label["quoted"]]
    verbal = [(q["speaker"] or "").lower() in {"said", "say", "says"} for _, q in gold]
    short = [q["n_words"] < 5 for _, q in gold]
    free = [span for (span, _), a, b in zip(gold, verbal, short, strict=True) if a or b]
    return [row for row in gold if row[0] not in free and row[1]["attribution"] is not None], free


def judge(score: ModuleType, label: Label, found: Sequence[tuple[Quote, str]], table: dict[str, Counter[str]]) -> None:
    """Count each quote under the way its speaker was found."""
    wanted, free = wanted_of(score, label)
    text, used = label["text"], set[int]()
    for quote, rule in found:
        if quote.kind is QuoteKind.INDIRECT:
            continue
        span = score.trim(text, quote.start, quote.end)
        best = max(range(len(wanted)), key=lambda n: score.overlap(wanted[n][0], span), default=None)
        keys = [str(quote.found_by), f"rule: {rule}", *(["doubted"] if rule.startswith(DOUBTED) else [])]
        rows = [table.setdefault(key, Counter()) for key in keys]
        if best is None or best in used or score.overlap(wanted[best][0], span) < 0.8:
            if len(quote.text.split()) >= 5 and not any(score.overlap(span, other) >= 0.5 for other in free):
                for row in rows:
                    row["unmatched"] += 1
            continue
        used.add(best)
        right = bool(quote.speaker) and score.right_speaker(text, wanted[best][1], quote_record("", quote))
        for row in rows:
            row["matched"] += 1
            row["right"] += right
    table.setdefault("all", Counter())["gold"] += len(wanted)


def report(table: Mapping[str, Counter[str]], clock: Clock) -> None:
    """Print the table of ways and the times; the doubted are those of `none` that had a likeliest speaker."""
    gold = table["all"]["gold"]
    print(f"model {model_name()}\n\n{'found_by':36} {'printed':>8} {'right':>7} {'precision':>10} {'coverage':>9}")
    ways = sorted((key for key in table if key.startswith("rule: ")), key=lambda key: -table[key]["matched"])
    for way in ("named", "pronoun", "carried", "none", "doubted", *ways):
        row = table.get(way, Counter())
        printed = row["matched"] + row["unmatched"]
        nameless = way in {"none", "doubted"} or way.startswith(f"rule: {DOUBTED}")
        precision = f"{row['right'] / printed:.3f}" if printed and not nameless else "–"
        print(f"{way:36} {printed:8} {row['right']:7} {precision:>10} {row['matched'] / gold:9.3f}")
    ours = sum(seconds for name, seconds in clock.spent.items() if name != "spaCy")
    theirs = clock.spent["spaCy"]
    print(f"\nspaCy {theirs:.1f} s, quotes with names and marks {ours:.1f} s: {ours / theirs:.3f} of it")


def main() -> None:
    """Score one file of labels."""
    name = sys.argv[1] if len(sys.argv) > 1 else "polnear_dev.jsonl"
    labels = [
        json.loads(line) for line in (EVAL / "quotes" / name).read_text(encoding="utf-8").split("\n") if line.strip()
    ]
    score, clock, table = scorer(), Clock(), dict[str, Counter[str]]()
    for label, found in read(labels, clock):
        judge(score, label, found, table)
    report(table, clock)


if __name__ == "__main__":
    main()
