"""Which quotes are one utterance: measured on labelled pairs, and what always holds."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from stories.build import make_analysis, make_article, make_group, make_quote

from digest.nouns import Analysis, KeyQuote, Wording
from digest.stories.keyquotes import key_quotes

PAIRS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "utterances.yaml").read_text(encoding="utf-8"))
FEWEST_PAIRS = 100
PRECISION, RECALL, LABELLED_RIGHT = 0.97, 0.8, 0.9


def quoted(
    name: str, words: str | list[str], *, says: str = ", she said.", language: str = "en", day: int = 1
) -> Analysis:
    parts = [words] if isinstance(words, str) else words
    text = "Petra Lind spoke. " + " and ".join(f"“{part}”" for part in parts) + says
    article = make_article(name, text, day=f"2025-02-{day:02}", language=language)
    return make_analysis(article, quotes=[make_quote(article, part, "Petra Lind", utterance="u") for part in parts])


def of_pair(pair: dict[str, Any]) -> tuple[KeyQuote, ...]:
    first, second = pair.get("in", ["en", "en"])
    says = pair.get("says", ", she said.")
    group = make_group(
        quoted("a", pair["one"], says=says if pair.get("both") else ", she said.", language=first),
        quoted("b", pair["two"], says=says, language=second, day=2),
    )
    return key_quotes(group, {("a", "Petra Lind"): "lind", ("b", "Petra Lind"): "lind"})


@dataclass(frozen=True)
class Score:
    """How the labelled pairs come out."""

    wrong: tuple[str, ...]
    precision: float
    recall: float
    labelled_right: float  # of the pairs that are rightly folded


@pytest.fixture(scope="module")
def score() -> Score:
    wrong, folded, right, labelled, alike = [], 0, 0, 0, 0
    for pair in PAIRS:
        quotes = of_pair(pair)
        one = pair["is"] != "different"
        got = quotes[0].variants[0].wording.value if len(quotes) == 1 else "different"
        alike += one
        folded += len(quotes) == 1
        right += one and len(quotes) == 1
        labelled += one and got == pair["is"]
        if got != pair["is"]:
            wrong.append(f"{got} instead of {pair['is']}: {pair['one']} | {pair['two']}")
    return Score(tuple(wrong), right / folded, right / alike, labelled / right)


def test_the_pairs_are_many_and_half_of_them_are_two_utterances() -> None:
    assert len(PAIRS) >= FEWEST_PAIRS
    assert sum(pair["is"] == "different" for pair in PAIRS) >= len(PAIRS) // 2
    assert {pair["is"] for pair in PAIRS} == {wording.value for wording in Wording} | {"different"}


def test_what_is_folded_is_one_utterance_and_most_of_what_is_one_is_folded(score: Score) -> None:
    told = (
        f"precision {score.precision:.3f}, recall {score.recall:.3f}, {score.labelled_right:.3f} of them labelled right"
    )
    assert score.precision >= PRECISION, (told, score.wrong)
    assert score.recall >= RECALL, (told, score.wrong)
    assert score.labelled_right >= LABELLED_RIGHT, (told, score.wrong)
