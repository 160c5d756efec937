"""Whom each "he" and "she" outside quotations stands for: by agreement, recency and subjecthood.

Every pronoun is weighed against what the text named before it, in the manner of Lappin and Leass (1994): the nearer the
sentence and the higher the grammatical function, the likelier. A resolved pronoun is itself a mention for those behind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digest.reading.cues import can_speak
from digest.reading.gender import FEMALE, MALE
from digest.reading.lexicon import lexicon
from digest.reading.names import People, role_key
from digest.reading.parse import Parse, Token
from digest.reading.roles import is_held_of
from digest.reading.subjects import phrase
from digest.reading.verbs import is_reporting
from digest.reading.words import DOCUMENTS, GROUPS, PEOPLE_NOUNS, PRONOUNS_HE, PRONOUNS_SHE, ROLES

IT, THEY = "n", "p"
_AGREES = {
    **dict.fromkeys(PRONOUNS_HE, MALE),
    **dict.fromkeys(PRONOUNS_SHE, FEMALE),
    "it": IT,
    "they": THEY,
}
_WOMEN, _MEN = lexicon("women"), lexicon("men")
_WINDOW = 24  # mentions looked at; older ones never won on the training half of PolNeAR
_FUNCTION = {
    "nsubj": 0.0,
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
_LONGEST = 8  # words of a description
_TIE = 0.3  # candidates as near as this are as likely: on the training half the first was right one time in four


@dataclass(frozen=True, slots=True)
class Antecedent:
    """What a pronoun can stand for: a person of the article, or a described one."""

    person: int | None  # index into People.named
    words: str  # the description where there is no name
    gender: str


@dataclass(frozen=True, slots=True)
class _Weighed:
    antecedent: Antecedent
    sentence: int
    cost: float
    block: int
    head: int
    speaks: bool


def _cost(parse: Parse, token: Token, *, quoted: bool) -> float:
    subject = token.dep in {"nsubj", "nsubjpass"}
    lower = subject and parse.tokens[token.head].dep not in {"ROOT", "conj", "parataxis"}
    return _FUNCTION.get(token.dep, _OTHER) + (_QUOTED if quoted else 0.0) + (_LOWER if lower else 0.0)


def _gender_of(lemma: str) -> str:
    if lemma.endswith("woman") or lemma in _WOMEN:
        return FEMALE
    return MALE if lemma.endswith("man") or lemma in _MEN else ""


def _described(parse: Parse, token: Token, text: str) -> Antecedent | None:
    """`a spokesman`, `the senators`, `the ministry`, `the letter`: a subject without a person's name."""
    if token.dep not in {"nsubj", "nsubjpass"} or token.pos not in {"NOUN", "PROPN"}:
        return None
    lemma = token.lemma.lower()
    if token.tag in {"NNS", "NNPS"}:
        if not can_speak(token):
            return None
        gender = THEY
    elif lemma in PEOPLE_NOUNS or lemma in ROLES:
        gender = _gender_of(lemma)
    elif token.label == "ORG" or lemma in DOCUMENTS or lemma in GROUPS or is_reporting(parse.tokens[token.head]):
        gender = IT
    else:
        return None
    first, last = phrase(parse, token.i)
    if parse.tokens[first].text.lower() in {"no", "any", "every", "each"}:
        return None
    words = " ".join(text[parse.tokens[first].start : parse.tokens[last].end].split())
    told = " ".join(text[parse.tokens[first].start : parse.tokens[_told(parse, token, last)].end].split())
    words = told if len(told.split()) <= _LONGEST else words
    return Antecedent(None, words, gender) if len(words.split()) <= _LONGEST else None


def _told(parse: Parse, token: Token, last: int) -> int:
    """The last token of a description with a name behind a comma, or with what an office is held of; else `last`."""
    name = _name_behind(parse, token)
    if name and name.pos == "PROPN" and token.lemma.lower() in PEOPLE_NOUNS:
        return name.i  # `her husband, Arun`
    below = parse.subtree(token.i + 1) if is_held_of(parse, token.i) else []
    return below[-1] if below and all(parse.tokens[place].pos != "PUNCT" for place in below) else last


def _is_named(parse: Parse, token: Token, people: People) -> bool:
    """`her husband, Andrea Conti`: the name behind the description stands for both."""
    name = _name_behind(parse, token)
    if name is None:
        return False
    first, last = phrase(parse, name.i)
    return any(word.start in people.by_start for word in parse.tokens[first : last + 1])


def _name_behind(parse: Parse, token: Token) -> Token | None:
    """The last word of what stands in apposition to a description."""
    near = parse.tokens[token.i + 1 : token.i + 8]
    return next((other for other in near if other.dep == "appos" and other.head == token.i), None)


def _holds(parse: Parse, pronoun: Token, verb: int, inside: Sequence[int]) -> bool:
    """`Diaz “is ready,” she wrote`: whoever acts in the words that are written is not the one who writes."""
    below = parse.tokens[verb].dep == "ccomp" and parse.tokens[verb].head == pronoun.head != verb
    return below and inside[verb] >= 0 and pronoun.dep == "nsubj"


def _best(  # noqa: PLR0913
    parse: Parse, pronoun: Token, gender: str, sentence: int, recent: Sequence[_Weighed], *, inside: Sequence[int]
) -> Antecedent | None:
    """The likeliest antecedent; None where there is none, and where several are as likely.

    Of several the one who spoke last is taken.
    """
    costs: dict[Antecedent, float] = {}
    speaking: list[Antecedent] = []
    for weighed in reversed(recent[-_WINDOW:]):
        found = weighed.antecedent
        if found.gender != gender and not (found.gender == "" and gender in {MALE, FEMALE}):
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


def antecedents(
    parses: Sequence[Parse], people: People, genders: Sequence[str], inside: Mapping[int, Sequence[int]], text: str
) -> dict[int, Antecedent]:
    """Offset of each third-person singular pronoun outside quotations → what it stands for, where that is found."""
    found: dict[int, Antecedent] = {}
    recent: list[_Weighed] = []
    sentence = 0
    known = [Antecedent(number, person.name, genders[number]) for number, person in enumerate(people.named)]
    ends = {name.start: name.end for name in people.names}
    for parse in parses:
        borders, place = set(parse.borders), -1
        for token in parse.tokens:
            quoted = inside[parse.block][token.i] >= 0
            if token.i in borders and not quoted:
                sentence += 1
            if token.start < place:
                continue
            this: Antecedent | None = None
            head = token
            number = people.by_start.get(token.start)
            word = token.text.lower()
            if number is not None:
                this, place = known[number], ends[token.start]
                head = next((t for t in parse.tokens[token.i : token.i + 6] if t.end == place), token)
            elif not quoted and token.pos == "PRON" and word in _AGREES:
                this = _best(parse, token, _AGREES[word], sentence, recent, inside=inside[parse.block])
                if this is not None:
                    found[token.start] = this
            elif not quoted:
                this = _described(parse, token, text)
                this = None if this and _is_named(parse, token, people) else this
                bare = this and this.words.lower().startswith("the ") and not is_held_of(parse, token.i)
                number = people.by_role.get(role_key(this.words)) if this and bare else None
                this = known[number] if number is not None else this
            if this is not None:
                speaks = head.dep == "nsubj" and is_reporting(parse.tokens[head.head])
                recent.append(
                    _Weighed(this, sentence, _cost(parse, head, quoted=quoted), parse.block, head.head, speaks)
                )
    return found
