"""Over any history of a digest: no address dies, no unchanged story changes its id, and a rebuild is the same."""

import hashlib
import html
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from stories.newsroom import OPTIONS, Clipping, Newsroom, page, pages_of, rule, story_of

from digest import publish
from digest.editorial import Rule, RuleKind
from digest.lock import dump_lock
from digest.nouns import Edition

NAMES = "abcdefgh"
# What happens to an article between two builds: its group (0: it is not there), and whether it is edited and renamed.
STEP = st.dictionaries(st.sampled_from(NAMES), st.tuples(st.integers(0, 3), st.booleans(), st.booleans()), max_size=4)
HISTORY = st.lists(st.tuples(STEP, st.integers(24, 27), st.sampled_from([*NAMES, ""])), min_size=1, max_size=7)


def shuffled(parts: Sequence[list[Clipping]], salt: int) -> list[list[Clipping]]:
    def key(one: object) -> str:
        return hashlib.sha256(f"{salt} {one}".encode()).hexdigest()

    return sorted((sorted(part, key=key) for part in parts), key=key)


def feed_ids(made: Edition) -> list[str]:
    (feed,) = (file.data for file in publish.feeds(made, OPTIONS) if file.path == "feed.xml")
    return [line.split(">")[1].split("<")[0] for line in feed.decode("utf-8").split("\n") if "<guid" in line]


@settings(max_examples=40)
@given(history=HISTORY)
def test_no_history_kills_an_address_or_changes_an_unchanged_story(
    history: list[tuple[dict[str, tuple[int, bool, bool]], int, str]],
) -> None:
    room = Newsroom()
    places, edits = dict.fromkeys("abc", 1) | dict.fromkeys("de", 2), dict.fromkeys(NAMES, 0)
    renames = dict.fromkeys(NAMES, 0)
    for salt, (step, day, hidden) in enumerate([({}, 24, ""), *history]):
        for name, (place, edited, renamed) in step.items():
            places[name] = place
            edits[name] += edited
            renames[name] += renamed
        clippings = {
            name: Clipping(
                name=name,
                day=f"2025-02-{day if name == max(places) else 24}",
                title=f"Title {renames[name]} of {name}",
                words=f"Words {edits[name]}",
            )
            for name, place in places.items()
            if place
        }
        parts = [
            [clippings[name] for name in sorted(clippings) if places[name] == place]
            for place in sorted({places[name] for name in clippings})
        ]
        living = [story for story in room.lock.stories if not story.merged_into]
        hideable = next((story for story in living if hidden in dict(story.members)), None)
        room.rules = (rule(RuleKind.HIDE, hideable.slug),) if hideable else ()
        before = room.lock
        made = room.build(*shuffled(parts, salt))
        again = Newsroom(rules=room.rules, lock=room.lock).made(*parts)
        assert again == (made, room.lock)
        assert dump_lock(again[1]) == dump_lock(room.lock)
        assert Newsroom(rules=room.rules, lock=before).made(*parts)[1] == room.lock
        assert room.addresses <= pages_of(made).keys(), "an address died"
        assert set(pages_of(made).values()) <= pages_of(made).keys() | {"archive", "people"}
        members = {story.id: set(story.told.group.ids) for story in made.stories}
        for old in (story for story in living if story is not hideable):
            was = {article for article, _ in old.members}
            heirs = [story for story, now in members.items() if was & now]
            strangers = {a for other in before.stories if other is not old for a, _ in other.members}
            if len(heirs) == 1 and not members[heirs[0]] & strangers and not hideable:
                assert heirs == [old.id], "a story that is still the same one has another id"
        guids = feed_ids(made)
        assert sorted(guids) == sorted(f"tag:press.example,2025:{story.id}" for story in made.stories)


def test_of_two_stories_that_are_one_the_older_wins_the_other_leads_there_and_no_feed_item_is_repeated() -> None:
    room = Newsroom()
    old = story_of(room.build("a"), "a")
    apart = room.build("a", [Clipping(name="b", day="2025-02-25"), Clipping(name="c")])
    new = story_of(apart, "b")
    items = feed_ids(apart)
    made = room.build(["a", Clipping(name="b", day="2025-02-25"), "c"])  # type: ignore[list-item]
    assert [story.id for story in made.stories] == [old.id]
    assert feed_ids(made) == [item for item in items if item.endswith(old.id)]
    moved = page(made, f"stories/{new.slug}/index.md")
    assert f"moved_to: ../../stories/{old.slug}/" in moved
    assert "This story is now part of" in moved


def test_of_a_story_that_splits_the_larger_part_keeps_the_id_and_both_pages_say_so_for_good() -> None:
    room = Newsroom()
    (story,) = room.build("abc").stories
    for parts in (("ab", "c"), ("ab", "c"), ("abx", "cy", "z")):
        made = room.build(*parts)
        whole, part = story_of(made, "a"), story_of(made, "c")
        assert whole.id == story.id
        assert (whole.split_off, part.split_from) == ((part.id,), whole.id)
        assert "A part of this story is now a story of its own" in page(made, f"stories/{whole.slug}/index.md")
        assert f"stories/{part.slug}/" in html.unescape(page(made, f"stories/{whole.slug}/index.md"))
        assert "This was part of another story" in page(made, f"stories/{part.slug}/index.md")
    merged = room.build("abcxy", "z")
    assert [story.split_off for story in merged.stories] == [(), ()]
    assert "a story of its own" not in page(merged, f"stories/{whole.slug}/index.md")


