"""The room's closed lists of words, kept as data in lexicon.toml."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _lists() -> dict[str, str]:
    return tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text(encoding="utf-8"))


def lexicon(name: str) -> frozenset[str]:
    """The words of one list; raises KeyError for a list that lexicon.toml has not."""
    return frozenset(_lists()[name].split())
