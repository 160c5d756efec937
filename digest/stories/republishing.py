"""What a republisher did with another outlet's text: which sentences it cut, and which it added."""

import re
from collections.abc import Iterator, Sequence

from digest.nouns import Analysis, Article, Member, Republication, Span
from digest.paragraphs import only_in

RUN = 3  # words; longer runs would call every edited sentence a new one
KEPT = 0.5  # share of a sentence's runs that the other text must have for it to be the same sentence, perhaps edited
_WORD = re.compile(r"\w+")

Run = tuple[str, ...]


def republications(members: Sequence[Member]) -> tuple[Republication, ...]:
    """What each article that carries another's text added to it and cut from it, in the order of the members."""
    analyses = {member.analysis.article.id: member.analysis for member in members}
    runs = _Runs()
    return tuple(
        compare(member.analysis, analyses[member.text_group], runs)
        for member in members
        if member.text_group != member.analysis.article.id and member.text_group in analyses
    )


class _Runs(dict[str, frozenset[Run]]):
    """The runs of words of each article, by its id: the text that many carry is read once."""

    def of(self, article: Article) -> frozenset[Run]:
        if article.id not in self:
            words = _words(article.text)
            self[article.id] = frozenset(run for size in range(1, RUN + 1) for run in _runs(words, size))
        return self[article.id]


def compare(copy: Analysis, original: Analysis, runs: _Runs | None = None) -> Republication:
    """Compare a copy with the first publication, sentence by sentence.

    A sentence that the other text has with a few words changed is neither added nor cut, and so is one that stands in
    another paragraph there.
    """
    runs = runs if runs is not None else _Runs()
    return Republication(
        article=copy.article.id,
        original=original.article.id,
        added=tuple(_missing(copy, original.article, runs)),
        cut=tuple(_missing(original, copy.article, runs)),
    )


def _missing(one: Analysis, other: Article, runs: _Runs) -> Iterator[Span]:
    """The stretches of an article that another lacks: sentences, joined where they follow each other in a paragraph."""
    there = runs.of(other)
    for paragraph in only_in(one.article, other):
        stretch: Span | None = None
        for sentence in _sentences(one, paragraph):
            if _is_kept(one.article.text[sentence.start : sentence.end], there):
                if stretch:
                    yield stretch
                stretch = None
            else:
                stretch = Span(start=stretch.start if stretch else sentence.start, end=sentence.end)
        if stretch:
            yield stretch


def _sentences(one: Analysis, paragraph: Span) -> Sequence[Span]:
    """The sentences of a paragraph, which begin and end where it does; subheads and posts are whole."""
    inside = [found for found in one.sentences if paragraph.start <= found.start and found.end <= paragraph.end]
    starts = [paragraph.start, *(sentence.start for sentence in inside[1:])]
    ends = [*(sentence.end for sentence in inside[:-1]), paragraph.end]
    return [Span(start=start, end=end) for start, end in zip(starts, ends, strict=True)]


def _is_kept(text: str, there: frozenset[Run]) -> bool:
    words = _words(text)
    size = min(RUN, len(words))
    own = _runs(words, size) if size else []
    return sum(run in there for run in own) >= KEPT * len(own)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _runs(words: Sequence[str], size: int) -> list[Run]:
    return list(zip(*(words[start:] for start in range(size)), strict=False))
