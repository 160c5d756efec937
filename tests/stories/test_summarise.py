"""The sentences that tell a story."""

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories.build import make_article

from digest.filters import article_of
from digest.nouns import Analysis, Sentence
from digest.reading import analyse
from digest.stories.choice import follows, opens, stands
from digest.stories.concepts import Worth
from digest.stories.meaning import SHORT_ALIKE, Meanings
from digest.stories.sentences import FULL, Candidate, addresses, candidates, leaning, needed, printable, undated
from digest.stories.summarise import in_reading_order, summarise

BRIDGE = (
    "The Velden bridge in northern Karsland collapsed on Tuesday after a night of heavy rain, killing four people. "
    "It had been closed to lorries since spring. Engineers from Harrow College warned the town in March that two "
    "pillars of the bridge were cracked. Why was nothing done?\n\n"
    "“We heard a roar and then the road was gone.” Read more about Karsland here."
)
RIVER = (
    "Four people died when the Velden bridge fell into the river Anse in Karsland on Tuesday, police said. "
    "Mayor Petra Lind promised an inquiry into the collapse and asked the ministry for money for a ferry. "
    "However, the ministry has not answered."
)
FERRY = (
    "Shops in Velden stayed closed on Wednesday while divers searched the river Anse for a missing van. "
    "Mayor Petra Lind said that a ferry would carry residents across the Anse from Saturday. "
    "The bridge carried 9,000 cars a day."
)
OFFER = (
    "Transport minister Clara Voss offered the ferry crews of Karsland a rise of four per cent on Monday. "
    "She said the offer to the ferry crews would stand until Friday and no longer."
)
STRIKE = "Ferry crews in Karsland began a strike over pay on Monday, and no ship left the harbour of Velden."
OPENED = (
    "President Ole Brandt landed in Velden on Monday to see the fallen bridge. "
    "The visit was announced only an hour before."
)
CRITIC = (
    "Ferry owners in Karsland asked a court on Monday to stop the strike. "
    "The economist Ida Moltke warned shops of empty shelves. "
    "Ms. Moltke expects the strike of the ferry crews in Karsland to cost the harbour of Velden millions a day."
)
PLAIN = Sentence(start=0, end=0, block=0, terms=(), leans="", whole=True)


@cache
def story() -> tuple[Analysis, ...]:
    texts = {"a": BRIDGE, "b": RIVER, "c": FERRY}
    return tuple(analyse([make_article(name, text, title="Velden bridge collapses") for name, text in texts.items()]))


def texts(analyses: Sequence[Analysis], **limits: int) -> list[str]:
    return [extract.text for extract in summarise(analyses, **limits)]  # type: ignore[arg-type]


@given(words=st.integers(5, 150), sentences=st.integers(1, 6), per_source=st.integers(1, 4))
@settings(max_examples=40)
def test_no_limit_is_passed_and_every_sentence_is_verbatim(words: int, sentences: int, per_source: int) -> None:
    chosen = summarise(story(), words=words, sentences=sentences, per_source=per_source)
    whole = {analysis.article.id: analysis.article.text for analysis in story()}
    assert sum(len(extract.text.split()) for extract in chosen) <= words
    assert len(chosen) <= sentences
    assert all(whole[extract.article][extract.start : extract.end] == extract.text for extract in chosen)
    assert all([one.article for one in chosen].count(name) <= per_source for name in whole)


def test_the_same_event_is_told_once_however_worded() -> None:
    told = texts(story(), words=90)
    assert sum("bridge" in text and "Tuesday" in text for text in told) == 1


def test_what_leans_asks_or_is_spoken_without_a_speaker_is_not_printed() -> None:
    told = " ".join(texts(story(), words=500))
    assert not any(words in told for words in ("It had been", "However", "Why was", "We heard", "Read more"))


def test_the_first_sentence_opens_an_article() -> None:
    first = summarise(story(), words=90)[0]
    opening = {analysis.article.id: analysis.sentences[0].start for analysis in story()}
    assert first.start == opening[first.article]


