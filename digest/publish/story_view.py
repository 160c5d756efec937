"""A story's nouns as a page shows them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from digest.nouns import Member, Relation, Status, Story
from digest.publish.addresses import edition_address, story_address, topic_address
from digest.publish.almanac import Almanac, story_days
from digest.publish.cite_view import citation_view
from digest.publish.differences_view import claims_of, differences_view
from digest.publish.edited_view import decision_views
from digest.publish.glimpses import Piece
from digest.publish.languages import N_, Words
from digest.publish.news_view import fresh_sentences, fresh_versions, marked, news_view
from digest.publish.quote_view import quote_view, receipt_view
from digest.publish.source_view import source_view
from digest.publish.views import LinkView, SentenceView, SharedView, SourceView, StoryView, ThreadView, WhyView
from digest.publish.wording import (
    as_printed,
    day_words,
    printed_forms,
    sources_words,
    span_words,
    zone_words,
)

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_REST = "other terms"  # what the evidence calls the sum of the terms that it does not list
_STATUS = {Status.NEW: N_("New"), Status.UPDATED: N_("Updated"), Status.CONTINUING: N_("Continuing")}


def story_view(story: Story, book: Almanac, *, present: bool = False) -> StoryView:
    """Everything that a story's page shows; or, of the same, what the `present` edition's pages say of it.

    Its own page says nothing of how it stands to the edition but what is new in it, and so stays when the next comes.
    """
    articles = story.told.group.ids
    sources = {article: source_view(article, book, present=present) for article in articles}
    sentences, fresh = _sentences(story, sources), fresh_versions(story)
    quotes = tuple(
        quote_view(quote, f"quote-{place}", sources, book, new=fresh.get(place - 1, frozenset()))
        for place, quote in enumerate(story.told.quotes, 1)
    )
    receipts = [sentence.receipt for sentence in sentences]
    receipts += [quote.receipt for quote in quotes]
    receipts += [version.receipt for quote in quotes for version in quote.versions]
    differences = differences_view(story, sources, book)
    receipts += [claim.receipt for claim in claims_of(differences)]
    headline = story.told.headline
    forms = printed_forms(_texts(story)) if any(member.evidence.shared for member in story.members) else {}
    days, url = story_days(story, book.zone), book.options.url + story_address(story)
    return StoryView(
        id=story.id,
        headline=headline.text,
        headline_code=_headline_code(story, sources),
        headline_by=_headline_by(story, sources, book.words),
        address=story_address(story),
        status=_status(story, book, present=present),
        counted=sources_words(story, book.words),
        when=span_words(days, book.words),
        since=_since(story, book),
        zone=zone_words(book.zone, book.locale) if any(source.timed for source in sources.values()) else "",
        single=len(story.members) == 1,
        one_text=story.told.group.independent_texts == 1,
        sentences=sentences,
        quotes=tuple(quote for quote in quotes if quote.key),
        more_quotes=tuple(quote for quote in quotes if not quote.key),
        sources=tuple(sources.values()),
        differences=differences,
        receipts=tuple(receipt for receipt in receipts if not receipt.link),
        why=tuple(_why(member, sources, forms, book) for member in story.members),
        earlier=_threads(story, Relation.EARLIER, book),
        later=_threads(story, Relation.LATER, book),
        topics=tuple(LinkView(text=book.topics[slug].name, address=topic_address(slug)) for slug in story.topics),
        tags=tags(story, book),
        news=news_view(marked(story), story, book),
        notes=story.notes,
        decisions=decision_views(book, story.id),
        split_from=tuple(_story_links((story.split_from,), book)),
        split_off=tuple(_story_links(story.split_off, book)),
        guid=guid(story, book),
        url=url,
        citation=citation_view(
            story=story.id,
            headline=headline.text,
            site=book.options.title,
            url=url,
            day=max(days, default=None),
        ),
    )


def tags(story: Story, book: Almanac) -> tuple[str, ...]:
    """Its articles' own topics, the most common first, then in order of appearance, but for those that are watched."""
    watched = {book.topics[slug].name.casefold() for slug in story.topics}
    counted = Counter(topic for member in story.members for topic in member.analysis.article.topics)
    return tuple(topic for topic, _ in counted.most_common() if topic.casefold() not in watched)


