"""What two stories have in common, in words as their articles print them."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from digest.dates import DAYS, MONTHS
from digest.nouns import Group
from digest.stories.forms import TITLES
from digest.stories.terms import NAMES

_CALENDAR = frozenset({*DAYS, *MONTHS, *(month[:3] for month in MONTHS), "sept"})
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WORD = re.compile(r"\w+")
_AROUND = re.compile(r"^(?:the|a|an)\s+|['’]s?$", re.IGNORECASE)

Phrase = tuple[str, frozenset[str]]  # a name as it is printed, and its words in small letters


def of_calendar(term: str) -> bool:
    """Whether a term is a day, a weekday or a month: what happens on one Tuesday has nothing to do with another's."""
    return term in _CALENDAR or bool(_ISO_DAY.fullmatch(term))


def can_name(term: str) -> bool:
    """Whether a term that is a name in some article says who or what: no number, day, month or title does."""
    return not term[:1].isdigit() and term not in TITLES and not of_calendar(term)


class Printed:
    """Terms of groups as their articles print them. Holds the names of the groups it was asked about."""

    def __init__(self) -> None:
        self._phrases = cache(lambda group: tuple(_phrases(group)))

    def names(self, heaviest: Sequence[str], shared: Collection[str], one: Group, other: Group) -> tuple[str, ...]:
        """The `heaviest` terms of two groups, in order, each as the longest name of `shared` words that holds it.

        "harris" becomes "Kamala Harris" where both are shared; a word that stands in a name before it is left out. A
        word that no whole name holds ("Attorney") is a mere part of one: it is taken only where there is no whole name.
        """
        allowed = frozenset(shared)
        known = Counter(each for group in (one, other) for each in self._phrases(group) if each[1] <= allowed)
        whole, parts, covered = list[str](), list[str](), set[str]()
        for term in heaviest:
            if term in covered:
                continue
            holding = [each for each in known if term in each[1]]
            if holding:
                text, words = max(holding, key=lambda each: (len(each[1]), known[each], len(each[0]), each[0]))
                whole.append(text)
                covered |= words
            else:
                parts.append(_word(term, one) or _word(term, other) or term)
        return tuple(whole or parts)


def _phrases(group: Group) -> Iterator[Phrase]:
    """The names in a group's articles, without the words that are no terms: "New York" is known by "york"."""
    for analysis in (member.analysis for member in group.members):
        terms = {term for sentence in analysis.sentences for term in sentence.terms}.union(analysis.title_terms)
        for entity in analysis.entities:
            text = _AROUND.sub("", entity.text)
            words = terms.intersection(word.lower() for word in _WORD.findall(text))
            if words and entity.label in NAMES and "\n" not in text:
                yield text, frozenset(words)


def _word(term: str, group: Group) -> str:
    """The first word of the group's texts that is the term, with a capital if it ever has one."""
    word = re.compile(rf"\b{re.escape(term)}\b", re.IGNORECASE)
    texts = [member.analysis.article.text for member in group.members]
    forms = [match[0] for text in texts for match in word.finditer(text)]
    return next((form for form in forms if form[0].isupper()), forms[0] if forms else "")
