"""What a feed is made of, whatever its format: a channel and its items, with names and days that never change."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from urllib.parse import quote
from zoneinfo import ZoneInfo

from digest.publish.almanac import Almanac
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


def title_of(name: str, options: SiteOptions) -> str:
    """The title of a feed that is not the digest's own: "The Digest: Mira Tan"."""
    return f"{options.title}: {name}"


def guid(options: SiteOptions, *names: str | int) -> str:
    """The name of an item for life, whatever its title, day or address (RFC 4151)."""
    specific = "/".join(quote(str(name), safe="-._~") for name in names)
    return f"tag:{options.guid_authority},{options.guid_year}:{specific}"


def day_of(edition: int, book: Almanac) -> datetime | None:
    """When the day of an edition began in the digest's zone; None for one that is not dated."""
    found = book.edition_days.get(str(edition))
    return _beginning(found, book.zone) if found else None


@lru_cache(maxsize=4096)
def _beginning(day: date, zone: ZoneInfo) -> datetime:
    """Midnight, so that readers of the zone see this day; formats of dates know offsets in whole minutes alone."""
    offset = datetime.combine(day, time(), zone).utcoffset() or timedelta()
    return datetime.combine(day, time(), timezone(timedelta(minutes=offset // timedelta(minutes=1))))
