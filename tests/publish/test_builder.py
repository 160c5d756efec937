"""MkDocs builds the same pages, whether it was waiting for the order or not, and whatever becomes of it meanwhile."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from machine import runs, until

import digest
from digest.errors import BuildError
from digest.nouns import Page
from digest.publish import MkDocs, SiteOptions, standby
from digest.publish.builder import build_pages, nav_of

OPTIONS = SiteOptions(title="The Test", url="https://press.example/", guid_authority="press.example", guid_year=2026)
MARKDOWN = "# A ferry\n\nIt *sails*.[^1]\n\n[^1]: Soon\n\n| from | to |\n|--|--|\n| Here | There |\n"
PATHS = ("index.md", "archive/index.md", "people/index.md", "outlets/index.md", "about/index.md", "stories/a.md")
PAGES = tuple(Page(path=path, markdown=MARKDOWN) for path in PATHS)


def built(build: Callable[..., Iterator[tuple[Path, object]]], folder: Path) -> dict[str, bytes]:
    folder.mkdir()
    ((site, _),) = build(PAGES, nav_of(PATHS), OPTIONS, folder)
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(build_pages, tmp_path_factory.mktemp("plain") / "work")


def test_what_was_waiting_builds_the_same_and_once_more_without_loading_again(
    plain: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "It <em>sails</em>" in plain["stories/a/index.html"].decode()
    with MkDocs() as mkdocs:
        mkdocs.get_ready()
        mkdocs.get_ready()
        monkeypatch.setattr(standby, "run_mkdocs", pytest.fail)
        assert built(mkdocs.build_pages, tmp_path / "first") == plain
        assert built(mkdocs.build_pages, tmp_path / "second") == plain


def test_where_no_process_can_be_copied_the_one_that_waited_builds_once(
    plain: dict[str, bytes], tmp_path: Path
) -> None:
    ((site, _),) = build_pages(PAGES, nav_of(PATHS), OPTIONS, tmp_path)
    config = site.parent / "mkdocs.yml"
    shutil.rmtree(site)
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_COPIES],
        check=False,
        input=f"{config}\n{config}\n",
        text=True,
        capture_output=True,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert (site / "stories" / "a" / "index.html").read_bytes() == plain["stories/a/index.html"]


def test_what_was_waiting_builds_while_nobody_asks_for_it_yet_and_ends_with_a_build_that_fails(tmp_path: Path) -> None:
    with MkDocs() as mkdocs:
        mkdocs.get_ready()
        mkdocs.build_pages(PAGES, nav_of(PATHS), OPTIONS, tmp_path)
        until(lambda: list(tmp_path.glob("*/built/stories/a/index.html")), "MkDocs has not begun")
        assert mkdocs._process
        process = mkdocs._process
    assert process.returncode is not None


def test_one_that_is_killed_while_it_waits_costs_time_only(plain: dict[str, bytes], tmp_path: Path) -> None:
    with MkDocs() as mkdocs:
        mkdocs.get_ready()
        assert mkdocs._process
        mkdocs._process.kill()
        mkdocs._process.wait()
        assert built(mkdocs.build_pages, tmp_path / "work") == plain


def test_what_mkdocs_finds_wrong_is_told_though_it_was_waiting(tmp_path: Path) -> None:
    broken = [Page(path="index.md", markdown="[a](nowhere.md)")]
    with MkDocs() as mkdocs:
        mkdocs.get_ready()
        with pytest.raises(BuildError, match="nowhere"):
            list(mkdocs.build_pages(broken, [], OPTIONS, tmp_path))


def test_one_without_an_order_ends_with_the_build() -> None:
    with MkDocs() as mkdocs:
        mkdocs.get_ready()
        assert mkdocs._process
        process = mkdocs._process
        assert process.poll() is None
    assert process.returncode == -signal.SIGTERM


WITHOUT_COPIES = """
import multiprocessing
multiprocessing.get_all_start_methods = lambda: ["spawn"]
from digest.publish import waiting
waiting.main()
"""

ENDLESS = """
import os, time
from pathlib import Path
from digest.publish import waiting

def endless(config):
    beside = Path(config).with_suffix(".new")
    beside.write_text(str(os.getpid()))
    beside.rename(config)
    time.sleep(600)

waiting._build_site = endless
waiting.main()
"""

HOLD = """
import sys, time
from digest.publish import MkDocs
with MkDocs() as mkdocs:
    mkdocs.get_ready()
    print(mkdocs._process.pid, flush=True)
    time.sleep(600)
"""


KEY = """
import sys
from pathlib import Path
from digest.publish import SiteOptions
from digest.publish.builder import chrome_key, made_by
options = SiteOptions(title="T", url="", guid_authority="", guid_year=2026, language="eo", catalogues=Path(sys.argv[1]))
print(chrome_key(options, ["index.md"], made_by()))
"""
LABEL = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Archive"\nmsgstr "{}"\n'


def key(program: Path, label: str, folder: Path) -> str:
    """The key of a digest in this folder, with a label of its own, as a copy of the program has it."""
    (folder / "languages").mkdir(parents=True)
    (folder / "languages" / "eo.po").write_text(LABEL.format(label))
    command = [sys.executable, "-c", KEY, str(folder / "languages")]
    environment = os.environ | {"PYTHONPATH": str(program)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True, cwd=folder).stdout


def test_where_the_program_and_the_digest_lie_makes_no_page_anew_and_what_they_hold_does(tmp_path: Path) -> None:
    here, copy = Path(digest.__file__).parent, tmp_path / "copy"
    shutil.copytree(here, copy / "digest")
    first = key(here.parent, "Arkivo", tmp_path / "one")
    assert key(copy, "Arkivo", tmp_path / "two") == first
    assert key(copy, "Malnovaj", tmp_path / "three") != first
    with (copy / "digest" / "publish" / "theme" / "main.html").open("a") as template:
        template.write(" ")
    assert key(copy, "Arkivo", tmp_path / "four") != first


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_one_without_an_order_ends_with_a_process_that_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        waiting = int(process.stdout.readline())
        assert runs(waiting)
        os.kill(process.pid, signal.SIGKILL)
    until(lambda: not runs(waiting), "MkDocs is left")


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
@pytest.mark.parametrize("end", ["of the one that waited", "of the build that asked"])
def test_what_builds_ends_with_those_for_whom_it_does(tmp_path: Path, end: str) -> None:
    config = tmp_path / "mkdocs.yml"
    command = [sys.executable, "-c", ENDLESS]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as waiting:
        assert waiting.stdin
        waiting.stdin.write(f"{config}\n")
        waiting.stdin.flush()
        until(config.exists, "nothing builds")
        builds = int(config.read_text(encoding="utf-8"))
        assert runs(builds)
        if end == "of the one that waited":
            waiting.kill()
        else:
            waiting.stdin.close()
        until(lambda: not runs(builds), "what builds is left")
    assert waiting.returncode == (-signal.SIGKILL if end == "of the one that waited" else 0)
