"""`digest import` and `digest export`: feeds move in and out, and nobody's comments are lost."""

import difflib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.cli import main
from digest.config import load_config
from digest.errors import ConfigError
from digest.feed_list import add_feeds, sorted_out, with_feeds
from digest.intake.feeds.opml import Outline, read_opml, write_opml
from digest.options import Feed

ROOT = Path(__file__).parent.parent
SITE = "site:\n  url: https://press.example/  # ours\n"
FERRY = Feed(url="https://skarn.example/rss?a=1&b=2", outlet="Skarn: the Gazette", topics=("Harbour", "Sea, air"))
BELL = Feed(url="https://bell.example/", outlet="no")
OPML = b"""<opml version="2.0"><body><outline text="Sea">
<outline text="Skarn" xmlUrl="https://skarn.example/rss"/>
<outline text="Skarn again" xmlUrl="http://www.skarn.example/rss/"/>
<outline text="Old" xmlUrl="https://old.example/rss"/>
<outline text="Bad" xmlUrl="javascript:alert(1)"/>
<outline xmlUrl="https://nameless.example/rss"/></outline></body></opml>"""
LAYOUTS = {
    "nothing": SITE,
    "no line end": SITE.rstrip("\n"),
    "an empty list": f"{SITE}feeds: []  # none yet\n\n# After.\nsummary:\n  sentences: 5\n",
    "an empty list on two lines": f"{SITE}feeds: [\n  ]\nsummary:\n  sentences: 5\n",
    "a block": (
        f"{SITE}feeds:\n  # The first.\n  - url: https://old.example/rss\n    outlet: Old  # for years\n"
        "  # - url: https://gone.example/rss\n\n# After.\nsummary:\n  sentences: 5\n"
    ),
    "a block without indentation": f"{SITE}feeds:\n- outlet: Old\n  url: https://old.example/rss\n# After.\n",
    "a block that ends in a list": (
        f"{SITE}feeds:\n    - url: https://old.example/rss\n      outlet: Old\n      topics:\n        - Sea # wide\n"
        "        - Air\n# After.\nsummary: {sentences: 5}\n"
    ),
    "a block that ends in a short list": (
        f"{SITE}feeds:\n  - {{url: https://old.example/rss, outlet: Old, topics: [Sea,\n     Air]}} # one\nsummary:\n"
    ).replace("summary:\n", "summary: {sentences: 5}\n"),
    "a list on one line": (
        f"{SITE}feeds: [{{url: https://old.example/rss, outlet: Old}}]  # one\nsummary:\n  sentences: 5\n"
    ),
    "a list on many lines": (
        f"{SITE}feeds: [\n  {{url: https://old.example/rss, outlet: Old}}, # one\n]\nsummary:\n  sentences: 5\n"
    ),
    "no line end after a block": f"{SITE}feeds:\n  - url: https://old.example/rss\n    outlet: Old",
    "a block scalar": (
        f"{SITE}feeds:\n  - url: https://old.example/rss\n    outlet: >-\n      Old\n\nsummary: {{sentences: 5}}\n"
    ),
    "feeds first": f"feeds:\n  - url: https://old.example/rss\n    outlet: Old\n{SITE}",
}
LAYOUTS |= {f"{name}, CRLF": text.replace("\n", "\r\n") for name, text in list(LAYOUTS.items())}
LAYOUTS |= {
    "a byte order mark": f"\ufeff{SITE}feeds: []\n",
    "other scripts": f"# 渡輪 \U0001f600\n{SITE}feeds: []\n# é\n",
}


def config(folder: Path, text: str) -> Path:
    path = folder / "site_config.yml"
    path.write_bytes(text.encode("utf-8"))
    return path


