"""A second site is ready before there is one to roll back to."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from publish.gating import same_tree, tree
from publish.test_publishing import page, publish, spared

from digest.errors import BuildError
from digest.publish import roll_back

PAGES = [page("", "one"), page("a", "x"), page("b", "secret")]


def linked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of files that are linked from now on."""
    found: list[str] = []
    whole: Callable[..., None] = os.link

    def link(source: Path, place: str, **more: bool) -> None:
        found.append(Path(place).name)
        whole(source, place, **more)

    monkeypatch.setattr(os, "link", link)
    return found


def spare(folder: Path) -> Path:
    return folder / "work" / "spare-site"


def first(folder: Path) -> Path:
    """A folder in which a site was published for the first time."""
    publish(folder, PAGES)
    spared(folder)
    return folder


def test_the_first_build_after_a_fresh_one_links_nothing_that_stayed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first(tmp_path)
    assert same_tree(spare(tmp_path), tmp_path / "site")
    seen = linked(monkeypatch)
    publish(tmp_path, [page("", "two"), *PAGES[1:]])
    assert seen == []
    assert not spare(tmp_path).exists()
    assert b"one" in (tmp_path / "work" / "previous-site" / "index.html").read_bytes()


def test_a_spare_site_is_nothing_to_roll_back_to(tmp_path: Path) -> None:
    first(tmp_path)
    with pytest.raises(BuildError, match="no earlier site is kept"):
        roll_back(tmp_path / "site", tmp_path / "work")


def test_half_a_spare_site_is_completed_by_the_next_build(tmp_path: Path) -> None:
    first(tmp_path)
    (spare(tmp_path) / "a" / "index.html").unlink()
    (spare(tmp_path) / "index.html").unlink()
    (spare(tmp_path) / "stray.html").write_text("by hand")
    publish(tmp_path, [page("", "two"), *PAGES[1:]])
    publish(tmp_path / "fresh", [page("", "two"), *PAGES[1:]])
    assert same_tree(tmp_path / "site", tmp_path / "fresh" / "site")


def test_half_a_spare_site_is_completed_where_nothing_changes(tmp_path: Path) -> None:
    first(tmp_path)
    (spare(tmp_path) / "a" / "index.html").unlink()
    (spare(tmp_path) / "stray.html").write_text("by hand")
    assert not publish(tmp_path, PAGES).changed
    spared(tmp_path)
    assert same_tree(spare(tmp_path), tmp_path / "site")


def test_none_is_kept_beside_a_site_to_roll_back_to(tmp_path: Path) -> None:
    first(tmp_path)
    publish(tmp_path, [page("", "two"), *PAGES[1:]])
    spare(tmp_path).mkdir()
    spared(tmp_path)
    assert not spare(tmp_path).exists()


def test_a_full_disk_costs_the_spare_site_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path, PAGES)
    whole = tree(tmp_path / "site")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "link", full)
        patch.setattr("shutil.copyfileobj", full)
        spared(tmp_path)
    assert not spare(tmp_path).exists()
    assert tree(tmp_path / "site") == whole
    assert publish(tmp_path, [page("", "two"), *PAGES[1:]]).changed


def test_where_nothing_is_known_of_the_site_nothing_is_copied(tmp_path: Path) -> None:
    publish(tmp_path, PAGES)
    for file in (tmp_path / "work").glob("site.sqlite*"):
        file.unlink()
    spared(tmp_path)
    assert not spare(tmp_path).exists()


def test_a_site_from_before_a_take_down_becomes_the_spare_one_and_loses_what_was_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first(tmp_path)
    publish(tmp_path, [page("", "two"), *PAGES[1:]])
    seen = linked(monkeypatch)
    (tmp_path / "site" / "mine.html").write_text("the secret, by hand")
    assert publish(tmp_path, [page("", "two"), PAGES[1]], removed=["b1"]).previous is None
    assert same_tree(spare(tmp_path), tmp_path / "site")
    assert b"b/index.html" not in (tmp_path / "work" / "site.sqlite").read_bytes()
    assert len(seen) < len(tree(tmp_path / "site"))
    with pytest.raises(BuildError, match="no earlier site is kept"):
        roll_back(tmp_path / "site", tmp_path / "work")
    assert publish(tmp_path, [page("", "three"), PAGES[1]], removed=["b1"]).previous is not None


def test_where_it_cannot_lose_what_was_removed_it_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first(tmp_path)
    publish(tmp_path, [page("", "two"), *PAGES[1:]])

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("digest.publish.sparing.turn", full)
    assert publish(tmp_path, [page("", "two"), PAGES[1]], removed=["b1"]).changed
    assert not spare(tmp_path).exists()
    assert not (tmp_path / "work" / "previous-site").exists()
