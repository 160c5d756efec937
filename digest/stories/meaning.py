"""Whether two sentences of a story say the same.

Both are compared by what they tell of the story's core: each word counts by its chance to be in an editor's summary, so
that two wordings of the main event are alike though each adds a detail of its own.
"""

import math
import re
from collections.abc import Mapping, Sequence

from digest.stories.concepts import Worth
from digest.stories.models import FUNCTION_WORDS
from digest.stories.sentences import Candidate, stem

ALIKE = 0.42  # shared part of the weight of two sentences: too close to print both
HELD, HELD_ALIKE = 0.7, 0.33  # or so much of the lighter one's weight, if they are this alike
LEADS_ALIKE = 0.29  # of two full articles' first sentences: both tell the story's event
SAME = 0.55  # shared part of the weight: the same statement
EQUAL_WORDS = 0.4  # of all words of both, function words included
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


class Meanings:
    """The words of a story's sentences, endings off, each with its weight."""

    def __init__(self, candidates: Sequence[Candidate], worth: Worth) -> None:
        self._stems: Mapping[tuple[str, int], Mapping[str, float]] = {
            key(one): {stem(word): worth.words[word][0] for word in one.words if _counts(word, worth)}
            for one in candidates
        }

    def repeats(self, one: Candidate, other: Candidate) -> bool:
        """Whether to print both would be to say something twice, however worded."""
        shared, first, second = self._shared(one, other)
        union = first + second - shared
        alike = LEADS_ALIKE if one.leads and other.leads else ALIKE
        held = shared >= HELD * min(first, second) and shared >= HELD_ALIKE * union
        return held or shared >= alike * union or _equal_words(one, other) >= EQUAL_WORDS

    def same(self, one: Candidate, other: Candidate) -> bool:
        """Whether both state the same; figures must be the same ones."""
        shared, first, second = self._shared(one, other)
        figures = set(FIGURE.findall(one.text)) == set(FIGURE.findall(other.text))
        return figures and shared >= SAME * (first + second - shared)

    def _shared(self, one: Candidate, other: Candidate) -> tuple[float, float, float]:
        first, second = self._stems[key(one)], self._stems[key(other)]
        both = math.fsum(min(weight, second[word]) for word, weight in first.items() if word in second)
        return both, math.fsum(first.values()), math.fsum(second.values())


def key(candidate: Candidate) -> tuple[str, int]:
    """What tells one sentence from another."""
    return candidate.article, candidate.sentence.start


def _counts(word: str, worth: Worth) -> bool:
    return word not in FUNCTION_WORDS and word in worth.words


def _equal_words(one: Candidate, other: Candidate) -> float:
    first, second = set(one.words), set(other.words)
    return len(first & second) / len(first | second)
