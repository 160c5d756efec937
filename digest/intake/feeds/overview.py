"""How the feeds of the configuration have been doing."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from digest.intake.feeds.health import all_health
from digest.nouns import FeedHealth


def health_of(feeds: Iterable[tuple[str, str]], content: Path) -> tuple[FeedHealth, ...]:
    """What the fetches recorded of each feed, given as (address, outlet), in this order; no news where nothing is.

    Feeds that are no longer configured are left out, whatever was recorded of them.
    """
    recorded = {health.url: health for health in all_health(content)}
    return tuple(
        replace(recorded[url], outlet=outlet)
        if url in recorded
        else FeedHealth(outlet=outlet, url=url, news=None, failing=None)
        for url, outlet in feeds
    )
