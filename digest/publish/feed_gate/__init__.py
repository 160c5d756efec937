"""The gate before publishing, for feeds: each one is held to what its format and the W3C validator ask of it."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from digest.publish.feed_gate.json_rules import json_feed_problems
from digest.publish.feed_gate.opml_rules import opml_problems
from digest.publish.feed_gate.rss_rules import rss_problems

NAMES = frozenset({"feed", "updates"})
Check = Callable[[bytes, str, str], Iterable[str]]


def feed_problems(built: Path, url: str) -> list[str]:
    """What a reader's program would stumble over in the finished feeds of the site at `url`; empty when all is well."""
    found: list[str] = []
    for path in _feeds(built):
        if check := _check(path, built):
            name = path.relative_to(built).as_posix()
            found += [f"{name}: {problem}" for problem in check(path.read_bytes(), url, url + name)]
    return found


def _feeds(built: Path) -> list[Path]:
    """The files with a feed's name, in order; most files of a site are none."""
    found = [
        Path(folder, name)
        for folder, _, names in os.walk(built)
        for name in names
        if name.endswith(".opml") or name.partition(".")[0] in NAMES
    ]
    return sorted(found)


def _check(path: Path, built: Path) -> Check | None:
    if path.stem in NAMES and path.suffix == ".xml":
        return rss_problems
    if path.stem in NAMES and path.suffix == ".json":
        return json_feed_problems
    if path.suffix == ".opml":
        return lambda data, url, _own: opml_problems(data, url, built)
    return None
