"""The names that stories were found to have in common, kept in the store for the next build."""

import hashlib
import json
from collections.abc import Callable, Mapping

from digest import stories
from digest.store import Store, fingerprint

NAME = "names of links"
CHECK = 32  # bytes of SHA-256


class NamesBefore:
    """Printed names, recalled at once where two stories were asked about before."""

    def __init__(self, store: Store, made_by: str, digests: Mapping[str, str]) -> None:
        """Read what the last build noted; `digests` are of the articles, by id."""
        self._store, self._made_by, self._digests = store, made_by, digests
        self._before = _before(store.noted(NAME), made_by)
        self._now: dict[str, stories.PrintedNames] = {}

    def recall(
        self, asked: stories.Asked, answer: Callable[[stories.Asked], stories.PrintedNames]
    ) -> stories.PrintedNames:
        """See stories.RecallNames."""
        articles = [[self._digests[name] for name in group.ids] for group in asked.groups]
        key = fingerprint(articles, asked.heaviest, asked.shared)
        found = self._before.get(key)
        self._now[key] = found = answer(asked) if found is None else found
        return found

    def remember(self) -> None:
        """Note the names that were asked for, and none of the others: their articles may be gone."""
        if self._now != self._before:
            data = json.dumps([self._made_by, self._now]).encode("ascii")
            self._store.note(NAME, hashlib.sha256(data).digest() + data)


def _before(noted: bytes, made_by: str) -> dict[str, stories.PrintedNames]:
    """The names by their keys; nothing where the note is lost, damaged, or by another program."""
    check, data = noted[:CHECK], noted[CHECK:]
    if hashlib.sha256(data).digest() != check:
        return {}
    try:
        maker, found = json.loads(data)
        known = found.items() if maker == made_by else ()
        return {key: tuple((text, tuple(words)) for text, words in names) for key, names in known}
    except (ValueError, TypeError, AttributeError):
        return {}
