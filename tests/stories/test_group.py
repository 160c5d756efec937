"""Which articles tell one story, and the evidence for it."""

import json
import math
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories.build import make_analysis, make_article

from digest.dates import days_in
from digest.nouns import Analysis, Article, Group, Origin, Precision, Sentence
from digest.reading import analyse
from digest.stories import Settings, group
from digest.stories.background import expected, rarity, word_frequency
from digest.stories.learnt import FOUNDING
from digest.stories.similarity import OTHER_TERMS
from digest.stories.terms import profile

QUAKE_A = (
    "A magnitude 6.1 earthquake shook the town of Arvenford on Monday, killing four people. Rescue crews from Selmark "
    "searched the collapsed market hall in Arvenford through the night, mayor Ilse Brandvold said."
)
QUAKE_A_TOO = (
    "Four people died when a strong earthquake hit Arvenford. The market hall of the town collapsed, and mayor Ilse "
    "Brandvold asked Selmark to send more rescue crews. The quake had a magnitude of 6.1."
)
QUAKE_B = (
    "A magnitude 5.2 earthquake shook the island of Tuamora on Friday, injuring eleven people. Rescue crews flew in "
    "from Port Delgado and searched a collapsed school, governor Matteo Quiroz said."
)


def read(*articles: Article) -> list[Analysis]:
    return list(analyse(articles))


def terms(name: str, words: str, *, day: str = "", title: str = "") -> Analysis:
    """An analysis that says nothing but these terms."""
    sentence = Sentence(start=0, end=0, block=0, terms=tuple(words.split()), leans="", whole=True)
    article = make_article(name, words, day=day, title=title)
    return make_analysis(article, sentences=[sentence], title_terms=title.lower().split())


def parts(groups: tuple[Group, ...]) -> set[frozenset[str]]:
    return {frozenset(each.ids) for each in groups}


def test_two_reports_of_one_event_are_a_story_and_the_same_kind_of_event_elsewhere_is_not() -> None:
    quakes = read(
        make_article("a", QUAKE_A, title="Quake kills four in Arvenford", day="2024-03-11"),
        make_article("b", QUAKE_A_TOO, title="Arvenford earthquake: market hall collapses", day="2024-03-12"),
        make_article("c", QUAKE_B, title="Quake injures eleven on Tuamora", day="2024-03-15"),
    )
    assert parts(group(quakes)) == {frozenset("ab"), frozenset("c")}


def test_quarterly_results_of_two_companies_stay_apart() -> None:
    results = read(
        make_article("a", "Brelling Motors said its profit rose 12 percent to 310 million euros in the third quarter."),
        make_article("b", "Profit at Brelling Motors rose to 310 million euros, 12 percent more than a year ago."),
        make_article("c", "Ostrava Foods said its profit fell 4 percent to 95 million euros in the third quarter."),
        make_article("d", "Third-quarter profit at Ostrava Foods dropped by 4 percent, to 95 million euros."),
    )
    assert parts(group(results)) == {frozenset("ab"), frozenset("cd")}


def test_the_score_is_the_sum_of_what_the_evidence_shows() -> None:
    texts = {"a": QUAKE_A, "b": QUAKE_A_TOO}
    found = group(read(*(make_article(name, text, day="2024-03-12") for name, text in texts.items())))
    for member in found[0].members:
        evidence = member.evidence
        assert evidence.best in {"a", "b"} - {member.analysis.article.id}
        assert 0 < evidence.score <= 1
        assert math.isclose(evidence.score, math.fsum(shared.weight for shared in evidence.shared), rel_tol=1e-9)


def test_the_evidence_names_the_heaviest_shared_terms_first_and_sums_up_the_rest() -> None:
    shared = group(read(make_article("a", QUAKE_A), make_article("b", QUAKE_A_TOO)))[0].members[0].evidence.shared
    listed, rest = shared[:-1], shared[-1]
    assert rest.term == OTHER_TERMS
    assert [each.weight for each in listed] == sorted((each.weight for each in listed), reverse=True)
    assert "arvenford" in {each.term for each in listed[:3]}


def test_a_day_that_two_articles_speak_of_is_shown_among_what_they_share() -> None:
    found = group(
        read(
            make_article("a", "Tavira Lund opened the Skelby bridge on 4 May.", day="2024-05-04"),
            make_article("b", "The bridge at Skelby was opened by Tavira Lund on Saturday.", day="2024-05-05"),
        )
    )
    assert "2024-05-04" in {shared.term for shared in found[0].members[0].evidence.shared}


