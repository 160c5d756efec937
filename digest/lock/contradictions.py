"""What cannot be true of a lock as a whole, as merging two versions of it by hand can make it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from digest.lock.memory import Lock, LockPerson, LockStory

Where = tuple[str, ...]
Found = Iterator[tuple[Where, str]]


def contradictions(lock: Lock) -> Found:
    """Yield (the names on the way to the entry, what is wrong and what to do)."""
    yield from _of_editions(lock)
    yield from _of_addresses(lock)
    yield from _of_stories(lock)
    yield from _of_members(lock)
    yield from _of_people(lock)


def _of_editions(lock: Lock) -> Found:
    if [edition.number for edition in lock.editions] != list(range(1, len(lock.editions) + 1)):
        yield ("editions",), "editions must be numbered 1, 2, 3 without a gap"
    dated = [(edition.number, edition.date) for edition in lock.editions if edition.date]
    for (before, earlier), (after, later) in pairwise(dated):
        if later < earlier:
            where = ("editions", str(after))
            yield where, f"edition {after} ({later}) must not be of an earlier day than edition {before} ({earlier})"


def _of_addresses(lock: Lock) -> Found:
    owners: dict[str, list[str]] = defaultdict(list)
    for story in lock.stories:
        owners[story.slug].append(story.id)
    for slug, ids in owners.items():
        for one in ids if len(ids) > 1 else ():
            others = " and ".join(f"“{other}”" for other in ids if other != one)
            yield ("stories", one, "slug"), f"the address “{slug}” belongs to story {others} too"


def _of_stories(lock: Lock) -> Found:
    stories = lock.by_id()
    last = len(lock.editions)
    for story in lock.stories:
        where = ("stories", story.id)
        if story.first > last:
            yield (*where, "first"), f"edition {story.first} is after the last one, {last}"
        if story.merged_into and (why := _astray(story, stories)):
            yield (*where, "merged_into"), why
        if story.split_from and story.split_from not in stories:
            yield (*where, "split_from"), f"there is no story “{story.split_from}”"


def _of_members(lock: Lock) -> Found:
    last, known = len(lock.editions), {article.id for article in lock.articles}
    for one in lock.articles:
        if one.changed > last:
            yield ("articles", one.id, "changed"), f"edition {one.changed} is after the last one, {last}"
    for name, article in lock.moved:
        if article not in known:
            yield ("moved", name), f"article “{article}” does not stand under `articles:`; bring its line back"
    held: dict[str, str] = {}
    for story in lock.stories:
        for article, since in story.members:
            where = ("stories", story.id, "members", article)
            if since > last:
                yield where, f"edition {since} is after the last one, {last}"
            if article not in known:
                yield where, f"article “{article}” does not stand under `articles:`; bring its line back"
            if not story.merged_into and held.setdefault(article, story.id) != story.id:
                yield where, f"article “{article}” is a member of story “{held[article]}” too; keep it in one of them"


def _of_people(lock: Lock) -> Found:
    people = {person.id: person for person in lock.people}
    for person in lock.people:
        where = ("people", person.id)
        if not person.names:
            yield (*where, "names"), "a person needs a name"
        if person.first > len(lock.editions):
            yield (*where, "first"), f"edition {person.first} is after the last one, {len(lock.editions)}"
        if person.merged_into and (why := _astray(person, people)):
            yield (*where, "merged_into"), why


def _astray(entry: LockStory | LockPerson, entries: Mapping[str, LockStory] | Mapping[str, LockPerson]) -> str:
    """Why following `merged_into` ends nowhere; "" where it ends."""
    seen = [entry.id]
    while entry.merged_into:
        if entry.merged_into not in entries:
            return f"merged_into leads to no entry: “{entry.merged_into}”"
        entry = entries[entry.merged_into]
        if entry.id in seen:
            return f"merged_into leads in a circle: {' → '.join([*seen, entry.id])}"
        seen.append(entry.id)
    return ""
