"""Grouping remembers what it worked out, and finds the same as a build that remembers nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories.build import make_analysis, make_article

from digest import stories
from digest.editorial import Rules
from digest.features import FeaturesCoder
from digest.grouped import Grouped, grouped
from digest.link_names import NAME, NamesBefore
from digest.lock import Lock
from digest.nouns import Analysis, Entity, Sentence
from digest.nouns.deferred import is_here
from digest.store import Store

WORDS = (
    *("Arvenford", "Brandvold", "Selmark", "quake", "Skelby", "bridge", "Tavira", "Lund", "Ostrava", "harvest", "310"),
    *("12", "profit", "Friday", "rescue", "mayor", "island", "governor", "trial", "verdict", "market", "hall"),
)
FIRST = date(2024, 1, 20)


def analysis(name: str, words: tuple[str, ...], day: date | None) -> Analysis:
    """An article of these words, a sentence for every six, whose capitalised words are names."""
    parts = [" ".join(words[start : start + 6]) for start in range(0, len(words), 6)]
    text, sentences, entities, at = " ".join(parts), list[Sentence](), list[Entity](), 0
    for part in parts:
        terms = tuple(part.lower().split())
        sentences.append(Sentence(start=at, end=at + len(part), block=0, terms=terms, leans="", whole=True))
        for word in part.split():
            if word.istitle():
                start = at + part.index(word)
                entities.append(Entity(start=start, end=start + len(word), label="GPE", text=word))
        at += len(part) + 1
    article = make_article(name, text, day=str(day) if day else "", title=" ".join(words[:2]))
    title_terms = tuple(word.lower() for word in words[:2])
    return replace(make_analysis(article, sentences=sentences, title_terms=title_terms), entities=tuple(entities))


def seen(articles: Mapping[str, Analysis]) -> dict[str, date]:
    """When the late ones were first seen."""
    return {name: FIRST + timedelta(days=40) for name in articles if name.startswith("late")}


def change(
    there: dict[str, Analysis], changes: Sequence[tuple[bool, tuple[str, tuple[str, ...], date | None]]]
) -> None:
    """Let articles come, change and go."""
    for comes, (name, words, day) in changes:
        if comes or name not in there:
            there[name] = analysis(name, words, day)
        else:
            del there[name]


def found(articles: Mapping[str, Analysis], store: Store) -> Grouped:
    return grouped(list(articles.values()), seen=seen(articles), rules=Rules(), lock=Lock(), store=store)


ARTICLES = st.tuples(
    st.sampled_from([f"a{number}" for number in range(8)] + ["late1", "late2"]),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=24).map(tuple),
    st.none() | st.integers(0, 60).map(lambda days: FIRST + timedelta(days=days)),
)
STEPS = st.lists(st.lists(st.tuples(st.booleans(), ARTICLES), min_size=1, max_size=5), min_size=2, max_size=4)


@settings(max_examples=8)
@given(STEPS)
def test_whatever_came_before_grouping_finds_what_it_finds_anew(steps) -> None:
    """Articles come, change and go."""
    with TemporaryDirectory() as folder:
        there: dict[str, Analysis] = {}
        for changes in steps:
            change(there, changes)
            with Store(Path(folder) / "store.sqlite") as store:
                remembering = found(there, store)
                store.forget_unused()
            with Store(None) as nothing:
                assert remembering == found(there, nothing)


PAIR = {
    "a": analysis("a", WORDS[:12], FIRST),
    "b": analysis("b", WORDS[2:14], FIRST),
    "c": analysis("c", WORDS[14:], FIRST + timedelta(days=9)),
}


def test_articles_that_were_there_before_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(tmp_path / "store.sqlite") as store:
        before = found(PAIR, store)
        assert len(before.groups) == 2
    more = {**PAIR, "d": analysis("d", WORDS[6:20], FIRST + timedelta(days=30))}
    read = list[str]()

    def noted(some):
        read.extend(one.article.id for one in some)
        return stories.features(some)

    with Store(tmp_path / "store.sqlite") as store, monkeypatch.context() as patch:
        patch.setattr("digest.features.stories", _With(stories, features=noted))
        found(more, store)
    assert read == ["d"]


def test_a_late_article_s_month_is_put_together_of_days_that_were_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second build recalls the month whole, and forgets what it did not ask for."""
    for _ in range(2):
        with Store(tmp_path / "store.sqlite") as store:
            found(PAIR, store)
            store.forget_unused()
    read = list[str]()

    def noted(some):
        read.extend(one.article.id for one in some)
        return stories.features(some)

    more = {**PAIR, "d": analysis("d", WORDS[6:20], FIRST + timedelta(days=4))}
    with Store(tmp_path / "store.sqlite") as store, monkeypatch.context() as patch:
        patch.setattr("digest.features.stories", _With(stories, features=noted))
        remembering = found(more, store)
    assert read == ["d"]
    with Store(None) as nothing:
        assert remembering == found(more, nothing)


