"""Blocks in languages without a parser here: sentences and terms from their marks and letters alone."""

import re

from digest.nouns import Block, Sentence

# A run of stops is tried once, from its first one: hostile text has a million in a row.
_BORDER = re.compile(r"(?<![.!?…。！？])[.!?…。！？]+[\"”’'»)\]]*\s+(?=[^\s\d,;:a-z])")
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


def terms_of(text: str) -> tuple[str, ...]:
    """Case-folded words of three letters or more, and numbers."""
    return tuple(
        word.casefold() for word in _WORD.findall(text) if len(word) > 2 or word.isdigit() or ord(word[0]) > 0x2E80
    )


def sentences(text: str, block: Block, index: int) -> list[Sentence]:
    """The sentences of a block, whole when they begin and end like one and are long enough to hold a clause."""
    begins = [block.start, *(found.end() for found in _BORDER.finditer(text, block.start, block.end))]
    found = []
    for begin, end in zip(begins, [*begins[1:], block.end], strict=True):
        words = text[begin:end].strip()
        if not words:
            continue
        start = text.index(words, begin)
        stops = words.rstrip("\"”’'»)]")[-1:] in set(".!?…。！？")
        balanced = words.count("“") == words.count("”") and words.count('"') % 2 == 0
        found.append(
            Sentence(
                start=start,
                end=start + len(words),
                block=index,
                terms=terms_of(words),
                leans="",
                whole=stops and balanced and len(words.split()) >= 4,
            )
        )
    return found
