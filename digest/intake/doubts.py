"""Dates that cannot be: of articles that came in before they were published."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from digest.nouns import Article, Moment, altered

AHEAD = timedelta(days=2)  # time zones and embargoes; more is a mistake or a trick
PAUSE = timedelta(days=14)  # people may go on collecting by hand after the last fetch; more is no pause


def doubt_future(articles: Sequence[Article], *, fetching: bool) -> tuple[Article, ...]:
    """Mark the dates that lie in the future of the time at which their articles came in; no clock is read.

    A feed's entry has that time with it. For a clipping only the last fetch of all can tell, and only roughly, as long
    as this digest is `fetching` at all: one that has given up its feeds goes on without them.
    """
    last = max((article.fetched for article in articles if article.fetched), default=None) if fetching else None
    return tuple(_doubted(article, last) for article in articles)


def _doubted(article: Article, last: datetime | None) -> Article:
    bound = article.fetched + AHEAD if article.fetched else last + PAUSE if last else None
    if bound is None or article.published is None or article.published.at <= bound or article.published.doubt:
        return article
    return altered(article, published=_doubtful(article.published, bool(article.fetched)))


def _doubtful(published: Moment, by_feed: bool) -> Moment:  # noqa: FBT001 - where it came from
    came = "it came in days before that" if by_feed else "the last fetch is more than two weeks older"
    return replace(published, doubt=came)
