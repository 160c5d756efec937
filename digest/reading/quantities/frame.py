"""The words around one number: the verb above it, what it hangs on, its subject."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from digest.nouns import Change
from digest.reading.parse import Parse, Token
from digest.reading.quantities.families import COLLECTIVES, INCLUDING
from digest.reading.quantities.numbers import Number
from digest.reading.quantities.phrases import Counted, lemmas_of

VERBS = frozenset({"VERB", "AUX"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
CHANGES = {"by": Change.BY, "to": Change.TO, "from": Change.FROM}
STATE_VERBS = frozenset({"be", "leave", "remain", "lie", "find", "report", "fear", "presume", "go", "declare", "feel"})
_AMOUNTS = frozenset({"number", "total", "amount", "figure", "tally", "count", "sum", "proportion"})
_RELATIVE = frozenset({"which", "who", "that"})
_OUT = frozenset({"out", "off", "up", "away"})
_DEEPEST = 8  # steps up from a number to its verb


class Deed(NamedTuple):
    """What a figure stands with."""

    lemma: str
    verb: int  # the token of the verb or predicate, or -1
    counted: tuple[str, ...]
    change: Change = Change.LEVEL
    direction: str = ""
    doer: bool = False
    part: bool = False
    total: bool = False


class Frame(NamedTuple):
    """A number in its block's parse, with what it counts."""

    parse: Parse
    number: Number
    counted: Counted

    def governor(self) -> Token | None:
        """The verb above the number, through prepositions, apposition and conjunction, not through another noun."""
        token, seen = self.parse.tokens[self.counted.top], 0
        while seen < _DEEPEST:
            seen += 1
            if token.head == token.i:
                return token if token.pos in VERBS else None
            head = self.parse.tokens[token.head]
            if head.text.lower() in INCLUDING and head.head != head.i:
                token = head
                continue
            if head.pos in VERBS and token.dep not in {"relcl", "acl"}:
                return head
            through = head.lemma.lower() in COLLECTIVES or token.dep in {"appos", "conj"}
            listed = token.lemma.lower() in INCLUDING or self.preposition() in INCLUDING
            if head.pos in {"NOUN", "PROPN", "NUM"} and not through and not listed and token.dep == "prep":
                return None
            token = head
        return None

    def verb(self) -> int:
        """The governor's index, or -1."""
        verb = self.governor()
        return verb.i if verb is not None else -1

    def preposition(self) -> str:
        """The preposition right before the number or, by the parse, above it; or ""."""
        first = next(token.i for token in self.parse.tokens if token.end > self.number.start)
        word = self.parse.tokens[first - 1].text.lower() if first else ""
        if word in CHANGES:
            return word
        token = self.parse.tokens[self.counted.top]
        return self.parse.tokens[token.head].text.lower() if token.dep in {"pobj", "pcomp"} else ""

    def noun_before_of(self) -> int:
        """`a profit of $5m`: the noun, or -1."""
        token = self.parse.tokens[self.counted.anchor]
        preposition = self.parse.tokens[token.head]
        if (
            token.dep == "pobj"
            and preposition.text.lower() == "of"
            and self.parse.tokens[preposition.head].pos == "NOUN"
        ):
            return preposition.head
        return -1

    def below(self, noun: int, links: Collection[str]) -> Iterator[int]:
        """The nouns behind some prepositions that hang on a token."""
        for child in self.parse.children[noun]:
            if self.parse.tokens[child].text.lower() in links:
                yield from (
                    c
                    for c in self.parse.children[child]
                    if self.parse.tokens[c].dep == "pobj"
                    and self.parse.tokens[c].pos in {"NOUN", "PROPN", "ADJ"}
                    and c != self.counted.top
                )

    def climb(self, verb: Token) -> list[Token]:
        """The phrases between the number and a verb above it, from below."""
        found = [self.parse.tokens[self.counted.top]]
        while found[-1].head not in {verb.i, found[-1].i} and len(found) < 9:
            found.append(self.parse.tokens[found[-1].head])
        return found

    def side(self, verb: Token) -> str:
        """By which dependency the number's phrase hangs on its verb."""
        return self.climb(verb)[-1].dep

    def does_else(self, noun: int) -> bool:
        """`12 wounded soldiers went home`: of the wounded, those of whom something else is said."""
        token = self.parse.tokens[noun]
        return token.dep in SUBJECTS and self.parse.tokens[token.head].lemma.lower() not in STATE_VERBS

    def subject(self, verb: Token) -> int:
        """The noun that is the subject of a verb, or of the verb that it is joined to; or -1."""
        for one in (verb.i, verb.head) if verb.dep == "conj" else (verb.i,):
            found = [c for c in self.parse.children[one] if self.parse.tokens[c].dep in SUBJECTS]
            if found:
                return found[0] if self.parse.tokens[found[0]].pos in {"NOUN", "PROPN"} else -1
        return -1

    def doer(self, verb: int) -> str:
        """Who does what a verb says: a noun's lemma in lower case, a name's last word, or ""."""
        if verb < 0 or self.parse.tokens[verb].pos not in VERBS:
            return ""
        found = next((c for c in self.parse.children[verb] if self.parse.tokens[c].dep == "nsubj"), -1)
        token = self.parse.tokens[found] if found >= 0 else None
        if token is not None and token.text.lower() in _RELATIVE and self.parse.tokens[verb].dep == "relcl":
            token = self.parse.tokens[self.parse.tokens[verb].head]
        if token is None or token.pos not in {"NOUN", "PROPN"} or token.i == self.counted.noun:
            return ""
        return token.text if token.pos == "PROPN" else token.lemma.lower()

    def thing(self, noun: int) -> tuple[str, ...]:
        """The lemmas of what has a value: of "the number of cases", those of the cases."""
        if self.parse.tokens[noun].lemma.lower() in _AMOUNTS:
            for inner in self.below(noun, {"of"}):
                return lemmas_of(self.parse, inner)
            return ()
        return lemmas_of(self.parse, noun)


def verb_lemma(parse: Parse, verb: Token) -> str:
    """A verb's lemma with its particle: "round up"."""
    below = [parse.tokens[c] for c in parse.children[verb.i]]
    particle = next((t.text.lower() for t in below if t.dep == "prt" or (t.i == verb.i + 1 and t.text in _OUT)), "")
    if verb.lemma.lower() == "shoot" and any(t.text.lower() == "dead" for t in parse.tokens[verb.i + 1 : verb.i + 4]):
        return "kill"
    lemma = {"fin": "fine"}.get(verb.lemma.lower(), verb.lemma.lower())  # the model's own slip
    return f"{lemma} {particle}".strip()
