"""Which person is which, from build to build: an id and an address for life, however the name is printed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from digest.lock import Lock, LockPerson
from digest.nouns import Person
from digest.stories.forms import address, folded, is_full
from digest.stories.people import People

Weight = tuple[int, int]


def settle_people(people: People, *, lock: Lock) -> People:
    """The people under the ids that they are remembered by; new ones under an id that nobody had.

    A person and an entry are matched by the full names that both have; somebody without a full name, whose name others
    may have too, by the articles. As with stories (see `identity.settle`) a person wants the oldest entry, and an entry
    the person with most of its names: of two people who turn out to be one the older id wins.
    """
    ids = settled_ids(people.people, lock.people)
    return _renamed(people, {before: now for before, now in ids.items() if before != now})


def settled_ids(
    people: Sequence[Person], entries: Sequence[LockPerson], *, taken: Iterable[str] = ()
) -> dict[str, str]:
    """The ids that people are remembered by, by those that they have now; `taken` are further ids that somebody had."""
    ids = _undisputed(people, entries)
    others = [index for index in range(len(people)) if index not in ids]
    theirs = frozenset(ids.values())
    left = [entry for entry in entries if entry.id not in theirs]
    matched = _match(Claims.of([people[index] for index in others], left))
    ids |= {others[at]: entry for at, entry in matched.items()}
    had = {"index", *taken, *(entry.id for entry in entries)}
    strangers = [index for index in others if index not in ids]
    for index in sorted(strangers, key=lambda index: _turn(people[index].id)):
        ids[index] = next(free for free in _slugs(people[index]) if free not in had)
        had.add(ids[index])
    return {person.id: ids[index] for index, person in enumerate(people)}


def _renamed(people: People, new: Mapping[str, str]) -> People:
    """The people, some of them under `new` ids, by those that they had."""
    if not new:
        return people
    settled = [replace(person, id=new[person.id]) if person.id in new else person for person in people.people]
    touched = {article for person in people.people if person.id in new for article in person.articles}
    namings = {
        article: {name: new.get(person, person) for name, person in people.named_in(article).items()}
        for article in touched
    }
    return People(
        people=tuple(sorted(settled, key=lambda person: (person.name.casefold(), person.id))),
        namings={**people.namings, **namings},
    )


def _undisputed(people: Sequence[Person], entries: Sequence[LockPerson]) -> dict[int, str]:
    """By index of a person, the one entry that names them, where nobody else has any name of it, nor another entry.

    Nobody could get a better match. Most people of an archive are such.
    """
    owners: dict[str, LockPerson] = {}
    crowded: set[str] = set()
    for entry in entries:
        for key in map(folded, entry.names):
            if (owner := owners.setdefault(key, entry)) is not entry:
                crowded |= {owner.id, entry.id}
    bearers: dict[str, int] = {}
    found: dict[int, LockPerson] = {}
    for index, person in enumerate(people):
        keys = [key for name in (person.name, *person.forms) if (key := folded(name)) in owners]
        if not keys:
            continue
        entry = owners[keys[0]]
        several = any(owners[key] is not entry for key in keys)
        for one in {owners[key].id for key in keys} if several else (entry.id,):
            if bearers.setdefault(one, index) != index:
                crowded.add(one)
        if not several and _shares(person, entry, keys):
            found[index] = entry
    return {index: entry.id for index, entry in found.items() if entry.id not in crowded}


def _shares(person: Person, entry: LockPerson, keys: Sequence[str]) -> bool:
    """Whether a person and an entry share a full name, or an article of a name that is not full."""
    if entry.articles:
        return not set(entry.articles).isdisjoint(person.articles)
    return any(is_full(key.split(" ")) for key in keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """Who has whose names."""

    people: tuple[Person, ...]
    entries: Mapping[str, LockPerson]
    keys: tuple[frozenset[str], ...]  # of each person: the names that some entry has, too, folded
    names: Mapping[str, frozenset[str]]  # by entry: its names, folded
    by_name: Mapping[str, Collection[str]]  # entries by name, folded
    bearers: Mapping[str, Collection[int]]  # likewise indices of people

    @classmethod
    def of(cls, people: Sequence[Person], entries: Sequence[LockPerson]) -> "Claims":
        """Who of some people and of some entries has which names."""
        names = {entry.id: frozenset(map(folded, entry.names)) for entry in entries}
        by_name: dict[str, list[str]] = defaultdict(list)
        for entry, keys in names.items():
            for key in keys:
                by_name[key].append(entry)
        called = [
            frozenset(key for name in (one.name, *one.forms) if (key := folded(name)) in by_name) for one in people
        ]
        bearers: dict[str, list[int]] = defaultdict(list)
        for index, keys in enumerate(called):
            for key in keys:
                bearers[key].append(index)
        return cls(
            people=tuple(people),
            entries={entry.id: entry for entry in entries},
            keys=tuple(called),
            names=names,
            by_name=by_name,
            bearers=bearers,
        )

    def weight(self, index: int, entry: str) -> Weight:
        """How many full names, and articles of a name that is not full, a person and an entry share."""
        articles = self.entries[entry].articles
        if articles:
            return 0, len(set(articles) & set(self.people[index].articles))
        return sum(is_full(key.split(" ")) for key in self.keys[index] & self.names[entry]), 0

    def wishes(self, index: int) -> list[str]:
        """The entries that a person would be, best first: living ones, then the oldest."""
        found = {entry for key in self.keys[index] for entry in self.by_name[key]}
        if len(found) == 1:
            return [entry for entry in found if any(self.weight(index, entry))]
        shares = {entry: weight for entry in found if any(weight := self.weight(index, entry))}
        return sorted(
            shares,
            key=lambda entry: (
                bool(self.entries[entry].merged_into),
                self.entries[entry].first,
                *(-share for share in shares[entry]),
                _turn(entry),
            ),
        )

    def rank(self, index: int, entry: str) -> tuple[int, int, bool, tuple[int, str]]:
        """How an entry sees a person, the best first.

        Of two who are alike in all else, the one who was first named: as when both were given their ids, and however
        often either is named by now.
        """
        person = self.people[index]
        names, articles = self.weight(index, entry)
        return -names, -articles, next(_slugs(person)) != entry, _turn(person.id)


def _turn(name: str) -> tuple[int, str]:
    """Sorts ids that differ in their number alone as they were given."""
    return len(name), name


def _match(claims: Claims) -> dict[int, str]:
    wishes = {index: iter(claims.wishes(index)) for index in range(len(claims.people))}
    holder: dict[str, int] = {}
    waiting = list(wishes)
    while waiting:
        index = waiting.pop()
        for entry in wishes[index]:
            rival = holder.get(entry)
            if rival is None or claims.rank(index, entry) < claims.rank(rival, entry):
                holder[entry] = index
                if rival is not None:
                    waiting.append(rival)
                break
    return {index: entry for entry, index in holder.items()}


def _slugs(person: Person) -> Iterator[str]:
    """Ids that a person could have: the name, then with a number."""
    slug = address(person.name)
    yield slug
    yield from (f"{slug}-{number}" for number in count(2))
