"""What can be subscribed to: RSS 2.0 and JSON Feed 1.1 of everything with a page, and lists of them in OPML."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import overload

from digest.nouns import CarriedFile, Edition, File
from digest.publish.addresses import inside, person_address, story_address, topic_address
from digest.publish.almanac import Almanac
from digest.publish.desk import Desk
from digest.publish.feeds.ended import ended, ended_feed, moved
from digest.publish.feeds.items import Feed, title_of
from digest.publish.feeds.json_feed import json_feed
from digest.publish.feeds.opml import Outline, opml, outline
from digest.publish.feeds.outlets import outlet_channel, outlet_feed
from digest.publish.feeds.people import person_feed
from digest.publish.feeds.rss import rss
from digest.publish.feeds.stories import story_channel, story_feed
from digest.publish.feeds.updates import own_feed, updates_channel, updates_feed
from digest.publish.languages import N_
from digest.publish.memory import Memory
from digest.publish.options import SiteOptions
from digest.publish.rows import published
from digest.store import Store

ALL, MAIN = "feeds.opml", "main-feeds.opml"
_MAIN_KINDS = 3  # of the kinds below: few feeds, which a reader's program can take at once

Make = Callable[[Almanac], Feed]


@overload
def feeds(edition: Edition, options: SiteOptions, *, formerly: Iterable[str] = ()) -> tuple[File, ...]: ...


@overload
def feeds(
    edition: Edition, options: SiteOptions, *, formerly: Iterable[str] = (), memory: Memory
) -> tuple[File | CarriedFile, ...]: ...


def feeds(
    edition: Edition, options: SiteOptions, *, formerly: Iterable[str] = (), memory: Memory | None = None
) -> tuple[File | CarriedFile, ...]:
    """Every feed in both formats, and the lists of them: see docs/feeds.md.

    An item keeps its name and its day for life. Bytes change only when what they tell does. `formerly` are the
    `lasting` addresses of earlier editions: whatever had a feed keeps one, which says so where nothing more comes.
    `memory` carries over the feeds that would come out as in the last build.
    """
    own = memory or Memory(Desk(edition, options), Store(None), "")
    book = own.desk.book
    made = [*own.remembered("lists of feeds", partial(_lists, book))]
    # What makes the feed of an address is part of its name: an address may end, and live again.
    gone: dict[str, tuple[str, Make]] = {
        address: (f"ended feed of {address}", partial(ended_feed, address)) for address in ended(formerly, book)
    }
    living = dict(_living(book))
    others: dict[str, tuple[str, Make]] = {
        old: (f"feed of {old}, now {now}", partial(_moved, living[now], old))
        for old, now in moved(book)
        if now in living
    }
    for address, (subject, make) in {**gone, **others}.items():
        if address not in living:
            made += own.remembered(subject, partial(_files, make, book))
    for address, make in living.items():
        made += own.remembered(f"feed of {address or 'the digest'}", partial(_files, make, book))
    return published(made)


def _living(book: Almanac) -> Iterator[tuple[str, Make]]:
    """What makes the feed of each page, by its address; the feed of all updates has none of its own."""
    yield "", partial(story_feed, "")
    yield "updates", updates_feed
    yield from ((topic_address(slug), partial(story_feed, slug)) for slug in book.topics)
    yield from ((inside(f"outlets/{slug}/"), partial(outlet_feed, name)) for name, slug in sorted(book.outlets.items()))
    yield from ((person_address(name), partial(person_feed, name)) for name in book.names)
    yield from ((story_address(story), partial(own_feed, name)) for name, story in book.stories.items())


def _moved(make: Make, old: str, book: Almanac) -> Feed:
    """At the old address of a story or a person, the feed of the one that it is now."""
    feed = make(book)
    return replace(feed, channel=replace(feed.channel, path=f"{old}feed"))


def _files(make: Make, book: Almanac) -> Iterator[File]:
    feed = make(book)
    yield File(path=f"{feed.channel.path}.xml", data=rss(feed, book.options))
    yield File(path=f"{feed.channel.path}.json", data=json_feed(feed, book.options))


def _lists(book: Almanac) -> Iterator[File]:
    """One list for a reader's program; one of everything, which is too much for most."""
    words, options, stories = book.words, book.options, book.stories.values()
    kinds: Mapping[str, Iterable[Outline]] = {
        "": [outline(story_channel("", book), options), outline(updates_channel(book), options)],
        N_("Topics"): [outline(story_channel(slug, book), options) for slug in book.topics],
        N_("Outlets"): [outline(outlet_channel(name, book), options) for name in sorted(book.outlets)],
        # Of all at once: to look up each by itself would be a question for each.
        N_("People"): (_outline(name, person_address(one), options) for one, name in book.names.items()),
        N_("Stories"): (_outline(story.told.headline.text, story_address(story), options) for story in stories),
    }
    folders = {words.gettext(name): outlines for name, outlines in kinds.items()}
    main = dict(list(folders.items())[:_MAIN_KINDS])
    yield File(path=MAIN, data=opml(options.title, main, options))
    every = words.gettext("All feeds")
    yield File(path=ALL, data=opml(f"{options.title}: {every}", folders, options))


def _outline(name: str, address: str, options: SiteOptions) -> Outline:
    """The feed of a person or a story."""
    return Outline(title_of(name, options), address, f"{address}feed")
