"""How far a name reaches: without titles before it, with the words that the tagger left out of it."""

import re
from collections.abc import Sequence

from digest.reading.lexicon import lexicon
from digest.reading.parse import Parse, Token
from digest.reading.titles import is_title, two_words

PARTICLES = lexicon("particles")
POSTNOMINALS = frozenset({"KC", "QC", "MP", "MD", "TD", "PhD", "OBE", "CBE", "MBE", "MLA", "MEP", "MSP", "JP", "Esq"})
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_NETWORK = "X."  # at the end of the sentence before, rather than an initial
_WORD = r"[^\W\d_a-zß-ÿ][\w’'-]*"
# What follows a name and belongs to it: the father's name in Malaysia, Singapore and the Arab world.
_FATHER = re.compile(rf"\s+(?:bin|binti|binte|bte|ibn|a/[lp]|[sd]/o)\s+(?:al-|el-)?{_WORD}")
_PATRONYMIC = re.compile(r"\b(?:a/[lp]|[sd]/o)\b")
_NICKNAME = re.compile(rf"\s+(?:“{_WORD}(?: {_WORD})?”|\"{_WORD}(?: {_WORD})?\")\s+(?={_WORD})")
_JOINED = re.compile(r"(?:d[aeiu]|de[iln]?|la|le|ma?c|van|von)[A-Z]\w")  # `diGenova`, `deGrasse`
_NO_NAMES = frozenset({"No", "No.", "O.K.", "O.K", "OK"})
_NO_GIVEN_NAMES = frozenset({"of", "and", "for", "with", "from", "u.s", "u.k", "u.n", "e.u"})  # `QUEEN OF RAGE`
FATHERS = frozenset({"bin", "binti", "binte", "bte", "ibn"})
_LEADING = frozenset({"bin", "binti", "binte", "ibn", "al", "el", "von", "van", "de", "del", "della", "dos"})
_ARTICLES = frozenset({"al", "el", "an", "as", "ad", "ar", "ash"})  # of Arabic, before a hyphen
_PREFIXES = frozenset({"pro", "anti", "ex", "non", "vice", "co", "post", "pre", "mid", "half", "self"})


def _is_in_front(words: Sequence[Token]) -> bool:
    """Whether a name begins with a title. `Tan` and `Sri` alone are names; together they are a title."""
    return is_title(words[0].text) or two_words(words)


def trim(tokens: Sequence[Token]) -> list[Token]:
    """Without titles before the name, and without possessive marks and punctuation behind it."""
    words = [token for token in tokens if token.pos != "SPACE"]
    while len(words) > 1 and (_is_in_front(words) or not words[0].text[:1].isupper() or words[0].text == _NETWORK):
        two = two_words(words)
        words.pop(0)
        while two and len(words) > 1 and not words[0].text[:1].isalpha():
            words.pop(0)
        if two and len(words) > 1:
            words.pop(0)
    while len(words) > 1 and _is_behind(words[-1]):
        words.pop()
    return [] if words and _is_behind(words[-1]) else words


def _is_behind(token: Token) -> bool:
    """A possessive mark, punctuation or a particle that a name cannot end in."""
    return token.text in {"'s", "’s"} or not any(map(str.isalnum, token.text)) or token.text in FATHERS


def untitled(parse: Parse, tokens: Sequence[Token]) -> list[Token]:
    """Trimmed, and without the second word of a title whose first stands before the tokens: `Dato' | Sri Hamdan`."""
    words = trim(tokens)
    begin = words[0].i if words else 0
    front = [token for token in parse.tokens[max(0, begin - 2) : begin + 1] if token.text[:1].isalpha()]
    return words[1:] if len(words) > 1 and two_words(front[-2:]) else words


def begins_capital(word: str) -> bool:
    """Whether a word begins with a capital, or with the small particle that some surnames are written with."""
    return word[:1].isupper() or _JOINED.match(word) is not None


def capital(word: str) -> bool:
    """Whether a printed word can be part of a name: a capital in front, and no stop but an abbreviation's."""
    if word.lower().strip(".,") in SUFFIXES:
        return True
    return (begins_capital(word) and word[-1:] != ".") or bool(
        re.fullmatch(r"(?:[A-Z]\.)+|[A-Z][a-z]{1,2}\.|(?:al|el|an|as|ad|ar|ash)-[A-Z].*", word)
    )


def plausible(printed: str) -> bool:
    """Capital letters, more than one, in one to seven words, no figure and no sign that a name has not."""
    words = printed.split()
    if len(printed) == 1:  # `Ms. A`, whom a court does not name
        return False
    if len(words) > 1 and words[0].lower().strip(".") in _NO_GIVEN_NAMES:
        return False
    if not 1 <= len(words) <= 7 or "\n\n" in printed or not capital(words[-1]) or words[-1] in _NO_NAMES:
        return False
    bare = _PATRONYMIC.sub("bin", _NICKNAME.sub(" ", " ".join(words)))
    if not re.fullmatch(r"[^\W\d_][^\d@#/:;!?|()\[\]“”\"]*", bare):
        return False
    return all(capital(word) or word.lower() in PARTICLES or not word.isalpha() for word in bare.split())


