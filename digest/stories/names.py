"""Whom one article names: the little that is needed of each article to tell people apart across all of them."""

from bisect import bisect_right
from collections import Counter
from typing import NamedTuple

from digest.nouns import Analysis, NamedPerson, QuoteKind
from digest.stories.forms import parts_of

_LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "NORP"})


# Both are tuples, because those of all articles are read at every build.
class Called(NamedTuple):
    """A person as one article names them."""

    name: str
    forms: tuple[str, ...]
    own: tuple[str, ...]  # names that the article has for nobody else, sorted; the first of all among them
    roles: tuple[str, ...]
    # Where the sentences begin that name the person, sorted; a mention outside of them begins its own.
    sentences: tuple[int, ...]
    # Whether the article prints a role of the person, or words in marks: what else has one name may be a thing.
    # Companies and cities "say that" as people do.
    heard: bool


class Names(NamedTuple):
    """The names of an article."""

    people: tuple[Called, ...]  # by first mention
    things: tuple[tuple[str, int], ...]  # single names, and how much oftener they are a body's, place's or thing's


def names_of(analysis: Analysis) -> Names:
    """The names of an article: a plain function of what it says, to be recalled with it."""
    held = Counter(form for one in analysis.people for form in {one.name, *one.forms})
    starts = [sentence.start for sentence in analysis.sentences]
    quoted = {quote.speaker for quote in analysis.quotes if quote.kind is not QuoteKind.INDIRECT}
    return Names(
        people=tuple(
            Called(
                name=one.name,
                forms=one.forms,
                own=tuple(sorted({one.name} | {form for form in one.forms if held[form] == 1})),
                roles=one.roles,
                sentences=tuple(sorted(_sentences(one, starts))),
                heard=bool(one.roles) or one.name in quoted,
            )
            for one in analysis.people
        ),
        things=tuple(sorted(_votes(analysis).items())),
    )


def _sentences(person: NamedPerson, starts: list[int]) -> set[int]:
    at = ((mention.start, bisect_right(starts, mention.start)) for mention in person.mentions)
    return {starts[place - 1] if place else start for start, place in at}


def _votes(analysis: Analysis) -> Counter[str]:
    votes: Counter[str] = Counter()
    for entity in analysis.entities:
        if entity.label in _LABELS and not any(map(str.isspace, entity.text)):
            votes[" ".join(parts_of(entity.text))] += -1 if entity.label == "PERSON" else 1
    return votes
