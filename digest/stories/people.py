"""Everybody whom the articles name, as later stages ask for them."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from digest.nouns import Group, Person
from digest.stories.forms import parts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Everybody whom the articles name, and where."""

    people: tuple[Person, ...]  # by name
    namings: Mapping[str, Mapping[str, str]]  # by article, and by name as the article gives it, the person's id
    # The ids of those whose entry in the lock says just what is known of them, and nothing that others have to do with.
    resting: Collection[str] = frozenset()

    def ids(self, articles: Iterable[str]) -> dict[tuple[str, str], str]:
        """Person ids by (article id, name as that article gives it), for some articles only."""
        return {
            (article, name): person for article in articles for name, person in sorted(self.named_in(article).items())
        }

    def named_in(self, article: str) -> Mapping[str, str]:
        """The ids of those whom an article names, by name as it gives it."""
        return self.namings.get(article, {})

    def named(self, name: str) -> str:
        """The id of the one person who has this name or form; "" when nobody or more than one has."""
        parts = parts_of(name)
        exact = [person.id for person in self.people if parts_of(person.name) == parts]
        loose = [person.id for person in self.people if parts in map(parts_of, person.forms)]
        found = exact or loose
        return found[0] if name and len(found) == 1 else ""


class Namings(Mapping[str, Mapping[str, str]]):
    """Who is called how by which article, read where somebody asks."""

    def __init__(self, groups: Sequence[Group], named: Sequence[str]) -> None:
        """`named` is JSON, of each group."""
        self._groups, self._named = groups, named
        self._read: dict[int, dict[str, dict[str, str]]] = {}

    def __getitem__(self, article: str) -> Mapping[str, str]:
        return self._of(self._homes[article])[article]

    def __iter__(self) -> Iterator[str]:
        return (article for at in range(len(self._named)) for article in self._of(at))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @cached_property
    def _homes(self) -> dict[str, int]:
        return {article: at for at, group in enumerate(self._groups) for article in group.ids}

    def _of(self, at: int) -> dict[str, dict[str, str]]:
        if at not in self._read:
            self._read[at] = json.loads(self._named[at])
        return self._read[at]
