"""When a story's articles appeared, and when what they tell happened."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from digest.nouns.days import DayPrecision
from digest.nouns.sources import Moment


class EntryKind(StrEnum):
    """What a timeline notes."""

    PUBLISHED = "published"  # a text of its own appeared
    EVENT = "event"  # something happened, or is announced, on a day that an article names
    SPEAKER = "speaker"  # the first article that quotes a person
    FIGURE = "figure"  # the first article that gives a value of a figure that outlets dispute or have revised


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something with a place in time."""

    kind: EntryKind
    first: date
    last: date  # equal to `first` for a single day
    precision: DayPrecision
    article: str  # id of the article whose words these are, or that appeared
    start: int = 0  # the words that tell it, in that article's text; both 0 for a publication
    end: int = 0
    text: str = ""
    moment: Moment | None = None  # of a publication, and of the article that brings a first appearance
    also_in: tuple[str, ...] = ()  # an event: the others that tell it; a publication: its copies; in story order
    announced: bool = False  # an event that lay ahead of the newest article that speaks of it
    background: bool = False  # an event so far from the rest that it would stretch a drawing
    name: str = ""  # the person, or the figure as printed; "" for the other kinds
    person: str = ""  # id of the Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A story's entries, earliest first."""

    entries: tuple[Entry, ...]
    more_events: int = 0  # dated events that are not listed, because fewer articles tell them
