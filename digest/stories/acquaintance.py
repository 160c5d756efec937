"""Who is who, from build to build: only those are told apart again who may be others than they were."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain

from digest.lock import Lock
from digest.nouns import Group
from digest.stories.circles import (
    Circle,
    CircleBlock,
    CircleIndex,
    Place,
    Ring,
    as_offer,
    circle_blocks,
    circles_of,
    offers,
    waiting,
)
from digest.stories.companies import Blocks, Company, Said, companies_in, company_blocks, named_json, said_in
from digest.stories.forms import keys_of
from digest.stories.names import names_of
from digest.stories.namesakes import Namesake, Words, added, held, namesakes_of, words_of
from digest.stories.people import Namings, People
from digest.stories.person_identity import settled_ids
from digest.stories.person_records import at_rest
from digest.stories.persons import by_name, tell_apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Who is who as of a build, with all that may change it."""

    circles: Mapping[int, CircleBlock] = field(default_factory=dict)  # by number
    companies: Blocks = field(default_factory=dict)  # likewise
    words: Words = field(default_factory=dict)
    same_lock: bool = False  # whether the lock has just those people that it had after that build


NOTHING_KNOWN = Known()


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquainted:
    """Who is who in a build, and what of it is not as it was known before."""

    people: People
    named: tuple[str, ...]  # of each group, see `Company.named`
    before: Known
    active: frozenset[Place]  # circles of before that are no more
    rings: tuple[Ring, ...]  # those in their place; nobody looked whether they rest
    gone: frozenset[Place]  # companies of before that are no more
    companies: tuple[tuple[Company, Said], ...]  # those in their place
    words: Words


def acquainted(
    groups: Sequence[Group], keys: Sequence[str], *, lock: Lock, before: Known = NOTHING_KNOWN
) -> Acquainted:
    """Who is who: the people of `settle_people(persons(groups), lock=lock)`, and what the next build may know of it.

    `keys` tell the groups from any that differ in whatever they say.
    """
    change = _Change.of(groups, keys, before)
    index = CircleIndex(before.circles)
    active = index.restless() if before.same_lock else index.all()
    active |= change.touched(index)
    while True:
        origins = {one: place for place in sorted(active) for one in index[place][1] if one.story not in change.stories}
        told = tell_apart([*origins, *change.namesakes()], change.words)
        found, resting = circles_of(told), index.people_but(active)
        near: set[Place] = set()
        for circle, namesakes in found:
            near |= index.near(circle) | change.met(circle, [one for one, _ in namesakes], origins, index)
        if near <= active:
            break
        active |= near
    # None of these has to do with who is at rest: the last build looked, and what is new was sought by its names.
    entries = [entry for entry in lock.people if entry.id not in resting]
    ids = settled_ids([person for person, _ in told.people], entries, taken=[entry.id for entry in lock.people])
    rings = tuple(_settled(circle, namesakes, ids) for circle, namesakes in found)
    gone, companies = change.companies(origins, chain.from_iterable(some for _, some in rings))
    written = {
        one.key: one.named
        for one in chain((one for _, one in companies_in(before.companies)), (one for one, _ in companies))
    }
    named = tuple(written[key] for key in keys)
    people = sorted(chain(resting.values(), (one for circle, _ in rings for one in circle.people)), key=by_name)
    return Acquainted(
        people=People(people=tuple(people), namings=Namings(groups, named), resting=resting.keys()),
        named=named,
        before=before,
        active=frozenset(active),
        rings=rings,
        gone=gone,
        companies=companies,
        words=change.words,
    )


def known_after(found: Acquainted, lock: Lock) -> Known:
    """What the next build may know, where `lock` is what this one leaves."""
    entries = [entry for entry in lock.people if entry.id not in found.people.resting]
    rest = at_rest([person for circle, _ in found.rings for person in circle.people], entries)
    rings = [(replace(one, resting=all(who.id in rest for who in one.people)), some) for one, some in found.rings]
    return Known(
        circles=circle_blocks(found.before.circles, found.active, rings),
        companies=company_blocks(found.before.companies, found.gone, found.companies),
        words={word: both for word, both in found.words.items() if both != (0, 0)},
        same_lock=True,
    )


