"""Text folded for comparison, without case and accents, and cut into words."""

import re
import unicodedata

# Accents of Latin, Greek and Cyrillic letters, points of Hebrew, vowel marks and the stretcher of Arabic, and what
# nobody sees. The vowels of Indic scripts and of Thai are marks too, but no accents: they stay.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    "\u00ad\u200b-\u200f\u2060-\u2064\ufeff]"
)
# Letters that Unicode does not take apart into a plain one and an accent.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
# Thai, Lao, Myanmar, Khmer, kana and Han stand without spaces. Each of their characters counts as a word, so that a
# word of several characters is found as a phrase is, wherever it stands.
_UNSPACED = (
    "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_LETTER, _VOWEL = rf"[^\W_{_UNSPACED}]", "[\u0300-\u036f\u0900-\u0963\u0966-\u0dff]"
_PARAGRAPH = r"\n[^\S\n]*\n"
_WORDS = re.compile(rf"{_LETTER}+(?:{_VOWEL}+{_LETTER}*)*|[{_UNSPACED}]|{_PARAGRAPH}")
_PATTERNS = re.compile(rf"(?:{_LETTER}|{_VOWEL}|\*)+|[{_UNSPACED}]")
UNSPACED = re.compile(f"[{_UNSPACED}]")
_INNER = rf"(?:{_LETTER}|{_VOWEL}|[{_UNSPACED}*])*"
STARRED = re.compile(rf"{_INNER}\*{_INNER}")  # a run of letters with a star in it


def fold(text: str) -> str:
    """The text in one form: compatibility forms, accents and case made equal (NFKC). Folding it again changes nothing.

    "Señor", "SENOR" and "senor" are one; ß is ss, ø is o. Words and paragraphs stay where they are.
    """
    if text.isascii():
        return text.lower()
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text)).casefold()
    # Once more: case folding can bring forth marks and compatibility forms.
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", bare)).casefold()
    return unicodedata.normalize("NFKC", bare.translate(_LETTERS))


def words(text: str) -> list[str]:
    """The words of a text, folded, in order; a paragraph's end stands among them as a word of line feeds.

    Whatever is no letter or digit parts words: hyphens and apostrophes too ("Russia’s" is "russia", "s").
    """
    return _WORDS.findall(fold(text))


def patterns(text: str) -> list[str]:
    """The words of a query's term, folded, in order, with the stars that they hold."""
    return [word for word in _PATTERNS.findall(fold(text)) if word.strip("*")]
