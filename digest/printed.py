"""Everything that an edition prints as its articles' own words, for the gate to read back from their files."""

from collections.abc import Iterator, Sequence

from digest.nouns import Article, Edition, Entry, Extract, Quote, Receipt, Span, Story


def receipts_of(edition: Edition) -> Iterator[Receipt]:
    """Yield all that the edition's pages, feeds and data print as an article's own words.

    Sentences and quotes come first, so that an error names them. The whole text of each article follows, because pages
    show the words around a sentence.
    """
    for story in edition.stories:
        yield from receipts_of_story(story)
    yield from receipts_of_changes(edition)


def receipts_of_changes(edition: Edition) -> Iterator[Receipt]:
    """Yield what the edition prints of articles that their outlets changed."""
    for revision in edition.ledger.revisions:
        for version, spans in ((revision.older, revision.removed), (revision.newer, revision.added)):
            yield from _receipts(version, spans, "changed paragraph")


def receipts_of_story(story: Story) -> Iterator[Receipt]:
    """Yield all words of articles that tell a story: they hang on `story.told` alone."""
    told = story.told
    articles = {member.analysis.article.id: member.analysis.article for member in story.members}
    printed: list[tuple[str, str, Extract | Quote | Entry]]
    printed = [("summary sentence", extract.article, extract) for extract in told.summary]
    printed += [("quote", one.article, part) for quote in told.quotes for one in quote.versions for part in one.parts]
    printed += [("event", one.article, one) for one in told.timeline.entries if one.text] if told.timeline else []
    for printed_as, home, words in printed:
        yield Receipt(article=articles[home], start=words.start, end=words.end, text=words.text, printed_as=printed_as)
    for difference in told.differences:
        for home, spans in difference.printed:
            yield from _receipts(articles[home], spans, "what accounts give differently")
    for change in told.republished:
        for home, spans in ((change.article, change.added), (change.original, change.cut)):
            yield from _receipts(articles[home], spans, "what a republisher changed")
    for article in articles.values():
        yield Receipt(article=article, start=0, end=len(article.text), text=article.text, printed_as="article")


def _receipts(article: Article, spans: Sequence[Span], printed_as: str) -> Iterator[Receipt]:
    for span in spans:
        text = article.text[span.start : span.end]
        yield Receipt(article=article, start=span.start, end=span.end, text=text, printed_as=printed_as)
