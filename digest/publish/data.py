"""The edition as data: stories.json, quotes.json and quotes.csv."""

import csv
import io
import json
from collections.abc import Mapping

from digest.nouns import Edition, Extract, File, KeyQuote, Member, Moment, Source, Story
from digest.publish.addresses import story_address
from digest.publish.almanac import Almanac, almanac
from digest.publish.options import SiteOptions
from digest.publish.safe import cell
from digest.publish.story_view import guid

_VERSION = 1
_COLUMNS = (
    "story", "headline", "speaker", "person", "role", "quote", "kind", "language", "found_by", "mention", "cue",
    "relays", "corrected_by", "outlet", "published", "article", "url", "file", "record", "field",
    "sha256", "start", "end", "utterance",
)  # fmt: skip


def data(edition: Edition, options: SiteOptions) -> tuple[File, ...]:
    """The data files. Offsets count characters of an article's cleaned text; `sha256` is of the file or its record."""
    book = almanac(edition, options)
    rows = [row for story in edition.stories for quote in story.told.quotes for row in _rows(story, quote, book)]
    stories = {
        "version": _VERSION,
        "edition": {"number": edition.number, "date": edition.date.isoformat() if edition.date else None},
        "stories": [_story(story, book) for story in edition.stories],
        "redirects": [{"slug": redirect.slug, "story": redirect.story} for redirect in edition.redirects],
    }
    return (
        File(path="data/quotes.csv", data=_csv(rows)),
        File(path="data/quotes.json", data=_json({"version": _VERSION, "quotes": rows})),
        File(path="data/stories.json", data=_json(stories)),
    )


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _csv(rows: list[Mapping[str, object]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for row in rows:
        writer.writerow(["" if row[name] is None else cell(row[name]) for name in _COLUMNS])
    return out.getvalue().encode("utf-8-sig", "replace")


def _story(story: Story, book: Almanac) -> dict[str, object]:
    headline = story.told.headline
    return {
        "id": story.id,
        "guid": guid(story, book),
        "slug": story.slug,
        "url": book.options.url + story_address(story),
        "headline": {"text": headline.text, "article": headline.article or None, "by": headline.by or None},
        "status": story.status.value,
        "first_edition": story.first_edition,
        "articles": [_article(member) for member in story.members],
        "summary": [_sentence(extract) for extract in story.told.summary],
        "threads": [
            {"story": thread.story, "relation": thread.relation.value, "shared": list(thread.shared)}
            for thread in story.threads
        ],
        "decisions": list(story.decisions),
    }


def _article(member: Member) -> dict[str, object]:
    article = member.analysis.article
    return {
        "id": article.id,
        "title": article.title.value if article.title else None,
        "outlet": article.outlet.value if article.outlet else None,
        "url": article.url.value if article.url else None,
        "published": _moment(member.published),
        "language": article.language,
        "topics": list(article.topics),
        "text_group": member.text_group,
        "retells": member.retells or None,
        **_place(article.source),
        "score": round(member.evidence.score, 4),
    }


def _place(source: Source) -> dict[str, object]:
    """Where an article's text is stored: in a file, perhaps in a record's field or in a part of a mail."""
    return {
        "file": source.path,
        "record": source.record or None,
        "field": source.field or None,
        "sha256": source.sha256,
    }


def _moment(moment: Moment | None) -> dict[str, str] | None:
    if moment is None:
        return None
    return {"at": moment.at.isoformat(), "precision": moment.precision.value, "from": moment.origin.value}


def _sentence(extract: Extract) -> dict[str, object]:
    return {
        "text": extract.text,
        "article": extract.article,
        "start": extract.start,
        "end": extract.end,
        "also_in": list(extract.also_in),
    }


def _rows(story: Story, quote: KeyQuote, book: Almanac) -> list[Mapping[str, object]]:
    """One row for each quoted stretch; rows of one utterance share `utterance`."""
    member = book.homes[quote.article].member
    article, published = member.analysis.article, member.published
    return [
        {
            "story": story.id,
            "headline": story.told.headline.text,
            "speaker": part.speaker,
            "person": quote.person or None,
            "role": part.role or None,
            "quote": part.text,
            "kind": part.kind.value,
            "language": part.language,
            "found_by": part.found_by.value,
            "mention": part.mention.text if part.mention else None,
            "cue": part.cue,
            "relays": part.relays or None,
            "corrected_by": quote.corrected_by or None,
            "outlet": article.outlet.value if article.outlet else None,
            "published": published.at.isoformat() if published else None,
            "article": article.id,
            "url": article.url.value if article.url else None,
            **_place(article.source),
            "start": part.start,
            "end": part.end,
            "utterance": f"{article.id}/{part.utterance}",
        }
        for part in quote.parts
    ]
