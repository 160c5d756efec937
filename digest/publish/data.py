"""The edition as data: edition.json, stories.json, quotes.json and quotes.csv."""

import csv
import io
import json
from collections.abc import Iterator, Mapping

from digest.nouns import (
    Coverage,
    Edition,
    Extract,
    File,
    KeyQuote,
    Member,
    Moment,
    Quote,
    Source,
    Story,
    Variant,
    Wording,
)
from digest.publish.addresses import story_address, topic_address
from digest.publish.almanac import Almanac, almanac
from digest.publish.differences_data import difference_data
from digest.publish.edition_data import edition_data
from digest.publish.news_data import news_data
from digest.publish.options import SiteOptions
from digest.publish.safe import cell
from digest.publish.story_view import guid
from digest.publish.timeline_data import entry_data

_VERSION = 1
_COLUMNS = (
    "story", "headline", "speaker", "person", "role", "quote", "kind", "language", "found_by", "mention", "cue",
    "relays", "corrected_by", "outlet", "published", "article", "url", "file", "record", "field",
    "sha256", "start", "end", "utterance", "variant_of", "wording",
)  # fmt: skip


def data(edition: Edition, options: SiteOptions, *, lock: Mapping[str, object] | None = None) -> tuple[File, ...]:
    """The data files. Offsets count characters of an article's cleaned text; `sha256` is of the file or its record.

    `lock` is what is remembered, in the shape of its file, so that it can be recovered from the site; None for a digest
    that remembers nothing yet.
    """
    book = almanac(edition, options)
    rows = [row for story in edition.stories for quote in story.told.quotes for row in _rows(story, quote, book)]
    stories = {
        "version": _VERSION,
        "edition": {"number": edition.number, "date": edition.date.isoformat() if edition.date else None},
        "stories": [_story(story, book) for story in edition.stories],
        "topics": [_topic(coverage, book) for coverage in edition.topics],
        "redirects": [{"slug": redirect.slug, "story": redirect.story} for redirect in edition.redirects],
        "lock": lock,
    }
    return (
        File(path="data/edition.json", data=_json({"version": _VERSION, **edition_data(book)})),
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
        "news": news_data(story.news, story.told) if story.news else None,
        "topics": [book.topics[slug].name for slug in story.topics],
        "articles": [_article(member) for member in story.members],
        "summary": [_sentence(extract) for extract in story.told.summary],
        "differences": [difference_data(one) for one in story.told.differences],
        "timeline": [entry_data(entry) for entry in story.told.timeline.entries] if story.told.timeline else [],
        "threads": [
            {"story": thread.story, "relation": thread.relation.value, "shared": list(thread.shared)}
            for thread in story.threads
        ],
        "decisions": list(story.decisions),
    }


def _topic(coverage: Coverage, book: Almanac) -> dict[str, object]:
    """A topic that is watched, its stories in rank order, and which terms of its query hold for which article."""
    topic = coverage.topic
    return {
        "name": topic.name,
        "slug": topic.slug,
        "url": book.options.url + topic_address(topic.slug),
        "query": topic.query,
        "description": topic.description,
        "stories": list(coverage.stories),
        "matches": [{"article": match.article, "terms": list(match.terms)} for match in coverage.matches],
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


def _rows(story: Story, quote: KeyQuote, book: Almanac) -> Iterator[Mapping[str, object]]:
    """One row for each quoted stretch of each version; rows of one utterance of an article share `utterance`.

    Other versions name the first one's `utterance` in `variant_of`, and in `wording` how they stand to it.
    """
    first = f"{quote.article}/{quote.parts[0].utterance}"
    for version in quote.versions:
        for part in version.parts:
            utterance = f"{version.article}/{part.utterance}"
            wording = version.wording if isinstance(version, Variant) else Wording.OTHER_CUT
            yield {
                **_said(story, quote, part),
                **_printed(book.homes[version.article].member),
                "start": part.start,
                "end": part.end,
                "utterance": utterance,
                "variant_of": None if utterance == first else first,
                "wording": None if utterance == first else wording.value,
            }


def _said(story: Story, quote: KeyQuote, part: Quote) -> dict[str, object]:
    return {
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
    }


def _printed(member: Member) -> dict[str, object]:
    article, published = member.analysis.article, member.published
    return {
        "outlet": article.outlet.value if article.outlet else None,
        "published": published.at.isoformat() if published else None,
        "article": article.id,
        "url": article.url.value if article.url else None,
        **_place(article.source),
    }
