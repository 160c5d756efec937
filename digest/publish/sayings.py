"""Who is named, and says what, in which stories."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from heapq import nlargest
from zoneinfo import ZoneInfo

from digest.nouns import Person, Story
from digest.publish.glimpses import Home, outlet_of, quotes_by_person, trusted_day
from digest.publish.tracing import short_digest


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

    def states(self, stories: Mapping[str, str], articles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """The state of each person, by id, given those of stories and of the stories of articles.

        What is asked about a person depends on the stories that name the person, or have a quote of theirs.
        """
        placed, quotes = {name: f"{name} {state}" for name, state in articles.items()}, self._quotes
        for name, person in self._people.items():
            roles = [(role.text, role.article) for role in person.roles] if person.roles else ()
            where = "\0".join(map(placed.get, person.articles, person.articles))
            said = "\0".join([stories[one] for one in sorted(quotes[name])]) if name in quotes else ""
            facts = f"{person.name}\0{person.forms}\0{roles}\0{where}\0\0{said}"
            yield name, short_digest(facts.encode("utf-8", "surrogatepass"))

    def uttered(self, article: str) -> tuple[str, date | None]:
        """Where and when something was said: the outlet, and the trusted day, of an article."""
        if article not in self._known:
            member = self._homes[article].member
            self._known[article] = outlet_of(member), trusted_day(member, self._zone)
        return self._known[article]


def together(some: Iterable[str], articles: Mapping[str, str]) -> str:
    """The state of several articles together, given those of their stories; whatever their order."""
    ids = sorted(some)
    return short_digest(repr((ids, [articles[one] for one in ids])).encode("utf-8", "surrogatepass"))
