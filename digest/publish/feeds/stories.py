"""Stories as items: whole for the digest's feed and those of topics, in short for the story's own."""

from collections.abc import Iterator

from digest.nouns import Story
from digest.publish.addresses import story_address, topic_address
from digest.publish.almanac import Almanac
from digest.publish.feeds.html import heading, link, listing, paragraph, text
from digest.publish.feeds.items import Channel, Feed, Item, day_of, guid, title_of
from digest.publish.feeds.passages import differences_html, quote_html, sentence_html
from digest.publish.languages import Words
from digest.publish.news_view import news_view
from digest.publish.source_view import source_view
from digest.publish.views import SourceView


def story_feed(slug: str, book: Almanac) -> Feed:
    """The feed of a topic, or for "" that of the digest. A story is the same item, under one name, in all of them."""
    newest = (book.stories[name] for name in book.newest[slug])
    return Feed(channel=story_channel(slug, book), items=tuple(_whole(story, book) for story in newest))


def story_channel(slug: str, book: Almanac) -> Channel:
    """What the feed of a topic, or of the digest, says of itself."""
    options = book.options
    if not slug:
        return Channel(title=options.title, description=options.description, url=options.url, path="feed")
    topic, address = book.topics[slug], topic_address(slug)
    every = book.words.gettext("Stories with articles that match %(query)s", query=topic.query)
    return Channel(
        title=title_of(topic.name, options),
        description=topic.description or every,
        url=options.url + address,
        path=f"{address}feed",
    )


def short_item(story: Story, book: Almanac) -> Item:
    """The story with its summary alone; where its articles gave no sentence, with its sources."""
    summary = "".join(sentence_html(extract, book) for extract in story.told.summary)
    return _item(story, summary or _sources(story, book), book)


def _whole(story: Story, book: Almanac) -> Item:
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
    return _item(story, "".join(parts), book)


def _sources(story: Story, book: Almanac) -> str:
    sources = [_source(source_view(article, book), book.words) for article in story.told.group.ids]
    return heading(book.words.gettext("Sources")) + listing(sources, numbered=True)


def _item(story: Story, html: str, book: Almanac) -> Item:
    last = story.update.edition if story.update else story.first_edition
    return Item(
        guid=guid(book.options, story.id),
        url=book.options.url + story_address(story),
        title=story.told.headline.text,
        summary=" ".join(extract.text for extract in story.told.summary),
        html=html,
        published=day_of(story.first_edition, book),
        modified=day_of(last, book),
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
