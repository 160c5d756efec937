"""Which entries are stored already, wherever an editor moved and whatever he did to the files."""

import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from intake.clippings import REPORT
from intake.feeds import FEED, FERRY, newest, words

from digest.intake.feeds.clippings import Stored, known, store, text_of

QUIET = settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize(
    "mend",
    [
        lambda text: text.replace("Ferry: back", "Ferry mended: back"),
        lambda text: text.replace(REPORT[0], "Something else."),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("title: ", "title: [broken: "),
        lambda text: text.replace("outlet:", "  outlet :\n\t- x\n!!python/object:os.system {"),
        lambda text: text.replace("---\n", "", 1),
        lambda text: text.replace("\n---\n", "\n"),
        lambda text: text.replace('entry: "tag:skarn.example,2025:1"', "entry: 'tag:skarn.example,2025:1'  # mine"),
        lambda text: (
            text.replace("entry: ", "entry:   ").replace("feed: https", 'feed: "https').replace("/rss", '/rss"')
        ),
        lambda text: "\n\n" + text,
        lambda text: "\ufeff" + text,
        lambda text: text + f"\n---\nfeed: {FEED}\nentry: other\n",
    ],
    ids=range(12),
)
def test_a_mended_file_is_known(tmp_path: Path, mend: object) -> None:
    path = store(FERRY, tmp_path, {})
    assert path is not None
    assert callable(mend)
    path.write_bytes(mend(path.read_text(encoding="utf-8")).encode())
    moved = tmp_path / "ferries" / "Mine.MD"
    moved.parent.mkdir()
    path.rename(moved)
    stored = newest(tmp_path)
    assert (stored.path, stored.received, stored.number) == (moved, FERRY.received, 1)
    assert store(FERRY, tmp_path, known(tmp_path)) is None


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_a_file_that_was_saved_in_another_encoding_is_known(tmp_path: Path, encoding: str) -> None:
    path = store(replace(FERRY, outlet="Café"), tmp_path, {})
    assert path is not None
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    assert newest(tmp_path).received == FERRY.received


NAMES = st.text(min_size=1, max_size=20).map(words).filter(lambda name: bool(name) and name.isprintable())


@QUIET
@given(entry=NAMES, outlet=NAMES, title=st.text(max_size=20))
@example(entry="'a' # b", outlet='"a"', title="entry: x")
@example(entry="https://skarn.example/é#渡輪 # 1", outlet="~", title="---")
def test_any_entry_is_known_when_it_is_stored(entry: str, outlet: str, title: str) -> None:
    clipping = replace(FERRY, entry=entry, outlet=outlet, title=title)
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder).resolve()
        path = store(clipping, content, {})
        assert path is not None
        assert known(content) == {
            (FEED, entry): Stored(
                path=path,
                received=clipping.received,
                number=1,
                outlet=outlet,
                url=FERRY.url,
                fetched="2025-03-01T07:08:09Z",
            )
        }
        assert store(clipping, content, known(content)) is None


def test_what_is_no_clipping_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text("feed and entry: none\n")
    (tmp_path / "half.md").write_text("---\nentry: 1\n---\n")
    (tmp_path / ".hidden.md").write_text(text_of(FERRY))
    (tmp_path / "page.html").write_text(text_of(FERRY))
    (tmp_path / "binary.md").write_bytes(bytes(range(256)) * 200 + b"\nentry: 1\nfeed: 2\n")
    (tmp_path / "deep.md").write_text('---\nfeed: "' + "[" * 10_000 + "\nentry: [[[\n---\n")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "out.md").symlink_to(tmp_path / "page.html")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert {path.path.name for path in known(tmp_path).values()} <= {"deep.md"}
    assert known(tmp_path / "nowhere") == {}


def test_the_newest_version_is_the_one_that_was_fetched_last(tmp_path: Path) -> None:
    late = replace(FERRY, title="Late", fetched=datetime(2025, 5, 1, tzinfo=UTC))
    for name, clipping in (("b.md", late), ("c.v7.md", FERRY)):
        (tmp_path / name).write_text(text_of(clipping), encoding="utf-8")
    assert newest(tmp_path).path.name == "b.md"
    assert newest(tmp_path).number == 7


def test_looking_through_the_files_takes_a_moment(tmp_path: Path) -> None:
    text = text_of(FERRY)
    for number in range(500):
        (tmp_path / f"{number}.md").write_text(text.replace("2025:1", f"2025:{number}"), encoding="utf-8")
    started = time.process_time()
    assert len(known(tmp_path)) == 500
    assert time.process_time() - started < 2
