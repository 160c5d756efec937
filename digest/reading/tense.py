"""What a sentence says of a day: whether something happened on it or is planned for it, by the verb of its clause."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from digest.nouns import Standing
from digest.reading.lexicon import lexicon
from digest.reading.parse import Parse, Token

_REALISING = lexicon("realising")
_SCHEDULING = lexicon("scheduling")
_TIMETABLED = lexicon("timetabled")
_LIMITS = frozenset(
    {"by", "until", "till", "through", "before", "after", "since", "from", "than", "as", "between", "of"}
)
_WILL = frozenset({"will", "'ll", "’ll", "wo", "shall", "ca"})
_OPEN = frozenset({"could", "may", "might", "should", "can", "must"})
_DOUBTING = frozenset({"if", "unless", "whether", "lest"})
_HOURS = frozenset({"morning", "noon", "afternoon", "evening", "night", "midnight", "lunchtime"})
_DEPTH = 12  # heads above a date within which its verb stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How a clause tells of a day."""

    standing: Standing
    direction: int  # -1: the day lies behind the article, 1: ahead of it, 0: unknown
    verb: str  # lemma of the clause's main verb, or ""
    main: bool = False  # whether the clause is the sentence's own, or reported by it


NOTHING = Telling(standing=Standing.UNCLEAR, direction=0, verb="")


def telling(parse: Parse, inside: Sequence[Token]) -> Telling:
    """Read the clause around the tokens of a date expression.

    Of a day that a noun names ("Thursday's vote", "the fire of 27 May") it says nothing, and of one that only bounds
    something ("by Thursday", "since May") the direction at most.
    """
    top = _top(parse, inside)
    above = list(parse.above(top.i))[:_DEPTH]
    verb = next((token for token in above if token.pos in {"VERB", "AUX"}), None)
    if top.pos in {"VERB", "AUX"} or verb is None:
        return NOTHING
    found = replace(_of(parse, verb, 0), main=_is_main(parse, verb))
    path = above[: above.index(verb)]
    words = {token.text.lower() for token in path}
    opening = inside[0].text.lower()
    before = opening if opening in _LIMITS - {"from", "between"} else _word_before(parse, inside)
    if before == "for" and top.dep == "pobj":
        return replace(found, standing=_planned(found), direction=max(found.direction, 0) or 1)
    if "ahead" in words or before in _LIMITS:
        return replace(found, standing=Standing.UNCLEAR, direction=_bounded(before, found))
    nominal = any(token.pos in {"NOUN", "PROPN"} and token.dep not in {"npadvmod", "attr"} for token in path)
    possessive = any(child.tag == "POS" for child in _children(parse, top))
    if possessive or (nominal and not (_loosely(top, path) or _beside(parse, verb, inside, path))):
        return replace(found, standing=Standing.UNCLEAR, direction=0)
    return found


def _is_main(parse: Parse, verb: Token) -> bool:
    """Whether nothing but reporting and joined clauses stands above a verb."""
    while verb.dep in {"conj", "ccomp"} and verb.head != verb.i:
        verb = parse.tokens[verb.head]
    return verb.dep == "ROOT"


def _word_before(parse: Parse, inside: Sequence[Token]) -> str:
    return parse.tokens[inside[0].i - 1].text.lower() if inside[0].i else ""


def _planned(found: Telling) -> Standing:
    return Standing.UNCLEAR if found.standing is Standing.UNCLEAR and found.direction < 0 else Standing.PLANNED


def _bounded(before: str, found: Telling) -> int:
    """A beginning lies behind; any other bound lies where its clause does."""
    return -1 if before == "since" else found.direction


def _top(parse: Parse, inside: Sequence[Token]) -> Token:
    """The head of a date expression, or of the time of day that it stands with: "Wednesday night"."""
    own = {token.i for token in inside}
    top = next((token for token in inside if token.head not in own or token.head == token.i), inside[0])
    head = parse.tokens[top.head]
    return head if head.lemma.lower() in _HOURS and top.dep in {"compound", "nmod"} else top


def _children(parse: Parse, token: Token) -> list[Token]:
    return [parse.tokens[child] for child in parse.children[token.i]]


def _loosely(top: Token, path: Sequence[Token]) -> bool:
    """Whether a date hangs on a noun only by the parser's guess: "held a meeting on Thursday", "told reporters Friday".

    The last noun of a verb's object, with the date at the end of it, may as well be the verb's.
    """
    if top.dep in {"compound", "nmod", "nummod", "poss", "amod"}:
        return False
    nouns = [token for token in path if token.pos in {"NOUN", "PROPN"}]
    return all(token.dep in {"dobj", "pobj", "attr", "conj", "dative", "oprd"} for token in nouns) and len(nouns) <= 2


def _beside(parse: Parse, verb: Token, inside: Sequence[Token], path: Sequence[Token]) -> bool:
    """`On Friday, the mayor left`, `The mayor on Friday left`: the parser hangs on the subject what is the verb's."""
    subject = next((token for token in path if token.dep in {"nsubj", "nsubjpass"}), None)
    if subject is None or subject.head != verb.i or [t for t in path if t.pos in {"NOUN", "PROPN"}] != [subject]:
        return False
    after = [token for token in parse.tokens[inside[-1].i + 1 : inside[-1].i + 3] if token.text != ","]
    ahead = inside[-1].i < subject.i and inside[-1].i + 1 < len(parse.tokens)
    fronted = ahead and parse.tokens[inside[-1].i + 1].text == ","
    return fronted or (subject.i < inside[0].i < verb.i and bool(after) and after[0].pos in {"VERB", "AUX", "ADV"})


