"""Whom a sentence introduces, and whom it takes for known."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from digest.nouns import Analysis, Mention, NamedPerson, Sentence

WORD = re.compile(r"\w+")
OPENINGS = 2  # texts whose first sentence names a person: the story is about that person


@dataclass(frozen=True, slots=True)
class Named:
    """The persons of a sentence, each by the last word of the name, in small letters."""

    introduced: frozenset[str]  # with a given name, an office or a description
    presumed: frozenset[str]  # by the last name alone, though the article introduced them before


def familiar(analyses: Sequence[Analysis]) -> frozenset[str]:
    """The words by which a story's titles and several of its openings name people: nobody need introduce those."""
    opening = Counter(word for one in analyses for word in _words_of_opening(one))
    titled = {word for one in analyses if one.article.title for word in _words(one.article.title.value)}
    return frozenset(titled | {word for word, texts in opening.items() if texts >= OPENINGS})


def named(sentence: Sentence, analysis: Analysis, known: Collection[str]) -> Named:
    """The persons whom a sentence names; it presumes nobody of the `known` words (see `familiar`)."""
    introduced: set[str] = set()
    short: set[str] = set()
    for person, mention in _mentions(sentence, analysis):
        surname = WORD.findall(person.name.lower())[-1:]
        (introduced if _introduces(person, mention, sentence, analysis) else short).update(surname)
    return Named(frozenset(introduced), frozenset(short - introduced - set(known)))


def _mentions(sentence: Sentence, analysis: Analysis) -> Iterator[tuple[NamedPerson, Mention]]:
    for person in analysis.people:
        for mention in person.mentions:
            if sentence.start <= mention.start < sentence.end:
                yield person, mention


def _introduces(person: NamedPerson, mention: Mention, sentence: Sentence, analysis: Analysis) -> bool:
    text = analysis.article.text
    before, whole = text[sentence.start : mention.start].rstrip(), text[sentence.start : sentence.end]
    offices = [role.split()[-1] for role in person.roles if role.split()]
    return (
        len(WORD.findall(mention.text)) >= len(WORD.findall(person.name))
        or len(WORD.findall(mention.text)) > 1
        or any(before.endswith(office) for office in offices)
        or any(role in whole for role in person.roles)
    )


def _words(text: str) -> set[str]:
    return {word.lower() for word in WORD.findall(text)}


def _words_of_opening(analysis: Analysis) -> set[str]:
    first = analysis.sentences[:1]
    return {word for one in first for word in _words(analysis.article.text[one.start : one.end])}
