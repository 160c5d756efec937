"""Which edition brought what, and when: a recorded edition keeps its number and its day."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from digest.nouns import Edition, Member, PastEdition, PastStory, Status, Story
from digest.publish.glimpses import moment_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An update of a story, as its edition recorded it."""

    edition: PastEdition  # without its stories
    story: PastStory


def days(edition: Edition) -> dict[str, date]:
    """The days of dated editions, by number."""
    known: dict[int, date | None] = {edition.number - 1: edition.previous_date}
    known |= {past.number: past.date for past in edition.past}
    known[edition.number] = edition.date
    return {str(number): day for number, day in known.items() if day}


def arrivals(edition: Edition) -> dict[str, int]:
    """By article, the number of the edition that brought it.

    The moment of an article would not do for an item's date: an earlier one may join its story.
    """
    return {article: number for story in edition.stories for article, number in _arrivals(story, edition)}


def _arrivals(story: Story, edition: Edition) -> Iterator[tuple[str, int]]:
    ids = story.told.group.ids
    if story.brought:
        yield from zip(ids, story.brought, strict=True)
    else:
        yield from ((one, edition.number if one in story.new_articles else story.first_edition) for one in ids)


def recorded(edition: Edition) -> dict[str, tuple[Recorded, ...]]:
    """The recorded updates of each story that may be printed, by its id, oldest first."""
    found: dict[str, list[Recorded]] = defaultdict(list)
    for past in edition.past:
        bare = replace(past, stories=(), numbers=()) if past.kept else None
        for story in past.stories if bare else ():
            if bare and story.record.status is Status.UPDATED and not story.withheld:
                found[story.record.id].append(Recorded(edition=bare, story=story))
    return {name: tuple(some) for name, some in found.items()}


def updated(edition: Edition, known: Mapping[str, Sequence[Recorded]]) -> dict[str, tuple[str, ...]]:
    """By number of an edition, the stories that it brought an update: as it recorded them, and then others by id.

    A large edition keeps a record of its first stories alone: the last update of any other story is known from the
    story.
    """
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for past in edition.past:
        named = [story.record.id for story in past.stories if story.record.id in known] if past.kept else []
        for story in named:
            if any(one.edition.number == past.number for one in known[story]):
                found[past.number][story] = None
    for one in sorted(edition.stories, key=lambda one: one.id):
        if one.update and one.update.edition > one.first_edition:
            found[one.update.edition][one.id] = None
    return {str(number): tuple(some) for number, some in found.items()}


def newest(edition: Edition, most: int) -> dict[str, tuple[str, ...]]:
    """The newest stories of each topic, and of all under "".

    They stand by the edition that brought them, then by their first trusted article; ties by id.
    """
    by_id = sorted(edition.stories, key=lambda story: story.id)
    ordered = sorted(by_id, key=lambda story: (story.first_edition, _first(story)), reverse=True)
    found = {"": tuple(story.id for story in ordered[:most])}
    for coverage in edition.topics:
        slug = coverage.topic.slug
        found[slug] = tuple(story.id for story in ordered if slug in story.topics)[:most]
    return found


def _first(story: Story) -> float:
    moments = [member.published.at for member in story.members if member.published and not member.published.doubt]
    return min(moments).timestamp() if moments else 0.0


def latest(members: Mapping[str, Member], arrived: Mapping[str, int], most: int) -> tuple[str, ...]:
    """The newest of some articles, by id."""
    found = sorted(((arrived[name], moment_of(member), name) for name, member in members.items()), reverse=True)
    return tuple(name for _, _, name in found[:most])
