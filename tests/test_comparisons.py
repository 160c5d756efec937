"""What was compared once is not compared again, and what is found is what comparing all finds."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import chain, compress
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_grouped import FIRST, STEPS, WORDS, analysis, change, seen

from digest.comparisons import NAME, compared_before, remember_compared
from digest.nouns import Analysis
from digest.store import Store
from digest.stories import NO_COMPARISONS, Between, Bounds, Comparisons, Weighed, grouping, related
from digest.stories.copies import Whole
from digest.stories.corpus import Corpus
from digest.stories.group import Grouping, texts
from digest.stories.learnt import schedule
from digest.stories.linkage import link
from digest.stories.pairs import window
from digest.stories.settled import parted, touched_by
from digest.stories.threads import Related

LIMITS = {  # so small that a few articles reach them
    "digest.stories.pairs.HOLDERS": 3,
    "digest.stories.pairs.ROWS": 2,
    "digest.stories.copies.FEW": 1,
    "digest.stories.copies.NEIGHBOURS": 2,
}


def compared(articles: Mapping[str, Analysis], before: Comparisons = NO_COMPARISONS) -> Grouping:
    """What grouping finds where the archive's first articles teach nothing: one more then leaves most as they were."""
    return grouping(list(articles.values()), seen=seen(articles), founding=0, before=before)


def related_in(found: Grouping, before: Between = NO_COMPARISONS.stories) -> Related:
    """The stories that follow from one another, where little is asked of them."""
    known = Weighed(found.compared.articles, found.compared.places, found.comparisons.likenesses.keys)
    return related(found.groups, known, bounds=Bounds(threshold=0.02, plain=0.02, beside=0.0), before=before)


def same(one: Grouping, other: Grouping) -> bool:
    both = [(each.comparisons.texts, each.comparisons.likenesses) for each in (one, other)]
    return one.groups == other.groups and [*map(listed, both[0])] == [*map(listed, both[1])]


def listed(one: Between) -> object:
    return one.keys, one.first.tolist(), one.second.tolist(), one.values.tolist()


@pytest.fixture(autouse=True, scope="module")
def limits():
    patches = [patch(name, value) for name, value in LIMITS.items()]
    for one in patches:
        one.start()
    yield
    for one in patches:
        one.stop()


@settings(max_examples=40)
@given(STEPS)
def test_whatever_was_compared_before_all_is_found_that_comparing_all_finds(steps) -> None:
    """Articles come, change and go, and with them terms and copies cross the lines behind which they are too many."""
    there: dict[str, Analysis] = {}
    before = NO_COMPARISONS
    for changes in steps:
        change(there, changes)
        remembering, anew = compared(there, before), compared(there)
        assert same(remembering, anew)
        links, links_anew = related_in(remembering, before.stories), related_in(anew)
        assert links.links == links_anew.links
        assert listed(links.likenesses) == listed(links_anew.likenesses)
        before = replace(remembering.comparisons, stories=links.likenesses)


RUNS = tuple(tuple(f"{word}{at}" for word in ("mayor", "of", "the", "harbour", "town", "said")) for at in range(3))
WIRED = st.tuples(
    st.sampled_from([f"a{number}" for number in range(8)]),
    st.lists(st.sampled_from(RUNS), min_size=1, max_size=3).map(lambda runs: tuple(chain.from_iterable(runs))),
    st.integers(0, 30).map(lambda days: FIRST + timedelta(days=days)),
)
WIRES = st.lists(st.lists(st.tuples(st.booleans(), WIRED), min_size=1, max_size=5), min_size=2, max_size=4)