def test_the_days_that_an_article_speaks_of_are_terms_in_their_order() -> None:
    """Whatever the seed of hashes: an article's signature is made of its terms in order."""
    text = " ".join(f"It rained on {day} March 2025." for day in range(3, 15))
    days = [term for term in profile(make_analysis(make_article("a", text))).terms if term.startswith("2025-")]
    assert len(days) == 12
    assert days == sorted(days)


def test_an_article_alone_names_the_nearest_that_it_did_not_join() -> None:
    found = group(
        read(make_article("a", QUAKE_A, day="2024-03-11"), make_article("c", QUAKE_B, day="2024-03-15")),
        settings=Settings(threshold=0.5),
    )
    evidence = found[0].members[0].evidence
    assert (evidence.best, evidence.score, evidence.shared) == ("", 0.0, ())
    assert evidence.nearest_other == "c"
    assert evidence.nearest_other_score > 0


def test_members_are_earliest_first_and_undated_ones_last() -> None:
    words = "brelling motors recall gearbox lindqvist"
    found = group(
        [
            terms("a", words),
            terms("b", words, day="2024-05-02"),
            terms("d", words, day="2024-05-01"),
            terms("c", words, day="2024-05-01"),
        ]
    )
    assert [each.ids for each in found] == [("c", "d", "b", "a")]


def test_stories_are_in_order_of_their_first_articles_and_undated_ones_last() -> None:
    found = group(
        [
            terms("a", "gearbox recall lindqvist"),
            terms("b", "skelby bridge tavira", day="2024-05-02"),
            terms("c", "ostrava harvest quiroz", day="2024-05-01"),
        ]
    )
    assert [each.ids for each in found] == [("c",), ("b",), ("a",)]


def test_an_undated_article_takes_the_day_of_its_best_match_and_says_so() -> None:
    found = group(
        [
            terms("a", "skelby bridge tavira lund opening crowd"),
            terms("b", "skelby bridge tavira lund opening crowd ribbon", day="2024-05-02T17:30"),
            terms("c", "skelby bridge toll protest lund", day="2024-05-04"),
        ]
    )
    inferred = {member.analysis.article.id: member.published for member in found[0].members}["a"]
    assert inferred is not None
    assert inferred.at == datetime(2024, 5, 2, tzinfo=UTC)
    assert (inferred.precision, inferred.origin) == (Precision.DAY, Origin.STORY)
    assert "best" in inferred.evidence


def test_no_date_is_inferred_from_undated_stories_or_doubtful_dates() -> None:
    words = "skelby bridge tavira lund"
    doubtful = make_analysis(
        make_article("b", words, day="2031-05-02", doubt="after the newest fetch"),
        sentences=terms("b", words).sentences,
    )
    found = group([terms("a", words), doubtful])
    assert {member.analysis.article.id: member.published for member in found[0].members}["a"] is None


MARATHONS = {
    "a": "Runners from Ostrava won the Skelby marathon ahead of two favourites, who fell behind at the harbour bridge.",
    "b": "Rain and wind slowed the Skelby marathon, which a student from Port Delgado won for the first time.",
}


@pytest.mark.parametrize(("day", "stories"), [("2024-05-05", 1), ("2021-05-02", 2), ("", 1)])
def test_reports_of_one_kind_years_apart_are_two_stories(day: str, stories: int) -> None:
    found = group(read(make_article("a", MARATHONS["a"], day="2024-05-05"), make_article("b", MARATHONS["b"], day=day)))
    assert len(found) == stories


def test_what_is_plainly_the_same_is_one_story_however_late_it_comes() -> None:
    late = group(read(make_article("a", QUAKE_A, day="2024-03-11"), make_article("b", QUAKE_A, day="2025-08-01")))
    assert parts(late) == {frozenset("ab")}


def test_an_undated_article_that_plainly_belongs_to_one_year_is_kept_from_another() -> None:
    undated = read(
        make_article("a", MARATHONS["a"], day="2024-05-05"),
        make_article("b", MARATHONS["a"].replace("favourites", "rivals")),
        make_article("c", MARATHONS["b"], day="2021-05-02"),
    )
    assert parts(group(undated)) == {frozenset("ab"), frozenset("c")}


def score(one: str, other: str, **days: str) -> float:
    """Of two articles about one bridge that name these weekdays first."""
    words = "skelby bridge tavira lund opening crowd"
    given_articles = [terms(name, f"{words} {day}", day=days.get(name, "")) for name, day in (("a", one), ("b", other))]
    return group(given_articles)[0].members[0].evidence.score


