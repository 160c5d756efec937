"""What a feed is made of, whatever its format: a channel and its items, with names and days that never change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from urllib.parse import quote
from zoneinfo import ZoneInfo

from digest.nouns import Edition, Story
from digest.publish.options import SiteOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a feed."""

    guid: str  # a tag: URI (RFC 4151), for life
    url: str  # of a page of the site
    title: str  # plain text, as is `summary`
    summary: str
    html: str  # safe, with absolute addresses alone
    published: datetime | None  # the day of an edition, which nothing moves; aware, in the digest's zone
    modified: datetime | None
    original: str = ""  # the address elsewhere that the item is about


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What a feed says of itself."""

    title: str
    description: str
    url: str  # of the page that it goes with
    path: str  # its own address from the site's root, without the ending: "topics/ferries/feed"
    ended: bool = False  # it brings nothing more


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A channel with its items, newest first."""

    channel: Channel
    items: tuple[Item, ...]


def guid(options: SiteOptions, *names: str | int) -> str:
    """The name of an item for life, whatever its title, day or address (RFC 4151)."""
    specific = "/".join(quote(str(name), safe="-._~") for name in names)
    return f"tag:{options.guid_authority},{options.guid_year}:{specific}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Which edition brought what, and when. A recorded edition keeps its number and its day.

    The moment of an article would not do for an item's date: an earlier one may join its story.
    """

    days: Mapping[int, datetime]  # by number of a dated edition, when its day began in the digest's zone
    arrived: Mapping[str, int]  # by article, the number of the edition that brought it

    @classmethod
    def of(cls, edition: Edition, zone: ZoneInfo) -> "Calendar":
        """The calendar of an edition and those before it."""
        days: dict[int, date | None] = {edition.number - 1: edition.previous_date}
        days |= {past.number: past.date for past in edition.past}
        days[edition.number] = edition.date
        return cls(
            days={number: _beginning(day, zone) for number, day in days.items() if day},
            arrived={article: number for story in edition.stories for article, number in _arrivals(story, edition)},
        )


def _beginning(day: date, zone: ZoneInfo) -> datetime:
    """Midnight, so that readers of the zone see this day; formats of dates know offsets in whole minutes alone."""
    offset = datetime.combine(day, time(), zone).utcoffset() or timedelta()
    return datetime.combine(day, time(), timezone(timedelta(minutes=offset // timedelta(minutes=1))))


def _arrivals(story: Story, edition: Edition) -> Iterator[tuple[str, int]]:
    ids = story.told.group.ids
    if story.brought:
        yield from zip(ids, story.brought, strict=True)
    else:
        yield from ((one, edition.number if one in story.new_articles else story.first_edition) for one in ids)
