"""The names for which two stories were linked, or none where they were not, kept in the store for the next build."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import NamedTuple

from digest import stories
from digest.rows import sha
from digest.store import Store

NAME = "names of links"
CHECK = 32  # bytes of SHA-256


class Answer(NamedTuple):
    """What was answered, and the keys of what was asked for it."""

    names: tuple[str, ...]
    asked: tuple[str, ...] = ()


class NamesBefore:
    """The reasons for links, recalled at once where two stories were asked about before."""

    def __init__(self, store: Store, made_by: str, digests: Mapping[str, str]) -> None:
        """Read what the last build noted; `digests` are of the articles, by id."""
        self._store, self._made_by, self._digests = store, made_by, digests
        self._before = _before(store.noted(NAME), made_by)
        self._now: dict[str, Answer] = {}
        self._asked: list[str] = []

    def recall(self, asked: stories.Asked, answer: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
        """See reasons.Recall. What is asked while something is answered stays known as long as that does."""
        articles = " ".join(self._digests[name] for group in asked.groups for name in group.ids)
        key = sha(asked.key, articles.encode("ascii")).hex()
        self._now[key] = found = self._before.get(key) or self._answered(answer)
        self._now |= {name: self._before[name] for name in found.asked if name in self._before}
        self._asked.append(key)
        return found.names

    def remember(self) -> None:
        """Note the names that were asked for, and none of the others: their articles may be gone."""
        if self._now != self._before:
            data = json.dumps([self._made_by, self._now]).encode("ascii")
            self._store.note(NAME, hashlib.sha256(data).digest() + data)

    def _answered(self, answer: Callable[[], tuple[str, ...]]) -> Answer:
        outer, self._asked = self._asked, []
        names = answer()
        outer, self._asked = self._asked, outer
        return Answer(names, tuple(outer))


def _before(noted: bytes, made_by: str) -> dict[str, Answer]:
    """The answers by their keys; nothing where the note is lost, damaged, or by another program."""
    check, data = noted[:CHECK], noted[CHECK:]
    if hashlib.sha256(data).digest() != check:
        return {}
    try:
        maker, found = json.loads(data)
        known = found.items() if maker == made_by else ()
        return {key: Answer(tuple(names), tuple(asked)) for key, (names, asked) in known}
    except (ValueError, TypeError, AttributeError):
        return {}