def test_weekdays_tell_days_apart_where_a_date_is_absent() -> None:
    assert score("monday", "friday") < 0.6 * score("monday", "monday")
    assert score("monday", "friday") < score("", "friday")
    assert score("monday friday", "friday") > score("", "friday")
    assert score("monday", "friday", a="2024-05-06") < 0.7 * score("", "friday", a="2024-05-06")
    assert score("monday", "friday", a="2024-05-06", b="2024-05-06") > score("monday", "friday", a="2024-05-06")


def test_a_text_that_many_outlets_carry_makes_its_terms_no_more_common() -> None:
    wire = "lindqvist gearbox recall brandvold factory tavira inspectors report " * 8
    pair = [terms("a", "lindqvist harvest prize", day="2024-05-02"), terms("b", "lindqvist opera", day="2024-05-02")]
    others = [terms(f"o{number}", f"w{number} v{number} u{number}", day="2024-05-02") for number in range(30)]

    def likeness(copies: int) -> float:
        carried = [terms(f"c{number:02}", wire, day="2024-05-02") for number in range(copies)]
        found = group([*pair, *carried, *others])
        member = next(each for story in found for each in story.members if each.analysis.article.id == "a")
        assert "b" in {member.evidence.best, member.evidence.nearest_other}
        return member.evidence.score or member.evidence.nearest_other_score

    assert likeness(1) == likeness(30)


def test_an_outlets_name_behind_a_title_is_no_likeness() -> None:
    with_suffix = terms("a", "harvest", title="Rain spoils harvest - Selmark Evening Courier")
    assert {"selmark", "courier"}.isdisjoint(profile(with_suffix).terms)
    assert {"rain", "spoils"} <= {*profile(with_suffix).terms}
    for part in ("farmers ask for help from the Selmark government", "Selmark farmers protest"):
        assert "selmark" in profile(terms("b", "harvest", title=f"Rain spoils harvest - {part}")).terms


def weight(term: str, *, held: int = 0, documents: int = 0) -> float:
    share = expected(np.array([word_frequency(term, "en")]), words=300)
    return float(rarity(np.array([float(held)]), float(documents), share, prior=100)[0])


def test_a_rare_word_weighs_more_than_a_common_one_with_or_without_an_archive() -> None:
    assert weight("brandvold") > 2 * weight("people")
    assert weight("brandvold", held=20_000, documents=50_000) < weight("brandvold") / 2


@pytest.mark.parametrize(
    ("common", "rare"), [("10", "310"), ("310", "48,213"), ("2024", "4817"), ("covid-19", "brandvold")]
)
def test_numbers_and_compounds_are_as_common_as_their_parts_are_in_the_word_list(common: str, rare: str) -> None:
    assert 0 < weight(common) < weight(rare)


def test_what_the_first_articles_name_again_and_again_says_little_from_the_next_month_on() -> None:
    about = "lindqvist"
    may = [terms(f"m{number:04}", f"{about} w{number}", day="2024-05-02") for number in range(FOUNDING)]
    june = [terms("a", f"{about} gearbox", day="2024-06-03"), terms("b", f"{about} harvest", day="2024-06-03")]
    assert len(group(june)) == 1
    together = group([*may, *june])
    assert not [each for each in together if {"a", "b"} <= {*each.ids}]


def test_days_are_read_with_the_articles_own_date() -> None:
    published = date(2021, 1, 2)  # a Saturday
    text = "On Thursday, 22 April 2021 and December 30th; Sunday; in May 2020; the 45 March."
    assert days_in(text, published=published) == {
        date(2020, 12, 31),
        date(2021, 4, 22),
        date(2020, 12, 30),
        date(2021, 1, 3),
    }
    assert days_in("Thursday, 22 April 2021, December 30, 29 February 2021", published=None) == {date(2021, 4, 22)}


WORDS = "arvenford brandvold selmark quake skelby bridge tavira lund ostrava harvest 310 12 profit".split()  # noqa: SIM905
ARTICLES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(WORDS), min_size=0, max_size=8), st.sampled_from(["", "2024-05-01", "2024-06-01"])
    ),
    min_size=1,
    max_size=9,
)


@settings(max_examples=60)
@given(ARTICLES, st.randoms(use_true_random=False))
def test_the_order_of_the_articles_makes_no_difference(given_articles, chance) -> None:
    articles = [terms(f"a{number}", " ".join(words), day=day) for number, (words, day) in enumerate(given_articles)]
    shuffled = list(articles)
    chance.shuffle(shuffled)
    assert group(shuffled) == group(articles)


