"""What MkDocs is spared: work that changes no byte of a page."""

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import jinja2
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.theme import Theme

from digest.nouns import Page
from digest.publish import SiteOptions, builder, theme_economy
from digest.publish.builder import build_pages, nav_of
from digest.publish.gate import Gate

PAGE = (
    '# Harbour\n\n<p id="there">text &#44; text</p>\n\n[on](#there) **bold**\n\n## Next {: #next }\n\n<i id="i">x</i>\n'
)


def built(folder: Path, hooks: list[str]) -> tuple[bytes, bool]:
    """The page, and whether MkDocs missed the place in its HTML."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text(PAGE, encoding="utf-8")
    settings = {"site_name": "x", "hooks": hooks, "plugins": [], "markdown_extensions": ["attr_list"]}
    settings["validation"] = {"anchors": "warn"}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    done = subprocess.run(
        (sys.executable, "-W", "ignore", "-m", "mkdocs", "build"),
        cwd=folder,
        env=os.environ | {"SOURCE_DATE_EPOCH": "946684800"},
        capture_output=True,
        text=True,
        check=True,
    )
    return (folder / "site" / "index.html").read_bytes(), "no such anchor" in done.stderr


def test_mkdocs_looks_for_no_places_in_a_pages_html_and_the_page_is_the_same(tmp_path: Path) -> None:
    whole, missed = built(tmp_path / "whole", [])
    spared, missed_then = built(tmp_path / "spared", [str(theme_economy.__file__)])
    assert whole == spared
    assert (missed, missed_then) == (False, True)


def test_mkdocs_takes_the_same_files_from_its_theme_without_a_walk_through_hidden_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.css", "deep/b.js", "deep/er/c.js", ".icons/d.svg", "deep/.hidden/e.css", ".f.css"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    theme = Theme(name=None, custom_dir=str(tmp_path))
    config, walked = MkDocsConfig(), list[str]()
    config.load_dict({"site_dir": "site", "theme": theme})

    def taken() -> list[str]:
        files = Files([])
        files.add_files_from_theme(theme.get_env(), config)
        return [file.src_uri for file in files]

    def walk(*given: str, **more: bool) -> Iterator[tuple[str, list[str], list[str]]]:
        for folder, below, names in walk_all(*given, **more):
            walked.append(Path(folder).relative_to(tmp_path).as_posix())
            yield folder, below, names

    walk_all, whole = os.walk, taken()
    assert whole == ["a.css", "deep/b.js", "deep/er/c.js"]
    monkeypatch.setattr(jinja2.FileSystemLoader, "list_templates", theme_economy._not_hidden)
    monkeypatch.setattr(os, "walk", walk)
    monkeypatch.setattr(theme, "dirs", [str(tmp_path)])
    assert taken() == whole
    assert sorted(walked) == [".", "deep", "deep/er"]


OPTIONS = SiteOptions(title="The Test", url="https://press.example/", guid_authority="press.example", guid_year=2026)
FULL = """---
title: {0}
feed: {0}/feed.xml
---

# A ferry

It *sails*.[^1] See [there][far].

!!! note "Mark"

    On the left.

## When

Soon.

## When

[^1]: Soon
[far]: https://{0}.example/
"""
BARE = "---\ntitle: Bare\nhide: [navigation, toc]\n---\n\nOf [nothing][far], and no note.[^1]\n"
SHELVES = ("", "stories/", "people/", "people/a/", "archive/2026/", "archive/2026/11/")


def test_pages_of_all_folders_are_the_same_as_without_our_economy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nav = [f"{folder}index.md" for folder in ("", "archive/", "people/", "outlets/", "about/")]
    texts = {f"{shelf}{name}.md": FULL.format(name) for shelf in SHELVES for name in ("one", "two")}
    texts |= {f"{shelf}bare.md": BARE for shelf in SHELVES} | dict.fromkeys(nav, BARE)
    pages = [Page(path=path, markdown=text) for path, text in texts.items()]

    def built_in(folder: Path) -> dict[str, str]:
        folder.mkdir()
        ((site, _),) = build_pages(pages, nav_of(texts), OPTIONS, folder)
        return {path.relative_to(site).as_posix(): path.read_text() for path in site.rglob("*.html")}

    spared = built_in(tmp_path / "spared")
    monkeypatch.setattr(builder, "_HOOKS", ("theme_words.py",))
    whole = built_in(tmp_path / "whole")
    assert len(spared) > len(texts)
    assert [name for name in chain(whole, spared) if whole.get(name) != spared.get(name)] == []


@given(st.lists(st.sampled_from(("../", "..", "./", "/", "a", "b/", "#p", "?q", ":", "%20", "//")), min_size=1))
@example(["../", "a", ":", "b/"])
@example(["../", "../", "../", "a", "#p"])
def test_a_link_of_a_page_leads_where_a_browser_would_go(parts: list[str]) -> None:
    link, root, path = "".join(parts), "https://host.example/press/", "a/b/index.html"
    target, fragment = urldefrag(urljoin(root + path, link))
    found = Gate(root).leaf(path, f'<html><body><a href="{link}">x</a></body></html>'.encode()).links
    if not target.startswith(root):
        assert found == ()
        return
    name = unquote(target.removeprefix(root).partition("?")[0])
    name = f"{name}index.html" if name == "" or name.endswith("/") else name
    assert [(one.path, one.fragment) for one in found] == [(name, unquote(fragment))]
