"""A query cut into tokens: operators, parentheses and terms, each with its place."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from digest.queries.fold import STARRED, UNSPACED, fold, patterns
from digest.queries.syntax import KEYWORDS, Field, QueryError, Term

MAX_STARS = 2  # in one word
_QUOTES = '"“”„‟«»＂'
_WORD = re.compile(rf"[^\s()（）{_QUOTES}]+")
_FIELD = re.compile(r"([^\W\d_]+)[:：](?!//)")
# Marks of other query languages.
_FOREIGN = re.compile(r"[~^!|?\\{}\[\]<>=;]|&&|^[&:：]|^(?i:near|within|adj|pre|w|n)/\d+$")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}")


class Kind(StrEnum):
    """What a token is."""

    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    TERM = "term"
    END = "the end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token, and where it begins in the query."""

    kind: Kind
    at: int
    term: Term | None = None  # of a TERM


def tokens(query: str) -> Iterator[Token]:
    """Cut a query into tokens, the last of which is its END. Raises QueryError."""
    at = 0
    while at < len(query):
        char = query[at]
        if char.isspace():
            at += 1
        elif char in "()（）":
            yield Token(kind=Kind.OPEN if char in "(（" else Kind.CLOSE, at=at)
            at += 1
        elif char == "-" and query[at + 1 : at + 2].strip("- \t\n"):
            yield Token(kind=Kind.NOT, at=at)
            at += 1
        else:
            token, at = _word(query, at)
            yield token
    yield Token(kind=Kind.END, at=len(query.rstrip()))


def _word(query: str, at: int) -> tuple[Token, int]:
    """A keyword or a term, with the field before it, and where it ends."""
    named = _FIELD.match(query, at)
    field = _field(named[1], query, at) if named else Field.ANYWHERE
    start = named.end() if named else at
    if query[start : start + 1] in tuple(_QUOTES):
        text, end = _quoted(query, start)
        return Token(kind=Kind.TERM, at=at, term=_term(text, field, query, start + 1)), end
    found = _WORD.match(query, start)
    if not found:
        what = f"“{field}:” takes one word or a phrase in quotes, right behind the colon: {field}:{_example(field)}"
        raise QueryError(what, query=query, at=at)
    if field is Field.ANYWHERE and found[0] in KEYWORDS:
        return Token(kind=Kind(found[0]), at=at), found.end()
    _refuse_oddities(found[0], query, start)
    return Token(kind=Kind.TERM, at=at, term=_term(found[0], field, query, start)), found.end()


def _example(field: Field) -> str:
    return "ms" if field is Field.LANG else '"Two words"'


def _field(name: str, query: str, at: int) -> Field:
    known = [field.value for field in Field if field]
    if name.lower() in known:
        return Field(name.lower())
    near = difflib.get_close_matches(name.lower(), known, n=1, cutoff=0.5)
    guess = f", did you mean {near[0]}:?" if near else f"; there are {', '.join(f'{one}:' for one in known)}."
    raise QueryError(f"“{name}:” is no field{guess} Words with a colon go into quotes", query=query, at=at)


def _quoted(query: str, at: int) -> tuple[str, int]:
    """What stands between two double quotes of any shape, and where the closing one ends."""
    end = next((place for place in range(at + 1, len(query)) if query[place] in _QUOTES), None)
    if end is None:
        raise QueryError("nothing closes this quotation mark", query=query, at=at)
    return query[at + 1 : end], end + 1


def _refuse_oddities(word: str, query: str, at: int) -> None:
    """What people write who know other query languages, and what would silently mean something else here."""
    if word.upper() in KEYWORDS:
        what = f'write {word.upper()} in capitals, or "{word}" in quotes for the word'
        raise QueryError(what, query=query, at=at)
    if word[0] in "'‘`":
        raise QueryError('phrases stand in double quotes: "…"', query=query, at=at)
    foreign = _FOREIGN.search(word)
    if foreign:
        what = f"“{foreign[0]}” means nothing here: there are AND, OR, NOT, parentheses, * and quotes"
        raise QueryError(what, query=query, at=at + foreign.start())


def _term(text: str, field: Field, query: str, at: int) -> Term:
    _check_stars(text, query, at)
    if not patterns(text):
        raise QueryError("there is no word here", query=query, at=at)
    if field is Field.LANG and not _LANGUAGE.fullmatch(text):
        raise QueryError("“lang:” takes a language's code, such as en or ms", query=query, at=at)
    return Term(text=" ".join(text.split()), field=field)


def _check_stars(text: str, query: str, at: int) -> None:
    for starred in STARRED.finditer(text):
        stem, _, rest = starred[0].partition("*")
        place = at + starred.start()
        if not fold(stem):
            what = "a * stands for the rest of a word: put it behind letters, as in defen*"
            raise QueryError(what, query=query, at=place)
        if len(fold(stem)) < 2 and not UNSPACED.search(stem):
            raise QueryError("at least two letters must stand before a *", query=query, at=place)
        if rest.count("*") >= MAX_STARS:
            raise QueryError(f"at most {MAX_STARS} * in a word", query=query, at=place)
