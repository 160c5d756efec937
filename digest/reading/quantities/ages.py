"""How old somebody is: ages behind names, before names and by verb."""

import re
from typing import NamedTuple

from digest.reading.parse import Parse
from digest.reading.quantities.numbers import Number
from digest.reading.quantities.phrases import anchor_of, lemma_of

_OLDEST = 119
_BEHIND = re.compile(r"\s*(?:[,;:)\].—–]|who\b|was\b|is\b|and\b)")
_BEFORE = re.compile(r"(?:,| \(|,? aged| is| was| turned| turns|, now|, who is|, who was) ?$")


class Person(NamedTuple):
    """A person's name in the text."""

    start: int
    end: int
    name: str


def is_bare_age(text: str, number: Number, people: list[Person]) -> Person | None:
    """`Ana Diaz, 54,`, `Ana Diaz (54)`, `Ana Diaz was 54.`: the person whose age a number without unit is."""
    plain = number.digits and number.low == number.high and number.low % 1 == 0 and number.low <= _OLDEST
    if not plain or number.start != number.first or not (_BEHIND.match(text, number.last) or number.last == len(text)):
        return None
    for person in people:
        between = text[person.end : number.first]
        if 0 < len(between) <= 14 and _BEFORE.fullmatch(between):
            verbal = between.strip(" ,(") not in {"", "aged"}
            closed = (
                text[number.last : number.last + 1] in {",", ")", ".", ";", ":", "]"}
                or text[number.last :][:4] == " who"
            )
            return person if verbal or closed else None
    return None


def bearer(text: str, parse: Parse, number: Number, people: list[Person]) -> tuple[str, tuple[str, ...]]:
    """Whose age a number with its unit is: the name, or the noun that is that old."""
    anchor = anchor_of(parse, number)
    for person in people:
        if 0 <= person.start - number.end <= 1 or _BEFORE.fullmatch(text[person.end : number.start]):
            return person.name, ()
        if number.end < person.start and _led(parse, text, number.end, person.start):
            return person.name, ()
    token = parse.tokens[anchor]
    old = next((one for one in (token, *parse.above(anchor)) if one.lemma.lower() == "old"), None)
    named = _named(parse, old.i, people) if old is not None else ""
    if named:
        return named, ()
    for above in parse.above(anchor):
        if (
            above.pos == "NOUN"
            and above.lemma.lower() not in {"age", "year", "old"}
            and token.dep in {"amod", "compound"}
        ):
            named = _named(parse, above.i, people)
            return named, () if named else (lemma_of(above),)
        if above.pos in {"AUX", "VERB"}:
            return _subject(parse, above.i, people)
        token = above
    return "", ()


def _led(parse: Parse, text: str, start: int, end: int) -> bool:
    """`54-year-old singer Ana Diaz`: only words of a description between."""
    between = [token for token in parse.tokens if start <= token.start < end]
    return (
        0 < len(between) <= 4 and all(t.pos in {"NOUN", "ADJ", "PROPN"} for t in between) and "," not in text[start:end]
    )


def _subject(parse: Parse, verb: int, people: list[Person]) -> tuple[str, tuple[str, ...]]:
    for child in parse.children[verb]:
        token = parse.tokens[child]
        if token.dep in {"nsubj", "nsubjpass"}:
            name = _named(parse, child, people)
            return name, (lemma_of(token),) if not name and token.pos == "NOUN" else ()
    return "", ()


def _named(parse: Parse, noun: int, people: list[Person]) -> str:
    """Who a noun is: `Ana Diaz, a 54-year-old singer`, `a 54-year-old named Ana Diaz`, `the singer Ana Diaz`."""
    token = parse.tokens[noun]
    beside = [noun, *([token.head] if token.dep == "appos" else [])]
    for child in parse.children[noun]:
        if parse.tokens[child].dep == "appos":
            beside.append(child)
        if parse.tokens[child].dep == "acl" and parse.tokens[child].lemma.lower() in {"name", "call"}:
            beside += [c for c in parse.children[child] if parse.tokens[c].dep in {"oprd", "dobj", "attr"}]
    starts = [parse.tokens[index].start for index in beside]
    found = {person.name for person in people if any(person.start <= start < person.end for start in starts)}
    return found.pop() if len(found) == 1 else ""
