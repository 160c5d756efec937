"""Whom a pronoun can stand for beside a named person: `a spokesman`, `the ministry`, those named in a row."""

from collections.abc import Sequence
from dataclasses import dataclass

from digest.reading.cues import can_speak
from digest.reading.gender import FEMALE, MALE
from digest.reading.lexicon import lexicon
from digest.reading.names import People, role_key
from digest.reading.parse import Parse, Token
from digest.reading.roles import is_held_of, office_before
from digest.reading.subjects import phrase
from digest.reading.verbs import is_reporting
from digest.reading.words import DOCUMENTS, GROUPS, PEOPLE_NOUNS, ROLES

IT, THEY = "n", "p"
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_WOMEN, _MEN = lexicon("women"), lexicon("men")
_LONGEST = 8  # words of a description
_NUMBERS = frozenset({"couple", "dozen", "group", "half", "handful", "majority", "minority", "number", "pair", "trio"})


@dataclass(frozen=True, slots=True)
class Antecedent:
    """What a pronoun can stand for: a person of the article, or a described one."""

    person: int | None  # index into People.named
    words: str  # the description where there is no name
    gender: str


class Cast:
    """The people of an article, and whom its subjects describe without a name: what pronouns can stand for."""

    def __init__(self, people: People, genders: Sequence[str], text: str) -> None:
        """`genders`: as in digest.reading.gender, one of each person."""
        self._people = people
        self._text = text
        self._known = [Antecedent(n, person.name, genders[n]) for n, person in enumerate(people.named)]
        self._ends = {name.start: name.end for name in people.names}
        self._starts = {name.end: name.start for name in people.names}
        self._by_end = {name.end: self._known[people.by_start[name.start]] for name in people.names}

    def named(self, parse: Parse, token: Token) -> tuple[Antecedent, Token] | None:
        """The person whose name starts at a token, with the last token of the name."""
        number = self._people.by_start.get(token.start)
        if number is None:
            return None
        end = self._ends[token.start]
        return self._known[number], next((t for t in parse.tokens[token.i : token.i + 6] if t.end == end), token)

    def described(self, parse: Parse, token: Token) -> Antecedent | None:
        """`a spokesman`, `the senators`, `the ministry`, `the letter`; a person by a role that nobody else has."""
        if token.dep not in _SUBJECTS or token.pos not in {"NOUN", "PROPN"} or self._is_named(parse, token):
            return None
        gender = _agreement(parse, token)
        words = _words(parse, token, self._text) if gender is not None else ""
        if gender is None or not words:
            return None
        holder = self._holder(parse, token)
        if holder is not None:
            return holder
        bare = words.lower().startswith("the ") and not is_held_of(parse, token.i)
        number = self._people.by_role.get(role_key(words)) if bare else None
        return Antecedent(None, words, gender) if number is None else self._known[number]

    def together(self, parse: Parse, head: Token) -> Antecedent | None:
        """`Ana Diaz, Peter Novak and her deputy`: the row that a subject, `head`, opens acts together."""
        above = parse.tokens[head.head]
        described = head.dep == "appos" and above.pos == "NOUN"  # `the director, Ana Diaz, and …`
        if (above if described else head).dep not in _SUBJECTS:
            return None
        row = self._row(parse, head)
        row = self._row(parse, above) if described and len(row) < 2 else row
        words = [self._one_of(parse, token) for token in row] if len(row) > 1 else []
        if not words or not all(words):
            return None
        return Antecedent(None, f"{', '.join(words[:-1])} and {words[-1]}", THEY)

    def _holder(self, parse: Parse, token: Token) -> Antecedent | None:
        """`Director of National Intelligence Ana Diaz`: the one whose name ends what an office is held of."""
        end = parse.tokens[_told(parse, token, token.i)].end
        start = next((word.i for word in parse.tokens[token.i :] if word.start == self._starts.get(end)), -1)
        office = office_before(parse, start) if start > token.i else None
        return self._by_end[end] if office is not None and office <= token.i else None

    def _is_named(self, parse: Parse, token: Token) -> bool:
        """`her husband, Andrea Conti`: the name behind the description stands for both."""
        name = _name_behind(parse, token)
        if name is None:
            return False
        first, last = phrase(parse, name.i)
        return any(word.start in self._people.by_start for word in parse.tokens[first : last + 1])

    def _row(self, parse: Parse, first: Token) -> list[Token]:
        row = [first]
        while (after := self._joined(parse, row[-1])) is not None:
            row.append(after)
        return row

    def _joined(self, parse: Parse, token: Token) -> Token | None:
        """The next one in a row; a name in apposition to a name is one, too, misread."""
        for child in parse.children[token.i]:
            other = parse.tokens[child]
            if other.dep == "conj" or (other.dep == "appos" and {token.end, other.end} <= self._by_end.keys()):
                return other
        return None

    def _one_of(self, parse: Parse, token: Token) -> str:
        """The name of somebody in a row, or the description where there is none; "" for what is no person."""
        beside = (parse.tokens[child] for child in parse.children[token.i] if parse.tokens[child].dep == "appos")
        name = next((self._by_end[one.end].words for one in (token, *beside) if one.end in self._by_end), "")
        return name if name or token.lemma.lower() not in PEOPLE_NOUNS | ROLES else _core(parse, token, self._text)