def test_the_newest_day_leads() -> None:
    assert summarise(story(), sentences=3, newest={"c"})[0].article == "c"


def test_a_copy_is_named_where_its_words_are_printed() -> None:
    copy = analyse([make_article("d", RIVER)])
    chosen = summarise([*story(), *copy], words=90, text_groups={"a": "a", "b": "b", "c": "c", "d": "b"})
    assert all(("d" in extract.also_in) == (extract.text in RIVER) for extract in chosen)
    assert any(extract.text in RIVER for extract in chosen)


def test_copies_do_not_outvote_an_independent_text() -> None:
    copies = analyse([make_article(f"x{number}", FERRY) for number in range(6)])
    groups = {"a": "a", "b": "b", "c": "c"} | {f"x{number}": "c" for number in range(6)}
    alone = [extract.text for extract in summarise(story(), words=60, text_groups=groups)]
    crowd = [extract.text for extract in summarise([*story(), *copies], words=60, text_groups=groups)]
    assert crowd == alone


def test_a_question_alone_is_no_summary() -> None:
    assert summarise(analyse([make_article("a", "Why?")]), words=50) == ()


@pytest.mark.parametrize("text", ["Rain fell.", "He has gone home at last.", "Velden bridge closed"])
def test_a_text_of_one_sentence_is_told_by_it(text: str) -> None:
    assert texts(analyse([make_article("a", text)]), words=50) == [text]


def test_a_sentence_that_leans_stands_only_right_behind_the_one_it_leans_on() -> None:
    offer, she = candidates(analyse([make_article("a", OFFER)]), {})
    strike = candidates(analyse([make_article("b", STRIKE)]), {})[0]
    assert not stands(she, [strike])
    assert stands(she, [strike, offer])
    assert in_reading_order([strike, she, offer], ()) in {(offer, she, strike), (strike, offer, she)}


def test_a_definite_noun_is_known_right_behind_the_sentence_before_it() -> None:
    analyses = analyse([make_article("a", OPENED), make_article("b", STRIKE)])
    opened, visit, strike = candidates(analyses, {})
    assert visit.needs == "visit"
    assert not stands(visit, [strike])
    assert stands(visit, [strike, opened])
    assert in_reading_order([visit, strike, opened], ()) in {(opened, visit, strike), (strike, opened, visit)}


def test_nobody_is_presumed_who_was_not_introduced() -> None:
    owners, economist, cost = candidates(analyse([make_article("a", CRITIC)]), {})
    assert cost.people.presumed == {"moltke"}
    assert not stands(cost, [owners])
    assert stands(cost, [owners, economist])


def test_whom_a_title_names_need_not_be_introduced() -> None:
    cost = candidates(analyse([make_article("a", CRITIC, title="Moltke counts the cost of the strike")]), {})[2]
    assert stands(cost, [])


def test_he_needs_a_sentence_that_names_somebody() -> None:
    analyses = analyse([make_article("a", "Rain fell on the roofs of Velden all night. He said that it would go on.")])
    rain, he = candidates(analyses, {})
    assert he.leans
    assert not follows(he, rain)


@pytest.mark.parametrize(
    ("text", "addressed"),
    [
        ("Here in Velden we have seen four bridges fall.", True),
        ("The bridge, I think, should have been closed in March.", True),
        ("You can watch the divers of Velden at noon.", True),
        ("“We knew of no cracks, and I am sorry,” said Mayor Petra Lind.", False),
        ("World War I veterans built the bridge of Velden for the US army.", False),
    ],
)
def test_the_writers_own_voice_is_not_the_storys(text: str, *, addressed: bool) -> None:
    assert addresses(text) is addressed


