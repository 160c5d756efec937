"""What analyses are made by, the loading of it ahead of the articles, and what becomes of one that fails."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from traceback import format_exception

from digest import reading
from digest.errors import NOT_OF_ONE
from digest.nouns import Analysis, Article
from digest.reading.parser import parsed
from digest.store import code_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """An article that the program failed to analyse. Its error is kept in words: not every one can leave a worker."""

    article: Article
    error: str  # the type's name
    traceback: str


def attempts(
    analyse: Callable[[Sequence[Article]], Iterable[Analysis]], articles: Sequence[Article]
) -> Iterator[Analysis | Unread]:
    """Analyse each article by itself; importable, for workers."""
    for article in articles:
        try:
            yield from analyse([article])
        except NOT_OF_ONE:
            raise
        except Exception as error:  # whatever it is, it is said of this article, and the others are analysed
            found = "".join(format_exception(error))
            yield Unread(article=article, error=type(error).__name__, traceback=found)


@cache
def analysis_version() -> str:
    """What analyses are made by: a part of their keys, and what a worker must have."""
    return f"{code_version('reading', packages=('spacy', 'numpy'))} {reading.model_name()}"


def get_ready() -> None:
    """Load the language model, and what else the first article would wait for."""
    analysis_version()
    tuple(parsed([]))
