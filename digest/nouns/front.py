"""The front page: why each story stands where it stands, and what an edition puts first."""

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from digest.nouns.sources import Moment


class RankClass(StrEnum):
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
_CLASSES = {one: place for place, one in enumerate(RankClass)}


@lru_cache(maxsize=10_000)  # most stories of an archive are of one text, and many of one day
def _weight(ages: tuple[Age, ...]) -> Fraction:
    days = ((age.texts, UNDATED_DAYS if age.days is None else age.days) for age in ages)
    shares = [Fraction(texts, 1 + number) for texts, number in days]
    return sum(shares[1:], start=shares[0]) if shares else Fraction(0)


@lru_cache(maxsize=10_000)
def _heavier_first(ages: tuple[Age, ...]) -> tuple[float, Fraction]:
    """What sorts weights; the nearest number, and one object for equal ages, spare comparing most fractions."""
    weight = _weight(ages)
    return -float(weight), -weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """Why a story stands where it stands: everything that its place depends on."""

    story: str
    place: int  # from 1
    pin: int  # its place among the stories that editors put first, from 1; 0: not pinned
    standing: RankClass
    ages: tuple[Age, ...]  # of its independent texts, youngest first, undated last
    topics: tuple[str, ...]  # slugs of the watched topics that it belongs to
    outlets: int
    latest: Moment | None  # when its newest article was published; None: no trusted date

    @property
    def weight(self) -> Fraction:
        """Its independent texts, each divided by its age in days, the edition's own day being the first."""
        return _weight(self.ages)

    @property
    def key(self) -> tuple[bool, int, int, tuple[float, Fraction], bool, int, float, str]:
        """What stories are sorted by."""
        return (
            not self.pin,
            self.pin,
            _CLASSES[self.standing],
            _heavier_first(self.ages),
            not self.topics,
            -self.outlets,
            -self.latest.at.timestamp() if self.latest else 0.0,
            self.story,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A leading story, and what stands with it."""

    story: str
    sentences: int  # of its summary
    quote: int | None  # the place of one of its quotes, from 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """Stories in one line each, in rank order."""

    stories: tuple[str, ...] = ()
    more: int = 0  # that there is no room for


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One of the edition's quotes."""

    story: str
    quote: int  # its place among the story's quotes, from 0
    new: bool  # whether an article that this edition brought has it


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What an editor decided about a story of this edition's news."""

    story: str
    text: str


class GapKind(StrEnum):
    """Something that an edition has not seen, or does not know."""

    FAILING = "failing"  # feeds that cannot be read; of outlets that are heard otherwise too
    SILENT = "silent"  # outlets without an article
    SKIPPED = "skipped"  # files and records that could not be read
    TEASERS = "teasers"  # articles of which only the feed's own words are here
    FOREIGN = "foreign"  # articles that could not be parsed
    UNDATED = "undated"  # articles without a date
    DOUBTFUL = "doubtful"  # articles whose date is not trusted
    UNNAMED = "unnamed"  # articles of an unknown outlet
    EXCLUDED = "excluded"  # articles that editors left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """How much of a kind is not seen, or not known."""

    kind: GapKind
    number: int
    names: tuple[str, ...] = ()  # the outlets, files or languages, where they have names; not all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The edition in honest numbers."""

    stories: int = 0
    articles: int = 0
    new_articles: int = 0  # that this edition brought
    outlets: int = 0
    texts: int = 0  # independent ones
    heard: int = 0  # outlets that this edition brings an article of
    silent: int = 0  # outlets that are followed or were heard lately, and brought none
    failing: int = 0  # outlets whose feed cannot be read, and that brought none
    quotes: int = 0
    attributed: int = 0  # quotes with their speaker
    sentences: int = 0  # of summaries


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The front page's choice of an edition; every story is in at most one of its lists."""

    ranks: tuple[Rank, ...] = ()  # of every story, in rank order
    numbers: Numbers = field(default_factory=Numbers)
    leads: tuple[Lead, ...] = ()  # at most seven
    briefs: Rubric = field(default_factory=Rubric)  # news told by several texts that does not lead
    single: Rubric = field(default_factory=Rubric)  # news told by one text
    continuing: Rubric = field(default_factory=Rubric)  # nothing new
    background: Rubric = field(default_factory=Rubric)  # what the edition brings of older days
    past: int = 0  # further stories, long past
    said: tuple[Said, ...] = ()  # who said what: at most ten, each person once
    revisions: tuple[int, ...] = ()  # what outlets changed since the edition before: places in the ledger's revisions
    corrections: tuple[Correction, ...] = ()
    gaps: tuple[Gap, ...] = ()  # what was not seen
