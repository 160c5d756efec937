"""Which names of two stories are a reason to link them, as their articles print them."""

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array  # type: ignore[import-untyped] # scipy ships no types

from digest.dates import DAYS, MONTHS
from digest.nouns import Group
from digest.stories.forms import TITLES
from digest.stories.pairs import HOLDERS
from digest.stories.terms import NAMES

FEW = 20  # stories: a name in no more than these, or in `SHARE` of all, belongs to an affair and not to a genre
SHARE = 0.05
SEVERAL = 3  # printed names in common say more than a little less likeness does against them

_CALENDAR = frozenset({*DAYS, *MONTHS, *(month[:3] for month in MONTHS), "sept"})
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WORD = re.compile(r"\w+")
_AROUND = re.compile(r"^(?:the|a|an)\s+|['’]s?$", re.IGNORECASE)

Phrase = tuple[str, frozenset[str]]  # a name as it is printed, and its words in small letters


class Asked(NamedTuple):
    """Something about the names of two groups: it depends on their articles' analyses and on the `key`."""

    groups: tuple[Group, Group]
    key: bytes


Names = tuple[str, ...]  # as they are printed, heaviest first
Recall = Callable[[Asked, Callable[[], Names]], Names]


def ask_anew(asked: Asked, answer: Callable[[], Names]) -> Names:  # noqa: ARG001 - as others of its kind
    """Recall nothing."""
    return answer()


def too_many_stories(holders: NDArray[np.int64], stories: int) -> NDArray[np.bool_]:
    """Whether a name that so many of the stories hold belongs to a genre, and not to an affair."""
    found: NDArray[np.bool_] = holders > min(HOLDERS, max(FEW, SHARE * stories))
    return found


def of_calendar(term: str) -> bool:
    """Whether a term is a day, a weekday or a month: what happens on one Tuesday has nothing to do with another's."""
    return term in _CALENDAR or (term[4:5] == "-" and bool(_ISO_DAY.fullmatch(term)))


def can_name(term: str) -> bool:
    """Whether a term that is a name in some article says who or what: no number, day, month or title does."""
    return not term[:1].isdigit() and term not in TITLES and not of_calendar(term)


class Reasons:
    """What the names of two stories say for a link. Holds the printed names of the stories that it was asked about."""

    def __init__(  # noqa: PLR0913, PLR0917 - what is known of the stories, and what spares work
        self,
        groups: Sequence[Group],
        terms: Sequence[str],
        means: csr_array,
        names: csr_array,
        of_genre: NDArray[np.bool_],
        recall: Recall,
    ) -> None:
        """Take stories as rows: `means` are their terms' weights, and `names` is not 0 where a term is a name.

        `of_genre` says which terms too many stories hold (see too_many_stories). `recall` spares reading articles for
        how they print names, which stays when weights or other stories change.
        """
        self._recall = recall
        self._groups, self._terms, self._means, self._names, self._of_genre = groups, terms, means, names, of_genre
        self._phrases = cache(lambda ids: tuple(_phrases(self._by_ids[ids])))
        self._by_ids = {group.ids: group for group in groups}

    def between(self, one: int, other: int, *, shown: int, names: int, beside: float) -> tuple[str, ...]:
        """The names that link two stories, as they are printed, heaviest first; none where they are no reason.

        At least `names` names must be among the `shown` terms that add most to the cosine, one of them in few stories,
        and without its heaviest printed name the cosine must still be `beside`; where there are fewer than `SEVERAL`,
        without all of them: two affairs of a governor and her land share little else.
        """
        first, second = _row(self._means, one), _row(self._means, other)
        adding = {column: weight * second[column] for column, weight in first.items() if column in second}
        both = _row(self._names, one).keys() & _row(self._names, other).keys()
        heaviest = sorted(adding, key=lambda column: (-adding[column], column))[:shown]
        naming = [column for column in heaviest if column in both]
        if len(naming) < names or self._of_genre[naming].all():
            return ()
        shared = {self._terms[column]: adding.get(column, 0.0) for column in both}
        heavy = [self._terms[column] for column in naming]
        printed = self._recalled((self._groups[one], self._groups[other]), heavy, shared.keys())
        told = [math.fsum(shared[word] for word in words) for _, *words in printed]
        left = math.fsum(adding.values()) - (max(told) if len(told) >= SEVERAL else math.fsum(told))
        return tuple(text for text, *_ in printed) if left >= beside else ()

    def _recalled(
        self, groups: tuple[Group, Group], heaviest: Sequence[str], shared: AbstractSet[str]
    ) -> list[list[str]]:
        """What `_printed` says, recalled if that was asked before: it is what costs time."""
        key = json.dumps(["printed", heaviest, sorted(shared)]).encode("ascii")
        found = self._recall(
            Asked(groups, key), lambda: tuple(map(json.dumps, self._printed(groups, heaviest, shared)))
        )
        return [json.loads(name) for name in found]

    def _printed(
        self, groups: tuple[Group, Group], heaviest: Sequence[str], shared: AbstractSet[str]
    ) -> list[list[str]]:
        """The `heaviest` terms, in order, each as the longest name of `shared` words that holds it, then its words.

        "harris" becomes "Kamala Harris" where both are shared; a word that stands in a name before it is left out. A
        word that no whole name holds ("Attorney") is a mere part of one: it is taken only where there is no whole name.
        """
        one, other = groups
        known = Counter(each for group in groups for each in self._phrases(group.ids) if each[1] <= shared)
        whole, parts, covered = list[Phrase](), list[Phrase](), set[str]()
        for term in heaviest:
            if term in covered:
                continue
            holding = [each for each in known if term in each[1]]
            if holding:
                whole.append(max(holding, key=lambda each: (len(each[1]), known[each], len(each[0]), each[0])))
                covered |= whole[-1][1]
            else:
                parts.append((_word(term, one) or _word(term, other) or term, frozenset({term})))
        return [[text, *sorted(words)] for text, words in whole or parts]


def _row(table: csr_array, row: int) -> dict[int, float]:
    cells = slice(table.indptr[row], table.indptr[row + 1])
    return dict(zip(table.indices[cells].tolist(), table.data[cells].tolist(), strict=True))


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
