"""Numbers that count nothing: dates, times, names, references, page furniture."""

import re
from collections.abc import Iterator, Sequence

from digest.nouns import Bound, Measure
from digest.reading.parse import Parse, Token
from digest.reading.quantities.atoms import Kind
from digest.reading.quantities.families import closed
from digest.reading.quantities.numbers import Number

_MONTHS = (
    "(?-i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    "|Nov(?:ember)?|Dec(?:ember)?|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)"
)
_NTH = "(?:st|nd|rd|th)?"
_DAYS = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_SPANS = re.compile(
    rf"""
    (?:(?<!\w)(?=\w)|(?=['’+#№]|[ -][tfse]))  # only where one can begin: this alone makes it quick
    (?:
      \b(?:{_MONTHS})\b\.?[ ]\d{{1,2}}{_NTH}(?:[ ]?(?:-|–|to|and|&)[ ]?\d{{1,2}}{_NTH})?(?:,?[ ]\d{{4}})?\b(?!:)
    | \b(?:{_MONTHS})\b\.?,?[ ](?:of[ ])?['’]?\d{{2,4}}\b
    | \b\d{{1,2}}{_NTH}(?:[ ]?(?:-|–|to|and|&)[ ]?\d{{1,2}}{_NTH})?[ -](?:of[ ])?(?:{_MONTHS})\b(?:,?[ ]\d{{4}})?
    | \b\d{{1,4}}[/.]\d{{1,2}}[/.]\d{{1,4}}\b | \b\d{{4}}-\d{{2}}(?:-\d{{2}})?\b | \b\d{{4}}[-–/]\d{{2,4}}\b
    | (?!(?<=\d[ -])[1-7]/[2-8]\b)\b\d{{1,3}}/\d{{1,3}}\b
    | \b\d{{1,2}}[.]\d{{2}}[ \u00a0]?(?:hrs\b|hours\b|GMT|IST|local[ ]time)
    | \b\d{{1,2}}(?:[:.]\d{{2}})?(?:[ ]?(?:-|–|to)[ ]?\d{{1,2}})?[ \u00a0]?[ap]\.?[ ]?m\b\.?
    | \b\d{{1,3}},[ ]\d{{3}}\b | \b\d{{1,2}}:[ ]\d{{2}}\b | (?<![\d,.])\b000\b
    | \b\d+-of-\d+\b | \b\d+:\d+\b
    | \b\w{{1,9}}[ ]o['’]clock\b | \b(?:half|quarter)[ ](?:past|to)[ ]\w+\b | \b\d{{3,4}}[ ]?(?:hrs|hours|GMT|UTC)\b
    | \b(?:{_DAYS})[ ](?:the[ ])?\d{{1,2}}{_NTH}\b
    | \b\d{{4}}s\b | ['’]\d\ds?\b | \b\d0s\b | \b(?:early|mid|late)[- ]?\d{{2,4}}s?\b
    | \b(?:mid-?|early|late)?[- ]?(?:twen|thir|for|fif|six|seven|eigh|nine)ties\b
    | \b\d+(?:st|nd|rd|th)?[ -](?:century|centuries)\b(?![ ]old)
    | \b(?:first|second|third|fourth|\w+teenth|\w+tieth|twenty-first|last)[ -]century\b
    | (?:\+|\b)\d[\d() ]*[-.\u00a0 ]\d{{3}}[-.\u00a0 ]\d{{3,4}}\b | \b\d{{2,4}}-\d{{2,4}}-\d{{2,5}}\b
    | [#№]\s?\d[\d,.]* | \b[Nn][Oo]s?\.[ ]?\d+
    | \bnumbers?[ ](?:one|two|\d+)\b
    | \b\d+-?(?:somethings?|liners?|pointers?)\b | \b\d+x\d+\b
    | \b24-7\b | \b\d+[ -]min(?:ute)?s?[ ]read\b | \bone-(?:on-one|off|sided|way|time)\b
    | \b(?:one|two)[ ]by[ ](?:one|two)\b | \bone[ ](?:another|day\b(?![ ]?(?:after|before|later|earlier)))
    | \b(?:square|back)[ ]one\b | \b(?:first|second)[ -](?:hand|rate|guess\w*|nature|lady|class)\b
    | \btop[ -](?:\d+|ten|five|three|dozen)\b
    | \b(?:one|two|three|four|five)-star\b
    | \b\d-foot-\d+\b | \bno[ ](?:one|two)\b | \b(?:999|911|112|000)[ ](?:calls?|emergency)\b
    | \b\d+[ ]/[ ]\d+\b
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ADDRESS_SIGN = re.compile(r"@|://|www\.")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,60}@\S+|@\w+")
_LIST_NUMBER = re.compile(r"\s*(?:\(?\d{1,3}[.)](?:\s|$)|\d{1,3}\s(?:of|/)\s\d{1,3}\b)")
_LABELLED = closed("""
    article section chapter page paragraph clause rule row line room gate item step phase stage round game route bus
    flight level grade class type figure table tier size verse act version season episode volume number channel
    highway interstate platform terminal exit lane zone district ward block unit apartment suite floor form schedule
    annex appendix proposition amendment title part category group pool lot protocol chapter resolution agenda lap
    hole week day year test seed order exhibit count juror plaintiff defendant point quarter half group division
    """)
_ORDINAL_NOUNS = closed("""
    quarter half time place hand way lady world degree person party class generation floor amendment century reading
    grade responder aid minister name baseman base down grader thing step instance glance sight impression
    responders amendment secretary circuit district avenue street precinct ward ballot instance point part choice
    phase stage thought child's cousin family daughter son
    """)
_YEARS = (1400, 2100)


def label_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of a block whose numbers count nothing, whatever the parse."""
    found = [match.span() for match in _SPANS.finditer(text, start, end)]
    if _ADDRESS_SIGN.search(text, start, end):
        found += [match.span() for match in _ADDRESS.finditer(text, start, end)]
    item = _LIST_NUMBER.match(text, start, end)
    return [item.span(), *found] if item else found


def counting(text: str, numbers: Sequence[Number], parse: Parse, spans: Sequence[tuple[int, int]]) -> Iterator[Number]:
    """The numbers that count something."""
    first_of = {token.start: token for token in parse.tokens}
    for number in numbers:
        if any(start < number.last and number.first < end for start, end in spans):
            continue
        token = first_of.get(number.first) or _covering(parse, number.first)
        if token is not None and not _is_label(text, number, token, parse):
            yield number


def _covering(parse: Parse, at: int) -> Token | None:
    return next((token for token in parse.tokens if token.start <= at < token.end), None)


def _is_label(text: str, number: Number, token: Token, parse: Parse) -> bool:
    if number.measure is Measure.RESULT:
        return False
    if number.kind is Kind.PART:
        return not _is_part_of_something(text, number)
    if number.unit:
        return _is_titled(text, number, token, parse)
    return (
        _is_year(text, number, token, parse)
        or _is_titled(text, number, token, parse)
        or _is_numbered(text, number, token, parse)
        or _is_glued(text, number)
        or (number.kind is Kind.ORDINAL and not _ranks(text, number, token, parse))
    )


def _is_part_of_something(text: str, number: Number) -> bool:
    """`half of the voters`, `nearly a third`; not `the second half`, `in half`, `a quarter`."""
    if text[number.last - 4 : number.last].lower() != "half" and text[number.first : number.first + 2].lower() != "a ":
        return True
    before = text[max(0, number.first - 10) : number.first].lower().rstrip()
    if before.endswith(
        ("first", "second", "other", "better", "in", "top", "bottom", "latter", "by-", "and a", "cut in")
    ):
        return False
    return number.start < number.first or text.startswith((" of ", " the ", " its ", " their ", " all "), number.last)


def _is_glued(text: str, number: Number) -> bool:
    """Part of a longer word: `A380`, `5G`, `7-Eleven`, `MH17`."""
    before, behind = text[max(0, number.first - 1) : number.first], text[number.last : number.last + 2]
    if (
        before.isalnum()
        or before in {".", "_", "/", "’", "'", "\\"}
        or behind[:1].isalnum()
        or behind[:1] in {"_", "/"}
    ):
        return True
    return behind[:1] in {"-", "‑"} and (behind[1:].isupper() or behind[1:].isdigit())


def _is_year(text: str, number: Number, token: Token, parse: Parse) -> bool:
    bare = number.digits and number.low == number.high and text[number.first : number.last].isdigit()
    if not bare or number.last - number.first != 4 or not _YEARS[0] <= number.low <= _YEARS[1]:
        return False
    head = parse.tokens[token.head]
    counts = token.dep == "nummod" and head.tag == "NNS" and head.i > token.i and token.label not in {"DATE", "EVENT"}
    determined = token.i > 0 and parse.tokens[token.i - 1].text.lower() in {"the", "in", "since", "by", "of", "this"}
    return not (counts and (number.bound is not Bound.EXACT or not determined))


def _is_titled(text: str, number: Number, token: Token, parse: Parse) -> bool:
    """In a name: `Three Gorges`, `Big Ten`, `Boeing 737`; a word of a number with a capital inside a sentence."""
    if not number.digits and number.measure is not Measure.SUM:
        inside = token.i not in parse.borders and token.i > 0 and parse.tokens[token.i - 1].text not in '“"‘:—–-(•'
        if text[number.first].isupper() and (inside or text[number.last :].lstrip()[:1].isupper()):
            return True
    if token.i == 0 or number.unit:
        return False
    before = parse.tokens[token.i - 1]
    named = before.pos == "PROPN" and before.text[:1].isupper() and before.i not in parse.borders
    return named and number.bound is Bound.EXACT and before.end + 1 >= number.first and number.digits


def _is_numbered(text: str, number: Number, token: Token, parse: Parse) -> bool:
    """`page 12`, `section 3`, `at 5`: behind what it numbers."""
    if token.i == 0:
        return False
    before = parse.tokens[token.i - 1]
    if before.lemma.lower() in _LABELLED and before.tag in {"NN", "NNP", "NNS", "NNPS"} and number.bound is Bound.EXACT:
        return parse.tokens[token.head].i <= before.i or token.dep != "nummod"
    return before.text == "under" and text[before.end : number.first] == "-"


def _ranks(text: str, number: Number, token: Token, parse: Parse) -> bool:
    """An ordinal before the noun that it ranks: `her third visit`; a name's, a floor's and the like rank nothing."""
    noun = parse.tokens[token.head]
    if token.dep not in {"amod", "nummod"} or noun.i <= token.i or noun.pos != "NOUN" or noun.tag == "NNS":
        return False
    if noun.lemma.lower() in _ORDINAL_NOUNS or noun.label in {"DATE", "TIME"}:
        return False
    return text[number.last : number.last + 1] == " "
