"""The README: every option, command and exit code stands in it, and its commands work."""

import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from machine import LONG

from digest.cli import COMMANDS, EXIT_CODES, main
from digest.editorial import EXAMPLE, RuleKind
from digest.options import Config

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SCRIPTS = Path(sys.executable).parent


def options() -> Iterator[str]:
    for name, field in Config.model_fields.items():
        inner = getattr(field.annotation, "model_fields", {})
        yield from (f"{name}.{option}" for option in inner) if inner else (name,)


@pytest.mark.parametrize("option", sorted(options()))
def test_every_option_of_the_configuration_is_explained(option: str) -> None:
    assert re.search(rf"^\| `{re.escape(option)}` \|", README, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_each_of_its_options_is_named(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    row = next(line for line in README.splitlines() if line.startswith(f"| `digest {name}"))
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert max(parameter.opts, key=len) in row


def test_the_options_of_digest_itself_are_named() -> None:
    for parameter in main.params:
        assert f"`{max(parameter.opts, key=len)}`" in README


def test_every_exit_code_is_named() -> None:
    for code in re.findall(r"^ +(\d+)  ", EXIT_CODES, re.MULTILINE):
        assert re.search(rf"\b{code} [a-z`]", README.split("Exit codes:")[1])


@pytest.mark.parametrize("kind", RuleKind)
def test_every_editorial_rule_is_shown(kind: RuleKind) -> None:
    assert f"`{kind}`" in README
    assert f"- {kind}:" in EXAMPLE


def anchors(document: Path) -> set[str]:
    """Where links into a Markdown file can lead: its headings, as GitHub names them."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]), ids=lambda path: path.name)
def test_every_linked_file_and_heading_is_there(document: Path) -> None:
    links = re.findall(r"""\]\(([^)\s]+)\)|src(?:set)?="([^"]+)""", document.read_text(encoding="utf-8"))
    for link in map("".join, links):
        name, _, heading = link.partition("#")
        target = (document.parent / name) if name else document
        if "://" not in link:
            assert target.exists(), link
            assert not heading or heading in anchors(target), link


def test_every_document_of_the_manual_is_named() -> None:
    for document in ROOT.glob("docs/*.md"):
        assert f"(docs/{document.name}" in README, document.name


def test_ci_runs_the_test_command_of_the_readme() -> None:
    command = next(line for line in README.splitlines() if line.endswith(".venv/bin/pytest"))
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert command in script


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Copy what the README's commands work on, with this environment's scripts where it says they are."""
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copyfile(ROOT / "site_config.yml", tmp_path / "site_config.yml")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    script = tmp_path / ".venv" / "bin" / "digest"
    script.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m digest \"$@\"\n", encoding="utf-8")
    script.chmod(0o755)
    return tmp_path


def shell(command: str, folder: Path) -> str:
    path = f"{folder / '.venv' / 'bin'}:/usr/bin:/bin"
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=folder, env={"PATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_first_command_ends_with_a_built_site(checkout: Path) -> None:
    command = next(line for line in README.splitlines() if line.endswith(".venv/bin/digest build"))
    said = shell(command.rpartition("&& ")[2], checkout)
    assert "5 articles read" in said
    assert (checkout / "site" / "index.html").is_file()


def test_the_filters_of_the_readme_work_in_a_row(checkout: Path) -> None:
    command = re.search(r"`(digest clean [^`]*\| digest quotes)`", README)
    assert command is not None
    assert '"speaker": "Oh Ei Sun"' in shell(command[1], checkout)


def test_serve_shows_the_site_and_ends_on_an_interrupt(checkout: Path) -> None:
    command = [sys.executable, "-m", "digest", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=checkout, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            line = next(line for line in server.stdout if line.startswith("Serving at"))
            address = line.split()[2]
            with urllib.request.urlopen(address, timeout=LONG) as answer:  # noqa: S310 - loopback
                assert b"The Digest" in answer.read()
            server.send_signal(signal.SIGINT)
            assert server.wait(LONG) == 0
        finally:
            server.kill()  # what did not end would be waited for
