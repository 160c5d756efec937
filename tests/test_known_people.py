"""Who is who is kept from build to build, and found from nothing where that is lost."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from stories.test_acquaintance import Article, groups_of, naming

from digest.known_people import acquainted, keep_acquainted
from digest.lock import Lock
from digest.nouns import Group
from digest.store import Store, fingerprint
from digest.stories import Acquainted, acquaintance
from digest.stories.person_records import remember_people

FIRST = {"a": naming(1, "Ann Brook", "Carl Dee"), "b": naming(2, "Ann Brook", "Eva Falk")}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


def built(path: Path, articles: Mapping[str, Article], lock: Lock) -> tuple[Acquainted, Lock]:
    groups = groups_of(articles)
    with Store(path) as store:
        for key, group in groups.items():
            store.seal(group, fingerprint(key))
        if lock.people:
            store.seal(lock.people, "a digest of its file")
        found = acquainted(list(groups.values()), lock=lock, store=store)
        after = replace(lock, people=remember_people(found.people, lock=lock, number=1))
        store.seal(after.people, "a digest of its file")
        keep_acquainted(found, after, store)
        store.forget_unused()
    return found, after


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[Group]:
    """The stories whose articles were asked whom they name."""
    found: list[Group] = []
    incoming = acquaintance._incoming
    monkeypatch.setattr(acquaintance, "_incoming", lambda group: (found.append(group), incoming(group))[1])
    return found


def test_only_new_stories_are_asked_whom_they_name(path: Path, looked_at: list[Group]) -> None:
    _, lock = built(path, FIRST, Lock())
    looked_at.clear()
    again, lock = built(path, FIRST | {"c": naming(3, "Gus Hale")}, lock)
    assert [group.ids for group in looked_at] == [("c",)]
    assert [person.name for person in again.people.people] == ["Ann Brook", "Carl Dee", "Eva Falk", "Gus Hale"]
    assert again.people.ids("b") == {("b", "Ann Brook"): "ann-brook", ("b", "Eva Falk"): "eva-falk"}


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM results",
        "UPDATE results SET head = x'00'",
        "UPDATE results SET rest = x'00'",
        "UPDATE notes SET value = x'00' WHERE name = 'people'",
        "DELETE FROM notes WHERE name = 'people'",
    ],
)
def test_what_is_lost_or_damaged_is_found_again(path: Path, damage: str) -> None:
    first, lock = built(path, FIRST, Lock())
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(damage)
    again, _ = built(path, FIRST, lock)
    assert again.people.people == first.people.people
    assert again.named == first.named
    fewer, _ = built(path, {"b": FIRST["b"]}, lock)
    assert [person.name for person in fewer.people.people] == ["Ann Brook", "Eva Falk"]


def test_nothing_is_kept_of_people_whom_no_article_names_any_more(path: Path) -> None:
    _, lock = built(path, FIRST, Lock())
    built(path, {"b": FIRST["b"]}, lock)
    with closing(sqlite3.connect(path)) as connection:
        kept = [
            bytes(value or b"").lower()
            for row in connection.execute("SELECT CAST(head AS BLOB), CAST(rest AS BLOB) FROM results")
            for value in row
        ]
        kept += [bytes(value).lower() for (value,) in connection.execute("SELECT value FROM notes")]
    assert any(b"falk" in value for value in kept)
    assert not any(b"carl" in value for value in kept)
