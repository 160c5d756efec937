"""Signs that two quotes are one statement in two languages, and that a quote is a translation."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from digest.stories.wordings import Word, Words

FEWEST = 3  # names, figures and words of one origin that both have
ALIKE = 0.75  # letters of a name in two languages ("Russia", "Rusia"), or of a word of one origin
SHARE = 0.6  # of the names and figures of each
LONGER = 2.0  # one language needs more words than another, but not so many more
COGNATE = 6  # letters
ROOT = 4  # first letters of a name that languages end differently ("Norway", "Norwegen")
_SIGNS = re.compile(
    r"\b(?:through|via|by|with) (?:an? |his |her |the )?(?:interpreter|translator)s?\b|\btranslat(?:ed|ion)\b"
    r"|\b(?:said|says|told|speaking|spoke|wrote|added|posted|tweeted|speech|statement|remarks|address|interview)\b"
    r"[^.!?“”\"]{0,60}\bin (?:his |her |their )?(?:native )?(?!English\b)"
    r"(?:[A-Z][a-z]+(?:ese|ish|ian|ic)|Malay|German|French|Dutch|Thai|Hindi|Urdu|Farsi|Greek|Tagalog|Hebrew|Czech"
    r"|Bahasa|Mandarin|Cantonese|Tamil|Pashto|Dari|Kurdish|Swahili)\b"
    r"(?! (?:[A-Z]|capital|city|province|government|parliament|embassy|port|town|village|newspaper|island))"
)


def is_translation(around: str) -> bool:
    """Whether the text around a quote says that it is one: through an interpreter, said in another language."""
    return _SIGNS.search(around) is not None


def one_statement(one: Words, other: Words) -> bool:
    """Whether two wordings in two languages share so many names and figures that they must say the same."""
    sizes = sorted((len(one.words), len(other.words)))
    if sizes[1] > LONGER * sizes[0]:
        return False
    mine, theirs = _anchors(one), _anchors(other)
    shared = [word for word in mine if any(_same(word, another) for another in theirs)]
    returned = [word for word in theirs if any(_same(word, another) for another in mine)]
    if min(len(shared), len(returned)) < FEWEST:
        return False
    return (
        all(
            _figures_and_names(kept) >= SHARE * _figures_and_names(all_of)
            for kept, all_of in ((shared, mine), (returned, theirs))
        )
        and min(_figures_and_names(shared), _figures_and_names(returned)) > 1
    )


def _anchors(words: Words) -> list[Word]:
    """Words that most languages keep: figures, names and long words; each once."""
    found = {
        word.form: word
        for word in words.words
        if word.form[0].isdigit() or word.name or (len(word.form) >= COGNATE and word.weight > 0)
    }
    return list(found.values())


def _figures_and_names(words: Sequence[Word]) -> int:
    return sum(word.name or word.form[0].isdigit() for word in words)


def _same(one: Word, other: Word) -> bool:
    if one.form == other.form:
        return True
    figure = one.form[0].isdigit() or other.form[0].isdigit()
    if figure or one.form[0] != other.form[0] or one.name != other.name:
        return False
    if one.name and one.form[:ROOT] == other.form[:ROOT]:
        return True
    return SequenceMatcher(None, one.form, other.form, autojunk=False).ratio() >= ALIKE
