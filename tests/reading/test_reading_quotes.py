"""Who said what: the cases of quotes.yaml, and what holds for every text."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from reading.passages import article, read

from digest.nouns import Analysis, Quote, QuoteKind
from digest.reading.marks import stretches

CASES = yaml.safe_load((Path(__file__).parent / "quotes.yaml").read_text(encoding="utf-8"))


def _read(case: dict[str, Any]) -> Analysis:
    return read(case["text"], posts=case.get("post", ()), languages=case.get("language"))


def _row(found: tuple[Quote, ...], words: str, *, indirect: bool = False) -> Quote:
    rows = [q for q in found if q.text == words and (q.kind is QuoteKind.INDIRECT) == indirect]
    assert rows, f"{words!r} is not among {[(q.text, str(q.kind)) for q in found]}"
    return rows[0]


def _printed(row: Quote, key: str) -> object:
    value = getattr(row, key)
    return value.text if key == "mention" and value else value


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = _read(case).quotes
    for wanted in case.get("quotes", ()):
        row = _row(found, wanted["text"])
        expected = {key: value for key, value in wanted.items() if key not in {"text", "same"}}
        assert {key: _printed(row, key) for key in expected} == expected
        if "same" in wanted:
            assert row.utterance == _row(found, wanted["same"]).utterance
    for wanted in case.get("indirect", ()):
        row = _row(found, wanted["text"], indirect=True)
        assert row.speaker == wanted.get("speaker", row.speaker)
    if "reported" in case:
        assert [q.text for q in found if q.kind is QuoteKind.INDIRECT] == case["reported"]
    for words in case.get("none", ()):
        assert not [q.text for q in found if words in q.text and q.kind is not QuoteKind.INDIRECT]


def test_every_case_says_what_must_or_must_not_be_found() -> None:
    assert len(CASES) >= 60
    assert all({"quotes", "none", "indirect", "reported"} & case.keys() for case in CASES)
    assert len({case["case"] for case in CASES}) == len(CASES)


@settings(max_examples=200)
@given(st.text(alphabet="abA .,!?\"“”„«»‘’'\n—5", max_size=120))
def test_stretches_stand_inside_their_blocks_in_order_and_apart(text: str) -> None:
    blocks = article(text).blocks if text.strip() else ()
    for number, found in enumerate(stretches(text, blocks)):
        places = [(s.start, s.end) for s in found]
        assert places == sorted(places)
        assert all(a[1] <= b[0] for a, b in pairwise(places))
        for start, end in places:
            assert blocks[number].start <= start < end <= blocks[number].end
            assert text[start:end] == text[start:end].strip()


def test_a_quotation_over_paragraphs_gives_each_paragraph_one_stretch() -> None:
    text = "Vega said: “The tide was high.\nIt came at noon.\nIt went at night.\nWe were lucky,” he said.\nThe end.\n"
    assert _between_marks(text) == [
        ["The tide was high."],
        ["It came at noon."],
        ["It went at night."],
        ["We were lucky,"],
        [],
    ]


@settings(max_examples=40)
@given(st.text(alphabet="\"“”‘’' ,.", max_size=30), st.sampled_from(["before", "behind"]))
def test_no_unpaired_mark_loses_the_quotes_of_other_paragraphs(noise: str, side: str) -> None:
    whole = "“The tide was stronger than we thought,” Carlos Vega said."
    text = f"Noise {noise}\n{whole}\n" if side == "before" else f"{whole}\nNoise {noise}\n"
    assert "The tide was stronger than we thought," in [quote.text for quote in read(text).quotes]


SAYINGS = ("The tide was stronger than we thought,", "We can't pay the boys' wages,", "It was late, and nobody came.")
STYLES = ("“{}”", '"{}"', "«{}»", "„{}“", "»{}«", "”{}”", "‘{}’", "'{}'", "「{}」", "``{}''")
STRAYS = (*"\"“”„«»‹›‘’'‚「」″", "''", "``", "’’", "&quot;")


def _between_marks(text: str) -> list[list[str]]:
    return [[text[s.start : s.end] for s in found] for found in stretches(text, article(text).blocks)]


@settings(max_examples=1000)
@given(st.sampled_from(STYLES), st.sampled_from(STRAYS), st.integers(min_value=0, max_value=300))
def test_a_stray_mark_touches_no_paragraph_but_its_own_whatever_marks_an_article_uses(
    style: str, stray: str, at: int
) -> None:
    lines = [f"{style.format(words)} Carlos Vega said.\nNobody saw the boats' crew.\n" for words in SAYINGS]
    text = "".join(lines)
    whole = _between_marks(text)
    assert whole == [found for words in SAYINGS for found in ([words], [])]
    at %= len(text)
    hurt = _between_marks(text[:at] + stray + text[at:])
    if len(hurt) == len(whole):  # else the mark stands alone, as a paragraph
        assert sum(a != b for a, b in zip(whole, hurt, strict=True)) <= 1
