"""The stretches of an article that name people: what the tagger calls a person, and what syntax and titles show."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from digest.reading.lexicon import lexicon
from digest.reading.parse import Parse, Token
from digest.reading.roles import is_title
from digest.reading.verbs import is_loose, is_reporting

_PARTICLES = lexicon("particles")
NOT_PEOPLE = frozenset(
    {"GPE", "ORG", "NORP", "FAC", "LOC", "DATE", "TIME", "EVENT", "LAW", "LANGUAGE", "MONEY", "WORK_OF_ART"}
)
_NETWORK = "X."  # at the end of the sentence before, rather than an initial
_TWO_WORD_TITLES = {("Tan", "Sri"), ("Dato", "Sri"), ("Dato", "Seri"), ("Datuk", "Sri"), ("Datuk", "Seri")}
SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch of tokens that names a person."""

    block: int
    first: int  # token indices, the last included
    last: int
    start: int
    end: int
    text: str
    tagged: bool  # the tagger calls it a person

    @property
    def key(self) -> tuple[str, ...]:
        """Its words for comparison: lower case, no dots, no single-letter initials inside."""
        words = [word.strip(".,").lower() for word in self.text.split()]
        return tuple(word for place, word in enumerate(words) if place == 0 or len(word) > 1 or place == len(words) - 1)


def _capital(token: Token) -> bool:
    return (token.text[:1].isupper() and token.text[-1:] != ".") or bool(
        re.fullmatch(r"(?:[A-Z]\.)+|[A-Z][a-z]{1,2}\.", token.text)
    )


def _is_in_front(words: Sequence[Token]) -> bool:
    """Whether a name begins with a title. `Tan` and `Sri` alone are names; together they are a title."""
    return is_title(words[0].text) or (words[0].text, words[1].text) in _TWO_WORD_TITLES


def _trim(tokens: Sequence[Token]) -> list[Token]:
    """Without titles before the name, and without possessive marks and punctuation behind it."""
    words = list(tokens)
    while len(words) > 1 and (_is_in_front(words) or not words[0].text[:1].isupper() or words[0].text == _NETWORK):
        front = words.pop(0)
        if len(words) > 1 and (front.text, words[0].text) in _TWO_WORD_TITLES:
            words.pop(0)
    while words and (words[-1].text in {"'s", "’s", "'", "’"} or not any(map(str.isalnum, words[-1].text))):
        words.pop()
    return words


def _plausible(words: Sequence[Token]) -> bool:
    """Capital letters, one to six words, no figure and no sign that a name has not."""
    if not 1 <= len(words) <= 6 or not words[0].text[:1].isupper() or not words[-1].text[:1].isupper():
        return False
    text = " ".join(word.text for word in words)
    if not re.fullmatch(r"[^\W\d_][^\d@#/:;!?|()\[\]“”\"]*", text) or "\n" in text:
        return False
    return all(_capital(word) or word.text.lower() in _PARTICLES or not word.text.isalpha() for word in words)


def name_of(parse: Parse, words: Sequence[Token], text: str, *, tagged: bool) -> Name:
    """The name that those tokens print."""
    start, end = words[0].start, words[-1].end
    return Name(parse.block, words[0].i, words[-1].i, start, end, text[start:end], tagged)


def _tagged(parse: Parse, text: str) -> Iterable[Name]:
    """What the tagger calls a person."""
    run: list[Token] = []
    for token in (*parse.tokens, None):
        if run and (token is None or token.label != "PERSON" or token.begins):
            words = _trim(run)
            if words and _plausible(words):
                yield name_of(parse, words, text, tagged=True)
            run = []
        if token is not None and token.label == "PERSON":
            run.append(token)


def _runs(parse: Parse) -> Iterable[list[Token]]:
    """Stretches of capitalised proper nouns that no label of another kind covers, with an opening word of any kind."""
    run: list[Token] = []
    for token in parse.tokens:
        proper = token.pos == "PROPN" and token.text[:1].isupper() and token.label not in NOT_PEOPLE
        if proper or (run and token.text.lower() in _PARTICLES and token.dep in {"compound", "nmod", "prep", "nsubj"}):
            run.append(token)
            continue
        if run:
            yield _extended(parse, run)
        run = []
    if run:
        yield _extended(parse, run)


