"""The lock file: what is written is read back, and a file spoilt by hand is told apart line by line."""

import re
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import EditorialError
from digest.lock import (
    LOCK_NAME,
    Lock,
    LockArticle,
    LockEdition,
    LockFrequencies,
    LockPerson,
    LockStory,
    dump_lock,
    read_lock,
    reading,
    write_lock,
)
from digest.lock_file import known_lock, remember
from digest.store import Store

LOCK = Lock(
    authority="press.example.org",
    year=2025,
    editions=(LockEdition(number=1, date=None), LockEdition(number=2, date=date(2025, 2, 27))),
    stories=(
        LockStory(id="0a1b2c3d4e", slug="dam-holds-0a1b2c3d4e", first=1, members=(("a", 1), ("b", 2)), split_from="5f"),
        LockStory(id="5f", slug="dam-breaks-5f", first=2, members=(("b", 2),), merged_into="0a1b2c3d4e"),
    ),
    people=(
        LockPerson(id="ann-brook", first=1, names=("Ann-Brook",)),
        LockPerson(id="anna", first=2, names=("Anna",), articles=("a", "b"), merged_into="ann-brook"),
    ),
    frequencies=(LockFrequencies(month="2025-01", documents=12, sha256="ab"),),
    pages=(("archive/2025/02/", 1), ("outlets/sample-courier/", 2)),
    moved=(("a: “view”.txt", "a"),),
    articles=(
        LockArticle(id="a", path="herald/dam: a “view”.txt", sha256="11"),
        LockArticle(id="b", path="b.html", sha256="22", gone=True),
        LockArticle(id="d", path="d.txt", sha256="33", changed=2, was="44"),
    ),
)


def written(folder: Path, text: str) -> Path:
    path = folder / "stories.lock.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_written_lock_is_read_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "content" / "stories.lock.yml"
    assert write_lock(path, LOCK)
    assert read_lock(path) == LOCK


def test_an_absent_lock_is_empty(tmp_path: Path) -> None:
    assert read_lock(tmp_path / "none.yml") == Lock()


def test_an_empty_lock_is_read_back(tmp_path: Path) -> None:
    assert read_lock(written(tmp_path, dump_lock(Lock()))) == Lock()


def test_each_article_and_each_member_has_a_line_of_its_own() -> None:
    lines = dump_lock(LOCK).splitlines()
    assert '  a: {path: "herald/dam: a “view”.txt", sha256: 11}' in lines
    assert "      a: 1" in lines
    assert "  2: 2025-02-27" in lines


def test_equal_bytes_are_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "lock.yml"
    write_lock(path, LOCK)
    before = path.stat()
    assert not write_lock(path, LOCK)
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino


def test_a_lock_is_readable_by_others_and_leaves_no_temporary_file(tmp_path: Path) -> None:
    path = tmp_path / "lock.yml"
    write_lock(path, LOCK)
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert [child.name for child in tmp_path.iterdir()] == ["lock.yml"]


def test_a_failed_write_leaves_the_old_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lock.yml"
    write_lock(path, LOCK)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_lock(path, Lock())
    assert read_lock(path) == LOCK
    assert [child.name for child in tmp_path.iterdir()] == ["lock.yml"]


TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40)


