"""What a query is made of: terms under AND, OR and NOT, and what is said of one that cannot be read."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from digest.queries.fold import patterns

KEYWORDS = frozenset({"AND", "OR", "NOT"})
_PLAIN = re.compile(r"[^\W_][\w*]*")  # stands without quotes
_SHOWN = 60  # characters of a query on either side of a mistake


class Field(StrEnum):
    """Where a term is looked for."""

    ANYWHERE = ""  # the words of headline, standfirst and text
    TITLE = "title"
    OUTLET = "outlet"
    PERSON = "person"
    LANG = "lang"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or a phrase, perhaps with stars, as it is written."""

    text: str  # white space as single spaces, no double quotes; at least one word
    field: Field = Field.ANYWHERE

    @property
    def patterns(self) -> tuple[str, ...]:
        """Its words, folded, with their stars."""
        return tuple(patterns(self.text))

    def __str__(self) -> str:
        plain = _PLAIN.fullmatch(self.text) and self.text.upper() not in KEYWORDS
        written = self.text if plain else f'"{self.text}"'
        return f"{self.field}:{written}" if self.field else written


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """What must not hold."""

    part: "Query"

    def __str__(self) -> str:
        return f"NOT {_within(self.part)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class And:
    """What must all hold."""

    parts: tuple["Query", ...]  # two at least

    def __str__(self) -> str:
        return " AND ".join(map(_within, self.parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Or:
    """Of what one at least must hold."""

    parts: tuple["Query", ...]  # two at least

    def __str__(self) -> str:
        return " OR ".join(map(_within, self.parts))


Query = Term | Not | And | Or


def _within(query: Query) -> str:
    return f"({query})" if isinstance(query, And | Or) else str(query)


def wanted(query: Query, *, against: bool = False) -> Iterator[Term]:
    """The terms of a query that speak for an article, in order; those under a NOT speak against it."""
    if isinstance(query, Term):
        if not against:
            yield query
        return
    inner, turned = ((query.part,), not against) if isinstance(query, Not) else (query.parts, against)
    for part in inner:
        yield from wanted(part, against=turned)


class QueryError(ValueError):
    """A query that cannot be read: what is wrong, and at which of its characters."""

    def __init__(self, what: str, *, query: str, at: int) -> None:
        super().__init__(f"{what}\n{_pointed(query, at)}" if query.strip() else what)
        self.what = what
        self.at = at  # index into the query


def _pointed(query: str, at: int) -> str:
    """The query, and below it a caret at the mistake; a long one is cut on both sides."""
    start, end = max(0, at - _SHOWN), at + _SHOWN
    before, after = ("… " if start else ""), (" …" if end < len(query) else "")
    shown = "".join(char if char.isprintable() else " " for char in query)
    indent = sum(map(_columns, before + shown[start:at]))
    return f"    {before}{shown[start:end]}{after}\n    {' ' * indent}^"


def _columns(char: str) -> int:
    """How many columns of a terminal a character takes."""
    return 0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in {"W", "F"})
