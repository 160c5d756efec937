"""What an article counts: each quantity as a number, with what it is a number of."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Bound(StrEnum):
    """How a figure's numbers stand to what they count."""

    EXACT = "exact"
    AT_LEAST = "at least"  # "at least 12", "12 or more", "no fewer than 12", "a minimum of 12"
    AT_MOST = "at most"  # "up to 12", "at most 12", "no more than 12", "as many as 12"
    MORE_THAN = "more than"  # "more than 12", "over 12", "above 12", "12-plus"
    FEWER_THAN = "fewer than"  # "fewer than 12", "less than 12", "under 12", "nearly 12", "almost 12"
    ABOUT = "about"  # "about 12", "some 12", "around 12", and fractions: "a third"


class Measure(StrEnum):
    """What kind of quantity a figure is."""

    COUNT = "count"  # of things or people; unit ""
    SUM = "sum"  # of money; unit is a currency
    SHARE = "share"  # of a whole, in percent, fractions too; `counted` is the whole: "30% of voters" → ("voter",)
    POINTS = "points"  # percentage points or basis points; unit "percentage point"
    DURATION = "duration"  # unit "year", "month", "week", "day", "hour", "minute", "second"
    AGE = "age"  # unit "year old"; `actors` holds the name, or `counted` what is that old
    SIZE = "size"  # length, weight, area, speed, temperature, magnitude …; unit says which
    RANK = "rank"  # an ordinal: "her third visit" → 3, counted ("visit",)
    RESULT = "result"  # of a match or a vote, `low` the first number and `high` the second: "3-2"


class Change(StrEnum):
    """What a figure is in a change."""

    LEVEL = ""  # no change is told
    BY = "by"  # the difference: "rose by 12", "a 12% rise", "fell 12%"
    TO = "to"  # the new level: "rose to 12"
    FROM = "from"  # the old level: "from 10 to 12"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity of an article's running text. A field that could not be read with certainty is empty."""

    start: int
    end: int
    text: str  # the number with its bound and unit, verbatim: "at least 12", "RM2.4 billion", "10 to 12 percent"
    sentence: int  # index into Analysis.sentences

    # The number.
    low: float  # in `unit`
    high: float  # equal to `low`, but for a range ("10 to 12") and a vague word ("dozens": 24 to 99)
    grain: float  # the place of the last digit printed: 1 for "1,234", 100000 for "2.4 million"
    vague: bool  # "dozens", "hundreds of", "several million": low and high say only what the word can mean
    bound: Bound
    unit: str  # "" for a count, "percent", "percentage point", "USD", "year old", "day", "km", "magnitude" …
    measure: Measure
    per: str  # of a rate, what it is for: "day" in "12 a day", "barrel" in "$80 per barrel"; or ""

    # What it is a number of.
    counted: tuple[str, ...]  # lower-case lemmas, noun last: ("foreign", "tourist"); people at large are ("person",)
    deed: str  # what it stands with, the same in each voice: "kill" for "12 killed", "12 dead", "the death toll is 12"
    change: Change
    direction: str  # "up" or "down" where a change is told, or ""
    doer: bool  # what is counted does the deed to something else: "12 countries signed it"; not what it is done to
    subject: str  # who does the deed to it: a lower-case noun, a name's last word, or "" ("it", "they", a passive)
    actors: tuple[str, ...]  # names that its clause ties to it, in order; people in the fullest form of the article
    places: tuple[str, ...]  # names of the places of its phrase, else of its clause, else of its sentence; no dateline
    day: date | None  # the first day of the time that its clause gives, from the article's date where it is relative
    last_day: date | None  # equal to `day` for one day; the last of a week, month, quarter or year
    claimant: str  # who is cited for it, as Quote.speaker or as printed ("police", "the Health Ministry"), or ""

    # What keeps it from being compared as it stands.
    part: bool  # of a whole that is told beside it: "12 of them", "12 of the 40", "including 12 children"
    further: bool  # on top of others: "another 12", "a further 12", "12 more"
    total: bool  # of all up to now: "so far", "in total", "since January", "the toll"
    hypothetical: bool  # "could kill 12", "if", "fears of", "plans to", "expected to", a question
    negated: bool  # "not 12", "denied that 12"
