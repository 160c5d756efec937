"""Names, dates and figures of an article: the tagger's, mended by what the names show."""

from collections.abc import Sequence

from digest.nouns import Entity
from digest.reading.names import People
from digest.reading.parse import Parse


def _spans(parse: Parse) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for token in parse.tokens:
        if token.label and token.begins:
            found.append((token.start, token.end, token.label))
        elif token.label and found:
            found[-1] = (found[-1][0], token.end, token.label)
    return found


def entities(parses: Sequence[Parse], people: People, text: str) -> tuple[Entity, ...]:
    """Entities in order, none overlapping another; where a person's name was found it replaces the tagger's reading."""
    names = [(name.start, name.end, "PERSON") for name in people.names]
    taken = {place for start, end, _ in names for place in range(start, end)}
    kept = [
        (start, end, label)
        for parse in parses
        for start, end, label in _spans(parse)
        if start not in taken and end - 1 not in taken and text[start:end].strip() == text[start:end]
    ]
    return tuple(
        Entity(start=start, end=end, label=label, text=text[start:end]) for start, end, label in sorted([*names, *kept])
    )
