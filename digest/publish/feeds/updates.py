"""Feeds of updates: of all that an edition brought to stories that were there before, and of each story by itself."""

from collections.abc import Iterator

from digest.publish.addresses import story_address
from digest.publish.almanac import Almanac
from digest.publish.feeds.items import Channel, Feed, Item, title_of
from digest.publish.feeds.stories import short_item
from digest.publish.feeds.update_items import present_item, recorded_item


def updates_feed(book: Almanac) -> Feed:
    """The feed of all updates, newest edition first.

    An update is printed from the record of its edition, so that it stays as it was. A large edition keeps a record of
    its first stories alone: the last update of any other story is printed from the story, until there is another.
    """
    most = book.options.feed_items
    newest = [(number, name) for number in sorted(map(int, book.updated), reverse=True) for name in _in(number, book)]
    return Feed(
        channel=updates_channel(book), items=tuple(_update(name, number, book) for number, name in newest[:most])
    )


def updates_channel(book: Almanac) -> Channel:
    """What the feed of all updates says of itself."""
    options, words = book.options, book.words
    updates = words.gettext("Updates")
    return Channel(
        title=title_of(updates, options),
        description=words.gettext("What each edition brings to stories that were there before."),
        url=options.url,
        path="updates",
    )


def _in(edition: int, book: Almanac) -> tuple[str, ...]:
    return book.updated[str(edition)]


def _update(story: str, edition: int, book: Almanac) -> Item:
    for one in book.recorded.get(story, ()):
        if one.edition.number == edition:
            return recorded_item(one, book)
    now = book.stories[story]
    if now.update is None:
        message = f"{story} has no update"
        raise ValueError(message)
    return present_item(now, now.update, book)


def own_feed(story: str, book: Almanac) -> Feed:
    """A story's feed: its updates, and behind them the story itself."""
    options, numbers = book.options, sorted(_updates(story, book), reverse=True)
    updates = [_update(story, number, book) for number in numbers[: options.feed_items - 1]]
    return Feed(channel=own_channel(story, book), items=(*updates, short_item(book.stories[story], book)))


def own_channel(story: str, book: Almanac) -> Channel:
    """What a story's feed says of itself."""
    line = book.lines[story]
    address = story_address(line)
    return Channel(
        title=title_of(line.headline, book.options),
        description=book.words.gettext("What is new in this story."),
        url=book.options.url + address,
        path=f"{address}feed",
    )


def _updates(story: str, book: Almanac) -> set[int]:
    """The numbers of the editions that brought it an update."""
    return {one.edition.number for one in book.recorded.get(story, ())} | set(_last(story, book))


def _last(story: str, book: Almanac) -> Iterator[int]:
    now = book.stories[story]
    if now.update and now.update.edition > now.first_edition:
        yield now.update.edition
