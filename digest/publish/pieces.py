"""The stretches of a printed quote: whose words they are, and which of them differ from other versions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from digest.nouns import KeyQuote, Member, Quote, Span, Variant, is_fragment
from digest.publish.safe import Safe, beside, markdown

_OPENING, _CLOSING = "“„«‹\"'‘‚", "”“»›\"'’‘"  # the article's own marks around a fragment: ours stand there
_LONG_GAP = 240  # more of the article's own words between two fragments are left out


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """Words of a quote that other versions of it have too, or have otherwise."""

    text: Safe
    differs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceView:
    """A stretch of a printed quote: somebody's words, or the article's own beside them."""

    runs: tuple[RunView, ...]
    quoted: bool


_LEFT_OUT = PieceView(runs=(RunView(text=Safe(" … ")),), quoted=False)
Version = KeyQuote | Variant


def pieces_of(version: Version, member: Member) -> tuple[PieceView, ...]:
    """The words of a quote; fragments in their own sentence."""
    return tuple(_in_its_sentence(version, member) if is_fragment(version.parts) else _alone(version))


def _alone(version: Version) -> Iterator[PieceView]:
    for place, part in enumerate(version.parts):
        if place:
            yield _LEFT_OUT
        yield _quoted(part, version.differing)


def _in_its_sentence(version: Version, member: Member) -> Iterator[PieceView]:
    """Fragments with the article's own words before, between and after them, to the ends of its sentence."""
    text, parts = member.analysis.article.text, version.parts
    first, last = parts[0].start, parts[-1].end
    around = [sentence for sentence in member.analysis.sentences if sentence.start < last and sentence.end > first]
    opening, closing = (min(around[0].start, first), max(around[-1].end, last)) if around else (first, last)
    # A sentence that begins inside another quote is printed from that quote's end: its own beginning is not shown here.
    cut = max((quote.end for quote in member.analysis.quotes if quote.start < opening < quote.end <= first), default=0)
    if cut:
        yield _LEFT_OUT
        opening = cut + len(text[cut:first]) - len(text[cut:first].lstrip(_CLOSING))
    yield _context(text[opening:first].rstrip(_OPENING))
    for part, following in zip(parts, (*parts[1:], None), strict=True):
        yield _quoted(part, version.differing)
        if following:
            yield _between(text[part.end : following.start])
    yield _context(text[last:closing].lstrip(_CLOSING))


def _between(gap: str) -> PieceView:
    if "\n" in gap or len(gap) > _LONG_GAP:
        return _LEFT_OUT
    return _context(gap.lstrip(_CLOSING).rstrip(_OPENING))


def _context(text: str) -> PieceView:
    return PieceView(runs=(RunView(text=beside(text)),), quoted=False)


def _quoted(part: Quote, differing: Sequence[Span]) -> PieceView:
    """The words of a part, parted where they begin and cease to differ from other versions."""
    inside = [(span.start - part.start, span.end - part.start) for span in differing]
    cuts = [(start, end) for start, end in inside if 0 <= start < end <= len(part.text)]
    edges = [0, *chain.from_iterable(cuts), len(part.text)]
    runs = [
        RunView(text=beside(part.text[start:end]), differs=bool(at % 2))
        for at, (start, end) in enumerate(pairwise(edges))
        if start < end
    ]
    return PieceView(runs=tuple(runs) if cuts else (RunView(text=markdown(part.text)),), quoted=True)