@dataclass(frozen=True, kw_only=True)
class _Change:
    """Stories that are not as they were known, and what all of them say now."""

    before: Known
    gone: frozenset[Place]  # companies
    new: Mapping[str, tuple[str, list[Namesake], Said]]  # by key: the story, whom it names, what it says
    stories: frozenset[str]  # of those that are gone
    words: Words

    @classmethod
    def of(cls, groups: Sequence[Group], keys: Sequence[str], before: Known) -> "_Change":
        homes = {one.key: place for place, one in companies_in(before.companies)}
        there = frozenset(keys)
        gone = frozenset(place for key, place in homes.items() if key not in there)
        new = {key: _incoming(group) for key, group in zip(keys, groups, strict=True) if key not in homes}
        left = (said.words for _, said in said_in(before.companies, gone))
        return cls(
            before=before,
            gone=gone,
            new=new,
            stories=frozenset(before.companies[number].companies[at].story for number, at in gone),
            words=added(before.words, [said.words for *_, said in new.values()], left),
        )

    def namesakes(self) -> Iterator[Namesake]:
        """Whom the new stories name."""
        return chain.from_iterable(namesakes for _, namesakes, _ in self.new.values())

    def touched(self, index: CircleIndex) -> set[Place]:
        """The circles that had to do with what is gone, or ask for words that mean something else now."""
        left = [said for _, said in said_in(self.before.companies, self.gone)]
        words = {word for said in (*left, *(said for *_, said in self.new.values())) for word in said.words}
        turned = (word for word in words if held(word, self.words) != held(word, self.before.words))
        gone = said_in(self.before.companies, self.gone)
        offered = (offer for story, said in gone for name in said.names for offer in offers(name, story))
        return index.offering(offered) | index.asking(map(waiting, turned))

    def met(
        self, circle: Circle, namesakes: Sequence[Namesake], origins: Mapping[Namesake, Place], index: CircleIndex
    ) -> set[Place]:
        """Circles whose namesakes are held against those of another one now, if that is not as it was."""
        homes = {origins[one] for one in namesakes if one in origins}
        if len(homes) == 1 and all(len(index[home][1]) == len(namesakes) for home in homes):
            return set()
        near = index.holding(circle.held)
        if (
            not any(set(index[home][0].offered).issuperset(circle.offered) for home in homes)
            and len(circle.offered) > 1
        ):
            keys = {key for one in namesakes for key in keys_of(one.parts)}
            stories = {one.story for one in namesakes if one in origins}
            names = (name for story in stories for name in self._names_in(story) if len(name) > 1)
            near |= index.offering(as_offer(name) for name in names if not keys.isdisjoint(keys_of(name)))
        return near

    def _names_in(self, story: str) -> Sequence[tuple[str, ...]]:
        number, at = self._homes[story]
        return self.before.companies[number].said[at].names

    @cached_property
    def _homes(self) -> Mapping[str, Place]:
        return {one.story: place for place, one in companies_in(self.before.companies) if place not in self.gone}

    def companies(
        self, before: Iterable[Namesake], now: Iterable[Namesake]
    ) -> tuple[frozenset[Place], tuple[tuple[Company, Said], ...]]:
        """The companies that are no more, and those in their place: new ones, and those of whom one is another now."""
        was = {(one.article, one.place): one.person for one in before}
        others: dict[str, list[Namesake]] = defaultdict(list)
        for one in now:
            if was.get((one.article, one.place)) != one.person:
                others[one.story].append(one)
        found = []
        for key, (story, _, said) in self.new.items():
            found.append((Company(key=key, story=story, named=named_json({}, others.pop(story, ()))), said))
        changed = {
            place
            for place, one in companies_in(self.before.companies)
            if one.story in others and place not in self.gone
        }
        for number, at in sorted(changed):
            company, said = self.before.companies[number].companies[at], self.before.companies[number].said[at]
            named = named_json(json.loads(company.named), others[company.story])
            found.append((replace(company, named=named), said))
        return self.gone | changed, tuple(found)


def _incoming(group: Group) -> tuple[str, list[Namesake], Said]:
    names = {member.analysis.article.id: names_of(member.analysis) for member in group.members}
    namesakes = namesakes_of(group, names)
    parts = {one.parts for one in namesakes}
    return min(group.ids), namesakes, Said(tuple(sorted(parts)), words_of(namesakes, names.values()))


def _settled(circle: Circle, namesakes: Iterable[tuple[Namesake, str]], ids: Mapping[str, str]) -> Ring:
    """A circle under the ids of the lock."""
    people = tuple(one if ids[one.id] == one.id else replace(one, id=ids[one.id]) for one in circle.people)
    return replace(circle, people=people), tuple(one._replace(person=ids.get(who, "")) for one, who in namesakes)
