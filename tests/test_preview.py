"""The local server of `digest serve`."""

import itertools
import shutil
import threading
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner
from machine import LONG

from digest.commands import serve
from digest.errors import DigestError
from digest.preview import EVENTS, Edits, changes, serving

PAGE = (
    '<html><head><meta http-equiv="Content-Security-Policy" content="script-src \'self\'"></head>'
    "<body><p>Front</p></body></html>"
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "people").mkdir()
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "people" / "index.html").write_text("<html><body><p>People</p></body></html>", encoding="utf-8")
    (tmp_path / "feed.xml").write_text("<rss/>", encoding="utf-8")
    return tmp_path


def get(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=LONG) as answer:
        return answer.read().decode("utf-8")  # type: ignore[no-any-return]


def test_pages_are_served_with_the_reload_script_and_files_without(site: Path) -> None:
    with serving(site, Edits(), port=0) as port:
        front = get(port, "/")
        assert "<p>Front</p><script>" in front
        assert "Content-Security-Policy" not in front, "it would stop the reload script"
        assert "<p>People</p><script>" in get(port, "/people/")
        assert get(port, "/feed.xml") == "<rss/>"
    assert "<script>" not in (site / "index.html").read_text(encoding="utf-8")


def test_nothing_outside_the_site_is_served(site: Path) -> None:
    (site.parent / "secret.html").write_text("<body>secret</body>", encoding="utf-8")
    with serving(site, Edits(), port=0) as port, pytest.raises(urllib.error.HTTPError, match="404"):
        get(port, "/../secret.html")


def test_an_open_page_hears_of_a_rebuild(site: Path) -> None:
    edits = Edits()
    with (
        serving(site, edits, port=0) as port,
        urllib.request.urlopen(f"http://127.0.0.1:{port}{EVENTS}", timeout=LONG) as stream,
    ):
        assert stream.readline() == b"data: 0\n"
        stream.readline()
        edits.announce()
        assert stream.readline() == b"data: 1\n"


def test_a_port_that_is_taken_is_told_in_words(site: Path) -> None:
    with (
        serving(site, Edits(), port=0) as port,
        pytest.raises(DigestError, match="--port"),
        serving(site, Edits(), port=port),
    ):
        pass


def test_a_configuration_that_an_editor_replaces_is_heard_of_again_and_again(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    file, done = tmp_path / "site_config.yml", threading.Event()
    file.write_text("0")

    def replace() -> None:
        for number in itertools.count():
            (tmp_path / "new").write_text(str(number))
            (tmp_path / "new").replace(file)
            if done.wait(0.1):
                return

    editor = threading.Thread(target=replace)
    editor.start()
    heard = changes([tmp_path / "content"], file)
    try:
        for _ in range(3):
            next(heard)
    finally:
        done.set()
        heard.close()  # type: ignore[attr-defined] # a generator
        editor.join()


def test_a_port_that_is_taken_is_told_before_anything_is_built(tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).parent.parent / "templates", tmp_path / "templates")
    (tmp_path / "site_config.yml").write_text("site:\n  url: https://digest.example/\n", encoding="utf-8")
    with serving(tmp_path, Edits(), port=0) as port:
        done = CliRunner().invoke(
            serve.command, ["--config", str(tmp_path / "site_config.yml"), "--port", str(port)], standalone_mode=False
        )
    assert isinstance(done.exception, DigestError)
    assert str(port) in str(done.exception)
    assert not (tmp_path / "site").exists()
