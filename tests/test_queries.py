"""The query language of topics: what is read, what is refused and where, and that it prints what it reads."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.queries import And, Field, Not, Or, Query, QueryError, Term, fold, parse, words

ROOT = Path(__file__).parent.parent


def read(query: str) -> Query | QueryError:
    try:
        return parse(query)
    except QueryError as error:
        return error


def refused(query: str) -> QueryError:
    error = read(query)
    assert isinstance(error, QueryError)
    return error


@pytest.mark.parametrize(
    ("query", "read_as"),
    [
        (
            '"Anwar Ibrahim" AND (defence OR defense) NOT football',
            '"Anwar Ibrahim" AND (defence OR defense) AND NOT football',
        ),
        ("ferry harbour", "ferry AND harbour"),
        ("a OR b c", "a OR (b AND c)"),
        ("a AND NOT b OR c", "(a AND NOT b) OR c"),
        ("a -b", "a AND NOT b"),
        ('a -"b c" -(d e)', 'a AND NOT "b c" AND NOT (d AND e)'),
        ("“night  ferry” OR „Nachtfähre“ OR «bac de nuit»", '"night ferry" OR Nachtfähre OR "bac de nuit"'),
        ("PERSON:Shoigu lang:ms", "person:Shoigu AND lang:ms"),
        ('outlet:"Sample Courier" title:ferr*', 'outlet:"Sample Courier" AND title:ferr*'),
        ("anti-war R&D O’Brien 10:30", '"anti-war" AND "R&D" AND "O’Brien" AND "10:30"'),
        ("https://press.example/ferry", '"https://press.example/ferry"'),
        ('"AND"', '"AND"'),
        ("（渡轮 OR 海港）", "渡轮 OR 海港"),
        ("((ferry))", "ferry"),
    ],
)
def test_a_query_is_read_as_it_is_meant(query: str, read_as: str) -> None:
    assert str(parse(query)) == read_as


@pytest.mark.parametrize(
    ("query", "at", "what"),
    [
        ("", 0, "the query is empty; an example"),
        ("  \n ", 0, "the query is empty"),
        ("(ferry OR boat", 0, "nothing closes this parenthesis"),
        ("harbour (a OR (b c)", 8, "nothing closes this parenthesis"),
        ("ferry) boat", 5, "nothing opens this parenthesis"),
        (") boat", 0, "nothing opens this parenthesis"),
        ("ferry ()", 7, "nothing stands in these parentheses"),
        ('ferry "night boat', 6, "nothing closes this quotation mark"),
        ("ferry AND", 9, "a word is missing behind AND"),
        ("(ferry OR ) boat", 10, "a word is missing behind OR"),
        ("ferry NOT", 9, "a word is missing behind NOT"),
        ("OR ferry", 0, "a word is missing before OR"),
        ("ferry AND OR boat", 10, "a word is missing before OR"),
        ("ferry and boat", 6, 'write AND in capitals, or "and" in quotes'),
        ("persn:Tan", 0, "“persn:” is no field, did you mean person:?"),
        ("ferry genre:news", 6, "“genre:” is no field; there are title:, outlet:, person:, lang:"),
        ("outlet: Courier", 0, 'right behind the colon: outlet:"Two words"'),
        ("person:(Tan OR Abella)", 0, "takes one word or a phrase"),
        ("lang:english", 5, "takes a language's code"),
        ("NOT football", 0, "in which none of its words stands"),
        ("ferry OR NOT football", 9, "in which none of its words stands"),
        ("-football", 0, "in which none of its words stands"),
        ("ferry *", 6, "put it behind letters"),
        ("ferry *gate", 6, "put it behind letters"),
        ('"night * boat"', 7, "put it behind letters"),
        ("ferry f*", 6, "at least two letters"),
        ("fe*r*y*", 0, "at most 2 *"),
        ("ferry && boat", 6, "“&&” means nothing here"),
        ("ferry | boat", 6, "“|” means nothing here"),
        ("!ferry", 0, "“!” means nothing here"),
        ("wom?n", 3, "“?” means nothing here"),
        ("ferry NEAR/5 boat", 6, "“NEAR/5” means nothing here"),
        ("'night ferry'", 0, "phrases stand in double quotes"),
        ("ferry - boat", 6, "there is no word here"),
        ('ferry ""', 7, "there is no word here"),
        ("ferry ...", 6, "there is no word here"),
        ("(" * 21 + "ferry" + ")" * 21, 21, "more than 20 parentheses"),
        ("ferry " + "NOT " * 30 + "boat", 90, "more than 20 parentheses"),
        ("ferry " * 400, 0, "longer than 2,000 characters"),
    ],
)
def test_a_mistake_is_told_at_its_place(query: str, at: int, what: str) -> None:
    error = refused(query)
    assert what in error.what
    assert error.at == at


def test_a_caret_stands_below_the_mistake() -> None:
    said = str(refused("ferry AND (night OR boat")).split("\n")
    assert said[1:] == ["    ferry AND (night OR boat", "              ^"]


def test_a_caret_stands_right_behind_wide_characters_too() -> None:
    assert str(refused('渡轮 "海港')).split("\n")[2] == "         ^"


def test_of_a_long_query_the_part_around_the_mistake_is_shown() -> None:
    query = "ferry OR " * 40 + "(boat" + " OR ferry" * 40
    _, shown, caret = str(refused(query)).split("\n")
    assert len(shown) < 140
    assert shown[caret.index("^")] == "("


LETTERS = st.characters(categories=("L", "Nd"))
WORDS = st.text(LETTERS, min_size=2, max_size=8).filter(lambda word: len(words(word)) > 0)


@st.composite
def terms(draw: st.DrawFn) -> Term:
    field = draw(st.sampled_from(list(Field)))
    if field is Field.LANG:
        return Term(text=draw(st.sampled_from(["en", "ms", "zh"])), field=field)
    text = " ".join(draw(st.lists(WORDS, min_size=1, max_size=3)))
    ending = draw(st.sampled_from(["", "*", "’s", "-", " AND"])) if len(fold(text.split()[-1])) > 1 else ""
    return Term(text=text + ending, field=field)


def joined(parts: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        several.map(lambda some: And(parts=some)),
        several.map(lambda some: Or(parts=some)),
        parts.map(lambda one: Not(part=one)),
    )


@given(st.recursive(terms(), joined, max_leaves=8))
def test_what_is_printed_reads_as_the_same_query(query: Query) -> None:
    needed = And(parts=(Term(text="ferry"), query))  # alone, it may be one that matches everything
    assert parse(str(needed)) == needed


@given(st.text(alphabet=st.sampled_from('ab é*"“”()（-:’ORNT &渡\n'), max_size=40))
def test_any_text_is_read_or_refused_in_words(query: str) -> None:
    made = read(query)
    if isinstance(made, QueryError):
        assert 0 <= made.at <= len(query)
        assert made.what
    else:
        assert parse(str(made)) == made


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_composed_and_decomposed_text_fold_to_the_same(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SEÑOR", "senor"),
        ("Straße", "STRASSE"),
        ("Łódź, Malmø", "lodz, malmo"),
        ("Œuvre", "oeuvre"),
        ("İstanbul", "istanbul"),
        ("Ёлка", "елка"),
        ("Ａｎｗａｒ", "anwar"),
        ("كِتَابٌ", "كتاب"),
        ("naïve\u00ad", "naive"),
    ],
)
def test_case_accents_and_forms_make_no_difference(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("कि", "की"), ("が", "か"), ("ไม่ไ", "ไมไ")])
def test_marks_that_make_another_word_stay(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_words_part_at_all_but_letters_and_digits() -> None:
    assert words("Shoigu’s anti-war U.S. trip, 5G网络\n \nहिन्दी_x") == [
        *("shoigu", "s", "anti", "war", "u", "s", "trip", "5g", "网", "络", "\n \n", "हिन्दी", "x")
    ]


def test_every_query_of_the_manual_can_be_read() -> None:
    manual = (ROOT / "docs" / "topics.md").read_text(encoding="utf-8")
    shown = re.findall(r"^\| `([^`]+)` \|", manual, re.MULTILINE)
    assert len(shown) >= 15
    for query in shown:
        parse(query)


def test_every_field_is_in_the_manual() -> None:
    manual = (ROOT / "docs" / "topics.md").read_text(encoding="utf-8")
    for field in Field:
        assert f"`{field}:" in manual or field is Field.ANYWHERE
