"""The data files: what is in each, and how it is written."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, overload

from digest.nouns import CarriedFile, Coverage, Edition, File
from digest.nouns.outputs import digest_of
from digest.publish.addresses import topic_address
from digest.publish.almanac import Almanac
from digest.publish.data.articles import COLUMNS as ARTICLE_COLUMNS
from digest.publish.data.articles import article_row
from digest.publish.data.edition import edition_data
from digest.publish.data.extent import Extent, extents_of
from digest.publish.data.index_shapes import Topic
from digest.publish.data.quotes import COLUMNS as QUOTE_COLUMNS
from digest.publish.data.schema import schemas
from digest.publish.data.shapes import VERSION
from digest.publish.data.story import listed_data, record_path, story_data
from digest.publish.data.tables import START, head, lines
from digest.publish.desk import Desk
from digest.publish.memory import Memory, Product
from digest.publish.options import SiteOptions
from digest.publish.rows import published, row, rows_of
from digest.store import Store

_BETWEEN = b"\0"  # in none of the parts of a row: JSON escapes it, and cells leave it out
_encoded = json.JSONEncoder(ensure_ascii=False).encode

Locked = Mapping[str, object] | None
Told = Sequence[tuple[Product, ...]]  # of each story, its record and its row


@overload
def data(edition: Edition, options: SiteOptions, *, lock: Locked = None) -> tuple[File, ...]: ...


@overload
def data(
    edition: Edition, options: SiteOptions, *, lock: Locked = None, memory: Memory, store: Store
) -> tuple[File | CarriedFile, ...]: ...


def data(
    edition: Edition,
    options: SiteOptions,
    *,
    lock: Locked = None,
    memory: Memory | None = None,
    store: Store | None = None,
) -> tuple[File | CarriedFile, ...]:
    """The data files. Offsets count characters of an article's cleaned text; `sha256` is of the file or its record.

    `lock` is what is remembered, in the shape of its file, so that it can be recovered from the site; None for a digest
    that remembers nothing yet. `memory` carries over the files that would come out as in the last build; the `store`
    keeps what each story adds to the lists.
    """
    kept = store or Store(None)
    own = memory or Memory(Desk(edition, options), kept, "")
    book = own.desk.book
    locked = _json(lock)
    told = cache(lambda: list(_stories(own)))  # once: by the lists, which ask for all of them, where these are made
    made = (
        *own.remembered(f"lists of data with the lock {digest_of(locked)}", partial(_lists, told, book, kept, locked)),
        *own.remembered("the edition as data", partial(_edition, book)),
        *(one for products in told() for one in products),
        *own.remembered("schemas", partial(_schemas, book.options)),
    )
    return published(made)


def _stories(memory: Memory) -> Iterator[tuple[Product, ...]]:
    book = memory.desk.book
    for name, extent in extents_of(book):
        yield memory.remembered(f"data of story {name}, {extent.kept}", partial(_story, name, extent, book))


def _story(name: str, extent: Extent, book: Almanac) -> Iterator[File]:
    """The record of a story, and what it adds to the lists."""
    story = book.stories[name]
    record = story_data(story, extent, book)
    articles = [article_row(story, member, extent) for member in story.members]
    parts = (
        _json(listed_data(story, extent, book)),
        lines(ARTICLE_COLUMNS, articles),
        b", ".join(map(_json, record["quotes"])),
        lines(QUOTE_COLUMNS, record["quotes"]),
    )
    yield File(path=record_path(story), data=_json(record) + b"\n")
    yield row(name, _BETWEEN.join(parts))


def _lists(told: Callable[[], Told], book: Almanac, store: Store, lock: bytes) -> Iterator[File]:
    """The files about everything, put together of what each story adds."""
    rows = rows_of((one for products in told() for one in products), store, "data")
    parts: Sequence[Sequence[bytes]] = list(zip(*(one.split(_BETWEEN) for one in rows), strict=True)) or [()] * 4
    stories, articles, quotes, quoted = parts
    yield File(path="data/articles.csv", data=START + head(ARTICLE_COLUMNS) + b"".join(articles))
    yield File(path="data/quotes.csv", data=START + head(QUOTE_COLUMNS) + b"".join(quoted))
    yield _file("data/quotes.json", version=_json(VERSION), quotes=_listed(quotes))
    day = book.edition.date
    yield _file(
        "data/stories.json",
        version=_json(VERSION),
        edition=_json({"number": book.edition.number, "date": day.isoformat() if day else None}),
        stories=_listed(stories),
        topics=_json([_topic(coverage, book) for coverage in book.edition.topics]),
        redirects=_json([{"slug": one.slug, "story": one.story} for one in book.edition.redirects]),
        lock=lock,
    )


def _edition(book: Almanac) -> Iterator[File]:
    yield File(path="data/edition.json", data=_json(edition_data(book)) + b"\n")


def _schemas(options: SiteOptions) -> Iterator[File]:
    for name, schema in schemas(options.url).items():
        yield File(path=f"data/schema/{name}", data=_json(schema) + b"\n")


def _file(path: str, **fields: bytes) -> File:
    """A JSON object of finished values."""
    inside = b", ".join(_json(name) + b": " + value for name, value in fields.items())
    return File(path=path, data=b"{" + inside + b"}\n")


def _listed(parts: Iterable[bytes]) -> bytes:
    return b"[" + b", ".join(filter(None, parts)) + b"]"


def _json(value: Any) -> bytes:
    return _encoded(value).encode("utf-8", "replace")


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