def test_two_leads_of_one_event_are_not_both_printed_where_there_is_more_to_tell() -> None:
    leads = (
        "Mayor Petra Lind of Velden resigned on Friday over the fallen bridge, ending nine years at the town hall.",
        "Petra Lind, who led Velden through two floods, resigned as mayor on Friday after weeks of anger.",
    )
    rest = " ".join(f"Council member number {number} wants a vote." for number in range(FULL))
    pool = candidates(
        analyse([make_article(name, f"{lead} {rest}") for name, lead in zip("ab", leads, strict=True)]), {}
    )
    one, other = (candidate for candidate in pool if candidate.position == 0)
    words = dict.fromkeys((*one.words, *other.words), (0.5,))
    full, short = Worth(words, {}), [replace(candidate, full=False) for candidate in (one, other)]
    assert Meanings((one, other), full).repeats(one, other)
    assert not Meanings(short, full).repeats(*short)


def sentence_of(name: str, text: str) -> Candidate:
    return candidates(analyse([make_article(name, text)]), {})[0]


def weighing(*told: Candidate, chance: float = 0.5) -> Worth:
    return Worth({word: (chance,) for one in told for word in one.words}, {})


def test_full_articles_of_one_day_are_not_both_opened_by_their_own_words_for_one_event() -> None:
    one = replace(sentence_of("a", "Mayor Petra Lind of Velden resigned on Friday over the fallen bridge."), full=True)
    other = replace(
        sentence_of("b", "Velden's mayor quit over the collapse on Friday, which ended nine years in office."),
        full=True,
    )
    told = Meanings((one, other), weighing(one, other))
    assert told.repeats(one, other)
    assert not told.repeats(one, replace(other, position=5))
    assert not told.repeats(one, replace(other, full=False))


def test_openings_of_short_items_repeat_where_no_length_need_be_filled() -> None:
    one = sentence_of("a", "Mayor Petra Lind of Velden resigned on Friday over the fallen bridge.")
    other = sentence_of("b", "Petra Lind resigned as mayor of Velden, and her council meets in Harrow on Sunday.")
    worth = weighing(one, other)
    assert Meanings((one, other), worth, short=SHORT_ALIKE).repeats(one, other)
    assert not Meanings((one, other), worth).repeats(one, other)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("The Velden bridge fell on Tuesday and killed four people, police of Karsland said.", True),
        ("The Velden bridge fell on Tuesday and killed 4 people of 19, police of Karsland said.", True),
        ("The Velden bridge fell on Friday and killed four people, police of Karsland said.", False),
        ("Engineers in Karsland warned of the Velden bridge in March.", False),
    ],
)
def test_another_says_the_same_unless_its_day_is_another(other: str, *, said: bool) -> None:
    one = sentence_of("a", "The Velden bridge in Karsland fell on Tuesday and killed four people, police said.")
    told = sentence_of("b", other)
    assert Meanings((one, told), weighing(one, told)).same(one, told) is said


def test_a_figure_that_another_does_not_give_is_not_said_there() -> None:
    one = sentence_of("a", "The Velden bridge in Karsland fell on Tuesday and killed 14 people, police said.")
    silent = sentence_of("b", "The Velden bridge in Karsland fell on Tuesday and killed many people, police said.")
    named = sentence_of("c", "The Velden bridge in Karsland fell on Tuesday and killed COVID-14 people, police said.")
    told = Meanings((one, silent, named), weighing(one, silent, named))
    assert not told.same(one, silent)
    assert told.same(silent, one)
    assert told.same(silent, named)
    assert told.same(named, silent)


def test_a_few_words_that_two_sentences_share_are_not_the_same_statement() -> None:
    one = sentence_of("a", "With a ferry for Velden it is not enough to mend one road.")
    other = sentence_of("b", "The town of Velden has for the first time a ferry.")
    likely = {"ferry": (0.9,), "velden": (0.9,)}
    assert not Meanings((one, other), Worth(dict(weighing(one, other, chance=0.1).words) | likely, {})).same(one, other)


