"""Roles, as they are printed beside a name."""

from digest.reading.lexicon import lexicon
from digest.reading.parse import Parse, Token
from digest.reading.subjects import phrase
from digest.reading.titles import (
    ends_in_title,
    is_courtesy,
    is_honorific,
    is_of_several,
    is_style,
    is_title,
    says_nothing,
)
from digest.reading.words import PEOPLE_NOUNS, ROLES

_LINKS = frozenset({"of", "for", "on", "the", "and", "&"})  # inside `Secretary of State for the Environment`
_OFFICE = lexicon("office")
_TRANSITIVE = frozenset({"run", "lead", "hold", "own"})  # an office only with an object: `runs a shop`, not `ran away`
_JOBS = lexicon("jobs")
_NO_JOBS = lexicon("kin") | lexicon("judged")
_MAJESTIES = frozenset({"excellency", "highness", "holiness", "majesty"})
_LONGEST = 140  # characters; a longer clause behind a name is a sentence, no role


def _is_hyphen(token: Token, behind: Token) -> bool:
    """The hyphen of `co-founder`, whatever the parser made of it."""
    return token.text in {"-", "‑"} and token.end == behind.start


def _is_joined(parse: Parse, place: int) -> bool:
    """Whether a hyphen ties a token to the next word."""
    hyphen = parse.tokens[place + 1]
    return hyphen.start == parse.tokens[place].end and _is_hyphen(hyphen, parse.tokens[place + 2])


def _before(parse: Parse, first: int, last: int, text: str) -> str:
    """`Malaysian Prime Minister`: what the name's own phrase holds before the name, ending in a title or a job."""
    begin = _begin_before(parse, first, last)
    if begin == first or not _ends_in_role(parse, first):
        return ""
    begin += parse.tokens[begin].text.lower() == "fellow" and begin + 1 < first  # whose is not told here
    last_told = first - 1
    while last_told >= begin and is_honorific(parse.tokens[last_told].text):
        last_told -= 1  # `President Mr.` is a president, and `an emotional Mr.` nothing
    if last_told < begin or not _ends_in_role(parse, last_told + 1):
        return ""
    last_told = _without_styles(parse, begin, last_told)
    words = text[parse.tokens[begin].start : parse.tokens[last_told].end]
    of_several = is_of_several(parse.tokens[last_told].text)
    return "" if of_several or says_nothing(words) else " ".join(words.split())


def _without_styles(parse: Parse, begin: int, last: int) -> int:
    """The last token of a role without the ranks and honorifics behind it: `Army spokesman | Maj Gen`."""
    end = last
    while end > begin and is_style(parse.tokens[end].text):
        end -= 1
    told = not is_style(parse.tokens[end].text) and _ends_in_role(parse, end + 1)
    return end if told else last


def _begin_before(parse: Parse, first: int, last: int) -> int:
    """Where the words before a name begin that belong to its phrase; `first` where there are none."""
    begin = first
    while begin and parse.tokens[begin - 1].pos in {"PROPN", "NOUN", "ADJ", "PUNCT", "PART"}:
        token = parse.tokens[begin - 1]
        hyphen = token.text in {"-", "–"} and begin > 1 and parse.tokens[begin - 2].end == token.start
        possessive = token.text in {"'s", "’s"} or (
            token.text in {"'", "’"} and is_courtesy(parse.tokens[begin - 2].text)
        )
        if not hyphen and not possessive and token.pos in {"PUNCT", "PART"}:
            break
        heads = {begin - 1, *(head.i for head in parse.above(begin - 1))}
        if not (begin == first and _touches(parse, first, last)) and not any(begin <= head <= last for head in heads):
            break
        begin -= 1
    while begin < first and parse.tokens[begin].pos in {"PUNCT", "PART"}:
        begin += 1
    if begin == first:
        return first
    begin = _whole_body(parse, _with_owner(parse, begin, first))
    while begin > 1 and _is_hyphen(parse.tokens[begin - 1], parse.tokens[begin]):
        begin -= 2
    return begin


def _touches(parse: Parse, first: int, last: int) -> bool:
    """Whether the word before a name is its title, however it is parsed, or what it stands in apposition to."""
    token, name = parse.tokens[first - 1], parse.tokens[last]
    return (_is_capital(token) and is_title(token.text)) or (name.dep == "appos" and name.head == token.i)


def _with_owner(parse: Parse, begin: int, first: int) -> int:
    """With what belongs to an owner's name: `the | company's founder`, `Her | Majesty's secretary`."""
    before = parse.tokens[begin - 1] if begin else None
    owned = any(token.tag == "POS" for token in parse.tokens[begin:first])
    majesty = before is not None and before.tag == "PRP$" and parse.tokens[begin].text.lower() in _MAJESTIES
    if before is not None and owned and (majesty or before.text.lower() in {"the", "a", "an"}):
        return begin - 1
    return begin


