"""Passages to read: articles made of lines, and what the real model says of them."""

from collections.abc import Mapping, Sequence

from digest.nouns import Analysis, Article, Block, BlockKind, Fact, Format, Origin, Source
from digest.reading import analyse


def article(
    text: str, *, posts: Sequence[int] = (), languages: Mapping[int, str] | None = None, title: str | None = None
) -> Article:
    """An article whose blocks are the lines of `text`."""
    blocks, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            kind = BlockKind.POST if len(blocks) in posts else BlockKind.PARAGRAPH
            language = (languages or {}).get(len(blocks), "en")
            blocks.append(Block(start=at, end=at + len(line.rstrip()), kind=kind, language=language, spans=()))
        at += len(line)
    return Article(
        id="a1",
        source=Source(path="a1.txt", sha256="", format=Format.RECORD, encoding="utf-8"),
        title=Fact(value=title, origin=Origin.RECORD) if title else None,
        standfirst=None,
        text=text,
        blocks=tuple(blocks),
        published=None,
        outlet=None,
        original_source=None,
        byline=None,
        credit=None,
        url=None,
        language=blocks[0].language if len({block.language for block in blocks}) == 1 else "en",
    )


def read(
    text: str, *, posts: Sequence[int] = (), languages: Mapping[int, str] | None = None, title: str | None = None
) -> Analysis:
    """The analysis of a text whose lines are its blocks."""
    return analyse([article(text, posts=posts, languages=languages, title=title)])[0]
