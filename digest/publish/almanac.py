"""The edition with everything in reach: which story an article is in, who a person is, what an outlet printed.

It is all that a page, a feed or a data file gets of an edition, and it notes what is looked up in it (see `tracing`).
Where a page shows little of a thing there is a table of that little: else each story that changes would have all pages
made again that name it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast
from zoneinfo import ZoneInfo

from babel import Locale

from digest.nouns import Coverage, Decision, Edition, Moment, PastEdition, Person, Revision, Story, Topic
from digest.publish import chronicle
from digest.publish.addresses import outlet_slugs
from digest.publish.chronicle import Recorded
from digest.publish.glimpses import (
    Home,
    Issue,
    Lazily,
    Line,
    Naming,
    Piece,
    edition_days,
    issue,
    line,
    outlet_of,
    piece,
    quotes_by_person,
    story_days,
    trusted_day,
)
from digest.publish.options import SiteOptions
from digest.publish.tracing import Notes, Question, Table, fingerprint_of
from digest.publish.wording import Nearness, local_day

__all__ = ["Almanac", "Home", "almanac", "outlet_of", "story_days"]

_FIELDS = "the edition’s"  # the kind of question that asks for a field of the edition
_WHETHER = "whether there is "


class Almanac:
    """An edition, indexed once for all pages."""

    def __init__(self, edition: Edition, options: SiteOptions) -> None:
        self._edition, self.options = edition, options
        self.words, self.zone = options.words, ZoneInfo(options.timezone)
        self.notes = Notes()
        self._answers: dict[str, Mapping[str, Any]] = {}  # by kind of question
        self._fingerprints: dict[Question, str] = {}
        self._days = edition_days(edition)
        self._quotes: Mapping[str, Mapping[str, list[str]]] | None = None
        self.edition = cast("Edition", _Fields(edition, self.notes))
        self._index(edition)

    def _index(self, edition: Edition) -> None:
        stories = {story.id: story for story in edition.stories}
        homes = {
            member.analysis.article.id: Home(story=story, member=member, number=number)
            for story in edition.stories
            for number, member in enumerate(story.members, start=1)
        }
        people = {person.id: person for person in edition.people}
        past = {str(one.number): one for one in edition.past}
        outlets = {name for home in homes.values() if (name := outlet_of(home.member))}
        revisions = {revision.newer.id: revision for revision in reversed(edition.ledger.revisions)}
        topics = {coverage.topic.slug: coverage.topic for coverage in edition.topics}
        slugs = {story.slug: story.id for story in reversed(edition.stories)}
        self.stories: Table[Story] = self._table("story", stories)  # by id
        self.lines: Table[Line] = self._table("line of story", Lazily(stories, self._line))
        self.slugs: Table[str] = self._table("story at", slugs)  # id by slug
        self.redirects: Table[str] = self._table(
            "story once at", {one.slug: one.story for one in edition.redirects if one.story in stories}
        )  # id by slug
        self.homes: Table[Home] = self._table("article", homes)  # by id
        self.pieces: Table[Piece] = self._table("mention of article", Lazily(homes, lambda name: piece(homes[name])))
        self.people: Table[Person] = self._table("person", people)  # by id
        self.names: Table[str] = self._table("name of", {person.id: person.name for person in edition.people})
        self.namings: Table[tuple[Naming, ...]] = self._table("stories of", Lazily(people, self._naming))
        addresses = outlet_slugs(outlets)
        self.outlets: Table[str] = self._table("outlet", addresses)  # slug by name
        self.outlet_names: Table[str] = self._table("outlet at", {slug: name for name, slug in addresses.items()})
        self.revisions: Table[Revision] = self._table("revision of", revisions)  # the latest by article id
        self.topics: Table[Topic] = self._table("topic", topics)  # by slug
        coverages = {coverage.topic.slug: coverage for coverage in edition.topics}
        self.coverages: Table[Coverage] = self._table("coverage of", coverages)
        self.past: Table[PastEdition] = self._table("edition", past)  # by number
        self.issues: Table[Issue] = self._table("line of edition", Lazily(past, self._issue))
        self.decided: Table[tuple[Decision, ...]] = self._table("decisions on", Lazily(stories, self._decided))
        self._index_time(edition, homes)

    def _index_time(self, edition: Edition, homes: Mapping[str, Home]) -> None:
        """What came when: for feeds."""
        arrived, recorded = chronicle.arrivals(edition), chronicle.recorded(edition)
        members = {article: (outlet_of(home.member), home.member) for article, home in homes.items()}
        most = self.options.feed_items
        self.days: Table[date] = self._table("day of edition", chronicle.days(edition))  # by number
        self.arrivals: Table[int] = self._table("edition that brought", arrived)  # number by article
        self.recorded: Table[tuple[Recorded, ...]] = self._table("updates of", recorded)  # by story
        self.updated: Table[tuple[str, ...]] = self._table("stories updated in", chronicle.updated(edition, recorded))
        self.newest: Table[tuple[str, ...]] = self._table("newest stories of", chronicle.newest(edition, most))
        newest = chronicle.of_outlets(members, arrived, most)
        self.printed: Table[tuple[str, ...]] = self._table("newest articles of", newest)  # by outlet's name

    def _table(self, kind: str, entries: Mapping[str, Any]) -> Table[Any]:
        self._answers[kind] = entries
        return Table(kind, entries, self.notes)

    @property
    def locale(self) -> Locale:
        """The language of dates."""
        return self.words.locale

    def nearness(self, moment: Moment | None) -> Nearness:
        """How the day of a moment stands to the edition's."""
        if moment is None:
            return Nearness.SAME_YEAR
        day = local_day(moment, self.zone).isoformat()
        self.notes.ask("nearness of", day)
        return self._nearness(day)

    def fingerprint(self, question: Question) -> str:
        """The fingerprint of an answer of this edition; equal where nothing that was asked for has changed."""
        if question not in self._fingerprints:
            self._fingerprints[question] = fingerprint_of(self._answer(*question))
        return self._fingerprints[question]

    def _answer(self, kind: str, *names: str) -> object:
        """The answer to a question, or fingerprints of what it is made of."""
        if kind == _FIELDS:
            same = {"stories": "story", "people": "person", "past": "edition"}
            return self.fingerprint((same[names[0]],)) if names[0] in same else getattr(self._edition, names[0])
        if kind == "nearness of":
            return self._nearness(*names)
        if kind.startswith(_WHETHER):
            return names[0] in self._answers[kind.removeprefix(_WHETHER)]
        entries = self._answers[kind]
        if not names:
            return [(name, self.fingerprint((kind, name))) for name in entries]
        found = entries.get(names[0])
        return (self.fingerprint(("story", found.story.id)), found.number) if isinstance(found, Home) else found

    def _nearness(self, day: str) -> Nearness:
        own = self._edition.date
        if own is None or own.isoformat() == day:
            return Nearness.SAME_YEAR if own is None else Nearness.SAME_DAY
        return Nearness.SAME_YEAR if f"{own.year:04}" == day[:4] else Nearness.OTHER

    def _line(self, story: str) -> Line:
        return line(self._answers["story"][story], self._days, self.words, self.zone)

    def _issue(self, number: str) -> Issue:
        return issue(self._answers["edition"][number], self._edition)

    def _decided(self, story: str) -> tuple[Decision, ...]:
        return tuple(one for one in self._edition.edits if story in one.stories)

    def _naming(self, person: str) -> tuple[Naming, ...]:
        """The stories that name a person, or have a quote of theirs, by id."""
        if self._quotes is None:
            self._quotes = quotes_by_person(self._edition.stories)
        homes: Mapping[str, Home] = self._answers["article"]
        said = self._quotes.get(person, {})
        own = self._answers["person"][person].articles
        named = {homes[article].story.id for article in own if article in homes}
        return tuple(
            Naming(
                line=self._answers["line of story"][place],
                named=place in named,
                said=tuple(
                    (outlet_of(member), trusted_day(member, self.zone))
                    for member in (homes[article].member for article in said.get(place, ()))
                ),
            )
            for place in sorted(named | set(said))
        )


class _Fields:
    """An edition whose fields are asked for one by one."""

    def __init__(self, edition: Edition, notes: Notes) -> None:
        self._edition, self._notes = edition, notes

    def __getattr__(self, name: str) -> object:
        self._notes.ask(_FIELDS, name)
        return getattr(self._edition, name)


def almanac(edition: Edition, options: SiteOptions) -> Almanac:
    """Index an edition."""
    return Almanac(edition, options)