def guid(story: Story, book: Almanac) -> str:
    """The story's name for life (RFC 4151), whatever its title, date or address."""
    return f"tag:{book.options.guid_authority},{book.options.guid_year}:{story.id}"


def _status(story: Story, book: Almanac, *, present: bool) -> str:
    """What a story is in the edition, in a word; nothing in the first edition, where all is new."""
    if present and book.edition.number > 1:
        return book.words.gettext(_STATUS[book.statuses[story.id]])
    return book.words.gettext(_STATUS[story.status]) if marked(story) else ""


def _headline_by(story: Story, sources: dict[str, SourceView], words: Words) -> str:
    headline = story.told.headline
    if headline.article in sources:
        source = sources[headline.article]
        return source.outlet or words.gettext("source %(place)s, outlet unknown", place=str(source.number))
    return words.gettext("%(name)s, editor of this digest", name=headline.by) if headline.by else ""


def _headline_code(story: Story, sources: Mapping[str, SourceView]) -> str:
    source = sources.get(story.told.headline.article)
    return source.code if source and source.foreign else ""


def _since(story: Story, book: Almanac) -> LinkView | None:
    """The edition that had the story first, where it has a page."""
    first = book.opened.get(str(story.first_edition))
    if first is None:
        return None
    day, slug = first
    return LinkView(text=day_words(day, book.locale), address=edition_address(slug))


def _sentences(story: Story, sources: dict[str, SourceView]) -> tuple[SentenceView, ...]:
    fresh = fresh_sentences(story)
    members = {member.analysis.article.id: member for member in story.members}
    return tuple(
        SentenceView(
            anchor=f"sentence-{place}",
            text=extract.text,
            source=sources[extract.article],
            receipt=receipt_view(
                members[extract.article],
                extract.start,
                extract.end,
                f"sentence-{place}",
                sources[extract.article],
            ),
            also=tuple(sources[article] for article in extract.also_in if article in sources),
            new=place - 1 in fresh,
        )
        for place, extract in enumerate(story.told.summary, start=1)
    )


def _texts(story: Story) -> Iterator[str]:
    for member in story.members:
        article = member.analysis.article
        yield article.title.value if article.title else ""
        yield article.text


def _why(member: Member, sources: dict[str, SourceView], forms: Mapping[str, str], book: Almanac) -> WhyView:
    evidence = member.evidence
    heaviest = max((shared.weight for shared in evidence.shared if shared.term != _REST), default=0.0)
    other = book.pieces.get(evidence.nearest_other)
    source, best = sources[member.analysis.article.id], sources.get(evidence.best)
    mutual = best is not None and book.homes[evidence.best].member.evidence.best == member.analysis.article.id
    shown = mutual and best is not None and best.number < source.number
    return WhyView(
        source=source,
        best=best,
        by_hand=member.by_hand,
        score=f"{evidence.score:.2f}",
        shown=shown,
        shared=tuple(
            SharedView(
                term=_term(shared.term, forms, book),
                weight=f"{shared.weight:.3f}",
                percent=round(100 * shared.weight / heaviest) if heaviest > 0 and shared.term != _REST else 0,
            )
            for shared in (() if shown else evidence.shared)
        ),
        nearest=_nearest(other) if other else None,
        nearest_score=f"{evidence.nearest_other_score:.2f}",
    )


def _term(term: str, forms: Mapping[str, str], book: Almanac) -> str:
    """A shared term for readers: a day in words, a word as the articles print it."""
    if term == _REST:
        return book.words.gettext("other terms")
    try:
        return day_words(date.fromisoformat(term), book.locale) if _DAY.fullmatch(term) else as_printed(term, forms)
    except ValueError:
        return term


def _nearest(other: Piece) -> LinkView:
    return LinkView(text=other.title or other.file, address=story_address(other), note=other.outlet or other.file)


def _story_links(ids: Iterable[str], book: Almanac) -> Iterator[LinkView]:
    for other in ids:
        if line := book.lines.get(other):
            yield LinkView(text=line.headline, address=story_address(line))


def _threads(story: Story, relation: Relation, book: Almanac) -> tuple[ThreadView, ...]:
    return tuple(
        ThreadView(
            headline=line.headline,
            address=story_address(line),
            when=line.when,
            shared=book.words.listed(thread.shared),
        )
        for thread in story.threads
        if thread.relation is relation and (line := book.lines.get(thread.story))
    )
