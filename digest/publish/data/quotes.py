"""Quotes as data: a row for each stretch between quotation marks, in every article that prints it."""

from collections.abc import Iterator

from digest.nouns import KeyQuote, Member, Story, Variant, Wording
from digest.nouns import Quote as Stretch
from digest.publish.almanac import Almanac
from digest.publish.data.articles import outlet_name, printed_date
from digest.publish.data.extent import Extent
from digest.publish.data.shapes import Quote

COLUMNS = tuple(Quote.__annotations__)


def quote_rows(story: Story, extent: Extent, book: Almanac) -> Iterator[Quote]:
    """The rows of a story; rows of one utterance of an article share `utterance`.

    Other versions name the first one's `utterance` in `variant_of`, and in `wording` how they stand to it.
    """
    for quote in () if extent.outline else story.told.quotes:
        first = f"{quote.article}/{quote.parts[0].utterance}"
        for version in quote.versions:
            for part in version.parts:
                yield _row(story, quote, version, part, first, book.homes[version.article].member, extent)


def _row(  # noqa: PLR0913, PLR0917 - a stretch, and all that it stands in
    story: Story,
    quote: KeyQuote,
    version: KeyQuote | Variant,
    part: Stretch,
    first: str,
    member: Member,
    extent: Extent,
) -> Quote:
    article = member.analysis.article
    utterance = f"{version.article}/{part.utterance}"
    other = utterance != first
    return {
        "story": story.id,
        "headline": story.told.headline.text,
        "speaker": part.speaker,
        "person": quote.person or None,
        "role": part.role or None,
        "quote": extent.extract(part.text),
        "kind": part.kind,
        "language": part.language,
        "found_by": part.found_by,
        "mention": extent.extract(part.mention.text if part.mention else None),
        "cue": extent.extract(part.cue),
        "relays": extent.extract(part.relays),
        "corrected_by": quote.corrected_by or None,
        "outlet": outlet_name(member),
        "published": printed_date(member.published),
        "article": article.id,
        "url": article.url.value if article.url else None,
        "file": article.source.path,
        "record": article.source.record or None,
        "field": article.source.field or None,
        "sha256": article.source.sha256,
        "start": part.start,
        "end": part.end,
        "utterance": utterance,
        "variant_of": first if other else None,
        "wording": (version.wording if isinstance(version, Variant) else Wording.OTHER_CUT) if other else None,
    }
