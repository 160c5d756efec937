"""Signs that two quotes are one statement in two languages, and that a quote is a translation."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

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


def statements(some: Sequence[Words], others: Sequence[Words]) -> Iterator[tuple[int, int]]:
    """Pairs, by their places, of wordings in two languages that share so much that they must say the same.

    Only those that have two names or figures in common are compared whole, so that the work grows with the wordings
    that could be one statement, not with all pairs.
    """
    kept = [_anchors(words) for words in others]
    index = _Index(kept)
    for place, words in enumerate(some):
        mine = _anchors(words)
        for other in index.sharing(mine):
            if _same_length(words, others[other]) and _one_statement(mine, kept[other]):
                yield place, other


class _Index:
    """Wordings by what they keep in other languages."""

    def __init__(self, kept: Sequence[Sequence[Word]]) -> None:
        self._places: dict[str, list[int]] = defaultdict(list)
        self._names: dict[str, dict[str, Word]] = defaultdict(dict)  # by first letter, by form
        for place, anchors in enumerate(kept):
            for word in anchors:
                self._places[word.form].append(place)
                if word.name:
                    self._names[word.form[0]].setdefault(word.form, word)

    def sharing(self, anchors: Sequence[Word]) -> list[int]:
        """The places of those with enough of its names and figures, in order."""
        counted: Counter[int] = Counter()
        wanted = [word for word in anchors if _is_particular(word)]
        for word in wanted:
            counted.update({place for form in self._forms(word) for place in self._places.get(form, ())})
        return sorted(place for place, shared in counted.items() if shared > 1 and shared >= SHARE * len(wanted))

    def _forms(self, word: Word) -> set[str]:
        """The forms in which a name or figure may stand there."""
        return {word.form, *(form for form, name in self._names[word.form[0]].items() if _same(word, name))}


def _same_length(one: Words, other: Words) -> bool:
    short, long = sorted((len(one.words), len(other.words)))
    return long <= LONGER * short


def _one_statement(mine: Sequence[Word], theirs: Sequence[Word]) -> bool:
    shared = [word for word in mine if any(_same(word, another) for another in theirs)]
    returned = [word for word in theirs if any(_same(word, another) for another in mine)]
    if min(len(shared), len(returned)) < FEWEST:
        return False
    return (
        all(_particulars(kept) >= SHARE * _particulars(all_of) for kept, all_of in ((shared, mine), (returned, theirs)))
        and min(_particulars(shared), _particulars(returned)) > 1
    )


def _anchors(words: Words) -> list[Word]:
    """Words that most languages keep: figures, names and long words; each once."""
    found = {
        word.form: word
        for word in words.words
        if _is_particular(word) or (len(word.form) >= COGNATE and word.weight > 0)
    }
    return list(found.values())


def _is_particular(word: Word) -> bool:
    """Whether it is a figure or a name."""
    return word.name or word.form[0].isdigit()


def _particulars(words: Sequence[Word]) -> int:
    return sum(map(_is_particular, words))


def _same(one: Word, other: Word) -> bool:
    if one.form == other.form:
        return True
    figure = one.form[0].isdigit() or other.form[0].isdigit()
    if figure or one.form[0] != other.form[0] or one.name != other.name:
        return False
    return (one.name and one.form[:ROOT] == other.form[:ROOT]) or _alike(one.form, other.form)


@lru_cache(maxsize=100_000)
def _alike(one: str, other: str) -> bool:
    letters = SequenceMatcher(None, one, other, autojunk=False)
    return letters.real_quick_ratio() >= ALIKE and letters.quick_ratio() >= ALIKE and letters.ratio() >= ALIKE
