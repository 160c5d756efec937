"""The labelled pairs of differences.yaml as stories of two articles, for tests and benchmarks."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from stories.build import make_article, make_group

from digest.nouns import Analysis, Difference
from digest.reading import analyse
from digest.stories import persons
from digest.stories.comparison import differences

DAY = date(2026, 3, 4)
OUTLETS = {"a": "Coast Herald", "b": "Inland Post"}


@dataclass(frozen=True)
class Case:
    """A labelled pair, and what is found in it."""

    family: str
    label: str
    miss: str
    values: tuple[str, ...]
    analyses: tuple[Analysis, Analysis]

    @property
    def name(self) -> str:
        return " / ".join(one.article.text for one in self.analyses)

    @property
    def held_back(self) -> bool:
        """Whether the pair checks what was developed on the others: by its words, so that no new pair moves another."""
        return hashlib.sha256(self.name.encode()).digest()[0] % 2 == 1

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        bystander = make_article("bystander", "Nothing else was heard.", outlet="Lighthouse Gazette")
        group = make_group(*self.analyses, bystander)
        return differences(group, persons([group]).ids(group.ids))

    @property
    def found(self) -> str:
        """What is found: "differ", "update" or nothing."""
        if any(one.sides for one in self.differences):
            return "differ"
        return "update" if self.differences else ""

    @property
    def right(self) -> bool:
        """Whether what is found is what the label says, with the very values, and nothing beside it."""
        if self.found != self.label or len(self.differences) != 1:
            return False
        (one,) = self.differences
        sides = [(side.claims[0].article, side.value) for side in one.sides]
        sides += [(claim.article, claim.text) for update in one.updates for claim in (update.earlier, update.later)]
        wanted = zip((analysis.article.id for analysis in self.analyses), self.values, strict=True)
        return len(sides) == 2 and all(
            value.casefold() in dict(sides).get(article, "").casefold() for article, value in wanted
        )


def read_cases() -> list[Case]:
    """Every pair, read by the language model in one go."""
    rows = yaml.safe_load(Path(__file__).with_name("differences.yaml").read_text(encoding="utf-8"))
    articles = [_article(row[side], f"{number:03}{side}") for number, row in enumerate(rows) for side in "ab"]
    read = {one.article.id: one for one in analyse(articles)}
    return [
        Case(
            family=row["family"],
            label=row["label"],
            miss=row.get("miss", ""),
            values=tuple(row.get("values", ())),
            analyses=(read[f"{number:03}a"], read[f"{number:03}b"]),
        )
        for number, row in enumerate(rows)
    ]


def _article(given: str | dict[str, Any], name: str) -> Any:
    row = {"text": given} if isinstance(given, str) else given
    outlet = row.get("outlet", OUTLETS[name[-1]])
    return make_article(name, row["text"], day=str(row.get("day", DAY)), outlet=outlet)


def precision(cases: Sequence[Case], label: str = "differ") -> float:
    found = [case for case in cases if case.found == label]
    return sum(case.right for case in found) / max(1, len(found))


def recall(cases: Sequence[Case], label: str = "differ") -> float:
    wanted = [case for case in cases if case.label == label]
    return sum(case.right for case in wanted) / max(1, len(wanted))
