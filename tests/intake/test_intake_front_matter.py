"""Front matter by fuzzing: whatever stands between the fences, words come out or a reason does."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from intake.clippings import REPORT, raw

from digest.errors import SourceError
from digest.intake import clean, front_matter
from digest.intake.front_matter import split
from digest.nouns import Article, Skipped

QUIET = settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
KEYS = ["title", "outlet", "url", "published", "date", "author", "topics", "fetched", "updated", "id", "language", "x"]
VALUES = [
    "A headline", '"quoted"', "'single'", "[a, b", "[a, b]", "{a: b}", "!!python/object/apply:os.system ['id']",
    "!!binary x", "&a b", "*a", "| \n  text", "> \n  text", "? a", "2025-02-24", "2025-02-30", "12:30:45", "no", "~",
    "0x1F", "1e999", "-.inf", "https://gazette.example/a", "javascript:alert(1)", "99999-99-99", "%TAG ! x", "@a",
    "`a`", "<<: *a", "\t", "- a\n- b", "a: b: c", "# only a comment", "\x00", "\u2028", "\ufeff", "\U0001f98a",
    "--- x", "...",
]  # fmt: skip
PAIR = st.tuples(st.sampled_from(KEYS), st.one_of(st.sampled_from(VALUES), st.text(max_size=12)))
MATTER = st.lists(st.one_of(PAIR.map(": ".join), st.text(max_size=20), st.sampled_from(VALUES)), max_size=8)


@QUIET
@given(MATTER.map("\n".join), st.sampled_from(["\n", "\r\n"]))
@example("title: " + "[" * 9, "\n")
@example("a: &a [*a]", "\n")
@example("? ? ? ? ? ? ? ? ? ? ? ? a", "\n")
def test_any_front_matter_is_words_or_a_reason(matter: str, end: str) -> None:
    source = f"---\n{matter}\n---\n\nText.\n".replace("\n", end)
    try:
        stated, start = split(source)
    except SourceError:
        return
    assert 0 <= start <= len(source)
    for value in stated.values():
        assert isinstance(value, str)
        value.encode("utf-8")


@QUIET
@given(MATTER.map("\n".join))
def test_an_article_under_any_front_matter_arrives_or_is_named(matter: str) -> None:
    found = clean(raw(f"---\n{matter}\n---\n\n" + "\n\n".join(REPORT), "a.md"))
    if isinstance(found, Skipped):
        assert found.reason
    else:
        assert isinstance(found, Article)
        assert found.text


BARE = st.text(st.sampled_from("aB1é 日:#&*-?!|>'\"%@`,[]{}~.\\\t\u2028\xa0"), max_size=9)
WRITTEN = st.one_of(
    BARE, BARE.map('"{}"'.format), BARE.map("'{}'".format), st.sampled_from(["null", "~", "12:30", "no"])
)
LINE = st.tuples(st.sampled_from(["title", "Title", "x y", "- a", "url", "tags", "---"]), WRITTEN).map(": ".join)


@settings(max_examples=2_000, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINE, min_size=1, max_size=3).map("\n".join))
@example("title: a\x0bb: c")
@example("title: a :b\nurl: a:b")
@example('title: "null"\nurl: null')
@example("title: a #b")
@example("title: a: b")
@example("title: a:")
@example('title: "a\\x41"')
@example('title: "a" b"')
@example("title: 'a'")
@example("title: - a")
def test_lines_that_need_no_yaml_say_what_they_say_in_yaml(matter: str) -> None:
    simple = front_matter._simple(f"{matter}\n")
    if simple:
        nodes = [(key, node.value, bool(node.style)) for key, node in front_matter._nodes(f"{matter}\n")]
        assert [(key, node.value, bool(node.style)) for key, node in simple] == nodes


def test_the_usual_front_matter_needs_no_yaml() -> None:
    usual = 'title: "A title: with, marks"\ndate: 2025-02-27\nurl: https://a.example/b\noutlet: The Post\n'
    assert [key for key, _ in front_matter._simple(usual)] == ["title", "date", "url", "outlet"]


@pytest.mark.parametrize(
    "value", ["!!python/object/apply:os.system ['touch pwned']", "!!python/name:os.system", "!!timestamp 2025-02-30"]
)
def test_a_tag_of_yaml_makes_nothing_but_words(value: str) -> None:
    stated, _ = split(f"---\ntitle: {value}\n---\n\nText.\n")
    assert set(stated) <= {"title"}
    assert all(isinstance(word, str) for word in stated.values())
