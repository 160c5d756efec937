"""The sentences that tell a story: verbatim, chosen together, in an order that reads.

The choice maximises the expected share of an editor's words and word pairs in the summary's own (see `concepts`), so a
sentence is taken only where it adds more than its length costs. Greedy choice from several starts; coverage is
submodular, so that each start is near its best (Nemhauser, Wolsey and Fisher 1978).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digest.nouns import Analysis, Extract
from digest.stories.concepts import FUNCTION_WORDS, concept_weights, grams
from digest.stories.meaning import Meanings, key
from digest.stories.sentences import Candidate, Gram, candidates

STARTS = 6  # first sentences that the choice is tried with
POOL = 150  # most promising sentences of a large story
STORY_SHARE = 0.4  # an editor's summary is at most about this part of its sources
SENTENCE_WORDS = 25
FUNCTION_GAIN = 0.3  # expected part of a function word that an editor's summary shares


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may be printed."""

    words: int
    sentences: int
    per_source: int


@dataclass(frozen=True, slots=True)
class _Scored:
    candidate: Candidate
    concepts: frozenset[Gram]
    functions: int


def summarise(
    analyses: Sequence[Analysis],
    *,
    words: int | None = None,
    sentences: int | None = None,
    per_source: int | None = None,
    text_groups: Mapping[str, str] | None = None,
) -> tuple[Extract, ...]:
    """Choose the sentences that tell a story, in reading order.

    `analyses` are the story's articles, earliest first; `words` (as str.split() counts them), `sentences` and
    `per_source` (sentences of one text) are upper bounds, None for none. `text_groups` maps the ids of articles to the
    text that they are copies of: support is counted in independent texts.
    """
    limits = Limits(words or 10_000, sentences or 10_000, per_source or 10_000)
    pool = candidates(analyses, text_groups or {})
    meanings = Meanings(pool)
    weights = concept_weights(analyses, pool)
    expected = _expected_words(analyses, words, sentences)
    chosen = _choose([_scored(candidate) for candidate in pool], weights, meanings, limits, expected)
    return tuple(_extract(candidate, pool, meanings, analyses) for candidate in in_reading_order(chosen))


def _expected_words(analyses: Sequence[Analysis], words: int | None, sentences: int | None) -> float:
    total = sum(len(analysis.article.text.split()) for analysis in analyses)
    limit = words or SENTENCE_WORDS * (sentences or 5)
    return max(20.0, min(limit, STORY_SHARE * total))


def _scored(candidate: Candidate) -> _Scored:
    concepts = frozenset((*grams(candidate.words, 1), *grams(candidate.words, 2)))
    return _Scored(candidate, concepts, sum(word in FUNCTION_WORDS for word in candidate.words))


def _value(chosen: Sequence[_Scored], weights: Mapping[Gram, float], expected: float) -> float:
    covered: set[Gram] = set().union(*(one.concepts for one in chosen))
    gain = sum(weights[gram] for gram in sorted(covered)) + FUNCTION_GAIN * sum(one.functions for one in chosen)
    return gain / (expected + sum(len(one.candidate.words) for one in chosen))


def _choose(
    pool: Sequence[_Scored], weights: Mapping[Gram, float], meanings: Meanings, limits: Limits, expected: float
) -> tuple[Candidate, ...]:
    def alone(one: _Scored) -> tuple[float, int, int]:
        return -_value([one], weights, expected), one.candidate.rank, one.candidate.position

    usable = sorted((one for one in pool if not one.candidate.leans), key=alone)[:POOL]
    best: list[_Scored] = []
    for start in usable[:STARTS]:
        chosen = _grow(start, usable, weights, meanings, limits, expected)
        if not best or _value(chosen, weights, expected) > _value(best, weights, expected) + 1e-12:
            best = chosen
    return tuple(one.candidate for one in best)


def _grow(
    start: _Scored,
    pool: Sequence[_Scored],
    weights: Mapping[Gram, float],
    meanings: Meanings,
    limits: Limits,
    expected: float,
) -> list[_Scored]:
    chosen = [start] if fits([], start.candidate, limits) else []
    left = list(pool)
    while True:
        left = [
            one
            for one in left
            if fits([other.candidate for other in chosen], one.candidate, limits)
            and not any(meanings.repeats(one.candidate, other.candidate) for other in chosen)
        ]
        if not left:
            return chosen
        values = [_value([*chosen, one], weights, expected) for one in left]
        top = max(values)
        if chosen and top <= _value(chosen, weights, expected):
            return chosen
        chosen.append(left[values.index(top)])


def fits(chosen: Sequence[Candidate], candidate: Candidate, limits: Limits) -> bool:
    """Whether one more sentence keeps the summary within its limits."""
    sources = Counter(one.source for one in chosen)
    return (
        candidate not in chosen
        and len(chosen) < limits.sentences
        and sum(one.size for one in chosen) + candidate.size <= limits.words
        and sources[candidate.source] < limits.per_source
    )


def in_reading_order(chosen: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The most telling of the opening sentences first, then as the articles themselves unfold."""
    return tuple(sorted(chosen, key=lambda one: (one.position, chosen.index(one))))


def _extract(
    candidate: Candidate, pool: Sequence[Candidate], meanings: Meanings, analyses: Sequence[Analysis]
) -> Extract:
    carried = {one.article for one in pool if key(one) != key(candidate) and meanings.same(candidate, one)}
    text = " ".join(candidate.text.split())
    carried |= {a.article.id for a in analyses if text in " ".join(a.article.text.split())}
    also = tuple(a.article.id for a in analyses if a.article.id in carried and a.article.id != candidate.article)
    sentence = candidate.sentence
    return Extract(article=candidate.article, start=sentence.start, end=sentence.end, text=candidate.text, also_in=also)
