"""Which sentences together say most of what an editor would, within limits.

A summary's value is what it covers over its length, tempered: expected ROUGE F1 with a milder toll on length. Greedy
from several first sentences; coverage is submodular, so that each try comes near its best (Nemhauser, Wolsey and
Fisher 1978, "An analysis of approximations for maximizing submodular set functions").
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from digest.stories.concepts import Worth, grams
from digest.stories.meaning import Meanings
from digest.stories.sentences import Candidate, Gram, stem

STARTS = 6  # first sentences that are tried
POOL = 120  # most promising sentences of a large story
OPENING = 3  # sentences of an article that may open the story

NEWS = 0.85  # of the best value: what it may cost to lead with the newest development
LENGTH_TOLL = 0.9  # exponent of the length; 1 is F1 itself, and stops too early where weights are modest


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may be printed."""

    words: int
    sentences: int
    per_source: int  # sentences of one text


@dataclass(slots=True)
class _Draft:
    """A summary in the making."""

    worth: Worth
    expected: float
    chosen: list[Candidate] = field(default_factory=list)
    words: Counter[str] = field(default_factory=Counter)
    pairs: set[Gram] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)
    gain: float = 0.0
    length: int = 0

    def value(self, extra: float = 0.0, length: int = 0) -> float:
        """What it is worth, with `length` more words that gain `extra`."""
        tempered: float = (self.expected + self.length + length) ** LENGTH_TOLL
        return (self.gain + extra) / tempered

    def gain_of(self, candidate: Candidate) -> float:
        """What a sentence would add."""
        total = 0.0
        for word, count in Counter(candidate.words).items():
            gains = self.worth.words.get(word, ())
            total += sum(gains[self.words[word] : self.words[word] + count])
        fresh = dict.fromkeys(gram for gram in grams(candidate.words, 2) if gram not in self.pairs)
        return total + sum(self.worth.pairs.get(gram, 0.0) for gram in fresh)

    def value_with(self, candidate: Candidate) -> float:
        """What it would be worth with one more sentence."""
        return self.value(self.gain_of(candidate), len(candidate.words))

    def add(self, candidate: Candidate) -> None:
        """Take a sentence."""
        self.gain += self.gain_of(candidate)
        self.length += len(candidate.words)
        self.words.update(candidate.words)
        self.pairs.update(grams(candidate.words, 2))
        self.stems.update(stem(word) for word in candidate.words)
        self.chosen.append(candidate)


def choose(  # noqa: PLR0913 — what is weighed, and within which bounds
    pool: Sequence[Candidate],
    worth: Worth,
    meanings: Meanings,
    *,
    limits: Limits,
    expected: float,
    newest: Collection[str] = (),
) -> tuple[Candidate, ...]:
    """Choose sentences for a summary of about `expected` words, in order of choice; none leans, none repeats.

    One of them opens its article, one of the `newest` articles (ids) where that costs little.
    """
    empty = _Draft(worth, expected)
    usable = [one for one in pool if not one.leans and fits((), one, limits)]
    usable.sort(key=lambda one: (-empty.value_with(one), one.rank, one.position))
    drafts = []
    for start in _starts(usable, newest):
        draft = _Draft(worth, expected)
        draft.add(start)
        _grow(draft, usable[:POOL], meanings, limits)
        drafts.append(draft)
    highest = max((draft.value() for draft in drafts), default=0.0)

    def merit(draft: _Draft) -> tuple[bool, bool, float]:
        new = any(opens(one) and one.article in newest for one in draft.chosen)
        return any(opens(one) for one in draft.chosen), new and draft.value() >= NEWS * highest, draft.value()

    return tuple(max(drafts, key=merit, default=empty).chosen)


def _starts(usable: Sequence[Candidate], newest: Collection[str]) -> list[Candidate]:
    """The sentences to begin with; a single text's own beginning, because an article says first what matters."""
    free = [one for one in usable if not one.needs]
    if len({one.source for one in usable}) == 1:
        return [min(free or usable, key=lambda one: (one.position, one.rank))]
    first = [one for one in free if opens(one)]
    new = [one for one in first if one.article in newest]
    return list(dict.fromkeys((*free[:STARTS], *first[:STARTS], *new[:STARTS])))


def opens(candidate: Candidate) -> bool:
    """Whether it may be the first sentence of the story: it is among the first of its article, and stands alone."""
    return candidate.position < OPENING and not candidate.needs and not candidate.leans


def _grow(draft: _Draft, pool: Sequence[Candidate], meanings: Meanings, limits: Limits) -> None:
    left = list(pool)
    while True:
        newest = draft.chosen[-1]
        left = [one for one in left if fits(draft.chosen, one, limits) and not meanings.repeats(one, newest)]
        ready = [one for one in left if not one.needs or one.needs in draft.stems]
        values = [draft.value_with(one) for one in ready]
        if not ready or max(values) <= draft.value():
            return
        draft.add(ready[values.index(max(values))])


def fits(chosen: Sequence[Candidate], candidate: Candidate, limits: Limits) -> bool:
    """Whether one more sentence keeps the summary within its limits."""
    return (
        candidate not in chosen
        and len(chosen) < limits.sentences
        and sum(one.size for one in chosen) + candidate.size <= limits.words
        and sum(one.source == candidate.source for one in chosen) < limits.per_source
    )
