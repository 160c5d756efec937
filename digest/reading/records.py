"""Quotes as records for machines: the lines of `digest quotes`."""

from digest.nouns import Analysis, Quote


def quote_record(article: str, quote: Quote) -> dict[str, object]:
    """One quote of the article with that id, ready for JSON."""
    mention = quote.mention
    return {
        "article": article,
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "kind": str(quote.kind),
        "speaker": quote.speaker,
        "mention": {"start": mention.start, "end": mention.end, "text": mention.text} if mention else None,
        "cue": quote.cue,
        "found_by": str(quote.found_by),
        "utterance": quote.utterance,
    }


def quote_records(analysis: Analysis) -> list[dict[str, object]]:
    """One mapping a quote, in order, ready for JSON; offsets are into the article's text."""
    return [quote_record(analysis.article.id, quote) for quote in analysis.quotes]
