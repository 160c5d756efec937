"""Retellings: precision and recall on the cases of the tests, and how many are found in the labelled groups.

    python benchmarks/retellings.py [FOLDER]

FOLDER holds groups/*.jsonl; by default what DIGEST_EVAL names, else ../shared/eval. Nobody has labelled retellings
there: `--show` prints those that are found, to be read. With `--any-order` each undated article is taken for the latest
of its story in turn, so that there is more to read.
"""

import argparse
import json
import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import yaml

from digest.filters import article_of
from digest.nouns import Analysis, Moment, Origin, Precision
from digest.reading import analyse
from digest.stories import text_groups
from digest.stories.retellings import retellings

CASES = Path(__file__).parent.parent / "tests" / "stories" / "retellings.yaml"


def cases() -> None:
    """Print precision and recall, and each error."""
    records, pairs = [], []
    for story in yaml.safe_load(CASES.read_text(encoding="utf-8")):
        first = {"id": story["story"], "title": story["title"], "text": story["text"], "published": "2031-03-04"}
        for number, later in enumerate(story["later"]):
            second = {**later, "id": f"{first['id']} {number}", "published": str(later.get("day", "2031-03-05"))}
            pairs.append((first["id"], second["id"], later))
            records.append(second)
        records.append(first)
    read = {one.article.id: one for one in analyse([article_of(record) for record in records])}
    right = wrong = 0
    for earlier, later, case in pairs:
        found = bool(told([read[earlier], read[later]])[later])
        right += found and case["retells"]
        wrong += found and not case["retells"]
        if found != case["retells"]:
            print(f"{'wrong' if found else 'missed'}: {later}, {case['why']}")
    wanted = sum(case["retells"] for _, _, case in pairs)
    print(f"{len(pairs)} pairs: precision {right / max(1, right + wrong):.3f}, recall {right / wanted:.3f}")


def told(analyses: Sequence[Analysis]) -> dict[str, str]:
    """The retellings among a story's articles."""
    ordered = sorted(analyses, key=lambda one: (at(one), one.article.id))
    copies = text_groups([(one.article.id, one.article.text) for one in ordered])
    return retellings(ordered, [one.article.published for one in ordered], copies)


def at(analysis: Analysis) -> datetime:
    """When it was published; undated articles last."""
    moment = analysis.article.published
    return moment.at if moment else datetime.max.replace(tzinfo=UTC)


def on_days(analyses: Sequence[Analysis]) -> list[list[Analysis]]:
    """Each article in turn as the only late one."""
    early, late = (
        Moment(at=datetime(2000, 1, day, tzinfo=UTC), precision=Precision.DAY, origin=Origin.RECORD) for day in (1, 2)
    )

    def dated(one: Analysis, moment: Moment) -> Analysis:
        return one if one.article.published else replace(one, article=replace(one.article, published=moment))

    return [[dated(other, late if other is one else early) for other in analyses] for one in analyses]


def groups(path: Path, *, show: bool, any_order: bool) -> None:
    """Print how many articles of a labelled set retell another one of their story."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    stories = defaultdict(list)
    for row, one in zip(rows, analyse([article_of(row) for row in rows]), strict=True):
        stories[row["story"]].append(one)
    number = 0
    for story in stories.values():
        texts = {one.article.id: one.article.text for one in story}
        tries = on_days(story) if any_order else [story]
        pairs = {pair for some in tries for pair in told(some).items() if pair[1]}
        number += len(pairs)
        for later, earlier in sorted(pairs) if show else ():
            print(f"\n{later}: {texts[later]}\n\nretells {earlier}: {texts[earlier]}\n{'-' * 80}")
    print(f"{path.stem}: {number} of {len(rows)} articles retell another one")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=os.environ.get("DIGEST_EVAL") or "../shared/eval")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--any-order", action="store_true")
    options = parser.parse_args()
    cases()
    for path in sorted(Path(options.folder, "groups").glob("*.jsonl")):
        groups(path, show=options.show, any_order=options.any_order)


if __name__ == "__main__":
    main()
