"""What a story's summary should say: words and word pairs, weighed by how likely an editor is to write them.

Budgeted coverage of word pairs by the number of texts that hold them is due to Gillick and Favre (2009), "A scalable
global model for summarization"; learning their weights from where and how often they stand to Li, Qian and Liu (2013),
"Using supervised bigram-based ILP for extractive summarization". The weights (`models`) are logistic regressions on
editors' summaries of 547 stories; `benchmarks/summaries.py --fit` makes them anew.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, filterfalse
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
    words: dict[str, tuple[int, bool, bool]] = field(default_factory=dict)  # see `_words`
    titles: Counter[Gram] = field(default_factory=Counter)
    titled: int = 0


_Place = tuple[int, float, float, int, bool, int, int, bool, bool, bool]
"""What the features of a word or word pair are made of: as in `_Seen`, titles, as in `_Story.words`, all of content."""
_NO_CONTENT = 0, False, False


def grams(words: Sequence[str], length: int) -> Iterable[Gram]:
    """Consecutive words, not all of them function words."""
    return filterfalse(FUNCTION_WORDS.issuperset, zip(*(words[start:] for start in range(length)), strict=False))


def worth(texts: Sequence[Analysis], expected: float) -> Worth:
    """Weigh the words and word pairs of a story's independent texts for a summary of `expected` words."""
    words: dict[str, tuple[float, ...]] = {}
    pairs: dict[Gram, float] = {}
    story = _read(texts)
    pair_value = cache(lambda place: _pair_value(_features(place, story)))  # many stand in the story in the same way
    gains = cache(lambda place: _gains(_features(place, story)))
    for gram, seen in story.seen.items():
        place = _place(gram, seen, story)
        if len(gram) == 2:
            pairs[gram] = pair_value(place)
        else:
            words[gram[0]] = gains(place)
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
    return {gram: _features(_place(gram, seen, story), story) for gram, seen in story.seen.items()}


def _read(texts: Sequence[Analysis]) -> _Story:
    bags = [set(WORD.findall(analysis.article.text.lower())) - FUNCTION_WORDS for analysis in texts]
    counts = Counter(word for bag in bags for word in bag)
    agreements = _relative([math.fsum(counts[word] - 1 for word in bag) / max(1, len(bag)) for bag in bags])
    story = _Story(texts=len(texts))
    for analysis, agreement in zip(texts, agreements, strict=True):
        if analysis.article.title:
            story.titled += 1
            title = WORD.findall(analysis.article.title.value.lower())
            story.titles.update({*grams(title, 1), *grams(title, 2)})
        for position, sentence in enumerate(analysis.sentences[:PER_ARTICLE]):
            _note(analysis.article.text[sentence.start : sentence.end], position, agreement, story.seen)
    story.words = _words(story.seen, bags)
    return story


def _words(seen: Iterable[Gram], bags: Sequence[Collection[str]]) -> dict[str, tuple[int, bool, bool]]:
    """Of each content word: how many texts have its stem, whether it is a figure, and ends as words of manner do."""
    texts = Counter(plain for bag in bags for plain in set(map(stem, bag)))
    words = [gram[0] for gram in seen if len(gram) == 1]
    return {word: (texts[stem(word)], word.isdigit(), word.endswith(("ly", "ing"))) for word in words}


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
        if spoken:
            one.quoted += spoken.issuperset(gram)
        if one.name:
            one.name = capitals.issuperset(gram)


def _place(gram: Gram, seen: _Seen, story: _Story) -> _Place:
    first, last = story.words.get(gram[0]), story.words.get(gram[-1])  # the same one of a word by itself
    spread, figure, manner = first or last or _NO_CONTENT
    if first and last:
        spread, figure, manner = min(spread, last[0]), figure or last[1], manner or last[2]
    titles = story.titles.get(gram, 0)
    stands = seen.times, seen.early, seen.agreement, seen.quoted, seen.name
    return *stands, titles, spread, figure, manner, bool(first and last)


def _features(place: _Place, story: _Story) -> tuple[float, ...]:
    times, early, agreement, quoted, name, titles, spread, figure, manner, content = place
    return (
        1.0,
        math.log(times),
        early / story.texts,
        float(name),
        float(figure),
        titles / max(1, story.titled),
        spread / story.texts,
        float(not content),
        agreement / times,
        float(manner),
        quoted / times,
    )


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
