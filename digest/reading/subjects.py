"""Whose verb it is: the subject of a reporting verb, through clauses, relative pronouns and documents."""

from collections.abc import Sequence

from digest.reading.datelines import after_dateline
from digest.reading.parse import Parse, Token
from digest.reading.verbs import is_reporting
from digest.reading.words import DOCUMENTS, PLACARDS

_SUBJECTS = ("nsubj", "nsubjpass")
_INHERITS = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "dep", "aux"})
_RELATIVE = frozenset({"who", "that", "which", "whom"})
_AROUND = 6  # tokens between a phrase's article and the words right before its head
FUNCTIONAL = frozenset({"PUNCT", "SPACE", "ADP", "CCONJ", "SCONJ", "ADV", "AUX"})
LEFT = frozenset(
    {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "advmod", "npadvmod", "predet", "case", "punct"}
)


def phrase(parse: Parse, head: int) -> tuple[int, int]:
    """First and last token of the source's core: the words before its head that belong to it, and the head."""
    first = head
    for child in reversed(parse.children[head]):
        if child > head or parse.tokens[child].dep not in LEFT:
            continue
        below = parse.subtree(child)
        while below[0] < child and parse.tokens[below[0]].pos == "PUNCT":  # `…,” coach Diaz said`
            below = below[1:]
        stray = any(parse.tokens[i].text in {",", ";", ":", "(", ")", "“", "”", '"'} for i in below)
        if below[-1] != first - 1 or stray:
            break
        first = below[0]
    return min(first, _article(parse, head, first)), head


def _article(parse: Parse, head: int, first: int) -> int:
    """`the Norwick, Vt., chapter`: the article of a phrase with a place between commas in it; else `first` itself."""
    while (
        first > 1 and parse.tokens[first - 1].text == "-" and parse.tokens[first - 1].end == parse.tokens[first].start
    ):
        first -= 2
    if first and parse.tokens[first - 1].text.lower() in {"the", "a", "an"}:
        return first - 1
    article = next((child for child in parse.children[head] if parse.tokens[child].dep == "det"), first)
    between = parse.tokens[article:first]
    if len(between) > _AROUND:
        return first
    inside = all(token.head == head or head in {above.i for above in parse.above(token.i)} for token in between)
    plain = all(token.text == "," or token.text[:1].isalnum() for token in between)
    return article if inside and plain else first


def _antecedent(parse: Parse, index: int) -> int | None:
    """The noun that a relative pronoun stands for."""
    for above in (parse.tokens[index], *parse.above(index)):
        if above.dep == "relcl":
            return above.head
    return None


def _own_subject(parse: Parse, index: int, inside: Sequence[int], participle: int = -1) -> int | None:
    """Of several subjects that the parser gives to a verb, the one that stands beside it.

    `Diaz, despite admitting that …, the victims need …`: that of a participle between the two stands before it.
    """
    found = [
        child
        for child in parse.children[index]
        if parse.tokens[child].dep in _SUBJECTS
        and inside[child] < 0
        and parse.tokens[child].pos not in FUNCTIONAL
        and any(map(str.isalnum, parse.tokens[child].text))
    ]
    if participle >= 0 and len(found) > 1 and found[0] < participle < found[-1]:
        return max(child for child in found if child < participle)
    if not found:
        return _strayed(parse, index, inside)
    before, behind = [child for child in found if child < index], [child for child in found if child > index]
    if behind and (not before or parse.tokens[index - 1].pos == "PUNCT"):
        return behind[0]
    return _mended(parse, _behind_dateline(parse, _resident(parse, before[-1])), index) if before else None


def _strayed(parse: Parse, verb: int, inside: Sequence[int]) -> int | None:
    """`After Holm had written about the Herald, Diaz sent letters`: a name right before a verb that has no subject.

    Or what a conjunction before it seems to govern: `Shares fell after the owner, Ana Diaz, told …`.
    """
    if verb < 1 or parse.tokens[verb].tag not in {"VBD", "VBZ"}:
        return None
    governed = _governed(parse, verb, inside) if parse.tokens[verb].dep == "advcl" else None
    name = parse.tokens[verb - 1]
    if governed is not None or name.label != "PERSON" or name.dep not in {"conj", "appos"}:
        return governed
    comma = phrase(parse, name.i)[0] - 1
    return name.i if comma >= 0 and parse.tokens[comma].text == "," and inside[name.i] < 0 else None


