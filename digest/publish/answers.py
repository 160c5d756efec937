"""What an almanac answers, in fingerprints: to a question, or at once to all that are about one story or person."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from digest.nouns import Edition, Story
from digest.nouns.keys import story_key
from digest.publish.glimpses import edition_days, outlet_of
from digest.publish.printings import borrowed
from digest.publish.sayings import Sayings, together
from digest.publish.tracing import EVERY, Question, fingerprint_of, short_digest
from digest.publish.wording import Nearness

FIELDS = "the edition’s"  # the kind of question that asks for a field of the edition
NEARNESS = "nearness of"
_SAME = {"stories": "story", "people": "person", "past": "edition"}  # fields that are every entry of a kind
_WHETHER = "whether there is "
_OF_STORY = frozenset({"story", "line of story", "status of", "decisions on", "updates of"})
_OF_ARTICLE = frozenset({"article", "mention of article", "edition that brought", "revision of"})
_OF_PERSON = frozenset({"person", "name of", "tally of", "stories of"})
_OF_OUTLET = frozenset({"articles of", "size of", "newest articles of"})
_OF_DAY = frozenset({"articles of day", "stories of day", "stories begun on"})
_EXACT = frozenset({"name of"})  # seldom another where the person is


Shelves = Mapping[str, Mapping[str, Sequence[str]]]
"""The articles (ids) of each "outlet", by name, and of each "day", ISO 8601; "" for those of none."""


class Answers:
    """The tables of an almanac, by kind of question."""

    def __init__(  # noqa: PLR0913, PLR0917 - all that an almanac has
        self,
        tables: Mapping[str, Mapping[str, Any]],
        edition: Edition,
        digest: Callable[[object], str],
        sayings: Sayings,
        short: Mapping[str, Callable[[str], object]],
        shelves: Shelves,
    ) -> None:
        """`short` gives, by kind of question, what tells answers apart, where they are much or take long."""
        self._tables, self._edition, self._digest, self._sayings = tables, edition, digest, sayings
        self._days = edition_days(edition)
        self._fingerprints: dict[Question, str] = {}
        self._lines: dict[str, str | None] = {}
        self._keys: dict[str, str | None] = {}
        self._told: dict[str, str] = {}
        self._short, self._shelves = short, shelves

    def fingerprint(self, question: Question) -> str:
        """The fingerprint of an answer of this edition; equal where nothing that was asked for has changed."""
        if question not in self._fingerprints:
            self._fingerprints[question] = fingerprint_of(self._answer(*question))
        return self._fingerprints[question]

    def entity_of(self, question: Question) -> str:
        """What a question is about: a story, a person, an outlet or a day; "" for any other one, and for none."""
        kind, name = question
        if kind in _OF_PERSON:
            return f"person {name}" if name in self._tables["person"] else ""
        if kind in _OF_OUTLET or kind in _OF_DAY:
            shelf = "day" if kind in _OF_DAY else "outlet"
            return f"{shelf} {name}" if name in self._shelves[shelf] else ""
        story = self._story_of(kind, name)
        return f"story {story}" if story else ""

    def state(self, entity: str) -> str | None:
        """The fingerprint of all that is answered about one; None for one that is not here."""
        return self._states.get(entity)

    def nearness(self, day: str) -> Nearness:
        """How a day (ISO 8601) stands to the edition's."""
        own = self._edition.date
        if own is None or own.isoformat() == day:
            return Nearness.SAME_YEAR if own is None else Nearness.SAME_DAY
        return Nearness.SAME_YEAR if f"{own.year:04}" == day[:4] else Nearness.OTHER

    def _story_of(self, kind: str, name: str) -> str | None:
        tables = self._tables
        if kind in _OF_STORY:
            return name if name in tables["story"] else None
        if kind in _OF_ARTICLE and (home := tables["article"].get(name)):
            story: str = home.story.id
            return story
        return tables["story at"].get(name) if kind == "story at" else None

    @cached_property
    def _states(self) -> Mapping[str, str]:
        """What every answer about each entity depends on."""
        table = self._tables["story"]
        stories = {name: self._state_of(name, story) for name, story in table.items()}
        articles = {one: stories[name] for name, story in table.items() for one in story.told.group.ids}
        return {
            **{f"story {name}": state for name, state in stories.items()},
            **{f"person {name}": state for name, state in self._sayings.states(stories, articles)},
            **{f"day {name}": together(some, articles) for name, some in self._shelves["day"].items()},
            **{f"outlet {name}": state for name, state in self._outlet_states(articles)},
        }

    def _outlet_states(self, articles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """The state of each outlet: its articles, and those of other stories that share texts with them."""
        beside: dict[str, list[str]] = defaultdict(list)
        for home, original in borrowed(self._tables["article"]):
            if home.story is not original.story:
                pair = home.member.analysis.article.id, original.member.analysis.article.id
                beside[outlet_of(home.member)] += pair
                beside[outlet_of(original.member)] += pair
        for name, some in self._shelves["outlet"].items():
            yield name, together([*some, *beside[name]] if name in beside else some, articles)

    def _state_of(self, name: str, story: Story) -> str:
        tables, articles = self._tables, story.told.group.ids
        arrived, revised = tables["edition that brought"], tables["revision of"]
        revisions = [revised.get(one) for one in articles] if revised else []
        beside = tables["decisions on"][name], tables["updates of"].get(name, ()), revisions
        facts = (
            self._story_key(name),
            self.line_key(name),
            story.status.value,
            tables["story at"].get(story.slug),
            [arrived.get(one) for one in articles],
            fingerprint_of(beside) if any(map(any, beside)) else "",
        )
        return short_digest(repr(facts).encode("utf-8", "surrogatepass"))

    def _answer(self, kind: str, name: str) -> object:
        """The answer to a question, or fingerprints of what it is made of."""
        if answer := self._answering.get(kind):
            return answer(name)
        if kind == EVERY:
            return self._every(name)
        if kind == FIELDS:
            return self.fingerprint((EVERY, _SAME[name])) if name in _SAME else getattr(self._edition, name)
        if kind == NEARNESS:
            return self.nearness(name)
        return name in self._tables[kind.removeprefix(_WHETHER)]

    def _every(self, kind: str) -> object:
        """All entries of a kind, in short where what they hold has a fingerprint for other reasons too."""
        entries = self._tables[kind]
        if kind in _OF_PERSON - _EXACT:
            return self._everybody
        if kind in _EXACT:
            return repr([*entries.items()])
        if kind == "line of story":
            return repr([self.line_key(one) for one in entries])
        if kind == "story":
            return repr([(one, self._story_key(one)) for one in entries])
        if kind in _OF_STORY:
            return repr([(one, self.fingerprint((kind, one))) for one in entries])
        return [*entries, *map(self._answering[kind], entries)]

    @cached_property
    def _everybody(self) -> str:
        states = self._states
        return repr([(one, states[f"person {one}"]) for one in self._tables["person"]])

    @cached_property
    def _answering(self) -> Mapping[str, Callable[[str], object]]:
        """What answers each kind of question; in short, by fingerprints of its parts, where an answer is much."""
        short: Mapping[str, Callable[[str], object]] = {
            "story": self._story_key,
            "line of story": self.line_key,
            "article": self._home_key,
            "stories of": self._stories_key,
        }
        return {kind: entries.get for kind, entries in self._tables.items()} | {**short, **self._short}

    def line_key(self, name: str) -> str | None:
        """What tells the lines of a story apart, without making one; None where there is no such story."""
        if name not in self._lines:
            story: Story | None = self._tables["story"].get(name)
            self._lines[name] = f"{name} {story.slug} {self._edited(story)} {self._words(story)}" if story else None
        return self._lines[name]

    def _edited(self, story: Story) -> tuple[date | None, date | None]:
        """The days of the editions that brought a story, and its last news."""
        first, last = story.first_edition, story.update.edition if story.update else story.first_edition
        return self._days.get(first), self._days.get(last)

    def _words(self, story: Story) -> str:
        if story.id not in self._told:
            self._told[story.id] = self._digest(story.told)
        return self._told[story.id]

    def _story_key(self, name: str) -> str | None:
        if name not in self._keys:
            story: Story | None = self._tables["story"].get(name)
            self._keys[name] = story_key(story, self._words(story)) if story else None
        return self._keys[name]

    def _home_key(self, name: str) -> str | None:
        home = self._tables["article"].get(name)
        return home and f"{self.fingerprint(('story', home.story.id))} {home.number}"

    def _stories_key(self, person: str) -> str | None:
        """As the almanac has the stories of a person."""
        if person not in self._tables["person"]:
            return None
        said, named = self._sayings.said(person), self._sayings.named(person)
        return repr(
            [
                (
                    self.line_key(place),
                    place in named,
                    [*map(self._sayings.uttered, said.get(place, ()))],
                )
                for place in self._sayings.stories(person)
            ]
        )