@given(ids=st.lists(TEXT, max_size=5, unique=True), path=TEXT, long=st.booleans())
def test_any_text_survives_in_a_lock(
    *, ids: list[str], path: str, long: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    names = sorted(name * (300 if long else 1) for name in ids)
    lock = Lock(
        editions=(LockEdition(number=1, date=None),),
        stories=(LockStory(id="s", slug="s", first=1, members=tuple((name, 1) for name in names)),),
        articles=tuple(LockArticle(id=name, path=path, sha256="0") for name in names),
    )
    file = tmp_path_factory.mktemp("lock") / "lock.yml"
    write_lock(file, lock)
    assert read_lock(file) == lock


def test_a_lock_that_was_written_need_not_be_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disordered = replace(
        LOCK,
        stories=LOCK.stories[::-1],
        people=(replace(LOCK.people[0], names=("B", "A", "B")), LOCK.people[1]),
        articles=(*LOCK.articles[::-1], LockArticle(id="e", path="e.txt", sha256="55", was="66")),
    )
    content = tmp_path / "content"
    with Store(tmp_path / "store") as store:
        remember(content / LOCK_NAME, disordered, store=store)
    parsed = read_lock(content / LOCK_NAME)
    monkeypatch.setattr(reading, "marked", lambda path, _: pytest.fail(f"{path} is parsed"))
    with Store(tmp_path / "store") as store:
        assert known_lock(content, store) == parsed


def test_a_lock_that_stayed_as_it_was_need_not_be_parsed_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = tmp_path / "content"
    write_lock(content / LOCK_NAME, LOCK)
    with Store(tmp_path / "store") as store:
        lock = known_lock(content, store)
        remember(content / LOCK_NAME, lock, store=store)
        store.forget_unused()
    monkeypatch.setattr(reading, "marked", lambda path, _: pytest.fail(f"{path} is parsed"))
    with Store(tmp_path / "store") as store:
        assert known_lock(content, store) == lock


def test_a_lock_that_a_reader_would_refuse_is_refused_though_it_was_written(tmp_path: Path) -> None:
    merged = replace(LOCK, stories=(*LOCK.stories, replace(LOCK.stories[1], id="6a")))
    with Store(tmp_path / "store") as store:
        remember(tmp_path / "content" / LOCK_NAME, merged, store=store)
        with pytest.raises(EditorialError, match="the address “dam-breaks-5f” belongs to story"):
            known_lock(tmp_path / "content", store)


def test_known_leads_from_path_and_hash_to_the_id_and_prefers_what_is_still_there() -> None:
    lock = Lock(
        articles=(
            LockArticle(id="a", path="x.txt", sha256="11", gone=True),
            LockArticle(id="b", path="x.txt", sha256="22"),
        )
    )
    assert lock.known() == {"path:x.txt": "b", "sha256:11": "a", "sha256:22": "b"}


def test_the_guid_does_not_depend_on_the_address() -> None:
    assert LOCK.guid("0a1b2c3d4e") == "tag:press.example.org,2025:0a1b2c3d4e"


GOOD = dump_lock(LOCK)


@pytest.mark.parametrize(
    ("old", "new", "at", "what"),
    [
        ("version: 1", "version: 7", "version:", "version 7 is not known"),
        ("version: 1\n", "", "guid:", "“version” is missing"),
        ("  1: undated", "<<<<<<< HEAD\n  1: undated", "<<<<<<<", "a merge conflict is not resolved"),
        ("  1: undated", "  1: undated\n=======", "=======", "a merge conflict is not resolved"),
        ("  1: undated", "  1: 2025-02-01\n  1: undated", "  1: undated", "“1” stands here a second time"),
        ("  1: undated", "  1: yesterday", "  1:", "expected a day such as 2025-02-27"),
        ("  1: undated\n", "", "editions:", "without a gap"),
        ("  2: 2025-02-27", "  2: 2025-02-27\n  3: 2025-02-26", "  3:", "an earlier day than edition 2 (2025-02-27)"),
        ("    first: 1", "    first: one", "    first: one", "expected a number from 1"),
        ("    first: 1", "    first: 9", "    first: 9", "after the last one, 2"),
        ("    first: 1  # 0a1b2c3d4e\n", "", "    slug: dam-holds", "“first” is missing"),
        ("    first: 1", "    fisrt: 1", "    fisrt", "“fisrt” is not known here"),
        ("slug: dam-breaks-5f", "slug: dam-holds-0a1b2c3d4e", "    slug: dam-holds", "belongs to story “5f” too"),
        ("slug: dam-breaks-5f", "slug: ../../etc", "    slug: ..", "expected the last part of an address"),
        ("slug: dam-breaks-5f", "slug: a..b", "    slug: a..b", "expected the last part of an address"),
        ("merged_into: 0a1b2c3d4e", "merged_into: nowhere", "    merged_into", "leads to no entry"),
        ("merged_into: 0a1b2c3d4e", "merged_into: 5f", "    merged_into", "in a circle: 5f → 5f"),
        ("split_from: 5f", "split_from: 6f", "    split_from", "there is no story “6f”"),
        ("      a: 1", "      a: 7", "      a: 7", "edition 7 is after the last one, 2"),
        ("      a: 1", "      c: 1", "      c: 1", "article “c” does not stand under"),
        ("    merged_into: 0a1b2c3d4e  # 5f\n", "", "      b: 2", "is a member of story “0a1b2c3d4e” too"),
        ("authority: press.example.org", "authority: 'a b'", "guid:", "expected a host name"),
        ("2025-01: {", "2025-13: {", "  2025-13", "expected a month such as 2025-02"),
        ("names: [Ann-Brook]", "names: []", "  ann-brook:", "a person needs a name"),
        ("names: [Ann-Brook]", "names: Ann", "  ann-brook:", "expected a list here"),
        ("  ann-brook:", "  index:", "  index:", "expected the last part of an address"),
        ("merged_into: ann-brook", "merged_into: ann", "  anna:", "leads to no entry"),
        ("sha256: 11}", "sha256: [11]}", "  a:", "expected a value here"),
        ("sha256: 11}", "sha256: 11", "  b:", "not valid YAML"),
        ("version: 1", "version: &a 1", "version:", "aliases"),
        ("version: 1", "version: !!int 1", "version:", "tags"),
        ("version: 1", "version: " + "[" * 50_000, "version:", "nested too deeply"),
    ],
)
def test_a_spoilt_lock_is_named_with_its_line(tmp_path: Path, old: str, new: str, at: str, what: str) -> None:
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    path = written(tmp_path, text)
    with pytest.raises(EditorialError) as caught:
        read_lock(path)
    (said,) = {line for line in str(caught.value).splitlines() if what in line}
    place = re.search(r"stories\.lock\.yml:(\d+): ", said)
    assert place is not None
    assert text.splitlines()[int(place[1]) - 1].startswith(at)


def test_a_line_that_stands_twice_with_the_same_words_does_no_harm(tmp_path: Path) -> None:
    twice = GOOD.replace("  1: undated\n", "  1: undated\n  1: undated\n").replace(
        "      a: 1\n", "      a: 1\n      a: 1\n"
    )
    assert read_lock(written(tmp_path, twice)) == LOCK


def test_no_line_of_a_story_is_equal_to_one_of_another() -> None:
    lines = [line for line in GOOD.partition("stories:")[2].partition("#\n# People")[0].splitlines() if line]
    members = [line for line in lines if line.startswith("      ")]
    assert len(set(lines) - set(members)) == len(lines) - len(members)


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD.replace("    first: 1", "    first: x").replace("1: undated", "1: soon"))
    with pytest.raises(EditorialError, match="2 problems"):
        read_lock(path)


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words\n"])
def test_a_file_of_another_shape_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(EditorialError, match="expected names with values"):
        read_lock(written(tmp_path, text))


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "lock.yml"
    path.write_bytes(b"version: 1\nguid: \xff\xfe")
    with pytest.raises(EditorialError, match="not UTF-8"):
        read_lock(path)


def test_a_huge_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digest.lock.reading.MAX_BYTES", 1024)
    with pytest.raises(EditorialError, match="larger than 1 KiB"):
        read_lock(written(tmp_path, "#" * 2000))