@settings(max_examples=60)
@given(ARTICLES)
def test_every_article_is_in_one_story_and_every_score_adds_up(given_articles) -> None:
    articles = [terms(f"a{number}", " ".join(words), day=day) for number, (words, day) in enumerate(given_articles)]
    found = group(articles)
    assert sorted(name for each in found for name in each.ids) == sorted(each.article.id for each in articles)
    for each in found:
        for member in each.members:
            total = math.fsum(shared.weight for shared in member.evidence.shared)
            assert math.isclose(member.evidence.score, total, rel_tol=1e-9, abs_tol=1e-12)
            assert member.evidence.best != member.analysis.article.id
            assert member.evidence.best in {*each.ids, ""}
            assert member.evidence.nearest_other not in each.ids


def test_no_article_is_no_story() -> None:
    assert group([]) == ()


@pytest.fixture(scope="module")
def labelled(eval_data: Path) -> dict[str, tuple[Analysis, str]]:
    """The first short items of a stream, by id, with the story that editors put each in."""
    lines = (eval_data / "groups" / "allsides.jsonl").read_text(encoding="utf-8").splitlines()[:60]
    rows = [json.loads(line) for line in lines]
    articles = [make_article(row["id"], row["text"], title=row["title"], day=row["published"][:10]) for row in rows]
    return {row["id"]: (analysis, row["story"]) for row, analysis in zip(rows, analyse(articles), strict=True)}


def test_a_stream_of_short_items_is_grouped_much_as_editors_did(labelled: dict[str, tuple[Analysis, str]]) -> None:
    found = group([analysis for analysis, _ in labelled.values()])
    together = [(a, b) for each in found for a in each.ids for b in each.ids if a < b]
    right = sum(labelled[a][1] == labelled[b][1] for a, b in together)
    wanted = sum(labelled[a][1] == labelled[b][1] for a in labelled for b in labelled if a < b)
    assert right >= 0.75 * len(together)
    assert right >= 0.7 * wanted


FERRY = (
    "A passenger ferry sank in rough seas off Kalimar island early on Tuesday, leaving at least 23 people dead "
    "and 41 missing, the coast guard said.\n\nThe Santa Lucia was carrying 186 passengers and 14 crew when it "
    "went down about 12 kilometres from the port of Dalen, coast guard commander Rosa Villanueva told "
    "reporters.\n\n“We have pulled 122 people out of the water alive,” Villanueva said. “The search will go on "
    "through the night.”\n\nThe ferry was built in 1994 and had a licensed capacity of 150 passengers, according "
    "to maritime authority records."
)
FERRY_TOO = (
    "An overloaded ferry capsized and sank off the island of Kalimar on Tuesday, killing 31 people, officials "
    "said. Thirty-eight others were still missing by the afternoon.\n\nThe Santa Lucia had 212 passengers on "
    "board, well above the 150 it was licensed to carry, Transport Minister Hector Lim told a news "
    "conference.\n\nRescue boats brought 126 survivors to Dalen."
)
TOLL = (
    "The death toll from the sinking of a ferry off Kalimar rose to 44 on Wednesday after divers recovered more "
    "bodies from the hull, the coast guard said.\n\nTwenty-five people remain missing from the Santa Lucia, which"
    " went down on Tuesday with about 200 passengers aboard.\n\nCoast guard commander Rosa Villanueva said divers"
    " would enter the lower deck on Thursday.\n\nPresident Arturo Reyes declared two days of national "
    "mourning.\n\nThe company that owns the ferry, Blue Strait Lines, said it would pay 200,000 pesos to the "
    "family of each victim."
)


def test_a_toll_that_has_risen_the_next_day_is_of_the_story_though_no_figure_is_the_same() -> None:
    disaster = read(
        make_article("a", FERRY, title="Ferry sinks off Kalimar island, dozens feared dead", day="2026-03-03"),
        make_article("b", FERRY_TOO, title="Overloaded ferry goes down near Kalimar, 31 dead", day="2026-03-03"),
        make_article("c", TOLL, title="Death toll in Kalimar ferry disaster rises to 44", day="2026-03-04"),
        make_article("d", QUAKE_B, title="Quake injures eleven on Tuamora", day="2026-03-04"),
    )
    assert parts(group(disaster)) == {frozenset("abc"), frozenset("d")}
