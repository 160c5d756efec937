"""What an article is about: its terms, weighted by where and how often it uses them."""

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from digest.nouns import Analysis

_SUFFIX = re.compile(r"\s+[|–—-]\s+([^|–—]{2,40})$")
_WORD = re.compile(r"\w+")
SUFFIX_WORDS = 4  # "The Example Daily News": outlets' names are hardly ever longer


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An article's terms for grouping."""

    id: str
    language: str
    weights: Mapping[str, float]  # damped term frequency by term; names and numbers raised
    names: frozenset[str]  # the terms that are names
    day: float | None  # days since 1970, with their fraction; None where the date is unknown or doubtful


def profile(analysis: Analysis, *, title: float = 2.0, name: float = 1.0, number: float = 1.3) -> Profile:
    """Weigh an article's terms: 1 + log of occurrences, one in the title counting `title` times.

    Terms that the article writes with a capital inside its sentences, and never without, are names in every language
    but German; they weigh `name` times as much, and terms that begin with a digit `number` times.
    """
    counts: Counter[str] = Counter(term for sentence in analysis.sentences for term in sentence.terms)
    occurrences: dict[str, float] = {term: float(count) for term, count in counts.items()}
    for term in _title_terms(analysis):
        occurrences[term] = occurrences.get(term, 0.0) + title
    names = _names(analysis)
    weights = {
        term: (1.0 + math.log(max(1.0, times)))
        * (name if term in names else 1.0)
        * (number if term[0].isdigit() else 1.0)
        for term, times in sorted(occurrences.items())
    }
    moment = analysis.article.published
    trusted = moment is not None and not moment.doubt
    return Profile(
        id=analysis.article.id,
        language=analysis.article.language,
        weights=weights,
        names=frozenset(names & weights.keys()),
        day=moment.at.timestamp() / 86400 if moment is not None and trusted else None,
    )


def _title_terms(analysis: Analysis) -> tuple[str, ...]:
    """The title's terms without those of an outlet's name behind a dash or bar at its end."""
    terms = analysis.title_terms
    title = analysis.article.title
    suffix = _SUFFIX.search(title.value) if title else None
    if not suffix:
        return terms
    words = set(_WORD.findall(suffix[1].lower()))
    if len(words) > SUFFIX_WORDS:
        return terms
    end = len(terms)
    while end > 1 and set(_WORD.findall(terms[end - 1])) <= words:
        end -= 1
    return terms[:end]


def _names(analysis: Analysis) -> set[str]:
    capital: set[str] = set()
    small: set[str] = set()
    for sentence in analysis.sentences:
        words = _WORD.findall(analysis.article.text[sentence.start : sentence.end])
        for word in words[1:]:
            (capital if word[0].isupper() else small).add(word.lower())
    return capital - small