def _ends_in_role(parse: Parse, first: int) -> bool:
    """Whether a title or the noun of a job stands right before a token; a relative's, in small letters, is none."""
    noun = parse.tokens[first - 1]
    related = noun.text.islower() and noun.lemma.lower() in _NO_JOBS
    return first > 0 and not related and (ends_in_title(parse, first) or _is_job(parse, noun))


def _is_job(parse: Parse, token: Token) -> bool:
    """`virologist | Ana Diaz`: the noun of what somebody does, no relation and no judgement."""
    word = token.lemma.lower()
    small = token.pos == "NOUN" and token.tag == "NN" and token.text.islower()
    job = word not in _NO_JOBS and (word in _JOBS or is_person_noun("NOUN", word))
    return job and (small or _is_in_subject(parse, token))


def _is_in_subject(parse: Parse, token: Token) -> bool:
    """`Virologist | Ana Diaz said`: a word with a capital; no party and no people.

    `Witness Ana Diaz at work` is an order: the name is no subject.
    """
    capital = token.text.isalpha() and token.text.istitle() and token.tag in {"NN", "NNP"}
    party = token.label == "NORP"  # tells less than an office told elsewhere
    return capital and not party and parse.tokens[token.head].dep in {"nsubj", "nsubjpass"}


def _whole_body(parse: Parse, begin: int) -> int:
    """Where the body begins that a token is in: `Bank of | England Governor`."""
    place = begin
    while place and parse.tokens[place].label == "ORG" and not parse.tokens[place].begins:
        place -= 1
    inside = parse.tokens[place:begin]
    return place if all(_is_capital(token) or token.text.lower() in _LINKS for token in inside) else begin


def office_before(parse: Parse, first: int) -> int | None:
    """Where `Mayor of London | Sadiq Khan` begins: a title in capitals right before a name, with what it is held of."""
    tokens, begin, place = parse.tokens, None, first - 1
    if place < 0 or not _is_capital(tokens[place]):
        return None
    while place >= 0 and (_is_capital(tokens[place]) or tokens[place].text in _LINKS):
        if _is_capital(tokens[place]) and is_person_noun(tokens[place].pos, tokens[place].lemma):
            linked = tokens[place + 1].text in {"of", "for"} and is_title(tokens[place].text)
            if not linked and begin is None:
                return None  # `the daughter of President | Jan Holm`
            begin = place if linked else begin
        place -= 1
    while begin and _is_capital(tokens[begin - 1]):
        begin -= 1
    return begin


def is_held_of(parse: Parse, noun: int) -> bool:
    """`the prime minister | of Japan`: whether the noun of an office goes on with what it is held of."""
    return noun + 1 < len(parse.tokens) and parse.tokens[noun + 1].text in {"of", "for"}


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.pos in {"PROPN", "NOUN", "ADJ"} and token.label != "PERSON"


def _held(parse: Parse, first: int, text: str) -> str:
    """`Secretary of State`: an office with what it is held of, right before a name."""
    begin = office_before(parse, first)
    return "" if begin is None else " ".join(text[parse.tokens[begin].start : parse.tokens[first - 1].end].split())


def _is_office(parse: Parse, verb: int) -> bool:
    """`who teaches …`, `who is an engineer`: the verb of a relative clause that says what somebody is or works as."""
    token = parse.tokens[verb]
    below = [parse.tokens[child] for child in parse.children[verb]]
    if token.lemma == "be":
        return any(child.dep == "attr" and is_person_noun(child.pos, child.lemma) for child in below)
    objects = any(child.dep == "dobj" for child in below)
    return token.lemma.lower() in _OFFICE and (objects or token.lemma.lower() not in _TRANSITIVE)


def is_person_noun(pos: str, lemma: str) -> bool:
    """Whether a noun stands for somebody by what he or she is or does."""
    word = lemma.lower()
    return pos in {"NOUN", "PROPN"} and (
        word in PEOPLE_NOUNS or word in ROLES or word.endswith(("er", "or", "ist", "ian", "crat", "ican"))
    )


def is_somebody(token: Token) -> bool:
    """Whether a word is the noun of a person; a name such as `Manchester` only ends like one."""
    known = token.lemma.lower() in PEOPLE_NOUNS or token.lemma.lower() in ROLES
    return is_person_noun(token.pos, token.lemma) and (known or token.pos == "NOUN")


