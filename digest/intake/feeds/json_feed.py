"""JSON Feed, versions 1.0 and 1.1, read into what it says."""

import json
from collections.abc import Iterator
from typing import Any

from digest.errors import SourceError
from digest.intake.feeds.given import Body, FeedContent, Given, content_of, link_of


def looks_like_json(text: str) -> bool:
    """Whether a text is JSON rather than XML."""
    return text[:1] in {"{", "["}


def read_json_feed(text: str, *, url: str) -> FeedContent:
    """Read a JSON Feed. Raises SourceError for any other JSON."""
    try:
        feed = json.loads(text, parse_int=str, parse_float=str)  # numbers as ids; an int may have a million digits
    except ValueError as error:
        raise SourceError(f"is not a feed: JSON that cannot be read ({error})") from None
    except RecursionError:
        raise SourceError("is JSON that is nested too deeply; it is not read") from None
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise SourceError("is JSON, but not a JSON Feed: it has no list of `items`; look for the address of a feed")
    base = link_of(_text(feed, "feed_url"), url) or url
    items = (item for item in feed["items"] if isinstance(item, dict))
    return content_of(_text(feed, "title"), _text(feed, "language"), (_given(item) for item in items), base=base)


def _given(item: dict[str, Any]) -> Given:
    return Given(
        id=_text(item, "id"),
        url=_text(item, "url") or _text(item, "external_url"),
        title=_text(item, "title"),
        bodies=(
            Body(value=_text(item, "content_html"), markup=True),
            Body(value=_text(item, "content_text"), markup=False),
            Body(value=_text(item, "summary"), markup=False),
        ),
        published=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
        authors=tuple(_authors(item)),
        language=_text(item, "language"),
    )


def _text(item: dict[str, Any], key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""


def _authors(item: dict[str, Any]) -> Iterator[str]:
    """Version 1.1 has a list, 1.0 a single one."""
    many = item.get("authors")
    for author in [*(many if isinstance(many, list) else []), item.get("author")]:
        if isinstance(author, dict):
            yield _text(author, "name")
