"""What is recalled is the same as what was computed, and most of it is fetched only when somebody asks for it."""

import copy
import pickle
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from pydantic import TypeAdapter
from stories.build import make_analysis, make_article, make_group, make_told

from digest.nouns import Analysis, Article, Told, altered
from digest.nouns.deferred import is_here
from digest.recalled import analysis_coder, told_coder
from digest.store import Store, digest_of, fingerprint

TEXT = "Anna Lund opened the harbour. It rained."


class Reader:
    """Reads articles, and counts how many it was asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, articles: Sequence[Article]) -> list[Analysis]:
        self.asked += len(articles)
        return [make_analysis(article, title_terms=("harbour", "rain")) for article in articles]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


def read(store: Store, reader: Reader, article: Article | None = None) -> Analysis:
    article = article or make_article("x", TEXT)
    (made,) = store.recall([article], reader, lambda one: fingerprint(store.digest(one)), analysis_coder(store))
    return made


def recalled(path: Path, reader: Reader) -> tuple[Analysis, Analysis]:
    """An analysis as it was computed, and as another run recalls it: still to be fetched."""
    with Store(path) as store:
        computed = read(store, reader)
    with Store(path) as store:
        return computed, read(store, reader)


def test_what_is_recalled_equals_what_was_computed(path: Path) -> None:
    computed, again = recalled(path, reader := Reader())
    assert reader.asked == 1
    assert again == computed
    assert hash(again) == hash(computed)
    assert repr(again) == repr(computed)


def test_what_nobody_asks_for_is_not_fetched(path: Path) -> None:
    _, again = recalled(path, Reader())
    path.unlink()
    assert again.article.text == TEXT


@pytest.mark.parametrize(
    "way",
    [
        copy.copy,
        copy.deepcopy,
        lambda noun: pickle.loads(pickle.dumps(noun)),  # noqa: S301 - its own bytes
        lambda noun: replace(noun, days=()),
        lambda noun: TypeAdapter(Analysis).validate_json(TypeAdapter(Analysis).dump_json(noun)),
    ],
    ids=["copied", "copied deeply", "sent to another process", "replaced", "written as JSON"],
)
def test_a_noun_that_is_still_to_be_fetched_is_whole_in_every_use(path: Path, way: object) -> None:
    computed, again = recalled(path, Reader())
    assert callable(way)
    assert way(again) == computed


def test_no_noun_has_attributes_that_it_lacks(path: Path) -> None:
    for noun in recalled(path, Reader()):
        with pytest.raises(AttributeError, match="author"):
            noun.author  # type: ignore[attr-defined] # noqa: B018


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM results",
        "UPDATE results SET rest = replace(rest, 'harbour', 'airport')",
        "UPDATE results SET rest = x'00'",
        "UPDATE results SET rest = NULL",
    ],
)
def test_what_is_damaged_when_it_is_fetched_is_computed_again(path: Path, damage: str) -> None:
    computed, again = recalled(path, reader := Reader())
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(damage)
    assert again == computed
    assert reader.asked == 2


@pytest.mark.parametrize("column", ["digest", "part", "head"])
def test_what_is_damaged_when_it_is_recalled_is_computed_again(path: Path, column: str) -> None:
    with Store(path) as store:
        computed = read(store, reader := Reader())
    for damage in ("'0'", "NULL", "x'ff'"):
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(f"UPDATE results SET {column} = {damage}")  # noqa: S608 - the words above
        with Store(path) as store:
            assert read(store, reader) == computed
    assert reader.asked == 4


def test_equal_results_have_equal_digests_whether_computed_or_recalled(path: Path) -> None:
    with Store(path) as store:
        first = store.digest(read(store, Reader()))
    with Store(path) as store:
        again = read(store, Reader())
        assert store.digest(again) == first
        assert store.digest(replace(again, title_terms=("other",))) != first


def test_an_article_that_differs_only_in_what_is_not_fetched_makes_another_key(path: Path) -> None:
    reader = Reader()
    with Store(path) as store:
        read(store, reader)
        read(store, reader, make_article("x", TEXT + " It snowed."))
    assert reader.asked == 2


def test_a_told_story_is_recalled_with_the_group_that_it_tells(path: Path) -> None:
    group = make_group(make_article("x", TEXT), make_article("y", TEXT))
    told = make_told(group)

    def again(store: Store) -> Told:
        store.seal(group, "its digest")
        (one,) = store.recall([group], lambda _: [told], digest_of, told_coder(store))
        return one

    with Store(path) as store:
        again(store)
    with Store(path) as store:
        recalled = again(store)
    assert recalled == told
    assert recalled.group is group


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only one noun may hold what it could fetch again."""
    monkeypatch.setattr(import_module(is_here.__module__), "RECENT", 1)


@pytest.mark.usefixtures("few")
def test_what_was_just_computed_is_let_go_and_fetched_again_without_being_computed_again(path: Path) -> None:
    reader, articles = Reader(), [make_article(name, TEXT) for name in "abc"]
    with Store(path) as store:
        made = [read(store, reader, article) for article in articles]
        assert [is_here(one, "title_terms") for one in made] == [False, False, True]
        assert made == Reader()(articles)
        assert [is_here(one, "title_terms") for one in made] == [False, False, True]
    assert reader.asked == 3


@pytest.mark.usefixtures("few")
def test_an_altered_noun_lets_go_of_what_was_not_altered(path: Path) -> None:
    with Store(path) as store:
        other = altered(read(store, Reader()), title_terms=("storm",))
        read(store, Reader(), make_article("y", TEXT))
        assert other.title_terms == ("storm",)
        assert not is_here(other, "sentences")
        assert other == replace(Reader()([make_article("x", TEXT)])[0], title_terms=("storm",))
        read(store, Reader(), make_article("z", TEXT))
        assert other.title_terms == ("storm",)


@pytest.mark.usefixtures("few")
def test_what_could_not_be_stored_stays_at_hand(path: Path) -> None:
    with Store(path) as store, closing(sqlite3.connect(path)) as disk:
        disk.execute("DROP TABLE results")
        made = [read(store, Reader(), make_article(name, TEXT)) for name in "ab"]
    assert all(is_here(one, "title_terms") for one in made)