def test_a_part_that_had_been_a_story_before_says_where_it_comes_from() -> None:
    room = Newsroom()
    room.build("a")
    room.build("a", [Clipping(name="b", day="2025-02-25"), Clipping(name="c")])
    room.build("abc")
    made = room.build("a", "bc")
    assert story_of(made, "b").split_from == story_of(made, "a").id


def test_a_story_that_gives_articles_to_another_old_one_has_not_split() -> None:
    room = Newsroom()
    room.build("abc", "xyz")
    made = room.build("ab", "cxyz")
    assert [story.split_off for story in made.stories] == [(), ()]
    assert [story.split_from for story in made.stories] == ["", ""]


def test_a_person_who_turns_out_to_be_another_leads_there() -> None:
    room = Newsroom()
    one = Clipping(name="a", speaker="Sergei Shoigu")
    other = Clipping(name="b", speaker="Sergey Shoigu")
    room.build([one])
    room.build([one], [other])
    made = room.build([one, other])
    assert [person.id for person in made.people] == ["sergei-shoigu"]
    moved = page(made, "people/sergey-shoigu/index.md")
    assert "moved_to: ../../people/sergei-shoigu/" in moved
    assert "This person is listed as" in moved


def test_a_story_that_is_hidden_or_gone_leaves_a_page_that_says_so() -> None:
    room = Newsroom()
    first = room.build("a", "b", "c")
    hidden, gone = story_of(first, "a"), story_of(first, "b")
    room.rules = (rule(RuleKind.HIDE, hidden.id),)
    made = room.build("a", "c")
    for story, words in (
        (hidden, "absent: This story was taken out of this digest by an editor."),
        (gone, "absent: This story is not in this edition."),
    ):
        shown = page(made, f"stories/{story.slug}/index.md")
        assert words in shown
        assert story.told.headline.text not in shown
        assert ("moved_to: ../../edited/" in shown) is (story is hidden)
    assert "absent: This person" in page(made, "people/speaker-b/index.md")
    room.rules = ()
    back = room.build("a", "b", "c")
    assert (back.absent, back.absent_people) == ((), ())
    assert {story.slug for story in back.stories} == {story.slug for story in first.stories}


# What an editor decides between two builds: the kind, and two articles to say it of.
DECISION = st.tuples(
    st.sampled_from([RuleKind.MERGE, RuleKind.MOVE, RuleKind.SPLIT, RuleKind.HIDE, RuleKind.EXCLUDE]),
    st.sampled_from(NAMES),
    st.sampled_from(NAMES),
)


def decided(room: Newsroom, decision: tuple[RuleKind, str, str], line: int) -> Rule | None:
    """The rule that an editor would write, if there is something to write it of."""
    kind, one, other = decision
    homes = {article: story for story in room.lock.stories if not story.merged_into for article, _ in story.members}
    if kind in {RuleKind.SPLIT, RuleKind.EXCLUDE}:
        return rule(kind, f"{one}.txt", line=line)
    if one not in homes or other not in homes:
        return None
    if kind is RuleKind.MOVE:
        return rule(kind, f"{one}.txt", to=homes[other].slug, line=line)
    slugs = dict.fromkeys([homes[one].slug, homes[other].slug])
    if kind is RuleKind.MERGE:
        return rule(kind, *slugs, line=line) if len(slugs) > 1 else None
    return rule(kind, homes[one].slug, line=line)


@settings(max_examples=15)
@given(steps=st.lists(st.tuples(STEP, DECISION, st.booleans()), min_size=1, max_size=7))
def test_whatever_editors_decide_no_address_dies_and_a_build_without_news_changes_nothing(
    steps: list[tuple[dict[str, tuple[int, bool, bool]], tuple[RuleKind, str, str], bool]],
) -> None:
    room, places, edits = Newsroom(), dict.fromkeys("abc", 1) | dict.fromkeys("de", 2), dict.fromkeys(NAMES, 0)
    for salt, (step, decision, taken_back) in enumerate(steps):
        for name, (place, edited, _) in step.items():
            places[name] = place
            edits[name] += edited
        parts = [
            [Clipping(name=name, words=f"Words {edits[name]}") for name in sorted(places) if places[name] == place]
            for place in sorted(set(places.values()) - {0})
        ]
        room.build(*shuffled(parts, salt))
        if taken_back:
            room.rules = room.rules[:-1]
        elif new := decided(room, decision, salt + 1):
            room.rules = (*room.rules, new)
        made = room.build(*shuffled(parts, salt))
        settled = room.lock
        again = room.build(*shuffled(parts, salt + 1))
        assert (room.lock, {story.id for story in again.stories}) == (settled, {story.id for story in made.stories})
        assert room.addresses <= pages_of(made).keys(), "an address died"
        assert set(pages_of(made).values()) <= pages_of(made).keys() | {"archive", "people"}
        shown = {story.slug for story in made.stories}
        assert shown.isdisjoint(made.hidden)
        assert set(made.hidden) <= set(made.absent)
        assert len(feed_ids(made)) == len(set(feed_ids(made))) == len(made.stories)
