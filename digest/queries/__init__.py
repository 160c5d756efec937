"""The query language of topics: parsed here, matched by the stories. docs/topics.md explains it to editors."""

from digest.queries.fold import fold, words
from digest.queries.parse import parse
from digest.queries.syntax import And, Field, Not, Or, Query, QueryError, Term

__all__ = ["And", "Field", "Not", "Or", "Query", "QueryError", "Term", "fold", "parse", "words"]
