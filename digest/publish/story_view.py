"""A story's nouns as a page shows them."""

from digest.nouns import KeyQuote, Member, Moment, Origin, QuoteKind, Relation, Status, Story
from digest.publish.addresses import fragment_link, inside, person_address, story_address, web
from digest.publish.almanac import Almanac, Home, outlet_of, story_days
from digest.publish.safe import Safe, beside
from digest.publish.views import (
    LinkView,
    QuoteView,
    ReceiptView,
    SentenceView,
    SharedView,
    SourceView,
    StoryView,
    ThreadView,
    WhyView,
)
from digest.publish.wording import (
    count,
    found_words,
    known_from,
    language_name,
    listed,
    moment_short,
    moment_words,
    sources_words,
    span_words,
)

_OPENING, _CLOSING = "“„«‹\"'‘‚", "”“»›\"'’‘"  # the article's own marks around a fragment: ours stand there
_STATUS = {Status.NEW: "New", Status.UPDATED: "Updated", Status.CONTINUING: "Continuing"}


def story_view(story: Story, book: Almanac) -> StoryView:
    """Everything that a story's page shows."""
    sources = {member.analysis.article.id: source_view(member.analysis.article.id, book) for member in story.members}
    sentences = _sentences(story, sources)
    quotes = tuple(_quote(quote, f"quote-{place}", sources, book) for place, quote in enumerate(story.told.quotes, 1))
    receipts = (*(sentence.receipt for sentence in sentences), *(quote.receipt for quote in quotes))
    headline = story.told.headline
    new = len(story.new_articles)
    return StoryView(
        id=story.id,
        headline=headline.text,
        headline_by=_headline_by(story, sources),
        address=story_address(story),
        status=_STATUS[story.status],
        counted=sources_words(story),
        when=span_words(story_days(story, book.zone), book.locale),
        single=len(story.members) == 1,
        pinned=story.pinned,
        sentences=sentences,
        quotes=tuple(quote for quote in quotes if quote.key),
        more_quotes=tuple(quote for quote in quotes if not quote.key),
        sources=tuple(sources.values()),
        receipts=tuple(receipt for receipt in receipts if not receipt.link),
        why=tuple(_why(member, sources, book) for member in story.members),
        earlier=_threads(story, Relation.EARLIER, book),
        later=_threads(story, Relation.LATER, book),
        new_count=count(new, "article") if new and story.status is Status.UPDATED else "",
        notes=story.notes,
        decisions=story.decisions,
        guid=guid(story, book),
        url=book.options.url + story_address(story),
    )


def guid(story: Story, book: Almanac) -> str:
    """The story's name for life (RFC 4151), whatever its title, date or address."""
    return f"tag:{book.options.guid_authority},{book.options.guid_year}:{story.id}"


def source_view(article_id: str, book: Almanac) -> SourceView:
    """An article as its story's pages name it."""
    home = book.homes[article_id]
    article, outlet = home.member.analysis.article, outlet_of(home.member)
    moment = home.member.published
    return SourceView(
        number=home.number,
        label=outlet or "outlet unknown",
        outlet=outlet,
        outlet_address=inside(f"outlets/{book.outlets[outlet]}/") if outlet else Safe(""),
        file=article.source.path,
        title=article.title.value if article.title else "",
        standfirst=article.standfirst.value if article.standfirst else "",
        when=moment_words(moment, book.locale, book.zone),
        when_short=moment_short(moment, book.edition.date, book.locale, book.zone),
        known_from=known_from(moment),
        evidence=moment.evidence if moment else "",
        inferred=_inferred(moment),
        language=language_name(article.language, book.locale),
        code=article.language,
        copy_of=_copy_of(home, book),
        byline=article.byline.value if article.byline else "",
        credit=article.credit.value if article.credit else "",
        original=article.original_source.value if article.original_source else "",
        url=web(article.url.value) if article.url else Safe(""),
        sha256=article.source.sha256,
        new=article.id in home.story.new_articles,
    )


def _inferred(moment: Moment | None) -> bool:
    return moment is not None and moment.origin is Origin.STORY


def _copy_of(home: Home, book: Almanac) -> int:
    original = home.member.text_group
    is_copy = original != home.member.analysis.article.id and original in book.homes
    return book.homes[original].number if is_copy else 0


def _headline_by(story: Story, sources: dict[str, SourceView]) -> str:
    headline = story.told.headline
    if headline.article in sources:
        source = sources[headline.article]
        return source.outlet or source.file
    return f"{headline.by}, editor of this digest" if headline.by else ""


