"""Printed words are read back from their files once, and again when anything that they hang on has changed."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from stories.build import make_article, make_group, make_told

from digest import proving
from digest.errors import ReceiptError
from digest.nouns import Edition, Ledger, Status, Story
from digest.proving import read_back
from digest.store import Store

TEXT = "Anna Lund opened the harbour. It rained."


def story(content: Path, name: str, text: str = TEXT) -> Story:
    data = text.encode("utf-8")
    (content / f"{name}.txt").write_bytes(data)
    article = make_article(name, text, sha256=hashlib.sha256(data).hexdigest())
    return Story(
        id=name,
        slug=name,
        told=make_told(make_group(article)),
        status=Status.NEW,
        first_edition=1,
        new_articles=frozenset(),
        threads=(),
        pinned=False,
        notes=(),
        decisions=(),
    )


def edition(stories: Sequence[Story]) -> Edition:
    ledger = Ledger(skipped=(), duplicates=(), unmatched_rules=(), decisions=(), excluded=0)
    return Edition(
        number=1, previous_date=None, date=None, stories=tuple(stories), people=(), redirects=(), ledger=ledger
    )


def test_words_that_were_read_back_are_not_read_back_again(tmp_path: Path) -> None:
    made = edition([story(tmp_path, "a"), story(tmp_path, "b")])
    with Store(tmp_path / "store") as store:
        count = read_back(made, (), tmp_path, store)
    (tmp_path / "a.txt").unlink()
    with Store(tmp_path / "store") as store:
        assert read_back(made, (), tmp_path, store) == count
    with Store(None) as store, pytest.raises(ReceiptError, match="a"):
        read_back(made, (), tmp_path, store)


def test_a_story_told_otherwise_is_read_back(tmp_path: Path) -> None:
    first = story(tmp_path, "a")
    told = replace(first.told, summary=(replace(first.told.summary[0], text="Anna Lund closed the harbour."),))
    with Store(tmp_path / "store") as store:
        read_back(edition([first]), (), tmp_path, store)
        with pytest.raises(ReceiptError, match="closed the harbour"):
            read_back(edition([replace(first, told=told)]), (), tmp_path, store)


def test_an_article_of_another_file_is_read_back(tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        read_back(edition([story(tmp_path, "a")]), (), tmp_path, store)
        changed = story(tmp_path, "a", TEXT + " It snowed.")
        (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
        with pytest.raises(ReceiptError, match="changed on disk"):
            read_back(edition([changed]), (), tmp_path, store)


def test_words_that_do_not_stand_are_never_remembered_as_standing(tmp_path: Path) -> None:
    wrong = story(tmp_path, "a")
    (tmp_path / "a.txt").write_text("Something else.", encoding="utf-8")
    with Store(tmp_path / "store") as store:
        for _ in range(2):
            with pytest.raises(ReceiptError):
                read_back(edition([wrong]), (), tmp_path, store)


def test_words_are_read_back_again_where_the_note_of_it_is_damaged_or_another_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = edition([story(tmp_path, "a"), story(tmp_path, "b")])
    with Store(tmp_path / "store") as store:
        count = read_back(made, (), tmp_path, store)
        noted = store.noted(proving.NAME)
        damaged = [noted[:at] + bytes([noted[at] ^ 1]) + noted[at + 1 :] for at in (0, 40, len(noted) - 1)]
        (tmp_path / "a.txt").unlink()
        for bad in (b"", noted[:20], noted[:-1], *damaged):
            store.note(proving.NAME, bad)
            with pytest.raises(ReceiptError):
                read_back(made, (), tmp_path, store)
        store.note(proving.NAME, noted)
        assert read_back(made, (), tmp_path, store) == count
        monkeypatch.setattr(proving, "code_version", lambda part, packages: f"another {part} {packages}")
        with pytest.raises(ReceiptError):
            read_back(made, (), tmp_path, store)


def test_what_was_read_back_before_a_failure_is_not_read_back_again(tmp_path: Path) -> None:
    good, wrong = story(tmp_path, "a"), story(tmp_path, "b")
    (tmp_path / "b.txt").write_text("Something else.", encoding="utf-8")
    with Store(tmp_path / "store") as store:
        with pytest.raises(ReceiptError):
            read_back(edition([wrong, good]), (), tmp_path, store)
        (tmp_path / "a.txt").unlink()
        assert read_back(edition([good]), (), tmp_path, store) > 0


def test_what_is_no_longer_shown_is_forgotten(tmp_path: Path) -> None:
    one, other = story(tmp_path, "a"), story(tmp_path, "b")
    with Store(tmp_path / "store") as store:
        read_back(edition([one, other]), (), tmp_path, store)
        read_back(edition([one]), (), tmp_path, store)
        (tmp_path / "b.txt").unlink()
        with pytest.raises(ReceiptError):
            read_back(edition([one, other]), (), tmp_path, store)
