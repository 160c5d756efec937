"""Which articles are one text."""

import json
import random
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.stories import text_groups

VOCABULARY = [
    f"{first}{second}" for first in ("bal", "dor", "fen", "gri", "kal", "mur") for second in ("a", "en", "ist", "or")
]


def prose(words: int, seed: int) -> str:
    """Invented words without a run in common with those of another seed."""
    chance = random.Random(seed)  # noqa: S311 — words, not secrets
    return " ".join(chance.choice(VOCABULARY) for _ in range(words))


WIRE = prose(200, 1)
QUOTE = "“" + prose(40, 2) + "”"


def groups(**texts: str) -> set[frozenset[str]]:
    found = text_groups(list(texts.items()))
    return {frozenset(name for name in texts if found[name] == head) for head in found.values()}


def test_text_carried_by_two_outlets_is_one_text_under_the_first() -> None:
    found = text_groups([("first", WIRE), ("other", prose(200, 3)), ("second", WIRE + " " + prose(20, 4))])
    assert found == {"first": "first", "other": "other", "second": "first"}


def test_a_shortened_copy_is_the_same_text() -> None:
    shortened = " ".join(WIRE.split()[:60])
    assert groups(whole=WIRE, cut=shortened) == {frozenset({"whole", "cut"})}


def test_a_copy_with_words_changed_here_and_there_is_the_same_text() -> None:
    words = WIRE.split()
    edited = " ".join("edited" if number % 25 == 0 else word for number, word in enumerate(words))
    assert groups(one=WIRE, two=edited) == {frozenset({"one", "two"})}


def test_case_and_line_breaks_do_not_hide_a_copy() -> None:
    assert len(groups(one=WIRE, two=WIRE.upper().replace(" ", "\n"))) == 1


def test_a_quote_in_common_is_not_copying() -> None:
    assert len(groups(one=f"{prose(150, 5)} {QUOTE}", two=f"{QUOTE} {prose(150, 6)}")) == 2


def test_a_credit_line_in_common_is_not_copying() -> None:
    credit = "With inputs from agencies and reporters in three cities."
    assert len(groups(one=f"{prose(30, 7)} {credit}", two=f"{prose(30, 8)} {credit}")) == 2


def test_a_sentence_in_common_does_not_make_two_briefs_one_text() -> None:
    sentence = prose(24, 9)
    assert len(groups(brief=f"{sentence} {prose(6, 10)}", long=f"{sentence} {prose(100, 11)}")) == 2


def test_two_equal_briefs_are_one_text() -> None:
    assert len(groups(one=prose(9, 12), two=prose(9, 12))) == 1


def test_texts_without_words_are_never_copies() -> None:
    assert text_groups([("a", ""), ("b", ""), ("c", "…")]) == {"a": "a", "b": "b", "c": "c"}
    assert text_groups([]) == {}


def test_a_text_carried_by_a_hundred_outlets_is_one() -> None:
    carried = [(f"a{number:03}", f"{prose(10, 100 + number)} {WIRE}") for number in range(120)]
    assert set(text_groups(carried).values()) == {"a000"}


@settings(max_examples=30)
@given(st.permutations(range(6)))
def test_the_order_chooses_the_first_text_and_nothing_else(order: list[int]) -> None:
    texts = [WIRE, WIRE[:700], prose(80, 13), prose(80, 13) + " " + prose(30, 14), prose(80, 15), ""]
    found = text_groups([(str(number), texts[number]) for number in order])
    parts = {frozenset(name for name in found if found[name] == head) for head in found.values()}
    assert parts == {frozenset("01"), frozenset("23"), frozenset("4"), frozenset("5")}
    assert found["0"] == ("0" if order.index(0) < order.index(1) else "1")


def test_natural_copies_are_found_as_counting_every_shingle_finds_them(eval_data: Path) -> None:
    rows = [
        json.loads(line) for line in (eval_data / "copies" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    pairs = [
        json.loads(line) for line in (eval_data / "copies" / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    found = text_groups([(row["id"], row["text"]) for row in rows])
    wanted = [pair for pair in pairs if pair["band"] in {"copy", "near", "contained"}]
    apart = [pair for pair in pairs if pair["band"] == "quote-only"]
    assert sum(found[pair["a"]] == found[pair["b"]] for pair in wanted) >= 0.97 * len(wanted)
    assert sum(found[pair["a"]] == found[pair["b"]] for pair in apart) <= 0.03 * len(apart)
