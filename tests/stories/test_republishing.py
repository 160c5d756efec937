"""What a republisher cut from another outlet's text, and what it added."""

from hypothesis import given
from hypothesis import strategies as st
from stories.build import make_analysis, make_article, make_group, make_member

from digest.nouns import Analysis, Republication, Sentence, Span
from digest.stories import tell
from digest.stories.republishing import compare

WIRE = (
    "The harbour council of Port Alder approved a night ferry on Tuesday after four years of argument.",
    "The first crossing is planned for June. A return ticket will cost nine crowns. The company runs two vessels.",
    "Opponents say that the engines will disturb the seals at Low Skerry.",
)
LOCAL = "Here in Brackwater the innkeeper has waited for the line for thirty years."


def read(name: str, *paragraphs: str) -> Analysis:
    """An article whose sentences end at full stops."""
    article = make_article(name, "\n\n".join(paragraphs))
    sentences, start = [], 0
    for number, block in enumerate(article.blocks):
        start = block.start
        while start < block.end:
            end = article.text.find(". ", start, block.end) + 1 or block.end
            sentences.append(Sentence(start=start, end=end, block=number, terms=(), leans="", whole=True))
            start = end + 1
    return make_analysis(article, sentences=sentences)


def words(analysis: Analysis, spans: tuple[Span, ...]) -> list[str]:
    return [analysis.article.text[span.start : span.end] for span in spans]


def changes(copy: Analysis, original: Analysis) -> tuple[list[str], list[str]]:
    change = compare(copy, original)
    return words(copy, change.added), words(original, change.cut)


def test_a_paragraph_that_was_left_out_is_cut_and_a_local_one_is_added() -> None:
    assert changes(read("b", WIRE[0], LOCAL, WIRE[1]), read("a", *WIRE)) == ([LOCAL], [WIRE[2]])


def test_a_text_carried_whole_has_no_changes_however_its_paragraphs_were_broken() -> None:
    whole = read("a", *WIRE)
    assert changes(read("b", *WIRE), whole) == ([], [])
    assert changes(read("b", " ".join(WIRE)), whole) == ([], [])
    assert changes(read("b", *WIRE[1].split(". "), WIRE[2], WIRE[0].upper()), whole) == ([], [])


def test_a_sentence_cut_inside_a_paragraph_is_shown_alone() -> None:
    kept = WIRE[1].replace(" A return ticket will cost nine crowns.", "")
    assert changes(read("b", WIRE[0], kept, WIRE[2]), read("a", *WIRE)) == (
        [],
        ["A return ticket will cost nine crowns."],
    )


def test_sentences_in_a_row_are_one_stretch() -> None:
    added = "The mayor spoke first. Then a choir of pupils sang about boats."
    assert changes(read("b", f"{WIRE[0]} {added}", *WIRE[1:]), read("a", *WIRE)) == ([added], [])


def test_a_sentence_with_a_word_changed_is_neither_cut_nor_added() -> None:
    edited = WIRE[0].replace("approved", "has approved").replace("Tuesday", "4 March")
    assert changes(read("b", edited, *WIRE[1:]), read("a", *WIRE)) == ([], [])


def test_an_empty_copy_cuts_everything_and_adds_nothing() -> None:
    assert changes(read("b", ""), read("a", *WIRE)) == ([], list(WIRE))


def test_a_told_group_says_it_of_its_copies_only() -> None:
    wire, copy, other = read("a", *WIRE), read("b", *WIRE[:2]), read("c", LOCAL)
    told = tell(make_group(make_member(wire), make_member(copy, text_group="a"), make_member(other)), person_ids={})
    last = wire.article.blocks[2]
    cut = (Span(start=last.start, end=last.end),)
    assert told.republished == (Republication(article="b", original="a", added=(), cut=cut),)


SENTENCES = st.lists(st.sampled_from((*WIRE, LOCAL, "It rained.", "— 7 —", "“No.”")), max_size=6)


@given(SENTENCES, SENTENCES)
def test_stretches_stand_in_their_text_in_order_and_never_overlap(one: list[str], other: list[str]) -> None:
    copy, original = read("b", *one), read("a", *other)
    change = compare(copy, original)
    back = compare(original, copy)
    assert (back.added, back.cut) == (change.cut, change.added)
    for analysis, spans in ((copy, change.added), (original, change.cut)):
        ends = [0, *(end for span in spans for end in (span.start, span.end))]
        assert ends == sorted(ends)
        assert all(text.strip() for text in words(analysis, spans))
