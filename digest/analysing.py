"""What analyses are made by, and the loading of it ahead of the articles."""

from functools import cache

from digest import reading
from digest.reading.parser import parsed
from digest.store import code_version


@cache
def analysis_version() -> str:
    """What analyses are made by: a part of their keys, and what a worker must have."""
    return f"{code_version('reading', packages=('spacy', 'numpy'))} {reading.model_name()}"


def get_ready() -> None:
    """Load the language model, and what else the first article would wait for."""
    analysis_version()
    tuple(parsed([]))
