"""The feeds: RSS 2.0 and JSON Feed 1.1, one item a story, for life."""

import json
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape
from xml.etree import ElementTree as ET

from digest.nouns import Edition, File, Story, Topic
from digest.publish.addresses import is_topic, story_address, topic_address
from digest.publish.almanac import Almanac, almanac
from digest.publish.news_view import news_view
from digest.publish.options import SiteOptions
from digest.publish.safe import xml
from digest.publish.story_view import guid, story_view
from digest.publish.views import QuoteView, SentenceView, SourceView, StoryView

_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A story as a feed's item."""

    guid: str
    url: str
    title: str
    summary: str
    html: str
    first: datetime | None  # when its first dated article appeared
    last: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Channel:
    """What a feed says of itself."""

    title: str
    description: str
    url: str  # of the page that it goes with
    path: str  # its own address, from the site's root


def feeds(edition: Edition, options: SiteOptions, *, formerly: Iterable[str] = ()) -> tuple[File, ...]:
    """feed.xml, feed.json and a feed.xml for each topic: the newest stories first.

    A story is the same item, under one name, in every feed that holds it. Bytes change only when the stories do.
    `formerly` are the `lasting` addresses of earlier editions: a topic that is watched no more keeps a feed, which says
    so to those who subscribed to it.
    """
    book = almanac(edition, options)
    by_id = sorted(edition.stories, key=lambda story: story.id)
    newest = sorted(by_id, key=_first_seen, reverse=True)
    whole = _Channel(title=options.title, description=options.description, url=options.url, path="feed.xml")
    chosen = {whole: newest[: options.feed_items]}
    for coverage in edition.topics:
        covered = [story for story in newest if coverage.topic.slug in story.topics]
        chosen[_channel(coverage.topic, options)] = covered[: options.feed_items]
    items = {story.id: _item(story, book) for story in {s.id: s for some in chosen.values() for s in some}.values()}
    return (
        File(path="feed.json", data=_json_feed([items[story.id] for story in chosen[whole]], options)),
        *(
            File(path=channel.path, data=_rss([items[story.id] for story in some], channel, options))
            for channel, some in chosen.items()
        ),
        *_ended(formerly, frozenset(channel.path for channel in chosen), options),
    )


def _ended(formerly: Iterable[str], living: Container[str], options: SiteOptions) -> Iterator[File]:
    """A feed with one last item for each topic that is watched no more."""
    for address in formerly:
        if is_topic(address) and f"{address}feed.xml" not in living:
            slug = address.removeprefix("topics/").rstrip("/")
            words = f"{options.title} no longer watches the topic “{slug}”. This feed brings nothing more."
            about = _Channel(
                title=f"{options.title}: {slug}",
                description=words,
                url=options.url + address,
                path=f"{address}feed.xml",
            )
            last = _Item(
                guid=f"tag:{options.guid_authority},{options.guid_year}:topic-{slug}-ended",
                url=options.url,
                title="This topic is no longer watched",
                summary=xml(words),
                html=f"<p>{escape(xml(words))}</p>",
                first=None,
                last=None,
            )
            yield File(path=about.path, data=_rss([last], about, options))


def _channel(topic: Topic, options: SiteOptions) -> _Channel:
    address = topic_address(topic.slug)
    return _Channel(
        title=f"{options.title}: {topic.name}",
        description=topic.description or f"Stories with articles that match {topic.query}",
        url=options.url + address,
        path=f"{address}feed.xml",
    )


def _moments(story: Story) -> list[datetime]:
    return [member.published.at for member in story.members if member.published and not member.published.doubt]


def _first_seen(story: Story) -> float:
    return min(_moments(story)).timestamp() if _moments(story) else 0.0


def _item(story: Story, book: Almanac) -> _Item:
    view = story_view(story, book)
    moments = _moments(story)
    return _Item(
        guid=guid(story, book),
        url=book.options.url + story_address(story),
        title=xml(view.headline),
        summary=xml(" ".join(sentence.text for sentence in view.sentences)),
        html=_html(view, _update(story, book), book.options),
        first=min(moments, default=None),
        last=max(moments, default=None),
    )


