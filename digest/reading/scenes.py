"""A block seen from its quotations: which tokens stand inside them, where its sentences end, which cues it has."""

from collections.abc import Sequence
from dataclasses import dataclass

from digest.nouns import Block
from digest.reading.cues import Cue, find_cues
from digest.reading.marks import Stretch
from digest.reading.parse import Parse
from digest.reading.sentences import borders


@dataclass(frozen=True, slots=True)
class Scene:
    """A parsed block with its quotations."""

    parse: Parse
    stretches: tuple[Stretch, ...]
    spans: tuple[tuple[int, int], ...]  # first and last token of each stretch, its marks included; (-1, -1) for none
    inside: tuple[int, ...]  # stretch of each token, or -1; marks count as inside
    cues: tuple[Cue, ...]
    sentences: tuple[tuple[int, int], ...]  # first token and last token + 1

    def words(self, first: int, end: int) -> list[int]:
        """Tokens outside quotations from `first` up to `end`, punctuation and space left out."""
        return [
            token.i
            for token in self.parse.tokens[first:end]
            if self.inside[token.i] < 0 and token.pos not in {"PUNCT", "SPACE", "SYM"} and token.text[:1].isalnum()
        ]

    def between(self, first: int, end: int) -> list[Cue]:
        """The cues whose verbs stand from `first` up to `end`."""
        return [cue for cue in self.cues if first <= cue.verb < end]

    def are_parted(self, one: Cue, other: Cue) -> bool:
        """`Diaz said it was “late”; Novak said so, too`: whether neither report holds the other, whatever the parse."""
        first, last = sorted((one.verb, other.verb))
        return any(token.text == ";" and self.inside[token.i] < 0 for token in self.parse.tokens[first:last])

    def sentence_of(self, first: int, last: int) -> tuple[int, int]:
        """First token, and last token + 1, of the sentences that hold those two tokens."""
        begin = next((a for a, b in self.sentences if a <= first < b), first)
        end = next((b for a, b in self.sentences if a <= last < b), last + 1)
        return begin, end


def _inside(parse: Parse, stretches: Sequence[Stretch]) -> tuple[int, ...]:
    found, place = [], 0
    for token in parse.tokens:
        while place < len(stretches) and stretches[place].end + 1 <= token.start:
            place += 1
        found.append(place if place < len(stretches) and stretches[place].start - 1 <= token.start else -1)
    return tuple(found)


def _spans(inside: Sequence[int], count: int) -> tuple[tuple[int, int], ...]:
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for index, place in enumerate(inside):
        first.setdefault(place, index)
        last[place] = index
    return tuple((first.get(place, -1), last.get(place, -1)) for place in range(count))


def _sentences(text: str, block: Block, parse: Parse) -> tuple[tuple[int, int], ...]:
    begins = borders(text, block.start, block.end, parse)
    spans, place = [], 0
    for end in [*begins[1:], block.end]:
        first = place
        while place < len(parse.tokens) and parse.tokens[place].start < end:
            place += 1
        spans.append((first, place))
    return tuple(spans)


def scene_of(text: str, block: Block, parse: Parse, stretches: Sequence[Stretch]) -> Scene:
    """The scene of a parsed block."""
    inside = _inside(parse, stretches)
    spans = _spans(inside, len(stretches))
    cues = tuple(find_cues(parse, inside))
    return Scene(parse, tuple(stretches), spans, inside, cues, _sentences(text, block, parse))
