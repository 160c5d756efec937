"""What is asked about a story or a person is answered alike as long as its state is the same."""

from dataclasses import replace
from datetime import date

import pytest
from publish import sample
from publish.test_memory import CHANGES, changed, other

from digest.nouns import Edition, Member, Story
from digest.publish.almanac import Almanac, almanac
from digest.publish.glimpses import outlet_of
from digest.publish.tracing import EVERY

OF_PERSON = ("person", "name of", "tally of", "stories of")
OF_STORY = ("story", "line of story", "decisions on", "updates of")
OF_OUTLET = ("articles of", "size of", "newest articles of")
OF_DAY = ("articles of day", "stories of day", "stories begun on")
OF_ARTICLE = ("article", "mention of article", "edition that brought", "revision of")


def opened(edition: Edition) -> Almanac:
    return almanac(edition, sample.OPTIONS)


def questions(book: Almanac) -> set[tuple[str, str]]:
    """All that can be asked about stories and people."""
    found = {(kind, name) for kind in OF_PERSON for name in book.people}
    found |= {(kind, name) for kind in OF_STORY for name in book.stories} | {("story at", slug) for slug in book.slugs}
    found |= {(kind, name) for kind in OF_OUTLET for name in book.outlets}
    found |= {(kind, day) for kind in OF_DAY for day in book.days}
    found |= {
        one for one in [("stories begun on", "")] if book.answers.entity_of(one)
    }  # where there are undated articles
    return found | {(kind, name) for kind in OF_ARTICLE for name in book.homes}


def held(before: Edition, after: Edition) -> set[str]:
    """The entities that are in the same state in two editions: nothing about them may be answered otherwise."""
    old, new = opened(before), opened(after)
    found = set()
    for question in questions(old):
        entity = old.answers.entity_of(question)
        assert entity
        if old.answers.state(entity) == new.answers.state(entity):
            found.add(entity)
            assert new.answers.entity_of(question) == entity
            assert old.answers.fingerprint(question) == new.answers.fingerprint(question), question
    return found


@pytest.mark.parametrize("name", sorted(CHANGES))
@pytest.mark.parametrize("place", [0, 2])
def test_in_the_same_state_every_question_is_answered_alike(name: str, place: int) -> None:
    before = sample.edition()
    after = changed(before, name, place)
    found = held(before, after)
    everything = {opened(before).answers.entity_of(question) for question in questions(opened(before))}
    assert (found == everything) == (after == before)


def test_a_change_of_what_stands_beside_stories_is_one_of_their_state() -> None:
    before = sample.edition()
    story = before.stories[0]
    dated = tuple(replace(one, date=date(2030, 1, 1)) for one in before.past)
    for after in (
        replace(before, past=dated, previous_date=date(2030, 1, 1), date=date(2030, 1, 2)),
        replace(before, edits=()),
        replace(before, ledger=replace(before.ledger, revisions=())),
        replace(before, people=()),
        replace(before, stories=tuple(one for one in before.stories if one is not story)),
    ):
        held(before, after)


def test_the_state_of_an_outlet_is_another_where_a_text_that_it_carries_is_of_another_outlet_now() -> None:
    edition = sample.edition()
    two = edition.stories[2]
    theirs = {outlet_of(member) for member in two.members}
    one = next(story for story in edition.stories if outlet_of(story.members[0]) not in {"", *theirs})
    copied = two.members[0].analysis.article
    retelling = replace(one.members[0], retells=copied.id)
    before = _with_members(edition, one, (retelling, *one.members[1:]))
    elsewhere = replace(copied, outlet=replace(one.members[0].analysis.article.outlet, value="The Other Post"))
    moved = replace(two.members[0], analysis=replace(two.members[0].analysis, article=elsewhere))
    after = _with_members(before, two, (moved, *two.members[1:]))
    outlet = outlet_of(retelling)
    assert f"outlet {outlet}" not in held(before, after)
    assert f"outlet {outlet}" in held(before, before)


def _with_members(edition: Edition, story: Story, members: tuple[Member, ...]) -> Edition:
    return other(edition, story, told=replace(story.told, group=replace(story.told.group, members=members)))


def test_what_is_not_here_is_in_no_state() -> None:
    answers = opened(sample.edition()).answers
    for entity in ("", "story", "story none", "person nobody", "day 2029-03-05", "outlet none", "nothing"):
        assert answers.state(entity) is None
    for question in (
        ("story", "none"),
        ("person", "nobody"),
        ("article", "none"),
        ("outlet", "none"),
        ("size of", "none"),
        ("a", "b"),
    ):
        assert answers.entity_of(question) == ""


SHORT = ("line of story", "articles of", "size of", "stories begun on", "stories of", "name of")


@pytest.mark.parametrize("name", sorted(CHANGES))
def test_answers_that_have_the_same_short_key_are_the_same(name: str) -> None:
    before = sample.edition()
    old, new = opened(before), opened(changed(before, name, 0))
    compared = 0
    for kind in SHORT:
        for one in old._tables[kind]:
            if old.answers.fingerprint((kind, one)) == new.answers.fingerprint((kind, one)):
                assert old._tables[kind].get(one) == new._tables[kind].get(one), (kind, one)
                compared += 1
        if old.answers.fingerprint((EVERY, kind)) == new.answers.fingerprint((EVERY, kind)):
            assert dict(old._tables[kind]) == dict(new._tables[kind]), kind
    assert compared


def test_how_much_there_is_of_an_outlet_is_what_its_printings_say() -> None:
    book = opened(sample.edition())
    for outlet in book.outlets:
        printings, size = book.outputs[outlet].printings, book.sizes[outlet]
        assert size.articles == len(printings)
        assert size.stories == len({one.story.id for one in printings})
        assert set(size.languages) == {one.language for one in printings}
        assert size.latest == next((one for one in printings if one.day), printings[0]).article


def test_the_most_quoted_people_are_those_with_the_largest_tallies() -> None:
    book = opened(sample.edition())
    quoted = [name for name, (quotes, _, _) in book.tallies.items() if quotes]
    by_tally = sorted(quoted, key=lambda name: -book.tallies[name][0])
    assert len(by_tally) > 2
    assert [book.most_quoted(number) for number in (2, 1000)] == [by_tally[:2], by_tally]
