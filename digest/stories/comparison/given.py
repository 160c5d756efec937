"""What an article gives for a thing, and how two articles' values for it stand to each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from typing import Generic, TypeVar

from digest.nouns import Analysis, Aspect, Claim, Group, Member, Moment, Origin, Precision, Span

Value = TypeVar("Value")


class Verdict(Enum):
    """How two given values stand to each other."""

    SAME = auto()  # for the same thing, and both may be true
    DIFFER = auto()  # for the same thing, and one of them is wrong
    APART = auto()  # not known to be for the same thing at the same time


@dataclass(frozen=True, slots=True, kw_only=True)
class Given(Generic[Value]):
    """A value, and where it is given. `precise` ones found a side; the others join one, if it is clear which."""

    aspect: Aspect
    claim: Claim
    value: Value
    precise: bool = True

    @property
    def article(self) -> str:
        """The id of the article that gives it."""
        return self.claim.article


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """An article as a bearer of values."""

    place: int  # in its story's order
    outlet: str  # its name, or the article's id where that is unknown
    voice: str  # id of the text that speaks in it
    published: Moment | None

    @property
    def day(self) -> date | None:
        """The day of its publication, where that is known for certain."""
        moment = self.published
        return None if moment is None or moment.doubt or moment.origin is Origin.STORY else moment.day

    @property
    def newness(self) -> tuple[bool, float, int]:
        """Newest first when sorted, undated last."""
        return self.published is None, -self.published.at.timestamp() if self.published else 0.0, self.place

    def followed(self, other: "Bearer") -> bool:
        """Whether it is known to have appeared after another one."""
        if self.day is None or other.day is None or self.published is None or other.published is None:
            return False
        if Precision.DAY in {self.published.precision, other.published.precision}:
            return self.day > other.day
        return _instant(self.published) > _instant(other.published)


def _instant(moment: Moment) -> datetime:
    return moment.at


def bearers(group: Group) -> dict[str, Bearer]:
    """The articles of a group by id."""
    voices = group.voices
    return {
        member.analysis.article.id: Bearer(
            place=place,
            outlet=_outlet(member),
            voice=voices[member.analysis.article.id],
            published=member.published,
        )
        for place, member in enumerate(group.members)
    }


def _outlet(member: Member) -> str:
    article = member.analysis.article
    return article.outlet.value if article.outlet else article.id


def claim_at(analysis: Analysis, start: int, end: int) -> Claim | None:
    """A value of an article with its sentence, or None outside of its sentences."""
    inside = (one for one in analysis.sentences if one.start <= start and end <= one.end)
    sentence = next(inside, None)
    if sentence is None:
        return None
    text = analysis.article.text[start:end]
    span = Span(start=sentence.start, end=sentence.end)
    return Claim(article=analysis.article.id, start=start, end=end, text=text, sentence=span)


def days_apart(one: Bearer, other: Bearer) -> int | None:
    """Days between two publications; None where one of them is unknown."""
    return abs((one.day - other.day).days) if one.day and other.day else None


Bearers = Mapping[str, Bearer]
