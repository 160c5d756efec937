"""What a number is a number of: the noun that it counts, by the parse."""

from itertools import pairwise
from typing import NamedTuple

from digest.nouns import Measure
from digest.reading.parse import Parse, Token
from digest.reading.quantities.atoms import Kind
from digest.reading.quantities.families import EMPTY, MORE, PEOPLE, closed
from digest.reading.quantities.numbers import Number

_MODIFYING = frozenset({"nummod", "quantmod", "compound", "amod", "nmod", "npadvmod", "advmod", "det", "appos", "dep"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_POINTING = closed("the these those his her its their our my your this that")
_SPREADING = closed("spread extend stretch argue clash quarrel talk fight dispute distribute row")
_STANDING = frozenset({"them", "us", "you", "whom", "which", "those", "these", "it"})
_NAMING = frozenset({"compound", "amod", "nmod", "poss", "nummod"})
_MEASURED_IN = frozenset({"in", "worth"})


class Counted(NamedTuple):
    """What a number counts; token indices, -1 where there is none."""

    anchor: int  # the token that stands for the number in the parse
    noun: int
    top: int  # the head of the phrase of number and noun
    lemmas: tuple[str, ...]
    part: bool = False
    further: bool = False
    attributive: bool = False  # the number stands before the noun as its attribute: "a $5m deal", "a three-day visit"


def anchor_of(parse: Parse, number: Number) -> int:
    """The token of the number and its unit whose head lies outside of them; the last, where there are several."""
    inside = [token for token in parse.tokens if token.start < number.last and token.end > number.first]
    span = {token.i for token in inside}
    outside = [token.i for token in inside if token.head not in span or token.head == token.i]
    return outside[-1] if outside else inside[-1].i


def counted_by(parse: Parse, number: Number) -> Counted:
    """What `number` counts."""
    anchor, last = anchor_of(parse, number), _last(parse, number)
    bare = Counted(anchor, -1, anchor, (), further=_further(parse, number, anchor))
    worth = _before_worth(parse, number)
    if worth >= 0:
        return bare._replace(noun=worth, top=worth, lemmas=lemmas_of(parse, worth))
    of, part = _behind_of(parse, number, last)
    if of >= 0:
        lemmas = lemmas_of(parse, of) if parse.tokens[of].pos != "NUM" else ()
        return bare._replace(noun=of, lemmas=lemmas, part=part)
    if part:
        return bare._replace(part=True, lemmas=_of_them(parse, last))
    whom = _of_whom(parse, number)
    if whom >= 0:
        return bare._replace(lemmas=lemmas_of(parse, whom), part=True)
    noun = _head_noun(parse, number, parse.tokens[anchor], last)
    if noun < 0:
        return bare
    attributive = (bool(number.unit) and number.kind is not Kind.PART) or number.measure is Measure.RANK
    inside = [above.i for above in parse.above(noun) if number.first <= above.start < number.last]
    return Counted(
        anchor,
        noun,
        inside[-1] if inside else noun,
        lemmas_of(parse, noun, last),
        further=_further(parse, number, noun),
        attributive=attributive,
    )


def _last(parse: Parse, number: Number) -> int:
    return max(token.i for token in parse.tokens if token.start < number.last)


def _behind_of(parse: Parse, number: Number, last: int) -> tuple[int, bool]:
    """`dozens of people`, `12 of the 40 hostages`, `$5m in aid`: the noun, and whether the number is a part of it."""
    tokens = parse.tokens
    links = {"of"} | (_MEASURED_IN if number.measure is Measure.SUM else frozenset())
    if last + 2 < len(tokens) and tokens[last + 1].text.lower() == "worth":  # `€2 million worth of loot`
        last += 1
    if last + 1 >= len(tokens) or tokens[last + 1].text.lower() not in links or last + 2 >= len(tokens):
        if number.measure is Measure.SHARE and number.kind is Kind.PART and last + 1 < len(tokens):
            return _bare_half(parse, last)
        return -1, False
    noun = next((t.i for t in tokens[last + 2 : last + 9] if t.head == last + 1 and t.dep == "pobj"), -1)
    first = tokens[last + 2]
    if first.text.lower() in _STANDING and (noun < 0 or noun == first.i):
        return -1, number.measure is not Measure.SHARE
    if (
        noun < 0
        or tokens[noun].pos not in {*_NOUNS, "NUM", "ADJ"}
        or (tokens[last + 1].text != "of" and tokens[noun].label in {"GPE", "DATE", "LOC", "ORG", "TIME", "FAC"})
    ):
        return -1, False
    counts = number.measure in {Measure.COUNT, Measure.RANK}
    pointed = first.text.lower() in _POINTING or first.pos == "NUM" or tokens[noun].pos == "NUM"
    return noun, counts and not number.vague and pointed


def _before_worth(parse: Parse, number: Number) -> int:
    """`took bribes worth $4 million`: the noun that has the worth, or -1."""
    first = next(token.i for token in parse.tokens if token.end > number.start)
    before = parse.tokens[max(0, first - 2) : first]
    if number.measure is not Measure.SUM or len(before) < 2 or before[1].text.lower() != "worth":
        return -1
    return before[0].i if before[0].pos == "NOUN" else -1


def _of_them(parse: Parse, last: int) -> tuple[str, ...]:
    """`six of them children`: the noun behind the pronoun."""
    noun = parse.tokens[last + 3] if last + 3 < len(parse.tokens) else None
    return (lemma_of(noun),) if noun is not None and noun.tag == "NNS" else ()


def _of_whom(parse: Parse, number: Number) -> int:
    """`40 hostages, of whom 12 …`: the noun that the pronoun stands for."""
    first = next(token.i for token in parse.tokens if token.end > number.start)
    words = [token.text.lower() for token in parse.tokens[max(0, first - 2) : first]]
    if len(words) < 2 or words[0] != "of" or words[1] not in {"whom", "which"}:
        return -1
    clause = next((above for above in parse.above(first - 1) if above.dep == "relcl"), None)
    return clause.head if clause is not None and parse.tokens[clause.head].pos == "NOUN" else -1


def _bare_half(parse: Parse, last: int) -> tuple[int, bool]:
    """`half the voters`: without "of"."""
    following = parse.tokens[last + 1]
    noun = parse.tokens[following.head] if following.text.lower() in _POINTING else following
    return (noun.i, False) if noun.tag == "NNS" and noun.i > last else (-1, False)


def _head_noun(parse: Parse, number: Number, token: Token, last: int) -> int:
    """The noun behind the number that it goes with, by the parse or, where that fails, by its place."""
    tokens, head = parse.tokens, parse.tokens[token.head]
    if token.dep in _MODIFYING and head.pos in _NOUNS and last < head.i < last + 9 and not _cut(parse, last, head.i):
        return _whole(parse, head.i)
    if token.i > last or (number.unit and "-" not in tokens[last - 1].text):
        return -1
    place = last + 1
    while place < len(tokens) and (tokens[place].pos in {"ADJ", "PROPN", "NOUN"} or tokens[place].text == "-"):
        if tokens[place].tag == "NNS" and tokens[place].text[0].islower():
            return place
        place += 1
    return -1


def _whole(parse: Parse, noun: int) -> int:
    """`12 people dead`: the parser may take the last of several for the head; a noun in a compound gives its head."""
    head = parse.tokens[parse.tokens[noun].head]
    compound = parse.tokens[noun].dep in {"compound", "nmod"} and head.pos in _NOUNS and head.i > noun
    return head.i if compound else noun


def _cut(parse: Parse, first: int, last: int) -> bool:
    return any(token.text in {",", ";", ":", "(", ")", "—", "–"} for token in parse.tokens[first + 1 : last])


def lemma_of(token: Token) -> str:
    """A noun's lemma in lower case; people at large are "person"."""
    word = token.lemma.lower().strip("-'’“”\".")
    word = "tax" if token.text.lower() == "taxes" else word  # the model's own slip
    return "person" if word in PEOPLE or token.text.lower() in PEOPLE else word


def lemmas_of(parse: Parse, noun: int, after: int = -1) -> tuple[str, ...]:
    """A noun with the words before it (and behind `after`) that change what it is, and that of which it is."""
    before = [
        parse.tokens[index]
        for child in parse.children[noun]
        if after < child < noun and parse.tokens[child].dep in _NAMING
        for index in parse.subtree(child)
        if after < index
    ]
    words = [lemma_of(word) for word in before if _changes(word)]
    return (*_of_what(parse, noun), *(word for word in words if word), _hyphened_lemma(parse, noun))


def _hyphened_lemma(parse: Parse, noun: int) -> str:
    """`ex-soldiers`, `non-citizens`: one word to a reader, three to the parser, which takes the first for the noun."""
    first, *behind = parse.tokens[noun : noun + 3]
    if len(behind) < 2 or behind[0].text not in {"-", "‑"} or not behind[1].text.isalpha():
        return lemma_of(first)
    glued = first.end == behind[0].start and behind[0].end == behind[1].start
    return f"{first.text.lower()}-{lemma_of(behind[1])}" if glued else lemma_of(first)


def _changes(word: Token) -> bool:
    if word.pos not in {"ADJ", "NOUN", "PROPN", "VERB"} or (word.tag in {"CD", "JJS"} and word.text.lower() != "most"):
        return False
    return word.lemma.lower() not in EMPTY and word.text[0].isalpha() and not any(map(str.isdigit, word.text))


def _of_what(parse: Parse, noun: int) -> tuple[str, ...]:
    """`cases of measles`, `members of parliament`: the noun behind "of", where it is no name."""
    for child in parse.children[noun]:
        if child == noun + 1 and parse.tokens[child].text.lower() == "of":
            for grand in parse.children[child]:
                word = parse.tokens[grand]
                counted = any(parse.tokens[c].dep == "nummod" for c in parse.children[grand])
                if word.dep == "pobj" and word.pos == "NOUN" and not counted and word.lemma != "magnitude":
                    return (lemma_of(word),)
    return ()


def is_spread_over(parse: Parse, number: Number) -> bool:
    """`spread over 55,000 pages`, `mistakes made over 30 years`: "over" is no bound there."""
    first = next(token for token in parse.tokens if token.end > number.start)
    if first.text.lower() != "over":
        return False
    before = parse.tokens[first.i - 1].lemma.lower() if first.i else ""
    return (number.measure is Measure.DURATION and first.dep == "prep") or before in _SPREADING


def hyphened(parse: Parse, number: Number) -> Token | None:
    """`12-member`: the noun that a hyphen joins to a number."""
    last = _last(parse, number)
    joined = last + 2 < len(parse.tokens) and parse.tokens[last + 1].text in {"-", "‑"}
    return parse.tokens[last + 2] if joined and parse.tokens[last + 1].start == number.last else None


def _further(parse: Parse, number: Number, noun: int) -> bool:
    """`another 12`, `a further 12`, `12 more people`, `12 others`."""
    tokens = parse.tokens
    first = next(token.i for token in tokens if token.end > number.first)
    before = {tokens[index].text.lower() for index in range(max(0, first - 2), first)}
    behind = {token.text.lower() for token in tokens[first : noun + 2] if token.start >= number.last}
    ahead = tokens[first : first + 5]
    more = any(b.text.lower() == "more" and a.text.lower() != "or" for a, b in pairwise(ahead))
    return (
        bool({"another", "further", "additional", "extra", "other"} & before)
        or bool((MORE - {"more"} | {"others"}) & behind)
        or (more and "more" in behind)
    )
