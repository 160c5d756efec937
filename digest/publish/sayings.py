"""Who is named, and says what, in which stories."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from heapq import nlargest
from zoneinfo import ZoneInfo

from digest.nouns import Person, Story
from digest.publish.glimpses import Home, outlet_of, quotes_by_person, trusted_day


class Sayings:
    """What the stories of an edition have of its people."""

    def __init__(
        self, stories: Iterable[Story], homes: Mapping[str, Home], people: Mapping[str, Person], zone: ZoneInfo
    ) -> None:
        self._homes, self._people, self._zone = homes, people, zone
        self._places = {article: home.story.id for article, home in homes.items()}
        self._quotes = quotes_by_person(stories)
        self._known: dict[str, tuple[str, date | None]] = {}  # outlet and day of articles, which many people share

    def said(self, person: str) -> Mapping[str, list[str]]:
        """By story, the article of each quote of a person."""
        return self._quotes.get(person, {})

    def named(self, person: str) -> set[str]:
        """The stories with an article that names a person."""
        places = self._places
        return {places[article] for article in self._people[person].articles if article in places}

    def stories(self, person: str) -> list[str]:
        """The stories that name a person, or have a quote of theirs, sorted."""
        return sorted(self.named(person).union(self._quotes.get(person, ())))

    def most_quoted(self, number: int) -> list[str]:
        """So many people, the most quoted first, and else in the order of all."""
        quoted = [person for person in self._people if person in self._quotes]
        return nlargest(number, quoted, key=lambda person: sum(map(len, self._quotes[person].values())))

    def everybody(self) -> Iterator[tuple[str, Person, list[str]]]:
        """Each person with their `stories`, and their id first."""
        places, quotes = self._places, self._quotes
        for name, person in self._people.items():
            found = {places[article] for article in person.articles if article in places}
            yield name, person, sorted(found.union(quotes[name])) if name in quotes else sorted(found)

    def uttered(self, article: str) -> tuple[str, date | None]:
        """Where and when something was said: the outlet, and the trusted day, of an article."""
        if article not in self._known:
            member = self._homes[article].member
            self._known[article] = outlet_of(member), trusted_day(member, self._zone)
        return self._known[article]
