"""What a story's summary should say: word pairs and words, weighed by how likely an editor is to repeat them.

Budgeted coverage of concepts is due to Gillick and Favre (2009), "A scalable global model for summarization"; learning
the weight of a concept from where and how often it occurs to Li, Qian and Liu (2013), "Using supervised bigram-based
ILP for extractive summarization". The weights below are logistic regressions over concepts, fitted on editors'
summaries of two sets of stories (`benchmarks/summaries.py --fit`); the two sets, fitted apart, agree on every sign.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from digest.nouns import Analysis
from digest.stories.sentences import WORD, Candidate, Gram

FUNCTION_WORDS = frozenset(
    "a about above after again against all also am an and any are aren as at be because been before being below between both but "
    "by can could did do does doing don down during each else ever every few for from further had has have having he her "
    "here hers herself him himself his how i if in into is isn it its itself just me more most much must my myself no nor "
    "not now of off often on once one only or other our ours ourselves out over own per quite rather really s same say said "
    "says she should since so some still such t than that the their theirs them themselves then there these they this "
    "those though through to too under until up upon us very was wasn we were what when where whether which while who "
    "whom whose why will with within without would yet you your yours yourself".split()
)


@dataclass(slots=True)
class _Seen:
    """Where a word or word pair stands in the story."""

    sources: set[str] = field(default_factory=set)
    times: int = 0
    first: int = 1_000
    name: bool = True
    titles: int = 0


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds that a concept is in an editor's summary."""

    bias: float
    twice: float  # at least two independent texts have it
    thrice: float
    times: float  # per log of its number of occurrences
    early: float  # times e to the minus first position
    name: float
    title: float  # times the share of titles that have it
    function: float  # one of its words is a function word


SINGLE = Weights(bias=-2.2, twice=0.6, thrice=0.4, times=1.05, early=0.45, name=0.68, title=2.2, function=0.0)
PAIR = Weights(bias=-2.6, twice=0.75, thrice=0.55, times=1.15, early=0.5, name=0.62, title=2.2, function=-0.38)


def grams(words: Sequence[str], length: int) -> Iterable[Gram]:
    """Consecutive words, not all of them function words."""
    for gram in zip(*(words[start:] for start in range(length)), strict=False):
        if not all(word in FUNCTION_WORDS for word in gram):
            yield gram


def concept_weights(analyses: Sequence[Analysis], candidates: Sequence[Candidate]) -> dict[Gram, float]:
    """The probability of each word and word pair of the candidates to be in a summary of the story."""
    titles = [_words(analysis.article.title.value) for analysis in analyses if analysis.article.title]
    weights: dict[Gram, float] = {}
    for length, model in ((1, SINGLE), (2, PAIR)):
        in_titles = Counter(gram for title in titles for gram in set(grams(title, length)))
        for gram, seen in _seen(candidates, length).items():
            weights[gram] = _probability(gram, seen, in_titles[gram] / max(1, len(titles)), model)
    return weights


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def _seen(candidates: Sequence[Candidate], length: int) -> Mapping[Gram, _Seen]:
    found: dict[Gram, _Seen] = {}
    for candidate in candidates:
        capitals = {word.lower() for word in WORD.findall(candidate.text) if word[0].isupper()}
        for gram in grams(candidate.words, length):
            seen = found.setdefault(gram, _Seen())
            seen.sources.add(candidate.source)
            seen.times += 1
            seen.first = min(seen.first, candidate.position)
            seen.name = seen.name and all(word in capitals or word in FUNCTION_WORDS for word in gram)
    return found


def _probability(gram: Gram, seen: _Seen, title: float, model: Weights) -> float:
    score = (
        model.bias
        + model.twice * (len(seen.sources) >= 2)
        + model.thrice * (len(seen.sources) >= 3)
        + model.times * math.log(seen.times)
        + model.early * math.exp(-seen.first)
        + model.name * seen.name
        + model.title * title
        + model.function * any(word in FUNCTION_WORDS for word in gram)
    )
    return 1 / (1 + math.exp(-score))
