"""Where accounts differ: what several sources give differently, and what one of them gave differently before."""

from dataclasses import dataclass
from enum import StrEnum

from digest.nouns.sources import Span


class Aspect(StrEnum):
    """What is given differently."""

    COUNT = "count"  # of people or things
    SUM = "sum"  # of money
    SHARE = "share"  # of a whole
    POINTS = "points"  # percentage points
    DURATION = "duration"
    AGE = "age"
    SIZE = "size"  # distance, area, weight, speed, temperature, magnitude …
    RANK = "rank"
    RESULT = "result"  # of a vote or a match
    DATE = "date"
    PLACE = "place"
    OFFICE = "office"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words of an article that name what is compared, as few as do so; `gap` is where the value stands in them."""

    article: str
    start: int
    end: int
    gap: Span | None  # None where the value does not stand among the words


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A value, as an article gives it."""

    article: str
    start: int
    end: int
    text: str  # the value as printed: "at least 12", "RM2.4 billion", "former President"
    sentence: Span  # in which it stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A value, and the articles that give it, each once."""

    claims: tuple[Claim, ...]  # newest first, undated last; copies and retellings are listed with the rest
    voices: int  # how many independent texts give it: copies and retellings of one text count once

    @property
    def value(self) -> str:
        """The value as the newest of its articles prints it."""
        return self.claims[0].text


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """A value that an outlet gave, and the other one that it gave later. This is no disagreement."""

    earlier: Claim
    later: Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing for which sources give different values, or an outlet has given different ones in turn."""

    aspect: Aspect
    phrase: Phrase
    sides: tuple[Side, ...]  # two or more that disagree, the one with the newest article first; or none
    updates: tuple[Update, ...]  # by outlet, each in order of time

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every value that it names: those of its sides, then of its updates."""
        revised = (claim for update in self.updates for claim in (update.earlier, update.later))
        return (*(claim for side in self.sides for claim in side.claims), *revised)

    @property
    def printed(self) -> tuple[tuple[str, tuple[Span, ...]], ...]:
        """The stretches of articles that it prints, by the articles' ids."""
        phrase = Span(start=self.phrase.start, end=self.phrase.end)
        spans = [(one.article, (Span(start=one.start, end=one.end), one.sentence)) for one in self.claims]
        return (*spans, (self.phrase.article, (phrase,)))
