"""JSON Feed 1.1, as https://www.jsonfeed.org/version/1.1/ describes it."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from digest.publish.feed_gate.common_rules import (
    absolute,
    character_problems,
    html_problems,
    inside_problems,
    language_problems,
    name_problems,
)

_VERSION = "https://jsonfeed.org/version/1.1"
_FEED = frozenset({"version", "title", "home_page_url", "feed_url", "description", "language", "expired", "items"})
_TEXTS = frozenset({"id", "url", "external_url", "title", "summary", "content_html", "date_published", "date_modified"})
_NEEDED = ("id", "url", "title", "content_html")


def json_feed_problems(data: bytes, url: str, own: str) -> Iterator[str]:
    """What is wrong with a feed of the site at `url` that stands at the address `own`."""
    try:
        feed = json.loads(data)
    except ValueError as error:
        yield f"not JSON: {error}"
        return
    if not isinstance(feed, dict) or feed.get("version") != _VERSION or not isinstance(feed.get("items"), list):
        yield "is not JSON Feed 1.1"
        return
    yield from character_problems(data.decode("utf-8", "replace"))
    yield from (f"holds {name!r}, which does not belong there" for name in sorted(set(feed) - _FEED))
    if not isinstance(feed.get("title"), str) or not feed["title"].strip():
        yield "its title is missing or blank"
    yield from language_problems(feed.get("language"))
    yield from inside_problems("its home page", feed.get("home_page_url"), url)
    if feed.get("feed_url") != own:
        yield f"has no link to itself at {own}"
    for item in feed["items"]:
        yield from _item(item, url)
    yield from name_problems([str(item.get("id")) for item in feed["items"] if isinstance(item, dict)])


def _item(item: Any, url: str) -> Iterator[str]:
    if not isinstance(item, dict) or not all(isinstance(value, str) for value in item.values()):
        yield "an item is more than texts"
        return
    name = f"the item {item.get('id')!r}"
    yield from (f"{name} holds {one!r}, which does not belong there" for one in sorted(set(item) - _TEXTS))
    yield from (f"{name} has no {one}" for one in _NEEDED if not item.get(one, "").strip())
    yield from (f"{name}: {problem}" for problem in inside_problems("its address", item.get("url"), url))
    yield from (f"{name}: {problem}" for problem in html_problems(item.get("content_html", "")))
    if "external_url" in item and not absolute(item["external_url"]):
        yield f"{name} has an address elsewhere that is not absolute"
    for field in ("date_published", "date_modified"):
        if field in item and not _rfc3339(item[field]):
            yield f"{name} has a {field} that is no date of RFC 3339: {item[field]!r}"


def _rfc3339(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None and "T" in text
    except ValueError:
        return False
