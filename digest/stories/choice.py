"""Which sentences together say most of what an editor would, within limits.

A summary's value is what it covers over its length, tempered: expected ROUGE F1 with a milder toll on length. Greedy
from several first sentences; coverage is submodular, so that each try comes near its best (Nemhauser, Wolsey and
Fisher 1978, "An analysis of approximations for maximizing submodular set functions").
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from digest.stories.concepts import Worth, grams
from digest.stories.meaning import Meanings, key
from digest.stories.sentences import BACKDROP, MARK, OPENING, Candidate, Gram, stem, undated

STARTS = 6  # first sentences that are tried
POOL = 120  # most promising sentences of a large story

TELLING = 9  # words with which a sentence says, at least, who did what where
NEWS = 0.85  # of the best value: what it may cost to lead with the newest development
SLACK = 1 + 1e-9  # for the rounding of sums
LENGTH_TOLL = 0.8  # exponent of the length; 1 is F1 itself, and stops too early where weights are modest


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may be printed."""

    words: int
    sentences: int
    per_source: int  # sentences of one text


_Word = tuple[str, int, tuple[float, ...]]  # with its count, and what its first, second … occurrence is worth
_Terms = tuple[tuple[_Word, ...], tuple[tuple[Gram, float], ...], frozenset[Gram]]


@dataclass(slots=True)
class _Draft:
    """A summary in the making."""

    expected: float
    terms: Mapping[tuple[str, int], _Terms]  # of each sentence: words and word pairs worth something, and all its pairs
    chosen: list[Candidate] = field(default_factory=list)
    words: Counter[str] = field(default_factory=Counter)
    pairs: set[Gram] = field(default_factory=set)
    gain: float = 0.0
    length: int = 0

    def value(self, extra: float = 0.0, length: int = 0) -> float:
        """What it is worth, with `length` more words that gain `extra`."""
        tempered: float = (self.expected + self.length + length) ** LENGTH_TOLL
        return (self.gain + extra) / tempered

    def gain_of(self, candidate: Candidate) -> float:
        """What a sentence would add: never more than it would have added before."""
        words, pairs, _ = self.terms[key(candidate)]
        total, known = 0.0, self.words
        for word, count, gains in words:
            told = known.get(word, 0)
            if count > 1:
                total += sum(gains[told : told + count])
            elif told < len(gains):
                total += gains[told]
        covered = self.pairs
        return total + sum([gain for gram, gain in pairs if gram not in covered])

    def add(self, candidate: Candidate) -> None:
        """Take a sentence."""
        self.gain += self.gain_of(candidate)
        self.length += len(candidate.words)
        self.words.update(candidate.words)
        self.pairs.update(self.terms[key(candidate)][2])
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
    """Choose sentences for a summary of about `expected` words, in order of choice; none repeats another.

    Each stands alone or is understood from the others (`stands`). One of them opens its article, one of the `newest`
    articles (ids) where that costs little.
    """
    terms = {key(one): _terms(one, worth) for one in pool}
    empty = _Draft(expected, terms)
    gains = {key(one): empty.gain_of(one) for one in pool}
    usable = [one for one in pool if fits((), one, limits)]
    usable.sort(key=lambda one: (-empty.value(gains[key(one)], len(one.words)), one.rank, one.position))
    drafts = []
    for start in _starts(usable, newest):
        draft = _Draft(expected, terms)
        draft.add(start)
        _grow(draft, usable[:POOL], gains, meanings, limits)
        drafts.append(draft)
    highest = max((draft.value() for draft in drafts), default=0.0)

    def merit(draft: _Draft) -> tuple[bool, bool, float]:
        new = any(opens(one) and one.article in newest for one in draft.chosen)
        return any(opens(one) for one in draft.chosen), new and draft.value() >= NEWS * highest, draft.value()

    return tuple(max(drafts, key=merit, default=empty).chosen)


