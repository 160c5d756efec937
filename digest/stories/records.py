"""An edition as it was published, in nouns that last: what a reader needs to read it again."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from digest.nouns import (
    Article,
    Edition,
    EditionRecord,
    Extract,
    KeyQuote,
    News,
    OutletRecord,
    PassageRecord,
    QuoteRecord,
    SentenceRecord,
    Status,
    Story,
    StoryRecord,
)

_STORIES, _CONTINUING = 60, 20  # an archive of thousands of stories is no part of each edition's record

Link = Callable[[Article, int, int], str]
"""The address of a passage in the original: of an article, from where and to where; "" where it has none."""


def edition_record(edition: Edition, *, numbers: Sequence[str], link: Link) -> EditionRecord:
    """What is kept of an edition: stories with news whole, some of those that only continue by their headlines.

    `numbers` are the front page's.
    """
    fresh = [story for story in edition.stories if story.status is not Status.CONTINUING]
    continuing = [story for story in edition.stories if story.status is Status.CONTINUING]
    kept = (*fresh[:_STORIES], *continuing[:_CONTINUING])
    topics = {coverage.topic.slug: coverage.topic.name for coverage in edition.topics}
    return EditionRecord(
        number=edition.number,
        date=edition.date,
        numbers=tuple(numbers),
        stories=tuple(_story(story, topics, link) for story in kept),
        left_out=len(edition.stories) - len(kept),
    )


def _story(story: Story, topics: Mapping[str, str], link: Link) -> StoryRecord:
    articles = {member.analysis.article.id: member.analysis.article for member in story.members}
    news, told = story.news, story.told if story.status is not Status.CONTINUING else None
    sentences, quotes = (news.sentences, _marked_quotes(news)) if news else ((), set())
    return StoryRecord(
        id=story.id,
        slug=story.slug,
        headline=story.told.headline.text,
        headline_article=story.told.headline.article,
        status=story.status,
        texts=story.told.group.independent_texts,
        sentences=tuple(
            _sentence(extract, articles[extract.article], link, new=at in sentences)
            for at, extract in enumerate(told.summary if told else ())
        ),
        quotes=tuple(
            _quote(quote, articles[quote.article], link, new=at in quotes)
            for at, quote in enumerate(told.quotes if told else ())
            if quote.key
        ),
        outlets=tuple(_outlets(articles.values())),
        topics=tuple(topics[slug] for slug in story.topics),
    )


def _marked_quotes(news: News) -> set[int]:
    return {*news.quotes, *(at for at, place in news.versions if place == 0)}


def _sentence(extract: Extract, article: Article, link: Link, *, new: bool) -> SentenceRecord:
    return SentenceRecord(
        words=PassageRecord(text=extract.text, article=extract.article, start=extract.start, end=extract.end),
        outlet=_outlet(article),
        link=link(article, extract.start, extract.end),
        language=article.language,
        new=new,
    )


def _quote(quote: KeyQuote, article: Article, link: Link, *, new: bool) -> QuoteRecord:
    first = quote.parts[0]
    return QuoteRecord(
        parts=tuple(
            PassageRecord(text=part.text, article=quote.article, start=part.start, end=part.end) for part in quote.parts
        ),
        speaker=quote.speaker or "",
        role=first.role,
        outlet=_outlet(article),
        link=link(article, first.start, first.end),
        language=first.language,
        new=new,
    )


def _outlets(articles: Iterable[Article]) -> Iterator[OutletRecord]:
    printed: dict[str, list[str]] = {}
    for article in articles:
        printed.setdefault(_outlet(article), []).append(article.id)
    yield from (OutletRecord(name=name, articles=tuple(ids)) for name, ids in printed.items())


def _outlet(article: Article) -> str:
    return article.outlet.value if article.outlet else article.source.name