def test_who_carries_the_quotation_says_the_same_however_it_is_introduced() -> None:
    words = "No bridge of this town was ever closed without my signature"
    one = sentence_of("a", f"“{words},” Mayor Petra Lind said.")
    other = sentence_of("b", f"Speaking after a night of rain at the harbour before 300 people, Lind said: “{words}.”")
    told = Meanings((one, other), weighing(chance=0))
    assert told.same(one, other)
    assert not told.same(other, one)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Mayor Petra Lind opened the bridge of Velden in Karsland on Friday.", True),
        ("While the rain may have ended, the river Anse in Karsland still rises.", False),
        ("In 1969, the bridge of Velden in Karsland was the longest of all.", False),
        ("For many years, the bridge of Velden in Karsland was a marvel.", False),
        ("VELDEN ― In recent years, the bridge of Velden in Karsland was closed four times.", False),
        ("Mayor Petra Lind is going all in.", False),
        ("A visit to the harbour of Velden in Karsland was also on Monday's programme.", False),
        ("“The bridge of Velden was never safe for lorries,” said Mayor Petra Lind of Karsland.", False),
        ("Mayor Petra Lind of Karsland said the bridge of Velden was “never safe for lorries.”", True),
    ],
)
def test_a_story_does_not_open_with_what_its_news_is_set_against(text: str, *, first: bool) -> None:
    assert opens(sentence_of("a", text)) is first


@pytest.mark.parametrize(
    ("text", "news"),
    [
        ("VELDEN, Karsland (AP) — Mayor Petra Lind resigned.", "Mayor Petra Lind resigned."),
        ("NEW VELDEN -- “I resign,” Mayor Petra Lind said.", "“I resign,” Mayor Petra Lind said."),
        ("VELDEN, April 30 (Reuters) - Mayor Petra Lind resigned.", "Mayor Petra Lind resigned."),
        ("VELDEN ― Mayor Petra Lind resigned.", "Mayor Petra Lind resigned."),
        ("April 30 (UPI) — Mayor Petra Lind resigned.", "Mayor Petra Lind resigned."),
        ("Velden (CNN)Mayor Petra Lind resigned.", "Mayor Petra Lind resigned."),
        ("NATO — the alliance of the north — met in Velden.", "NATO — the alliance of the north — met in Velden."),
        ("Mayor Petra Lind (AP) resigned.", "Mayor Petra Lind (AP) resigned."),
    ],
)
def test_the_news_begins_after_the_dateline(text: str, news: str) -> None:
    assert text[undated(text) :] == news


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("“The bridge of Velden was safe for lorries,” she said.", True),
        ("“The bridge of Velden was safe,” they wrote in Harrow.", True),
        ("“The bridge of Velden was safe for lorries,” Mayor Petra Lind said.", False),
        ("The bridge of Velden was safe, the former deputy mayor said.", True),
        ("The bridge of Velden was safe, the former deputy mayor Ole Brandt said.", False),
    ],
)
def test_a_speaker_without_a_name_leans_on_an_earlier_sentence(text: str, *, leans: bool) -> None:
    assert leaning(text, PLAIN) is leans


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("The visit, which began on Monday, ends in Karsland.", "visit"),
        ("The bill would ban cars from the old town of Velden.", "bill"),
        ("The unemployment rate in Karsland fell in March.", ""),
        ("The revised rules represent a turn of the town of Velden.", "rule"),
        ("The previous week’s rain had already filled the Anse.", "week"),
        ("The injured was a ferryman of Velden.", "injur"),
        ("The proposal calls for a ferry in Velden.", "proposal"),
        ("The government said that Karsland would pay.", ""),
    ],
)
def test_a_definite_noun_needs_an_earlier_sentence_that_names_it(text: str, noun: str) -> None:
    assert needed(text) == noun


@pytest.mark.parametrize(
    "text",
    [
        "Meanwhile the river Anse rose by two metres.",
        "In addition, Karsland closed two more bridges.",
        "Two of them were cracked, the college of Harrow wrote.",
        "After that the ministry in Karsland kept silent.",
        "Ferry owners have, in turn, refused to answer the court of Karsland.",
        "Other ferries in Karsland sailed on time.",
        "The ferries of Karsland will sail on Monday, the official said.",
        "Together the two buy a large part of the steel of Karsland.",
    ],
)
def test_a_link_word_leans(text: str) -> None:
    assert leaning(text, PLAIN)


