"""Two wordings side by side: what they share, whatever was cut, moved or put otherwise, and where they differ."""

from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import chain, pairwise

from digest.stories.wordings import NEGATIONS, Words

FAR = 6  # words from what else is shared: a little there is chance
BESIDE = 2  # words from what else is shared: there even a "we" is the same one
STRAY = 1.5  # rare words: how much is more than a little
MOVED = 3  # words in a row that stand elsewhere in the other wording
TOIL = 50_000  # pairs of places with equal words: beyond, as in a long speech, the commonest words wait for a neighbour


@dataclass(frozen=True)
class Likeness:
    """Two wordings side by side, with what they share where they meet.

    They meet between the first and the last words that they share; what stands before or after in only one of them was
    cut from the other, and counts for nothing. What stands before or after in both differs.
    """

    one: Words
    other: Words
    pairs: tuple[tuple[int, int], ...]  # places of equal stems

    @cached_property
    def shared(self) -> float:
        """The weight of the speaker's words that both have."""
        pairs = ((self.one.words[here], self.other.words[there]) for here, there in self.pairs)
        return sum(mine.weight for mine, theirs in pairs if not (mine.inserted or theirs.inserted))

    @cached_property
    def covered(self) -> float:
        """The share of the lesser wording's weight that the other has too, 0 to 1."""
        return self.shared / max(0.01, min(self.one.weight, self.other.weight))

    @cached_property
    def lacking(self) -> tuple[frozenset[int], frozenset[int]]:
        """Places of the words of each that stand where the two meet, and that the other does not have."""
        return (
            frozenset(chain.from_iterable(run for run, _ in self._apart(self.pairs, self.one, self.other))),
            frozenset(chain.from_iterable(run for run, _ in self._apart(self._turned, self.other, self.one))),
        )

    @cached_property
    def differing(self) -> tuple[frozenset[int], frozenset[int]]:
        """Places of the words of each that the other lacks or has in another form, such as another tense."""
        inflected = [pair for pair in self.pairs if self._inflected(*pair)]
        return (
            self.lacking[0] | {here for here, _ in inflected},
            self.lacking[1] | {there for _, there in inflected},
        )

    @cached_property
    def left_over(self) -> tuple[bool, bool]:
        """Whether each has words of the speaker that the other lacks or has in another form, anywhere."""
        return _left(self.one, self.pairs, self.differing[0]), _left(self.other, self._turned, self.differing[1])

    @cached_property
    def agreement(self) -> float:
        """The share of the weight where the two meet that they have in common, 0 to 1; left-out sentences are free."""
        apart = 0.0
        for words, other, pairs in ((self.one, self.other, self.pairs), (self.other, self.one, self._turned)):
            for run, whole in self._apart(pairs, words, other):
                apart += 0.0 if whole else sum(words.words[at].weight for at in run if not words.words[at].inserted)
        return 2 * self.shared / max(0.01, 2 * self.shared + apart)

    @cached_property
    def contradicts(self) -> bool:
        """Whether they give two figures for one, or only one of them says "not", in what is no sentence of its own."""
        one, other = (
            {words.words[place].form for run, whole in self._apart(pairs, words, others) if not whole for place in run}
            for words, others, pairs in ((self.one, self.other, self.pairs), (self.other, self.one, self._turned))
        )
        figures = [{form for form in forms if form[0].isdigit()} for forms in (one, other)]
        return bool(all(figures) and figures[0] != figures[1]) or bool(NEGATIONS & (one ^ other))

    @cached_property
    def run(self) -> float:
        """The weight of the heaviest run of equal words, function words and all."""
        best = now = 0.0
        last = (-2, -2)
        for pair in self.pairs:
            now = (now if pair == (last[0] + 1, last[1] + 1) else 0.0) + self.one.words[pair[0]].weight
            best, last = max(best, now), pair
        return best

    def _inflected(self, here: int, there: int) -> bool:
        mine, theirs = self.one.words[here], self.other.words[there]
        return mine.stem == theirs.stem and mine.form != theirs.form and not mine.stem[0].isdigit()

    @property
    def _turned(self) -> tuple[tuple[int, int], ...]:
        return tuple(sorted((there, here) for here, there in self.pairs))

    @staticmethod
    def _apart(pairs: Sequence[tuple[int, int]], words: Words, other: Words) -> Iterator[tuple[range, bool]]:
        """Runs of words that only one has, where the two meet, and whether each is a sentence that the other left out.

        Before the first shared words and after the last, a run counts as far as the sentence reaches, and only where
        the other has a run of its own there: else it was cut.
        """
        if not pairs:
            return
        partner = dict(pairs)
        taken = set(partner.values())
        first, last = pairs[0][0], pairs[-1][0]
        for left, right in pairwise(sorted(partner)):
            run = range(left + 1, right)
            if not run:
                continue
            put_otherwise = _free(partner[left] + 1, other, taken) or _free(partner[right] - 1, other, taken)
            if put_otherwise or partner[right] not in other.gaps:
                yield run, not put_otherwise and left + 1 in words.breaks and right in words.breaks
        opening = range(max((at for at in words.breaks if at <= first), default=0), first)
        if opening and _free(partner[first] - 1, other, taken) and partner[first] not in other.breaks:
            yield opening, False
        closing = range(last + 1, min((at for at in words.breaks if at > last), default=len(words.words)))
        if closing and _free(partner[last] + 1, other, taken) and partner[last] + 1 not in other.breaks:
            yield closing, False


