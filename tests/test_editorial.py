"""Rules written by people: read as meant, refused with a line and a guess."""

import textwrap
from pathlib import Path

import pytest

from digest.editorial import EXAMPLE, RuleKind, Rules, read_rules
from digest.errors import EditorialError


def read(folder: Path, text: str) -> Rules:
    path = folder / "editorial.yml"
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    return read_rules(path)


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(EditorialError) as caught:
        read(folder, text)
    return str(caught.value).splitlines()[1:]


def test_no_file_and_an_empty_file_hold_no_rules(tmp_path: Path) -> None:
    assert read_rules(tmp_path / "none.yml") == Rules()
    assert read(tmp_path, "# nothing decided yet\n") == Rules()


def test_the_example_is_all_comment_until_its_marks_are_taken_off(tmp_path: Path) -> None:
    assert read(tmp_path, EXAMPLE) == Rules()
    body = EXAMPLE.split("\n#\n", 1)[1]
    rules = read(tmp_path, "\n".join(line.removeprefix("#").removeprefix(" ") for line in body.splitlines()))
    assert [rule.kind for rule in rules.rules] == list(RuleKind)


def test_a_rule_says_what_where_who_and_why(tmp_path: Path) -> None:
    rules = read(
        tmp_path,
        """\
        - speaker: Oh Ei Sun
          article: herald/visit.txt
          quote: the pressure is   all off
          by: Nadia
          because: |
            The sentence before
            names him.
        """,
    )
    (rule,) = rules.rules
    assert (rule.kind, rule.line, rule.subjects, rule.to) == (
        RuleKind.SPEAKER,
        1,
        ("herald/visit.txt",),
        "Oh Ei Sun",
    )
    assert (rule.quote, rule.by, rule.because) == (
        "the pressure is all off",
        "Nadia",
        "The sentence before names him.",
    )


def test_words_that_yaml_reads_as_something_else_stay_words(tmp_path: Path) -> None:
    rules = read(tmp_path, "- rename: 1234567890\n  to: no\n  by: 007\n  because: 12:30:45\n")
    (rule,) = rules.rules
    assert (rule.subjects, rule.to, rule.by, rule.because) == (("1234567890",), "no", "007", "12:30:45")


def test_one_or_several_articles_may_be_named(tmp_path: Path) -> None:
    tail = "\n  by: N\n  because: b\n"
    rules = read(tmp_path, f"- exclude: a.txt{tail}- exclude: [b.txt, c.txt]{tail}")
    assert [rule.subjects for rule in rules.rules] == [("a.txt",), ("b.txt", "c.txt")]


def test_an_empty_speaker_means_that_nobody_knows(tmp_path: Path) -> None:
    rules = read(tmp_path, '- speaker: ""\n  article: a.txt\n  quote: w\n  by: N\n  because: b\n')
    assert rules.rules[0].to == ""


def test_every_problem_is_told_at_once_with_line_and_guess(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        """\
        - renam: flood-1
          to: The flood
          by: Nadia
          because: shorter
        - hide: flood-1
          becuase: not ours
          by: Nadia
        - merge: [flood-1]
          by: Nadia
          because: one event
        - pin: flood-1
          hide: flood-2
          by: Nadia
          because: today
        - note: flood-1
          text: ""
          by: Nadia
          because: asked
        - just words
        """,
    )
    assert found == [
        "editorial.yml:1: “renam” is not a rule, did you mean rename?",
        "editorial.yml:5: `because:` is missing",
        "editorial.yml:6: “becuase” is unknown in a `hide` rule, did you mean because?",
        "editorial.yml:8: `merge:` needs at least 2 different ones",
        "editorial.yml:11: one rule does one thing; this one has `hide` and `pin`",
        "editorial.yml:16: `text:` is empty",
        "editorial.yml:19: expected a rule such as `hide: story`, with `by:` and `because:` below it",
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("hide: flood-1\nby: N\nbecause: b\n", "expected a list of rules"),
        ("- hide: [flood-1, flood-2]\n  by: N\n  because: b\n", "`hide:` takes one text"),
        ("- hide:\n  by: N\n  because: b\n", "`hide:` is empty"),
        ("- move: [a.txt, {b: c}]\n  to: s\n  by: N\n  because: b\n", "`move:` takes one text"),
        ("- merge: [a, a]\n  by: N\n  because: b\n", "at least 2 different"),
        (f"- note: s\n  text: {'x' * 3000}\n  by: N\n  because: b\n", "longer than 2000 characters"),
        ("- hide: s\n  by: N\n  because: b\n  by: M\n", "“by” stands here a second time"),
        ("- hide: s\n  by: N\n  because: b\n" * 2, "stands on line 1 already"),
        ("<<<<<<< HEAD\n- hide: s\n", "merge conflict"),
        ("- hide: 'open\n", "not valid YAML"),
        ("- hide: s\n---\n- hide: t\n", "a second document"),
        ("? [a, b]\n: c\n", "must be plain text"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, text: str, what: str) -> None:
    assert any(what in line for line in str(_error(tmp_path, text)).splitlines())


def _error(folder: Path, text: str) -> EditorialError:
    with pytest.raises(EditorialError) as caught:
        read(folder, text)
    return caught.value
