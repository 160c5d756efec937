"""The words of a quote as they are compared: without what spelling, contraction and inflexion change."""

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from digest.nouns import Quote, Span
from digest.stories.background import word_frequency
from digest.stories.models import FUNCTION_WORDS

COMMONEST, RAREST = 2.5, 4.5  # minus the logarithm of a word's frequency: weighs nothing at all, and fully
SHORTEST_STEM = 4  # letters
NEGATIONS = frozenset(
    re.findall(
        r"\w+",
        """
    no not never nor neither nobody nothing none without
    tidak bukan jangan tak nicht kein keine nie pas jamais nunca
    """,
    )
)
_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        re.findall(
            r"\w+",
            """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty
    """,
        )
    )
    if word != "one"  # mostly no number: "the one thing"
}
_NUMBERS |= {
    word: f"{tens}0"
    for tens, word in enumerate(re.findall(r"\w+", "thirty forty fifty sixty seventy eighty ninety"), start=3)
}
_CONTRACTED = {"re": "are", "ve": "have", "ll": "will", "m": "am", "d": "would"}
_IRREGULAR = {
    "won't": ("will", "not"),
    "can't": ("can", "not"),
    "cannot": ("can", "not"),
    "shan't": ("shall", "not"),
    "let's": ("let", "us"),
    "gonna": ("going", "to"),
    "okay": ("ok",),
}
_BEFORE_IS = frozenset(re.findall(r"\w+", "it that there here he she what who where this everything nobody everybody"))
_BRITISH_OR = re.compile(r"(?<=\w{3})our(?=(?:s|ed|ing|ly|hood|able|ite|ites|ful|er|ers)?$)")  # "neighbourhood"
_BRITISH_IZE = re.compile(r"(?<=\w{4})is(e|ed|es|ing|ation|ations)$")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_BRACKETS = re.compile(r"\[[^\]]*\]")
_GAP = re.compile(r"\.\.\.|…|\[|\(")
_END = re.compile(r"[.!?…;:]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a quote, as it is compared and where it stands."""

    form: str  # small letters without accents; contractions are written out, small numbers in figures
    stem: str  # without its commonest endings
    weight: float  # 0 for the words that any text has, 1 for rare ones, names and figures
    start: int  # of the word in the article's text
    end: int
    part: int  # which of the quoted stretches it stands in
    inserted: bool  # between square brackets: not the speaker's own
    name: bool  # printed with a capital letter inside a sentence


@dataclass(frozen=True)
class Words:
    """All words of an utterance. Equal for equal ones; what is derived is computed once."""

    words: tuple[Word, ...]
    breaks: frozenset[int]  # places at which a sentence or a quoted stretch begins
    gaps: frozenset[int]  # places before which the outlet shows that it may have left something out

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """What the speaker says, whatever the spelling; insertions of the outlet left out."""
        return tuple(word.form for word in self.words if not word.inserted)

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The words in the form that is aligned."""
        return tuple(word.stem for word in self.words)

    @cached_property
    def weight(self) -> float:
        """How much the words say, counted in rare words."""
        return sum(word.weight for word in self.words if not word.inserted)


def words_of(parts: Sequence[Quote]) -> Words:
    """The words of an utterance's stretches, in order."""
    words: list[Word] = []
    breaks: set[int] = set()
    gaps: set[int] = set()
    for number, part in enumerate(parts):
        breaks.add(len(words))
        gaps.add(len(words))
        last = 0
        inside = [match.span() for match in _BRACKETS.finditer(part.text)]
        for match in _WORD.finditer(part.text):
            if _GAP.search(part.text, last, match.start()):
                gaps.add(len(words))
            if _END.search(part.text, last, match.start()):
                breaks.add(len(words))
            last = match.end()
            inserted = any(start < match.start() < end for start, end in inside)
            name = match[0][0].isupper() and len(words) not in breaks
            for form in filter(None, _forms(match[0])):  # "do n't" has nothing before its "not"
                weight = word_weight(form, part.language)
                at = (part.start + match.start(), part.start + match.end())
                words.append(Word(form, _stem(form), weight, *at, number, inserted, name))
    return Words(tuple(words), frozenset(breaks), frozenset(gaps))


def _forms(printed: str) -> tuple[str, ...]:
    """A printed word as it is compared: "We’re" is "we are", "O.K." is "ok", "1,000" is "1000"."""
    word = unicodedata.normalize("NFKD", printed.casefold().replace("’", "'"))
    word = "".join(char for char in word if not unicodedata.combining(char))
    if word[:1].isdigit():
        return (re.sub(r",(?=\d{3}\b)", "", word),)
    word = word.replace(".", "")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("n't"):
        return word[:-3], "not"
    head, _, tail = word.rpartition("'")
    if head and tail in _CONTRACTED:
        return head, _CONTRACTED[tail]
    if tail == "s" and head in _BEFORE_IS:
        return head, "is"
    word = word.removesuffix("'s").replace("'", "")
    return (_NUMBERS.get(word) or _BRITISH_IZE.sub(r"iz\1", _BRITISH_OR.sub("or", word)),)


def _stem(form: str) -> str:
    if form == "one":  # a figure in "one in three", and mostly none
        return "1"
    for ending in ("ies", "ied", "ing", "ed", "es", "s", "e", "y"):
        if form.endswith(ending) and len(form) - len(ending) >= SHORTEST_STEM:
            return form[: -len(ending)]
    return form


@cache
def word_weight(form: str, language: str) -> float:
    """How much a word says: 0 for function words, rising with its rarity in the language to 1."""
    if form in FUNCTION_WORDS or form in NEGATIONS:
        return 0.0
    if form[0].isdigit():
        return 1.0
    rarity = -math.log10(word_frequency(form, language))
    return min(1.0, max(0.0, (rarity - COMMONEST) / (RAREST - COMMONEST)))


def spans(words: Words, places: Iterable[int]) -> tuple[Span, ...]:
    """The stretches of text that words at these places take up, neighbours of one part as one."""
    found: list[Span] = []
    last = -2
    for place in sorted(places):
        word = words.words[place]
        if found and place <= last + 1 and words.words[last].part == word.part:
            found[-1] = Span(start=found[-1].start, end=word.end)
        else:
            found.append(Span(start=word.start, end=word.end))
        last = place
    return tuple(found)
