"""The words around names and quotations in languages without a parser here, kept as data in tongues.toml."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """One language's words."""

    verbs: str  # patterns: beside a name, before or behind it
    according: str  # with the name behind
    behind: str  # behind the quotation while the name stands before it
    titles: frozenset[str]
    particles: frozenset[str]
    never: frozenset[str]
    families: frozenset[str]


def _list(words: str) -> tuple[str, ...]:
    """Words or phrases between commas, the longest first, so that a pattern takes the whole one."""
    found = {" ".join(word.split()) for word in words.split(",")} - {""}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def _pattern(phrases: Iterable[str]) -> str:
    """A pattern that matches any of some phrases, with any white space inside; one that matches nothing for none."""
    patterns = [r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases]
    return f"(?:{'|'.join(patterns)})" if patterns else "(?!)"


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("tongues.toml").read_text(encoding="utf-8"))


@cache
def tongues() -> dict[str, Tongue]:
    """Languages by their ISO 639-1 code."""
    return {
        code: Tongue(
            verbs=_pattern(_list(table.get("verbs", ""))),
            according=_pattern(_list(table.get("according", ""))),
            behind=_pattern(_list(table.get("behind", ""))),
            titles=frozenset(table.get("titles", "").split()),
            particles=frozenset(table.get("particles", "").split()),
            never=frozenset(table.get("never", "").split()),
            families=frozenset("".join(table.get("families", "").split())),
        )
        for code, table in _tables().items()
        if code != "und"
    }


@cache
def words_of_all(key: str) -> frozenset[str]:
    """The `openers` or `linkers` of all languages."""
    return frozenset(_tables()["und"][key].split())
