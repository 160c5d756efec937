"""Whether two sentences of a story say the same.

Both are compared by what they tell of the story's core: each word counts by its chance to be in an editor's summary, so
that two wordings of the main event are alike though each adds a detail of its own.
"""

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from digest.stories.concepts import Worth
from digest.stories.models import FUNCTION_WORDS
from digest.stories.sentences import OPENING, QUOTATION, WORD, Candidate, stem

ALIKE = 0.42  # shared part of the weight of two sentences: too close to print both
HELD, HELD_ALIKE = 0.7, 0.33  # or so much of the lighter one's weight, if they are this alike
SHORT_ALIKE = 0.3  # of the openings of two short items, where nothing need be filled
EARLY_ALIKE = 0.17  # of two full articles' openings: both tell the story's event, so that little tells it twice
LEADS_ALIKE = 0.08  # of their first sentences, where both are of one day
SAME = 0.42  # shared part of the weight: the same statement, if the other has enough of its words, and not by chance
SAME_PART, SAME_WORDS = 0.4, 6  # of the words of the one, function words left out
QUOTED_WORDS = 6  # of a quotation: nobody says the same by chance
EQUAL_WORDS = 0.4  # of all words of both, function words included
FIGURE = re.compile(r"(?<![\w.-])\d+(?:[.,]\d+)*")  # none of a name: "COVID-19", "S.1"
WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


class Meanings:
    """The words of a story's sentences, endings off, each with its weight.

    `short` is the shared part from which the openings of two short items are too close to print both.
    """

    def __init__(self, candidates: Sequence[Candidate], worth: Worth, *, short: float = ALIKE) -> None:
        self._short = short
        self._stems: Mapping[tuple[str, int], Mapping[str, float]] = {
            key(one): {stem(word): worth.words[word][0] for word in one.words if _counts(word, worth)}
            for one in candidates
        }
        self._weights = {name: math.fsum(stems.values()) for name, stems in self._stems.items()}
        self._words = {key(one): frozenset(one.words) for one in candidates}
        self._compared: dict[tuple[tuple[str, int], tuple[str, int]], tuple[float, float]] = {}

    def repeats(self, one: Candidate, other: Candidate) -> bool:
        """Whether to print both would be to say something twice, however worded."""
        shared, equal = self._common(one, other)
        first, second = self._weights[key(one)], self._weights[key(other)]
        union = first + second - shared
        held = shared >= HELD * min(first, second) and shared >= HELD_ALIKE * union
        return held or equal >= EQUAL_WORDS or shared >= self._too_alike(one, other) * union

    def same(self, one: Candidate, other: Candidate) -> bool:
        """Whether the other states what the one does: with its figures, of its days, or in the words it quotes."""
        if _quotes(one, other):
            return True
        words, others = self._stems[key(one)].keys(), self._stems[key(other)].keys()
        if len(words & others) < max(SAME_WORDS, SAME_PART * len(words)):
            return False
        if not _figures(one.text) <= _figures(other.text) or _other_day(one.text, other.text):
            return False
        shared = self._common(one, other)[0]
        return shared >= SAME * (self._weights[key(one)] + self._weights[key(other)] - shared)

    def _too_alike(self, one: Candidate, other: Candidate) -> float:
        """The shared part of the weight from which two sentences are too close to print both."""
        if one.source == other.source or max(one.position, other.position) >= OPENING:
            return ALIKE
        if not (one.full and other.full):
            return self._short
        return LEADS_ALIKE if one.position == other.position == 0 and one.day == other.day else EARLY_ALIKE

    def _common(self, one: Candidate, other: Candidate) -> tuple[float, float]:
        """The weight that two sentences share, and the share of equal words in the words of both."""
        pair = key(one), key(other)
        if pair not in self._compared:
            first, second = (self._stems[name] for name in pair)
            shared = math.fsum([min(first[word], second[word]) for word in first.keys() & second.keys()])
            self._compared[pair] = self._compared[pair[::-1]] = shared, self._equal_words(*pair)
        return self._compared[pair]

    def _equal_words(self, one: tuple[str, int], other: tuple[str, int]) -> float:
        first, second = self._words[one], self._words[other]
        equal = len(first & second)
        return equal / (len(first) + len(second) - equal)


def key(candidate: Candidate) -> tuple[str, int]:
    """What tells one sentence from another."""
    return candidate.article, candidate.sentence.start


@lru_cache(maxsize=10_000)
def _figures(text: str) -> frozenset[str]:
    return frozenset(FIGURE.findall(text))


@lru_cache(maxsize=10_000)
def _days(text: str) -> frozenset[str]:
    return frozenset(WEEKDAY.findall(text))


def _other_day(one: str, other: str) -> bool:
    days, others = _days(one), _days(other)
    return bool(days and others and days.isdisjoint(others))


def _quotes(one: Candidate, other: Candidate) -> bool:
    """Whether the one is for the most part a quotation that the other has too."""
    spoken = _spoken(one.text)
    if not spoken:
        return False
    words = " ".join(other.words)
    known = [stretch for stretch in spoken if " ".join(stretch) in words]
    return 2 * sum(map(len, known)) >= len(one.words) and bool(known)


@lru_cache(maxsize=10_000)
def _spoken(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of each stretch between marks that is long enough."""
    spoken = (tuple(WORD.findall(stretch.lower())) for stretch in QUOTATION.findall(text))
    return tuple(stretch for stretch in spoken if len(stretch) >= QUOTED_WORDS)


def _counts(word: str, worth: Worth) -> bool:
    return word not in FUNCTION_WORDS and word in worth.words