@settings(max_examples=60)
@given(WIRES, st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_copies_among_many_are_found_that_looking_at_all_finds(steps, late) -> None:
    """More texts hold one sentence than are compared with each other; the order that they are counted in changes."""
    there: dict[str, Analysis] = {}
    before = NO_COMPARISONS.texts
    for changes, months in zip(steps, late, strict=False):
        change(there, changes)
        ordered = [there[name] for name in sorted(there)]
        came = {name: FIRST + timedelta(days=31 * months) for name in there if name in {"a0", "a1"}}
        plan = schedule([one.article for one in ordered], seen=came)
        whole = Whole(lambda place, ordered=ordered: ordered[place].article.text)
        remembering = texts(Corpus.read(ordered), plan.order, whole, before)
        assert listed(remembering) == listed(texts(Corpus.read(ordered), plan.order, whole, NO_COMPARISONS.texts))
        before = remembering


FAR = {name: analysis(name, WORDS[:4], FIRST + timedelta(days=60 * at)) for at, name in enumerate("abc")}


def test_a_term_that_one_more_article_makes_common_no_longer_brings_old_ones_together() -> None:
    before = compared(FAR)
    assert len(before.comparisons.likenesses.first) == 3
    more = {**FAR, "d": analysis("d", (*WORDS[:4], *WORDS[8:20]), FIRST + timedelta(days=400))}
    after = compared(more, before.comparisons)
    assert not len(after.comparisons.likenesses.first)
    assert same(after, compared(more))


def affair(name: str, day: int) -> Analysis:
    """An article of the two people that all these stories are about, and of what happened on that day."""
    return analysis(
        name, ("Arvenford", "Brandvold", *(f"Word{day}{at}" for at in range(4))), FIRST + timedelta(days=day)
    )


def test_a_name_that_one_more_story_makes_common_no_longer_links_old_ones() -> None:
    """The name was too common among articles already, and nothing else changes in the old stories."""
    there = {name: affair(name, day) for name, day in (("a", 0), ("a2", 0), ("b", 60), ("c", 120))}
    before = compared(there)
    links = related_in(before)
    assert len(before.groups) == len(links.likenesses.keys) == 3
    assert len(links.likenesses.first) == 3
    more = compared({**there, "d": affair("d", 400)}, before.comparisons)
    again = related_in(more, links.likenesses)
    assert len(more.groups) == 4
    assert not len(again.likenesses.first)
    assert listed(again.likenesses) == listed(related_in(more).likenesses)


@pytest.mark.parametrize("day", [-3, 0, 3])
def test_what_is_new_is_compared_with_what_was_there_on_the_days_before_and_after(day: int) -> None:
    before = compared({"b": analysis("b", WORDS[:8], FIRST)})
    for name in "ac":
        more = {"b": analysis("b", WORDS[:8], FIRST), name: analysis(name, WORDS[2:10], FIRST + timedelta(days=day))}
        after = compared(more, before.comparisons)
        assert len(after.comparisons.likenesses.first) == 1
        assert same(after, compared(more))


def test_only_what_is_new_is_compared() -> None:
    many = {f"a{at}": analysis(f"a{at}", (*WORDS[at : at + 2], f"word{at}"), FIRST) for at in range(9)}
    before = compared(many)
    more = {**many, "b": analysis("b", ("Oslo", "ferry", "strike"), FIRST)}
    with patch("digest.stories.similarity.window", wraps=window) as looking:
        after = compared(more, before.comparisons)
        assert looking.call_args.args[4].tolist() == [*[False] * len(many), True]
        again = compared(more, after.comparisons)
        assert looking.call_count == 1
    assert same(again, after)


def touched(there: dict[str, Analysis], before: Comparisons = NO_COMPARISONS) -> tuple[set[str], Comparisons]:
    """The articles for which something is new, and what was compared."""
    with patch("digest.stories.group.parted", wraps=parted) as parting:
        found = compared(there, before)
    return set(compress(sorted(there), parting.call_args.args[1].tolist())), found.comparisons


def test_groups_that_nothing_new_touches_are_not_found_again() -> None:
    far = {name: analysis(name, WORDS[at : at + 6], FIRST) for name, at in (("a", 0), ("b", 1), ("c", 14))}
    before = compared(far).comparisons
    more = {**far, "d": analysis("d", WORDS[0:7], FIRST)}
    with patch("digest.stories.group.link", wraps=link) as linking:
        after = compared(more, before)
    assert linking.call_args.args[0] == 3, "c has no part in it"
    assert same(after, compared(more))
    with patch("digest.stories.group.link", wraps=link) as linking:
        assert same(compared(more, after.comparisons), after)
    assert not linking.called


def test_what_was_like_an_article_that_came_or_is_gone_may_belong_elsewhere() -> None:
    there = {"a": analysis("a", WORDS[0:6], FIRST), "b": analysis("b", WORDS[14:20], FIRST)}
    gone = {**there, "c": analysis("c", WORDS[6:0:-1], FIRST)}
    first, before = touched(gone)
    assert first == {"a", "b", "c"}
    assert touched(gone, before)[0] == set()
    assert touched(there, before)[0] == {"a"}
    assert touched(gone, touched(there)[1])[0] == {"a", "c"}


def test_so_may_whatever_is_like_an_undated_article_whose_day_may_be_another_now() -> None:
    there = {
        "a": analysis("a", (*WORDS[0:4], *WORDS[11:15]), FIRST),
        "b": analysis("b", WORDS[0:6], None),
        "c": analysis("c", WORDS[16:22], FIRST),
    }
    more = {**there, "d": analysis("d", (*WORDS[4:6], *WORDS[6:9]), FIRST + timedelta(days=40))}
    assert touched(more, touched(there)[1])[0] == {"a", "b", "d"}


def test_so_may_texts_that_count_as_one_no_more_or_from_now_on() -> None:
    """Of many texts that hold a sentence each is compared with the next ones only, which a new one changes."""

    def texts_are_one(other: int) -> Comparisons:
        keys = tuple(bytes([number] * 16) for number in range(4))
        alike = replace(NO_COMPARISONS.likenesses, keys=keys)
        pair = (np.array([0], dtype=np.int32), np.array([other], dtype=np.int32))
        return replace(
            NO_COMPARISONS,
            texts=Between(keys=keys, first=pair[0], second=pair[1], values=np.ones((1, 1))),
            likenesses=alike,
        )

    order = np.array([3, 2, 1, 0])
    found = touched_by(texts_are_one(1), texts_are_one(2), order, np.zeros(4))
    assert found.tolist() == [False, True, True, True]
    assert not touched_by(texts_are_one(1), texts_are_one(1), order, np.zeros(4)).any()


def some_comparisons() -> Comparisons:
    found = compared({name: analysis(name, WORDS[:12], FIRST) for name in "abc"}).comparisons
    assert len(found.texts.first) == len(found.likenesses.first) == 3
    return found


def test_what_is_remembered_is_what_was_compared(tmp_path: Path) -> None:
    kept = some_comparisons()
    with Store(tmp_path / "store.sqlite") as store:
        remember_compared(kept, NO_COMPARISONS, store, "us")
        again = compared_before(store, "us")
        assert listed(again.texts) == listed(kept.texts)
        assert listed(again.likenesses) == listed(kept.likenesses)
        assert compared_before(store, "others") is NO_COMPARISONS


@pytest.mark.parametrize("at", [0, 40, 100, 200, -1])
def test_damage_makes_all_be_compared_again(tmp_path: Path, at: int) -> None:
    with Store(tmp_path / "store.sqlite") as store:
        remember_compared(some_comparisons(), NO_COMPARISONS, store, "us")
        noted = bytearray(store.noted(NAME))
        noted[at] ^= 1
        store.note(NAME, bytes(noted))
        assert compared_before(store, "us") is NO_COMPARISONS
        store.note(NAME, b"")
        assert compared_before(store, "us") is NO_COMPARISONS


def test_places_that_are_no_articles_are_refused(tmp_path: Path) -> None:
    whole = some_comparisons()
    for first, second in (([0], [3]), ([1], [1]), ([-1], [2])):
        broken = Between(
            keys=whole.texts.keys,
            first=np.array(first, dtype=np.int32),
            second=np.array(second, dtype=np.int32),
            values=np.ones((1, 1)),
        )
        with Store(tmp_path / "store.sqlite") as store:
            remember_compared(replace(whole, texts=broken), NO_COMPARISONS, store, "us")
            assert compared_before(store, "us") is NO_COMPARISONS