def _sentences(story: Story, sources: dict[str, SourceView]) -> tuple[SentenceView, ...]:
    members = {member.analysis.article.id: member for member in story.members}
    return tuple(
        SentenceView(
            anchor=f"sentence-{place}",
            text=extract.text,
            source=sources[extract.article],
            receipt=_receipt(
                members[extract.article],
                extract.start,
                extract.end,
                f"sentence-{place}-receipt",
                sources[extract.article],
            ),
            also=tuple(sources[article] for article in extract.also_in if article in sources),
        )
        for place, extract in enumerate(story.told.summary, start=1)
    )


def _receipt(member: Member, start: int, end: int, anchor: str, source: SourceView) -> ReceiptView:
    article = member.analysis.article
    link = fragment_link(article.url.value, article.text, start, end) if article.url else Safe("")
    before, after = _neighbours(member, start, end)
    return ReceiptView(
        anchor=anchor,
        source=source,
        before=beside(before),
        passage=article.text[start:end],
        after=beside(after),
        place=f"characters {start:,}–{end:,}",
        link=link,
    )


def _neighbours(member: Member, start: int, end: int) -> tuple[str, str]:
    """The article's words from the sentence before the passage, and to the end of the sentence after it."""
    text, sentences = member.analysis.article.text, member.analysis.sentences
    earlier = [sentence.start for sentence in sentences if sentence.end <= start]
    within = [sentence for sentence in sentences if sentence.start < end and sentence.end > start]
    later = [sentence.end for sentence in sentences if sentence.start >= end]
    opening = earlier[-1] if earlier else within[0].start if within else start
    closing = later[0] if later else within[-1].end if within else end
    return text[min(opening, start) : start], text[end : max(closing, end)]


def _quote(quote: KeyQuote, anchor: str, sources: dict[str, SourceView], book: Almanac) -> QuoteView:
    member = book.homes[quote.article].member
    first, last = quote.parts[0], quote.parts[-1]
    fragment = all(part.kind is QuoteKind.MIXED for part in quote.parts)
    before, after = _context(member, first.start, last.end) if fragment else ("", "")
    person = book.people.get(quote.person)
    return QuoteView(
        anchor=anchor,
        parts=tuple(part.text for part in quote.parts),
        fragment=fragment,
        context_before=beside(before.rstrip(_OPENING)),
        context_after=beside(after.lstrip(_CLOSING)),
        speaker=person.name if person else quote.speaker or "",
        person_address=person_address(person.id) if person else Safe(""),
        role=first.role,
        source=sources[quote.article],
        receipt=_receipt(member, first.start, last.end, f"{anchor}-receipt", sources[quote.article]),
        found=found_words(quote),
        relays=first.relays,
        code=first.language,
        foreign="" if first.language == book.locale.language else language_name(first.language, book.locale),
        corrected=bool(quote.corrected_by),
        key=quote.key,
        also=tuple(sources[article] for article in quote.also_in if article in sources),
    )


def _context(member: Member, start: int, end: int) -> tuple[str, str]:
    """The words of the article's own sentence before and after a quoted fragment."""
    text = member.analysis.article.text
    around = [sentence for sentence in member.analysis.sentences if sentence.start < end and sentence.end > start]
    if not around:
        return "", ""
    return text[min(around[0].start, start) : start], text[end : max(around[-1].end, end)]


def _why(member: Member, sources: dict[str, SourceView], book: Almanac) -> WhyView:
    evidence = member.evidence
    heaviest = max((shared.weight for shared in evidence.shared), default=0.0)
    other = book.homes.get(evidence.nearest_other)
    return WhyView(
        source=sources[member.analysis.article.id],
        best=sources.get(evidence.best),
        score=f"{evidence.score:.2f}",
        shared=tuple(
            SharedView(
                term=shared.term,
                weight=f"{shared.weight:.3f}",
                percent=round(100 * shared.weight / heaviest) if heaviest > 0 else 0,
            )
            for shared in evidence.shared
        ),
        nearest=_nearest(other) if other else None,
        nearest_score=f"{evidence.nearest_other_score:.2f}",
    )


def _nearest(other: Home) -> LinkView:
    article = other.member.analysis.article
    title = article.title.value if article.title else article.source.path
    return LinkView(text=title, address=story_address(other.story), note=outlet_of(other.member) or article.source.path)


def _threads(story: Story, relation: Relation, book: Almanac) -> tuple[ThreadView, ...]:
    return tuple(
        ThreadView(
            headline=book.stories[thread.story].told.headline.text,
            address=story_address(book.stories[thread.story]),
            when=span_words(story_days(book.stories[thread.story], book.zone), book.locale),
            shared=listed(thread.shared),
        )
        for thread in story.threads
        if thread.relation is relation and thread.story in book.stories
    )
