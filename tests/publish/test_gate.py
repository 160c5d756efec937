"""The gate: what must never be published is found, with its page."""

from pathlib import Path

import pytest
from publish.gating import problems

PAGE = '<html><body><article class="md-content__inner">{}</article></body></html>'
URL = "https://host.example/press/"


def check(folder: Path, body: str, page: str = PAGE) -> list[str]:
    (folder / "story").mkdir()
    (folder / "index.html").write_text(PAGE.format('<h2 id="top">x</h2>'))
    (folder / "theme.css").write_text("")
    (folder / "story" / "index.html").write_text(page.format(body))
    return problems(folder, URL)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<script>1</script>", "<script> does not belong"),
        ("<iframe></iframe>", "<iframe> does not belong"),
        ("<p onclick=x>", "event handler onclick"),
        ("<p ONCLICK=x>", "event handler onclick"),
        ("<svg onload=x></svg>", "event handler onload"),
        ("<p style='x'>", "attribute style"),
        ("<a href='javascript:x'>", "leads to"),
        ("<a href=' jAvascript:x'>", "leads to"),
        ("<a href='java\nscript:x'>", "leads to"),
        ("<a href='data:text/html,x'>", "leads to"),
        ("<img src='https://tracker.example/x.png'>", "another host"),
        ("<img src='//tracker.example/x.png'>", "another host"),
        ("<form></form>", "<form> does not belong"),
        ("<math><mtext></mtext></math>", "<math> does not belong"),
        ("<i id=a></i><b id=a></b>", "two elements have the id a"),
        ("<a href='../nowhere/'>", "leads nowhere"),
        ("<a href='../#bottom'>", "a place that index.html does not have"),
        ("<a href='https://host.example/press/gone/'>", "leads nowhere"),
    ],
)
def test_it_finds(tmp_path: Path, body: str, told: str) -> None:
    found = check(tmp_path, body)
    assert all(problem.startswith("story/index.html:1: ") for problem in found)
    assert any(told in problem for problem in found)


@pytest.mark.parametrize(
    "body",
    [
        "<p class=x id=y lang=ms dir=auto>text</p>",
        "<a href='../#top'>up</a> <a href='..'>up</a>",
        "<a href='../theme.css'>feed</a>",
        "<a href='https://other.example/page#:~:text=a'>out</a>",
        "<a href='https://host.example/press/story/'>here</a>",
        "<svg viewBox='0 0 1 1'><rect width=1 height=1></rect></svg>",
    ],
)
def test_it_lets_pass(tmp_path: Path, body: str) -> None:
    assert check(tmp_path, body) == []


def test_a_foreign_style_sheet_anywhere_is_found(tmp_path: Path) -> None:
    page = "<html><head><link rel=stylesheet href='https://fonts.example/a.css'></head><body>{}</body></html>"
    assert "another host" in check(tmp_path, "", page)[0]


def test_a_foreign_script_outside_the_article_is_found(tmp_path: Path) -> None:
    page = "<html><body><script src='https://cdn.example/a.js'></script>{}</body></html>"
    assert "another host" in check(tmp_path, "", page)[0]
