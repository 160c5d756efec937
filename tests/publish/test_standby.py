"""MkDocs begins with new pages before anybody asks for them, and what is asked for in the end is what is built."""

import multiprocessing
import shutil
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from publish import sample
from publish.test_builder import OPTIONS, PAGES, PATHS
from publish.test_publishing import page, publish

from digest.nouns import Page
from digest.publish import MkDocs, SiteOptions, builder, staging, standby
from digest.publish.builder import Batches, build_pages, nav_of

NAV = nav_of(PATHS)
Built = dict[str, bytes]


def taken(batches: Batches) -> tuple[Built, Built]:
    """The pages of some batches, and the other files of the first."""
    pages: Built = {}
    theme: Built = {}
    for built, given in batches:
        files = {path.relative_to(built).as_posix(): path.read_bytes() for path in built.rglob("*") if path.is_file()}
        pages |= {path: files.pop(path) for path in given}
        theme = theme or files
    return pages, theme


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "work").mkdir()
    return tmp_path


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Built]:
    return taken(build_pages(PAGES, NAV, OPTIONS, tmp_path_factory.mktemp("plain")))


def begun(mkdocs: MkDocs, folder: Path, *, pages: Sequence[Page] = PAGES, options: SiteOptions = OPTIONS) -> None:
    fresh = [page.path for page in pages]
    mkdocs.begin(pages, options, fresh=fresh, work=folder / "work", folder=folder)


def test_what_was_begun_is_what_is_asked_for(folder: Path, plain: tuple[Built, Built]) -> None:
    with MkDocs() as mkdocs:
        begun(mkdocs, folder)
        assert mkdocs._process, "MkDocs has its order"
        assert taken(mkdocs.build_pages(PAGES, NAV, OPTIONS, folder)) == plain


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="it builds by itself, and ends then")
def test_one_that_has_built_is_ended_at_once_and_takes_nothing_down(folder: Path) -> None:
    with MkDocs() as mkdocs:
        begun(mkdocs, folder)
        taken(mkdocs.build_pages(PAGES, NAV, OPTIONS, folder))
        process = mkdocs._process
    assert process
    assert process.returncode == -signal.SIGTERM


def test_what_was_begun_in_vain_is_not_given_and_what_was_not_is_built(
    folder: Path, plain: tuple[Built, Built]
) -> None:
    pages, theme = plain
    front, other, *rest = PAGES
    old = Page(path=other.path, markdown="# Another\n")
    with MkDocs() as mkdocs:
        begun(mkdocs, folder, pages=(front, old, *rest[:-1]))
        found, around = taken(mkdocs.build_pages((other, *rest), NAV, OPTIONS, folder))
    assert found == {path: data for path, data in pages.items() if path != "index.html"}
    assert around == theme


def test_what_was_begun_with_another_title_is_not_given(folder: Path, plain: tuple[Built, Built]) -> None:
    with MkDocs() as mkdocs:
        begun(mkdocs, folder, options=replace(OPTIONS, title="Another"))
        assert taken(mkdocs.build_pages(PAGES, NAV, OPTIONS, folder)) == plain


def test_what_was_begun_by_one_that_is_killed_is_built_again(folder: Path, plain: tuple[Built, Built]) -> None:
    with MkDocs() as mkdocs:
        begun(mkdocs, folder)
        assert mkdocs._process
        mkdocs._process.kill()
        assert taken(mkdocs.build_pages(PAGES, NAV, OPTIONS, folder)) == plain


def test_what_is_built_again_stands_where_the_one_that_began_it_does_not_write(
    folder: Path, plain: tuple[Built, Built]
) -> None:
    with MkDocs() as mkdocs:
        begun(mkdocs, folder)
        assert mkdocs._process
        mkdocs._process.kill()
        again = mkdocs.build_pages(PAGES, NAV, OPTIONS, folder)
        (first,) = again
        (ordered,) = {yaml.safe_load(path.read_text("utf-8"))["site_dir"] for path in folder.glob("begun/*/mkdocs.yml")}
        shutil.rmtree(ordered, ignore_errors=True)  # as MkDocs does when it begins
        assert taken(iter([first])) == plain


def test_what_a_site_has_is_not_begun(tmp_path: Path) -> None:
    output, work, options = tmp_path / "site", tmp_path / "work", replace(sample.OPTIONS, title="T")
    first, second = [page("", "one"), page("a", "x")], [page("", "two"), page("a", "x"), page("b", "x")]
    publish(tmp_path, first)
    publish(tmp_path, second[:2])
    with MkDocs() as mkdocs, staging(output, work) as folder:
        mkdocs.begin(second, options, fresh={"index.md", "a/index.md"}, work=work, folder=folder)
        assert mkdocs._begun is None, "the last site has these"
        mkdocs.begin([first[0], *second[1:]], options, fresh={"index.md"}, work=work, folder=folder)
        assert mkdocs._begun is None, "the one before has this"
        mkdocs.begin(second, options, fresh={"b/index.md"}, work=work, folder=folder)
        assert mkdocs._begun
        assert list(mkdocs._begun.pages) == ["b/index.md"]


def test_many_pages_are_not_begun(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standby, "_MOST", len(PAGES) - 1)
    with MkDocs() as mkdocs:
        begun(mkdocs, folder)
        assert mkdocs._begun is None
        begun(mkdocs, folder, pages=PAGES[1:])
        assert mkdocs._begun


def test_a_batch_is_under_way_when_the_one_before_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    def start(config: Path) -> Callable[[], Path]:
        number = sum(one.startswith("begins") for one in said)
        said.append(f"begins {number}")

        def wait() -> Path:
            for markdown in (config.parent / "docs").rglob("*.md"):
                html = config.parent / "built" / builder.address_of(markdown.name)
                html.parent.mkdir(parents=True)
                html.write_bytes(markdown.read_bytes())
            said.append(f"ends {number}")
            return config.parent / "built"

        return wait

    def given() -> Iterator[tuple[str, bytes]]:
        for built, (address,) in build_pages(pages, [], OPTIONS, tmp_path, start=start):
            said.append(f"given {address}")
            yield address, (built / address).read_bytes()

    monkeypatch.setattr(builder, "BATCH", 1)
    pages = [Page(path=f"{name}.md", markdown=name) for name in "abc"]
    assert dict(given()) == {f"{name}/index.html": name.encode() for name in "abc"}
    assert said == [
        "begins 0", "ends 0", "begins 1", "given a/index.html",
        "ends 1", "begins 2", "given b/index.html", "ends 2", "given c/index.html",
    ]  # fmt: skip
