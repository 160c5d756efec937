"""What the lock file says of people after an edition: their names, and where one who is gone leads."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from digest.lock import Lock, LockPerson
from digest.nouns import Person
from digest.stories.forms import folded, full_names, is_full, parts_of
from digest.stories.people import People
from digest.stories.person_identity import Claims


def remember_people(people: People, *, lock: Lock, number: int) -> tuple[LockPerson, ...]:
    """The recorded people after an edition. One whose names somebody else has now becomes a redirect to that person."""
    settled = {entry.id: entry for entry in lock.people if entry.id in people.resting}
    recorded = {entry.id: entry for entry in lock.people if entry.id not in settled}
    restless = [person for person in people.people if person.id not in settled]
    others = []
    for person in restless:
        before = recorded.get(person.id)
        if before and _is_same(before, person):
            settled[person.id] = before
        else:
            others.append((person, before))
    lost = (key for person, before in others for key in _names_before(before).keys() - _full(person).keys())
    owners = _owners(restless, frozenset(lost))
    settled |= {person.id: _entry(person, before, owners, number) for person, before in others}
    left = [entry for entry in recorded.values() if entry.id not in settled]
    if left:
        claims = Claims.of(restless, left)
        settled |= {entry.id: _left(entry, claims) for entry in left}
    return tuple(entry for _, entry in sorted(settled.items()))


def at_rest(people: Sequence[Person], entries: Sequence[LockPerson]) -> frozenset[str]:
    """The ids of those whom an entry tells just as they are, and nobody else has a name of it, nor another entry.

    As long as that is so, settling finds the same id for each, and remembering the same entry. Who once had another
    name does not rest: it may turn out to be somebody else's.
    """
    claims = Claims.of(people, entries)
    found = set()
    for index, person in enumerate(people):
        entry = claims.entries.get(person.id)
        if entry is None or _entry(person, entry, {}, entry.first) != entry:
            continue
        owners = {owner for key in claims.keys[index] for owner in claims.by_name[key]}
        bearers = {bearer for key in claims.names[entry.id] for bearer in claims.bearers.get(key, ())}
        present = claims.names[entry.id] <= claims.keys[index]
        if present and owners == {entry.id} and bearers == {index} and any(claims.weight(index, entry.id)):
            found.add(person.id)
    return frozenset(found)


def _is_same(entry: LockPerson, person: Person) -> bool:
    """Whether an entry says all of a person already, and nothing more."""
    if entry.articles or entry.merged_into:
        return False
    if not person.forms and entry.names == (person.name,):
        return is_full(parts_of(person.name))
    full = _full(person)
    return bool(full) and entry.names == tuple(sorted(full.values()))


def _owners(people: Sequence[Person], keys: Collection[str]) -> Mapping[str, set[str]]:
    """Who has some full names now, by the folded name."""
    owners: dict[str, set[str]] = defaultdict(set)
    for person in people if keys else ():
        for key in map(folded, (person.name, *person.forms)):
            if key in keys and is_full(key.split(" ")):
                owners[key].add(person.id)
    return owners


def _entry(person: Person, before: LockPerson | None, owners: Mapping[str, set[str]], number: int) -> LockPerson:
    """A person's entry: the names so far, but for those that are somebody else's now."""
    now = _full(person)
    kept = {
        key: name
        for key, name in _names_before(before).items()
        if key in now or owners.get(key, {person.id}) <= {person.id}
    }
    names = {**now, **kept}
    return LockPerson(
        id=person.id,
        first=before.first if before else number,
        names=tuple(sorted(names.values())) or (person.name,),
        articles=() if names else tuple(sorted(person.articles)),
    )


def _names_before(entry: LockPerson | None) -> dict[str, str]:
    """The full names of an entry by their folded forms."""
    return {} if entry is None or entry.articles else {folded(name): name for name in entry.names}


def _left(entry: LockPerson, claims: Claims) -> LockPerson:
    """What an entry becomes that nobody has: a redirect to whoever has most of its names, or what it was."""
    bearers = {index for key in claims.names[entry.id] for index in claims.bearers.get(key, ())}
    found = {claims.people[index].id: weight for index in bearers if any(weight := claims.weight(index, entry.id))}
    if not found:
        return entry
    best = min(found, key=lambda person: (*(-share for share in found[person]), person != entry.merged_into, person))
    return replace(entry, merged_into=best)


def _full(person: Person) -> dict[str, str]:
    """The full names of a person by their folded forms, each in the spelling that comes first."""
    return full_names([person.name, *person.forms])


def final_person(entry: LockPerson, entries: Mapping[str, LockPerson]) -> LockPerson:
    """The entry that a redirect ends at; any other itself."""
    while entry.merged_into:
        entry = entries[entry.merged_into]
    return entry


def redirected(entries: Iterable[LockPerson], shown: Collection[str]) -> Iterator[tuple[str, str]]:
    """(id, the id of the shown person that it leads to, or "") of each recorded person who is not shown."""
    listed = list(entries)
    hidden = [entry for entry in listed if entry.id not in shown]
    by_id = {entry.id: entry for entry in listed} if hidden else {}
    for entry in hidden:
        end = final_person(entry, by_id).id
        yield entry.id, end if end in shown else ""
