"""An update as an item: the new sentences and quotes, and who brought them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from digest.nouns import News, Story
from digest.publish.addresses import edition_address, story_address
from digest.publish.almanac import Almanac
from digest.publish.chronicle import Recorded
from digest.publish.feeds.html import heading, link, paragraph, quotation, text
from digest.publish.feeds.items import Item, day_of, guid
from digest.publish.feeds.passages import name_of, quote_html, sentence_html
from digest.publish.issue_view import edition_name
from digest.publish.languages import Words
from digest.publish.past_view import WordsView, past_story_view
from digest.publish.wording import articles_words, day_words, quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class _Brought:
    """What an edition brought to a story, from wherever it is known."""

    story: str  # id
    edition: int
    day: str  # of the edition, in words
    headline: str
    address: str  # from the site's root
    texts: tuple[str, ...]  # the new sentences
    sentences: tuple[str, ...]  # the same as HTML
    quotes: tuple[str, ...]  # as HTML
    sources: Counter[str]  # new articles by outlet, in story order


def recorded_item(update: Recorded, book: Almanac) -> Item:
    """An update as its edition recorded it, with what became of its words since."""
    edition, record, view = update.edition, update.story.record, past_story_view(update.story, book)
    new, now = [sentence for sentence in view.sentences if sentence.new], book.lines.get(record.id)
    brought = _Brought(
        story=record.id,
        edition=edition.number,
        day=edition_name(edition, book, "long"),
        headline=view.headline or (now.headline if now else record.id),
        address=view.address or edition_address(edition.slug),
        texts=tuple(sentence.text for sentence in new),
        sentences=tuple(_sentence(sentence) for sentence in new),
        quotes=tuple(_quote(quote, book.words) for quote in view.quotes if quote.new),
        sources=_sources(
            ((outlet.name, article) for outlet in record.outlets for article in outlet.articles), edition.number, book
        ),
    )
    return _item(brought, book)


def present_item(story: Story, news: News, book: Almanac) -> Item:
    """The last update of a story, where its edition has no record of it."""
    told, day = story.told, day_of(news.edition, book)
    sentences = [told.summary[at] for at in news.sentences]
    brought = _Brought(
        story=story.id,
        edition=news.edition,
        day=day_words(day.date(), book.locale) if day else book.words.gettext("undated"),
        headline=told.headline.text,
        address=story_address(story),
        texts=tuple(extract.text for extract in sentences),
        sentences=tuple(sentence_html(extract, book) for extract in sentences),
        quotes=tuple(quote_html(told.quotes[at], book) for at in news.quotes if told.quotes[at].key),
        sources=_sources(((name_of(book.homes[article]), article) for article in told.group.ids), news.edition, book),
    )
    return _item(brought, book)


def _sources(articles: Iterable[tuple[str, str]], edition: int, book: Almanac) -> Counter[str]:
    return Counter(outlet for outlet, article in articles if book.arrivals.get(article) == edition)


def _item(brought: _Brought, book: Almanac) -> Item:
    words, day = book.words, day_of(brought.edition, book)
    told_by = [f"{outlet} ({number})" if number > 1 else outlet for outlet, number in brought.sources.items()]
    new = words.gettext("New in the edition of %(day)s: %(what)s.", day=brought.day, what=_counted(brought, words))
    parts = [paragraph(text(new)), *brought.sentences, *brought.quotes]
    parts += [heading(words.gettext("New sources")), paragraph(text(words.listed(told_by)))] if told_by else []
    return Item(
        guid=guid(book.options, brought.story, brought.edition),
        url=book.options.url + brought.address,
        title=words.gettext("Update: %(headline)s", headline=brought.headline),
        summary=" ".join([new, *brought.texts]),
        html="".join(parts),
        published=day,
        modified=day,
    )


def _counted(brought: _Brought, words: Words) -> str:
    sentences, quotes, articles = len(brought.sentences), len(brought.quotes), brought.sources.total()
    counted = [words.ngettext("%(num)s sentence", "%(num)s sentences", sentences)] if sentences else []
    counted += [words.ngettext("%(num)s quote", "%(num)s quotes", quotes)] if quotes else []
    counted += [articles_words(articles, words)] if articles else []
    return words.listed(counted) or words.gettext("a changed article")


def _sentence(words: WordsView) -> str:
    return paragraph(f"{text(words.text)} [{link(words.link, words.outlet)}]{_note(words.note)}", _language(words))


def _quote(quote: WordsView, words: Words) -> str:
    who = quote.speaker or words.gettext("speaker not found")
    role = f"{quote.joint or ''} {quote.role}" if quote.role else ""
    by = f"{text(who + role)}; {link(quote.link, quote.outlet)}{_note(quote.corrected)}{_note(quote.note)}"
    return quotation(" … ".join(quoted(part.removesuffix(","), words) for part in quote.parts), _language(quote), by)


def _note(words: str) -> str:
    return f" <em>{text(words)}</em>" if words else ""


def _language(words: WordsView) -> str:
    return words.code if words.foreign else ""
