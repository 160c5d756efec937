"""Units beside a number: money, shares, time, ages and sizes, each by one name."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from digest.nouns import Measure
from digest.reading.quantities.families import closed

_SIGNS = {
    "US$": "USD",
    "U.S.$": "USD",
    "$US": "USD",
    "$A": "AUD",
    "$NZ": "NZD",
    "$HK": "HKD",
    "S$": "SGD",
    "SG$": "SGD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "HK$": "HKD",
    "NZ$": "NZD",
    "NT$": "TWD",
    "R$": "BRL",
    "$": "$",
    "£": "GBP",
    "€": "EUR",
    "₹": "INR",
    "¥": "¥",
    "RM": "MYR",
    "Rp": "IDR",
    "Rp.": "IDR",
    "Rs": "rupee",
    "Rs.": "rupee",
    "₽": "RUB",
    "฿": "THB",
    "₱": "PHP",
    "₩": "KRW",
    "₪": "ILS",
    "₫": "VND",
    "₦": "NGN",
    "₺": "TRY",
    "₴": "UAH",
    "CHF": "CHF",
}
_CODES = closed("""
    USD EUR GBP JPY CNY RMB MYR SGD IDR THB PHP VND KRW TWD HKD AUD NZD CAD CHF SEK NOK DKK RUB UAH PLN CZK HUF TRY
    ILS INR PKR BDT LKR AED SAR QAR EGP ZAR NGN KES GHS BRL MXN ARS CLP COP
    """)
MONEY = {
    "us dollar": "USD",
    "u.s. dollar": "USD",
    "american dollar": "USD",
    "singapore dollar": "SGD",
    "australian dollar": "AUD",
    "canadian dollar": "CAD",
    "hong kong dollar": "HKD",
    "new zealand dollar": "NZD",
    "taiwan dollar": "TWD",
    "dollar": "$",
    "euro": "EUR",
    "pound sterling": "GBP",
    "british pound": "GBP",
    "ringgit": "MYR",
    "rupiah": "IDR",
    "baht": "THB",
    "dong": "VND",
    "yen": "JPY",
    "yuan": "CNY",
    "renminbi": "CNY",
    "indian rupee": "INR",
    "pakistani rupee": "PKR",
    "rupee": "rupee",
    "ruble": "RUB",
    "rouble": "RUB",
    "hryvnia": "UAH",
    "zloty": "PLN",
    "swiss franc": "CHF",
    "franc": "franc",
    "shekel": "ILS",
    "dirham": "AED",
    "riyal": "riyal",
    "lira": "TRY",
    "rand": "ZAR",
    "naira": "NGN",
    "taka": "BDT",
    "peso": "peso",
    "krona": "SEK",
    "kronor": "SEK",
    "kroner": "krone",
    "krone": "krone",
    "crown": "crown",
    "forint": "HUF",
    "south korean won": "KRW",
    "korean won": "KRW",
    "reais": "BRL",
    "dinar": "dinar",
}
_TIME = {
    word: word for word in ("second", "minute", "hour", "day", "night", "week", "month", "year", "decade", "century")
} | {"fortnight": "fortnight", "yr": "year", "hr": "hour", "min": "minute"}
_SIZES = {
    "kilometre": "km",
    "kilometer": "km",
    "km": "km",
    "metre": "m",
    "meter": "m",
    "centimetre": "cm",
    "centimeter": "cm",
    "cm": "cm",
    "millimetre": "mm",
    "millimeter": "mm",
    "mm": "mm",
    "mile": "mile",
    "foot": "foot",
    "feet": "foot",
    "ft": "foot",
    "inch": "inch",
    "yard": "yard",
    "kilogram": "kg",
    "kilo": "kg",
    "kg": "kg",
    "gram": "g",
    "tonne": "tonne",
    "ton": "ton",
    "lb": "pound",
    "ounce": "ounce",
    "litre": "litre",
    "liter": "litre",
    "gallon": "gallon",
    "hectare": "hectare",
    "acre": "acre",
    "mph": "mile per hour",
    "kph": "km per hour",
    "km/h": "km per hour",
    "kmph": "km per hour",
    "knot": "knot",
    "nautical mile": "nautical mile",
    "megawatt": "megawatt",
    "mw": "megawatt",
    "gigawatt": "gigawatt",
    "gw": "gigawatt",
    "kilowatt": "kilowatt",
    "megabyte": "megabyte",
    "gigabyte": "gigabyte",
    "gb": "gigabyte",
    "tb": "terabyte",
    "terabyte": "terabyte",
    "degree": "degree",
    "degree celsius": "degree Celsius",
    "degree centigrade": "degree Celsius",
    "°c": "degree Celsius",
    "degree fahrenheit": "degree Fahrenheit",
    "°f": "degree Fahrenheit",
    "°": "degree",
}
_SQUARE = {"square": "square", "sq": "square", "sq.": "square", "cubic": "cubic"}
_SPEEDS = {"km", "mile", "m", "foot"}


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_GAP = r"[ \u00a0‑-]?"
_BEHIND = re.compile(
    rf"""
    {_GAP}(?:
      (?P<points>(?:percentage|per[ ]?cent|%)[ -]points?|pp\b|ppts?\b)
    | (?P<basis>basis[ ]points?|bps)\b
    | (?P<percent>%|per[ ]?cent\b|pct\b)
    | (?P<age>years?[ -]old|years?[ ]of[ ]age)s?\b
    | (?P<months>(?:month|week|day)s?[ -]old)s?\b
    | (?P<square>square|sq\.?|cubic)[ -](?P<side>{_alternatives(_SIZES)})s?\b
    | degrees?[ ](?P<scale>celsius|centigrade|fahrenheit)\b
    | (?P<magnitude>magnitude)\b
    | (?P<money>{_alternatives(MONEY)})s?\b
    | (?P<time>{_alternatives(_TIME)}|centurie)s?\b(?:-(?:long|old))?(?!['’][ ]|['’]s\b)
    | (?P<possessed>{_alternatives(_TIME)})(?:s['’]|['’]s)(?=[ ])
    | (?P<size>{_alternatives(_SIZES)}|inche)s?(?:-(?:long|wide|tall|high|deep))?
        (?P<speed>[ ](?:per|an)[ ]hour|/h)?(?![\w/])
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_METRES = re.compile(rf"{_GAP}m\b(?=[ -](?:high|deep|tall|long|wide|away|from|below|above|underground|depth|height))")
_SCALE = re.compile(r"°?[ ]?([CF])\b")
_CODE_BEHIND = re.compile(r"[ \u00a0]?([A-Z]{3})\b")
_SIGN_BEFORE = re.compile(rf"(?:(?<![\w$])({_alternatives((*_SIGNS, *_CODES))})|(?<=[A-Za-z])([$£€]))[ \u00a0]?$")
_MAGNITUDE_BEFORE = re.compile(
    r"\b(?:magnitude(?:[ -]|[ ]of[ ](?:about[ ]|at[ ]least[ ])?)|measur(?:ed|ing)[ ](?=\d\.\d$))$", re.IGNORECASE
)
_AGE_BEFORE = re.compile(
    r"\b(?:aged|(?:at the |at |the )?age(?: of)?)(?: between| about| around| only| just| from)? $", re.IGNORECASE
)


class Unit(NamedTuple):
    """A unit, and the stretch of text from its sign to its word with the number between them."""

    name: str
    measure: Measure
    start: int
    end: int


def unit_at(text: str, start: int, end: int) -> Unit | None:
    """The unit of the number at `text[start:end]`; a bare dollar sign is "$"."""
    return _money_before(text, start, end) or _behind(text, start, end) or _before(text, start, end)


def _money_before(text: str, start: int, end: int) -> Unit | None:
    sign = _SIGN_BEFORE.search(text, max(0, start - 6), start)
    if sign is None:
        return None
    printed = sign[1] or sign[2]
    name = {"RMB": "CNY"}.get(printed, _SIGNS.get(printed, printed))
    return Unit(name, Measure.SUM, sign.start(), end)


def _before(text: str, start: int, end: int) -> Unit | None:
    near = max(0, start - 24)
    magnitude = _MAGNITUDE_BEFORE.search(text, near, start)
    if magnitude:
        return Unit("magnitude", Measure.SIZE, magnitude.start(), end)
    age = _AGE_BEFORE.search(text, near, start)
    return Unit("year old", Measure.AGE, start, end) if age else None


def _behind(text: str, start: int, end: int) -> Unit | None:
    code = _CODE_BEHIND.match(text, end)
    if code and code[1] in _CODES:
        return Unit({"RMB": "CNY"}.get(code[1], code[1]), Measure.SUM, start, code.end())
    scale = _SCALE.match(text, end)
    if scale:
        return Unit("degree Celsius" if scale[1] == "C" else "degree Fahrenheit", Measure.SIZE, start, scale.end())
    metres = _METRES.match(text, end)
    if metres:
        return Unit("m", Measure.SIZE, start, metres.end())
    match = _BEHIND.match(text, end)
    if match is None:
        return None
    name, measure = _named(match)
    return Unit(name, measure, start, match.end())


def _named(match: re.Match[str]) -> tuple[str, Measure]:  # noqa: PLR0911 - one return a family of units
    if match["points"] or match["basis"]:
        return ("percentage point" if match["points"] else "basis point"), Measure.POINTS
    if match["percent"]:
        return "percent", Measure.SHARE
    if match["age"]:
        return "year old", Measure.AGE
    if match["months"]:
        return f"{re.split('s?[ -]', match['months'].lower())[0]} old", Measure.AGE
    if match["square"]:
        return f"{_SQUARE[match['square'].lower()]} {_SIZES[match['side'].lower()]}", Measure.SIZE
    if match["scale"]:
        return _SIZES[f"degree {match['scale'].lower()}"], Measure.SIZE
    if match["magnitude"]:
        return "magnitude", Measure.SIZE
    if match["money"]:
        return MONEY[match["money"].lower()], Measure.SUM
    time = (match["time"] or match["possessed"] or "").lower()
    if time:
        return {"centurie": "century"}.get(time, _TIME.get(time, time)), Measure.DURATION
    size = _SIZES.get(match["size"].lower(), "inch")
    return (f"{size} per hour" if match["speed"] and size in _SPEEDS else size), Measure.SIZE