def _describes(parse: Parse, child: int) -> bool:
    """Whether what hangs on a name says who that is: a noun, a phrase such as `of the …`, a clause about an office."""
    token = parse.tokens[child]
    if token.dep == "relcl":
        return _is_office(parse, child)
    below = [parse.tokens[index] for index in parse.children[child]]
    one_of = token.text.lower() == "one" and any(word.text == "of" for word in below)
    counted = token.tag == "NNS" or any(word.dep == "nummod" for word in below)
    return token.dep == "prep" or one_of or (token.pos == "NOUN" and not counted)


def _is_whole(words: str) -> bool:
    """Words, short, and with both of each pair of marks and brackets."""
    paired = words.count("(") == words.count(")") and words.count("“") == words.count("”")
    return len(words) <= _LONGEST and paired and words.count('"') % 2 == 0 and any(map(str.isalpha, words))


def _behind(parse: Parse, last: int, text: str) -> str:
    """`, who teaches law at …,`: the clause or phrase that describes the name, from the comma to the next one."""
    if last + 2 >= len(parse.tokens):
        return ""
    comma = parse.tokens[last + 1]
    opener = parse.tokens[last + 2] if comma.text == "," else comma
    describing = opener.text.lower() in {"who", "of", "from", "a", "an", "the"} if comma.text == "," else False
    below = [
        child
        for child in parse.children[last]
        if child > last and parse.tokens[child].dep in {"appos", "relcl", "prep"}
    ]
    for child in below:
        span = parse.subtree(child)
        while span[-1] + 2 < len(parse.tokens) and _is_joined(parse, span[-1]):
            span = [*span, span[-1] + 1, *parse.subtree(span[-1] + 2)]
        if span[0] == opener.i and (describing or parse.tokens[child].dep == "appos") and _describes(parse, child):
            words = " ".join(text[opener.start : parse.tokens[span[-1]].end].split())
            words = _without_stop(words).removesuffix(" and").rstrip(" ,")
            if _is_whole(words):
                return words
    return ""


def _without_stop(words: str) -> str:
    """`president of the N.A.T.F.`: without the marks at its end, but with the point of an abbreviation."""
    bare = words.rstrip(" ,.;:")
    return f"{bare}." if words.startswith(f"{bare}.") and "." in bare.rpartition(" ")[2] else bare


def _apposed(parse: Parse, first: int, last: int, text: str) -> str:
    """`the town's fire chief, Daniel Weber,`: the noun of a person with which the name stands in apposition."""
    token = parse.tokens[last]
    head = noun_of_apposition(parse, parse.tokens[token.head])
    comma = first > 0 and parse.tokens[first - 1].text == ","
    if token.dep != "appos" or not comma or head.i >= first or not is_person_noun(head.pos, head.lemma):
        return ""
    begin, _ = phrase(parse, head.i)
    several = head.tag in {"NNS", "NNPS"}  # `two objectors, …` tells of nobody by himself
    one_more = begin < head.i and parse.tokens[begin].text.lower() in {"another", "one"}  # than whom is not told here
    begin += one_more
    if several or parse.tokens[begin].pos == "PRON":  # `his wife` says nothing to somebody who has not read on
        return ""
    words = " ".join(text[parse.tokens[begin].start : parse.tokens[first - 1].start].split())
    told = " " in words or (one_more and head.lemma.lower() not in _NO_JOBS)
    return words if told and "," not in words and _is_whole(words) else ""


def noun_of_apposition(parse: Parse, noun: Token) -> Token:
    """The person of `the chief of the union`, when a name in apposition is tied to `union`."""
    above = parse.tokens[noun.head]
    if noun.dep == "pobj" and above.text == "of" and not is_somebody(noun):
        owner = parse.tokens[above.head]
        return owner if is_somebody(owner) else noun
    return noun


def roles_of(parse: Parse, first: int, last: int, text: str) -> list[str]:
    """The roles printed before and behind a name, in that order; none is the usual case."""
    before = _before(parse, first, last, text) or _held(parse, first, text) or _apposed(parse, first, last, text)
    if not before or tells_little(before) == 2:  # `the town's counsel, Tan Sri Jan Holm`
        before = _apposed(parse, _styled_from(parse, first), last, text) or before
    return [role for role in (before, _behind(parse, last, text)) if role]


def _styled_from(parse: Parse, first: int) -> int:
    """Where a name begins with the ranks and honorifics before it."""
    while first and (parse.tokens[first - 1].text == "." or is_style(parse.tokens[first - 1].text)):
        first -= 1
    return first


def tells_little(role: str) -> int:
    """How little a printed role tells, to sort by: 2 for titles without an office, `Datuk Seri`, 1 for a lone noun."""
    words = role.split()
    if all(map(is_style, words)):
        return 2
    return int(len(words) == 1 and role.islower())
