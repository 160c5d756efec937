"""What an article is about: its terms, weighted by where and how often it uses them."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntFlag
from functools import cache
from itertools import chain

from digest.dates import DAYS, days_in
from digest.nouns import Analysis

_SUFFIX = re.compile(r"\s+[|–—-]\s+([^|–—]{2,40})$")
_WORD = re.compile(r"\w+")
NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT"})
LEAD_SENTENCES, LEAD_TERMS = 3, 60  # no further sentence begins after so many terms
SUFFIX_WORDS = 4  # "The Example Daily News": outlets' names are hardly ever longer


class Mark(IntFlag):
    """What a term is in an article."""

    NAME = 1
    FIGURE = 2
    LEAD = 4  # it stands in the title or the first sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An article's terms for grouping."""

    language: str
    terms: tuple[str, ...]  # each once; days are terms as well, in ISO form
    weights: tuple[float, ...]  # of each term
    marks: bytes  # of each term: a Mark
    weekdays: int  # those that stand in the title or the first sentences, a bit each, from Monday on
    day: float | None  # days since 1970, with their fraction; None where the date is unknown or doubtful


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """What single terms of an article weigh against others."""

    title: float = 2.0  # an occurrence in the title counts so many times
    number: float = 1.5  # a term that begins with a digit weighs so many times as much
    day: float = 1.5  # the weight of a day that the article speaks of


WEIGHING = Weighing()


def profile(analysis: Analysis, weighing: Weighing = WEIGHING) -> Profile:
    """Weigh an article's terms: 1 + log of its occurrences, those in the title and figures more (see Weighing).

    The days that the article speaks of are terms too, each written as its ISO date. Names need no weight of their own:
    they are rare words already (raising them lost as much on streams about the same few politicians as it won on
    confusable events).
    """
    counts = Counter(chain.from_iterable(sentence.terms for sentence in analysis.sentences))
    occurrences: dict[str, float] = {**counts}
    title_terms = _title_terms(analysis)
    for term in title_terms:
        occurrences[term] = occurrences.get(term, 0) + weighing.title
    moment = analysis.article.published
    trusted = moment if moment is not None and not moment.doubt else None
    days = days_in(_words_of(analysis), published=trusted.day if trusted else None)
    figures = {term for term in occurrences if term[0].isdigit()}
    weights = {term: _weight(times) for term, times in occurrences.items()}
    weights |= {term: weights[term] * weighing.number for term in figures}
    weights |= {each.isoformat(): weighing.day for each in sorted(days)}  # a set has no order to sign
    lead, names = _lead(analysis, title_terms), _names(analysis)
    marks = dict.fromkeys(weights, 0)
    for mark, marked in ((Mark.NAME, names), (Mark.FIGURE, figures), (Mark.LEAD, lead)):
        bit = mark.value
        for term in marked & marks.keys():
            marks[term] |= bit
    return Profile(
        language=analysis.article.language,
        terms=tuple(weights),
        weights=tuple(weights.values()),
        marks=bytes(marks.values()),
        weekdays=sum(1 << number for number, name in enumerate(DAYS) if name in lead),
        day=trusted.at.timestamp() / 86400 if trusted else None,
    )


@cache  # few numbers come again and again
def _weight(times: float) -> float:
    return 1.0 + math.log(max(1.0, times))


def _lead(analysis: Analysis, title: Sequence[str]) -> set[str]:
    """What an article tells first is what it is about; later sentences recall other events."""
    found, length = set(title), 0
    for sentence in analysis.sentences[:LEAD_SENTENCES]:
        if length >= LEAD_TERMS:
            break
        found.update(sentence.terms)
        length += len(sentence.terms)
    return found


def _words_of(analysis: Analysis) -> str:
    title = analysis.article.title
    return f"{title.value}\n{analysis.article.text}" if title else analysis.article.text


def _title_terms(analysis: Analysis) -> tuple[str, ...]:
    """The title's terms without those of an outlet's name behind a dash or bar at its end."""
    terms = analysis.title_terms
    title = analysis.article.title
    suffix = _SUFFIX.search(title.value) if title else None
    if not suffix:
        return terms
    printed = _WORD.findall(suffix[1])
    if len(printed) > SUFFIX_WORDS or not all(word[0].isupper() or len(word) <= 3 for word in printed):
        return terms
    words = {word.lower() for word in printed}
    end = len(terms)
    while end > 1 and set(_WORD.findall(terms[end - 1])) <= words:
        end -= 1
    return terms[:end]


def _names(analysis: Analysis) -> set[str]:
    """Words of named entities, and words that stand with a capital inside sentences and never without one."""
    text = analysis.article.text
    capital = {
        word.lower()
        for entity in analysis.entities
        if entity.label in NAMES
        for word in _WORD.findall(entity.text)
        if word[0].isupper()
    }
    printed = set[str]()
    for sentence in analysis.sentences:
        printed.update(_WORD.findall(text, sentence.start, sentence.end)[1:])
    capital.update(word.lower() for word in printed if word[0].isupper())
    return capital.difference(word.lower() for word in printed if not word[0].isupper())
