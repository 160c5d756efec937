"""Which quotes are one utterance: measured on labelled pairs, and what always holds."""

from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from stories.build import make_analysis, make_article, make_group, make_quote

from digest.nouns import Analysis, KeyQuote, Wording
from digest.stories.keyquotes import key_quotes
from digest.stories.likeness import matcher as likeness_matcher
from digest.stories.translations import statements
from digest.stories.utterances import apart
from digest.stories.wordings import Words, words_of

PAIRS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "utterances.yaml").read_text(encoding="utf-8"))
FEWEST_PAIRS = 100
PRECISION, RECALL, LABELLED_RIGHT = 0.97, 0.8, 0.9


def quoted(
    name: str, words: str | list[str], *, says: str = ", she said.", language: str = "en", day: int = 1
) -> Analysis:
    parts = [words] if isinstance(words, str) else words
    text = "Petra Lind spoke. " + " and ".join(f"“{part}”" for part in parts) + says
    article = make_article(name, text, day=f"2025-02-{day:02}", language=language)
    return make_analysis(article, quotes=[make_quote(article, part, "Petra Lind", utterance="u") for part in parts])


def of_pair(pair: dict[str, Any]) -> tuple[KeyQuote, ...]:
    first, second = pair.get("in", ["en", "en"])
    says = pair.get("says", ", she said.")
    group = make_group(
        quoted("a", pair["one"], says=says if pair.get("both") else ", she said.", language=first),
        quoted("b", pair["two"], says=says, language=second, day=2),
    )
    return key_quotes(group, {("a", "Petra Lind"): "lind", ("b", "Petra Lind"): "lind"})


@dataclass(frozen=True)
class Score:
    """How the labelled pairs come out."""

    wrong: tuple[str, ...]
    precision: float
    recall: float
    labelled_right: float  # of the pairs that are rightly folded


@pytest.fixture(scope="module")
def score() -> Score:
    wrong, folded, right, labelled, alike = [], 0, 0, 0, 0
    for pair in PAIRS:
        quotes = of_pair(pair)
        one = pair["is"] != "different"
        got = quotes[0].variants[0].wording.value if len(quotes) == 1 else "different"
        alike += one
        folded += len(quotes) == 1
        right += one and len(quotes) == 1
        labelled += one and got == pair["is"]
        if got != pair["is"]:
            wrong.append(f"{got} instead of {pair['is']}: {pair['one']} | {pair['two']}")
    return Score(tuple(wrong), right / folded, right / alike, labelled / right)


def test_the_pairs_are_many_and_half_of_them_are_two_utterances() -> None:
    assert len(PAIRS) >= FEWEST_PAIRS
    assert sum(pair["is"] == "different" for pair in PAIRS) >= len(PAIRS) // 2
    assert {pair["is"] for pair in PAIRS} == {wording.value for wording in Wording} | {"different"}


def test_what_is_folded_is_one_utterance_and_most_of_what_is_one_is_folded(score: Score) -> None:
    told = (
        f"precision {score.precision:.3f}, recall {score.recall:.3f}, {score.labelled_right:.3f} of them labelled right"
    )
    assert score.precision >= PRECISION, (told, score.wrong)
    assert score.recall >= RECALL, (told, score.wrong)
    assert score.labelled_right >= LABELLED_RIGHT, (told, score.wrong)


BRIDGE = "the bridge was safe for every lorry that crossed it in March"
LEASE = "the reservoir was leaking when we signed the lease with the brewery"


def said(name: str, words: str, speaker: str | None, *, day: int = 1) -> Analysis:
    article = make_article(name, f"“{words}”, said {speaker or 'somebody'}.", day=f"2025-02-{day:02}")
    return make_analysis(article, quotes=[make_quote(article, words, speaker)])


def marked(quotes: tuple[KeyQuote, ...], *analyses: Analysis) -> list[list[str]]:
    """The differing words of the first version and of each variant."""
    texts = {analysis.article.id: analysis.article.text for analysis in analyses}
    (quote,) = quotes
    return [[texts[one.article][span.start : span.end] for span in one.differing] for one in quote.versions]


def test_a_lost_negation_is_marked_in_the_version_that_has_it() -> None:
    one, other = said("a", f"we never knew that {LEASE}", "Lind"), said("b", f"we knew that {LEASE}", "Lind", day=2)
    quotes = key_quotes(make_group(one, other), {("a", "Lind"): "lind", ("b", "Lind"): "lind"})
    assert marked(quotes, one, other) == [["never"], []]
    assert quotes[0].variants[0].wording is Wording.REWORDED


def test_both_figures_are_marked_where_two_outlets_heard_two() -> None:
    tail = "families left the island since the boat was cancelled in winter, and none came back"
    one, other = said("a", f"about 80 {tail}", "Lind"), said("b", f"about 90 {tail}", "Lind", day=2)
    quotes = key_quotes(make_group(one, other), {("a", "Lind"): "lind", ("b", "Lind"): "lind"})
    assert marked(quotes, one, other) == [["80"], ["90"]]


