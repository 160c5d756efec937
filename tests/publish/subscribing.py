"""Feeds as programs read them: RSS by its elements, JSON Feed by its fields, a reader that knows items by their ids."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
from publish import sample

from digest.nouns import Edition
from digest.publish import SiteOptions, feeds

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def files_of(edition: Edition, options: SiteOptions = sample.OPTIONS, formerly: Iterable[str] = ()) -> dict[str, bytes]:
    return {file.path: file.data for file in feeds(edition, options, formerly=formerly)}


def channel_of(files: dict[str, bytes], path: str) -> ET.Element:
    channel = ET.fromstring(files[path]).find("channel")  # noqa: S314 - our own bytes
    assert channel is not None
    return channel


def items_of(files: dict[str, bytes], path: str) -> list[dict[str, Any]]:
    """The items of a JSON Feed."""
    items = json.loads(files[path])["items"]
    assert isinstance(items, list)
    return items


def texts(element: ET.Element, path: str) -> list[str]:
    return [found.text or "" for found in element.iterfind(path)]


@dataclass
class Reader:
    """A feed reader: what it has seen under an id it never shows as new again."""

    shown: dict[str, list[str]] = field(default_factory=dict)  # titles by id, as they were when they came
    dates: dict[str, set[str]] = field(default_factory=dict)  # every date that an id has had

    def poll(self, data: bytes) -> list[str]:
        """The titles of what is new."""
        feed = feedparser.parse(data)
        assert not feed.bozo, feed.get("bozo_exception")
        new = []
        for entry in feed.entries:
            self.dates.setdefault(entry.id, set()).add(entry.get("published", ""))
            if entry.id not in self.shown:
                new.append(entry.title)
                self.shown[entry.id] = [entry.title]
        return new
