"""Two printed numbers: whether both may be true of one thing."""

from math import inf

from digest.nouns import Bound, Figure, Measure

_NEAR = 0.15  # "about 300" may be this share more or less
_CONVERTED = 0.08  # between units ("a month", "four weeks"; miles and kilometres), which outlets round
_ROUND = 3  # a number of that many digits or more that ends in zeros may be a rounded one
_DAY = 86_400.0
_SCALES = (
    {
        "second": 1.0, "minute": 60.0, "hour": 3600.0, "day": _DAY, "night": _DAY, "week": 7 * _DAY,
        "fortnight": 14 * _DAY, "month": 30.44 * _DAY, "year": 365.25 * _DAY, "decade": 3652.5 * _DAY,
        "century": 36525 * _DAY,
    },
    {"mm": 0.001, "cm": 0.01, "m": 1.0, "km": 1000.0, "inch": 0.0254, "foot": 0.3048, "yard": 0.9144, "mile": 1609.0},
    {"g": 0.001, "kg": 1.0, "tonne": 1000.0, "ton": 907.0, "pound": 0.4536, "ounce": 0.02835},
    {"litre": 1.0, "gallon": 3.785},
    {"acre": 0.4047, "hectare": 1.0, "square km": 100.0, "square mile": 259.0, "square m": 0.0001},
    {"km per hour": 1.0, "mile per hour": 1.609, "knot": 1.852},
    {"kilowatt": 0.001, "megawatt": 1.0, "gigawatt": 1000.0},
    {"basis point": 0.01, "percentage point": 1.0},
)  # fmt: skip
_SCALE_OF = {unit: (number, scale) for number, units in enumerate(_SCALES) for unit, scale in units.items()}

Span = tuple[float, float]


def kind(unit: str) -> str:
    """What units have in common that can be converted into each other; other units are of a kind of their own."""
    return str(_SCALE_OF[unit][0]) if unit in _SCALE_OF else unit


def agree(one: Figure, other: Figure) -> bool:
    """Whether one number may be meant by two figures whose units are of one kind: "at least 12" and 14."""
    if one.measure is Measure.RESULT:
        return (one.low, one.high) == (other.low, other.high)
    if _are_rounded_alike(one, other):
        return one.low == other.low
    slack = _CONVERTED if one.unit != other.unit else 0.0
    (low, high), (other_low, other_high) = _scaled(one, slack), _scaled(other, slack)
    return low <= other_high and other_low <= high


def _are_rounded_alike(one: Figure, other: Figure) -> bool:
    """Whether two outlets print a sum or a count to the same place: "1,400 jobs" are not "1,500 jobs"."""
    exact = all(
        figure.bound is Bound.EXACT and not figure.vague and figure.low == figure.high for figure in (one, other)
    )
    counts = one.measure in {Measure.COUNT, Measure.SUM} and one.measure is other.measure and one.unit == other.unit
    return exact and counts and _rounding(one, one.low) == _rounding(other, other.low)


def level(figure: Figure) -> float:
    """About how much a figure says, in the first unit of its kind."""
    low, high = _scaled(figure, 0.0)
    return high if low == -inf else low


def ratio(one: Figure, other: Figure) -> float:
    """How many times the smaller of two figures the greater one is; infinite where one of them is nothing."""
    low, high = sorted((level(one), level(other)))
    return high / low if low > 0 else inf


def _scaled(figure: Figure, slack: float) -> Span:
    scale = _SCALE_OF[figure.unit][1] if figure.unit in _SCALE_OF else 1.0
    low, high = _meant(figure)
    return low * scale * (1 - slack), high * scale * (1 + slack)


def _meant(figure: Figure) -> Span:
    """The numbers that a figure may mean."""
    low, high = figure.low, figure.high
    if figure.bound in {Bound.AT_LEAST, Bound.MORE_THAN}:
        return low, inf
    if figure.bound in {Bound.AT_MOST, Bound.FEWER_THAN}:
        return -inf, high
    if figure.vague:
        return low, high
    if figure.bound is Bound.ABOUT:
        return low * (1 - _NEAR), high * (1 + _NEAR)
    return low - _rounding(figure, low) / 2, high + _rounding(figure, high)


def _rounding(figure: Figure, number: float) -> float:
    """How far a number may lie below what it stands for, where it was cut; half of it where it was rounded up."""
    if figure.measure in {Measure.AGE, Measure.RANK}:
        return 0.0
    if figure.measure is Measure.COUNT and figure.grain <= 1:
        return _round_place(number)
    if figure.grain >= 1 and figure.measure is Measure.DURATION:
        return 0.0
    grain = min(figure.grain, _NEAR * number) if figure.measure is Measure.SUM else figure.grain
    return max(grain, _round_place(number))


def _round_place(number: float) -> float:
    """How far a round number may lie below what it stands for: by its last place, but not by more than some share."""
    return min(_zeros(number), _NEAR * number) if number >= 10 ** (_ROUND - 1) else 0.0


def _zeros(number: float) -> float:
    """The worth of the last digit that is not zero: 100 of 1,200; 0 where the last digit counts."""
    place = 1.0
    while number and number % (place * 10) == 0:
        place *= 10
    return place if place > 1 else 0.0