def run(*arguments: str | Path, given: bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), input=given, catch_exceptions=False)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_feeds_are_added_and_nothing_else_changes(tmp_path: Path, layout: str) -> None:
    path = config(tmp_path, layout)
    before = load_config(path)
    add_feeds(path, before, [FERRY, BELL])
    after = load_config(path)
    assert after == before.model_copy(update={"feeds": (*before.feeds, FERRY, BELL)})
    written = path.read_bytes().decode()
    assert written.count("\r\n") in {0, written.count("\n")}
    removed = [line for line in difflib.ndiff(layout.splitlines(), written.splitlines()) if line.startswith("- ")]
    assert all("feeds:" in line or "]" in line or "{" in line for line in removed)
    assert layout.count("#") == written.count("#")
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_feeds_are_added_twice(tmp_path: Path, layout: str) -> None:
    path = config(tmp_path, layout)
    for feed in (FERRY, BELL):
        add_feeds(path, load_config(path), [feed])
    assert load_config(path).feeds[-2:] == (FERRY, BELL)


def test_the_file_that_comes_with_digest_keeps_every_comment(tmp_path: Path) -> None:
    text = (ROOT / "site_config.yml").read_text(encoding="utf-8")
    path = config(tmp_path, text)
    add_feeds(path, load_config(path), [FERRY])
    changes = difflib.ndiff(text.splitlines(), path.read_text(encoding="utf-8").splitlines())
    assert [line for line in changes if line[:1] in "+-"] == [
        "- feeds: []",
        "+ feeds:",
        "+   - url: https://skarn.example/rss?a=1&b=2",
        '+     outlet: "Skarn: the Gazette"',
        '+     topics: [Harbour, "Sea, air"]',
    ]


@pytest.mark.parametrize("text", [f"{SITE}...\n", "{site: {url: https://press.example/}}\n"])
def test_a_file_that_nothing_can_be_added_to_stays_as_it_was(tmp_path: Path, text: str) -> None:
    path = config(tmp_path, text)
    with pytest.raises(ConfigError, match="write the feeds into it yourself") as caught:
        add_feeds(path, load_config(path), [FERRY])
    assert "- url: https://skarn.example/rss?a=1&b=2" in str(caught.value)
    assert path.read_text() == text
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_a_link_to_the_file_stays_a_link_and_its_mode_stays(tmp_path: Path) -> None:
    path = config(tmp_path, SITE)
    path.chmod(0o640)
    link = tmp_path / "link.yml"
    link.symlink_to(path)
    add_feeds(link, load_config(link), [FERRY])
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert load_config(path).feeds == (FERRY,)


LETTERS = st.sampled_from([*"abc éß渡輪 :#-[]{},&*!|>'\"%@`?~", "\U0001f600", "no", "1.5", ": "])
WORDS = st.lists(LETTERS, max_size=6).map(lambda letters: " ".join("".join(letters).split()) or "no")
FEEDS = st.lists(
    st.builds(
        lambda path, outlet, topics: Feed(url=f"https://skarn.example/{path}", outlet=outlet, topics=tuple(topics)),
        st.text(alphabet="abc/?&=#%:[]{},'\"*!@+~-", max_size=12),
        WORDS,
        st.lists(WORDS, max_size=3, unique=True),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda feed: feed.url,  # a configuration holds each address once
)
QUIET = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])


@QUIET
@given(feeds=FEEDS, layout=st.sampled_from(sorted(LAYOUTS.values())))
def test_any_feed_is_added_as_it_is(tmp_path: Path, feeds: list[Feed], layout: str) -> None:
    path = config(tmp_path, layout)
    before = load_config(path).feeds
    add_feeds(path, load_config(path), feeds)
    assert load_config(path).feeds == (*before, *feeds)


@QUIET
@given(feeds=FEEDS)
def test_what_is_exported_is_imported_as_it_was(tmp_path: Path, feeds: list[Feed]) -> None:
    path = config(tmp_path, with_feeds(SITE, feeds))
    exported = tmp_path / "feeds.opml"
    assert run("export", "--opml", exported, "--config", path).exit_code == 0
    other = config(tmp_path, SITE)
    assert run("import", exported, "--config", other).exit_code == 0
    first = {feed.url: feed for feed in reversed(load_config(other).feeds)}
    assert all(feed in feeds for feed in first.values())
    places = {one.url for one in sorted_out((Outline(url=feed.url, title="x", topics=()) for feed in feeds), ()).new}
    assert len(first) == len(places)