def test_features_put_together_are_those_of_all_articles() -> None:
    """A word of two languages stands once for each, as common as it is there."""
    given = [*PAIR.values(), replace(PAIR["a"], article=replace(PAIR["a"].article, id="d", language="de"))]
    together = stories.joined([stories.features(given[:1]), stories.features(given[1:])])
    whole, again = stories.Corpus.read(given), stories.Corpus.of([together])
    assert (again.ids, again.terms, again.fingerprints) == (whole.ids, whole.terms, whole.fingerprints)
    assert again.signatures == whole.signatures
    assert (again.weights != whole.weights).nnz == 0
    assert again.frequencies[again.kinds].tolist() == whole.frequencies[whole.kinds].tolist()
    for name in ("marks", "weekdays", "days"):
        assert getattr(again, name).tolist() == getattr(whole, name).tolist()
    assert list(map(list, again.samples)) == list(map(list, whole.samples))
    assert len(together.terms) > len(set(together.terms))


class _With:
    """A module with other functions in some places."""

    def __init__(self, module, **others) -> None:
        self._module, self._others = module, others

    def __getattr__(self, name: str):
        return self._others.get(name) or getattr(self._module, name)


@pytest.mark.parametrize("damage", [b"", b"[]\n", b'[["a"], [], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]]\nx', b"\xff"])
def test_features_that_are_none_of_ours_are_refused(damage: bytes) -> None:

    coder = FeaturesCoder()
    with pytest.raises(ValueError, match=r".+"):
        coder.decode(damage, [], lambda: b"")
    kept = stories.features(list(PAIR.values()))
    again = coder.decode(coder.encode(kept).head, [], lambda: b"")
    assert coder.encode(again) == coder.encode(kept)


def test_what_articles_share_is_read_when_somebody_asks_for_it(tmp_path: Path) -> None:
    """And worked out again where the store has lost it since."""
    with Store(None) as nothing:
        anew = found(PAIR, nothing).groups
    for lost in (False, True):
        with Store(tmp_path / "store.sqlite") as store:
            found(PAIR, store)
        with Store(tmp_path / "store.sqlite") as store:
            groups = found(PAIR, store).groups
            assert not any(is_here(member, "evidence") for group in groups for member in group.members)
            if lost:
                store._table.drop_all_but(())
            assert groups == anew
    assert any(member.evidence.shared for group in groups for member in group.members)


def asked(store: Store, made_by: str, digest: str, key: bytes = b"1") -> int:
    """How often it is worked out why two stories are linked, when what was found is remembered."""
    (one, other) = found({name: PAIR[name] for name in "ac"}, Store(None)).groups
    worked_out = list[str]()

    def answer() -> tuple[str, ...]:
        worked_out.append("once")
        return ("Selmark",)

    names = NamesBefore(store, made_by, {"a": digest, "c": "2"})
    assert names.recall(stories.Asked(groups=(one, other), key=key), answer) == ("Selmark",)
    names.remember()
    return len(worked_out)


def test_names_of_links_are_looked_for_once_as_long_as_articles_and_program_are_the_same(tmp_path: Path) -> None:
    with Store(tmp_path / "store.sqlite") as store:
        assert asked(store, "us", "1") == 1
        assert asked(store, "us", "1") == 0
        assert asked(store, "us", "another text") == 1
        assert asked(store, "us", "another text", b"2") == 1
        assert asked(store, "others", "another text", b"2") == 1
        for damaged in (b"", b"x", store.noted(NAME)[:-1], store.noted(NAME).replace(b"Selmark", b"Selmarx")):
            store.note(NAME, damaged)
            assert asked(store, "others", "another text", b"2") == 1


def test_what_was_asked_for_an_answer_is_known_when_that_is_asked_otherwise(tmp_path: Path) -> None:
    (one, other) = found({name: PAIR[name] for name in "ac"}, Store(None)).groups
    read = list[str]()

    def printed() -> tuple[str, ...]:
        read.append("the articles")
        return ("Selmark",)

    with Store(tmp_path / "store.sqlite") as store:
        for key in (b"1", b"1", b"2", b"2"):  # the second time and the fourth, nothing is answered
            names = NamesBefore(store, "us", {"a": "1", "c": "2"})
            within = partial(names.recall, stories.Asked(groups=(one, other), key=b"printed"), printed)
            assert names.recall(stories.Asked(groups=(one, other), key=key), within) == ("Selmark",)
            names.remember()
    assert read == ["the articles"]


def test_names_that_nobody_asks_for_any_more_are_not_kept(tmp_path: Path) -> None:
    with Store(tmp_path / "store.sqlite") as store:
        asked(store, "us", "1")
        assert b"Selmark" in store.noted(NAME)
        NamesBefore(store, "us", {}).remember()
        assert b"Selmark" not in store.noted(NAME)
