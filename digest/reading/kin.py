"""Full names whose surname, where it stands alone, is a relative's: `President Obama` is none of his daughters."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from digest.reading.extents import SUFFIXES
from digest.reading.mentions import Name, folded
from digest.reading.parse import Parse
from digest.reading.roles import is_title

Key = tuple[str, ...]

REACH = 5  # words between two relatives: `Mr. Holm and his second wife, Ida Holm`
_AND = frozenset({"and", "&"})
_JOINING = _AND | {"'s", "’s", "'", "’"}


def namesakes(parses: Sequence[Parse], names: Sequence[Name]) -> frozenset[Key]:
    """The full forms of people who are told apart from the bearer of their bare surname.

    Two things in the text show it: a full name is joined to the bare surname (`President Holm and Ida Holm`, `Holm's
    wife, Ida Holm`); or it only ever stands behind a given name that shares its surname (`Asta and Ida Holm`), and
    elsewhere the given name stands alone, or the surname behind a title.
    """
    by_block = {parse.block: parse for parse in parses}
    alone, honoured = _bare_words(parses)
    surnames = honoured | {_surname(name.key) for name in names if len(name.key) > 1}
    sharing: dict[Key, list[bool]] = defaultdict(list)
    found = set[Key]()
    for name in names:
        if len(name.key) > 1:
            parse = by_block[name.block]
            sharing[name.key].append(_shares(parse, name, surnames))
            if _surname(name.key) in {*_joined_before(parse, name), *_joined_behind(parse, name)}:
                found.add(name.key)
    always = (key for key, every in sharing.items() if all(every))
    return frozenset(found | {key for key in always if key[0] in alone or _surname(key) in honoured})


def _bare_words(parses: Sequence[Parse]) -> tuple[set[str], set[str]]:
    """Words that stand alone as names, and those of them that a title stands before somewhere."""
    places = [(parse, token) for parse in parses for token in parse.tokens if _stands_alone(parse, token.i)]
    honoured = {folded(token.text) for parse, token in places if token.i and is_title(parse.tokens[token.i - 1].text)}
    return {folded(token.text) for _, token in places}, honoured


def _surname(key: Key) -> str:
    return next((word for word in reversed(key) if word not in SUFFIXES), key[-1])


def _joined_before(parse: Parse, name: Name) -> Iterator[str]:
    """The bare name that stands, with `and` or as an owner, before a full one and what describes it."""
    borders = set(parse.borders)
    for place in range(name.first - 1, max(0, name.first - 2 - REACH), -1):
        token = parse.tokens[place]
        if token.text in _JOINING:
            if _is_bare(parse, place - 1):
                yield folded(parse.tokens[place - 1].text)
            return
        if place in borders or (token.pos == "PROPN" and not is_title(token.text)):
            return


def _joined_behind(parse: Parse, name: Name) -> Iterator[str]:
    """`Ida Holm and President Holm`."""
    places = range(name.last + 1, min(len(parse.tokens), name.last + 2 + REACH))
    if not places or parse.tokens[places[0]].text not in _AND:
        return
    for place in places[1:]:
        token = parse.tokens[place]
        if token.pos == "PROPN" and not is_title(token.text):
            if _is_bare(parse, place):
                yield folded(token.text)
            return
        if not is_title(token.text):
            return


def _shares(parse: Parse, name: Name, surnames: Collection[str]) -> bool:
    """Whether a lone name, which is no surname, and `and` stand right before a full name."""
    if name.first < 2 or parse.tokens[name.first - 1].text not in _AND:
        return False
    return _is_bare(parse, name.first - 2) and folded(parse.tokens[name.first - 2].text) not in surnames


def _stands_alone(parse: Parse, place: int) -> bool:
    return parse.tokens[place].text[:1].isupper() and _is_bare(parse, place)


def _is_bare(parse: Parse, place: int) -> bool:
    """Whether a proper noun is a name of one word, a title aside."""
    tokens = parse.tokens
    before, behind = tokens[place - 1] if place else None, tokens[place + 1] if place + 1 < len(tokens) else None
    led = before is not None and before.pos == "PROPN" and not is_title(before.text)
    goes_on = behind is not None and behind.pos == "PROPN"
    return tokens[place].pos == "PROPN" and not led and not goes_on
