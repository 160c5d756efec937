"""Where, when, to whom and by whom: what the clause of a figure says besides it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from digest.nouns import Entity, NamedPerson, Quote
from digest.reading.parse import Parse, Token
from digest.reading.quantities.families import HOPES, MAYBE, SO_FAR
from digest.reading.quantities.spells import Spell

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_ACTORS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_OWN_CLAUSE = frozenset({"relcl", "advcl", "ccomp", "parataxis", "acl", "csubj"})
_UNDER = frozenset({"xcomp", "ccomp", "acl", "pcomp", "prep", "acomp", "dobj", "oprd", "pobj", "auxpass"})
_WHERE = frozenset({"in", "near", "outside", "around"})
_CITED = re.compile(r"\b[Aa]ccording to ((?:the |an? )?[\w.’' -]{2,60}?)(?=[,.;]|$)")
_IF = frozenset({"if", "unless", "whether"})
_NOT = frozenset({"not", "n't", "n’t", "never", "neither"})
_DENY = frozenset({"deny", "refute", "reject", "dismiss", "dispute", "debunk"})


class Clause(NamedTuple):
    """The tokens that belong to a figure, nearest first."""

    phrase: frozenset[int]  # below the noun that is counted
    own: frozenset[int]  # below its verb, without the clauses inside
    joined: frozenset[int]  # below the verbs that "and" joins to its own
    sentence: range


def clause_of(parse: Parse, top: int, verb: int, sentence: range) -> Clause:
    """The phrase and the clause of a figure whose phrase is headed by `top` and whose predicate is `verb`."""
    phrase = frozenset(_clause_tokens(parse, top))
    above = next((token.i for token in parse.above(top) if token.pos in {"VERB", "AUX"}), top)
    head = _finite(parse, verb) if verb >= 0 and parse.tokens[verb].pos in {"VERB", "AUX"} else above
    own = frozenset(_clause_tokens(parse, head)) | frozenset(_shared_subject(parse, head)) | phrase
    joined = frozenset(index for other in _coordinated(parse, head) for index in _clause_tokens(parse, other))
    inside = frozenset(sentence)
    return Clause(phrase & inside, own & inside, (own | joined) & inside, sentence)


def _shared_subject(parse: Parse, verb: int) -> Iterator[int]:
    """`Diaz was hurt in May and missed ten games`: the subject of a verb that another stands beside without its own."""
    token = parse.tokens[verb]
    while token.dep == "conj" and token.pos in {"VERB", "AUX"} and not _subjects(parse, token.i):
        token = parse.tokens[token.head]
    for subject in _subjects(parse, token.i) if token.i != verb else ():
        yield from _clause_tokens(parse, subject)


def _subjects(parse: Parse, verb: int) -> list[int]:
    return [c for c in parse.children[verb] if parse.tokens[c].dep in {"nsubj", "nsubjpass"}]


def _coordinated(parse: Parse, verb: int) -> list[int]:
    """The verbs that stand beside one: before it and behind it."""
    token = parse.tokens[verb]
    before = [token.head] if token.dep == "conj" and parse.tokens[token.head].pos in {"VERB", "AUX"} else []
    beside = (verb, *before)
    behind = [c for one in beside for c in parse.children[one] if parse.tokens[c].dep == "conj" and c != verb]
    return [*before, *(c for c in behind if parse.tokens[c].pos in {"VERB", "AUX"} and _goes_on(parse, c))]


def _goes_on(parse: Parse, verb: int) -> bool:
    """`… were killed and 30 injured on Monday`: a verb without a subject of its own, but for a number."""
    subjects = [parse.tokens[c] for c in _subjects(parse, verb)]
    return all(t.pos == "NUM" or any(parse.tokens[c].dep == "nummod" for c in parse.children[t.i]) for t in subjects)


def _finite(parse: Parse, index: int) -> int:
    """The verb of the clause of a predicate."""
    token = parse.tokens[index]
    while token.pos not in {"VERB", "AUX"} or token.dep in {"xcomp", "aux", "auxpass", "acomp"}:
        if token.head == token.i:
            break
        token = parse.tokens[token.head]
    return token.i


def _clause_tokens(parse: Parse, verb: int) -> Iterable[int]:
    yield verb
    for child in parse.children[verb]:
        token = parse.tokens[child]
        another = token.dep == "conj" and token.pos in {"VERB", "AUX"}
        number = token.dep == "conj" and token.pos == "NUM"  # `40 in Norwick and five in Ostby`
        if token.dep not in _OWN_CLAUSE and not another and not number:
            yield from _clause_tokens(parse, child)


class Names(NamedTuple):
    """An article's names, of which those before an offset, its dateline's, do not count."""

    entities: Sequence[Entity]
    people: Sequence[NamedPerson]
    behind: int

    def among(self, labels: frozenset[str], tokens: Iterable[Token]) -> tuple[str, ...]:
        """The names of some kinds that begin with one of the tokens; people in the fullest form of the article."""
        starts = {token.start for token in tokens if token.start >= self.behind}
        full = {mention.start: person.name for person in self.people for mention in person.mentions}
        found = [one for one in self.entities if one.label in labels and one.start in starts]
        names = [full.get(one.start, one.text) if one.label == "PERSON" else _plain(one.text) for one in found]
        return tuple(dict.fromkeys(name for name in names if name[:1].isupper()))


def _plain(name: str) -> str:
    words = re.sub(r"['’]s?$", "", " ".join(name.split()))
    return re.sub(r"^(?:the|a|an) ", "", words, flags=re.IGNORECASE)


def places_of(names: Names, parse: Parse, clause: Clause) -> tuple[str, ...]:
    """The places of the phrase, else of the clause, else of the sentence."""
    for tier in (clause.phrase, clause.own, frozenset(clause.sentence)):
        tokens = [parse.tokens[i] for i in sorted(tier)]
        found = names.among(_PLACES, tokens)
        if not found and tier is clause.phrase:  # a town that the tagger takes for a person
            there = [token for token in tokens if token.label not in _PLACES and _only_a_place(parse, token)]
            found = names.among(_ACTORS, there)
        if found:
            return found
    return ()


def actors_of(names: Names, parse: Parse, clause: Clause) -> tuple[str, ...]:
    """The names in the clause, but for those that stand behind a preposition of place."""
    tokens = (parse.tokens[i] for i in sorted(clause.own))
    return names.among(_ACTORS, [token for token in tokens if not _only_a_place(parse, token)])


def _only_a_place(parse: Parse, token: Token) -> bool:
    """`in Norwick`, `near Ostby`: where it is, not who."""
    label = token.label
    while label and parse.tokens[token.head].label == label and token.head != token.i:
        token = parse.tokens[token.head]
    if token.dep == "pobj" and parse.tokens[token.head].text.lower() in _WHERE:
        return True
    return (
        label in _PLACES
        and token.dep in {"pobj", "appos", "npadvmod"}
        and parse.tokens[token.head].text.lower()
        not in {
            "by",
            "of",
            "to",
        }
    )


def time_of(found: Sequence[Spell], parse: Parse, clause: Clause, behind: int, until: int) -> Spell | None:
    """The time right behind the offset `behind`, else the one time that the phrase or the clause gives before `until`.

    `until` is where another number of the same unit stands: "$12 million, up from $10 million in 2023".
    """
    found = [one for one in found if one.start < until]
    for one in found:
        if 0 <= one.start - behind <= len(" during "):
            return one
    for tier in (clause.phrase, clause.own, clause.joined):
        starts = {parse.tokens[i].start for i in tier}
        inside = [one for one in found if any(one.start <= start < one.end for start in starts)]
        if inside:
            return _narrowest(inside)
    return None


def _narrowest(found: Sequence[Spell]) -> Spell | None:
    """Of times of which one lies in all others, that one: "on Monday last week"."""
    best = min(found, key=lambda one: (one.last - one.first, one.start))
    return best if all(one.first <= best.first and best.last <= one.last for one in found) else None


def claimant_of(quotes: Sequence[Quote], start: int, end: int, sentence: str) -> str:
    """Whose words the figure stands in: those of the shortest quote that covers it, or "according to" in its sentence.

    A quote may be with marks or without.
    """
    covering = [quote for quote in quotes if quote.start <= start and end <= quote.end and quote.speaker]
    best = min(covering, key=lambda quote: (quote.end - quote.start, quote.start), default=None)
    if best is not None:
        return best.speaker or ""
    cited = _CITED.search(sentence)
    return " ".join(cited[1].split()) if cited else ""


def is_hypothetical(parse: Parse, clause: Clause, verb: int) -> bool:
    """`could kill`, `if`, `fears of`, `plans to`, a question."""
    words = parse.tokens[clause.sentence[0] : clause.sentence[-1] + 1]
    if words and words[-1].text.startswith("?"):
        return True
    chain = _chain(parse, verb)
    if any(token.lemma.lower() in HOPES and token.i != verb for token in chain):
        return True
    if any(_is_purpose(parse, token) for token in chain):
        return True
    subjects = [parse.tokens[c] for token in chain[1:] for c in parse.children[token.i]]
    if any(token.dep == "nsubj" and token.lemma.lower() in HOPES for token in subjects):  # `the aim is to`
        return True
    if chain[0].tag == "VBG" and chain[0].dep == "csubj":  # `deporting 12 people was no option`
        return True
    beside = [parse.tokens[verb].head] if parse.tokens[verb].dep == "conj" else []
    below = [parse.tokens[child] for token in chain for child in parse.children[token.i]]
    joined = [parse.tokens[child] for other in beside for child in parse.children[other]]
    return any(_is_modal(token) for token in (*below, *joined)) or any(
        (t.text.lower() in _IF and t.dep == "mark")
        or (t.lemma.lower() in HOPES and t.dep in {"advmod", "acomp", "oprd"})
        or (t.lemma.lower() in HOPES - {"suspect"} and t.dep == "amod")  # `12 suspected cases` were counted
        for t in below
    )


def _is_purpose(parse: Parse, verb: Token) -> bool:
    """`a plan to hire 400`, `the court is to hear 12 witnesses`, `12 witnesses are to be heard`."""
    if verb.dep in {"acl", "advcl"}:
        return _is_infinitive(parse, verb)
    to = any(parse.tokens[c].tag == "TO" for c in parse.children[verb.i])
    return to and verb.dep == "xcomp" and parse.tokens[verb.head].lemma.lower() == "be"


def _is_infinitive(parse: Parse, token: Token) -> bool:
    return token.tag == "VB" and any(parse.tokens[c].tag == "TO" for c in parse.children[token.i])


def _is_modal(token: Token) -> bool:
    return token.tag == "MD" and token.text.lower() in MAYBE | {"’ll", "'ll", "wo", "’d", "'d"}


def _chain(parse: Parse, verb: int) -> list[Token]:
    """A predicate and what it hangs on: its auxiliary verb, "expected to", "feared that", "plans to"."""
    found = [parse.tokens[verb]]
    for above in parse.above(verb):
        if found[-1].dep not in _UNDER:
            break
        found.append(above)
    return found[:6]


def is_negated(parse: Parse, top: int, verb: int, bound: range) -> bool:
    """`did not kill 12`, `not 12`, `denied that 12`; the words of `bound` ("no fewer than 12") deny nothing."""
    chain = _chain(parse, verb)[:1] if verb >= 0 else []
    below = [parse.tokens[c] for t in (*chain, parse.tokens[top]) for c in parse.children[t.i]]
    near = [token for token in below if token.dep != "cc" and token.start not in bound]
    denied = verb >= 0 and any(t.lemma.lower() in _DENY for t in _chain(parse, verb)[1:3])
    return denied or any(t.text.lower() in _NOT or (t.text.lower() == "no" and t.i < top) for t in near)


def is_total(sentence: str) -> bool:
    """`so far`, `in total`."""
    words = sentence.lower()
    return any(phrase in words for phrase in SO_FAR)
