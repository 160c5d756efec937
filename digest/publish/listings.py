"""What templates get of pages that list stories: the front page, people, outlets, months; as digest.publish.views."""

from dataclasses import dataclass

from digest.publish.safe import Safe
from digest.publish.strip import StripView
from digest.publish.views import QuoteView, SourceView, StoryView


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidView:
    """What a person said in one story."""

    story: StoryView
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleView:
    """A role as printed, and where."""

    text: str
    source: SourceView
    story: StoryView
    more: int  # further articles that print the same role


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """A person, with everything said."""

    name: str
    address: Safe
    role: str
    joint: Safe  # between name and role, as for a quote
    roles: tuple[RoleView, ...]
    forms: tuple[str, ...]
    said: tuple[SaidView, ...]
    strip: StripView | None  # None where all is of one week
    mentioned: tuple[StoryView, ...]
    counted: str  # "5 quotes in 2 stories"
    quote_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedView:
    """An article of an outlet, in its story."""

    source: SourceView
    story: StoryView
    first: bool  # the story's earliest dated text
    copy_of: str  # the outlet or file whose text it is, or ""
    retells: str  # the outlet or file that it retells, or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletView:
    """An outlet, with what it published here."""

    name: str
    address: Safe
    counted: str
    printed: tuple[PrintedView, ...]
    languages: str
    first_count: str
    copy_count: str
    latest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """The stories of one day."""

    words: str
    stories: tuple[StoryView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """The stories of one month."""

    words: str
    address: Safe
    counted: str
    days: tuple[DayView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersView:
    """The edition in honest numbers, in words."""

    line: tuple[str, ...]
    articles: str
    stories: str
    outlets: str
    unknown_outlets: int
    quotes: str
    attributed: str
    sentences: str
    undated: int
    inferred: int
    skipped: int
    duplicates: int
    excluded: int