def test_words_that_an_outlet_drops_without_a_sign_are_marked_in_the_other() -> None:
    one = said("a", "the divers, the pilots and the widows will decide what becomes of the memorial", "Lind")
    other = said("b", "the divers and the widows will decide what becomes of the memorial", "Lind", day=2)
    quotes = key_quotes(make_group(one, other), {("a", "Lind"): "lind", ("b", "Lind"): "lind"})
    assert marked(quotes, one, other) == [["the pilots"], []]
    assert quotes[0].variants[0].wording is Wording.CUT


def test_a_marked_omission_is_no_difference() -> None:
    one = said("a", "the divers, the pilots and the widows will decide what becomes of the memorial", "Lind")
    other = said("b", "the divers ... and the widows will decide what becomes of the memorial", "Lind", day=2)
    quotes = key_quotes(make_group(one, other), {("a", "Lind"): "lind", ("b", "Lind"): "lind"})
    assert marked(quotes, one, other) == [[], []]


def test_several_quotes_of_one_outlet_are_one_version_of_the_quote_that_holds_them() -> None:
    text = f"“{BRIDGE}”, said Lind. Later she said: “{LEASE}.”"
    parted = make_article("b", text, day="2025-02-02")
    quotes = [make_quote(parted, words, "Lind") for words in (BRIDGE, LEASE)]
    whole = said("a", f"{BRIDGE}, and {LEASE}", "Lind")
    group = make_group(whole, make_analysis(parted, quotes=quotes))
    (quote,) = key_quotes(group, {("a", "Lind"): "lind", ("b", "Lind"): "lind"})
    (variant,) = quote.variants
    assert [part.text for part in variant.parts] == [BRIDGE, LEASE]
    assert variant.wording is Wording.CUT


def test_what_an_article_repeats_of_a_quote_is_kept_behind_its_fuller_version() -> None:
    text = f"It was clear to Lind that “{BRIDGE}”. She said: “I say it again, {BRIDGE}, and nobody listens.”"
    article = make_article("a", text, day="2025-02-01")
    whole = f"I say it again, {BRIDGE}, and nobody listens."
    analysis = make_analysis(article, quotes=[make_quote(article, words, "Lind") for words in (BRIDGE, whole)])
    (quote,) = key_quotes(make_group(analysis), {("a", "Lind"): "lind"})
    assert [part.text for part in quote.parts] == [whole]
    assert [(one.article, one.wording) for one in quote.variants] == [("a", Wording.CUT)]
    assert quote.also_in == ()


def test_words_without_a_speaker_join_a_speaker_only_as_a_long_run_of_the_same_words() -> None:
    named = said("a", f"we knew that {LEASE}", "Petra Lind")
    ids = {("a", "Petra Lind"): "lind"}
    assert len(key_quotes(make_group(named, said("b", LEASE, None, day=2)), ids)) == 1
    assert len(key_quotes(make_group(named, said("b", "the reservoir was empty", None, day=2)), ids)) == 2
    reworded = said("b", "the reservoirs leaked when the brewery signed its lease", None, day=2)
    assert len(key_quotes(make_group(named, reworded), ids)) == 2


def test_the_first_version_is_the_earliest_that_names_the_speaker() -> None:
    nobody, named = said("a", BRIDGE, None, day=1), said("b", f"I say: {BRIDGE}", "Petra Lind", day=2)
    (quote,) = key_quotes(make_group(nobody, named), {("b", "Petra Lind"): "lind"})
    assert (quote.article, [variant.article for variant in quote.variants]) == ("b", ["a"])


def test_words_that_two_people_said_are_given_to_neither_where_nobody_is_named() -> None:
    group = make_group(said("a", BRIDGE, "Petra Lind"), said("b", BRIDGE, "Ole Brandt"), said("c", BRIDGE, None))
    quotes = key_quotes(group, {("a", "Petra Lind"): "lind", ("b", "Ole Brandt"): "brandt"})
    assert sorted(quote.speaker or "" for quote in quotes) == ["", "Ole Brandt", "Petra Lind"]


def test_a_speech_is_not_one_quote_with_everything_that_was_cut_from_it() -> None:
    sentences = [f"On day {day} the harbour council of place {day} heard {day + 40} pilots." for day in range(40)]
    speech = said("a", " ".join(sentences), "Lind")
    cuts = [said(f"b{at}", sentences[at], "Lind", day=2) for at in (3, 30)]
    ids = {(analysis.article.id, "Lind"): "lind" for analysis in (speech, *cuts)}
    assert len(key_quotes(make_group(speech, *cuts), ids)) == 3


WORDS = st.sampled_from(
    [
        "we",
        "the",
        "harbour",
        "will",
        "not",
        "open",
        "before",
        "winter",
        "pilots",
        "Halmar",
        "lost",
        "40",
        "boats",
        "she",
    ]
)
SPOKEN = st.lists(WORDS, min_size=4, max_size=24).map(" ".join)
SPEAKERS = st.sampled_from(["Petra Lind", "Ole Brandt", "a pilot", None])


