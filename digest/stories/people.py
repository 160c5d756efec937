"""Everybody whom the articles name, as later stages ask for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from digest.nouns import Person
from digest.stories.forms import parts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Everybody whom the articles name, and where."""

    people: tuple[Person, ...]  # by name
    namings: Mapping[str, Mapping[str, str]]  # by article, and by name as the article gives it, the person's id

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
