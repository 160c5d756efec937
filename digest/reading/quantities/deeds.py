"""What is said of the thing counted: the deed, by the parse and by families of words."""

from collections.abc import Iterator
from typing import NamedTuple

from digest.nouns import Change, Measure
from digest.numerals import POWERS
from digest.reading.parse import Parse, Token
from digest.reading.quantities.families import (
    BEING,
    CASUALTIES,
    COLLECTIVES,
    DOWN,
    FALLS,
    INCLUDING,
    LIVES_TAKEN,
    OF_NOUN,
    OF_OBJECT,
    OF_STATE,
    OF_SUBJECT,
    RISES,
    TURNING,
    UP,
)
from digest.reading.quantities.numbers import Number
from digest.reading.quantities.phrases import Counted, lemmas_of

_PERSON = ("person",)
_AMOUNTS = frozenset({"number", "total", "amount", "figure", "tally", "count", "sum", "proportion"})
_STATE_VERBS = frozenset({"be", "leave", "remain", "lie", "find", "report", "fear", "presume", "go", "declare", "feel"})
_CHANGES = {"by": Change.BY, "to": Change.TO, "from": Change.FROM}
_UNNAMED = frozenset({"person", "body", "casualty", "victim", "toll"})


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


def deed_of(parse: Parse, number: Number, counted: Counted) -> Deed:
    """The deed of a counted thing; its lemma is "" where the parse shows none."""
    reader = _Reader(parse, number, counted)
    return reader.casualty() or reader.changed() or reader.governed()


