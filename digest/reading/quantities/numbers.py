"""Numbers with their units, ranges and bounds, as a text prints them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from digest.nouns import Bound, Measure
from digest.reading.quantities.atoms import Atom, Kind, atoms
from digest.reading.quantities.units import Unit, unit_at

_WORDS = {
    Bound.AT_LEAST: "at least|at the least|at a minimum|no fewer than|no less than|not less than|not fewer than"
    "|a minimum of|minimum|upwards? of|no lower than",
    Bound.AT_MOST: "at most|at the most|no more than|not more than|up to|as many as|as much as|as high as|a maximum of"
    "|no higher than|maximum",
    Bound.MORE_THAN: "more than|well over|just over|a little over|slightly over|over|above|in excess of|exceeding"
    "|exceeds?|exceeded|greater than|higher than|larger than|longer than|older than|north of|well above|just above"
    "|slightly more than|a little more than|topped|topping|surpass(?:ed|ing)|older than",
    Bound.FEWER_THAN: "fewer than|less than|just under|well under|under|below|just below|nearly|almost|not quite"
    "|lower than|shy of|just shy of|approaching|younger than|slightly less than|slightly under|shorter than",
    Bound.ABOUT: "about|around|some|roughly|approximately|an estimated|estimated|circa|close to|more or less"
    "|around about|somewhere around|somewhere between|in the region of|near|nearer|~",
}
_BOUNDS = {bound: re.compile(rf"(?:(?<![\w-])(?:{words})) $", re.IGNORECASE) for bound, words in _WORDS.items()}
_BEHIND = (
    (
        Bound.AT_LEAST,
        re.compile(r" or (?:more|above|older|over|longer|higher|greater)\b|,? at least\b(?=[,.;])", re.IGNORECASE),
    ),
    (
        Bound.AT_MOST,
        re.compile(r" or (?:fewer|less|under|younger|below|lower)\b|,? at (?:the )?most\b(?=[,.;])", re.IGNORECASE),
    ),
    (Bound.MORE_THAN, re.compile(r"(?:-plus\b|\+| plus(?= [a-z]))", re.IGNORECASE)),
    (Bound.ABOUT, re.compile(r"(?:-odd\b| or so\b|-or-so\b|-ish\b)", re.IGNORECASE)),
)
_NEAR = 24  # characters before a number in which its bound stands
_JOIN = re.compile(r"(?:\s?[-–—‑]\s?|[ \u00a0](?P<word>to|or|and)[ \u00a0])$")
_BETWEEN = re.compile(r"\bbetween (?:about |around |roughly |some )?$", re.IGNORECASE)
_FROM = re.compile(
    r"\bfrom (?:about |around |roughly |some |just |nearly |more than |less than |an? )?$", re.IGNORECASE
)
_RANGING = re.compile(
    r"\b(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying)|anywhere|aged|ages|lasting|last) from ", re.IGNORECASE
)
_CHANGING = re.compile(
    r"\b(?:by|rose|risen|ris(?:e|es|ing)|fell|fall(?:s|en|ing)?|increas\w+|decreas\w+|drop\w*|climb\w*|jump\w*|grew"
    r"|grow\w*|declin\w+|plung\w+|slump\w*|surg\w+|gain\w*|los[et]|slip\w*|up|down|tumbl\w+|advanc\w+|slid\w*|sank"
    r"|add(?:ed|s|ing)|shed|eas(?:ed|es|ing)|rall(?:y|ied))"
    r"(?: (?:by|about|around|some|nearly|almost|more than|less than|another|a further))* $",
    re.IGNORECASE,
)
_VERSUS = re.compile(
    r"\b(?:w[io]n(?:s|ning)?|beat(?:s|en|ing)?|los[et]s?|losing|loss|defeat\w*|draw[ns]?|drew|vot(?:e|ed|es|ing)"
    r"|ruling|ruled|decision|lead|led|victory|score[ds]?|scoring|thrash\w*|split|goals?|match|final|aggregate|sets?)\b",
    re.IGNORECASE,
)
_GOALS = 400  # no result has a greater number on one side, but for votes of great parliaments


class Number(NamedTuple):
    """A number as printed; `start` and `end` take in bound and unit, `first` and `last` the bare number and unit."""

    start: int
    end: int
    first: int
    last: int
    low: float
    high: float
    grain: float
    vague: bool
    bound: Bound
    kind: Kind
    unit: str
    measure: Measure
    digits: bool
    joined: bool  # a range that "and" without "between" or a bare hyphen makes: it may be two numbers


class _Valued(NamedTuple):
    atom: Atom
    unit: Unit | None

    @property
    def start(self) -> int:
        return self.unit.start if self.unit else self.atom.start

    @property
    def end(self) -> int:
        return self.unit.end if self.unit else self.atom.end


def numbers(text: str, start: int, end: int) -> list[Number]:
    """The numbers of `text[start:end]`, in order; which of them count anything is not asked here."""
    valued = [_valued(text, atom) for atom in atoms(text, start, end)]
    found: list[Number] = []
    position = 0
    while position < len(valued):
        pair = valued[position : position + 2]
        low = found[-1].end if found else start
        joined = _range(text, pair, low) if len(pair) > 1 else None
        found.append(joined or _single(text, pair[0], low))
        position += 2 if joined else 1
    return found


def _valued(text: str, atom: Atom) -> _Valued:
    unit = unit_at(text, atom.start, atom.end)
    if unit is None and atom.short == "m":  # `5m high`
        metres = unit_at(text, atom.start, atom.end - 1)
        if metres and metres.name == "m":
            scaled = round(atom.low / atom.power, 6)
            return _Valued(atom._replace(low=scaled, high=scaled, grain=atom.grain / atom.power), metres)
    return _Valued(atom, unit)


def _bound(text: str, low: int, start: int, end: int) -> tuple[Bound, int, int]:
    """The bound of a number, and the stretch that it widens the number to."""
    for bound, behind in _BEHIND:
        match = behind.match(text, end)
        if match:
            return bound, start, match.end()
    for bound, before in _BOUNDS.items():
        match = before.search(text, max(low, start - _NEAR), start)
        if match:
            return bound, match.start(), end
    return Bound.EXACT, start, end


def _single(text: str, one: _Valued, before: int) -> Number:
    atom, unit = one
    bound, start, end = _bound(text, before, one.start, one.end)
    if atom.kind is Kind.PART and bound is Bound.EXACT:
        bound = Bound.ABOUT
    return Number(
        start=start,
        end=end,
        first=one.start,
        last=one.end,
        low=atom.low,
        high=atom.high,
        grain=atom.grain,
        vague=atom.vague,
        bound=bound,
        kind=atom.kind,
        unit="percent" if atom.kind is Kind.PART else unit.name if unit else "",
        measure=_measure(atom, unit),
        digits=atom.digits,
        joined=False,
    )


def _measure(atom: Atom, unit: Unit | None) -> Measure:
    if atom.kind is Kind.ORDINAL:
        return Measure.RANK
    if atom.kind is Kind.PART:
        return Measure.SHARE
    return unit.measure if unit else Measure.COUNT


def _range(text: str, pair: Sequence[_Valued], before: int) -> Number | None:
    """`10 to 12`, `between 10 and 12`, `$5-7 million`: two numbers of one unit that say one quantity."""
    first, second = pair
    between = text[first.end : second.start]
    join = _JOIN.match(between)
    if join is None or Kind.ORDINAL in {first.atom.kind, second.atom.kind} or first.atom.vague or second.atom.vague:
        return None
    dashed = join["word"] is None
    opened = _BETWEEN.search(text, max(before, first.start - _NEAR), first.start)
    if (join["word"] == "and") != bool(opened) or not _same_unit(first, second):
        return None
    leaving = _FROM.search(text, max(before, first.start - _NEAR), first.start)
    if (
        join["word"] == "to"
        and leaving
        and not _RANGING.search(text, max(before, first.start - 2 * _NEAR), first.start)
    ):
        return None
    if join["word"] == "to" and _CHANGING.search(text, max(before, first.start - _NEAR), first.start):
        return None
    if dashed and first.unit is None and second.unit is None and _is_result(text, first, second):
        return _result(first, second)
    return _ranged(text, first, second, opened.start() if opened else -1, before, dashed=dashed)


def _same_unit(first: _Valued, second: _Valued) -> bool:
    if first.unit is None or second.unit is None:
        return first.unit is None or first.unit.measure is Measure.SUM
    return first.unit.name == second.unit.name


def _is_result(text: str, first: _Valued, second: _Valued) -> bool:
    low, high = first.atom.low, second.atom.low
    if not (first.atom.digits and second.atom.digits) or max(low, high) > _GOALS or low % 1 or high % 1:
        return False
    told = _VERSUS.search(text, max(0, first.start - 80), second.end + 40) is not None
    return low >= high or told


def _result(first: _Valued, second: _Valued) -> Number:
    low, high = first.atom.low, second.atom.low
    span = (first.start, second.end)
    return Number(
        *span,
        *span,
        low=low,
        high=high,
        grain=1.0,
        vague=False,
        bound=Bound.EXACT,
        kind=Kind.CARDINAL,
        unit="",
        measure=Measure.RESULT,
        digits=True,
        joined=False,
    )


def _ranged(  # noqa: PLR0913 - the two numbers and what stands before them
    text: str, first: _Valued, second: _Valued, opened: int, before: int, *, dashed: bool
) -> Number | None:
    scale = second.atom.power if first.atom.power == 1.0 and first.atom.low < second.atom.low else 1.0
    scale = scale if first.atom.low * scale < second.atom.high else 1.0
    low, high = first.atom.low * scale, second.atom.high
    if low >= high:
        return None
    whole = _single(text, second, before)
    bound, start, _ = _bound(text, before, first.start, first.end)
    unit = second.unit or first.unit
    return whole._replace(
        start=opened if opened >= 0 else start,
        first=first.start,
        low=low,
        grain=min(first.atom.grain * scale, second.atom.grain),
        bound=whole.bound if whole.end > second.end else bound,
        unit="percent" if whole.kind is Kind.PART else unit.name if unit else "",
        measure=_measure(second.atom, unit),
        digits=first.atom.digits,
        joined=dashed,
    )