def _governed(parse: Parse, verb: int, inside: Sequence[int]) -> int | None:
    """What stands between a conjunction that is read as a preposition and the verb that it opens the clause of."""
    for child in parse.children[parse.tokens[verb].head]:
        near = child < verb and max(parse.subtree(child)) in {verb - 1, verb - 2}
        if near and parse.tokens[child].text.lower() in {"after", "before", "since", "until"}:
            return next((i for i in parse.children[child] if parse.tokens[i].dep == "pobj" and inside[i] < 0), None)
    return None


def _resident(parse: Parse, subject: int) -> int:
    """`Diaz of Norwick, South Lund says`: who lives there, where the parser takes the place behind the comma."""
    comma = phrase(parse, subject)[0] - 1
    if parse.tokens[subject].label != "GPE" or comma < 3 or parse.tokens[comma].text != ",":
        return subject
    town = parse.tokens[comma - 1]
    link = parse.tokens[town.head]
    person = parse.tokens[link.head]
    lives = town.label == "GPE" and link.text in {"of", "from", "in"} and person.label == "PERSON"
    return person.i if lives else subject


def _behind_dateline(parse: Parse, subject: int) -> int:
    """`NORWICK — The town's mayor, Ana Diaz, told`: who tells, which the parser takes to stand in apposition."""
    begin = after_dateline(parse)
    if subject >= begin:
        return subject
    behind = (child for child in parse.children[subject] if child >= begin and parse.tokens[child].dep == "appos")
    return next(behind, subject)


def _mended(parse: Parse, subject: int, verb: int) -> int:
    """`Diaz, an aide said, …`: an apposition without a comma behind it is the verb's own subject, misread.

    Not so where the verb's clause goes on behind a name: `Ana Diaz, deputy leader and spokesperson said the plan …`.
    """
    behind = parse.tokens[verb + 1 : verb + 2]
    goes_on = parse.tokens[verb - 1].pos == "PUNCT" or not behind or behind[0].pos != "PUNCT"
    if goes_on and parse.tokens[subject].label == "PERSON":
        return subject
    for child in parse.children[subject]:
        token = parse.tokens[child]
        if token.dep == "appos" and child < verb and max(parse.subtree(child)) == verb - 1 and token.pos != "PUNCT":
            return child
    return subject


def _issuer(parse: Parse, noun: int, inside: Sequence[int]) -> int:
    """`She released a statement saying …`: who released it; a document that nobody issues here speaks itself.

    So does what is only held up or worn: `she carried a sign saying …`.
    """
    token = parse.tokens[noun]
    if token.lemma.lower() in PLACARDS:
        return noun
    addressed = token.dep == "pobj" and parse.tokens[token.head].text == "to" and token.tag == "NNS"
    if addressed:  # `sent a message to supporters saying …`
        outer = parse.tokens[parse.tokens[token.head].head]
        below = [parse.tokens[child].lemma.lower() for child in parse.children[outer.i]]
        addressed = outer.lemma.lower() in DOCUMENTS or bool(DOCUMENTS.intersection(below))
    if addressed or (token.lemma.lower() in DOCUMENTS and token.dep in {"dobj", "pobj"}):
        for above in parse.above(noun):
            if above.pos == "VERB":
                found = _own_subject(parse, above.i, inside)
                if found is None and above.dep == "pcomp":  # `began by issuing orders telling …`
                    continue
                return noun if found is None or parse.tokens[found].text.lower() in _RELATIVE else found
    return noun


def _stood_for(parse: Parse, subject: int, verb: int, inside: Sequence[int]) -> tuple[int, int] | None:
    """A subject, or the noun that a relative pronoun as a subject stands for, with that pronoun."""
    token = parse.tokens[subject]
    if token.text.lower() not in _RELATIVE or token.tag not in {"WP", "WDT", "IN"}:
        return subject, -1
    if subject < verb - 1 and parse.tokens[verb - 1].pos in {"PROPN", "PRON"}:
        return verb - 1, -1  # `a rival who Diaz called …`: the pronoun is the object
    behind = subject + 1
    if behind < verb and parse.tokens[behind].tag == "NNP" and parse.tokens[behind].text[:1].isupper():
        while behind + 1 < verb and parse.tokens[behind + 1].tag == "NNP":
            behind += 1
        return behind, -1  # `a rival who Diaz on Monday called …`, `which Diaz says proved …`
    noun = _antecedent(parse, subject)
    return None if noun is None else (_issuer(parse, noun, inside), subject)


def _before_participle(parse: Parse, index: int, inside: Sequence[int]) -> int | None:
    """`The film shows Diaz asking, “…`, `signs reading “…`: what stands right before a participle is its subject."""
    before = parse.tokens[index - 1] if index else None
    if before is None or parse.tokens[index].tag != "VBG" or inside[before.i] >= 0:
        return None
    named = before.pos == "PROPN" and before.label == "PERSON" and before.dep != "poss"
    return before.i if named or before.lemma.lower() in PLACARDS else None


