"""The door: help that comes at once, exit codes that mean something."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from digest import errors
from digest.cli import COMMANDS, EXIT_CODES, main

HEAVY = ("spacy", "mkdocs", "jinja2", "pydantic", "rich", "trafilatura", "scipy", "numpy", "yaml", "babel", "lxml")


def run(*arguments: str, input: str | None = None) -> tuple[int, str, str]:  # noqa: A002 - CliRunner's name
    result = CliRunner().invoke(main, arguments, input=input)
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_imports_nothing_heavy(command: str) -> None:
    script = (
        "import sys\nfrom digest.cli import main\n"
        f"try: main({[*command.split(), '--help']!r})\nexcept SystemExit as end: assert end.code == 0\n"
        f"print('LOADED', sorted(set(sys.modules) & set({HEAVY!r})))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "LOADED []" in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_each_command_teaches_with_an_example(command: str) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0
    assert "Example:" in out
    assert len(out.splitlines()) > 8


def test_every_exit_code_of_the_error_tree_is_documented_in_help_and_module() -> None:
    codes = {
        kind.exit_code
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.DigestError)
    }
    for code in codes:
        assert re.search(rf"^ +{code}  \S", EXIT_CODES, re.MULTILINE)
        assert re.search(rf"\b{code}   ?\S", errors.__doc__ or "")


def test_a_wrong_command_line_ends_with_2() -> None:
    assert run("biuld")[0] == 2
    assert run("build", "--no-such-option")[0] == 2


def test_a_missing_configuration_ends_with_3_and_says_what_to_do(tmp_path: Path) -> None:
    code, _, err = run("build", "--config", str(tmp_path / "site_config.yml"))
    assert code == errors.ConfigError.exit_code
    assert "digest init" in err


@pytest.mark.parametrize("command", ["quotes", "group", "copies", "summarise"])
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{not json", "line 2 is not JSON"),
        ("[1]", "line 2 is not a JSON object"),
        ('{"id": "a"}', 'line 2: "text" must be a string'),
    ],
)
def test_a_line_that_is_no_record_ends_a_filter_with_9_and_its_number(command: str, line: str, words: str) -> None:
    code, _, err = run(command, input=f"\n{line}\n")
    assert code == errors.RecordError.exit_code
    assert words in err


def test_two_records_with_one_id_are_refused() -> None:
    code, _, err = run("copies", input='{"id": "a", "text": "x"}\n{"id": "a", "text": "y"}\n')
    assert code == errors.RecordError.exit_code
    assert 'the id "a"' in err


def test_an_empty_input_gives_an_empty_output() -> None:
    for command in ("quotes", "group", "copies", "summarise"):
        assert run(command, input="") == (0, "", "")


def test_a_filter_reads_line_separators_inside_a_line_as_text() -> None:
    code, out, _ = run("copies", input='{"id": "a", "text": "one\u2028two"}\n')
    assert code == 0
    assert out == '{"id": "a", "text_group": "a"}\n'


def test_init_makes_a_digest_that_check_accepts_and_never_overwrites(tmp_path: Path) -> None:
    folder = tmp_path / "my-digest"
    code, out, _ = run("init", str(folder))
    assert code == 0
    assert "digest serve" in out
    assert {"site_config.yml", "templates", "content"} <= {path.name for path in folder.iterdir()}
    assert run("check", "--config", str(folder / "site_config.yml"))[0] == 0
    code, _, err = run("init", str(folder))
    assert code == 1
    assert "not empty" in err


def test_check_reports_every_problem_at_once_and_builds_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "my-digest"
    run("init", str(folder))
    (folder / "content" / "empty.txt").write_text("")
    (folder / "content" / "editorial.yml").write_text("- renam: x\n")
    (folder / "templates" / "story.md.j2").write_text("{% if %}")
    code, _, err = run("check", "--config", str(folder / "site_config.yml"))
    assert code == errors.CheckError.exit_code
    for words in ("empty.txt", "editorial.yml", "story.md.j2, line 1"):
        assert words in err
    assert not (folder / "site").exists()
    assert not (folder / ".digest").exists()


def test_a_misspelt_command_is_told_with_the_nearest_one() -> None:
    result = CliRunner().invoke(main, ["biuld"])
    assert result.exit_code == 2
    assert "Did you mean build?" in result.stderr


@pytest.mark.parametrize("words", [["build", "--as-of", "tomorrow"], ["fetch", "--since", "2025-13-01"]])
def test_a_day_that_is_none_is_told_with_an_example(words: list[str]) -> None:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 2
    assert "write it as 2025-02-27" in result.stderr


@pytest.mark.parametrize(
    ("ending", "code"),
    [
        ("sys.exit(0)", 0),
        ("sys.exit()", 0),
        ("sys.exit(6)", 6),
        ("sys.exit('stopped')", 1),
        ("raise ValueError('a bug')", 1),
    ],
)
def test_the_program_ends_with_its_code_and_its_last_words_but_takes_nothing_apart(ending: str, code: int) -> None:
    script = (
        "import atexit, sys, threading, time\n"
        "from digest import cli\n"
        "class Noun:\n    def __del__(self): print('taken apart')\n"
        "noun = Noun()\n"
        "def main():\n"
        "    atexit.register(print, 'asked to be called')\n"
        "    said = threading.Event()\n"
        "    threading.Thread(target=lambda: (said.wait(), time.sleep(0.1), print('waited for'))).start()\n"
        "    print('last words')\n"
        "    said.set()\n"
        f"    {ending}\n"
        "cli.main = main\n"
        "cli.run()"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert done.stdout.splitlines() == ["last words", "waited for", "asked to be called"]
    assert ("a bug" in done.stderr) == ("a bug" in ending)


def test_the_program_is_that_of_the_command_line() -> None:
    done = subprocess.run([sys.executable, "-m", "digest", "biuld"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Did you mean build?" in done.stderr
