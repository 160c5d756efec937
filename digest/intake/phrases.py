"""The words of page furniture, read from furniture.toml."""

import re
import tomllib
from functools import cache
from importlib.resources import files

MAX_WORDS = 25  # a longer line is judged by its shape, not by a word in it


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = tomllib.loads(files("digest.intake").joinpath("furniture.toml").read_text(encoding="utf-8"))
    return tuple(
        (name, re.compile(rf"^\W{{0,3}}(?:{'|'.join(words['start'])})|{'|'.join(words['any'])}", re.IGNORECASE))
        for name, words in table.items()
    )


def categories() -> tuple[str, ...]:
    """The names of all kinds of furniture, in file order."""
    return tuple(name for name, _ in _patterns())


def furniture(text: str) -> frozenset[str]:
    """The kinds of furniture whose words stand in a short line."""
    if text.count(" ") >= MAX_WORDS:
        return frozenset()
    return frozenset(name for name, pattern in _patterns() if pattern.search(text))
