"""Feeds of updates: of all that an edition brought to stories that were there before, and of each story by itself."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from digest.nouns import PastEdition, Status, Story
from digest.publish.addresses import story_address
from digest.publish.almanac import Almanac
from digest.publish.feeds.items import Calendar, Channel, Feed, Item
from digest.publish.feeds.stories import short_item
from digest.publish.feeds.update_items import present_item, recorded_item
from digest.publish.past_view import past_views

Updates = Mapping[str, tuple[Item, ...]]
"""By story, its updates, newest first."""


def updates_of(book: Almanac, calendar: Calendar) -> tuple[Feed, Updates]:
    """The feed of all updates, newest edition first, and the updates by story.

    An update is printed from the record of its edition, so that it stays as it was. A large edition keeps a record of
    its first stories alone: the last update of any other story is printed from the story, until there is another.
    """
    found: dict[int, list[Item]] = defaultdict(list)
    by_story: dict[str, dict[int, Item]] = defaultdict(dict)
    for name, number, item in (*_recorded(book, calendar), *_present(book, calendar)):
        if number not in by_story[name]:
            by_story[name][number] = item
            found[number].append(item)
    newest = [item for number in sorted(found, reverse=True) for item in found[number]]
    options, words = book.options, book.words
    updates = words.gettext("Updates")
    channel = Channel(
        title=f"{options.title}: {updates}",
        description=words.gettext("What each edition brings to stories that were there before."),
        url=options.url,
        path="updates",
    )
    feed = Feed(channel=channel, items=tuple(newest[: options.feed_items]))
    return feed, {name: tuple(one[number] for number in sorted(one, reverse=True)) for name, one in by_story.items()}


def _recorded(book: Almanac, calendar: Calendar) -> Iterator[tuple[str, int, Item]]:
    """(story, edition, item) for each recorded update, in the order of its edition."""
    past = tuple(_updates_alone(edition) for edition in book.edition.past)
    stories = {edition.number: edition.stories for edition in past}
    for edition in past_views(book, past):
        for story, view in zip(stories[edition.number], edition.fresh, strict=True):
            if not view.withheld:
                yield story.record.id, edition.number, recorded_item(story, view, edition, book, calendar)


def _updates_alone(edition: PastEdition) -> PastEdition:
    """The edition without the stories that were new in it, or only continued."""
    return replace(edition, stories=tuple(story for story in edition.stories if story.record.status is Status.UPDATED))


def _present(book: Almanac, calendar: Calendar) -> Iterator[tuple[str, int, Item]]:
    """The same for the last update of each story, by id."""
    for story in sorted(book.edition.stories, key=_id):
        if story.update and story.update.edition > story.first_edition:
            yield story.id, story.update.edition, present_item(story, story.update, book, calendar)


def _id(story: Story) -> str:
    return story.id


def own_feeds(book: Almanac, calendar: Calendar, updates: Updates) -> Iterator[Feed]:
    """Each story's feed: its updates, and behind them the story itself."""
    options = book.options
    for story in book.edition.stories:
        address = story_address(story)
        channel = Channel(
            title=f"{options.title}: {story.told.headline.text}",
            description=book.words.gettext("What is new in this story."),
            url=options.url + address,
            path=f"{address}feed",
        )
        items = (*updates.get(story.id, ())[: options.feed_items - 1], short_item(story, book, calendar))
        yield Feed(channel=channel, items=items)
