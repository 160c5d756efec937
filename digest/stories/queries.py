"""Whether a query holds for an article, word by word: folded, within a headline, a standfirst or the text."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from digest.nouns import Article
from digest.queries import And, Field, Not, Or, Query, Term, words
from digest.stories.forms import TITLES

_GAP = " \n "  # no phrase reaches over it
_INSIDE = "[^ ]{0,30}"  # what a star stands for inside a word; bounded, because the texts are hostile


@dataclass(frozen=True, slots=True, kw_only=True)
class Legible:
    """An article ready to be matched: folded words between single spaces, one space at either end."""

    words: frozenset[str]
    text: str  # of headline, standfirst and text
    title: str
    outlet: str
    people: tuple[str, ...]  # every name that the digest knows for somebody whom the article names
    language: str


def legible(article: Article, names: Iterable[str]) -> Legible:
    """Fold an article, with the names of those whom it names."""
    title, deck = (fact.value if fact else "" for fact in (article.title, article.standfirst))
    parts = [words(title), words(deck), words(article.text)]
    return Legible(
        words=frozenset().union(*parts),
        text=f" {_GAP.join(map(' '.join, parts))} ",
        title=_spaced(parts[0]),
        outlet=_spaced(words(article.outlet.value)) if article.outlet else "",
        people=tuple(dict.fromkeys(_spaced(words(name)) for name in names)),
        language=article.language,
    )


def _spaced(listed: Iterable[str]) -> str:
    return f" {' '.join(listed)} "


Predicate = Callable[[Legible], bool]


def predicate(query: Query) -> Predicate:
    """Whether a query holds for an article, as a function: made once, quick for each article."""
    if isinstance(query, Not):
        part = predicate(query.part)
        return lambda article: not part(article)
    if isinstance(query, And | Or):
        return _joined([predicate(part) for part in query.parts], until=isinstance(query, Or))
    return _PREDICATES[query.field](query)


def _joined(parts: Sequence[Predicate], *, until: bool) -> Predicate:
    """Any of some predicates (`until` True) or all (`until` False): the first that says `until` decides."""

    def holds(article: Legible) -> bool:
        for part in parts:
            if part(article) is until:
                return until
        return not until

    return holds


def _anywhere(term: Term) -> Predicate:
    known = frozenset(word for word in term.patterns if "*" not in word)
    if len(term.patterns) == len(known) == 1:
        word = term.patterns[0]
        return lambda article: word in article.words
    stands = _stands(term.patterns)
    return lambda article: known <= article.words and stands(article.text)


def _title(term: Term) -> Predicate:
    stands = _stands(term.patterns)
    return lambda article: stands(article.title)


def _stands(listed: Sequence[str]) -> Callable[[str], bool]:
    """Whether a folded text holds words one after the other. Looking for plain text is quicker than for a pattern."""
    head, star, rest = f" {' '.join(listed)} ".partition("*")
    if not star or rest == " ":
        return lambda text: head in text
    pattern = _pattern(listed)
    return lambda text: any(pattern.match(text, at) for at in _places(head, text))


def _places(head: str, text: str) -> Iterator[int]:
    at = text.find(head)
    while at >= 0:
        yield at
        at = text.find(head, at + 1)


def _outlet(term: Term) -> Predicate:
    """The whole name; a star at the end stands for further words too."""
    starred = term.patterns[-1].endswith("*")
    pattern = _pattern(term.patterns, after="" if starred else r" \Z")
    return lambda article: pattern.match(article.outlet) is not None


def _person(term: Term) -> Predicate:
    """The words of the query in a name, in order, with others between them; titles before the query's count nothing."""
    wanted = list(term.patterns)
    while len(wanted) > 1 and wanted[0] in TITLES:
        wanted = wanted[1:]
    # As few words between as can be, and no way back (`?>`): one pass over each name.
    steps = (f"(?>(?: [^ ]+)*?(?={_pattern([word]).pattern})) [^ ]+" for word in wanted)
    pattern = re.compile("".join(steps))
    return lambda article: any(pattern.match(name) for name in article.people)


def _lang(term: Term) -> Predicate:
    code = term.text.lower()
    return lambda article: article.language.partition("-")[0].lower() == code


_PREDICATES: dict[Field, Callable[[Term], Predicate]] = {
    Field.ANYWHERE: _anywhere,
    Field.TITLE: _title,
    Field.OUTLET: _outlet,
    Field.PERSON: _person,
    Field.LANG: _lang,
}


def _pattern(listed: Iterable[str], after: str = "") -> re.Pattern[str]:
    """Words one after the other, whole but for stars. No word is tried in two ways once it was found (`?>`)."""
    return re.compile("".join(f"(?> {_starred(word)}(?= ))" for word in listed) + after)


def _starred(word: str) -> str:
    stem, star, ending = word.rpartition("*")
    inner = _INSIDE.join(map(re.escape, stem.split("*"))) if star else ""
    if star and not ending:
        return f"{inner}[^ ]*"
    return f"{inner}{_INSIDE if star else ''}{re.escape(ending)}"
