"""The words of page furniture, read from furniture.toml."""

import re
import tomllib
from functools import cache
from importlib.resources import files

MAX_CHARS = 400
MAX_WORDS = 25  # a longer line is judged by its shape, not by a word in it


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("digest.intake").joinpath("furniture.toml").read_text(encoding="utf-8"))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(rf"^\W{{0,3}}(?:{'|'.join(words['start'])})|{'|'.join(words['any'])}", re.IGNORECASE))
        for name, words in _table().items()
        if "start" in words
    )


def furniture(text: str) -> frozenset[str]:
    """The kinds of furniture whose words stand in a short line."""
    if len(text) > MAX_CHARS or text.count(" ") >= MAX_WORDS:
        return frozenset()
    return frozenset(name for name, pattern in _patterns() if pattern.search(text))


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{'|'.join(_table()['closing']['whole'])})\W*", re.IGNORECASE)


def closes(text: str) -> bool:
    """Whether a line is a heading under which other things than the article stand."""
    return len(text) <= 60 and bool(_closing().fullmatch(text))
