"""Stories as items: whole for the digest's feed and those of topics, in short for the story's own."""

from collections.abc import Iterator, Sequence

from digest.nouns import Story
from digest.publish.addresses import story_address, topic_address
from digest.publish.almanac import Almanac
from digest.publish.feeds.html import heading, link, listing, paragraph, text
from digest.publish.feeds.items import Calendar, Channel, Feed, Item, guid
from digest.publish.feeds.passages import differences_html, quote_html, sentence_html
from digest.publish.languages import Words
from digest.publish.news_view import news_view
from digest.publish.options import SiteOptions
from digest.publish.source_view import source_view
from digest.publish.views import SourceView


def story_feeds(book: Almanac, calendar: Calendar) -> tuple[Feed, ...]:
    """The digest's feed and each topic's. A story is the same item, under one name, in every feed that holds it."""
    options, newest = book.options, newest_first(book.edition.stories)
    chosen = {digest_channel(options): newest[: options.feed_items]}
    for coverage in book.edition.topics:
        topic = coverage.topic
        address = topic_address(topic.slug)
        channel = Channel(
            title=f"{options.title}: {topic.name}",
            description=topic.description
            or book.words.gettext("Stories with articles that match %(query)s", query=topic.query),
            url=options.url + address,
            path=f"{address}feed",
        )
        chosen[channel] = [story for story in newest if topic.slug in story.topics][: options.feed_items]
    needed = {story.id: story for some in chosen.values() for story in some}
    items = {name: _whole(story, book, calendar) for name, story in needed.items()}
    return tuple(
        Feed(channel=channel, items=tuple(items[story.id] for story in some)) for channel, some in chosen.items()
    )


def digest_channel(options: SiteOptions) -> Channel:
    """The feed of the digest as a whole."""
    return Channel(title=options.title, description=options.description, url=options.url, path="feed")


def newest_first(stories: Sequence[Story]) -> list[Story]:
    """Stories by the edition that brought them, then by their first trusted article; ties by id."""
    by_id = sorted(stories, key=lambda story: story.id)
    return sorted(by_id, key=lambda story: (story.first_edition, _first(story)), reverse=True)


def _first(story: Story) -> float:
    moments = [member.published.at for member in story.members if member.published and not member.published.doubt]
    return min(moments).timestamp() if moments else 0.0


def short_item(story: Story, book: Almanac, calendar: Calendar) -> Item:
    """The story with its summary alone; where its articles gave no sentence, with its sources."""
    summary = "".join(sentence_html(extract, book) for extract in story.told.summary)
    return _item(story, summary or _sources(story, book), book, calendar)


def _whole(story: Story, book: Almanac, calendar: Calendar) -> Item:
    news = news_view(story.update, story, book)  # it stays when the next edition brings nothing, so that the bytes do
    told, words = story.told, book.words
    new = words.gettext("New since %(day)s: %(what)s.", day=news.since, what=news.counted) if news else ""
    parts = [paragraph(text(new))] if new else []
    parts += [paragraph(text(words.gettext("Editors’ note: %(note)s", note=note))) for note in story.notes]
    parts += [sentence_html(extract, book) for extract in told.summary]
    quotes = [quote_html(quote, book) for quote in told.quotes if quote.key]
    parts += [heading(words.gettext("Who said what")), *quotes] if quotes else []
    differences = list(differences_html(told.differences, book))
    parts += [heading(words.gettext("Where accounts differ")), listing(differences)] if differences else []
    parts.append(_sources(story, book))
    return _item(story, "".join(parts), book, calendar)


def _sources(story: Story, book: Almanac) -> str:
    sources = [_source(source_view(article, book), book.words) for article in story.told.group.ids]
    return heading(book.words.gettext("Sources")) + listing(sources, numbered=True)


def _item(story: Story, html: str, book: Almanac, calendar: Calendar) -> Item:
    last = story.update.edition if story.update else story.first_edition
    return Item(
        guid=guid(book.options, story.id),
        url=book.options.url + story_address(story),
        title=story.told.headline.text,
        summary=" ".join(extract.text for extract in story.told.summary),
        html=html,
        published=calendar.days.get(story.first_edition),
        modified=calendar.days.get(last),
    )


def _source(source: SourceView, words: Words) -> str:
    facts = [source.label, when_words(source, words), *_owes(source, words)]
    return f"{link(source.url, source.title or source.file)} ({text(', '.join(facts))})"


def when_words(source: SourceView, words: Words) -> str:
    """When an article was published, as far as that is known."""
    return words.gettext("about %(day)s", day=source.when) if source.inferred else source.when


def _owes(source: SourceView, words: Words) -> Iterator[str]:
    """What a source owes to another one of the list."""
    if source.copy_of:
        yield words.gettext("same text as %(number)s", number=str(source.copy_of))
    elif source.retells:
        yield words.gettext("retells %(number)s", number=str(source.retells.number))
