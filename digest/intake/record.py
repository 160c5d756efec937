"""An article as a line of JSON Lines."""

from datetime import timedelta, timezone

from digest.nouns import Article, Fact, Moment, Precision

Record = dict[str, str | None]


def record_of(article: Article) -> Record:
    """The record that `digest clean` prints.

    `path` with the number of the record in the file, where it holds several; `published` in the source's offset, a day
    alone where no time is known.
    """
    return {
        "path": article.source.name,
        "title": _value(article.title),
        "text": article.text,
        "published": _iso(article.published),
        "outlet": _value(article.outlet),
        "url": _value(article.url),
        "language": article.language,
        "byline": _value(article.byline),
    }


def _value(fact: Fact | None) -> str | None:
    return fact.value if fact else None


def _iso(published: Moment | None) -> str | None:
    if not published:
        return None
    if published.precision is Precision.DAY:
        return published.day.isoformat()
    return published.at.astimezone(timezone(timedelta(minutes=published.offset_minutes or 0))).isoformat()