def _agreement(parse: Parse, token: Token) -> str | None:
    """The pronoun for a noun: MALE, FEMALE, "" where either may stand, IT or THEY; None for what never speaks."""
    lemma = token.lemma.lower()
    if token.tag in {"NNS", "NNPS"}:
        return THEY if can_speak(token) and lemma not in DOCUMENTS else None
    if _is_number(parse, token):
        return THEY
    if lemma in PEOPLE_NOUNS or lemma in ROLES:
        return _gender_of(lemma)
    thing = token.label == "ORG" or lemma in DOCUMENTS or lemma in GROUPS or is_reporting(parse.tokens[token.head])
    return IT if thing else None


def _gender_of(lemma: str) -> str:
    if lemma.endswith("woman") or lemma in _WOMEN:
        return FEMALE
    return MALE if lemma.endswith("man") or lemma in _MEN else ""


def _is_number(parse: Parse, token: Token) -> bool:
    """`a majority of senators`: a noun that counts others."""
    of = (child for child in parse.children[token.i] if parse.tokens[child].text == "of")
    counted = [parse.tokens[below] for preposition in of for below in parse.children[preposition]]
    return token.lemma.lower() in _NUMBERS and any(one.tag in {"NNS", "NNPS"} for one in counted)


def _words(parse: Parse, token: Token, text: str) -> str:
    """A description as printed, with what belongs to it behind its head; "" for nobody and for too many words."""
    first, last = phrase(parse, token.i)
    if parse.tokens[first].text.lower() in {"no", "any", "every", "each"}:
        return ""
    core = _core(parse, token, text)
    told = " ".join(text[parse.tokens[first].start : parse.tokens[_told(parse, token, last)].end].split())
    words = told if len(told.split()) <= _LONGEST else core
    return words if len(words.split()) <= _LONGEST else ""


def _core(parse: Parse, token: Token, text: str) -> str:
    first, last = phrase(parse, token.i)
    return " ".join(text[parse.tokens[first].start : parse.tokens[last].end].split())


def _told(parse: Parse, token: Token, last: int) -> int:
    """The last token of a description with a name behind a comma, or with what an office is held of; else `last`."""
    name = _name_behind(parse, token)
    if name and name.pos == "PROPN" and token.lemma.lower() in PEOPLE_NOUNS:
        return name.i  # `her husband, Arun`
    below = parse.subtree(token.i + 1) if is_held_of(parse, token.i) else []
    return below[-1] if below and all(parse.tokens[place].pos != "PUNCT" for place in below) else last


def _name_behind(parse: Parse, token: Token) -> Token | None:
    """The last word of what stands in apposition to a description."""
    near = parse.tokens[token.i + 1 : token.i + 8]
    return next((other for other in near if other.dep == "appos" and other.head == token.i), None)