def _rss(items: Sequence[_Item], about: _Channel, options: SiteOptions) -> bytes:
    ET.register_namespace("atom", _ATOM)
    ET.register_namespace("content", _CONTENT)
    rss = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(rss, "channel")
    _text(channel, "title", about.title)
    _text(channel, "link", about.url)
    _text(channel, "description", about.description or about.title)
    _text(channel, "language", options.language)
    _text(channel, "generator", options.generator)
    newest = max((item.last for item in items if item.last), default=None)
    if newest:
        _text(channel, "lastBuildDate", format_datetime(newest))
    own = {"href": options.url + about.path, "rel": "self", "type": "application/rss+xml"}
    ET.SubElement(channel, f"{{{_ATOM}}}link", own)
    for item in items:
        _rss_item(channel, item)
    ET.indent(rss)
    text: bytes = ET.tostring(rss, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _rss_item(channel: ET.Element, item: _Item) -> None:
    entry = ET.SubElement(channel, "item")
    _text(entry, "title", item.title)
    _text(entry, "link", item.url)
    _text(entry, "description", item.summary)
    _text(entry, f"{{{_CONTENT}}}encoded", item.html)
    ET.SubElement(entry, "guid", {"isPermaLink": "false"}).text = xml(item.guid)
    if item.first:
        _text(entry, "pubDate", format_datetime(item.first))


def _json_feed(items: Sequence[_Item], options: SiteOptions) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": xml(options.title),
        "home_page_url": options.url,
        "feed_url": f"{options.url}feed.json",
        "description": xml(options.description or options.title),
        "language": options.language,
        "items": [_json_item(item) for item in items],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _json_item(item: _Item) -> dict[str, str]:
    entry = {
        "id": item.guid,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.html,
    }
    if item.first and item.last:
        entry |= {"date_published": item.first.isoformat(), "date_modified": item.last.isoformat()}
    return entry


def _update(story: Story, book: Almanac) -> str:
    """What the last update brought; it stays when the next edition brings nothing, so that the bytes do."""
    news = news_view(story.update, story, book)
    return f"New since {news.since}: {news.counted}." if news else ""


def _html(story: StoryView, update: str, options: SiteOptions) -> str:
    """The story as HTML, safe because every text enters as a text node."""
    body = ET.Element("div")
    if update:
        _text(body, "p", update)
    for sentence in story.sentences:
        _sentence(body, sentence, story, options)
    if story.quotes:
        _text(body, "h2", "Who said what")
    for quote in story.quotes:
        _quote(body, quote, options)
    _text(body, "h2", "Sources")
    sources = ET.SubElement(body, "ol")
    for source in story.sources:
        _source(sources, source)
    return "".join(ET.tostring(child, encoding="unicode", method="html") for child in body)


def _sentence(body: ET.Element, sentence: SentenceView, story: StoryView, options: SiteOptions) -> None:
    paragraph = ET.SubElement(body, "p")
    paragraph.text = f"{xml(sentence.text)} ["
    page = f"{options.url}{story.address}#{sentence.anchor}"
    link = ET.SubElement(paragraph, "a", {"href": _href(sentence.receipt.link) or page})
    link.text = xml(sentence.source.outlet or sentence.source.file)
    link.tail = "]"


def _href(address: str) -> str:
    """A checked address without its entities: the serialiser writes them itself."""
    return address.replace("&amp;", "&")


def _quote(body: ET.Element, quote: QuoteView, options: SiteOptions) -> None:
    block = ET.SubElement(body, "blockquote")
    words = ET.SubElement(block, "p", {"lang": quote.code} if quote.foreign else {})
    words.text = " … ".join(f"“{xml(part)}”" for part in quote.parts)
    by = ET.SubElement(block, "p")
    by.text = "— "
    if quote.person_address:
        ET.SubElement(by, "a", {"href": options.url + quote.person_address}).text = xml(quote.speaker)
    else:
        _text(by, "span", quote.speaker or "speaker not found")
    by[-1].tail = "".join(f", {xml(part)}" for part in (quote.role, quote.source.outlet or quote.source.file) if part)


def _source(sources: ET.Element, source: SourceView) -> None:
    entry = ET.SubElement(sources, "li")
    title = source.title or source.file
    if source.url:
        ET.SubElement(entry, "a", {"href": _href(source.url)}).text = xml(title)
    else:
        _text(entry, "span", title)
    entry[-1].tail = f" ({xml(source.label)}, {xml(source.when)}{_owes(source)})"


def _owes(source: SourceView) -> str:
    """What a source owes to another one of the list."""
    if source.copy_of:
        return f", same text as {source.copy_of}"
    return f", retells {source.retells.number}" if source.retells else ""


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = xml(text)