def test_importing_says_what_was_done(tmp_path: Path) -> None:
    path = config(tmp_path, LAYOUTS["a block"])
    (tmp_path / "mine.opml").write_bytes(OPML)
    result = run("import", tmp_path / "mine.opml", "--config", path)
    assert result.exit_code == 0
    assert result.output.replace(str(tmp_path), "") == (
        "2 added to /site_config.yml:\n"
        "  Skarn: https://skarn.example/rss\n"
        "  nameless.example: https://nameless.example/rss\n"
        "2 there already:\n"
        "  http://www.skarn.example/rss/\n"
        "  https://old.example/rss\n"
        "1 refused:\n"
        "  /mine.opml:5: javascript:alert(1): must be the full address of a feed, such as "
        "https://news.example.org/rss.xml\n"
    )
    assert load_config(path).feeds[-1].topics == ("Sea",)
    before = path.stat()
    assert run("import", tmp_path / "mine.opml", "--config", path).output.startswith("0 added")
    assert path.stat() == before


def test_importing_names_a_feed_without_an_address_and_no_folder(tmp_path: Path) -> None:
    path = config(tmp_path, SITE)
    given = (
        b'<opml version="2.0"><body>\n<outline type="rss" text="Harbour Post"/>\n'
        b'<outline type="rss" text="Sea"><outline type="rss" xmlUrl="https://skarn.example/rss"/></outline>\n'
        b'<outline text="Notes"/></body></opml>'
    )
    result = run("import", "-", "--config", path, given=given)
    assert "1 refused:\n" in result.output
    assert ":2: Harbour Post: has no address (`xmlUrl`)" in result.output
    assert load_config(path).feeds[-1].topics == ("Sea",)


def test_importing_reads_standard_input(tmp_path: Path) -> None:
    path = config(tmp_path, SITE)
    assert run("import", "-", "--config", path, given=OPML).exit_code == 0
    assert len(load_config(path).feeds) == 3


def test_importing_what_is_no_opml_changes_nothing(tmp_path: Path) -> None:
    path = config(tmp_path, SITE)
    (tmp_path / "mine.opml").write_bytes(b"<html></html>")
    result = run("import", tmp_path / "mine.opml", "--config", path)
    assert result.exit_code == 1
    assert "is not OPML" in result.output
    assert path.read_text() == SITE


def test_importing_into_a_broken_configuration_is_refused(tmp_path: Path) -> None:
    path = config(tmp_path, f"{SITE}feeds: 7\n")
    assert run("import", "-", "--config", path, given=OPML).exit_code == 3


def test_exporting_goes_to_standard_output(tmp_path: Path) -> None:
    path = config(tmp_path, with_feeds(SITE, [FERRY, BELL]))
    first, second = (run("export", "--opml", "-", "--config", path).stdout_bytes for _ in range(2))
    assert first == second
    assert [one.title for one in read_opml(first)] == [FERRY.outlet, BELL.outlet]
    assert first == write_opml(
        [Outline(url=feed.url, title=feed.outlet, topics=feed.topics) for feed in (FERRY, BELL)], title="The Digest"
    )


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    path = config(tmp_path, SITE)
    result = run("export", "--opml", path / "x.opml", "--config", path)
    assert result.exit_code == 1
    assert "cannot be written" in result.output


def test_addresses_of_any_kind_are_sorted_out() -> None:
    odd = ["https://a\u2100b.example/", "https://[::1]/rss", "https://[bad/", "https://" + "a" * 3000, "", "https://"]
    found = sorted_out([Outline(url=url, title="", topics=(), line=3) for url in odd], [])
    assert len(found.new) + len(found.refused) == len(odd)
    assert all(line.startswith("3: ") for line in found.refused)
