"""Timelines: what is set in order, what counts as one event, and what is far away."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from stories.build import make_analysis, make_article, make_group, make_member, make_moment, make_quote

from digest.nouns import (
    Analysis,
    Aspect,
    Claim,
    Dated,
    DayPrecision,
    Difference,
    Entry,
    EntryKind,
    Group,
    KeyQuote,
    Origin,
    Phrase,
    Resolved,
    Sentence,
    Side,
    Span,
    Standing,
    Timeline,
    Update,
    Variant,
    Wording,
)
from digest.stories.timeline import MOST_A_DAY, MOST_BACKGROUND, MOST_EVENTS, timeline, with_speakers

SANK = "The ferry Halcyon sank off Skelby on Sunday and 31 passengers were rescued."
ALSO_SANK = "On Sunday the ferry Halcyon sank off Skelby, where 31 passengers were rescued by fishermen."
RATES = "The Brandvold central bank lowered its lending rate on Sunday for farmers and mills."
Told = tuple[str, str, str]  # a sentence; its day, days or month; the verb


def dated(text: str, words: str, days: str, verb: str, sentence: int = 0) -> Dated:
    """A date expression: "2025-02-23", "2025-02-23..2025-02-25"; with "!" behind it planned, with "?" unclear."""
    first, _, last = days.rstrip("!?").partition("..")
    standing = {"!": Standing.PLANNED, "?": Standing.UNCLEAR}.get(days[-1], Standing.HAPPENED)
    span = (date.fromisoformat(first), date.fromisoformat(last or first))
    wide = (span[1] - span[0]).days
    precision = DayPrecision.DAY if not wide else DayPrecision.YEAR if wide > 300 else DayPrecision.SPAN
    start = text.index(words)
    return Dated(
        start=start, end=start + len(words), text=words, sentence=sentence, first=span[0], last=span[1],
        precision=precision, resolved=Resolved.PUBLISHED, standing=standing, verb=verb, main=True,
    )  # fmt: skip


def analysis(
    name: str, told: Sequence[tuple[str, str, str]], *, day: str, leans: str = "", doubt: str = ""
) -> Analysis:
    """An article of sentences, each with the days that it names and its verb; "" for a sentence without a day."""
    text = "\n\n".join(sentence for sentence, _, _ in told) or "Nothing happened here on any day."
    article = make_article(name, text, day=day, outlet=f"The {name}", doubt=doubt)
    sentences = tuple(
        Sentence(
            start=block.start,
            end=block.end,
            block=number,
            terms=tuple(word.strip(".,").lower() for word in text[block.start : block.end].split() if len(word) > 3),
            leans=leans,
            whole=True,
        )
        for number, block in enumerate(article.blocks)
    )
    days = tuple(
        replace(found, start=sentences[number].start, end=sentences[number].start + 3)
        for number, (sentence, days, verb) in enumerate(told)
        if days
        for found in [dated(sentence, sentence[:3], days, verb, number)]
    )
    return replace(make_analysis(article, sentences=sentences), days=days)


def events(found: Timeline | None) -> list[Entry]:
    return [entry for entry in found.entries if entry.kind is EntryKind.EVENT] if found else []


def of(*analyses: Analysis) -> Timeline | None:
    return timeline(make_group(*analyses), ())


def test_one_event_told_by_two_outlets_is_one_entry_with_both() -> None:
    found = of(
        analysis("a", [(SANK, "2025-02-23", "sink")], day="2025-02-24"),
        analysis("b", [(ALSO_SANK, "2025-02-23", "sink")], day="2025-02-25"),
    )
    (event,) = events(found)
    assert (event.article, event.also_in, event.first) == ("a", ("b",), date(2025, 2, 23))
    assert event.text == SANK


def test_an_event_is_told_without_the_dateline_before_it() -> None:
    found = of(analysis("a", [(f"SKELBY, Feb 23 (Reuters) — {SANK}", "2025-02-23", "sink")], day="2025-02-24"))
    (event,) = events(found)
    assert (event.start, event.text) == (len("SKELBY, Feb 23 (Reuters) — "), SANK)


def test_two_events_of_one_day_stay_two() -> None:
    found = of(
        analysis("a", [(SANK, "2025-02-23", "sink")], day="2025-02-24"),
        analysis("b", [(RATES, "2025-02-23", "lower")], day="2025-02-24"),
    )
    assert sorted(event.article for event in events(found)) == ["a", "b"]


def test_the_same_words_on_another_day_are_another_event() -> None:
    found = of(
        analysis("a", [(SANK, "2025-02-23", "sink")], day="2025-02-24"),
        analysis("b", [(SANK, "2025-02-22", "sink")], day="2025-02-24"),
    )
    assert len(events(found)) == 2


def test_a_week_that_holds_the_day_tells_the_same_event_and_the_day_is_kept() -> None:
    found = of(
        analysis("a", [(ALSO_SANK, "2025-02-17..2025-02-23", "sink")], day="2025-02-24"),
        analysis("b", [(SANK, "2025-02-23", "sink")], day="2025-02-25"),
    )
    (event,) = events(found)
    assert (event.first, event.last, event.article, event.also_in) == (
        date(2025, 2, 23),
        date(2025, 2, 23),
        "b",
        ("a",),
    )


def test_the_most_widely_told_events_are_listed_and_the_rest_is_counted() -> None:
    days = [f"2025-02-{day:02}" for day in range(11, 24)]
    alone = [
        (f"Harbour {chr(97 + n) * 6} {chr(98 + n) * 6} closed its gates at noon.", day, "close")
        for n, day in enumerate(days)
    ]
    shared = ("The Halcyon inquiry of Skelby opened with eleven witnesses there.", "2025-02-24", "open")
    found = of(
        analysis("a", [*alone, shared], day="2025-02-24"),
        analysis("b", [shared], day="2025-02-24"),
    )
    assert found is not None
    assert len(events(found)) == MOST_EVENTS
    assert shared[0] in [event.text for event in events(found)]
    assert found.more_events == len(alone) + 1 - MOST_EVENTS


def test_one_day_or_the_background_does_not_fill_the_list() -> None:
    busy = [
        (f"The {chr(97 + n) * 7} of {chr(98 + n) * 7} closed its gates at noon.", "2025-02-23", "close")
        for n in range(6)
    ]
    past = [
        (
            f"The {chr(107 + n) * 7} of {chr(108 + n) * 7} closed its gates at noon.",
            f"19{50 + n}-01-01..19{50 + n}-12-31",
            "close",
        )
        for n in range(6)
    ]
    found = events(of(analysis("a", busy + past, day="2025-02-24")))
    assert sum(event.background for event in found) == MOST_BACKGROUND
    assert sum(not event.background for event in found) == MOST_A_DAY


def test_what_is_planned_is_announced_until_an_article_tells_that_it_happened() -> None:
    will = "Divers will search the wreck of the ferry Halcyon off Skelby."
    did = "Divers searched the wreck of the ferry Halcyon off Skelby all day."
    early = analysis("a", [(will, "2025-02-26!", "search")], day="2025-02-24")
    late = analysis("b", [(did, "2025-02-26", "search")], day="2025-02-27")
    (planned,) = events(of(early))
    assert planned.announced
    (done,) = events(of(early, late))
    assert (done.announced, done.article, done.also_in) == (False, "b", ("a",))


def test_what_was_planned_for_a_day_before_the_article_is_no_event() -> None:
    assert of(analysis("a", [(SANK, "2025-02-20!", "sail")], day="2025-02-24")) is None


def test_what_somebody_said_on_a_day_is_no_event() -> None:
    assert (
        of(
            analysis(
                "a", [("The minister of Skelby said on Sunday that it rained.", "2025-02-23", "say")], day="2025-02-24"
            )
        )
        is None
    )


def test_an_unclear_day_a_leaning_sentence_and_a_question_are_no_events() -> None:
    assert of(analysis("a", [(SANK, "2025-02-23?", "sink")], day="2025-02-24")) is None
    assert of(analysis("a", [(SANK, "2025-02-23", "sink")], day="2025-02-24", leans="He")) is None
    assert of(analysis("a", [(SANK[:-1] + "?", "2025-02-23", "sink")], day="2025-02-24")) is None


def test_one_article_without_dated_events_has_no_timeline() -> None:
    assert of(analysis("a", [(SANK, "", "")], day="2025-02-24T10:00")) is None


def test_several_articles_of_one_day_have_one_only_where_their_times_are_known() -> None:
    assert of(*(analysis(name, [(SANK, "", "")], day="2025-02-24") for name in "ab")) is None
    assert of(*(analysis(name, [(SANK, "", "")], day=f"2025-02-24T1{n}:00") for n, name in enumerate("ab"))) is not None


def test_a_copy_stands_with_the_first_publication_of_its_text() -> None:
    members = [
        make_member(analysis("a", [(SANK, "", "")], day="2025-02-24")),
        make_member(analysis("b", [(SANK, "", "")], day="2025-02-25"), text_group="a"),
        make_member(analysis("c", [(RATES, "", "")], day="2025-02-26")),
    ]
    found = timeline(make_group(*members), ())
    assert found is not None
    assert [(entry.article, entry.also_in) for entry in found.entries] == [("a", ("b",)), ("c", ())]


def test_doubtful_and_inferred_dates_have_no_place_in_it() -> None:
    sure = analysis("a", [(SANK, "2025-02-23", "sink")], day="2025-02-24")
    doubtful = make_member(analysis("b", [(RATES, "", "")], day="2025-02-25", doubt="far ahead of the others"))
    inferred = make_member(
        analysis("c", [(RATES, "", "")], day=""), published=make_moment("2025-02-24", origin=Origin.STORY)
    )
    found = timeline(make_group(sure, doubtful, inferred), ())
    assert found is not None
    assert [entry.article for entry in found.entries if entry.kind is EntryKind.PUBLISHED] == ["a"]


def test_far_away_days_are_background() -> None:
    built = ("The Halcyon of Skelby was built by the yards of Ostrava.", "1998-01-01..1998-12-31", "build")
    found = events(of(analysis("a", [built, (SANK, "2025-02-23", "sink")], day="2025-02-24")))
    assert [event.background for event in found] == [True, False]


def quoted() -> tuple[Group, KeyQuote]:
    late = make_article("late", "Lena Fischer said: “The boats came at once.”", day="2025-02-25", outlet="Post")
    early = make_article("early", "“The boats came at once,” Fischer said.", day="2025-02-24", outlet="Times")
    first = make_quote(late, "The boats came at once.", "Lena Fischer")
    other = make_quote(early, "The boats came at once,", "Fischer")
    variant = Variant(article="early", parts=(other,), wording=Wording.SAME, differing=())
    quote = KeyQuote(article="late", parts=(first,), person="lena-fischer", key=True, variants=(variant,))
    return make_group(late, early), quote


def test_a_speaker_first_appears_in_the_earliest_article_that_quotes_the_person() -> None:
    group, quote = quoted()
    found = timeline(group, [quote])
    assert found is not None
    (speaker,) = [entry for entry in found.entries if entry.kind is EntryKind.SPEAKER]
    assert (speaker.article, speaker.person, speaker.text) == ("early", "lena-fischer", "The boats came at once,")


def test_a_corrected_speaker_is_corrected_in_the_timeline() -> None:
    group, quote = quoted()
    found = with_speakers(timeline(group, [quote]), group, [replace(quote, person="olga-brandt")])
    assert found is not None
    assert [entry.person for entry in found.entries if entry.person] == ["olga-brandt"]


def counted(aspect: Aspect = Aspect.COUNT) -> tuple[Group, Difference]:
    """Three articles, the later two of one outlet: the first and the last say 31, the second 35."""
    days = {"a": ("2025-02-24", 31), "b": ("2025-02-25", 35), "c": ("2025-02-26", 31)}
    read = [make_article(name, SANK.replace("31", f"{number}"), day=day) for name, (day, number) in days.items()]
    claims = [
        Claim(
            article=article.id,
            start=article.text.index("3"),
            end=article.text.index("3") + 2,
            text=article.text[article.text.index("3") :][:2],
            sentence=Span(start=0, end=len(article.text)),
        )
        for article in read
    ]
    first, second, third = claims
    difference = Difference(
        aspect=aspect,
        phrase=Phrase(article="a", start=0, end=10, gap=None),
        sides=(Side(claims=(third, first), voices=2),),
        updates=(Update(earlier=second, later=third),),
    )
    return make_group(*read), difference


def test_each_value_of_a_disputed_or_revised_figure_first_appears_in_the_earliest_article_that_gives_it() -> None:
    group, difference = counted()
    found = timeline(group, (), [difference])
    assert found is not None
    figures = [entry for entry in found.entries if entry.kind is EntryKind.FIGURE]
    assert [(entry.article, entry.name) for entry in figures] == [("a", "31"), ("b", "35")]
    texts = {member.analysis.article.id: member.analysis.article.text for member in group.members}
    assert all(entry.name in entry.text == texts[entry.article][entry.start : entry.end] for entry in figures)


def test_a_disputed_office_is_no_figure() -> None:
    group, difference = counted(Aspect.OFFICE)
    found = timeline(group, (), [difference])
    assert found is not None
    assert not [entry for entry in found.entries if entry.kind is EntryKind.FIGURE]


def test_a_timeline_is_recalled_as_it_was() -> None:
    group, quote = quoted()
    found = timeline(group, [quote])
    adapter = TypeAdapter(Timeline | None)
    assert adapter.validate_json(adapter.dump_json(found)) == found


@given(st.permutations(range(4)))
def test_the_order_of_input_does_not_matter(order: list[int]) -> None:
    told = [
        (SANK, "2025-02-23", "sink"),
        (ALSO_SANK, "2025-02-23", "sink"),
        (RATES, "2025-02-23", "lower"),
        (SANK, "", ""),
    ]
    made = [
        analysis(name, [one], day=f"2025-02-2{4 + n}") for n, (name, one) in enumerate(zip("abcd", told, strict=True))
    ]
    assert of(*(made[place] for place in order)) == of(*made)


@given(st.lists(st.dates(date(2024, 12, 1), date(2025, 3, 31)), max_size=8))
def test_entries_stand_in_order_of_their_days(days: list[date]) -> None:
    told = [
        (f"The {chr(97 + n) * 7} of {chr(98 + n) * 7} closed its gates at noon.", f"{day}", "close")
        for n, day in enumerate(days)
    ]
    found = of(analysis("a", [*told, (SANK, "", "")], day="2025-02-24"))
    listed = [entry.first for entry in found.entries] if found else []
    assert listed == sorted(listed)
