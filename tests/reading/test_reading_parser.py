"""What the rules of this room get to know of a text is what the whole model says of it."""

import pytest
import spacy

from digest.reading.model import installed
from digest.reading.parser import parsed

TEXTS = (
    "There are eleven boats, and there's a twelfth one that was being mended when Ana Castillo's brothers had left.",
    "“Let's go, y'all: I'm gonna see it, and you've got ta come,” Mr. Weber said. “It ain't far, c'm on!”",
    "But   he did\n\nnot do what she has done; did you?  They asked whether those that have it should've kept theirs.",
    "THE MAYOR OF PORT ELLEN SAID NO. The geese's leaves were worse than the mice's, 30 per cent of them better.",
    "",
    " \u00a0 ",
    "$5m – or £3,500 – won't buy @harbour #boats http://example.org/x :-) etc.",
)


@pytest.fixture(scope="module")
def model() -> spacy.language.Language:
    return spacy.load(installed()[0])


def test_every_token_is_what_the_whole_model_says(model: spacy.language.Language) -> None:
    docs = list(model.pipe(TEXTS))
    parses = parsed([(number, 7, text) for number, text in enumerate(TEXTS)])
    for number, (doc, parse) in enumerate(zip(docs, parses, strict=True)):
        assert parse.block == number
        assert [tuple(token)[:-1] for token in parse.tokens] == [
            (
                token.i,
                7 + token.idx,
                7 + token.idx + len(token.text),
                token.text,
                token.lemma_,
                token.pos_,
                token.tag_,
                token.dep_,
                token.head.i,
                token.ent_type_,
                token.ent_iob_ == "B",
            )
            for token in doc
        ]
        assert parse.borders == tuple(token.i for token in doc if token.is_sent_start)
        assert parse.children == tuple(tuple(child.i for child in token.children) for token in doc)


def test_a_word_read_again_in_another_place_is_read_as_before(model: spacy.language.Language) -> None:
    once = list(parsed([(0, 0, TEXTS[0])]))
    list(parsed([(0, 0, text) for text in TEXTS[1:]]))
    assert list(parsed([(0, 0, TEXTS[0])])) == once


def test_a_capitalised_word_of_the_dictionary_is_known_as_one() -> None:
    (parse,) = parsed([(0, 0, "Storms and Castillo met the Purple boats.")])
    assert [token.text for token in parse.tokens if token.common] == ["Storms", "Purple"]
