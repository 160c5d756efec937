"""The edition with everything in reach: which story an article is in, who a person is, what an outlet printed.

It is all that a page, a feed or a data file gets of an edition, and it notes what is looked up in it (see `tracing`).
Where a page shows little of a thing there is a table of that little: else each story that changes would have all pages
made again that name it.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, cast
from zoneinfo import ZoneInfo

from babel import Locale

from digest.nouns import Coverage, Decision, Edition, Moment, PastEdition, Person, Revision, Status, Story, Topic
from digest.publish import chronicle
from digest.publish.addresses import outlet_slugs
from digest.publish.answers import FIELDS, NEARNESS, Answers, Shelves
from digest.publish.chronicle import Recorded
from digest.publish.days import Beside, Days
from digest.publish.glimpses import (
    Fetched,
    Home,
    Issue,
    Lazily,
    Line,
    Naming,
    Piece,
    Span,
    edition_days,
    fetched,
    issue,
    line,
    outlet_of,
    piece,
    span,
    story_days,
    trusted_day,
)
from digest.publish.options import SiteOptions
from digest.publish.printings import Output, Printings, Size
from digest.publish.sayings import Sayings
from digest.publish.tracing import EVERY, Notes, Table
from digest.publish.wording import Nearness, local_day
from digest.store import digest_of

__all__ = ["Almanac", "Home", "almanac", "outlet_of", "story_days"]


class Almanac:
    """An edition, indexed once for all pages."""

    def __init__(self, edition: Edition, options: SiteOptions, digest: Callable[[object], str]) -> None:
        self._edition, self.options = edition, options
        self.words, self.zone = options.words, ZoneInfo(options.timezone)
        self.notes = Notes()
        self._tables: dict[str, Mapping[str, Any]] = {}  # by kind of question
        self._days = edition_days(edition)
        self.edition = cast("Edition", _Fields(edition, self.notes))
        self._index(edition)
        short = {"articles of": self._output_key, "size of": self._output_key, "stories begun on": self._begun_key}
        self.answers = Answers(self._tables, edition, digest, self._sayings, short, self._shelves)

    def _index(self, edition: Edition) -> None:
        stories = {story.id: story for story in edition.stories}
        homes = {
            member.analysis.article.id: Home(story=story, member=member, number=number)
            for story in edition.stories
            for number, member in enumerate(story.members, start=1)
        }
        people = {person.id: person for person in edition.people}
        self._sayings = Sayings(edition.stories, homes, people, self.zone)
        past = {str(one.number): one for one in edition.past}
        self._shelves = self._shelved(homes)
        outlets = self._shelves["outlet"].keys() - {""}
        revisions = {revision.newer.id: revision for revision in reversed(edition.ledger.revisions)}
        topics = {coverage.topic.slug: coverage.topic for coverage in edition.topics}
        slugs = {story.slug: story.id for story in reversed(edition.stories)}
        self.stories: Table[Story] = self._table("story", stories)  # by id
        self.lines: Table[Line] = self._table("line of story", Lazily(stories, self._line))
        # Asked for by itself, and only where the present edition matters: else all that is new would be printed again
        # for the next one.
        self.statuses: Table[Status] = self._table("status of", {story.id: story.status for story in edition.stories})
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
        self.outputs: Table[Output] = self._table("articles of", Lazily(addresses, self._output))  # by outlet
        self.sizes: Table[Size] = self._table("size of", Lazily(addresses, self._size))  # of an outlet, likewise
        self.feeds: Table[tuple[Fetched, ...]] = self._table("feeds of", fetched(edition.ledger.feeds))  # by outlet
        self._index_days()
        self.tallies: Table[tuple[int, int, int]] = self._table("tally of", Lazily(people, self._tally))
        self.outlet_names: Table[str] = self._table("outlet at", {slug: name for name, slug in addresses.items()})
        self.revisions: Table[Revision] = self._table("revision of", revisions)  # the latest by article id
        self.topics: Table[Topic] = self._table("topic", topics)  # by slug
        coverages = {coverage.topic.slug: coverage for coverage in edition.topics}
        self.coverages: Table[Coverage] = self._table("coverage of", coverages)
        self.past: Table[PastEdition] = self._table("edition", past)  # by number
        self.issues: Table[Issue] = self._table("line of edition", Lazily(past, self._issue))
        self.opened: Table[tuple[date, str]] = self._table("day and slug of edition", _opened(edition))  # by number
        self.beside: Table[tuple[Issue | None, Issue | None]] = self._table("editions beside", self._beside(edition))
        self.dated: Table[tuple[Issue, ...]] = self._table("editions of day", self._dated(edition))  # by day (ISO 8601)
        self.decided: Table[tuple[Decision, ...]] = self._table("decisions on", Lazily(stories, self._decided))
        self._index_time(edition, homes)

    def _shelved(self, homes: Mapping[str, Home]) -> Shelves:
        """The articles (ids) of each outlet, and of each day (ISO 8601); "" for those of none."""
        self._trusted = {article: trusted_day(home.member, self.zone) for article, home in homes.items()}
        outlets, days = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
        for article, home in homes.items():
            outlets[outlet_of(home.member)].append(article)
        for article, day in self._trusted.items():
            days[day.isoformat() if day else ""].append(article)
        return {"outlet": outlets, "day": days}

    def _index_days(self) -> None:
        """What is of which day. Which days there are is asked for by themselves: each new one is another answer."""
        own = self._daily = Days(
            self._shelves["day"], self._trusted, self._tables["article"], self._tables["line of story"]
        )
        told = Lazily(dict.fromkeys(own.days), own.articles)
        self.months: Table[tuple[date, ...]] = self._table("days of", own.months)  # with an article, by year and month
        self.years: Table[tuple[date, ...]] = self._table("months of", own.years)  # likewise first days, by year
        self.months_beside: Table[Beside] = self._table("months beside", own.months_beside())  # by first day
        self.days_beside: Table[Beside] = self._table("days beside", own.beside())
        self.days: Table[tuple[str, ...]] = self._table("articles of day", told)  # ids by day (ISO 8601)
        self.told_on: Table[tuple[str, ...]] = self._table("stories of day", Lazily(told, own.told_on))  # likewise
        begun = Lazily(dict.fromkeys([*own.days, ""]), own.begun)
        self.begun: Table[tuple[Line, ...]] = self._table("stories begun on", begun)  # likewise; "" for undated ones

    def _index_time(self, edition: Edition, homes: Mapping[str, Home]) -> None:
        """What came when: for feeds."""
        arrived, recorded = chronicle.arrivals(edition), chronicle.recorded(edition)
        most, by_outlet = self.options.feed_items, self._shelves["outlet"]
        self.edition_days: Table[date] = self._table("day of edition", chronicle.days(edition))  # by number
        self.arrivals: Table[int] = self._table("edition that brought", arrived)  # number by article
        self.recorded: Table[tuple[Recorded, ...]] = self._table("updates of", recorded)  # by story
        self.updated: Table[tuple[str, ...]] = self._table("stories updated in", chronicle.updated(edition, recorded))
        self.newest: Table[tuple[str, ...]] = self._table("newest stories of", chronicle.newest(edition, most))
        newest = Lazily(
            by_outlet, lambda name: chronicle.latest({one: homes[one].member for one in by_outlet[name]}, arrived, most)
        )
        self.printed: Table[tuple[str, ...]] = self._table("newest articles of", newest)  # by outlet's name

    def _table(self, kind: str, entries: Mapping[str, Any]) -> Table[Any]:
        self._tables[kind] = entries
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
        self.notes.ask(NEARNESS, day)
        return self.answers.nearness(day)

    def nearness_in_story(self, moment: Moment | None, story: str) -> Nearness:
        """How the day of a moment stands to the others of its story."""
        if moment is None:
            return Nearness.SAME_YEAR
        day, span = local_day(moment, self.zone), self.spans[story]
        if span == (day, day):
            return Nearness.SAME_DAY
        return Nearness.SAME_YEAR if {one.year for one in span if one} == {day.year} else Nearness.OTHER

    def most_quoted(self, number: int) -> list[str]:
        """So many people (ids), the most quoted first, and all of whom anything is quoted."""
        self.notes.ask(EVERY, "tally of")
        return self._sayings.most_quoted(number)

    def _line(self, story: str) -> Line:
        return line(self._tables["story"][story], self._days, self.words, self.zone)

    def _issue(self, number: str) -> Issue:
        return issue(self._tables["edition"][number], self._edition)

    def _dated(self, edition: Edition) -> Mapping[str, tuple[Issue, ...]]:
        found: dict[str, tuple[Issue, ...]] = {}
        for past in edition.past:
            if past.kept and past.date:
                day = past.date.isoformat()
                found[day] = (*found.get(day, ()), self._tables["line of edition"][str(past.number)])
        return found

    def _beside(self, edition: Edition) -> Mapping[str, tuple[Issue | None, Issue | None]]:
        """By number of an edition that has a page, the one before and the one after."""
        kept = [self._tables["line of edition"][str(past.number)] for past in edition.past if past.kept]
        return {
            str(own.number): (before, after)
            for own, before, after in zip(kept, [None, *kept], [*kept[1:], None], strict=False)
        }

    def _decided(self, story: str) -> tuple[Decision, ...]:
        return tuple(self._decisions.get(story, ()))

    @cached_property
    def _decisions(self) -> Mapping[str, list[Decision]]:
        found: dict[str, list[Decision]] = defaultdict(list)
        for one in self._edition.edits:
            for story in one.stories:
                found[story].append(one)
        return found

    def _output(self, outlet: str) -> Output:
        return self._printings.output(outlet)

    def _output_key(self, outlet: str) -> str | None:
        return self._printings.key(outlet, self.answers.line_key) if outlet in self._tables["outlet"] else None

    def _size(self, outlet: str) -> Size:
        return self._printings.size(outlet)

    @cached_property
    def _printings(self) -> Printings:
        return Printings(self._shelves["outlet"], self._tables["article"], self._tables["line of story"], self.zone)

    def _begun_key(self, day: str) -> str | None:
        if day and day not in self._tables["articles of day"]:
            return None
        return repr([self.answers.line_key(story) for story in self._daily.begun_on(day)])

    @cached_property
    def spans(self) -> Mapping[str, Span]:
        """The first and the last trusted day of each story, by its id; nothing is noted of who looks at them."""
        return {story.id: span(story, self._trusted) for story in self._edition.stories}

    def _tally(self, person: str) -> tuple[int, int, int]:
        """How many quotes a person has, in how many stories, and how many stories there are of the person."""
        said = self._sayings.said(person)
        return sum(map(len, said.values())), len(said), len(self._sayings.stories(person))

    def _naming(self, person: str) -> tuple[Naming, ...]:
        """The stories that name a person, or have a quote of theirs, by id."""
        said, named = self._sayings.said(person), self._sayings.named(person)
        lines: Mapping[str, Line] = self._tables["line of story"]
        return tuple(
            Naming(
                line=lines[place],
                named=place in named,
                said=tuple(map(self._sayings.uttered, said.get(place, ()))),
            )
            for place in self._sayings.stories(person)
        )


def _opened(edition: Edition) -> dict[str, tuple[date, str]]:
    """The day of each dated edition that can be read, and its slug: neither ever changes."""
    return {str(one.number): (one.date, one.slug) for one in edition.past if one.kept and one.date and not one.problem}


class _Fields:
    """An edition whose fields are asked for one by one."""

    def __init__(self, edition: Edition, notes: Notes) -> None:
        self._edition, self._notes = edition, notes

    def __getattr__(self, name: str) -> object:
        self._notes.ask(FIELDS, name)
        return getattr(self._edition, name)


def almanac(edition: Edition, options: SiteOptions, digest: Callable[[object], str] = digest_of) -> Almanac:
    """Index an edition. `digest` is equal for equal nouns."""
    return Almanac(edition, options, digest)
