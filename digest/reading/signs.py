"""Quotation signs: what counts as a mark, in whatever way it is written, and whether it may open a quotation."""

import re
from collections.abc import Sequence
from typing import NamedTuple

# What is written in place of a mark: typewriters and TeX double a sign, pages leave entities, keyboards give primes.
_SPELLINGS = {
    "&quot;": '"', "&#34;": '"', "&#x22;": '"', "&ldquo;": "“", "&#8220;": "“", "&rdquo;": "”", "&#8221;": "”",
    "&bdquo;": "„", "&laquo;": "«", "&raquo;": "»", "&lsquo;": "‘", "&rsquo;": "’",
    "``": "“", "''": "”", "‘‘": "“", "’’": "”", ",,": "„", "‚‚": "„",
    "″": '"', "＂": '"', "〝": "“", "〞": "”", "〟": "”", "❝": "“", "❞": "”", "‟": "“", "‛": "‘",
}  # fmt: skip
_MARK = re.compile(
    "&(?:quot|#34|#x22|ldquo|#8220|rdquo|#8221|bdquo|laquo|raquo|lsquo);|&rsquo;(?!\\w)"
    "|``|(?<!')''(?!')|‘‘|’’|(?<![\\w,]),,(?=\\w)|‚‚"
    "|[\"“”„‟«»‹›″＂〝〞〟❝❞「」『』]|[‘‚‛]|(?<!['\\w])'(?!')|'(?!['\\w])|’(?!\\w)"
)
CLOSERS = {
    "“": '”"“', "”": '”"', "„": '“”"', "«": "»", "»": "«»", "‹": "›", "›": "‹", '"': '"”“', "「": "」", "『": "』",
}  # fmt: skip
SINGLE = "‘‚'"
SINGLES = SINGLE + "’"
STRONG = set('.,!?…;:”"')  # behind these a straight mark closes
_ELIDED = re.compile(r"\d0s\b|(?:tis|twas|twere|em|til|n)\b", re.IGNORECASE)  # `'tis`, `rock 'n' roll`, `the '90s`
_OPENS_AFTER = set("([{—–-―/:;,….?!")


class Mark(NamedTuple):
    """A mark as it stands in a text, and the sign that it is written for."""

    start: int
    end: int
    sign: str


def marks_of(text: str, *, singles: bool) -> list[Mark]:
    """All marks of a text, in order; those that may be apostrophes only when `singles` are asked for."""
    found = (Mark(*match.span(), _SPELLINGS.get(match[0], match[0])) for match in _MARK.finditer(text))
    tex = "``" in text  # only behind these are doubled apostrophes marks
    return [
        mark
        for mark in found
        if (mark.sign not in SINGLES or (singles and not _is_elision(text, mark)))
        and (tex or not text.startswith("''", mark.start))
    ]


def _is_elision(text: str, mark: Mark) -> bool:
    """An apostrophe in front of, or on both sides of, a word that has lost a letter."""
    behind = text[mark.start - 2 : mark.start].lower() in {"'n", "’n", "‘n"}
    return behind or _ELIDED.match(text, mark.end) is not None


def closes_only(text: str) -> bool:
    """Whether ” is no opening mark in an article, as it is in Swedish and Finnish ones."""
    return text.count("”") <= 3 * text.count("“")


def opens(text: str, mark: Mark) -> bool:
    """A mark opens when white space, a bracket, a dash or an opening mark is before it and a word behind it."""
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    if not after or after.isspace():
        return False
    if not before or before.isspace():
        return True
    if before in '“"' and mark.sign in '“"‘':  # `"“so`: one opening right behind another
        outer = text[mark.start - 2 : mark.start - 1]
        return not outer or outer.isspace()
    return before in _OPENS_AFTER and (after.isalnum() or after in "[($…'‘“") and mark.sign != "”"


def is_inch(text: str, mark: Mark) -> bool:
    """`5'10"`: a straight mark behind a figure."""
    return mark.sign == '"' and text[mark.start - 1 : mark.start].isdigit()


def _first(ahead: Sequence[Mark], signs: str) -> str:
    """The first of the marks ahead that is one of some signs, or ""."""
    return next((mark.sign for mark in ahead if mark.sign in signs), "")


def _is_glued(text: str, mark: Mark, ahead: Sequence[Mark]) -> bool:
    """`about"the coast," she said`: no space before the opening mark, and the next mark is one that closes."""
    around = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    following = next((other for other in ahead if other.sign == '"'), None)
    if mark.start == 0 or not all(sign.isalpha() for sign in around) or following is None:
        return False
    return not opens(text, following)


def may_open(text: str, mark: Mark, ahead: Sequence[Mark]) -> bool:
    """Whether a quotation may begin with the mark; `ahead` are the next ones of its paragraph.

    ”so” is Swedish and Finnish: where ” is a closing mark, the caller leaves it out.
    """
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    first = not before.strip()
    match mark.sign:
        case "„" | "«" | "‹" | "「" | "『":
            may = True
        case "“":  # behind white space even where white space follows, when its partner does
            may = opens(text, mark) or not after.isspace() or (first and _first(ahead, '“”"') == "”")
        case "»" | "›":  # »so« is German and Danish, »so» is Finnish, «so» the others
            may = opens(text, mark) and bool(_first(ahead, CLOSERS[mark.sign]))
        case "”":
            may = first and after.isalnum() and bool(_first(ahead, '”"'))
        case '"':
            may = opens(text, mark) or _is_glued(text, mark, ahead)
        case _:
            may = mark.sign in SINGLE and opens(text, mark)
    return may and bool(after)
