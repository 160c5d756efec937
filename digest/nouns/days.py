"""The days that an article speaks of, and whether something happened on them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DayPrecision(StrEnum):
    """How large a stretch of the calendar a date expression names."""

    DAY = "day"
    SPAN = "span"  # some days: "from 25 to 27 February", "the weekend"
    WEEK = "week"  # Monday to Sunday
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Resolved(StrEnum):
    """How a date expression was read."""

    WHOLE = "whole"  # it names its year itself
    PUBLISHED = "published"  # from the article's trusted date: "on Thursday", "27 February"
    TEXT = "text"  # from another date of the same article: "two days earlier"


class Standing(StrEnum):
    """What the words around a date say of it."""

    HAPPENED = "happened"
    PLANNED = "planned"  # the article speaks of it as of something to come, whatever has come since
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date expression in a sentence, with the days that it means."""

    start: int  # offsets into the article's text
    end: int
    text: str
    sentence: int  # index into Analysis.sentences
    first: date
    last: date  # the last day that is meant: equal to `first` for a day
    precision: DayPrecision
    resolved: Resolved
    standing: Standing = Standing.UNCLEAR
    verb: str = ""  # lemma of the main verb of its clause; "" where the parse gives none
    main: bool = False  # whether that clause is the sentence's own, or what the sentence says that somebody says