def _quoted_as(parse: Parse, index: int, inside: Sequence[int]) -> int | None:
    """`The agency quoted Diaz as saying “…`: the one who is quoted."""
    link = parse.tokens[parse.tokens[index].head]
    above = parse.tokens[link.head]
    if parse.tokens[index].dep != "pcomp" or link.text != "as" or above.lemma not in {"quote", "cite"}:
        return None
    objects = (child for child in parse.children[above.i] if parse.tokens[child].dep == "dobj" and inside[child] < 0)
    return next(objects, None)


def subject_of(parse: Parse, index: int, inside: Sequence[int]) -> tuple[int, int] | None:
    """The subject of a verb, its own or that of the verb it depends on; and the relative pronoun beside it, or -1."""
    beside = _before_participle(parse, index, inside)
    if beside is None:
        beside = _quoted_as(parse, index, inside)
    if beside is not None:
        return beside, -1
    participle = index if parse.tokens[index].tag == "VBG" else -1
    for _ in range(6):
        verb = parse.tokens[index]
        own = _own_subject(parse, index, inside, participle)
        if own is not None:
            return _stood_for(parse, own, index, inside)
        if verb.dep == "acl" and parse.tokens[verb.head].pos in {"NOUN", "PROPN", "PRON"}:
            comma = verb.tag == "VBG" and index and parse.tokens[index - 1].text == ","
            if not comma:
                return _issuer(parse, verb.head, inside), -1
            index = next((above.i for above in parse.above(verb.head) if above.pos in {"VERB", "AUX"}), index)
            if index == verb.i:
                return None
            continue
        if verb.dep not in _INHERITS or verb.head == index:
            return None
        index = _outer(parse, verb, inside)
    return None


def _outer(parse: Parse, verb: Token, inside: Sequence[int]) -> int:
    """The verb that a coordinated or adverbial verb goes with: that of the report, rather than one inside its clause.

    `Diaz said the plan was made and said, “…`, `Diaz denied that they knew, saying “…`, `Diaz said after the house had
    voted, adding: “…`, `Diaz said that prices fall if they act and urged: “…`. A verb inside marks, which the parser
    often puts on top, governs nothing outside them.
    """
    head = parse.tokens[verb.head]
    above = parse.tokens[head.head]
    reported = head.dep == "ccomp" and is_reporting(above) and verb.dep in {"conj", "advcl"} and inside[above.i] < 0
    if reported and _tense(parse, verb) in {"VBG", above.tag}:
        return above.i
    set_off = verb.tag == "VBG" and verb.dep == "advcl" and parse.tokens[verb.i - 1].text == ","
    passive = any(parse.tokens[child].dep == "auxpass" for child in parse.children[head.i])
    if set_off and head.dep == "conj" and not is_reporting(head) and _own_subject(parse, head.i, inside) is not None:
        return head.i  # `Diaz praised him and Novak returned it, calling her “…`
    if set_off and passive and head.dep == "advcl":
        return head.head  # `Diaz resigned after the plan was revealed, calling it “…`
    if set_off and not is_reporting(head):
        outer = (token.i for token in parse.above(head.i) if is_reporting(token) and inside[token.i] < 0)
        claimed = above.i if head.dep == "ccomp" and _own_subject(parse, above.i, inside) is not None else -1
        return next(outer, claimed if claimed >= 0 else _reporting_between(parse, head.i, verb.i, inside))
    if verb.dep == "conj" and verb.tag == "VBD" and head.tag in {"VBZ", "VBP"}:
        outer = (token.i for token in parse.above(head.i) if is_reporting(token) and inside[token.i] < 0)
        return next((i for i in outer if parse.tokens[i].tag == verb.tag), head.i)
    return head.i


def _reporting_between(parse: Parse, head: int, participle: int, inside: Sequence[int]) -> int:
    """`They negotiate after Diaz vowed to go, calling it “…`: the report in a clause between the two; else `head`."""
    below = [child for child in parse.children[head] if head < child < participle and inside[child] < 0]
    said = [child for child in below if parse.tokens[child].dep == "advcl" and is_reporting(parse.tokens[child])]
    subject = _own_subject(parse, said[-1], inside) if said else None
    return head if subject is None or parse.tokens[subject].dep == "nsubjpass" else said[-1]


def _tense(parse: Parse, verb: Token) -> str:
    """The tag of a verb, or of the `did` or `does` that bears its tense."""
    do = [token for child in parse.children[verb.i] if (token := parse.tokens[child]).lemma == "do" and child < verb.i]
    return do[0].tag if do and do[0].dep == "aux" else verb.tag