@pytest.mark.parametrize(
    "text", ["This year Karsland has lost three bridges.", "Then-Mayor Ole Brandt signed the contract."]
)
def test_a_time_or_a_former_office_does_not_lean(text: str) -> None:
    assert not leaning(text, PLAIN)


@pytest.mark.parametrize(
    "text",
    [
        "Did the mayor of Velden know about the cracks?",
        "The mayor of Velden said she knew of no cracks and would …",
        "The mayor of Velden said: “I knew of no cracks in March.",
        "Cracks were known” in March, the mayor of Velden said, “or so it seemed.",
        "Photo: The fallen bridge in Velden on Tuesday.",
        "and the mayor of Velden kept silent all week.",
        "“Did you see the cracks?” Mayor Petra Lind asked her engineers.",
        "VELDEN BRIDGE FALLS AFTER HEAVY RAIN IN KARSLAND.",
        "Why it matters: The bridge of Velden carried 9,000 cars a day.",
        "The Anse Courier reported, citing interviews with two aides of the mayor.",
        "The mayor closed the bridge; chief correspondent Ida Moltke reports from Velden.",
        "The two nights of the floods in Velden were very different.",
        "Crowds stand before the #bridge of #Velden in the north of Karsland.",
    ],
)
def test_questions_stubs_captions_and_cut_quotes_are_not_printable(text: str) -> None:
    assert not printable(text, PLAIN)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Crowds stand before the fallen bridge of Velden on April 29, 2025.", False),  # of the article's own day
        ("The mayor opened the bridge of Velden in Karsland on April 29, 2019.", True),
        ("On April 29, 2025, the bridge of Velden in Karsland fell.", True),
    ],
)
def test_a_sentence_that_ends_with_its_own_day_and_year_is_a_caption(text: str, *, printed: bool) -> None:
    analysis = analyse([make_article("a", text, day="2025-04-30")])
    assert bool(candidates(analysis, {})) is printed


def test_a_sentence_cut_at_an_initial_is_no_candidate() -> None:
    text = "Mayor Petra Lind met the engineers of Harrow, N.Y. Brandt stayed away."
    end = text.index(" Brandt")
    analysis = analyse([make_article("a", text)])[0]
    cut = Sentence(start=0, end=end, block=0, terms=(), leans="", whole=True)
    assert not candidates([type(analysis)(**{**_fields(analysis), "sentences": (cut,)})], {})


def _fields(analysis: Analysis) -> dict[str, object]:
    return {name: getattr(analysis, name) for name in analysis.__slots__}


@pytest.mark.parametrize(
    "text",
    [
        "The Anse Courier reported that two aides of the mayor resigned.",
        "The mayor had one wish: a ferry for Velden.",
        "The correspondent of the Anse Courier was hurt, police said.",
        'Cracks were known “in March, or so it seemed," the mayor of Velden said.',
    ],
)
def test_a_report_with_its_news_a_colon_in_a_sentence_and_unlike_quotation_marks_are_printable(text: str) -> None:
    assert printable(text, PLAIN)


@pytest.mark.parametrize(("name", "words"), [("neus", 90), ("allsides", 120)])
def test_summaries_of_real_stories_are_whole_statements(eval_data: Path, name: str, words: int) -> None:
    for line in (eval_data / "summaries" / f"{name}.jsonl").read_text().splitlines()[:12]:
        articles = [{**one, "language": "en"} for one in json.loads(line)["articles"]]
        chosen = summarise(analyse([article_of(record) for record in articles]), words=words)
        whole = {one["id"]: one["text"] for one in articles}
        assert chosen
        assert sum(len(one.text.split()) for one in chosen) <= words
        for before, one in pairwise((None, *chosen)):
            assert one
            assert whole[one.article][one.start : one.end] == one.text
            assert one.text.rstrip("\"”’')")[-1] in ".!"
            goes_on = (
                before and before.article == one.article and not whole[one.article][before.end : one.start].strip()
            )
            assert goes_on or one.text.split()[0] not in {"He", "She", "It", "They", "This", "But", "And", "However,"}
