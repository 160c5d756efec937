"""Single numbers in a text, in digits and in words, before units and bounds are looked at."""

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from digest.numerals import CARDINALS, ORDINALS, POWERS, SHORT, TENS, value_of

_POWER = "|".join(POWERS)
_ONES = "|".join(("one", *CARDINALS))
_TENS = "|".join(TENS)
_SMALL = rf"(?:(?:{_TENS})(?:[ -](?:{_ONES}))?|{_ONES})"
_SPOKEN = rf"(?:{_SMALL}|an?(?=[ -](?:{_POWER})\b))(?:[ -](?:{_POWER}))+"
_WORDS = rf"(?:{_SPOKEN}(?: {_SPOKEN})*(?:(?: and |[ -]){_SMALL})?|{_SMALL})"
_NTH = {"first": 1.0, "second": 2.0, "third": 3.0, **ORDINALS, "twentieth": 20.0, "thirtieth": 30.0}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "tenth": 10}
_VAGUE = {  # what the word can mean
    "dozens": (24.0, 99.0),
    "scores": (30.0, 199.0),
    "hundreds": (200.0, 1999.0),
    "thousands": (2e3, 99_999.0),
    "tens of thousands": (2e4, 99_999.0),
    "hundreds of thousands": (2e5, 999_999.0),
    "millions": (2e6, 99_999_999.0),
    "tens of millions": (2e7, 99_999_999.0),
    "hundreds of millions": (2e8, 999_999_999.0),
    "billions": (2e9, 99_999_999_999.0),
    "tens of billions": (2e10, 99_999_999_999.0),
    "hundreds of billions": (2e11, 999_999_999_999.0),
}
_FEW = rf"(?:several|a few|a couple(?: of)?) (?P<some>{_POWER})"


def _spaced(pattern: str) -> str:
    """A pattern whose spaces are meant, for use in a verbose one."""
    return pattern.replace(" ", r"\ ")


