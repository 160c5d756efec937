"""A real MkDocs build: complete, safe, the same to the byte, and never half published."""

import dataclasses
from pathlib import Path

import pytest
import yaml
from publish import sample
from publish.printing import printed, publish
from selectolax.lexbor import LexborHTMLParser

from digest.errors import BuildError
from digest.nouns import Edition, File, Headline, Page, Topic
from digest.publish import SiteOptions, site
from digest.publish.builder import mkdocs_config
from digest.stories import watch

EVIL = '</title><script>alert(1)</script> {{ 7*7 }} [a](javascript:b) "onload=x" #{{: onclick=c }}'
RUN = 'script:not([type="application/ld+json"])'  # scripts that a browser runs

SMALL = sample.edition([sample.bridge()], [])


def hostile() -> Edition:
    item = sample.article(
        "evil", f"{EVIL} and more.\n\n“{EVIL}” he said.", title=EVIL, outlet=EVIL, url="https://e.example/?<>"
    )
    told = sample.story(
        "evil",
        [sample.member(item, shared=[(EVIL, 1.0)])],
        Headline(text=EVIL, article="evil"),
        summary=[sample.extract(item, "</title>")],
        quotes=[sample.quote(item, EVIL, person="evil", speaker=EVIL, role=EVIL, relays=EVIL)],
        notes=[EVIL],
        decisions=[EVIL],
    )
    person = dataclasses.replace(sample.people()[0], id="evil", name=EVIL, forms=(EVIL,), roles=(), articles=("evil",))
    topics = (
        Topic(
            name=EVIL,
            slug="evil",
            query='alert OR "</code><script>alert(1)</script>" OR "{{ 77*7 }}"',
            description=EVIL,
        ),
        Topic(name="../../evil", slug="evil-too", query='"![x](javascript:y)" OR alert*', description="]]>&<!--"),
    )
    return watch(sample.edition([told], [person]), topics)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A digest folder whose site is published."""
    folder = tmp_path_factory.mktemp("small")
    assert publish(SMALL, folder).changed
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_feeds_are_announced_on_every_page(built: Path) -> None:
    for page in ("index.html", "stories/night-ferry-approved/index.html", "about/index.html"):
        links = LexborHTMLParser((built / page).read_text()).css('link[rel="alternate"]')
        kinds = {link.attributes["type"]: link.attributes["href"] or "" for link in links}
        assert ((built / page).parent / kinds["application/rss+xml"]).resolve() == built / "feed.xml"
        assert "application/feed+json" in kinds


def test_an_old_address_leads_to_the_story(built: Path) -> None:
    page = LexborHTMLParser((built / "stories" / "ferry-vote-tuesday" / "index.html").read_text())
    refresh, canonical = page.css_first('meta[http-equiv="refresh"]'), page.css_first('link[rel="canonical"]')
    assert refresh is not None
    assert canonical is not None
    assert refresh.attributes["content"] == "0; url=../../stories/night-ferry-approved/"
    assert canonical.attributes["href"] == "https://harbour.example/press/stories/night-ferry-approved/"
    assert "ferry-vote-tuesday" not in (built / "sitemap-1.xml").read_text()


def test_the_navigation_stays_small(built: Path) -> None:
    page = LexborHTMLParser((built / "index.html").read_text())
    assert len(page.css(".md-tabs__link")) == 6


def test_two_builds_in_two_folders_are_equal_to_the_byte(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Pacific/Apia")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    monkeypatch.setenv("PYTHONHASHSEED", "77")
    monkeypatch.setenv("LC_ALL", "C")
    assert tree(publish(sample.edition(), tmp_path / "elsewhere").output) == tree(built)


def test_an_unchanged_site_is_left_alone(small: Path) -> None:
    before = (small / "site").stat().st_ino
    again = publish(SMALL, small)
    assert not again.changed
    assert again.previous is None
    assert (small / "site").stat().st_ino == before


def test_hostile_text_is_published_as_text_everywhere(tmp_path: Path) -> None:
    options = dataclasses.replace(sample.OPTIONS, title="Ferries & <Ships>", description='"Quoted" & <more>')
    made, files = printed(hostile())
    output = site(made, files, options, output=tmp_path / "site", work=tmp_path / "work").output
    page = LexborHTMLParser((output / "stories" / "evil" / "index.html").read_text())
    shown = " ".join(EVIL.split())
    heading, title = page.css_first("h1"), page.css_first("title")
    assert heading is not None
    assert heading.text() == shown
    assert title is not None
    assert title.text() == f"{shown} - Ferries & <Ships>"
    assert not [node for node in page.css(RUN) if "alert(1)" in node.text()]
    topic = LexborHTMLParser((output / "topics" / "evil" / "index.html").read_text())
    heading, query = topic.css_first("h1"), topic.css_first(".topic__watch code")
    assert heading is not None
    assert heading.text() == shown
    assert query is not None
    assert query.text().startswith('alert OR "</code><script>alert(1)</script>" OR')
    assert not [node for node in topic.css(RUN) if "alert(1)" in node.text()]


def test_the_config_of_mkdocs_holds_no_word_of_an_article(tmp_path: Path) -> None:
    options = dataclasses.replace(sample.OPTIONS, title="!!python/object/apply:os.system ['x'] & <b>")
    dumped = yaml.safe_dump(mkdocs_config(options, docs=tmp_path, built=tmp_path))
    loaded = yaml.safe_load(dumped)
    assert loaded["site_name"] == "!!python/object/apply:os.system [&#x27;x&#x27;] &amp; &lt;b&gt;"
    assert loaded["theme"]["font"] is False
    assert "snippets" not in dumped


@pytest.mark.parametrize(
    ("markdown", "told"),
    [
        ("---\ntitle: x\n---\n[gone](../gone/) <script>1</script>\n", "(?s)<script> does not belong.*leads nowhere"),
        ("---\ntitle: x\ntemplate: nowhere.html\n---\n", "nowhere.html"),
    ],
)
def test_a_failing_build_leaves_the_published_site_as_it_was(small: Path, markdown: str, told: str) -> None:
    before = tree(small / "site")
    made, files = printed(SMALL)
    bad = Page(path="stories/bad/index.md", markdown=markdown)
    with pytest.raises(BuildError, match=told):
        site([*made, bad], files, sample.OPTIONS, output=small / "site", work=small / "work")
    assert tree(small / "site") == before
    assert {path.name for path in (small / "work").iterdir()} == {"build.lock", "site.sqlite"}


def test_a_folder_that_is_not_a_digest_s_site_is_never_replaced(tmp_path: Path) -> None:
    precious = tmp_path / "site" / "thesis.txt"
    precious.parent.mkdir()
    precious.write_text("years of work")
    with pytest.raises(BuildError, match="something else"):
        publish(SMALL, tmp_path)
    assert precious.read_text() == "years of work"


def test_two_files_with_one_address_and_files_outside_are_refused(tmp_path: Path) -> None:
    made, files = printed(SMALL)
    for path, told in (("feed.xml", "two pages or files"), ("../outside.txt", "outside the site")):
        with pytest.raises(BuildError, match=told):
            site(made, (*files, File(path=path, data=b"x")), sample.OPTIONS, output=tmp_path / "site", work=tmp_path)
    assert not (tmp_path / "outside.txt").exists()


def test_a_web_server_may_read_everything(built: Path) -> None:
    modes = {path.stat().st_mode & 0o777 for path in (built, *built.rglob("*"))}
    assert modes == {0o755, 0o644}


def test_a_digest_without_articles_is_a_site_too(tmp_path: Path) -> None:
    front = (publish(sample.empty(), tmp_path).output / "index.html").read_text()
    assert "No articles yet" in front
    assert len(LexborHTMLParser(front).css(".md-tabs__link")) == 5, "without topics there is no entry for them"


@pytest.mark.parametrize("language", ["de", "ms", "pt-BR", "xx"])
def test_every_language_has_a_theme(tmp_path: Path, language: str) -> None:
    options: SiteOptions = dataclasses.replace(sample.OPTIONS, language=language)
    theme = mkdocs_config(options, docs=tmp_path, built=tmp_path)["theme"]
    assert isinstance(theme, dict)
    assert theme["language"] == ("en" if language == "xx" else language)
