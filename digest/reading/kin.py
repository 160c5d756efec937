"""Full names whose surname, where it stands alone, is a relative's: `President Obama` is none of his daughters."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from digest.reading.evidence import SUBJECTS
from digest.reading.extents import SUFFIXES
from digest.reading.lexicon import lexicon
from digest.reading.mentions import Name, folded
from digest.reading.parse import Parse, Token
from digest.reading.titles import is_courtesy, is_title

Key = tuple[str, ...]

REACH = 5  # words between two relatives: `Mr. Holm and his second wife, Ida Holm`
_AND = frozenset({"and", "&"})
_JOINING = _AND | {"'s", "’s", "'", "’"}
_KIN = lexicon("kin")


def namesakes(parses: Sequence[Parse], names: Sequence[Name]) -> frozenset[Key]:
    """The full forms of people who are told apart from the bearer of their bare surname.

    Two things in the text show it: a full name is joined to the bare surname (`President Holm and Ida Holm`, `Holm's
    wife, Ida Holm`; `Holm came with his wife, Ida Holm`, if he has a full name, too); or it only ever stands behind a
    given name that shares its surname (`Asta and Ida Holm`), and elsewhere the given name stands alone, or the surname
    behind a title. Two more show it of a junior: see `_juniors`.
    """
    by_block = {parse.block: parse for parse in parses}
    bare = [(parse, token) for parse in parses for token in parse.tokens if _stands_alone(parse, token.i)]
    alone = {folded(token.text) for _, token in bare}
    honoured = {folded(token.text) for parse, token in bare if _is_honoured(parse, token)}
    surnames = honoured | {_surname(name.key) for name in names if len(name.key) > 1}
    full = {name.key for name in names if len(name.key) > 1}
    bearers = Counter(map(_surname, full))
    sharing: dict[Key, list[bool]] = defaultdict(list)
    found = set[Key]()
    for name in names:
        if len(name.key) > 1:
            parse = by_block[name.block]
            sharing[name.key].append(_shares(parse, name, surnames))
            surname = _surname(name.key)
            related = _related(parse, name) if bearers[surname] > 1 else ()
            if surname in {*_joined_before(parse, name), *_joined_behind(parse, name), *related}:
                found.add(name.key)
    always = (key for key, every in sharing.items() if all(every))
    found.update(key for key in always if key[0] in alone or _surname(key) in honoured)
    return frozenset(found.union(_juniors(bare, names)))


def _juniors(bare: Sequence[tuple[Parse, Token]], names: Sequence[Name]) -> Iterator[Key]:
    """The full forms of `Jan Holm Jr.` where the article calls him `Holm Jr.`, or `Holm` before it names him in full.

    News gives the surname alone to those whom it has named in full, and before that only to people whom all know.
    """
    fathered = [name for name in names if len(name.key) > 2 and name.key[-1] in SUFFIXES]
    if not fathered:
        return
    short = {name.key for name in names if len(name.key) == 2}
    acting: dict[str, int] = {}  # where a surname stands first for somebody, not in `the Holm campaign`
    for parse, token in bare:
        if token.dep in SUBJECTS or _is_honoured(parse, token):
            acting.setdefault(folded(token.text), token.start)
    for name in fathered:
        surname = _surname(name.key)
        first = min(other.start for other in fathered if other.key[-2:] == name.key[-2:])
        if name.key[-2:] in short or acting.get(surname, first) < first:
            yield name.key


def _is_honoured(parse: Parse, token: Token) -> bool:
    return token.i > 0 and is_title(parse.tokens[token.i - 1].text)


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


def _related(parse: Parse, name: Name) -> Iterator[str]:
    """`Holm, along with his wife, Ida Holm`: the bare names that stand in the sentence before "his" and a kin word.

    `Mr. Holm` needs none of this: his title tells him from her.
    """
    place = name.first - 1
    place -= place > 0 and parse.tokens[place].text == ","
    if place < 1 or parse.tokens[place].lemma.lower() not in _KIN:
        return
    owner = next((i for i in range(place - 1, max(-1, place - REACH), -1) if parse.tokens[i].dep == "poss"), 0)
    if parse.tokens[owner].text.lower() not in {"his", "her"}:
        return
    begin = max((border for border in parse.borders if border <= owner), default=0)
    for token in parse.tokens[begin:owner]:
        if _stands_alone(parse, token.i) and not (token.i and is_courtesy(parse.tokens[token.i - 1].text)):
            yield folded(token.text)


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
