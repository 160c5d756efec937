"""Which articles only retell an earlier one."""

from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from stories.build import make_article

from digest.nouns import Analysis
from digest.reading import analyse
from digest.stories.retellings import retellings

CASES = Path(__file__).with_name("retellings.yaml")


@dataclass(frozen=True)
class Pair:
    name: str
    later: Analysis
    earlier: Analysis
    retells: bool

    @property
    def found(self) -> bool:
        both = sorted((self.earlier, self.later), key=lambda one: str(one.article.published))
        ids = {one.article.id: one.article.id for one in both}
        result = retellings(both, [one.article.published for one in both], ids)
        assert not result[self.earlier.article.id]
        return bool(result[self.later.article.id])


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    cases = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    articles, marks = [], []
    for story in cases:
        name = story["story"]
        articles.append(make_article(name, story["text"].strip(), title=story["title"], day="2031-03-04"))
        for number, later in enumerate(story["later"], start=1):
            day = str(later.get("day", "2031-03-05"))
            articles.append(make_article(f"{name} {number}", later["text"].strip(), title=later["title"], day=day))
            marks.append((articles[-1].id, name, f"{name}: {later['why']}", later["retells"]))
    found = {one.article.id: one for one in analyse(articles)}
    return [Pair(name, found[later], found[earlier], retells) for later, earlier, name, retells in marks]


def test_retellings_are_found_with_precision(pairs: list[Pair]) -> None:
    found = [pair for pair in pairs if pair.found]
    wrong = [pair.name for pair in found if not pair.retells]
    recall = sum(pair.retells for pair in found) / sum(pair.retells for pair in pairs)
    print(f"{len(pairs)} pairs, precision {1 - len(wrong) / len(found):.3f}, recall {recall:.3f}")
    missed = [p.name for p in pairs if p.retells and not p.found]
    print("WRONG", wrong)
    print("MISSED", missed)
    assert len(wrong) <= 0.05 * len(found), wrong
