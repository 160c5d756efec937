"""What can be subscribed to: RSS 2.0 and JSON Feed 1.1 of everything with a page, and lists of them in OPML."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from digest.nouns import Edition, File
from digest.publish.almanac import Almanac, almanac
from digest.publish.feeds.ended import ended_feeds, moved_feeds
from digest.publish.feeds.items import Calendar, Feed
from digest.publish.feeds.json_feed import json_feed
from digest.publish.feeds.opml import opml
from digest.publish.feeds.outlets import outlet_feeds
from digest.publish.feeds.people import people_feeds
from digest.publish.feeds.rss import rss
from digest.publish.feeds.stories import story_feeds
from digest.publish.feeds.updates import own_feeds, updates_of
from digest.publish.languages import N_
from digest.publish.options import SiteOptions

ALL, MAIN = "feeds.opml", "main-feeds.opml"
_MAIN_KINDS = 3  # of the kinds below: few feeds, which a reader's program can take at once


def feeds(edition: Edition, options: SiteOptions, *, formerly: Iterable[str] = ()) -> tuple[File, ...]:
    """Every feed in both formats, and the lists of them: see docs/feeds.md.

    An item keeps its name and its day for life. Bytes change only when what they tell does. `formerly` are the
    `lasting` addresses of earlier editions: whatever had a feed keeps one, which says so where nothing more comes.
    """
    book = almanac(edition, options)
    calendar = Calendar.of(edition, book.zone)
    updates, by_story = updates_of(book, calendar)
    digest, *topics = story_feeds(book, calendar)
    kinds: dict[str, Sequence[Feed]] = {
        "": (digest, updates),
        N_("Topics"): topics,
        N_("Outlets"): tuple(outlet_feeds(book, calendar)),
        N_("People"): tuple(people_feeds(book, calendar)),
        N_("Stories"): tuple(own_feeds(book, calendar, by_story)),
    }
    living = {feed.channel.path: feed for some in kinds.values() for feed in some}
    others = (*moved_feeds(living, book), *ended_feeds(living, formerly, book))
    return (*_lists(kinds, book), *(file for feed in (*living.values(), *others) for file in _files(feed, options)))


def _files(feed: Feed, options: SiteOptions) -> Iterator[File]:
    yield File(path=f"{feed.channel.path}.xml", data=rss(feed, options))
    yield File(path=f"{feed.channel.path}.json", data=json_feed(feed, options))


def _lists(kinds: Mapping[str, Sequence[Feed]], book: Almanac) -> Iterator[File]:
    """One list for a reader's program; one of everything, which is too much for most."""
    words, options = book.words, book.options
    folders = {words.gettext(name): [feed.channel for feed in some] for name, some in kinds.items()}
    main = dict(list(folders.items())[:_MAIN_KINDS])
    yield File(path=MAIN, data=opml(options.title, main, options))
    every = words.gettext("All feeds")
    yield File(path=ALL, data=opml(f"{options.title}: {every}", folders, options))
