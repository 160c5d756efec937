"""An article as data: in its story's record, and as a row of articles.csv."""

from digest.nouns import Member, Moment, Precision, Source, Story
from digest.publish.data.extent import Extent
from digest.publish.data.shapes import Article, Published
from digest.publish.data.tables import Row

COLUMNS = (
    "story", "headline", "article", "outlet", "title", "published", "precision", "dated_from", "doubt", "language",
    "url", "copy_of", "retells", "file", "record", "field", "sha256",
)  # fmt: skip


def article_data(member: Member, extent: Extent) -> Article:
    """An article of a story's record."""
    article = member.analysis.article
    return {
        "id": article.id,
        "title": extent.title(article.title.value) if article.title else None,
        "outlet": outlet_name(member),
        "url": article.url.value if article.url else None,
        "published": _moment(member.published),
        "language": article.language,
        "topics": list(article.topics),
        "text_group": member.text_group,
        "retells": member.retells or None,
        "file": article.source.path,
        "record": article.source.record or None,
        "field": article.source.field or None,
        "sha256": article.source.sha256,
        "score": round(member.evidence.score, 4),
        "text": extent.whole(article.text),
    }


def article_row(story: Story, member: Member, extent: Extent) -> Row:
    """An article with its story, for a spreadsheet."""
    article, published = member.analysis.article, member.published
    copied = member.text_group != article.id
    return {
        "story": story.id,
        "headline": story.told.headline.text,
        "article": article.id,
        "outlet": outlet_name(member),
        "title": extent.title(article.title.value) if article.title else None,
        "published": printed_date(published),
        "precision": published.precision if published else None,
        "dated_from": published.origin if published else None,
        "doubt": (published.doubt or None) if published else None,
        "language": article.language,
        "url": article.url.value if article.url else None,
        "copy_of": member.text_group if copied else None,
        "retells": member.retells or None,
        **place(article.source),
    }


def outlet_name(member: Member) -> str | None:
    """The outlet, where it is known."""
    fact = member.analysis.article.outlet
    return fact.value if fact else None


def place(source: Source) -> Row:
    """Where an article's text is stored: in a file, perhaps in a record's field or in a part of a mail."""
    return {
        "file": source.path,
        "record": source.record or None,
        "field": source.field or None,
        "sha256": source.sha256,
    }


def printed_date(moment: Moment | None) -> str | None:
    """A moment, or the day alone where no more is known: a midnight would be taken for a time."""
    if moment is None:
        return None
    return moment.at.date().isoformat() if moment.precision is Precision.DAY else moment.at.isoformat()


def _moment(moment: Moment | None) -> Published | None:
    if moment is None:
        return None
    return {
        "at": moment.at.isoformat(),
        "precision": moment.precision,
        "from": moment.origin,
        "doubt": moment.doubt or None,
    }
