"""Two texts compared paragraph by paragraph: versions of one article, or outlets that carry one text."""

from digest.nouns import Article, Span


def folded(text: str) -> str:
    """A text as readers compare it: without case, and white space is white space."""
    return " ".join(text.split()).casefold()


def only_in(one: Article, other: Article) -> tuple[Span, ...]:
    """The paragraphs of an article that stand word for word nowhere in another; offsets into its text, in order."""
    there = {folded(other.text[block.start : block.end]) for block in other.blocks}
    return tuple(
        Span(start=block.start, end=block.end)
        for block in one.blocks
        if folded(one.text[block.start : block.end]) not in there
    )
