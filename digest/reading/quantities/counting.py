"""Which numbers are figures, and how far: what they count is known, what they are only a part of."""

import re
from collections.abc import Sequence

from digest.nouns import Bound, Change, Figure, Measure
from digest.reading.parse import Parse
from digest.reading.quantities.families import CASUALTIES, closed
from digest.reading.quantities.frame import Deed
from digest.reading.quantities.numbers import Number
from digest.reading.quantities.phrases import Counted, hyphened
from digest.reading.quantities.units import MONEY
from digest.reading.verbs import is_reporting

_MEMBERS = closed("member seat judge person nation country page room bed storey vehicle bedroom")
_OF_THOSE = re.compile(r"[“\"]?Of (?:the|those|these|them|its|their)\b[^.;]{0,60}, $")
_SOME_OF = re.compile(
    r"\b(?:all|most|many|some|several|few|none|any|each|both|half|third|quarter|majority|percent|per cent|number"
    r"|\d+|one|two|three|four|five|six|seven|eight|nine|ten|dozens?|%)"
    r" of (?:the|those|these|its|their|his|her)(?: \w+)? ?$",
    re.IGNORECASE,
)
_OF_ALL = re.compile(r" of (?:the |its |their |his |her |all )?")
_SOME = closed("remaining other first last next these those final top latter same")


def is_counted(parse: Parse, number: Number, counted: Counted, deed: Deed) -> bool:  # noqa: PLR0911 - one a reason
    """Whether it is known what a bare number counts; sources ("two officials said") and "one thing" are no news."""
    if not deed.lemma or not deed.counted:
        return False
    token = parse.tokens[deed.verb] if deed.verb >= 0 else None
    if (
        token is not None and token.pos in {"VERB", "AUX"} and deed.lemma.endswith(" of")
    ):  # `of the 40 passengers, 12 were hurt`
        return False
    speaks = token is not None and is_reporting(token) and not deed.doer and counted.noun < token.i
    if speaks and number.measure is Measure.COUNT and deed.lemma not in CASUALTIES:
        return False
    if number.measure is Measure.COUNT and number.low == number.high == 1 and number.bound is Bound.EXACT:
        return deed.lemma in CASUALTIES and not counted.part
    if parse.tokens[counted.top].dep == "appos" and (counted.noun < 0 or deed.lemma not in CASUALTIES):
        return False
    if counted.lemmas[-1:] == ("pound",) or _is_when(parse, counted):
        return False
    joined = hyphened(parse, number)
    return joined is None or number.end > number.last or joined.lemma.lower() in _MEMBERS


def _is_when(parse: Parse, counted: Counted) -> bool:
    """`two Sundays ago`."""
    behind = counted.noun + 1
    return 0 < behind < len(parse.tokens) and parse.tokens[behind].text.lower() in {"ago", "later", "earlier"}


def in_money(number: Number, counted: Counted) -> tuple[Number, Counted]:
    """`billions of dollars`: a sum, and no dollars counted."""
    unit = MONEY.get(counted.lemmas[-1]) if counted.lemmas and number.measure is Measure.COUNT else None
    if unit is None:
        return number, counted
    return number._replace(unit=unit, measure=Measure.SUM), counted._replace(lemmas=counted.lemmas[:-1])


def membership(parse: Parse, number: Number, counted: Counted) -> Deed | None:
    """`a 12-member council`: it has 12 members."""
    joined = hyphened(parse, number)
    if joined is None or number.unit or joined.lemma.lower() not in _MEMBERS:
        return None
    whole = counted.lemmas[-1:] if counted.lemmas[-1:] != (joined.lemma.lower(),) else ()
    return Deed("have", -1, (*whole, joined.lemma.lower()))


def agreeing(found: list[Figure]) -> list[Figure]:
    """Without the bare number of a change whose other level has a unit: "to 4.3 million euros from 4.9 million"."""
    turned = {figure.counted for figure in found if figure.unit and figure.change is not Change.LEVEL}
    return [one for one in found if one.unit or one.change is Change.LEVEL or one.counted not in turned]


def is_whole(text: str, number: Number, others: Sequence[Number]) -> bool:
    """`82 of 180 seats`: what another number is a part of."""
    between = (text[other.end : number.start] for other in others if other.end < number.start and not other.unit)
    return any(_OF_ALL.fullmatch(words) for words in between)


def is_part(before: str) -> bool:
    """`the remaining 12`, `all of the 12`, `of the 40, 12`: by the sentence's words before a number."""
    words = before.split()
    return bool(words and words[-1].lower() in _SOME) or bool(_OF_THOSE.match(before) or _SOME_OF.search(before))
