"""Date expressions: their forms in English, and whole numeric dates in any language."""

import re

_UNIT = "week|month|year|quarter|weekend"
NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(),  # noqa: SIM905 - in order
        start=1,
    )
} | {"a": 1, "an": 1, "a couple of": 2}
_COUNT = r"\d{1,2}|" + "|".join(sorted(NUMBERS, key=len, reverse=True))
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_FULL_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_NTH = r"(?:st|nd|rd|th)?"
_NO_FIGURE = r"(?!\d|[.,:]\d|\s?%|[-–/]\d)"
_YEAR = rf"(?:19|20)\d\d{_NO_FIGURE}(?!s\b)"
_BETWEEN = r"\s?[-–—]\s?|\s+(?:to|through|until|till)\s+"
_EDGE = r"(?<![\w$€£.,/–-])"


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(_EDGE + pattern)


# Most specific first: what one form has taken, right or wrong, no later one reads again.
FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # What looks like a date and means no certain day.
    (
        "nothing",
        _form(
            rf"(?:(?i:every|each|most|some|many|another|any|alternate)\s+(?:\w+\s+)?(?:{_WEEKDAY}|{_FULL_MONTH}|{_UNIT})\b"
            rf"|(?i:a|an)\s+(?:\w+\s+)?{_WEEKDAY}\s+(?:in|of)\s+{_MONTH}|(?i:on a)\s+{_WEEKDAY}"
            rf"|(?i:black|good|super|giving|bloody|cyber|palm|easter|ash|holy|fat|shrove|maundy|boxing|whit|ruby)\s+{_WEEKDAY}"
            rf"|{_WEEKDAY}\s+the\s+\d+\w*|{_WEEKDAY}s\b"
            rf"|{_WEEKDAY}(?:\s+(?:morning|evening|afternoon|night|lunch)s|\s+(?i:prayers?|mass|school|best|roast)\b)"
            rf"|(?i:a|one|two)\s+weeks?\s+(?:from|after|before)\s+(?:last\s+|next\s+)?{_WEEKDAY}|{_WEEKDAY}\s+(?:week\b|fortnight)"
            rf"|{_WEEKDAY}(?:,)?\s+(?:to|through|until|and|or|-|–)\s+{_WEEKDAY}|{_WEEKDAY}[-–]{_WEEKDAY}"
            rf"|{_WEEKDAY}\s+of\s+(?:last|next|that|this)\s+week"
            rf"|(?:Sept\.?|September)\s+11(?:th)?{_NO_FIGURE}(?!,?\s+(?:19|20)\d\d)|9/11|24/7"
            rf"|(?:Day|Month|Week|Year)s?\s+of\s+{_MONTH}"
            rf"|{_MONTH}(?:\s+{_DAY}{_NTH})?,?\s+(?:of\s+)?(?:that|the same|the following|the previous)\s+year"
            r")"
        ),
    ),
    (
        "numeric",
        _form(r"(?P<year>(?:19|20)\d\d)(?P<mark>[-./])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\w/-]|\.\d)"),
    ),
    ("numeric", _form(r"(?P<a>\d{1,2})(?P<mark>[-./])(?P<b>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?![\w/-]|\.\d)")),
    # Spans.
    (
        "span",
        _form(
            rf"(?:(?i:from|between)\s+)?(?P<month>{_MONTH})\s+(?P<day>{_DAY}){_NTH}(?:{_BETWEEN}|(?P<and>\s+and\s+))"
            rf"(?:(?P<month2>{_MONTH})\s+)?(?P<day2>{_DAY}){_NTH}{_NO_FIGURE}(?:,?\s+(?P<year>{_YEAR}))?"
        ),
    ),
    (
        "span",
        _form(
            rf"(?:(?i:from|between)\s+)?(?P<day>{_DAY}){_NTH}(?:\s+(?P<month>{_MONTH}))?(?:{_BETWEEN}|(?P<and>\s+and\s+))"
            rf"(?P<day2>{_DAY}){_NTH}\s+(?:of\s+)?(?P<month2>{_MONTH})(?:,?\s+(?P<year>{_YEAR}))?(?!\w)"
        ),
    ),
    (
        "years",
        _form(rf"(?i:from|between)\s+(?P<year>(?:19|20)\d\d)\s+(?:to|and|until|through)\s+(?P<year2>{_YEAR})"),
    ),
    # Days of a month.
    (
        "day",
        _form(
            rf"(?:(?P<weekday>{_WEEKDAY}),?\s+)?(?P<month>{_MONTH})\s+(?P<day>{_DAY}){_NTH}(?!\w)"
            rf"(?:,?\s+(?P<year>{_YEAR})|{_NO_FIGURE})"
        ),
    ),
    (
        "day",
        _form(
            rf"(?:(?P<weekday>{_WEEKDAY}),?\s+)?(?:the\s+)?(?P<day>{_DAY}){_NTH}\s+(?:of\s+)?(?P<month>{_MONTH})(?!\w)"
            rf"(?:,?\s+(?P<year>{_YEAR}))?(?!\s+\d{{1,2}}(?!\d))"
        ),
    ),
    # Months, quarters, years.
    ("month", _form(rf"(?P<month>{_MONTH})\s+(?:of\s+)?(?P<which>last|this|next)\s+year(?![\w’'])")),
    ("month", _form(rf"(?P<month>{_MONTH}),?\s+(?:of\s+)?(?P<year>{_YEAR})(?![\w’'])")),
    ("month", _form(rf"(?P<which>(?i:last|this|next))\s+(?P<month>{_FULL_MONTH})(?![\w’'])(?!\s+\d)")),
    (
        "month",
        _form(
            rf"(?P<before>(?i:in|since|by|until|till|during|from|through))\s+(?:(?:early|late|mid)[- ]\s?)?"
            rf"(?P<month>{_FULL_MONTH})(?![\w’'-])(?!\s+(?:[A-Z\d]|(?:or|and|to|through)\s+{_MONTH}))"
        ),
    ),
    (
        "quarter",
        _form(
            rf"(?:(?i:the)\s+)?(?P<nth>(?i:first|second|third|fourth))\s+quarter\s+(?:of\s+)?(?P<year>{_YEAR})(?!\w)"
        ),
    ),
    ("quarter", _form(rf"Q(?P<nth>[1-4])(?:\s+of)?\s+(?P<year>{_YEAR})(?!\w)")),
    (
        "year",
        _form(
            rf"(?P<before>(?i:in|since|by|until|till|during|from|back in))\s+(?:(?:early|late|mid)[- ]\s?)?"
            rf"(?P<year>{_YEAR})(?![\w’'–-])"
        ),
    ),
    # What is told from the day of the article.
    (
        "weekday",
        _form(
            r"(?:(?P<which>(?i:last|next|this past|this coming|this))\s+"
            r"|(?P<other>(?i:the (?:following|previous|next|last|first|same)|that|one))\s+)?"
            rf"(?P<weekday>{_WEEKDAY})(?!\w)"
        ),
    ),
    (
        "near",
        _form(
            r"(?P<word>(?i:yesterday|tomorrow|tonight|last night|this (?:morning|afternoon|evening)|today))(?![\w’'-])"
        ),
    ),
    (
        "nothing",
        _form(
            rf"(?i:(?:the|its|his|her|their|our|my|a|past|these|those|that|of)\s+(?:last|next|past)\s+(?:{_UNIT})"
            rf"|this (?:past|coming) (?:{_UNIT}))\b"
        ),
    ),
    (
        "unit",
        _form(
            rf"(?:(?P<part>(?i:earlier|later|early|late))\s+)?(?P<which>(?i:last|this|next))\s+(?P<unit>{_UNIT})(?![\w’'-])"
        ),
    ),
    ("unit", _form(r"(?i:over|during|at|on)\s+(?P<which>(?i:the))\s+(?P<unit>weekend)(?![\w’'-])")),
    ("ago", _form(rf"(?P<count>(?i:{_COUNT}))\s+(?P<unit>day|week|month|year)s?\s+ago(?!\w)")),
    # What is told from another day of the text.
    ("from", _form(rf"(?P<count>(?i:{_COUNT}))\s+days?\s+(?P<way>earlier|later)(?!\w)")),
    (
        "from",
        _form(
            r"(?i:the)\s+(?:(?P<way>day before|day after|(?:next|following|previous) day))(?=[,.;)]|$|\s+(?:but|and)\b)"
        ),
    ),
)
"""What kind of date expression each form is, and its form; `date_meaning` reads the groups."""

CALENDAR = re.compile(
    rf"{_WEEKDAY}|{_MONTH}|\b(?:19|20)\d\d\b"
    r"|(?i:\b(?:to(?:day|night|morrow)|yesterday|night|this|last|next|weekend|ago|earlier|later|day)\b)"
)
"""What every expression holds some of: a text without it has none."""
VAGUE = re.compile(
    r"(?i:than|over|under|nearly|almost|about|around|roughly|some|at least|up to|or|few|approximately)\s+$"
)
"""Words right before a count that make it uncertain."""
