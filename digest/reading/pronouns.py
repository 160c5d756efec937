"""Whom each "he", "she", "it" and "they" outside quotations stands for: by agreement, recency and subjecthood.

Every pronoun is weighed against what the text named before it, in the manner of Lappin and Leass (1994): the nearer the
sentence and the higher the grammatical function, the likelier. A resolved pronoun is itself a mention for those behind.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digest.reading.descriptions import IT, THEY, Antecedent, Cast
from digest.reading.gender import FEMALE, MALE
from digest.reading.parse import Parse, Token
from digest.reading.people import People
from digest.reading.verbs import is_reporting
from digest.reading.words import PRONOUNS_HE, PRONOUNS_SHE

_AGREES = {
    **dict.fromkeys(PRONOUNS_HE, MALE),
    **dict.fromkeys(PRONOUNS_SHE, FEMALE),
    "it": IT,
    "they": THEY,
}
_WINDOW = 24  # mentions looked at; older ones never won on the training half of PolNeAR
_FUNCTION = {
    "nsubj": 0.0,
    "npadvmod": 0.0,  # of a name it is the subject of a verb that was misread: nobody is a time or a measure
    "nsubjpass": 0.3,
    "conj": 1.2,
    "dobj": 1.2,
    "dative": 1.2,
    "appos": 0.6,
    "pobj": 1.6,
    "agent": 1.0,
}
_OTHER = 2.2  # possessors, parts of other phrases
_QUOTED = 2.5  # named inside a quotation
_UNSURE = 0.6  # the text does not show the gender
_LOWER = 0.4  # the subject of a clause inside another: `Diaz says Novak has won. She …`
_DEAREST = 9.0
_DEAREST_THING = 3.4  # for "it" and "they", of what does not speak: two sentences back
_TIE = 0.3  # candidates as near as this are as likely: on the training half the first was right one time in four
_ANSWERING = frozenset({"answer", "reply", "respond"})
_ANSWER = re.compile(r"(?:no|nope|never|yes|yeah|correct)\b", re.IGNORECASE)
_ASKED = re.compile(r"\?[”\"](?P<cue>[^“”\"]{0,80}\.)?\s+(?:[“\"](?P<answer>[^“”\"]{1,200})[”\"]\s*)?$")
_REACH = 700  # characters back from a pronoun in which question and answer stand


@dataclass(frozen=True, slots=True)
class _Weighed:
    antecedent: Antecedent
    start: int
    token: int
    sentence: int
    cost: float
    block: int
    head: int
    speaks: bool
    passive: bool


def _cost(parse: Parse, token: Token, *, quoted: bool) -> float:
    subject = token.dep in {"nsubj", "nsubjpass"}
    behind = parse.tokens[token.i + 1 : token.i + 2]
    if token.dep == "aux" and token.label and behind and behind[0].tag in {"VBD", "VBZ"}:  # `May was glad`
        return _QUOTED if quoted else 0.0
    lower = subject and parse.tokens[token.head].dep not in {"ROOT", "conj", "parataxis"}
    return _FUNCTION.get(token.dep, _OTHER) + (_QUOTED if quoted else 0.0) + (_LOWER if lower else 0.0)


def _holds(parse: Parse, pronoun: Token, verb: int, inside: Sequence[int]) -> bool:
    """`Diaz “is ready,” she wrote`: whoever acts in the words that are written is not the one who writes."""
    below = parse.tokens[verb].dep == "ccomp" and parse.tokens[verb].head == pronoun.head != verb
    return below and inside[verb] >= 0 and pronoun.dep == "nsubj"


def _best(  # noqa: PLR0913
    parse: Parse,
    pronoun: Token,
    gender: str,
    sentence: int,
    recent: Sequence[_Weighed],
    *,
    inside: Sequence[int],
    barred: Antecedent | None,
) -> Antecedent | None:
    """The likeliest antecedent but a barred one; None where there is none, and where several are as likely.

    Of several the one who spoke last is taken.
    """
    costs: dict[Antecedent, float] = {}
    speaking: list[Antecedent] = []
    for weighed in reversed(recent[-_WINDOW:]):
        found = weighed.antecedent
        if found is barred or (found.gender != gender and not (found.gender == "" and gender in {MALE, FEMALE})):
            continue
        if weighed.speaks:
            speaking.append(found)
        dearest = _DEAREST_THING if gender in {IT, THEY} and not weighed.speaks else _DEAREST
        cost = weighed.cost + min(sentence - weighed.sentence, 6) + (0.0 if found.gender else _UNSURE)
        beside = weighed.sentence == sentence and weighed.block == parse.block
        same_verb = beside and weighed.head == pronoun.head and pronoun.dep in _FUNCTION
        same_verb = same_verb or (beside and _holds(parse, pronoun, weighed.head, inside))
        if not same_verb and cost < min(costs.get(found, dearest), dearest):
            costs[found] = cost
    ranked = sorted(costs, key=lambda found: costs[found])
    near = [found for found in ranked if costs[found] - costs[ranked[0]] < _TIE and found.gender == gender]
    if len(near) > 1:
        return next((found for found in speaking if found in near), None)
    return ranked[0] if ranked else None


def _asker(parse: Parse, pronoun: Token, recent: Sequence[_Weighed], text: str) -> Antecedent | None:
    """`Keller asked: “Why?” “No idea,” he replied`: whoever asked, which is not who answers."""
    begin = max(0, pronoun.start - _REACH)
    asked = _ASKED.search(text[begin : pronoun.start])
    if asked is None:
        return None
    says = _ANSWER.match(asked["answer"] or "") is not None
    if not says and parse.tokens[pronoun.head].lemma.lower() not in _ANSWERING:
        return None
    question = begin + asked.start()
    opens = max(text.rfind(mark, begin, question) for mark in '“"')
    from_, to = (question, begin + asked.end("cue")) if asked["cue"] else (0, opens)
    near = [weighed for weighed in recent if from_ <= weighed.start < to]
    last = [weighed for weighed in near if weighed.sentence == near[-1].sentence]
    asker = min(last, key=lambda weighed: weighed.cost) if last else None
    return asker.antecedent if asker and not asker.passive else None


def _beside(parse: Parse, pronoun: Token, recent: Sequence[_Weighed]) -> Antecedent | None:
    """`Asked by Keller, he replied`, `Under questioning by Keller, he`: who does that is not to whom it is done."""
    if pronoun.dep not in {"nsubj", "nsubjpass"}:
        return None
    for weighed in reversed(recent):
        if weighed.block != parse.block:
            return None
        if weighed.start < pronoun.start and _is_adjunct(parse, weighed.token, pronoun.head):
            return weighed.antecedent
    return None


def _is_adjunct(parse: Parse, token: int, verb: int) -> bool:
    """Whether a name is the agent in a participle or in what is done "under", ahead of a verb and tied to it."""
    by = parse.tokens[parse.tokens[token].head]
    act = parse.tokens[by.head]
    if by.text.lower() != "by":
        return False
    led = parse.tokens[act.head]
    if act.dep == "pobj" and led.text.lower() == "under":
        return led.head == verb
    return act.tag == "VBN" and act.dep == "advcl" and act.head == verb


def antecedents(
    parses: Sequence[Parse], people: People, genders: Sequence[str], inside: Mapping[int, Sequence[int]], text: str
) -> dict[int, Antecedent]:
    """Offset of each third-person pronoun outside quotations → what it stands for, where that is found."""
    found: dict[int, Antecedent] = {}
    recent: list[_Weighed] = []
    sentence, cast = 0, Cast(people, genders, text)
    for parse in parses:
        borders, place, quotes = set(parse.borders), -1, inside[parse.block]
        for token in parse.tokens:
            quoted = quotes[token.i] >= 0
            if token.i in borders and not quoted:
                sentence += 1
            if token.start < place:
                continue
            this, head = None, token
            name = cast.named(parse, token)
            if name is not None:
                this, head = name
                place = head.end
            elif not quoted and token.pos == "PRON" and token.text.lower() in _AGREES:
                gender = _AGREES[token.text.lower()]
                barred = _beside(parse, token, recent) or _asker(parse, token, recent, text)
                this = _best(parse, token, gender, sentence, recent, inside=quotes, barred=barred)
                if this is not None:
                    found[token.start] = this
            elif not quoted:
                this = cast.described(parse, token)
            if this is not None:
                recent += _weighed(parse, head, this, cast, sentence, quoted=quoted)
    return found


def _weighed(  # noqa: PLR0913
    parse: Parse, head: Token, this: Antecedent, cast: Cast, sentence: int, *, quoted: bool
) -> list[_Weighed]:
    """A mention, and the row that it opens; "they" in it, as in `the lawmakers and Diaz`, are not mentioned alone."""
    row = cast.together(parse, head)
    speaks = head.dep == "nsubj" and is_reporting(parse.tokens[head.head])
    cost = _cost(parse, head, quoted=quoted)
    mentioned = [one for one in (None if row and this.gender == THEY else this, row) if one]
    passive = head.dep == "nsubjpass"
    return [
        _Weighed(one, head.start, head.i, sentence, cost, parse.block, head.head, speaks, passive) for one in mentioned
    ]
