"""Sentences: where they end, which can stand by themselves, and what they lean on."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading.passages import read


def _texts(text: str) -> list[str]:
    found = read(text)
    return [found.article.text[s.start : s.end] for s in found.sentences]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. Novak met Dr. Weber on Monday. They spoke for an hour.", 2),
        ("The U.S. Senate voted on Friday. The bill failed.", 2),
        ("“Who will pay for it?” Lena Fischer asked. Nobody answered.", 2),
        ("George W. Harper lives in Norwick. He fishes.", 2),
        ("The company, Harbour Inc., was sold. Its owner left at 5 p.m. on Friday.", 2),
        ("He posted it on X. The minister deleted the picture.", 2),
        ("She said so on the platform X. Novak also wrote a letter.", 2),
        ("It rose by 3.5 percent in May. Prices fell.", 2),
        ("NORWICK (Norpress)Sen. Lena Fischer opened the bridge. Nobody came.", 2),
    ],
)
def test_a_stop_ends_a_sentence_only_where_the_sentence_ends(text: str, count: int) -> None:
    assert len(_texts(text)) == count


def test_sentences_never_cross_the_border_of_a_block() -> None:
    assert _texts("The bridge opened on Monday\nThe tunnel stayed closed.") == [
        "The bridge opened on Monday",
        "The tunnel stayed closed.",
    ]


def test_a_quotation_of_one_sentence_stays_with_its_cue() -> None:
    (only,) = read("“The bridge is safe,” Maria Santos said.").sentences
    assert only.whole


def test_a_sentence_that_cuts_a_quotation_is_not_whole() -> None:
    first, second = read("“The bridge is safe. It was tested twice,” Maria Santos said.").sentences
    assert not first.whole
    assert not second.whole


def test_a_fragment_without_a_finite_verb_is_not_whole() -> None:
    (only,) = read("A long winter on the northern coast.").sentences
    assert not only.whole


@pytest.mark.parametrize(
    "text",
    [
        "Senate Liberals on Friday blocked legislation to form a commission to probe the attack on the Capitol.",
        "A bloc of House conservatives on Friday pressed Minority Leader Peter Novak to force a floor vote.",
        "Carlos Antonio De Bourbon Montenegro, aka Mark Anthony Gonsalves, 53, allegedly submitted 8,000 applications.",
        "Among those killed was a six-year-old boy, according to news reports.",
    ],
)
def test_a_verb_that_the_parser_takes_for_a_participle_or_that_comes_before_its_subject_makes_a_sentence_whole(
    text: str,
) -> None:
    (only,) = read(text).sentences
    assert only.whole


@pytest.mark.parametrize(
    "text",
    [
        "The newly elected members of the council of Norwick.",
        "A bridge closed by the flooded river, with damaged houses behind.",
        "Is the first bridge in years without a toll.",
    ],
)
def test_a_participle_or_a_verb_without_its_subject_makes_no_sentence_whole(text: str) -> None:
    (only,) = read(text).sentences
    assert not only.whole


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Why it matters: The bridge of Norwick carried 9,000 cars a day.",
            "The bridge of Norwick carried 9,000 cars a day.",
        ),
        (
            "The town paid for it. The Big Picture: “Bridges are dear,” Maria Santos said.",
            "“Bridges are dear,” Maria Santos said.",
        ),
        ("The mayor: The bridge is safe.", "The mayor: The bridge is safe."),
    ],
)
def test_the_label_of_a_paragraph_is_no_part_of_its_sentence_but_a_speaker_is(text: str, told: str) -> None:
    assert _texts(text)[-1] == told
    assert read(text).sentences[-1].whole


def test_the_verb_of_a_label_makes_no_fragment_whole() -> None:
    (only,) = read("Why it matters: A long winter on the northern coast.").sentences
    assert not only.whole


def test_a_line_without_a_stop_is_not_whole() -> None:
    (only,) = read("Maria Santos opens the new bridge").sentences
    assert not only.whole


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("He left the town on Monday.", "He"),
        ("However, the bridge stayed closed.", "However"),
        ("This surprised the engineers.", "This"),
        ("These plans surprised the engineers.", "These"),
        ("It was sold to a company from the coast.", "It"),
        ("But the bridge stayed closed.", "But"),
        ("“The bridge is safe,” she said.", "she"),
        ("In response, the council closed the bridge.", "In"),
        ("The bridge stayed closed on Monday.", ""),
        ("It is clear that the bridge will stay closed.", ""),
        ("This week the bridge stayed closed.", ""),
        ("Maria Santos said she would resign.", ""),
        ("When he took office, Peter Novak closed the bridge.", ""),
        ("Both Peter Novak and Lena Fischer were there.", ""),
    ],
)
def test_a_sentence_leans_on_the_word_that_points_back(text: str, word: str) -> None:
    (only,) = read(text).sentences
    assert only.leans == word


def test_a_dateline_belongs_to_the_sentence_but_its_agency_to_no_term() -> None:
    (only,) = read("NORWICK (Norpress) - The bridge opened on Monday.").sentences
    assert only.whole
    assert "norwick" in only.terms
    assert "norpress" not in only.terms


def test_terms_are_lemmas_of_content_words_and_names_as_written() -> None:
    (only,) = read("The two ministers discussed 35 bridges in Norwick.").sentences
    assert {"minister", "discuss", "35", "bridge", "norwick"} <= set(only.terms)
    assert not {"the", "in"} & set(only.terms)


def test_a_title_in_capitals_has_the_terms_of_its_text() -> None:
    found = read("The ministers discussed two bridges.", title="Ministers Discussed Bridges")
    assert "minister" in found.title_terms


def test_a_block_in_another_language_is_split_without_the_english_model() -> None:
    text = "Kami berbincang tentang perkara penting hari ini. Semua orang gembira dengan keputusan itu."
    found = read(text, languages={0: "ms"})
    assert len(found.sentences) == 2
    assert found.entities == ()
    assert all(sentence.leans == "" for sentence in found.sentences)


def test_words_that_are_plainly_not_english_are_never_read_as_english() -> None:
    found = read("Dalam pertemuan, kami terus membincangkan beberapa perkara penting dalam hubungan dua hala.")
    assert found.entities == ()
    assert found.people == ()


@settings(max_examples=40)
@given(st.text(alphabet="abcAB .,!?\"“”‘’'\n—-:;()12é", max_size=160))
def test_every_sentence_is_a_trimmed_stretch_of_its_block(text: str) -> None:
    found = read(text) if text.strip() else None
    places = [] if found is None else [(s.start, s.end, s.block) for s in found.sentences]
    assert places == sorted(places)
    for start, end, number in places:
        assert found is not None
        block = found.article.blocks[number]
        assert block.start <= start < end <= block.end
        assert text[start:end] == text[start:end].strip()