def _left(words: Words, pairs: Iterable[tuple[int, int]], differing: Container[int]) -> bool:
    taken = {place for place, _ in pairs}
    return any(
        (place not in taken or place in differing) and not word.inserted for place, word in enumerate(words.words)
    )


def _free(place: int, words: Words, taken: Container[int]) -> bool:
    return 0 <= place < len(words.words) and place not in taken


def likeness(one: Words, other: Words) -> Likeness:
    """Align two wordings by their stems; a row of words that stands elsewhere in the other counts as shared."""
    swapped = (len(one.words), one.forms) < (len(other.words), other.forms)
    long, short = (other, one) if swapped else (one, other)
    pairs = _without_chance(sorted(_in_order(long, short)), long)
    pairs |= set(_moved(long, short, pairs))
    placed = sorted((b, a) if swapped else (a, b) for a, b in pairs)
    return Likeness(one, other, tuple(placed))


def _in_order(long: Words, short: Words) -> Iterator[tuple[int, int]]:
    for tag, a, a_end, b, b_end in matcher(long.stems, short.stems).get_opcodes():
        if tag == "equal":
            yield from zip(range(a, a_end), range(b, b_end), strict=True)
        elif tag == "replace" and _joined(long, a, a_end) == _joined(short, b, b_end):
            # "work force" and "workforce": each word of the longer spelling stands beside one of the other
            yield from ((at, min(b + at - a, b_end - 1)) for at in range(a, a_end))
            yield from ((a_end - 1, at) for at in range(b, b_end))


def matcher(one: Sequence[str], other: Sequence[str]) -> "SequenceMatcher[str]":
    """A matcher whose cost is bounded: it grows with the pairs of places at which equal words stand."""
    counts = Counter(other)
    return SequenceMatcher(None, one, other, autojunk=sum(counts[stem] for stem in one) > TOIL)


def _without_chance(pairs: Sequence[tuple[int, int]], words: Words) -> set[tuple[int, int]]:
    """Leave out what any two sentences share: a lone "the" between other words, a word far from all the rest."""
    blocks: list[list[tuple[int, int]]] = []
    for pair in pairs:
        if blocks and pair == (blocks[-1][-1][0] + 1, blocks[-1][-1][1] + 1):
            blocks[-1].append(pair)
        else:
            blocks.append([pair])
    weights = [sum(words.words[place].weight for place, _ in block) for block in blocks]
    lone = [len(block) == 1 and not weight for block, weight in zip(blocks, weights, strict=True)]
    firm = [block for block, alone in zip(blocks, lone, strict=True) if not alone]
    kept = [
        (block, weight)
        for block, weight, alone in zip(blocks, weights, lone, strict=True)
        if not alone or any(_near(block[0], other) for other in firm)
    ]
    while len(kept) > 1 and kept[0][1] < STRAY and _far(kept[0][0][-1], kept[1][0][0]):
        del kept[0]
    while len(kept) > 1 and kept[-1][1] < STRAY and _far(kept[-2][0][-1], kept[-1][0][0]):
        del kept[-1]
    return {pair for block, _ in kept for pair in block}


def _near(pair: tuple[int, int], block: Sequence[tuple[int, int]]) -> bool:
    return any(max(abs(pair[0] - here), abs(pair[1] - there)) <= BESIDE for here, there in (block[0], block[-1]))


def _far(pair: tuple[int, int], following: tuple[int, int]) -> bool:
    return max(following[0] - pair[0], following[1] - pair[1]) > FAR


def _joined(words: Words, start: int, end: int) -> str:
    return "".join(word.form for word in words.words[start:end])


def _moved(long: Words, short: Words, pairs: Collection[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    here_taken, there_taken = ({pair[side] for pair in pairs} for side in (0, 1))
    left = [place for place in range(len(long.words)) if place not in here_taken]
    right = [place for place in range(len(short.words)) if place not in there_taken]
    blocks = matcher([long.stems[place] for place in left], [short.stems[place] for place in right])
    for block in blocks.get_matching_blocks():
        here, there = left[block.a : block.a + block.size], right[block.b : block.b + block.size]
        in_a_row = block.size >= MOVED and here[-1] - here[0] == there[-1] - there[0] == block.size - 1
        if in_a_row and sum(long.words[place].weight for place in here) >= 1.0:
            yield from zip(here, there, strict=True)
