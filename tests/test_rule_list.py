"""Rules written into editorial.yml: every old word stays, whatever the file looks like."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest import rule_list
from digest.editorial import EXAMPLE, Rule, RuleKind, Rules, read_rules
from digest.errors import EditorialError
from digest.rule_list import add_rule, take_back, with_rule


def rule(kind: RuleKind = RuleKind.PIN, *subjects: str, to: str = "", quote: str = "", **who: str) -> Rule:
    said = {"by": "Nadia", "because": "It matters."} | who
    return Rule(kind=kind, line=0, subjects=subjects or ("dam-breaks-1",), to=to, quote=quote, **said)


def kept(folder: Path, text: str) -> Path:
    path = folder / "editorial.yml"
    path.write_bytes(text.encode("utf-8"))
    return path


def said(rules: Rules) -> list[tuple[object, ...]]:
    return [(one.kind, one.subjects, one.to, one.quote, one.by, one.because) for one in rules.rules]


PINNED = "- pin: dam-breaks-1\n  by: Nadia\n  because: It matters.\n"
HIDE = "- hide: weather\n  by: Ann\n  because: Not ours.\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# nothing yet", f"# nothing yet\n\n{PINNED}"),
        ("# nothing yet\n", f"# nothing yet\n\n{PINNED}"),
        ("[]\n# a comment\n", f"\n{PINNED}# a comment\n"),
        ("# first\n[] # none\n", f"# first\n{PINNED}# none\n"),
        (HIDE, f"{HIDE}\n{PINNED}"),
        (HIDE.rstrip("\n"), f"{HIDE}\n{PINNED}"),
        (HIDE + "\n# later: the flood\n", f"{HIDE}\n{PINNED}\n# later: the flood\n"),
        (HIDE + HIDE.replace("weather", "b"), HIDE + HIDE.replace("weather", "b") + PINNED),
        (f"{HIDE}\n# why\n{HIDE.replace('weather', 'b')}", f"{HIDE}\n# why\n{HIDE.replace('weather', 'b')}\n{PINNED}"),
        (f"---\n{HIDE}...\n", f"---\n{HIDE}\n{PINNED}\n...\n"),
        ("-   hide: weather # odd\n    by: Ann\n    because: |\n      Not\n      ours.\n", None),
        ("  - hide: weather\n    by: Ann\n    because: Not ours.\n", None),
        ("[{hide: weather, by: Ann, because: Not ours.}, ]\n", None),
        ('{"hide": "weather"}\n'.replace("{", "[{").replace("}", ', "by": "A", "because": "b"}]'), None),
        (HIDE.replace("\n", "\r\n"), f"{HIDE}\n{PINNED}".replace("\n", "\r\n")),
        ("\ufeff" + HIDE, f"\ufeff{HIDE}\n{PINNED}"),
    ],
)
def test_a_rule_is_added_in_the_style_of_the_file(tmp_path: Path, before: str, after: str | None) -> None:
    path = kept(tmp_path, before)
    old = said(read_rules(path))
    add_rule(path, rule())
    text = path.read_bytes().decode("utf-8")
    assert after is None or text == after
    for line in before.splitlines():
        assert line.strip(" []") in text
    assert said(read_rules(path)) == [*old, *said(Rules(rules=(rule(),)))]


def test_a_new_file_begins_with_the_explained_example(tmp_path: Path) -> None:
    path = tmp_path / "editorial.yml"
    add_rule(path, rule())
    assert path.read_text(encoding="utf-8") == f"{EXAMPLE}\n{PINNED}"
    assert path.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("given_rule", "lines"),
    [
        (rule(RuleKind.MERGE, "a-1", "b-2"), ["- merge: [a-1, b-2]"]),
        (rule(RuleKind.MOVE, "in/a.txt", to="b-2"), ["- move: in/a.txt", "  to: b-2"]),
        (rule(RuleKind.SPLIT, "a, b.txt", "c.txt"), ['- split: ["a, b.txt", c.txt]']),
        (rule(RuleKind.RENAME, "a-1", to="Dam: what we know"), ["- rename: a-1", '  to: "Dam: what we know"']),
        (rule(RuleKind.SPEAKER, "a.txt", quote="we: never"), ['- speaker: ""', "  article: a.txt"]),
        (rule(RuleKind.EXCLUDE_OUTLET, "The *Star*"), ['- exclude_outlet: "The *Star*"']),
        (rule(RuleKind.NOTE, "a-1", to="no"), ["- note: a-1", '  text: "no"']),
    ],
)
def test_each_kind_is_written_as_the_readme_shows_it(tmp_path: Path, given_rule: Rule, lines: list[str]) -> None:
    path = kept(tmp_path, "")
    add_rule(path, given_rule)
    assert path.read_text(encoding="utf-8").removeprefix(EXAMPLE).split("\n")[1:][: len(lines)] == lines


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=30).map(lambda text: f"x{text}x")
FILES = st.sampled_from(["", "# c\n", "[]", HIDE, HIDE * 1, f"{HIDE}\n# c\n", "[{hide: w, by: A, because: b}]\n"])


@settings(max_examples=60)
@given(before=FILES, subject=WORDS, to=WORDS, by=WORDS, because=WORDS)
def test_any_words_are_read_back_as_they_were_given(
    *, before: str, subject: str, to: str, by: str, because: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = kept(tmp_path_factory.mktemp("rules"), before)
    old = said(read_rules(path))
    add_rule(path, rule(RuleKind.RENAME, subject, to=to, by=by, because=because))
    *rest, new = said(read_rules(path))
    assert rest == old
    subjects = new[1]
    assert isinstance(subjects, tuple)
    for read, meant in zip((*subjects, new[2], new[4], new[5]), (subject, to, by, because), strict=True):
        assert letters(str(read)) == letters(meant)


@pytest.mark.parametrize(
    "before", [HIDE, f"# a\n\n{HIDE}\n# b\n", f"{HIDE}\n{HIDE.replace('weather', 'b')}", "# only\n"]
)
def test_what_was_added_last_is_taken_back_and_the_rest_stays(tmp_path: Path, before: str) -> None:
    path = kept(tmp_path, before)
    old = said(read_rules(path))
    add_rule(path, rule())
    assert take_back(path).subjects == ("dam-breaks-1",)
    assert said(read_rules(path)) == old
    assert [line for line in path.read_text(encoding="utf-8").splitlines() if line] == [
        line for line in before.splitlines() if line
    ]


@pytest.mark.parametrize(
    ("before", "new", "what"),
    [
        (PINNED, rule(), "line 1 says so already"),
        (PINNED, rule(because="again"), "line 1 has `pin` of “dam-breaks-1” already"),
        ("- hid: x\n", rule(), "“hid” is not a rule"),
        ("<<<<<<< ours\n", rule(), "merge conflict"),
        ("", rule(by=" "), "`by:` is empty"),
        ("", rule(because="x" * 3000), "longer than 2000 characters"),
        ("", rule(RuleKind.MERGE, "a"), "at least 2"),
    ],
)
def test_what_would_be_wrong_is_not_written(tmp_path: Path, before: str, new: Rule, what: str) -> None:
    path = kept(tmp_path, before)
    with pytest.raises(EditorialError) as caught:
        add_rule(path, new)
    assert what in str(caught.value)
    assert path.read_text(encoding="utf-8") == before
    assert [child.name for child in tmp_path.iterdir()] == ["editorial.yml"]


@pytest.mark.parametrize(("before", "what"), [("# none\n", "no rule"), ("[{pin: a, by: b, because: c}]", "by hand")])
def test_what_cannot_be_taken_back_stays(tmp_path: Path, before: str, what: str) -> None:
    path = kept(tmp_path, before)
    with pytest.raises(EditorialError, match=what):
        take_back(path)
    assert path.read_text(encoding="utf-8") == before


def test_a_file_that_cannot_be_written_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    path = kept(tmp_path, HIDE)
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(EditorialError, match="No space left on device"):
        add_rule(path, rule())
    assert path.read_text(encoding="utf-8") == HIDE


def test_line_ends_of_the_file_are_kept() -> None:
    assert "\n" not in with_rule(HIDE.replace("\n", "\r\n"), rule()).replace("\r\n", "")


@pytest.mark.parametrize("change", [lambda path: add_rule(path, rule()), take_back])
def test_a_file_with_a_tab_that_only_one_reader_takes_stays_as_it_is(
    tmp_path: Path, change: Callable[[Path], object]
) -> None:
    path = kept(tmp_path, HIDE.replace("Not ours.", "Not ours.\t# a remark"))
    before = path.read_bytes()
    assert len(read_rules(path).rules) == 1
    with pytest.raises(EditorialError, match=r"line 3 cannot be changed safely: .*use spaces, not tabs"):
        change(path)
    assert path.read_bytes() == before


def test_what_somebody_else_writes_meanwhile_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = kept(tmp_path, HIDE)
    theirs = HIDE.replace("weather", "sport")

    def meanwhile(text: str, new: Rule) -> str:
        path.write_text(theirs, encoding="utf-8")
        return with_rule(text, new)

    monkeypatch.setattr(rule_list, "with_rule", meanwhile)
    with pytest.raises(EditorialError, match="somebody else changed it at the same time"):
        add_rule(path, rule())
    assert path.read_text(encoding="utf-8") == theirs
    assert [left.name for left in tmp_path.iterdir()] == [path.name]
