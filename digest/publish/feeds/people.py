"""People as feeds: an item for each edition that brought words of theirs, or a story that names them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from digest.nouns import KeyQuote, Person, Story
from digest.publish.addresses import person_address, story_address
from digest.publish.almanac import Almanac
from digest.publish.feeds.html import link, listing, page, paragraph, text
from digest.publish.feeds.items import Channel, Feed, Item, day_of, guid, title_of
from digest.publish.feeds.passages import quote_html
from digest.publish.languages import Words
from digest.publish.wording import stories_words

_QUOTES, _STORIES = 20, 20  # that an item has; the person's page has them all


@dataclass(slots=True)
class _Brought:
    """What an edition brought of a person."""

    quotes: dict[str, list[KeyQuote]] = field(default_factory=lambda: defaultdict(list))  # by story
    named: set[str] = field(default_factory=set)  # stories that had not named the person before


def person_feed(name: str, book: Almanac) -> Feed:
    """The feed of a person, by id."""
    person = book.people[name]
    brought = _brought(person, book)
    newest = sorted(brought, reverse=True)[: book.options.feed_items]
    return Feed(
        channel=person_channel(name, book),
        items=tuple(_item(person, number, brought[number], book) for number in newest),
    )


def person_channel(name: str, book: Almanac) -> Channel:
    """What the feed of a person says of itself."""
    address, full = person_address(name), book.names[name]
    return Channel(
        title=title_of(full, book.options),
        description=book.words.gettext("What %(name)s says, and the stories that name them.", name=full),
        url=book.options.url + address,
        path=f"{address}feed",
    )


def _brought(person: Person, book: Almanac) -> Mapping[int, _Brought]:
    """By edition, what came with it: a quote with the first article that has it, a name with the first of its story."""
    found: dict[int, _Brought] = defaultdict(_Brought)
    for story, quote in _quoted(person, book):
        number = min(book.arrivals[version.article] for version in quote.versions)
        found[number].quotes[story.id].append(quote)
    first: dict[str, int] = {}
    for article in person.articles:
        if home := book.homes.get(article):
            number, name = book.arrivals[article], home.story.id
            first[name] = min(number, first.get(name, number))
    for name, number in first.items():
        if name not in found[number].quotes:
            found[number].named.add(name)
    return {number: one for number, one in found.items() if one.quotes or one.named}


def _quoted(person: Person, book: Almanac) -> Iterator[tuple[Story, KeyQuote]]:
    """The quotes of a person, with their stories."""
    for one in book.namings[person.id]:
        if one.said:
            story = book.stories[one.line.id]
            yield from ((story, quote) for quote in story.told.quotes if quote.person == person.id)


def _item(person: Person, number: int, brought: _Brought, book: Almanac) -> Item:
    stories = [book.stories[name] for name in sorted(brought.quotes)]
    named = [book.stories[name] for name in sorted(brought.named)]
    quotes, words = sum(len(one) for one in brought.quotes.values()), book.words
    told = stories_words(len(stories or named), words)
    counted = words.ngettext("%(num)s quote in %(stories)s", "%(num)s quotes in %(stories)s", quotes, stories=told)
    counted = counted if quotes else words.gettext("named in %(stories)s", stories=told)
    day = day_of(number, book)
    parts = [*_said(stories, brought, book), *_named(named, book), *_more(person, quotes, len(named), book)]
    return Item(
        guid=guid(book.options, "people", person.id, number),
        url=book.options.url + person_address(person.id),
        title=_title(person, [*stories, *named], words),
        summary=f"{person.name}: {counted}",
        html="".join(parts),
        published=day,
        modified=day,
    )


def _said(stories: Sequence[Story], brought: _Brought, book: Almanac) -> Iterator[str]:
    room = _QUOTES
    for story in stories:
        shown = brought.quotes[story.id][:room]
        room -= len(shown)
        if shown:
            yield paragraph(_story(story, book))
            yield from (quote_html(quote, book) for quote in shown)


def _named(stories: Sequence[Story], book: Almanac) -> Iterator[str]:
    if stories:
        yield paragraph(text(book.words.gettext("Named in:")))
        yield listing(_story(story, book) for story in stories[:_STORIES])


def _more(person: Person, quotes: int, named: int, book: Almanac) -> Iterator[str]:
    """The way to what an item has no room for."""
    words, more = book.words, []
    if (over := quotes - _QUOTES) > 0:
        more.append(words.ngettext("%(num)s more quote", "%(num)s more quotes", over))
    if (over := named - _STORIES) > 0:
        more.append(words.ngettext("%(num)s more story", "%(num)s more stories", over))
    if more:
        yield paragraph(link(page(person_address(person.id), book.options), words.listed(more)))


def _title(person: Person, stories: Sequence[Story], words: Words) -> str:
    first, others = f"{person.name}: {stories[0].told.headline.text}", len(stories) - 1
    if not others:
        return first
    return words.ngettext(
        "%(first)s and %(num)s other story", "%(first)s and %(num)s other stories", others, first=first
    )


def _story(story: Story, book: Almanac) -> str:
    return link(page(story_address(story), book.options), story.told.headline.text)
