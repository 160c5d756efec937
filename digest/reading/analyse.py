"""Articles to analyses: everything that is read of one, put together."""

import re
from collections.abc import Sequence

from digest.nouns import Analysis, Article, Block, BlockKind, Entity, Sentence
from digest.reading import plain
from digest.reading.days import days_of
from digest.reading.entities import entities
from digest.reading.lexicon import lexicon
from digest.reading.marks import stretches
from digest.reading.names import find_people
from digest.reading.parse import Parse
from digest.reading.parser import parsed
from digest.reading.quantities import Reading, find_figures
from digest.reading.quotes import find_quotes
from digest.reading.sentences import sentences, terms_of
from digest.reading.voices import with_voices

_LONGEST = 50_000  # characters of one block that are parsed; the parser's memory and time grow with a block
_LONGEST_WORD = 500  # characters without white space; the tokenizer's time grows with the square of a word
_SURROGATES = re.compile("[\ud800-\udfff]")
_GLUED = re.compile(r"(?<=[.,!?…])[”\"](?=[A-Z])|(?<=\w[,:])[“\"](?=\w)")  # `…,”Diaz said,“…` is one word
_SPACES = re.compile("[\u00a0\u2002-\u200a\u202f]")  # a token of its own to the parser, between a name and its verb
_FUNCTION_WORDS = lexicon("function_words")


def _looks_english(text: str) -> bool:
    """Whether some of its words in lower case are English function words; very few words get the benefit of the doubt.

    On 33,000 English paragraphs of news this misses none but lists of names.
    """
    words = [word for word in re.findall(r"[^\W\d_]+", text) if word.islower()]
    return len(words) < 6 or sum(word in _FUNCTION_WORDS for word in words) >= 0.08 * len(words)


def _language(block: Block, article: Article) -> str:
    """The block's language as intake found it; a block that is taken for English must also look like it."""
    language = block.language if block.language != "und" else article.language
    if language not in {"en", "und"}:
        return language
    return "en" if _looks_english(article.text[block.start : block.end]) else "und"


def _can_be_parsed(text: str) -> bool:
    return len(text) <= _LONGEST and all(len(word) <= _LONGEST_WORD for word in text.split())


def _readable(text: str) -> str:
    """The text for the parser, every character at its place."""
    return _SPACES.sub(" ", _GLUED.sub(" ", _SURROGATES.sub("?", text)))


def parses_of(article: Article) -> tuple[Parse, ...]:
    """Plain parses of the title (block -1) and of each English paragraph and list item, in order.

    An article is parsed by itself: the arithmetic of a batch must not depend on which other articles are in it.
    """
    blocks = [
        (number, block.start, article.text[block.start : block.end])
        for number, block in enumerate(article.blocks)
        if block.kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
        and _can_be_parsed(article.text[block.start : block.end])
        and _language(block, article) == "en"
    ]
    if article.title and article.language in {"en", "und"} and _can_be_parsed(article.title.value):
        blocks.insert(0, (-1, 0, article.title.value))
    return tuple(parsed([(number, offset, _readable(text)) for number, offset, text in blocks]))


def _title_terms(article: Article, title: Parse | None, body: Sequence[Parse]) -> tuple[str, ...]:
    """A title's terms; a word that its capitals hide is read as the body reads it in lower case."""
    if title is None:
        return plain.terms_of(article.title.value) if article.title else ()
    known = {t.text: t.lemma.lower() for parse in body for t in parse.tokens if t.pos != "PROPN" and t.text.islower()}
    return tuple(known.get(term, term) for term in terms_of(title.tokens))


def _analysis(article: Article, parses: Sequence[Parse]) -> Analysis:
    title = parses[0] if parses and parses[0].block == -1 else None
    body = tuple(parse for parse in parses if parse.block >= 0)
    by_block = {parse.block: parse for parse in body}
    marked = stretches(article.text, article.blocks)
    found: list[Sentence] = []
    for number, block in enumerate(article.blocks):
        if number in by_block:
            found += sentences(article.text, block, by_block[number], marked[number])
        elif block.kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}:
            found += plain.sentences(article.text, block, number)
    people = find_people(body, article.text)
    named: tuple[Entity, ...] = entities(body, people, article.text)
    everybody, quotes = with_voices(people.named, find_quotes(article, body, marked, people))
    return Analysis(
        article=article,
        sentences=tuple(found),
        entities=named,
        people=everybody,
        quotes=quotes,
        title_terms=_title_terms(article, title, body),
        figures=find_figures(article, body, found, Reading(named, everybody, quotes)),
        days=days_of(article, found, by_block, marked),
    )


def analyse(articles: Sequence[Article]) -> list[Analysis]:
    """What each article says, in order; the same for an article whatever stands beside it."""
    return [_analysis(article, parses_of(article)) for article in articles]