_ATOM = re.compile(
    rf"""
    (?=[.\dabdefhmnost])(?:(?=[.\d])|(?<![a-z]))  # only where a number can begin: this alone makes it quick
    (?:
    (?P<vague>\b(?:{_spaced("|".join(sorted(_VAGUE, key=len, reverse=True)))})\b)
    | \b(?P<few>{_spaced(_FEW)})\b
    | \b(?P<half>half[ -](?:an?[ ])?|a[ ]quarter[ ](?:of[ ]a[ ]|-)?)(?P<of>{_POWER})\b
    | (?P<in>\b(?P<some_of>{_ONES}|\d)[ ](?:in|out[ ]of)[ ](?:every[ ]|each[ ]|the[ ])?
        (?P<all>{_spaced(_SMALL)}|\d{{1,4}})\b)
    | \b(?P<part>(?:(?P<parts>an?|one|two|three|four|five|seven|nine)[ -]
        (?P<nth>third|quarter|fifth|sixth|seventh|eighth|tenth)s?|half))\b
    | \b(?P<ordinal>\d+(?:st|nd|rd|th)|(?:(?:{_TENS})-)?(?:{"|".join(_NTH)}))\b
    | (?P<digits>\d{{1,3}}(?:[,\u00a0\u202f]\d{{3}})+(?:\.\d+)?|\d{{1,3}}(?:\.\d{{3}}){{2,}}|\d+(?:\.\d+)?|\.\d+)
      (?P<fraction>[ -]?[¼½¾⅓⅔]|[ -][1-7]/[2-8](?![\d/]))?
      (?:(?:[ \u00a0]|-(?={_POWER}))?(?P<power>{_POWER})\b|(?P<short>bn|mn|tn|(?-i:MM)|[kmb])\b)?
    | \b(?P<words>{_spaced(_WORDS)}(?P<and_half>[ -]and[ -]a[ -]half)?(?:[ ](?P<after>{_POWER}))?)\b
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)


_AND_HALF = re.compile(r"[ -]and[ -]a[ -]half")
_SIGNS = {"¼": 0.25, "½": 0.5, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[a-z]+")
_STARTS = frozenset(re.findall("[a-z]+", " ".join((*CARDINALS, *TENS, *POWERS, *_NTH, *_PARTS, *_VAGUE, "one"))))


class Kind(Enum):
    """What a number's form says."""

    CARDINAL = 0
    ORDINAL = 1
    PART = 2  # a fraction, given in percent


class Atom(NamedTuple):
    """One number; offsets are into the text."""

    start: int
    end: int
    low: float
    high: float
    grain: float
    kind: Kind
    vague: bool
    power: float  # the power that its words give, or 1
    digits: bool  # begins with a digit
    short: str  # "m", "k" behind the digits: metres or millions


def atoms(text: str, start: int, end: int) -> Iterator[Atom]:
    """The numbers of `text[start:end]`, in order."""
    words = text[start:end].lower()
    if _DIGIT.search(words) is None and _STARTS.isdisjoint(_LETTERS.findall(words)):
        return
    for match in _ATOM.finditer(text, start, end):
        atom = _atom(match)
        if atom is not None and not _is_inside_a_word(text, atom):
            yield atom


def _is_inside_a_word(text: str, atom: Atom) -> bool:
    before, behind = text[max(0, atom.start - 2) : atom.start], text[atom.end : atom.end + 2]
    joined = before[-1:] in {"-", "‑", "–"} and before[:1].isalpha() and not atom.digits
    named = before[-1:] in {"-", "‑"} and before[:1].isupper() and atom.digits
    if atom.kind is Kind.PART and behind[:1] in {"-", "‑"}:  # `half-brother`, `half-time`, `a third-party`
        return True
    return joined or named or (not atom.digits and behind[:1] == "’" and behind[1:] in {"", "t"})


def _atom(match: re.Match[str]) -> Atom | None:  # noqa: PLR0911 - one a form
    if match["vague"]:
        return _made(match, *_VAGUE[match["vague"].lower()], vague=True)
    if match["few"]:
        power = POWERS[match["some"].lower()]
        return _made(match, 2 * power, 10 * power - 1, vague=True)
    if match["half"]:
        power = POWERS[match["of"].lower()]
        value = power * (0.5 if match["half"].lower().startswith("half") else 0.25)
        return _made(match, value, value, grain=value)
    if match["in"]:
        return _share(match, _number(match["some_of"]), _number(match["all"]))
    if match["part"]:
        count = 1.0 if match["parts"] is None or match["parts"].lower() in {"a", "an"} else value_of(match["parts"])
        return _share(match, count, _PARTS[(match["nth"] or "half").lower()])
    if match["ordinal"]:
        return _made(match, *[_ordinal(match["ordinal"].lower())] * 2, kind=Kind.ORDINAL)
    return _in_digits(match) if match["digits"] else _in_words(match)


def _number(words: str) -> float:
    return float(words) if words.isdigit() else value_of(words)


def _ordinal(word: str) -> float:
    if word[0].isdigit():
        return float(word[:-2])
    ten, _, one = word.rpartition("-")
    return TENS.get(ten, 0.0) + _NTH[one]


def _share(match: re.Match[str], count: float, whole: float) -> Atom | None:
    if not 0 < count < whole:
        return None
    share = round(100 * count / whole, 6)
    return _made(match, share, share, kind=Kind.PART)


def _in_digits(match: re.Match[str]) -> Atom:
    digits = re.sub("[,\u00a0\u202f]", "", match["digits"])
    digits = digits.replace(".", "") if digits.count(".") > 1 else digits
    short = (match["short"] or "").lower()
    power = POWERS.get((match["power"] or "").lower(), {**SHORT, "b": 1e9, "mm": 1e6}.get(short, 1.0))
    fraction = _fraction(match["fraction"] or "")
    value = round((float(digits) + fraction) * power, 6)
    grain = power * fraction if fraction else power / 10 ** len(digits.partition(".")[2])
    return _made(match, value, value, grain=grain, power=power)._replace(digits=True, short=match["short"] or "")


def _fraction(sign: str) -> float:
    """`½` and `1/2` behind a number; 0 for "" and for what is no part of one."""
    above, _, below = sign.strip(" -").partition("/")
    if not below:
        return _SIGNS.get(above, 0.0)
    return int(above) / int(below) if int(above) < int(below) else 0.0


def _in_words(match: re.Match[str]) -> Atom:
    words = match["words"].lower()
    spoken = words[: -len(match["after"])] if match["after"] else words
    power = POWERS.get((match["after"] or "").lower(), 1.0)
    value = value_of(_AND_HALF.sub("", spoken)) * power + (power / 2 if match["and_half"] else 0.0)
    last = re.findall(r"[a-z]+", spoken)[-1]
    scale = power if match["after"] else POWERS.get(last, 1.0)
    return _made(match, value, value, grain=scale / 2 if match["and_half"] else scale, power=scale)


def _made(  # noqa: PLR0913 - the fields of an atom
    match: re.Match[str],
    low: float,
    high: float,
    *,
    grain: float = 1.0,
    kind: Kind = Kind.CARDINAL,
    vague: bool = False,
    power: float = 1.0,
) -> Atom:
    return Atom(match.start(), match.end(), low, high, grain, kind, vague, power, digits=False, short="")
