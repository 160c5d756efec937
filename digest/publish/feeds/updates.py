"""Updates as items: what each edition brought to a story that was there before, as the edition recorded it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from digest.nouns import PastStory, Status
from digest.publish.addresses import story_address
from digest.publish.almanac import Almanac
from digest.publish.feeds.html import heading, link, paragraph, quotation, text
from digest.publish.feeds.items import Calendar, Channel, Feed, Item, guid
from digest.publish.feeds.stories import short_item
from digest.publish.languages import Words
from digest.publish.options import SiteOptions
from digest.publish.past_view import PastStoryView, PastView, WordsView, past_views
from digest.publish.wording import articles_words

Updates = Mapping[str, tuple[Item, ...]]
"""By story, its updates, newest first."""


def updates_channel(options: SiteOptions, words: Words) -> Channel:
    """The feed of all updates."""
    return Channel(
        title=f"{options.title}: {words.gettext('Updates')}",
        description=words.gettext("What each edition brings to stories that were there before."),
        url=options.url,
        path="updates",
    )


def updates_of(book: Almanac, calendar: Calendar) -> tuple[tuple[Item, ...], Updates]:
    """All recorded updates, newest edition first and then in its order; and the same by story."""
    everything: list[Item] = []
    by_story: dict[str, list[Item]] = defaultdict(list)
    records = {edition.number: edition.stories for edition in book.edition.past}
    for edition in past_views(book):
        fresh = [story for story in records[edition.number] if story.record.status is not Status.CONTINUING]
        for story, view in zip(fresh, edition.fresh, strict=True):
            if story.record.status is Status.UPDATED and not view.withheld:
                item = _item(story, view, edition, book, calendar)
                everything.append(item)
                by_story[story.record.id].append(item)
    return tuple(everything), {story: tuple(items) for story, items in by_story.items()}


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


def _item(story: PastStory, view: PastStoryView, edition: PastView, book: Almanac, calendar: Calendar) -> Item:
    record, day, words = story.record, calendar.days.get(edition.number), book.words
    sentences = [sentence for sentence in view.sentences if sentence.new]
    quotes = [quote for quote in view.quotes if quote.new]
    sources = [
        (outlet.name, sum(calendar.arrived.get(article) == edition.number for article in outlet.articles))
        for outlet in record.outlets
    ]
    told_by = [f"{name} ({number})" if number > 1 else name for name, number in sources if number]
    counted = _counted(len(sentences), len(quotes), sum(number for _, number in sources), words)
    new = words.gettext("New in the edition of %(day)s: %(what)s.", day=edition.short, what=counted)
    parts = [paragraph(text(new))]
    parts += [paragraph(f"{text(sentence.text)} {_shown(sentence)}", _language(sentence)) for sentence in sentences]
    parts += [_said(quote, words) for quote in quotes]
    parts += [heading(words.gettext("New sources")), paragraph(text(words.listed(told_by)))] if told_by else []
    return Item(
        guid=guid(book.options, record.id, edition.number),
        url=book.options.url + (view.address or edition.address),
        title=words.gettext("Update: %(headline)s", headline=view.headline or _headline_now(record.id, book)),
        summary=" ".join([new, *(sentence.text for sentence in sentences)]),
        html="".join(parts),
        published=day,
        modified=day,
    )


def _counted(sentences: int, quotes: int, articles: int, words: Words) -> str:
    counted = [words.ngettext("%(num)s sentence", "%(num)s sentences", sentences)] if sentences else []
    counted += [words.ngettext("%(num)s quote", "%(num)s quotes", quotes)] if quotes else []
    counted += [articles_words(articles, words)] if articles else []
    return words.listed(counted) or words.gettext("a changed article")


def _headline_now(story: str, book: Almanac) -> str:
    """In place of a headline that an editor has since left out."""
    return book.stories[story].told.headline.text if story in book.stories else story


def _shown(words: WordsView) -> str:
    """Who printed the words, and what became of them."""
    return f"[{link(words.link, words.outlet)}]{_note(words.note)}"


def _said(quote: WordsView, words: Words) -> str:
    who = quote.speaker or words.gettext("speaker not found")
    role = f"{quote.joint or ''} {quote.role}" if quote.role else ""
    by = f"{text(who + role)}; {link(quote.link, quote.outlet)}{_note(quote.corrected)}{_note(quote.note)}"
    return quotation(" … ".join(f"“{part}”" for part in quote.parts), _language(quote), by)


def _note(words: str) -> str:
    return f" <em>{text(words)}</em>" if words else ""


def _language(words: WordsView) -> str:
    return words.code if words.foreign else ""