@st.composite
def stories(draw: st.DrawFn) -> tuple[list[Analysis], dict[tuple[str, str], str]]:
    """Some articles that quote cuts and changes of a few speeches."""
    speeches = draw(st.lists(SPOKEN, min_size=1, max_size=3))
    analyses = []
    for name in "abcde"[: draw(st.integers(2, 5))]:
        words = draw(st.sampled_from(speeches)).split()
        start = draw(st.integers(0, len(words) - 4))
        chosen = [*words[start : draw(st.integers(start + 4, len(words)))]]
        chosen[draw(st.integers(0, len(chosen) - 1))] = draw(WORDS)
        analyses.append(said(name, " ".join(chosen), draw(SPEAKERS), day=draw(st.integers(1, 3))))
    people = {"Petra Lind": "petra-lind", "Ole Brandt": "ole-brandt"}
    named = [(one.article.id, one.quotes[0].speaker) for one in analyses]
    return analyses, {(article, name): people[name] for article, name in named if name in people}


@given(stories(), st.randoms())
@settings(max_examples=60)
def test_what_always_holds(story: tuple[list[Analysis], dict[tuple[str, str], str]], random: Random) -> None:
    analyses, ids = story
    quotes = key_quotes(make_group(*analyses), ids)
    texts = {one.article.id: one.article.text for one in analyses}
    shuffled = random.sample(analyses, len(analyses))
    assert key_quotes(make_group(*shuffled), ids) == quotes, "the order of the articles matters"
    printed = [(one.article, part.start) for quote in quotes for one in quote.versions for part in one.parts]
    assert sorted(printed) == sorted((one.article.id, q.start) for one in analyses for q in one.quotes)
    for quote in quotes:
        people = {ids.get((one.article, one.parts[0].speaker or "")) for one in quote.versions} - {None}
        assert people <= {quote.person}, "two people in one quote"
        for one in quote.versions:
            for part in one.parts:
                assert texts[one.article][part.start : part.end] == part.text
            for span in one.differing:
                assert any(part.start <= span.start < span.end <= part.end for part in one.parts)


def test_words_that_are_said_over_and_over_are_not_all_compared_with_each_other() -> None:
    chant, speech = ["flood", "dam"] * 500, [f"word{at}" for at in range(1000)]
    assert likeness_matcher(chant, chant).bpopular == {"flood", "dam"}
    assert not likeness_matcher(speech, speech).bpopular
    common = [word for rare in speech for word in ("the", rare)]
    matcher = likeness_matcher(common, common)
    assert matcher.bpopular == {"the"}
    assert sum(block.size for block in matcher.get_matching_blocks()) == len(common), "beside a rare word each is found"


def test_only_what_is_printed_in_other_languages_can_be_a_translation() -> None:
    by_languages = {frozenset({"en"}): [0, 1, 2], frozenset({"ms"}): [3], frozenset({"en", "de"}): [4]}
    assert list(apart(by_languages)) == [([0, 1, 2], [3]), ([3], [4])]


KEPT = st.lists(st.sampled_from(["Norway", "Norwegen", "Selwyn", "Rusia", "Russia", "40", "212"]), max_size=5)
LONG = st.lists(st.sampled_from(["delegation", "delegasi", "economic", "ekonomik", "harbour"]), max_size=4)


def worded(words: list[str], language: str) -> Words:
    article = make_article("a", " ".join(["and", *words]), language=language)
    return words_of([make_quote(article, article.text)])


@given(*[st.lists(st.builds(list.__add__, KEPT, LONG), min_size=1, max_size=6)] * 2)
@settings(max_examples=60)
def test_translations_are_found_among_many_as_in_pairs(one: list[list[str]], other: list[list[str]]) -> None:
    some, others = [worded(words, "en") for words in one], [worded(words, "ms") for words in other]
    pairs = [
        (here, there)
        for here, mine in enumerate(some)
        for there, theirs in enumerate(others)
        if list(statements([mine], [theirs]))
    ]
    assert list(statements(some, others)) == pairs


def test_a_translation_shares_names_and_figures_not_only_long_words() -> None:
    one = worded(["Norway", "sent", "212", "delegation", "economic"], "en")
    for words, same in (
        (["Norwegen", "212", "delegasi"], True),
        (["Norwegen", "40", "delegasi", "ekonomik"], False),
        (["delegasi", "ekonomik", "delegation", "economic"], False),
        (["Norwegen", "212", "delegasi", *["dan"] * 12], False),
    ):
        assert bool(list(statements([one], [worded(words, "ms")]))) is same, words


@given(st.lists(st.one_of(st.sampled_from(["n't", "do n't", "'s", "U.S.", "1,000", "ͅ", "ʹ’s"]), st.text()), min_size=1))
@example(["They do n't know"])
def test_every_word_of_any_text_has_a_form_and_a_weight(words: list[str]) -> None:
    for word in worded(words, "en").words:
        assert word.form
        assert word.stem
        assert 0 <= word.weight <= 1
