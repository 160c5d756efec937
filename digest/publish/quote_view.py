"""A quote and its receipt as a page shows them."""

from collections.abc import Iterator, Mapping

from digest.nouns import KeyQuote, Member, QuoteKind
from digest.publish.addresses import fragment_link, person_address
from digest.publish.almanac import Almanac
from digest.publish.safe import Safe, beside, markdown
from digest.publish.views import PieceView, QuoteView, ReceiptView, SourceView
from digest.publish.wording import comma, found_words, language_name

_OPENING, _CLOSING = "“„«‹\"'‘‚", "”“»›\"'’‘"  # the article's own marks around a fragment: ours stand there
_LONG_GAP = 240  # more of the article's own words between two fragments are left out
_LEFT_OUT = PieceView(text=Safe(" … "), quoted=False)


def quote_view(quote: KeyQuote, anchor: str, sources: Mapping[str, SourceView], book: Almanac) -> QuoteView:
    """Who said what, where it stands and how that is known."""
    member = book.homes[quote.article].member
    first, last = quote.parts[0], quote.parts[-1]
    fragment = all(part.kind is QuoteKind.MIXED for part in quote.parts)
    person = book.people.get(quote.person)
    return QuoteView(
        anchor=anchor,
        parts=tuple(part.text for part in quote.parts),
        pieces=tuple(_in_its_sentence(quote, member) if fragment else _alone(quote)),
        fragment=fragment,
        speaker=person.name if person else quote.speaker or "",
        person_address=person_address(person.id) if person else Safe(""),
        role=first.role,
        joint=Safe(comma(first.role)),
        source=sources[quote.article],
        receipt=receipt_view(member, first.start, last.end, anchor, sources[quote.article]),
        found=found_words(quote),
        relays=first.relays,
        code=first.language,
        foreign="" if first.language == book.locale.language else language_name(first.language, book.locale),
        corrected=bool(quote.corrected_by),
        key=quote.key,
        also=tuple(sources[article] for article in quote.also_in if article in sources),
    )


def _alone(quote: KeyQuote) -> Iterator[PieceView]:
    for place, part in enumerate(quote.parts):
        if place:
            yield _LEFT_OUT
        yield PieceView(text=markdown(part.text), quoted=True)


def _in_its_sentence(quote: KeyQuote, member: Member) -> Iterator[PieceView]:
    """Fragments with the article's own words before, between and after them, to the ends of its sentence."""
    text = member.analysis.article.text
    first, last = quote.parts[0].start, quote.parts[-1].end
    around = [sentence for sentence in member.analysis.sentences if sentence.start < last and sentence.end > first]
    opening, closing = (min(around[0].start, first), max(around[-1].end, last)) if around else (first, last)
    yield PieceView(text=beside(text[opening:first].rstrip(_OPENING)), quoted=False)
    for part, following in zip(quote.parts, (*quote.parts[1:], None), strict=True):
        yield PieceView(text=markdown(part.text), quoted=True)
        if following:
            yield _between(text[part.end : following.start])
    yield PieceView(text=beside(text[last:closing].lstrip(_CLOSING)), quoted=False)


def _between(gap: str) -> PieceView:
    if "\n" in gap or len(gap) > _LONG_GAP:
        return _LEFT_OUT
    return PieceView(text=beside(gap.lstrip(_CLOSING).rstrip(_OPENING)), quoted=False)


def receipt_view(member: Member, start: int, end: int, anchor: str, source: SourceView) -> ReceiptView:
    """Where the passage printed at `anchor` stands: a link to it in the original, and the sentences around it."""
    article = member.analysis.article
    link = fragment_link(article.url.value, article.text, start, end) if article.url else Safe("")
    before, after = _neighbours(member, start, end)
    return ReceiptView(
        anchor=f"{anchor}-receipt",
        back=anchor,
        source=source,
        before=beside(before),
        passage=article.text[start:end],
        after=beside(after),
        place=f"{start:,}–{end:,}",
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
