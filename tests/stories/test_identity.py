"""Stories keep their ids and addresses, whatever happens to the articles around them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories.build import make_article, make_group

from digest.lock import Lock, LockArticle, LockEdition, LockStory, read_lock, write_lock
from digest.nouns import Group
from digest.stories import identity
from digest.stories.identity import final, remember, settle, slug_of, story_named

Partition = Sequence[Sequence[str]]


def grouped(parts: Partition) -> list[Group]:
    return [make_group(*(make_article(name) for name in part)) for part in parts]


@dataclass
class Archive:
    """Builds one after the other, remembered in a lock."""

    lock: Lock = field(default_factory=Lock)

    def build(self, parts: Partition, *, headline: str = "News") -> dict[frozenset[str], str]:
        """Settle and remember a new edition; the ids by group."""
        groups = grouped(parts)
        ids = settle(groups, lock=self.lock)
        self.lock = self.after(groups, ids, headline=headline)
        return {frozenset(group.ids): story for group, story in zip(groups, ids, strict=True)}

    def after(self, groups: Sequence[Group], ids: Sequence[str], *, headline: str) -> Lock:
        number = len(self.lock.editions) + 1
        slugs = [slug_of(headline, story) for story in ids]
        present = {name for group in groups for name in group.ids}
        seen = present | {article.id for article in self.lock.articles}
        return Lock(
            editions=(*self.lock.editions, LockEdition(number=number, date=None)),
            stories=remember(groups, ids=ids, slugs=slugs, lock=self.lock, number=number),
            articles=tuple(LockArticle(id=n, path=n, sha256=n, gone=n not in present) for n in sorted(seen)),
        )

    def story(self, reference: str) -> LockStory:
        story = story_named(reference, self.lock)
        assert story
        return story

    def leads_to(self, reference: str) -> str:
        return final(self.story(reference), self.lock.by_id()).id


def ids_of(found: dict[frozenset[str], str], *parts: str) -> list[str]:
    """The ids of groups written as "ab" for the articles a and b."""
    return [found[frozenset(part)] for part in parts]


def test_a_story_that_gains_and_loses_articles_keeps_its_id() -> None:
    archive = Archive()
    (first,) = archive.build(["ab"]).values()
    for part in ("abc", "bc", "cd", "d"):
        assert archive.build([part]) == {frozenset(part): first}


def test_headline_and_order_have_no_part_in_an_id() -> None:
    one, other = Archive(), Archive()
    assert one.build(["ab", "c"], headline="Dam breaks") == other.build(["c", "ba"], headline="A flood")


def test_the_address_is_that_of_the_first_headline() -> None:
    archive = Archive()
    (story,) = archive.build(["a"], headline="Dam breaks").values()
    archive.build(["ab"], headline="Flood kills nobody")
    assert archive.story(story).slug == f"dam-breaks-{story}"


def test_of_two_stories_that_turn_out_to_be_one_the_older_wins_and_the_other_leads_there() -> None:
    archive = Archive()
    (old,) = archive.build(["z"]).values()
    (new,) = ids_of(archive.build(["z", "abc"]), "abc")
    assert archive.build(["zabc"]) == {frozenset("zabc"): old}
    assert archive.leads_to(new) == old


def test_redirects_follow_when_their_story_is_merged_again() -> None:
    archive = Archive()
    archive.build(["a"])
    archive.build(["a", "b"])
    a, _, c = ids_of(archive.build(["a", "b", "c"]), "a", "b", "c")
    archive.build(["a", "bc"])
    archive.build(["abc"])
    assert archive.leads_to(c) == a


def test_the_larger_part_of_a_split_keeps_the_id() -> None:
    archive = Archive()
    (story,) = archive.build(["abcde"]).values()
    found = archive.build(["ab", "cde"])
    assert found[frozenset("cde")] == story
    assert found[frozenset("ab")] != story


def test_equal_parts_of_a_split_are_decided_by_article_id() -> None:
    archive = Archive()
    (story,) = archive.build(["abcd"]).values()
    assert archive.build(["cd", "ab"])[frozenset("ab")] == story


def test_a_merge_that_is_undone_gives_both_their_ids_back() -> None:
    archive = Archive()
    old, new = ids_of(archive.build(["a", "bc"]), "a", "bc")
    archive.build(["abc"])
    assert ids_of(archive.build(["a", "bc"]), "a", "bc") == [old, new]


def test_a_stray_article_does_not_carry_its_story_along() -> None:
    archive = Archive()
    archive.build(["abcd"])
    first, second = ids_of(archive.build(["abcd", "xyz"]), "abcd", "xyz")
    assert ids_of(archive.build(["abc", "dxyz"]), "abc", "dxyz") == [first, second]


def test_a_story_whose_articles_return_returns_under_its_address() -> None:
    archive = Archive()
    story, _ = ids_of(archive.build(["ab", "z"]), "ab", "z")
    archive.build(["z"])
    archive.build(["z"])
    assert archive.build(["z", "b"])[frozenset("b")] == story


def test_an_article_that_returns_when_the_rest_has_gone_returns_to_its_story() -> None:
    archive = Archive()
    (story,) = archive.build(["ab"]).values()
    archive.build(["a"])
    assert archive.build(["b"]) == {frozenset("b"): story}


def test_an_address_that_leads_on_follows_its_articles_when_its_story_goes() -> None:
    archive = Archive()
    _, new, third = ids_of(archive.build(["a", "b", "xyz"]), "a", "b", "xyz")
    archive.build(["ab", "xyz"])
    archive.build(["a", "bxyz"])
    archive.build(["bxyz"])
    assert archive.leads_to(new) == third


def test_an_article_that_comes_back_elsewhere_splits_no_story() -> None:
    archive = Archive()
    archive.build(["abc", "de"])
    archive.build(["a", "c", "de"])
    archive.build(["ac", "de"])
    found = archive.build(["c", "de"])
    assert archive.build(["c", "ade"])[frozenset("c")] == found[frozenset("c")]


def test_an_article_is_remembered_by_one_story_only() -> None:
    archive = Archive()
    archive.build(["a"])
    _, new = ids_of(archive.build(["a", "bc"]), "a", "bc")
    archive.build(["abc"])
    archive.build(["ac"])
    assert ids_of(archive.build(["a", "c"]), "c") == [new]
    holders = [story for story in archive.lock.stories if "b" in dict(story.members) and not story.merged_into]
    assert len(holders) == 1


def test_articles_that_return_take_no_id_from_a_story_that_stayed() -> None:
    archive = Archive()
    (story,) = archive.build(["abc"]).values()
    assert archive.build(["a"]) == {frozenset("a"): story}
    found = archive.build(["a", "bc"])
    assert found[frozenset("a")] == story


def test_the_edition_that_first_held_an_article_is_kept_through_moves() -> None:
    archive = Archive()
    archive.build(["a", "b"])
    archive.build(["a", "bc"])
    (story,) = archive.build(["abc"]).values()
    assert archive.story(story).members == (("a", 1), ("b", 1), ("c", 2))


def test_an_id_that_is_taken_is_passed_over() -> None:
    wanted = settle(grouped(["ab"]), lock=Lock())[0]
    stranger = LockStory(id=wanted, slug=f"other-{wanted}", first=1, members=(("q", 1),))
    lock = Lock(editions=(LockEdition(number=1, date=None),), stories=(stranger,))
    found = settle(grouped(["ab"]), lock=lock)
    assert found != (wanted,)
    assert found == settle(grouped(["b"]), lock=Lock())


def test_ids_are_not_used_up_even_when_each_article_founded_a_story() -> None:
    archive = Archive()
    ids = {story for part in ("a", "ab", "abc") for story in archive.build([part]).values()}
    assert len(ids) == 1
    found = archive.build(["a", "b", "c"])
    assert len(set(found.values())) == 3


@pytest.mark.parametrize(
    "headline", ["", "🎉🎉", "index", "../../etc", "404", "Ä" * 500, "مرحبا بالعالم", "\x00\u202e"]
)
def test_an_address_is_short_plain_and_no_reserved_name(headline: str) -> None:
    slug = slug_of(headline, "0a1b2c3d4e")
    assert slug.isascii()
    assert slug.replace("-", "").isalnum()
    assert len(slug) <= 60 + 1 + 10
    assert slug.endswith("-0a1b2c3d4e")
    assert slug == slug.lower()


def test_a_story_is_found_by_id_address_and_url() -> None:
    archive = Archive()
    (story,) = archive.build(["a"], headline="Dam breaks").values()
    for reference in (
        story,
        f"dam-breaks-{story}",
        f"stories/dam-breaks-{story}/",
        f"https://example.org/stories/dam-breaks-{story}/",
    ):
        assert archive.story(reference).id == story
    assert story_named("dam-breaks", archive.lock) is None


ARTICLES = "abcdefghijkl"
# What happens to the articles between two builds: the article, and the group that it goes to (0: it is not there).
STEPS = st.lists(st.dictionaries(st.sampled_from(ARTICLES), st.integers(0, 4), max_size=5), min_size=2, max_size=8)


def partition(places: dict[str, int]) -> list[str]:
    return ["".join(a for a in sorted(places) if places[a] == place) for place in sorted({*places.values()} - {0})]


def shuffled(parts: Sequence[str], salt: int) -> list[str]:
    def key(text: str) -> str:
        return hashlib.sha256(f"{salt} {text}".encode()).hexdigest()

    return sorted(("".join(sorted(part, key=key)) for part in parts), key=key)


@settings(max_examples=300)
@given(steps=STEPS)
def test_no_history_changes_an_unchanged_story_or_kills_an_address(steps: list[dict[str, int]]) -> None:
    archive, places = Archive(), dict.fromkeys("abc", 1) | dict.fromkeys("de", 2)
    before: dict[frozenset[str], str] = {}
    issued: set[str] = set()
    for salt, step in enumerate([{}, *steps]):
        places |= step
        parts = partition(places)
        at_first = archive.lock
        found = archive.build(shuffled(parts, salt), headline=f"Headline {salt}")
        assert len(set(found.values())) == len(found)
        assert Archive(at_first).build(parts) == found
        assert Archive(archive.lock).build(parts) == found
        for part in before.keys() & found.keys():
            assert before[part] == found[part]
        issued |= {story.slug for story in archive.lock.stories}
        present = frozenset().union(*found)
        for slug in issued:
            story = archive.story(slug)
            alive = archive.leads_to(slug) in found.values()
            assert alive or present.isdisjoint(article for article, _ in story.members)
        before = found


@settings(max_examples=25)
@given(steps=STEPS)
def test_the_lock_of_any_history_is_sound(
    steps: list[dict[str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    archive, places = Archive(), dict.fromkeys("abc", 1)
    path = tmp_path_factory.mktemp("lock") / "lock.yml"
    for step in steps:
        places |= step
        archive.build(partition(places))
        write_lock(path, archive.lock)
        assert read_lock(path) == archive.lock


def test_a_merge_that_is_undone_gives_both_their_ids_back_though_an_article_came_in_between() -> None:
    archive = Archive()
    one, other = ids_of(archive.build(["cd", "m"]), "cd", "m")
    archive.build(["cdm"])
    archive.build(["acdm"])  # "a" belongs to "m", and came when that was a part of the first
    assert ids_of(archive.build(["am", "cd"]), "am", "cd") == [other, one]
    assert archive.leads_to(other) == other


def test_of_equal_parts_of_a_split_the_one_with_the_earlier_articles_keeps_the_id() -> None:
    archive = Archive()
    (story,) = archive.build(["yz"]).values()
    archive.build(["abyz"])
    assert ids_of(archive.build(["ab", "yz"]), "yz") == [story]


MEMBERS = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 2), min_size=1, max_size=3)


@settings(max_examples=500)
@given(
    places=st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 4)),
    recorded=st.lists(st.tuples(MEMBERS, st.booleans(), st.integers(1, 2)), max_size=4),
    gone=st.frozensets(st.sampled_from("abcdef"), max_size=2),
    placed=st.frozensets(st.sampled_from("abcdef"), max_size=2),
)
def test_what_nobody_disputes_is_matched_as_among_all(
    places: dict[str, int],
    recorded: list[tuple[dict[str, int], bool, int]],
    gone: frozenset[str],
    placed: frozenset[str],
) -> None:
    stories = [
        LockStory(
            id=f"s{at}", slug=f"s{at}", first=first, members=tuple(sorted(members.items())), merged_into=led * "s0"
        )
        for at, (members, merged, first) in enumerate(recorded)
        for led in [merged and at > 0]
    ]
    articles = tuple(LockArticle(id=name, path=name, sha256=name, gone=name in gone) for name in "abcdef")
    lock, groups = Lock(stories=tuple(stories), articles=articles), grouped(partition(places))

    def outcome() -> tuple[tuple[str, ...], tuple[LockStory, ...]]:
        ids = settle(groups, lock=lock, placed=placed)
        return ids, remember(groups, ids=ids, slugs=ids, lock=lock, number=3, placed=placed)

    found = outcome()
    with pytest.MonkeyPatch.context() as slow:
        slow.setattr(identity, "_unchanged", lambda _groups, _lock: {})
        slow.setattr(identity, "_says_all", lambda _entry, _home, _since: False)
        assert outcome() == found


def test_of_a_large_archive_only_what_has_changed_is_disputed(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = Archive()
    archive.build(["ab", "c", "de"])
    asked: list[int] = []
    claims = identity._Claims.of

    def counted(groups: Sequence[Group], *rest: object) -> object:
        asked.append(len(groups))
        return claims(groups, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(identity._Claims, "of", counted)
    archive.build(["abf", "c", "de"])
    assert asked == [1]
