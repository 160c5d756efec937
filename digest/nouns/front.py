"""The front page: why each story stands where it stands, and what an edition puts first."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction


class Standing(StrEnum):
    """What a story is to an edition; the first kinds rank before the others."""

    NEWS = "news"  # it brings something new, and its newest article is not old
    CONTINUING = "continuing"  # nothing new, and its newest article is recent
    BACKGROUND = "background"  # this edition brings it, and its newest article is old
    PAST = "past"  # nothing new, and its newest article is long past


@dataclass(frozen=True, slots=True, kw_only=True)
class Age:
    """How many of a story's independent texts were first published so many days before the edition."""

    days: int | None  # 0 is the edition's own day; None: no trusted date
    texts: int


UNDATED_DAYS = 3
"""A text without a trusted date counts as one of so many days before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """Why a story stands where it stands: everything that its place depends on."""

    story: str
    place: int  # from 1
    pin: int  # its place among the stories that editors put first, from 1; 0: not pinned
    standing: Standing
    ages: tuple[Age, ...]  # of its independent texts, youngest first, undated last
    topics: tuple[str, ...]  # slugs of the watched topics that it belongs to
    outlets: int
    latest: datetime | None  # when its newest article was published; aware, UTC. None: no trusted date

    @property
    def weight(self) -> Fraction:
        """Its independent texts, each divided by its age in days, the edition's own day being the first."""
        days = ((age.texts, UNDATED_DAYS if age.days is None else age.days) for age in self.ages)
        return sum((Fraction(texts, 1 + number) for texts, number in days), Fraction(0))

    @property
    def key(self) -> tuple[bool, int, int, Fraction, bool, int, float, str]:
        """What stories are sorted by."""
        return (
            not self.pin,
            self.pin,
            list(Standing).index(self.standing),
            -self.weight,
            not self.topics,
            -self.outlets,
            -self.latest.timestamp() if self.latest else 0.0,
            self.story,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The front page's choice of an edition."""

    ranks: tuple[Rank, ...] = ()  # of every story, in rank order
