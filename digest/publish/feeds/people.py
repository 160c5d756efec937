"""People as feeds: an item for each edition that brought words of theirs, or a story that names them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from digest.nouns import KeyQuote, Person, Story
from digest.publish.addresses import person_address, story_address
from digest.publish.almanac import Almanac
from digest.publish.feeds.html import link, listing, page, paragraph, text
from digest.publish.feeds.items import Calendar, Channel, Feed, Item, guid
from digest.publish.feeds.passages import quote_html
from digest.publish.wording import count, listed

_QUOTES, _STORIES = 20, 20  # that an item has; the person's page has them all

Said = Mapping[str, Sequence[tuple[Story, KeyQuote]]]


@dataclass(slots=True)
class _Brought:
    """What an edition brought of a person."""

    quotes: dict[str, list[KeyQuote]] = field(default_factory=lambda: defaultdict(list))  # by story
    named: set[str] = field(default_factory=set)  # stories that had not named the person before


def people_feeds(book: Almanac, calendar: Calendar) -> Iterator[Feed]:
    """A feed for each person of the edition."""
    said: dict[str, list[tuple[Story, KeyQuote]]] = defaultdict(list)
    for story in book.edition.stories:
        for quote in story.told.quotes:
            said[quote.person].append((story, quote))
    for person in book.edition.people:
        yield _feed(person, said, book, calendar)


def _feed(person: Person, said: Said, book: Almanac, calendar: Calendar) -> Feed:
    options, address = book.options, person_address(person.id)
    brought = _brought(person, said, book, calendar.arrived)
    newest = sorted(brought, reverse=True)[: options.feed_items]
    channel = Channel(
        title=f"{options.title}: {person.name}",
        description=f"What {person.name} says in this digest, and the stories that name them.",
        url=options.url + address,
        path=f"{address}feed",
    )
    return Feed(
        channel=channel, items=tuple(_item(person, number, brought[number], book, calendar) for number in newest)
    )


def _brought(person: Person, said: Said, book: Almanac, arrived: Mapping[str, int]) -> Mapping[int, _Brought]:
    """By edition, what came with it: a quote with the first article that has it, a name with the first of its story."""
    found: dict[int, _Brought] = defaultdict(_Brought)
    for story, quote in said.get(person.id, ()):
        number = min(arrived[version.article] for version in quote.versions)
        found[number].quotes[story.id].append(quote)
    first: dict[str, int] = {}
    for article in person.articles:
        if article in book.homes:
            name = book.homes[article].story.id
            first[name] = min(arrived[article], first.get(name, arrived[article]))
    for name, number in first.items():
        if name not in found[number].quotes:
            found[number].named.add(name)
    return {number: one for number, one in found.items() if one.quotes or one.named}


def _item(person: Person, number: int, brought: _Brought, book: Almanac, calendar: Calendar) -> Item:
    stories = [book.stories[name] for name in sorted(brought.quotes)]
    named = [book.stories[name] for name in sorted(brought.named)]
    quotes = sum(len(one) for one in brought.quotes.values())
    parts, room = [], _QUOTES
    for story in stories:
        shown = brought.quotes[story.id][:room]
        room -= len(shown)
        if shown:
            parts += [paragraph(_story(story, book)), *(quote_html(quote, book) for quote in shown)]
    parts += [paragraph(text("Named in:")), listing(_story(story, book) for story in named[:_STORIES])] if named else []
    more = [count(quotes - _QUOTES, "more quote")] if quotes > _QUOTES else []
    more += [count(len(named) - _STORIES, "more story", "more stories")] if len(named) > _STORIES else []
    address = person_address(person.id)
    parts += [paragraph(link(page(address, book.options), listed(more)))] if more else []
    words = f"{count(quotes, 'quote')} in " if quotes else "named in "
    told = count(len(stories or named), "story", "stories")
    return Item(
        guid=guid(book.options, "people", person.id, number),
        url=book.options.url + address,
        title=f"{person.name}: {(stories or named)[0].told.headline.text}" + _others(len({*stories, *named})),
        summary=f"{person.name}: {words}{told}",
        html="".join(parts),
        published=calendar.days.get(number),
        modified=calendar.days.get(number),
    )


def _others(stories: int) -> str:
    return f" (and {count(stories - 1, 'other story', 'other stories')})" if stories > 1 else ""


def _story(story: Story, book: Almanac) -> str:
    return link(page(story_address(story), book.options), story.told.headline.text)