def _terms(candidate: Candidate, worth: Worth) -> _Terms:
    counts = Counter(candidate.words)
    words = tuple((word, count, worth.words[word]) for word, count in counts.items() if word in worth.words)
    pairs = dict.fromkeys(grams(candidate.words, 2))
    return words, tuple((gram, worth.pairs[gram]) for gram in pairs if gram in worth.pairs), frozenset(pairs)


def _starts(usable: Sequence[Candidate], newest: Collection[str]) -> list[Candidate]:
    """The sentences to begin with; a single text's own beginning, because an article says first what matters."""
    free = [one for one in usable if stands(one, ())]
    if not free or len({one.source for one in usable}) == 1:
        return sorted(free or usable, key=lambda one: (one.position, one.rank))[:1]
    first = [one for one in free if opens(one)]
    new = [one for one in first if one.article in newest]
    return list(dict.fromkeys((*free[:STARTS], *first[:STARTS], *new[:STARTS])))


def opens(candidate: Candidate) -> bool:
    """Whether it may be the first sentence of the story: early in its article, alone, and begun by its news.

    A quotation tells what somebody thinks of news that nobody has told yet.
    """
    tells = (
        candidate.size >= TELLING
        and "also" not in candidate.words
        and not MARK.match(candidate.text)
        and not BACKDROP.match(candidate.text, undated(candidate.text))
    )
    return tells and candidate.position < OPENING and stands(candidate, ())


def stands(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Whether it is understood where `chosen` are printed.

    A leaning sentence needs the one before it in its article, which for "he" and "she" must name somebody; "the visit"
    needs that one, or any that says "visit"; and all need those people introduced whom they take for known.
    """
    behind = any(follows(candidate, one) for one in chosen)
    if candidate.leans and not behind:
        return False
    presumed = candidate.people.presumed
    if not all(any(person in one.people.introduced for one in chosen) for person in presumed):
        return False
    return behind or not candidate.needs or any(stem(word) == candidate.needs for one in chosen for word in one.words)


def follows(candidate: Candidate, other: Candidate) -> bool:
    """Whether it goes on from the other: the sentence right before it, which for "he" names somebody."""
    return (
        bool(candidate.leans or candidate.needs)
        and (candidate.article, candidate.position) == (other.article, other.position + 1)
        and bool(not candidate.pronoun or other.people.introduced or other.people.presumed)
    )


def _grow(
    draft: _Draft, pool: Sequence[Candidate], gains: Mapping[tuple[str, int], float], meanings: Meanings, limits: Limits
) -> None:
    """Add the best sentence as long as one makes the summary better; `gains` is what each would add to an empty one.

    A sentence is weighed anew only if what it added when it was weighed last could still make it the best one (Minoux
    1978, "Accelerated greedy algorithms for maximizing submodular set functions").
    """
    most = {place: gains[key(one)] for place, one in enumerate(pool)}  # what each can add, of those that are left
    while len(draft.chosen) < limits.sentences:
        best, found = draft.value(), -1
        bounds = [(draft.value(gain, len(pool[place].words)), place) for place, gain in most.items()]
        for bound, place in sorted(bounds, reverse=True):
            if bound * SLACK < best:
                break
            one = pool[place]
            if not fits(draft.chosen, one, limits) or any(meanings.repeats(one, other) for other in draft.chosen):
                del most[place]
            elif stands(one, draft.chosen):
                most[place] = draft.gain_of(one)
                value = draft.value(most[place], len(one.words))
                if value > best or (value == best and place < found):
                    best, found = value, place
        if found < 0:
            return
        draft.add(pool[found])


def fits(chosen: Sequence[Candidate], candidate: Candidate, limits: Limits) -> bool:
    """Whether one more sentence keeps the summary within its limits."""
    return (
        candidate not in chosen
        and len(chosen) < limits.sentences
        and sum(one.size for one in chosen) + candidate.size <= limits.words
        and sum(one.source == candidate.source for one in chosen) < limits.per_source
    )
