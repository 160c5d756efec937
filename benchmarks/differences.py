"""Where accounts differ: precision and recall on the cases of the tests, by family, and what is found in the groups.

    python benchmarks/differences.py [FOLDER]

FOLDER holds groups/*.jsonl; by default what DIGEST_EVAL names, else ../shared/eval. Nobody has labelled differences
there: `--show` prints those that are found, to be read. `--cases` leaves the groups out; `--large N` times one story of
N articles.
"""

import argparse
import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from digest.filters import article_of
from digest.nouns import Analysis, Difference, Group
from digest.reading import analyse
from digest.stories import persons, text_groups
from digest.stories.comparison import differences

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from stories.build import make_group, make_member  # the tests' own nouns
from stories.cases import Case, precision, read_cases, recall


def cases(every: Sequence[Case]) -> None:
    """Print precision and recall by half and by family, and each error of the half that was developed on."""
    for half in (False, True):
        some = [case for case in every if case.held_back is half]
        print(f"{'held back' if half else 'developed on'}: {len(some)} pairs, {_figures(some)}")
    print(f"all: {len(every)} pairs, {_figures(every)}; updates {_figures(every, 'update')}")
    for family in dict.fromkeys(case.family for case in every):
        some = [case for case in every if case.family == family]
        print(f"  {family}: {len(some)} pairs, {_figures(some)}")
    for case in every:
        if not case.held_back and case.found and not case.right:
            print(f"wrong: {case.label} {case.miss}: {case.name}")


def _figures(some: Sequence[Case], label: str = "differ") -> str:
    return f"precision {precision(some, label):.3f}, recall {recall(some, label):.3f}"


def groups(path: Path, *, show: bool) -> None:
    """Print how many stories of a labelled set have differences."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    stories = defaultdict(list)
    for row, analysis in zip(rows, analyse([article_of(row) for row in rows]), strict=True):
        stories[row["story"]].append(analysis)
    made = [grouped(analyses) for analyses in stories.values()]
    people = persons(made)
    found = [(group, one) for group in made for one in differences(group, people.ids(group.ids))]
    print(f"{path.stem}: {len(found)} differences in {len(made)} stories")
    for group, one in found if show else ():
        _print(group, one)


def grouped(analyses: Sequence[Analysis]) -> Group:
    """A story as it is labelled."""
    last = datetime.max.replace(tzinfo=UTC)
    ordered = sorted(analyses, key=lambda one: (getattr(one.article.published, "at", last), one.article.id))
    copies = text_groups([(one.article.id, one.article.text) for one in ordered])
    return make_group(*(make_member(one, text_group=copies[one.article.id]) for one in ordered))


def _print(group: Group, one: Difference) -> None:
    texts = {member.analysis.article.id: member.analysis.article.text for member in group.members}
    phrase = texts[one.phrase.article][one.phrase.start : one.phrase.end]
    print(f"\n{one.aspect.value}: {phrase}")
    for side in one.sides:
        print(f"  = {side.value}")
        for claim in side.claims:
            print(f"      {claim.article}: {texts[claim.article][claim.sentence.start : claim.sentence.end]}")
    for update in one.updates:
        print(f"  {update.earlier.text} ({update.earlier.article}) → {update.later.text} ({update.later.article})")


def large(every: Sequence[Case], number: int) -> None:
    """Time a story of many articles, each with the sentences of some of the cases."""
    sources = [analysis for case in every for analysis in case.analyses]
    made = [_renamed(sources[place % len(sources)], f"{place:04}") for place in range(number)]
    group = make_group(*made)
    ids = persons([group]).ids(group.ids)
    start = time.perf_counter()
    found = differences(group, ids)
    print(f"{number} articles, {len(found)} differences: {time.perf_counter() - start:.2f} s")


def _renamed(analysis: Analysis, name: str) -> Analysis:
    return replace(analysis, article=replace(analysis.article, id=name))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=os.environ.get("DIGEST_EVAL") or "../shared/eval")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--cases", action="store_true")
    parser.add_argument("--large", type=int, default=0)
    options = parser.parse_args()
    every = read_cases()
    cases(every)
    if options.large:
        large(every, options.large)
    for path in [] if options.cases else sorted(Path(options.folder, "groups").glob("*.jsonl")):
        groups(path, show=options.show)


if __name__ == "__main__":
    main()
