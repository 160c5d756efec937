"""What an edition puts on its front page, and what it leaves to the archive."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter
from stories.build import make_article, make_quote
from stories.frontpage import DAY, laid_out, make_edition, make_story, told_by

from digest.nouns import (
    Article,
    Edition,
    Front,
    KeyQuote,
    Lead,
    Ledger,
    QuoteKind,
    Revision,
    Rubric,
    Said,
    Status,
    Story,
)

TODAY, YESTERDAY, OLD, LONG_AGO = "2031-03-05", "2031-03-04", "2031-02-26", "2030-11-01"


def front(*stories: Story, previous: date | None = None, ledger: Ledger | None = None) -> Front:
    return laid_out(make_edition(*stories, previous=previous, ledger=ledger)).front


def leads(made: Front) -> list[str]:
    return [lead.story for lead in made.leads]


def several(name: str, *days: str, status: Status = Status.NEW, pinned: bool = False) -> Story:
    return make_story(name, *told_by(name, *(days or (TODAY, TODAY))), status=status, pinned=pinned)


def key_quote(
    article: Article, words: str, person: str, *, key: bool = True, language: str = "en", fragment: bool = False
) -> KeyQuote:
    part = replace(make_quote(article, words, person.title()), language=language)
    return KeyQuote(
        article=article.id,
        parts=(replace(part, kind=QuoteKind.MIXED) if fragment else part,),
        person=person,
        key=key,
    )


def speaking(name: str, *said: tuple[str, str], day: str = TODAY, status: Status = Status.NEW) -> Story:
    """A story of two texts, the first of which quotes (person, words) each, under an opening sentence."""
    text = "\n\n".join(["Something happened here.", *(f"“{words}” said {person.title()}." for person, words in said)])
    first, second = make_article(f"{name}1", text, day=day), make_article(f"{name}2", day=day)
    return make_story(
        name, first, second, quotes=[key_quote(first, words, person) for person, words in said], status=status
    )


def heard(made: Front, *stories: Story) -> list[str]:
    """Who is listed, in order."""
    by_id = {story.id: story for story in stories}
    return [by_id[said.story].told.quotes[said.quote].person for said in made.said]


def test_at_most_seven_stories_lead_in_rank_order_and_the_others_are_told_in_brief() -> None:
    told = [several(f"s{number}", *[TODAY] * (number + 2)) for number in range(9)]
    made = front(*told)
    assert leads(made) == [f"s{number}" for number in (8, 7, 6, 5, 4, 3, 2)]
    assert made.briefs.stories == ("s1", "s0")


def test_the_first_shows_two_sentences_and_the_others_one() -> None:
    first = several("first", TODAY, TODAY, TODAY)
    extract = first.told.summary[0]
    told = replace(first.told, summary=(extract, extract, extract))
    made = front(replace(first, told=told), several("second"))
    assert made.leads == (Lead(story="first", sentences=2, quote=None), Lead(story="second", sentences=1, quote=None))


def test_what_one_text_tells_stands_in_one_line() -> None:
    singles = [make_story(f"one{number}", *told_by(f"one{number}", TODAY)) for number in range(4)]
    made = front(several("a"), several("b"), several("c"), *singles)
    assert leads(made) == ["a", "b", "c"]
    assert made.single.stories == ("one0", "one1", "one2", "one3")


def test_where_few_stories_have_several_texts_the_best_of_one_text_lead_too() -> None:
    singles = [make_story(f"one{number}", *told_by(f"one{number}", TODAY)) for number in range(4)]
    made = front(several("a"), *singles)
    assert leads(made) == ["a", "one0", "one1"]
    assert made.single.stories == ("one2", "one3")


def test_a_single_article_is_an_edition() -> None:
    made = front(make_story("one", *told_by("one", TODAY)))
    assert leads(made) == ["one"]
    assert (made.numbers.stories, made.numbers.articles, made.numbers.outlets, made.numbers.texts) == (1, 1, 1, 1)


def test_an_old_story_never_leads_unless_an_editor_says_so() -> None:
    old, pinned = several("old", *[OLD] * 9), several("pinned", LONG_AGO, pinned=True)
    made = front(old, pinned, several("fresh"))
    assert leads(made) == ["pinned", "fresh"]
    assert made.background.stories == ("old",)


def test_what_brings_nothing_new_continues_in_a_line_and_what_is_long_past_is_only_counted() -> None:
    made = front(
        several("same", YESTERDAY, YESTERDAY, status=Status.CONTINUING),
        several("past", LONG_AGO, status=Status.CONTINUING),
        several("fresh"),
        previous=date(2031, 3, 4),
    )
    assert (leads(made), made.continuing.stories, made.past) == (["fresh"], ("same",), 1)


def test_an_edition_without_news_has_no_lead() -> None:
    made = front(several("same", YESTERDAY, status=Status.CONTINUING), previous=date(2031, 3, 4))
    assert (made.leads, made.continuing.stories) == ((), ("same",))


def test_an_empty_edition_has_an_empty_front_page() -> None:
    assert front() == Front()


def test_a_rubric_has_room_for_twelve_lines_and_counts_the_rest() -> None:
    singles = [make_story(f"one{number:02}", *told_by(f"one{number:02}", TODAY)) for number in range(40)]
    made = front(several("a"), several("b"), several("c"), *singles)
    assert (len(made.single.stories), made.single.more) == (12, 28)


def test_ten_people_are_heard_at_most_and_each_once() -> None:
    told = [
        speaking(f"s{number}", *((f"person {number} {voice}", f"Word {number} {voice}.") for voice in range(4)))
        for number in range(4)
    ]
    again = speaking("again", ("person 1 1", "Another word."))
    made = front(*told, again)
    people = heard(made, *told, again)
    assert len(people) == len(set(people)) == 10


def test_each_story_s_first_voice_comes_before_any_story_s_second() -> None:
    some = speaking("a", ("lead", "Led."), ("ann", "One."), ("bob", "Two."), ("cem", "Three."))
    other = speaking("b", ("dot", "Four."), ("eve", "Five."))
    made = front(some, other)
    assert made.leads[0].quote == 0
    assert heard(made, some, other) == ["ann", "dot", "bob", "eve", "cem"]


def test_people_heard_in_the_edition_s_new_articles_come_first() -> None:
    new = speaking("new", ("ann", "Today."))
    old = speaking("old", ("bob", "Yesterday."), ("ann", "Before."), day=YESTERDAY, status=Status.CONTINUING)
    lead = several("lead", TODAY, TODAY, TODAY)
    made = front(lead, old, new, previous=date(2031, 3, 4))
    assert heard(made, old, new) == ["ann", "bob"]
    assert [said.new for said in made.said] == [True, False]


def test_an_updated_story_s_new_words_come_before_its_old_ones() -> None:
    first = make_article("u1", "“Old words,” said Ann.", day=YESTERDAY)
    second = make_article("u2", "“New words,” said Ann.", day=TODAY)
    quotes = [key_quote(first, "Old words,", "ann"), key_quote(second, "New words,", "ann")]
    updated = make_story("u", first, second, quotes=quotes, status=Status.UPDATED, new=["u2"])
    lead = several("lead", TODAY, TODAY, TODAY)
    assert front(lead, updated).said == (Said(story="u", quote=1, new=True),)


def test_nobody_is_listed_who_stands_beside_the_lead_and_no_words_that_its_sentences_show() -> None:
    article = make_article(
        "a1", "Ann Lee said: “The boat sails.”\n\n“We row,” said Bob.\n\n“I swim,” said Ann.", day=TODAY
    )
    quotes = [
        key_quote(article, "The boat sails.", "ann"),
        key_quote(article, "We row,", "bob"),
        key_quote(article, "I swim,", "ann"),
    ]
    lead = make_story("a", article, *told_by("other", TODAY), quotes=quotes)
    made = front(lead)
    assert made.leads[0].quote == 1, "the first stands in its only sentence"
    assert made.said == (Said(story="a", quote=2, new=True),)


def test_no_quote_repeats_the_words_of_another_outlet_s_sentence_above_it() -> None:
    summed = make_article("a1", "The minister said the boat sails at noon from the old pier.", day=TODAY)
    quoting = make_article("a2", "“The boat sails at noon, from the old harbour,” said Ann.", day=TODAY)
    quotes = [key_quote(quoting, "The boat sails at noon, from the old harbour,", "ann")]
    made = front(make_story("a", summed, quoting, quotes=quotes))
    assert (made.said, made.leads[0].quote) == ((), None)


@pytest.mark.parametrize(
    ("words", "person"), [("And so on and on, " * 20, "ann"), ("Nobody knows who.", "")], ids=["long", "unknown"]
)
def test_long_quotes_and_those_of_unknown_speakers_are_left_to_their_story(words: str, person: str) -> None:
    article = make_article("a1", f"Something happened.\n\n“{words}” said Ann.", day=TODAY)
    story = make_story("a", article, *told_by("b", TODAY), quotes=[key_quote(article, words, person)])
    made = front(story)
    assert (made.said, made.leads[0].quote) == ((), None)


def test_key_and_whole_quotes_are_preferred_and_other_languages_come_last() -> None:
    text = "Rain fell.\n\n“Minor,” said Ann. “Part” of it. “Whole thing.” “Bahasa.” said Bob."
    article = make_article("a1", text, day=TODAY)
    quotes = [
        key_quote(article, "Bahasa.", "bob", language="ms"),
        key_quote(article, "Minor,", "ann", key=False),
        key_quote(article, "Part", "ann", fragment=True),
        key_quote(article, "Whole thing.", "ann"),
    ]
    story = make_story("a", article, *told_by("b", TODAY), quotes=quotes)
    lead = several("lead", TODAY, TODAY, TODAY)
    assert [said.quote for said in front(lead, story).said] == [3, 0]
    assert front(story).leads[0].quote == 3


def revised(name: str, fetched: datetime | None) -> Revision:
    article = replace(make_article(name, day=TODAY), fetched=fetched)
    return Revision(newer=article, older=replace(article, fetched=None), added=(), removed=())


def test_changes_by_outlets_since_the_edition_before_are_listed_latest_first() -> None:
    at = datetime(2031, 3, 5, 6, tzinfo=UTC)
    revisions = (revised("a1", at - timedelta(days=3)), revised("a1", at - timedelta(days=1)), revised("a1", at))
    ledger = Ledger(
        skipped=(),
        duplicates=(),
        unmatched_rules=(),
        decisions=(),
        excluded=0,
        revisions=(*revisions, revised("x", None)),
    )
    story = several("a")
    assert front(story, previous=date(2031, 3, 4), ledger=ledger).revisions == (2, 1)
    assert front(story, ledger=ledger).revisions == (2, 1, 0, 3)


def test_what_editors_decided_about_the_news_is_listed_once() -> None:
    text = "Nadia wrote the headline “Boats”: plainer"
    news = replace(several("news"), decisions=(text,))
    other = replace(several("other"), decisions=(text,))
    past = replace(several("past", LONG_AGO, status=Status.CONTINUING), decisions=("Nadia pinned it: a reason",))
    assert [(one.story, one.text) for one in front(news, other, past).corrections] == [("news", text)]


@st.composite
def editions(draw: st.DrawFn) -> Sequence[Story]:
    days = st.sampled_from(["", TODAY, YESTERDAY, OLD, LONG_AGO])
    return [
        make_story(
            f"s{number:02}",
            *told_by(f"s{number:02}", *draw(st.lists(days, min_size=1, max_size=3))),
            status=draw(st.sampled_from(Status)),
            pinned=draw(st.integers(0, 9)) == 0,
        )
        for number in range(draw(st.integers(0, 30)))
    ]


@settings(max_examples=60)
@given(editions())
def test_every_story_is_in_one_place_or_counted(told: Sequence[Story]) -> None:
    made = front(*told)
    rubrics = (made.briefs, made.single, made.continuing, made.background)
    listed = [*leads(made), *chain.from_iterable(rubric.stories for rubric in rubrics)]
    assert len(listed) == len(set(listed))
    assert len(listed) + sum(rubric.more for rubric in rubrics) + made.past == len(told)
    assert len(made.leads) <= 7
    assert isinstance(made.briefs, Rubric)


def test_an_edition_comes_back_from_its_record() -> None:
    adapter = TypeAdapter(Edition)
    made = laid_out(make_edition(speaking("a", ("ann", "Yes.")), several("b"), day=DAY))
    assert adapter.validate_json(adapter.dump_json(made)) == made
