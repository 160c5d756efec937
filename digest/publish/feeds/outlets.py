"""Outlets as feeds: an item for each article, with what the digest takes from it."""

from html import unescape

from digest.publish.addresses import inside, story_address
from digest.publish.almanac import Almanac, Home
from digest.publish.feeds.html import heading, link, page, paragraph, text
from digest.publish.feeds.items import Channel, Feed, Item, day_of, guid, title_of
from digest.publish.feeds.passages import name_of, quote_html, sentence_html
from digest.publish.feeds.stories import when_words
from digest.publish.source_view import source_view


def outlet_feed(name: str, book: Almanac) -> Feed:
    """The feed of an outlet that has a name."""
    items = (_item(book.homes[article], article, book) for article in book.printed[name])
    return Feed(channel=outlet_channel(name, book), items=tuple(items))


def outlet_channel(name: str, book: Almanac) -> Channel:
    """What the feed of an outlet says of itself."""
    address = inside(f"outlets/{book.outlets[name]}/")
    return Channel(
        title=title_of(name, book.options),
        description=book.words.gettext("Articles of %(outlet)s, with what is taken from them.", outlet=name),
        url=book.options.url + address,
        path=f"{address}feed",
    )


def _item(home: Home, article: str, book: Almanac) -> Item:
    source, day = source_view(article, book), day_of(book.arrivals[article], book)
    told, address = home.story.told, story_address(home.story)
    sentences = [extract for extract in told.summary if extract.article == article]
    quotes = [quote_html(quote, book) for quote in told.quotes if quote.key and quote.article == article]
    story = link(page(address, book.options), told.headline.text)
    parts = [paragraph(f"{link(source.url, source.title or source.file)}, {text(when_words(source, book.words))}")]
    parts += [paragraph(_told_in(story, book) + _owes(home, book))]
    parts += [sentence_html(extract, book) for extract in sentences]
    parts += [heading(book.words.gettext("Who said what")), *quotes] if quotes else []
    return Item(
        guid=guid(book.options, "articles", article),
        url=f"{book.options.url}{address}#source-{home.number}",
        title=source.title or source.file,
        summary=" ".join(extract.text for extract in sentences) or _told_in(told.headline.text, book),
        html="".join(parts),
        published=day,
        modified=day,
        original=unescape(source.url),
    )


def _told_in(story: str, book: Almanac) -> str:
    return book.words.gettext("In the story: %(story)s", story=story)


def _owes(home: Home, book: Almanac) -> str:
    """Whose words it carries, where they are not its own."""
    own, group = home.member.analysis.article.id, home.member.text_group
    if group != own and group in book.homes:
        return text("; " + book.words.gettext("same text as %(outlet)s", outlet=name_of(book.homes[group])))
    retold = book.homes.get(home.member.retells)
    return text("; " + book.words.gettext("retells %(outlet)s", outlet=name_of(retold))) if retold else ""