def _of(parse: Parse, verb: Token, depth: int) -> Telling:
    """The tense of a verb, by its auxiliaries and by what it depends on."""
    lemma = verb.lemma.lower()
    below = _children(parse, verb)
    helpers = [token for token in below if token.dep in {"aux", "auxpass"} and parse.tokens[token.i + 1].text != "-"]
    words = {token.text.lower() for token in helpers}
    if any(token.dep == "neg" for token in below) or any(t.text.lower() in _DOUBTING for t in below if t.dep == "mark"):
        return Telling(standing=Standing.UNCLEAR, direction=_plain(verb, helpers), verb=lemma)
    perfect = any(token.lemma.lower() in {"have", "'ve", "’ve"} for token in helpers)
    if words & _OPEN or (words & {"would", "'d", "’d"} and perfect):
        return Telling(standing=Standing.UNCLEAR, direction=0 if perfect else 1, verb=lemma)
    if words & _WILL or words & {"would", "gonna"}:
        return Telling(standing=Standing.PLANNED, direction=1, verb=lemma)
    if "to" in words:
        return _infinitive(parse, verb, depth, perfect=perfect)
    if lemma in _SCHEDULING and verb.tag in {"VBN", "VBD"} and (lemma != "set" or verb.tag == "VBN"):
        return Telling(standing=Standing.PLANNED, direction=1, verb=lemma)
    return _finite(parse, verb, helpers, depth)


def _plain(verb: Token, helpers: Sequence[Token]) -> int:
    """The direction of a clause whose event is denied or doubtful."""
    if any(token.text.lower() in _WILL | _OPEN | {"would"} for token in helpers):
        return 1
    return -1 if any(token.tag == "VBD" for token in (verb, *helpers)) else 0


def _infinitive(parse: Parse, verb: Token, depth: int, *, perfect: bool) -> Telling:
    lemma = verb.lemma.lower()
    above = parse.tokens[verb.head]
    if perfect or above.i == verb.i or depth > _DEPTH:
        return Telling(standing=Standing.UNCLEAR, direction=0, verb=lemma)
    governor = above.lemma.lower()
    if governor in _REALISING and above.pos == "VERB" and verb.dep in {"xcomp", "ccomp"}:
        outer = _of(parse, above, depth + 1)
        if governor == "go" and above.tag == "VBG":
            return Telling(standing=Standing.PLANNED, direction=1, verb=lemma)
        return Telling(standing=outer.standing, direction=outer.direction, verb=lemma)
    if governor in _SCHEDULING or (governor == "be" and verb.dep == "xcomp"):
        return Telling(standing=Standing.PLANNED, direction=1, verb=lemma)
    if governor in {"agree", "vow", "promise", "pledge", "decide", "plan", "opt", "announce"}:
        return Telling(standing=Standing.PLANNED, direction=1, verb=lemma)
    purpose = verb.dep in {"advcl", "acl", "relcl"}
    return Telling(standing=Standing.UNCLEAR, direction=0 if purpose else 1, verb=lemma)


def _finite(parse: Parse, verb: Token, helpers: Sequence[Token], depth: int) -> Telling:
    lemma = verb.lemma.lower()
    tags = {token.tag for token in helpers}
    past = Telling(standing=Standing.HAPPENED, direction=-1, verb=lemma)
    if (
        verb.tag == "VBD"
        or "VBD" in tags
        or (verb.tag in {"VBN", "VBD"} and tags & {"VBZ", "VBP"} and _perfect(helpers))
    ):
        return past
    if verb.tag in {"VBZ", "VBP"}:
        return _coming(lemma, lemma in _TIMETABLED)
    if verb.tag == "VBG" and tags & {"VBZ", "VBP"}:
        return _coming(lemma, lemma in _TIMETABLED and not _perfect(helpers))
    if verb.tag == "VBN" and tags & {"VBZ", "VBP"}:
        return _coming(lemma, lemma in _TIMETABLED)
    if verb.tag == "VBN":  # "a bill passed on Thursday"
        return past
    return _with_its_head(parse, verb, depth)


def _perfect(helpers: Sequence[Token]) -> bool:
    return any(token.lemma.lower() in {"have", "'ve", "’ve", "'s", "’s"} and token.dep == "aux" for token in helpers)


def _coming(lemma: str, certain: bool) -> Telling:  # noqa: FBT001 - a fact, no switch
    return Telling(
        standing=Standing.PLANNED if certain else Standing.UNCLEAR, direction=1 if certain else 0, verb=lemma
    )


def _with_its_head(parse: Parse, verb: Token, depth: int) -> Telling:
    """A participle goes with the verb that it depends on: "…, killing twelve on Thursday"."""
    lemma = verb.lemma.lower()
    outer = next((token for token in parse.above(verb.i) if token.pos in {"VERB", "AUX"}), None)
    if verb.tag != "VBG" or outer is None or depth > _DEPTH or verb.dep not in {"advcl", "conj", "xcomp"}:
        return Telling(standing=Standing.UNCLEAR, direction=0, verb=lemma)
    found = _of(parse, outer, depth + 1)
    certain = found.standing is Standing.HAPPENED
    return Telling(
        standing=Standing.HAPPENED if certain else Standing.UNCLEAR, direction=-1 if certain else 0, verb=lemma
    )
