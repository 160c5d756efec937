"""Titles and roles, as they are printed beside a name."""

from digest.reading.parse import Parse
from digest.reading.words import ROLES

_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "mx", "sir", "lady", "lord", "dame", "madam", "messrs", "dr"})
_LONGEST = 140  # characters; a longer clause behind a name is a sentence, no role


def is_title(word: str) -> bool:
    """Whether a word can stand before a name as a title or a job."""
    return word.lower().strip(".") in ROLES or word.lower().strip(".") in _HONORIFICS


def _before(parse: Parse, first: int, last: int, text: str) -> str:
    """`Malaysian Prime Minister`: what the name's own phrase holds before the name, when it ends in a title."""
    begin = first
    while begin and parse.tokens[begin - 1].pos in {"PROPN", "NOUN", "ADJ", "PUNCT", "PART"}:
        token = parse.tokens[begin - 1]
        hyphen = token.text in {"-", "–"} and begin > 1
        possessive = token.text in {"'s", "’s"}
        if not hyphen and not possessive and token.pos in {"PUNCT", "PART"}:
            break
        heads = {begin - 1, *(head.i for head in parse.above(begin - 1))}
        if not any(begin <= head <= last for head in heads):
            break
        begin -= 1
    while begin < first and parse.tokens[begin].pos in {"PUNCT", "PART"}:
        begin += 1
    if begin == first or not is_title(parse.tokens[first - 1].text):
        return ""
    words = text[parse.tokens[begin].start : parse.tokens[first - 1].end]
    return "" if words.lower().strip(".") in _HONORIFICS else " ".join(words.split())


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
        if span[0] == opener.i and (describing or parse.tokens[child].dep == "appos"):
            words = text[opener.start : parse.tokens[span[-1]].end].strip(" ,.;")
            if len(words) <= _LONGEST and parse.tokens[child].pos != "PROPN":
                return " ".join(words.split())
            if parse.tokens[child].dep == "prep" and len(words) <= _LONGEST:
                return " ".join(words.split())
    return ""


def roles_of(parse: Parse, first: int, last: int, text: str) -> list[str]:
    """The roles printed before and behind a name, in that order; none is the usual case."""
    return [role for role in (_before(parse, first, last, text), _behind(parse, last, text)) if role]
