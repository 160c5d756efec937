"""state.yml: what is written of a feed's health comes back, whatever its words are."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from intake.newsroom import FETCHED

from digest.intake.feeds.health import all_health, read_health, write_health
from digest.intake.feeds.memory import Memory, Remembered, Seen
from digest.nouns import FeedHealth, MissedPage

MOMENTS = st.one_of(
    st.none(),
    st.datetimes(min_value=datetime(1995, 1, 1), max_value=datetime(2100, 1, 1)).map(  # noqa: DTZ001 - made aware below
        lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
    ),
)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80).map(lambda words: " ".join(words.split()))
HEALTHS = st.builds(
    FeedHealth,
    outlet=WORDS.filter(bool),
    url=st.builds("https://gazette.example/{}".format, WORDS),
    news=MOMENTS,
    failing=MOMENTS,
    reason=WORDS,
    moved=WORDS,
    pages=st.lists(
        st.builds(MissedPage, url=st.builds("https://gazette.example/{}".format, WORDS), reason=WORDS.filter(bool)),
        max_size=3,
        unique_by=lambda page: page.url,
    ).map(tuple),
)


@given(st.lists(HEALTHS, max_size=4, unique_by=lambda health: health.url))
@settings(max_examples=60)
def test_what_is_written_comes_back(tmp_path_factory: pytest.TempPathFactory, healths: list[FeedHealth]) -> None:
    content = tmp_path_factory.mktemp("content")
    folder = content / "feeds" / "gazette"
    assert write_health(folder, healths)
    assert read_health(folder) == {health.url: health for health in healths}
    assert all_health(content) == tuple(sorted(healths, key=lambda health: (health.outlet, health.url)))
    assert not write_health(folder, reversed(healths)), "the same states are the same bytes"


def test_it_reads_well(tmp_path: Path) -> None:
    write_health(
        tmp_path,
        [
            FeedHealth(
                outlet="Sample Gazette",
                url="https://gazette.example/rss.xml",
                news=FETCHED,
                failing=FETCHED + timedelta(days=1),
                reason="answers 500 (internal server error)",
                moved="https://gazette.example/feed",
                pages=(MissedPage(url="https://gazette.example/1", reason="answers 403 (forbidden)"),),
            )
        ],
    )
    told = (tmp_path / "state.yml").read_text().split("Times are UTC.\n")[1]
    assert told == (
        "https://gazette.example/rss.xml:\n  outlet: Sample Gazette\n  news: 2025-03-01 06:00:00+00:00\n"
        "  failing: 2025-03-02 06:00:00+00:00\n  reason: answers 500 (internal server error)\n"
        "  moved: https://gazette.example/feed\n  pages:\n    https://gazette.example/1: answers 403 (forbidden)\n"
    )


def test_a_sound_entry_survives_a_mangled_neighbour(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    good = FeedHealth(outlet="Post", url="https://post.example/rss", news=FETCHED, failing=None)
    write_health(tmp_path, [good])
    state = tmp_path / "state.yml"
    state.write_text(state.read_text() + "https://a.example/: {outlet: A, failing: soon}\nhttps://b.example/: [x]\n")
    assert read_health(tmp_path) == {good.url: good}
    assert "state.yml:6" in caplog.text
    assert "state.yml:7" in caplog.text


@pytest.mark.parametrize("hostile", ["[" * 10_000, "!!python/object:os.system [x]", "a: &a [*a]", "\0", "\xff\xfe"])
def test_a_hostile_state_is_no_state(tmp_path: Path, caplog: pytest.LogCaptureFixture, hostile: str) -> None:
    (tmp_path / "state.yml").write_bytes(hostile.encode("latin-1"))
    assert read_health(tmp_path) == {}
    assert "state.yml" in caplog.text


def test_a_very_long_reason_is_cut_and_controls_are_spaces(tmp_path: Path) -> None:
    reason = "a\x1b[1m\n" * 999
    write_health(
        tmp_path, [FeedHealth(outlet="A", url="https://a.example/", news=None, failing=FETCHED, reason=reason)]
    )
    read = yaml.safe_load((tmp_path / "state.yml").read_text())
    assert len(read["https://a.example/"]["reason"]) == 500
    assert "\x1b" not in read["https://a.example/"]["reason"]


def test_a_memory_comes_back_and_forgets_feeds_that_are_gone(tmp_path: Path) -> None:
    path = tmp_path / ".digest" / "fetch.json"
    seen = {"ab": Seen(words="1"), "cd": Seen(words="2", whole=True, tries=2, again=FETCHED)}
    kept = Remembered(
        etag='"a"', last_modified="x", body="b", since="2025-02-01", full_text=True, news=FETCHED, entries=seen
    )
    memory = Memory(path)
    memory.put("https://a.example/", kept)
    memory.put("https://b.example/", kept)
    memory.save(["https://a.example/"])
    again = Memory(path)
    assert (again.of("https://a.example/"), again.of("https://b.example/")) == (kept, Remembered())
    before = path.stat().st_mtime_ns
    again.put("https://a.example/", kept)
    again.save(["https://a.example/"])
    assert path.stat().st_mtime_ns == before


def test_a_memory_that_cannot_be_written_costs_time_only(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("")
    memory = Memory(tmp_path / "file" / "fetch.json")
    memory.put("https://a.example/", Remembered(etag='"a"'))
    memory.save(["https://a.example/"])
    assert "cannot be" in caplog.text