def opened(parse: Parse, run: list[Token]) -> list[Token]:
    """With the capitalised word before it, when syntax joins them: `Oh` in `Oh Ei Sun`, read as an interjection."""
    before = parse.tokens[run[0].i - 1] if run[0].i else None
    if (
        before is not None
        and before.text.istitle()
        and before.text.isalpha()
        and before.pos in {"INTJ", "NOUN", "X"}
        and before.end + 1 == run[0].start
        and not is_title(before.text)
        and (before.head in {token.i for token in run} or before.head == run[-1].head)
    ):
        return [before, *run]
    return run


def _belongs(parse: Parse, index: int, last: int) -> bool:
    """Whether a proper noun is a given name before the surname `last`: no title, and no part of one."""
    token = parse.tokens[index]
    if token.pos != "PROPN" or token.dep != "compound" or token.head != last or token.label not in {"", "PERSON"}:
        return False
    titled = any(is_title(before.text) for before in parse.tokens[max(0, index - 2) : index + 1])
    return capital(token.text) and token.text != _NETWORK and last - index <= 3 and not titled


def _is_left_out(parse: Parse, index: int, last: int) -> bool:
    """`villager Siti | Aminah Ali`: a word without a label that no dictionary has, before the rest of a name.

    The capital of a sentence's first word shows nothing: `Celebrities | Ana Diaz and Ida Holm met`.
    """
    token = parse.tokens[index]
    unknown = token.tag == "NNP" and not token.label and not token.common and index not in parse.borders
    spelt = token.text.istitle() and "." not in token.text and not token.text.endswith("er")  # `Del.`, `Hall of Famer`
    return unknown and spelt and _belongs(parse, index, last)


def _can_lead(token: Token) -> bool:
    """Whether a word can stand in a name before a particle or a hyphen."""
    return (
        capital(token.text)
        and token.pos == "PROPN"
        and token.label in {"", "PERSON"}
        and not is_title(token.text)
        and token.text.lower() not in _PREFIXES
        and not (token.text.isupper() and len(token.text) > 2)
    )


def _leftward(parse: Parse, first: int) -> int:
    """Over `Jan-` before `Willem`, `al-` before `Tamimi`, and `Ahmad ibn` before `Yusuf`."""
    tokens = parse.tokens
    while first > 1:
        link, word = tokens[first - 1], tokens[first - 2]
        glued = link.text == "-" and link.end == tokens[first].start and word.end == link.start
        if (glued and word.text.lower() in _ARTICLES) or ((glued or link.text.lower() in _LEADING) and _can_lead(word)):
            first -= 2
        else:
            break
    return first


def _rightward(parse: Parse, last: int, text: str) -> int:
    """Over `binti Karim` behind `Siti Nurhaliza`, and the surname behind a nickname in marks."""
    end = parse.tokens[last].end
    for pattern in (_NICKNAME, _FATHER, _FATHER):
        found = pattern.match(text, end)
        if found:
            end = found.end()
            while last + 1 < len(parse.tokens) and parse.tokens[last + 1].start < end:
                last += 1
            if pattern is _NICKNAME:
                last = _proper(parse, last)
                end = parse.tokens[last].end
    if last + 1 < len(parse.tokens) and parse.tokens[last + 1].text in POSTNOMINALS:
        last += 1
    return last


def _proper(parse: Parse, last: int) -> int:
    """The last of the proper nouns that follow."""
    while (
        last + 1 < len(parse.tokens) and parse.tokens[last + 1].pos == "PROPN" and capital(parse.tokens[last + 1].text)
    ):
        last += 1
    return last


def _is_cut(parse: Parse, first: int, last: int) -> bool:
    """Whether the next word is the surname of a name that the tagger cut: `Min Thura` before `Zaw`, `von der`."""
    if last + 1 >= len(parse.tokens):
        return False
    token, behind = parse.tokens[last], parse.tokens[last + 1]
    if last > first and token.text.islower() and token.text in PARTICLES:
        return behind.pos == "PROPN" and behind.text[:1].isupper()
    joined = token.dep == "compound" and token.head == behind.i and behind.pos == "PROPN" and behind.text.istitle()
    known = behind.label == "PERSON" or (behind.label == "" and last > first)
    return joined and known and behind.dep in {"nsubj", "nsubjpass", "appos"}


def widened(parse: Parse, first: int, last: int, text: str) -> tuple[int, int]:
    """First and last token of a tagged name, with the words of it that the tagger missed.

    Those are its opening word, read as an interjection, before a lone surname the proper nouns of its phrase, and what
    particles, hyphens and nicknames in marks tie to it.
    """
    if first == last:
        while first and _belongs(parse, first - 1, last):
            first -= 1
    elif first and _is_left_out(parse, first - 1, last):
        first -= 1
    first = opened(parse, list(parse.tokens[first : last + 1]))[0].i
    while _is_cut(parse, first, last):
        last += 1
    return _leftward(parse, first), _rightward(parse, last, text)


def is_fathered(parse: Parse, last: int, text: str) -> bool:
    """Whether a father's name follows: `binti Karim`."""
    return _FATHER.match(text, parse.tokens[last].end) is not None
