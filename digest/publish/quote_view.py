"""A quote and its receipt as a page shows them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from digest.nouns import KeyQuote, Member, Quote, Variant, is_fragment
from digest.publish.addresses import fragment_link, person_address
from digest.publish.almanac import Almanac
from digest.publish.pieces import PieceView, pieces_of
from digest.publish.safe import Safe, beside, markdown
from digest.publish.views import QuoteView, ReceiptView, SourceView, StoryView, VersionView
from digest.publish.wording import comma, found_there, found_words, language_name, wording_words

_TOGETHER = 1000  # characters between two stretches that one link shows
_NOT_WORDS = re.compile(r"\W+")


def quote_view(
    quote: KeyQuote,
    anchor: str,
    sources: Mapping[str, SourceView],
    book: Almanac,
    *,
    new: frozenset[int] = frozenset(),
) -> QuoteView:
    """Who said what, where it stands and how that is known; `new` are the places of the versions to be marked."""
    member = book.homes[quote.article].member
    first = quote.parts[0]
    name = book.names.get(quote.person)
    return QuoteView(
        anchor=anchor,
        parts=tuple(part.text for part in quote.parts),
        pieces=_closed(pieces_of(quote, member)),
        fragment=is_fragment(quote.parts),
        speaker=quote.speaker or "" if name is None else name,
        person_address=Safe("") if name is None else person_address(quote.person),
        role=first.role,
        joint=Safe(comma(first.role)),
        source=sources[quote.article],
        receipt=receipt_view(member, *_passage(quote.parts), anchor, sources[quote.article]),
        found=found_words(quote, book.words),
        relays=first.relays,
        code=first.language,
        foreign=_foreign(first, book),
        corrected=bool(quote.corrected_by),
        key=quote.key,
        also=tuple(sources[article] for article in quote.also_in if article in sources),
        versions=tuple(_versions(quote, anchor, sources, book, new)),
        new=0 in new,
    )


def _versions(
    quote: KeyQuote, anchor: str, sources: Mapping[str, SourceView], book: Almanac, new: frozenset[int]
) -> Iterator[VersionView]:
    """What other articles have otherwise; where several have one version, the earliest, with the others behind it."""
    alike: dict[str, list[Variant]] = {}
    fresh = [variant for place, variant in enumerate(quote.variants, start=1) if place in new]
    seen = {quote.article, *quote.also_in}
    for variant in quote.variants:
        if variant.article in sources and variant.article not in seen:
            seen.add(variant.article)
            words = _NOT_WORDS.sub(" ", " ".join(part.text for part in variant.parts).casefold())
            alike.setdefault(" ".join(words.split()), []).append(variant)
    for place, (variant, *others) in enumerate(alike.values(), start=1):
        member, source, first = book.homes[variant.article].member, sources[variant.article], variant.parts[0]
        yield VersionView(
            anchor=f"{anchor}-{place}",
            pieces=_closed(pieces_of(variant, member)),
            label=wording_words(variant.wording, book.words, same_language=first.language == quote.parts[0].language),
            source=source,
            receipt=receipt_view(member, *_passage(variant.parts), f"{anchor}-{place}", source),
            found=found_there(first, book.words),
            code=first.language,
            foreign=_foreign(first, book),
            also=tuple(sources[other.article] for other in others),
            new=variant in fresh,
        )


def _closed(pieces: tuple[PieceView, ...]) -> tuple[PieceView, ...]:
    """The pieces without a comma before a mark that ends them: it belongs to the "she said" that is not printed."""
    following = zip(pieces, (*pieces[1:], None), strict=True)
    return tuple(_without_comma(piece) if piece.quoted and _breaks(behind) else piece for piece, behind in following)


def _breaks(behind: PieceView | None) -> bool:
    """Whether the article's own words end, or are left out, behind a quoted stretch."""
    return behind is None or "".join(run.text for run in behind.runs).strip() in {"", "…"}


def _without_comma(piece: PieceView) -> PieceView:
    *runs, end = piece.runs
    text = Safe(end.text.removesuffix(markdown(",")))
    closed = (*runs, replace(end, text=text)) if text else tuple(runs)
    return replace(piece, runs=closed) if closed else piece


def _foreign(part: Quote, book: Almanac) -> str:
    return "" if part.language == book.locale.language else language_name(part.language, book.words)


def _passage(parts: Sequence[Quote]) -> tuple[int, int]:
    """From where to where the words stand: as far as they stand together."""
    end = parts[0].end
    for part in parts[1:]:
        end = part.end if part.start - end <= _TOGETHER else end
    return parts[0].start, end


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


def quoted(story: StoryView, place: int) -> QuoteView:
    """A story's quote by its place among those of the noun, whether its page shows it in front or folded."""
    anchor = f"quote-{place + 1}"
    return next(quote for quote in (*story.quotes, *story.more_quotes) if quote.anchor == anchor)