def _extended(parse: Parse, run: list[Token]) -> list[Token]:
    """With the capitalised word before it, when syntax joins them: `Oh` in `Oh Ei Sun`, read as an interjection."""
    before = parse.tokens[run[0].i - 1] if run[0].i else None
    if (
        before is not None
        and before.text.istitle()
        and before.text.isalpha()
        and before.pos in {"INTJ", "NOUN", "X"}
        and before.end + 1 == run[0].start
        and (before.head in {token.i for token in run} or before.head == run[-1].head)
    ):
        return [before, *run]
    return run


def _shown_by_syntax(parse: Parse, words: Sequence[Token]) -> bool:
    """A title before the name, or a reporting verb whose subject it is, with a description behind the name."""
    head = words[-1]
    before = parse.tokens[words[0].i - 1] if words[0].i else None
    if before is not None and is_title(before.text) and before.text[:1].isupper() and len(words) <= 4:
        return True
    if not 2 <= len(words) <= 4:
        return False
    behind = [token.text.lower() for token in parse.tokens[head.i + 1 : head.i + 4]]
    described = len(behind) == 3 and behind[0] == "," and (behind[1] in {"who", "of", "a", "an"} or behind[1].isdigit())
    speaks = head.dep in SUBJECTS and (is_reporting(parse.tokens[head.head]) or is_loose(parse.tokens[head.head]))
    return described or (speaks and not any(word.label for word in words))


def _untagged(parse: Parse, text: str, taken: set[int]) -> Iterable[Name]:
    for run in _runs(parse):
        cut = max((place for place, token in enumerate(run[:-1]) if is_title(token.text)), default=-1)
        words = _trim(run[cut + 1 :])
        if not words or taken & {word.i for word in words} or not _plausible(words):
            continue
        titled = cut >= 0 and len(words) <= 4
        if titled or _shown_by_syntax(parse, words):
            yield name_of(parse, words, text, tagged=False)


def _widened(parse: Parse, name: Name, text: str) -> Name:
    """A tagged name with the words of it that the tagger missed.

    That is its opening word, read as an interjection, and before a lone surname the proper nouns of its phrase.
    """
    first = name.first
    while name.first == name.last and first and _belongs(parse, first - 1, name.last):
        first -= 1
    first = _extended(parse, list(parse.tokens[first : name.last + 1]))[0].i
    return name if first == name.first else name_of(parse, parse.tokens[first : name.last + 1], text, tagged=True)


def _belongs(parse: Parse, index: int, last: int) -> bool:
    """Whether a proper noun is a given name before the surname `last`: no title, and no part of one."""
    token = parse.tokens[index]
    if token.pos != "PROPN" or token.dep != "compound" or token.head != last or token.label not in {"", "PERSON"}:
        return False
    titled = any(is_title(before.text) for before in parse.tokens[max(0, index - 2) : index + 1])
    return _capital(token) and token.text != _NETWORK and last - index <= 3 and not titled


def _is_headline(parse: Parse) -> bool:
    """Capitals throughout show nothing about names."""
    words = [token for token in parse.tokens if token.text.isalpha() and len(token.text) > 3]
    small = any(token.text.islower() and token.pos in {"VERB", "AUX", "NOUN", "ADJ"} for token in parse.tokens)
    return 3 <= len(words) <= 25 and not small and sum(token.text[0].isupper() for token in words) >= 0.75 * len(words)


def gathered(parses: Sequence[Parse], text: str) -> list[Name]:
    """All names, in order. A headline adds none: what it names is known from the text."""
    found: list[Name] = []
    labels: dict[str, Counter[str]] = {}
    for parse in parses:
        if _is_headline(parse):
            continue
        for token in parse.tokens:
            if token.begins:
                labels.setdefault(token.text, Counter())[token.label] += 1
        tagged = [_widened(parse, name, text) for name in _tagged(parse, text)]
        taken = {index for name in tagged for index in range(name.first, name.last + 1)}
        found += sorted([*tagged, *_untagged(parse, text, taken)], key=lambda name: name.first)
    return [name for name in found if _mostly_person(name, labels)]


def _mostly_person(name: Name, labels: dict[str, Counter[str]]) -> bool:
    """One word is a person only if the tagger does not oftener call it a place, a people or a body."""
    if " " in name.text:
        return True
    seen = labels.get(name.text, Counter())
    return seen["PERSON"] >= sum(seen[label] for label in NOT_PEOPLE)
