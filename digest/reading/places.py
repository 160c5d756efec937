"""A quoted stretch inside its sentences: the words and cues on both sides of it."""

from typing import NamedTuple

from digest.reading.cues import Cue
from digest.reading.parse import Token
from digest.reading.scenes import Scene


class Place(NamedTuple):
    """A stretch inside its sentences: all are token indices, `last` included and `end` not."""

    scene: Scene
    text: str
    first: int
    last: int
    begin: int
    end: int

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the block."""
        return self.scene.parse.tokens

    @property
    def before(self) -> list[int]:
        """The words of the sentence before the stretch, outside quotations."""
        return self.scene.words(self.begin, self.first)

    @property
    def behind(self) -> list[int]:
        """The words of the sentence behind the stretch, outside quotations."""
        return self.scene.words(self.last + 1, self.end)

    @property
    def mark_before(self) -> str:
        """The token before the stretch, or ""; white space that the parser took for one left out."""
        at = self.first - 1
        while at > 0 and self.tokens[at].pos == "SPACE":
            at -= 1
        return self.tokens[at].text if at >= 0 else ""

    def cues_before(self) -> list[Cue]:
        """The cues of the sentence before the stretch."""
        return self.scene.between(self.begin, self.first)

    def cues_behind(self) -> list[Cue]:
        """The cues of the sentence behind the stretch."""
        return self.scene.between(self.last + 1, self.end)
