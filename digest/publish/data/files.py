"""The data files: what is in each, and how it is written."""

import json
from collections.abc import Iterator, Mapping
from typing import cast

from digest.nouns import Coverage, Edition, File
from digest.publish.addresses import topic_address
from digest.publish.almanac import Almanac, almanac
from digest.publish.data.articles import COLUMNS as ARTICLE_COLUMNS
from digest.publish.data.articles import article_row
from digest.publish.data.edition import edition_data
from digest.publish.data.extent import extent_of
from digest.publish.data.index_shapes import Locked, Quotes, Stories, Topic
from digest.publish.data.quotes import COLUMNS as QUOTE_COLUMNS
from digest.publish.data.schema import schemas
from digest.publish.data.shapes import VERSION, Quote
from digest.publish.data.story import listed_data, record_path, story_data
from digest.publish.data.tables import table
from digest.publish.options import SiteOptions


def data(edition: Edition, options: SiteOptions, *, lock: Mapping[str, object] | None = None) -> tuple[File, ...]:
    """The data files. Offsets count characters of an article's cleaned text; `sha256` is of the file or its record.

    `lock` is what is remembered, in the shape of its file, so that it can be recovered from the site; None for a digest
    that remembers nothing yet.
    """
    book = almanac(edition, options)
    extents = {story.id: extent_of(story, book) for story in edition.stories}
    records = {story.id: story_data(story, extents[story.id], book) for story in edition.stories}
    quotes: list[Quote] = [quote for record in records.values() for quote in record["quotes"]]
    articles = [article_row(story, member, extents[story.id]) for story in edition.stories for member in story.members]
    stories: Stories = {
        "version": VERSION,
        "edition": {"number": edition.number, "date": edition.date.isoformat() if edition.date else None},
        "stories": [listed_data(story, extents[story.id], book) for story in edition.stories],
        "topics": [_topic(coverage, book) for coverage in edition.topics],
        "redirects": [{"slug": redirect.slug, "story": redirect.story} for redirect in edition.redirects],
        "lock": cast("Locked | None", lock),
    }
    listed: Quotes = {"version": VERSION, "quotes": quotes}
    return (
        File(path="data/articles.csv", data=table(ARTICLE_COLUMNS, articles)),
        File(path="data/edition.json", data=_json(edition_data(book))),
        File(path="data/quotes.csv", data=table(QUOTE_COLUMNS, quotes)),
        File(path="data/quotes.json", data=_json(listed)),
        File(path="data/stories.json", data=_json(stories)),
        *(File(path=record_path(story), data=_json(records[story.id])) for story in edition.stories),
        *_schemas(options),
    )


def _schemas(options: SiteOptions) -> Iterator[File]:
    for name, schema in schemas(options.url).items():
        yield File(path=f"data/schema/{name}", data=_json(schema))


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def _topic(coverage: Coverage, book: Almanac) -> Topic:
    """A topic that is watched, its stories in rank order, and which terms of its query hold for which article."""
    topic = coverage.topic
    return {
        "name": topic.name,
        "slug": topic.slug,
        "url": book.options.url + topic_address(topic.slug),
        "query": topic.query,
        "description": topic.description,
        "stories": list(coverage.stories),
        "matches": [{"article": match.article, "terms": list(match.terms)} for match in coverage.matches],
    }
