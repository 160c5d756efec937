"""Whether two sentences of a story say the same."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from digest.stories.concepts import FUNCTION_WORDS
from digest.stories.sentences import Candidate

REPEATS = 0.5  # of the weight of the shorter sentence's terms: too close to print both
SAME = 0.6  # of the weight of both sentences' terms: the same statement
FIGURE = re.compile(r"\d+")


class Meanings:
    """The terms of a story's sentences, weighed by how few of its sentences have them."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._terms = {key(candidate): _terms(candidate) for candidate in candidates}
        counts = Counter(term for terms in self._terms.values() for term in terms)
        total = len(self._terms)
        self._weights: Mapping[str, float] = {
            term: math.log(1 + total / count) for term, count in sorted(counts.items())
        }

    def repeats(self, one: Candidate, other: Candidate) -> bool:
        """Whether to print both would be to say something twice, however worded."""
        shared, first, second = self._shared(one, other)
        return shared >= REPEATS * min(first, second) or _jaccard(one, other) > 0.45

    def same(self, one: Candidate, other: Candidate) -> bool:
        """Whether both state the same, figures included."""
        shared, first, second = self._shared(one, other)
        figures = set(FIGURE.findall(one.text)) == set(FIGURE.findall(other.text))
        return figures and shared >= SAME * (first + second - shared)

    def _shared(self, one: Candidate, other: Candidate) -> tuple[float, float, float]:
        first, second = self._terms[key(one)], self._terms[key(other)]
        return self._weight(first & second), self._weight(first), self._weight(second)

    def _weight(self, terms: frozenset[str]) -> float:
        return math.fsum(self._weights[term] for term in terms)


def key(candidate: Candidate) -> tuple[str, int]:
    """What tells one sentence from another."""
    return candidate.article, candidate.sentence.start


def _terms(candidate: Candidate) -> frozenset[str]:
    return frozenset(candidate.sentence.terms) or frozenset(set(candidate.words) - FUNCTION_WORDS)


def _jaccard(one: Candidate, other: Candidate) -> float:
    first, second = set(one.words), set(other.words)
    return len(first & second) / len(first | second)
