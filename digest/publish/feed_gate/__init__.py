"""The gate before publishing, for feeds: each one is held to what its format and the W3C validator ask of it."""

from collections.abc import Sequence

from digest.publish.feed_gate.json_rules import json_feed_problems
from digest.publish.feed_gate.opml_rules import opml_problems
from digest.publish.feed_gate.rss_rules import rss_problems

NAMES = frozenset({"feed", "updates"})


def is_feed(path: str) -> bool:
    """Whether a file is a feed or a list of feeds, told from its name."""
    # An end is told at once of the many that are none.
    return path.endswith(_ENDS) and (path.endswith(".opml") or path.rpartition("/")[2] in _CHECKS)


def feed_problems(path: str, data: bytes, url: str) -> tuple[Sequence[str], Sequence[str]]:
    """What a reader's program would stumble over in a finished feed of the site at `url`, and which feeds it lists."""
    if path.endswith(".opml"):
        return opml_problems(data, url)
    return tuple(_CHECKS[path.rpartition("/")[2]](data, url, url + path)), ()


_CHECKS = {
    **{f"{name}.xml": rss_problems for name in NAMES},
    **{f"{name}.json": json_feed_problems for name in NAMES},
}
_ENDS = (".opml", *_CHECKS)
