"""What a story's summary should say: words and word pairs, weighed by how likely an editor is to write them.

Budgeted coverage of word pairs by the number of texts that hold them is due to Gillick and Favre (2009), "A scalable
global model for summarization"; learning their weights from where and how often they stand to Li, Qian and Liu (2013),
"Using supervised bigram-based ILP for extractive summarization". The weights (`models`) are logistic regressions on
editors' summaries of 547 stories; `benchmarks/summaries.py --fit` makes them anew.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import accumulate
from operator import mul

from digest.nouns import Analysis
from digest.stories.models import FUNCTION_RATES, FUNCTION_WORDS, PAIR, PAIR_VALUE, SINGLES
from digest.stories.sentences import PER_ARTICLE, WORD, Gram, stem

QUOTED = re.compile(r"[\"“]([^\"”]+)[\"”]")
FUNCTION_SHARE = 0.8  # function words are shared by chance: they count less than they are expected


@dataclass(frozen=True, slots=True)
class Worth:
    """The expected part of an editor's summary that each word and word pair stands for."""

    words: Mapping[str, tuple[float, ...]]  # gain of the first, second, third … occurrence in the summary
    pairs: Mapping[Gram, float]


@dataclass(slots=True)
class _Seen:
    """Where a word or word pair stands in the story; counts are sentences."""

    times: int = 0
    early: float = 0.0
    agreement: float = 0.0
    quoted: int = 0
    name: bool = True


@dataclass(slots=True)
class _Story:
    """What the features of its words and word pairs are counted from."""

    texts: int
    seen: dict[Gram, _Seen] = field(default_factory=dict)
    stems: Counter[str] = field(default_factory=Counter)  # texts that have the stem
    titles: Counter[Gram] = field(default_factory=Counter)
    titled: int = 0


def grams(words: Sequence[str], length: int) -> Iterable[Gram]:
    """Consecutive words, not all of them function words."""
    for gram in zip(*(words[start:] for start in range(length)), strict=False):
        if not FUNCTION_WORDS.issuperset(gram):
            yield gram


def worth(texts: Sequence[Analysis], expected: float) -> Worth:
    """Weigh the words and word pairs of a story's independent texts for a summary of `expected` words."""
    words: dict[str, tuple[float, ...]] = {}
    pairs: dict[Gram, float] = {}
    pair_value, gains = cache(_pair_value), cache(_gains)  # many stand in the story in the same way
    for gram, features in concept_features(texts).items():
        if len(gram) == 2:
            pairs[gram] = pair_value(features)
        else:
            words[gram[0]] = gains(features)
    for word, rate in FUNCTION_RATES.items():
        words[word] = tuple(FUNCTION_SHARE * chance for chance in _at_least(rate * expected))
    return Worth(words, pairs)


def _pair_value(features: Sequence[float]) -> float:
    return PAIR_VALUE * _probability(features, PAIR)


def _gains(features: Sequence[float]) -> tuple[float, ...]:
    return tuple(accumulate((_probability(features, model) for model in SINGLES), min))


def concept_features(texts: Sequence[Analysis]) -> dict[Gram, tuple[float, ...]]:
    """The features of each word and word pair, in the order of `models.FEATURES`."""
    story = _read(texts)
    return {gram: _features(gram, seen, story) for gram, seen in story.seen.items()}


def _read(texts: Sequence[Analysis]) -> _Story:
    story = _Story(texts=len(texts))
    bags = [set(WORD.findall(analysis.article.text.lower())) - FUNCTION_WORDS for analysis in texts]
    counts = Counter(word for bag in bags for word in bag)
    agreements = _relative([math.fsum(counts[word] - 1 for word in bag) / max(1, len(bag)) for bag in bags])
    for analysis, bag, agreement in zip(texts, bags, agreements, strict=True):
        story.stems.update({stem(word) for word in bag})
        if analysis.article.title:
            story.titled += 1
            title = WORD.findall(analysis.article.title.value.lower())
            story.titles.update({*grams(title, 1), *grams(title, 2)})
        for position, sentence in enumerate(analysis.sentences[:PER_ARTICLE]):
            _note(analysis.article.text[sentence.start : sentence.end], position, agreement, story.seen)
    return story


def _relative(values: Sequence[float]) -> list[float]:
    mean = math.fsum(values) / max(1, len(values))
    return [value / mean - 1 if mean else 0.0 for value in values]


def _note(text: str, position: int, agreement: float, seen: dict[Gram, _Seen]) -> None:
    words = WORD.findall(text.lower())
    capitals = FUNCTION_WORDS.union(word.lower() for word in WORD.findall(text) if word[0].isupper())
    quoted = frozenset(word for stretch in QUOTED.findall(text.lower()) for word in WORD.findall(stretch))
    spoken = quoted and FUNCTION_WORDS | quoted
    early = math.exp(-position)
    for gram in {*grams(words, 1), *grams(words, 2)}:
        one = seen.get(gram)
        if one is None:
            one = seen[gram] = _Seen()
        one.times += 1
        one.early += early
        one.agreement += agreement
        one.quoted += spoken.issuperset(gram)
        one.name = one.name and capitals.issuperset(gram)


def _features(gram: Gram, seen: _Seen, story: _Story) -> tuple[float, ...]:
    content = [word for word in gram if word not in FUNCTION_WORDS]
    forms = [_form(word) for word in content]
    return (
        1.0,
        math.log(seen.times),
        seen.early / story.texts,
        float(seen.name),
        max([figure for _, figure, _ in forms]),
        story.titles.get(gram, 0) / max(1, story.titled),
        min([story.stems[plain] for plain, _, _ in forms]) / story.texts,
        float(len(content) < len(gram)),
        seen.agreement / seen.times,
        max([manner for _, _, manner in forms]),
        seen.quoted / seen.times,
    )


@lru_cache(maxsize=100_000)
def _form(word: str) -> tuple[str, float, float]:
    """Give a word without its ending, whether it is a figure, and whether it says in which manner."""
    return stem(word), float(word.isdigit()), float(word.endswith(("ly", "ing")))


def _probability(features: Sequence[float], model: Sequence[float]) -> float:
    return 1 / (1 + math.exp(-math.fsum(map(mul, features, model))))


def _at_least(mean: float, most: int = 8) -> list[float]:
    """Give the chances that a Poisson count with this mean is at least 1, 2, 3, and so on."""
    chances, term, below = [], math.exp(-mean), 0.0
    for count in range(most):
        below += term
        chances.append(max(0.0, 1 - below))
        term *= mean / (count + 1)
    return chances
