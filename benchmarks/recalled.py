"""Analyses of invented articles, made without a model: so that large archives can be built in minutes.

Names, quotes and speakers are where `archive.py` put them; terms are plain words.
"""

import re
from collections.abc import Iterator, Sequence

from digest.nouns import Analysis, Article, FoundBy, Mention, NamedPerson, Quote, QuoteKind, Sentence

_SENTENCE = re.compile(r"\S[^.!?]{20,400}[.!?][”\"]?(?=\s|$)")
_WORD = re.compile(r"[A-Za-z]{3,}")
_MEETING = re.compile(r"^(\w+ \w+) met (\w+ \w+) and (\w+ \w+)\.$", re.MULTILINE)
_SAID = re.compile(r"“([^”]+)” said (\w+ \w+)\.")


def analyse(articles: Sequence[Article]) -> list[Analysis]:
    """In the place of `digest.reading.analyse`."""
    return [_analysis(article) for article in articles]


def _analysis(article: Article) -> Analysis:
    title = article.title.value if article.title else ""
    return Analysis(
        article=article,
        sentences=tuple(_sentences(article)),
        entities=(),
        people=tuple(_people(article.text)),
        quotes=tuple(_quotes(article)),
        title_terms=_terms(title),
    )


def _terms(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(text))


def _sentences(article: Article) -> Iterator[Sentence]:
    for number, block in enumerate(article.blocks):
        for found in _SENTENCE.finditer(article.text, block.start, block.end):
            terms = _terms(found[0])
            yield Sentence(start=found.start(), end=found.end(), block=number, terms=terms, leans="", whole=True)


def _people(text: str) -> Iterator[NamedPerson]:
    met = _MEETING.search(text)
    for name in met.groups() if met else ():
        mentions = tuple(
            Mention(start=found.start(), end=found.end(), text=name) for found in re.finditer(re.escape(name), text)
        )
        yield NamedPerson(name=name, forms=(name,), roles=(), mentions=mentions)


def _quotes(article: Article) -> Iterator[Quote]:
    for number, found in enumerate(_SAID.finditer(article.text)):
        yield Quote(
            start=found.start(1),
            end=found.end(1),
            text=found[1],
            kind=QuoteKind.DIRECT,
            speaker=found[2],
            mention=Mention(start=found.start(2), end=found.end(2), text=found[2]),
            cue="said",
            found_by=FoundBy.NAMED,
            utterance=str(number),
            role="",
            relays="",
            language="en",
        )
