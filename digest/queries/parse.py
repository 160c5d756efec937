"""The parser of queries: NOT binds before AND, AND before OR; words side by side are joined by AND."""

from typing import NoReturn

from digest.queries.scan import Kind, Token, tokens
from digest.queries.syntax import And, Not, Or, Query, QueryError, Term

MAX_CHARACTERS = 2_000
MAX_DEPTH = 20  # of parentheses and NOTs inside one another
_BEGINS = frozenset({Kind.OPEN, Kind.NOT, Kind.TERM})


def parse(query: str) -> Query:
    """Parse a query. Parsing what `str` gives for the result gives the same again.

    or = and { OR and } · and = not { [AND] not } · not = { NOT | - } atom · atom = ( or ) | [field:] word or "phrase"

    Raises QueryError, with the place, for what cannot be read and for a query that asks for nothing ("NOT football").
    """
    if len(query) > MAX_CHARACTERS:
        raise QueryError(f"longer than {MAX_CHARACTERS:,} characters; make two topics of it", query=query, at=0)
    parser = _Parser(query)
    made = parser.either(0)
    parser.finish()
    if _holds_for_nothing(made):
        what = "this matches articles in which none of its words stands; say with a word what they must have"
        raise QueryError(what, query=query, at=parser.first(Kind.NOT))
    return made


class _Parser:
    """Reads a query's tokens one after the other."""

    def __init__(self, query: str) -> None:
        self._query = query
        self._tokens = list(tokens(query))
        self._next = 0

    def either(self, depth: int) -> Query:
        """Parts with OR between them."""
        parts = [self._both(depth)]
        while self._take(Kind.OR):
            parts.append(self._both(depth))
        return parts[0] if len(parts) == 1 else Or(parts=tuple(parts))

    def _both(self, depth: int) -> Query:
        """Parts with AND, or nothing, between them."""
        parts = [self._negated(depth)]
        while self._take(Kind.AND) or self._now.kind in _BEGINS:
            parts.append(self._negated(depth))
        return parts[0] if len(parts) == 1 else And(parts=tuple(parts))

    def _negated(self, depth: int) -> Query:
        token = self._now
        if depth > MAX_DEPTH:
            self._refuse(f"more than {MAX_DEPTH} parentheses inside one another", token)
        if self._take(Kind.NOT):
            return Not(part=self._negated(depth + 1))
        return self._atom(depth)

    def _atom(self, depth: int) -> Query:
        token = self._now
        if self._take(Kind.OPEN):
            inner = self.either(depth + 1)
            if not self._take(Kind.CLOSE):
                self._refuse("nothing closes this parenthesis", token)
            return inner
        if token.term is None:
            self._refuse(self._lacking(token), token)
        self._next += 1
        return token.term

    def finish(self) -> None:
        """Raise QueryError where the query goes on: only a parenthesis that nothing opened can stand there."""
        if self._now.kind is not Kind.END:
            self._refuse("nothing opens this parenthesis", self._now)

    def first(self, kind: Kind) -> int:
        """Where the first token of a kind stands."""
        return next(token.at for token in self._tokens if token.kind is kind)

    @property
    def _now(self) -> Token:
        return self._tokens[self._next]

    def _take(self, kind: Kind) -> bool:
        """Go on if the next token is of a kind."""
        taken = self._now.kind is kind
        self._next += taken
        return taken

    def _lacking(self, token: Token) -> str:
        """What to say where a word should stand and `token` stands."""
        before = self._tokens[self._next - 1].kind if self._next else None
        if before is None and token.kind is Kind.END:
            return 'the query is empty; an example: "Anwar Ibrahim" AND (defence OR defense) NOT football'
        if token.kind is Kind.CLOSE and before is Kind.OPEN:
            return "nothing stands in these parentheses"
        if token.kind is Kind.CLOSE and before is None:
            return "nothing opens this parenthesis"
        if token.kind in {Kind.END, Kind.CLOSE}:
            return f"a word is missing behind {before}"
        return f"a word is missing before {token.kind}"

    def _refuse(self, what: str, token: Token) -> NoReturn:
        raise QueryError(what, query=self._query, at=token.at)


def _holds_for_nothing(query: Query) -> bool:
    """Whether an article with none of the terms matches."""
    if isinstance(query, Term):
        return False
    if isinstance(query, Not):
        return not _holds_for_nothing(query.part)
    return (all if isinstance(query, And) else any)(map(_holds_for_nothing, query.parts))