class _Reader:
    """Reads the words around one number."""

    def __init__(self, parse: Parse, number: Number, counted: Counted) -> None:
        self._parse = parse
        self._tokens = parse.tokens
        self._number = number
        self._counted = counted
        self._top = counted.top

    # Casualties and their like: the same deed in many forms.

    def casualty(self) -> Deed | None:
        """`12 killed`, `12 dead`, `12 deaths`, `the death toll rose to 12`."""
        if self._number.measure is not Measure.COUNT:
            return None
        return self._noun() or self._state() or self._toll()

    def _toll(self) -> Deed | None:
        for noun in self._value_of():
            lemma = self._tokens[noun].lemma.lower()
            words = set(lemmas_of(self._parse, noun)) | {lemma}
            if lemma == "toll" and not {"injury", "injured"} & words and self._counted.noun in {-1, noun}:
                change, direction = self._turn()
                return Deed("kill", self._verb(), _PERSON, change, direction, total=True)
            family = self._family_of_number(noun) if lemma in {"number", "total", "count", "tally"} else None
            if family and self._counted.noun in {-1, noun}:
                change, direction = self._turn()
                return Deed(family[0], self._verb(), family[1], change, direction, total=True)
        return None

    def _family_of_number(self, noun: int) -> tuple[str, tuple[str, ...]] | None:
        """`the number of dead`, `the number of people killed`, `the number of missing children`."""
        for index in self._parse.subtree(noun)[1:8]:
            token = self._tokens[index]
            family = OF_STATE.get(token.text.lower()) or OF_NOUN.get(token.lemma.lower())
            if family and index > noun:
                head = token.head if token.head > noun and self._tokens[token.head].pos == "NOUN" else -1
                return family, lemmas_of(self._parse, head)[-1:] if head > 0 and token.dep == "amod" else _PERSON
        return None

    def _value_of(self) -> Iterator[int]:
        """The nouns that the number is the value of: the subject of its verb, the noun before `of`, `at` or `to`."""
        for above in self._parse.above(self._counted.anchor):
            if above.pos == "NOUN" and above.i < self._counted.anchor:
                yield above.i
            if above.pos in {"VERB", "AUX"}:
                yield from (c for c in self._parse.children[above.i] if self._tokens[c].dep in {"nsubj", "nsubjpass"})
                yield from (
                    c
                    for c in self._parse.children[above.i]
                    if self._tokens[c].dep == "dobj" and c < self._counted.anchor
                )
                break

    def _noun(self) -> Deed | None:
        noun = self._counted.noun
        if noun < 0:
            return None
        token = self._tokens[noun]
        family = OF_NOUN.get(token.lemma.lower())
        if family:
            return Deed(family, noun, _PERSON, *self._turn())
        return Deed("kill", token.head, _PERSON) if self._takes_lives(noun) else None

    def _takes_lives(self, noun: int) -> bool:
        """`claimed 120 lives`, `took the lives of nine miners`."""
        token = self._tokens[noun]
        return token.lemma.lower() == "life" and self._tokens[token.head].lemma.lower() in LIVES_TAKEN

    def _state(self) -> Deed | None:
        """`12 dead`, `12 people missing`, `12 wounded soldiers`."""
        noun, tokens = self._counted.noun, self._tokens
        last = max(token.i for token in tokens if token.start < self._number.last)
        for child in self._parse.children[noun] if noun >= 0 else ():
            token = tokens[child]
            family = OF_STATE.get(token.text.lower())
            if family and last < child and token.dep in {"amod", "acl", "advcl"} and not self._active(token):
                lemmas = tuple(word for word in self._counted.lemmas if word not in {token.lemma.lower(), token.text})
                return Deed(family, child, lemmas, part=token.dep == "amod" and self._does_else(noun))
        behind = (noun if noun > last and noun - last < 6 else last) + 1
        if noun >= 0 and tokens[noun].text.lower() in OF_STATE:
            return Deed(OF_STATE[tokens[noun].text.lower()], noun, _PERSON)
        while behind < len(tokens) and tokens[behind].text.lower() in {"more", "others", "were", "was", "are", "also"}:
            behind += 1
        if behind < len(tokens) and tokens[behind].text.lower() in OF_STATE and not self._active(tokens[behind]):
            family = OF_STATE[tokens[behind].text.lower()]
            return Deed(family, behind, self._counted.lemmas or _PERSON)
        return None

    def _does_else(self, noun: int) -> bool:
        """`12 wounded soldiers went home`: of the wounded, those of whom something else is said."""
        token = self._tokens[noun]
        return token.dep in {"nsubj", "nsubjpass"} and self._tokens[token.head].lemma.lower() not in _STATE_VERBS

    def _active(self, token: Token) -> bool:
        """`12 soldiers killed two men`: a past tense with an object of its own."""
        following = self._tokens[token.i + 1] if token.i + 1 < len(self._tokens) else token
        object_ = any(self._tokens[c].dep in {"dobj", "dative"} for c in self._parse.children[token.i])
        passive = any(self._tokens[c].dep == "auxpass" for c in self._parse.children[token.i])
        return not passive and token.pos == "VERB" and (object_ or following.dep in {"nummod", "det", "poss"})

    # Changes of a level.

    def changed(self) -> Deed | None:
        """`rose by 12`, `a 12% rise in exports`, `up 12%`."""
        if self._number.measure is Measure.RESULT:
            return None
        return self._noun_of_change() or self._verb_of_change() or self._adverb_of_change()

    def _noun_of_change(self) -> Deed | None:
        noun = self._counted.noun if self._counted.noun >= 0 else self._noun_before_of()
        lemma = self._tokens[noun].lemma.lower() if noun >= 0 else ""
        if lemma not in RISES | FALLS or self._number.measure is Measure.RANK:
            return None
        thing = next((grand for grand in self._below(noun, {"in", "of"})), -1)
        counted = lemmas_of(self._parse, thing) if 0 <= thing != self._counted.anchor else ()
        return Deed("be", noun, counted, Change.BY, "up" if lemma in RISES else "down")

    def _noun_before_of(self) -> int:
        token = self._tokens[self._counted.anchor]
        preposition = self._tokens[token.head]
        if token.dep == "pobj" and preposition.text.lower() == "of" and self._tokens[preposition.head].pos == "NOUN":
            return preposition.head
        return -1

    def _below(self, noun: int, links: set[str]) -> Iterator[int]:
        for child in self._parse.children[noun]:
            if self._tokens[child].text.lower() in links:
                yield from (
                    c
                    for c in self._parse.children[child]
                    if self._tokens[c].dep == "pobj"
                    and self._tokens[c].pos in {"NOUN", "PROPN", "ADJ"}
                    and c != self._top
                )

    def _turn(self) -> tuple[Change, str]:
        """How the number stands to the verb of change above it."""
        verb = self._governor()
        if verb is None:
            return Change.LEVEL, ""
        lemma = verb.lemma.lower()
        if lemma not in UP | DOWN | TURNING:
            return Change.LEVEL, ""
        preposition = self._preposition()
        direction = "up" if lemma in UP else "down" if lemma in DOWN else ""
        change = _CHANGES.get(preposition, Change.LEVEL)
        if not preposition and self._tokens[self._top].dep in {"npadvmod", "dobj", "advmod", "attr", "obj"}:
            change = Change.BY if self._number.unit else Change.LEVEL
        return (change, direction) if change is not Change.LEVEL else (Change.LEVEL, "")

    def _verb_of_change(self) -> Deed | None:
        change, direction = self._turn()
        verb = self._governor()
        if change is Change.LEVEL or verb is None or self._number.measure in {Measure.RANK, Measure.AGE}:
            return None
        if not direction and change is not Change.TO:
            return None
        thing = self._changing(verb)
        own = self._counted.lemmas if self._number.measure is Measure.COUNT else ()
        counted = own or (self._thing(thing) if thing >= 0 else ())
        return Deed("be", verb.i, counted, change, direction) if counted else None

    def _changing(self, verb: Token) -> int:
        below = [self._tokens[c] for c in self._parse.children[verb.i]]
        objects = [t.i for t in below if t.dep == "dobj" and t.i not in {self._top, self._counted.anchor}]
        subjects = [t.i for t in below if t.dep in {"nsubj", "nsubjpass"}]
        if verb.dep in {"xcomp", "conj"} and not subjects:
            subjects = [c for c in self._parse.children[verb.head] if self._tokens[c].dep in {"nsubj", "nsubjpass"}]
        found = objects or subjects
        return found[0] if found and self._tokens[found[0]].pos in {"NOUN", "PROPN"} else -1

    def _thing(self, noun: int) -> tuple[str, ...]:
        """The lemmas of what has a value: of "the number of cases", those of the cases."""
        if self._tokens[noun].lemma.lower() in _AMOUNTS:
            for inner in self._below(noun, {"of"}):
                return lemmas_of(self._parse, inner)
            return ()
        return lemmas_of(self._parse, noun)

    def _adverb_of_change(self) -> Deed | None:
        """`up 12%`, `down by 12%`."""
        first = next(token.i for token in self._tokens if token.end > self._number.first)
        near = [token.text.lower() for token in self._tokens[max(0, first - 2) : first]]
        word = next((word for word in reversed(near) if word in {"up", "down"}), "")
        if not word or not self._number.unit or near[-1] not in {"up", "down", "by", "about", "some", "nearly", "over"}:
            return None
        verb = self._governor()
        thing = self._changing(verb) if verb is not None and verb.lemma.lower() in BEING | {"close", "end"} else -1
        return Deed("be", thing, self._thing(thing), Change.BY, word) if thing >= 0 else None

    # Anything else: the verb or noun above.

    def _preposition(self) -> str:
        first = next(token.i for token in self._tokens if token.end > self._number.start)
        word = self._tokens[first - 1].text.lower() if first else ""
        if word in _CHANGES:
            return word
        token = self._tokens[self._top]
        return self._tokens[token.head].text.lower() if token.dep in {"pobj", "pcomp"} else ""

    def _governor(self) -> Token | None:
        """The verb above the number, through prepositions, apposition and conjunction, not through another noun."""
        token, seen = self._tokens[self._top], 0
        while seen < 8:
            seen += 1
            if token.head == token.i:
                return token if token.pos in {"VERB", "AUX"} else None
            head = self._tokens[token.head]
            if head.text.lower() in INCLUDING and head.head != head.i:
                token = head
                continue
            if head.pos in {"VERB", "AUX"} and token.dep not in {"relcl", "acl"}:
                return head
            through = head.lemma.lower() in COLLECTIVES or token.dep in {"appos", "conj"}
            listed = token.lemma.lower() in INCLUDING or self._preposition() in INCLUDING
            if head.pos in {"NOUN", "PROPN", "NUM"} and not through and not listed and token.dep == "prep":
                return None
            token = head
        return None

    def _verb(self) -> int:
        verb = self._governor()
        return verb.i if verb is not None else -1

    def governed(self) -> Deed:
        """The deed by the verb above."""
        part = self._listed()
        by_clause = self._clause_of_noun()
        if by_clause:
            return by_clause._replace(part=part or by_clause.part)
        verb, counted = self._governor(), self._counted.lemmas
        if self._counted.attributive and self._number.measure is not Measure.RANK:
            return self._attribute()
        if verb is None and self._number.unit and self._noun_before_of() >= 0:
            noun = self._noun_before_of()
            return Deed("be", noun, lemmas_of(self._parse, noun))
        if verb is None:
            return Deed(self._noun_deed(), -1, counted or self._people(self._noun_deed()), part=part)
        among = self._among(verb)
        if among:
            return among
        deed = self._of_verb(verb)
        if not deed.counted:
            deed = deed._replace(counted=self._people(deed.lemma) or self._elided(verb))
        return deed._replace(part=part)

    def _among(self, verb: Token) -> Deed | None:
        """`among the dead were 12 children`."""
        for child in self._parse.children[verb.i] if verb.lemma.lower() == "be" else ():
            for grand in self._parse.children[child] if self._tokens[child].text.lower() == "among" else ():
                word = self._tokens[grand]
                family = OF_STATE.get(word.text.lower()) or OF_NOUN.get(word.lemma.lower())
                if family:
                    return Deed(family, verb.i, self._counted.lemmas or _PERSON, part=True)
        return None

    def _people(self, family: str) -> tuple[str, ...]:
        noun = self._noun_before_of()
        if noun >= 0 and self._tokens[noun].lemma.lower() == "crowd":
            return _PERSON
        return _PERSON if family in CASUALTIES and self._number.measure is Measure.COUNT else ()

    def _elided(self, verb: Token) -> tuple[str, ...]:
        """`arrested 40 people in Norwick and five in Ostby`: the number behind "and" counts what the first did."""
        token = self._tokens[self._counted.anchor]
        if token.dep != "conj" or self._number.measure is not Measure.COUNT or token.head != verb.i:
            return ()
        objects = [c for c in self._parse.children[verb.i] if self._tokens[c].dep in {"dobj", "nsubjpass"}]
        return lemmas_of(self._parse, objects[0]) if len(objects) == 1 and objects[0] < token.i else ()

    def _listed(self) -> bool:
        """`40 people, including 12 children`."""
        above = [self._tokens[self._top], *self._parse.above(self._top)][:4]
        return any(token.lemma.lower() in INCLUDING or token.text.lower() in INCLUDING for token in above)

    def _noun_deed(self) -> str:
        """`the killing of 12 people`, `a meeting of 12 ministers`."""
        token = self._tokens[self._top]
        preposition = self._tokens[token.head]
        if token.dep != "pobj" or preposition.dep != "prep":
            return ""
        if self._takes_lives(preposition.head):
            return "kill"
        noun = self._tokens[preposition.head]
        lemma = noun.lemma.lower()
        if noun.pos != "NOUN" or lemma.rstrip("s") in POWERS or noun.label in {"CARDINAL", "PERCENT", "MONEY"}:
            return ""
        return OF_NOUN.get(lemma, f"{lemma} {preposition.text.lower()}") if preposition.text.lower() == "of" else ""

    def _attribute(self) -> Deed:
        noun = self._tokens[self._counted.noun]
        jail = self._number.measure is Measure.DURATION and noun.lemma.lower() in {"sentence", "term", "prison"}
        return Deed("jail" if jail else "be", noun.i, self._counted.lemmas)

    def _clause_of_noun(self) -> Deed | None:
        """`12 people killed in the blast`, `12 people who died`."""
        noun = self._counted.noun
        for child in self._parse.children[noun] if noun >= 0 else ():
            token = self._tokens[child]
            if child < noun or token.dep not in {"acl", "relcl"}:
                continue
            below = {self._tokens[c].dep for c in self._parse.children[child]}
            done = token.tag == "VBN" and "dobj" not in below and "nsubj" not in below
            family = OF_OBJECT.get(_lemma(self._parse, token)) if done or "nsubjpass" in below else None
            family = family or (OF_SUBJECT.get(token.lemma.lower()) if "dobj" not in below else None)
            if family in CASUALTIES and self._number.measure is Measure.COUNT:
                return Deed(family or "", child, self._counted.lemmas, part=self._does_else(noun))
        return None

    def _of_verb(self, verb: Token) -> Deed:
        below = {self._tokens[c].dep: c for c in self._parse.children[verb.i]}
        subject = self._side(verb) in {"nsubj", "csubj"}
        lemma = _lemma(self._parse, verb)
        if subject or self._side(verb) == "nsubjpass":
            lower = self._predicate(verb)
            if lower is not None:
                return lower
        if subject and "dobj" in below:
            return Deed(lemma, verb.i, self._counted.lemmas, doer=True)
        if subject and lemma == "miss" and verb.tag == "VBG":
            return Deed("go missing", verb.i, self._counted.lemmas)
        if subject:
            return Deed(OF_SUBJECT.get(lemma, lemma), verb.i, self._counted.lemmas)
        if self._side(verb) == "agent":
            return Deed(lemma, verb.i, self._counted.lemmas, doer=True)
        if self._number.measure is Measure.RESULT:
            subject_ = self._changing_subject(verb)
            return Deed(
                lemma, verb.i, self._thing(subject_) if subject_ >= 0 and self._tokens[subject_].pos == "NOUN" else ()
            )
        if self._number.measure not in {Measure.COUNT, Measure.RANK} and self._is_value(lemma):
            return self._value(verb)
        return self._object(verb, lemma)

    def _is_value(self, lemma: str) -> bool:
        return lemma in BEING and self._side_dep() != "nsubj"

    def _side_dep(self) -> str:
        return self._tokens[self._top].dep

    def _object(self, verb: Token, lemma: str) -> Deed:
        side = self._side(verb)
        if self._number.measure is Measure.SUM and side == "dobj" and not self._counted.lemmas:
            return Deed(lemma, verb.i, self._spent_on(verb))
        if side in {"dobj", "nsubjpass", "attr", "npadvmod", "oprd", "dative", "ccomp", "conj"}:
            return Deed(OF_OBJECT.get(lemma, lemma), verb.i, self._counted.lemmas)
        if side == "prep":
            link = next((t.text.lower() for t in self._climb(verb) if t.dep == "prep"), "")
            family = OF_OBJECT.get(lemma, "")
            jailed = family == "jail" and self._number.measure is Measure.DURATION
            return Deed("jail" if jailed else f"{lemma} {link}", verb.i, self._counted.lemmas)
        return Deed("", verb.i, self._counted.lemmas)

    def _spent_on(self, verb: Token) -> tuple[str, ...]:
        """`spend $5m on roads`: what the money is for."""
        for parent in (verb.i, self._top):
            for noun in self._below(parent, {"on", "for"}):
                if self._tokens[noun].label not in {"DATE", "TIME"}:
                    return lemmas_of(self._parse, noun)
        return ()

    def _climb(self, verb: Token) -> list[Token]:
        found = [self._tokens[self._top]]
        while found[-1].head not in {verb.i, found[-1].i} and len(found) < 9:
            found.append(self._tokens[found[-1].head])
        return found

    def _side(self, verb: Token) -> str:
        """By which dependency the number's phrase hangs on its verb."""
        return self._climb(verb)[-1].dep

    def _value(self, verb: Token) -> Deed:
        """`the deal is worth $5m`, `the blaze lasted three days`: the subject has the value."""
        subject = self._changing_subject(verb)
        counted = self._thing(subject) if subject >= 0 else self._counted.lemmas
        return Deed(
            "be",
            verb.i,
            self._counted.lemmas if self._number.measure is Measure.SHARE and self._counted.lemmas else counted,
        )

    def _changing_subject(self, verb: Token) -> int:
        for one in (verb.i, verb.head) if verb.dep == "conj" else (verb.i,):
            found = [c for c in self._parse.children[one] if self._tokens[c].dep in {"nsubj", "nsubjpass"}]
            if found:
                return found[0] if self._tokens[found[0]].pos in {"NOUN", "PROPN"} else -1
        return -1

    def _predicate(self, verb: Token) -> Deed | None:
        """`12 people are missing`, `were feared dead`, `are expected to die`, `were found alive`."""
        for child in self._parse.children[verb.i]:
            token = self._tokens[child]
            if child < verb.i or token.dep not in {"acomp", "oprd", "xcomp", "attr", "advcl", "ccomp"}:
                continue
            word = token.text.lower()
            if word in OF_STATE and verb.lemma.lower() in _STATE_VERBS | {"believe", "confirm", "say", "presume"}:
                return Deed(OF_STATE[word], child, self._counted.lemmas or _PERSON)
            lemma = _lemma(self._parse, token)
            if token.dep == "xcomp" and token.pos == "VERB" and lemma not in BEING:
                passive = any(self._tokens[c].dep == "auxpass" for c in self._parse.children[child])
                family = (OF_OBJECT if passive else OF_SUBJECT).get(lemma, lemma)
                doer = not passive and any(self._tokens[c].dep == "dobj" for c in self._parse.children[child])
                return Deed(family, child, self._counted.lemmas, doer=doer)
            if verb.lemma.lower() in BEING and token.dep in {"acomp", "attr"}:
                return Deed(f"be {token.lemma.lower()}", child, self._counted.lemmas)
        return None


def _lemma(parse: Parse, verb: Token) -> str:
    """A verb's lemma with its particle: "round up"."""
    particle = next((parse.tokens[c].text.lower() for c in parse.children[verb.i] if parse.tokens[c].dep == "prt"), "")
    if verb.lemma.lower() == "shoot" and any(t.text.lower() == "dead" for t in parse.tokens[verb.i + 1 : verb.i + 4]):
        return "kill"
    lemma = {"fin": "fine"}.get(verb.lemma.lower(), verb.lemma.lower())  # the model's own slip
    return f"{lemma} {particle}".strip()
