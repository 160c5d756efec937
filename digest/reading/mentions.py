"""The stretches of an article that name people: what the tagger calls a person, and what syntax and titles show."""

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from digest.reading.datelines import after_dateline
from digest.reading.evidence import (
    apposes,
    can_name,
    described,
    is_called_a_body,
    shown_by_itself,
    shown_by_syntax,
    speaks,
    titled,
)
from digest.reading.extents import (
    PARTICLES,
    POSTNOMINALS,
    SUFFIXES,
    is_fathered,
    opened,
    plausible,
    trim,
    untitled,
    widened,
)
from digest.reading.parse import Parse, Token
from digest.reading.things import is_shown, may_be_thing, names_nobody, own_words
from digest.reading.titles import is_title

NOT_PEOPLE = frozenset(
    {"GPE", "ORG", "NORP", "FAC", "LOC", "DATE", "TIME", "EVENT", "LAW", "LANGUAGE", "MONEY", "WORK_OF_ART"}
)
# The tagger gives these to names that it does not know.
_MISTAKEN = frozenset({"GPE", "ORG", "NORP", "FAC", "LOC", "EVENT", "LAW", "LANGUAGE", "WORK_OF_ART", "PRODUCT"})
_OPENING = frozenset({"ADP", "DET", "PRON", "SCONJ"})  # `With Abe at his side`
_JOINERS = PARTICLES | {"-"}
_PARTED = 2  # words of a name that the tagger parts from the rest
_NICKNAME = re.compile(r"[“\"][^”\"]*[”\"]")


def folded(word: str) -> str:
    """A word of a name for comparison: lower case, without accents and without stops and commas around it."""
    if word.isascii():
        return word.strip(".,").lower()
    return "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c)).strip(".,")


@lru_cache(maxsize=1024)  # each name is asked many times
def _key(text: str) -> tuple[str, ...]:
    shouted = text.isupper()
    words: list[str] = []
    for word in _NICKNAME.sub(" ", text).split():
        if words and word in POSTNOMINALS:
            continue
        bare = folded(word)
        dotted = re.fullmatch(r"(?:[A-Z]\.)+[A-Z]?", word)
        together = re.fullmatch("[A-Z]{2}", word) and not shouted and bare not in SUFFIXES
        words += bare.replace(".", "") if dotted or together else [bare]
    return tuple(word for word in words if word)


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
    shown: bool = False  # a description beside it, or a title before it, shows that it is one

    @property
    def key(self) -> tuple[str, ...]:
        """Its words for comparison: lower case, no accents, dots or nicknames in marks; initials one by one."""
        return _key(self.text)

    @property
    def nickname(self) -> str:
        """What stands between marks inside the name, in lower case, or ""."""
        found = _NICKNAME.search(self.text)
        return folded(found[0].strip('“”"')) if found else ""


def name_of(parse: Parse, first: int, last: int, text: str, *, tagged: bool) -> Name:
    """The name that those tokens print, with the stop of `Jr.`."""
    start, end = parse.tokens[first].start, parse.tokens[last].end
    if text[end : end + 1] == "." and parse.tokens[last].text in {"Jr", "Sr"}:
        end += 1
    return Name(parse.block, first, last, start, end, text[start:end], tagged)


def _tagged(parse: Parse, text: str) -> Iterable[Name]:
    """What the tagger calls a person."""
    run: list[Token] = []
    for token in (*parse.tokens, None):
        ends = token is None or token.label != "PERSON" or (token.begins and not _goes_on(parse, run, token))
        if run and ends:
            name = _of_run(parse, run, text)
            if name:
                yield name
            run = []
        if token is not None and token.label == "PERSON":
            run.append(token)


def _goes_on(parse: Parse, before: Sequence[Token], token: Token) -> bool:
    """`Mohd | Azani Omar`, `Siti Nur | Aminah Ali`: whether words that the tagger parts are one name to the parser."""
    words = untitled(parse, before)
    return 1 <= len(words) <= _PARTED and all(word.dep == "compound" and word.head >= token.i for word in words)


def _of_run(parse: Parse, run: Sequence[Token], text: str) -> Name | None:
    words = untitled(parse, run)
    while len(words) > 1 and words[0].pos in _OPENING and words[0].text.lower() not in PARTICLES:
        words = words[1:]
    words = trim(own_words(words))
    if not words or names_nobody(parse, words):
        return None
    first, last = widened(parse, words[0].i, words[-1].i, text)
    for begin, end in ((first, last), (words[0].i, words[-1].i)):
        name = name_of(parse, begin, end, text, tagged=True)
        if plausible(name.text):
            return name
    return None


def _runs(parse: Parse) -> Iterable[list[Token]]:
    """Stretches of capitalised proper nouns that no label of another kind covers, with an opening word of any kind."""
    run: list[Token] = []
    for token in parse.tokens:
        proper = token.pos == "PROPN" and token.text[:1].isupper() and token.label not in NOT_PEOPLE
        if proper or (run and token.text.lower() in PARTICLES and token.dep in {"compound", "nmod", "prep", "nsubj"}):
            run.append(token)
            continue
        if run:
            yield opened(parse, run)
        run = []
    if run:
        yield opened(parse, run)


def _mistaken(parse: Parse) -> Iterable[list[Token]]:
    """Stretches that the tagger calls a body, a place or a work, all in words that a name can have."""
    run: list[Token] = []
    for token in (*parse.tokens, None):
        if run and (token is None or token.begins or token.label != run[-1].label):
            if all(word.text[:1].isupper() or word.text.lower() in _JOINERS for word in run) and can_name(run):
                yield run
            run = []
        if token is not None and token.label in _MISTAKEN:
            run.append(token)


def _echoes(parses: Sequence[Parse]) -> frozenset[str]:
    """What speaks under a name of one or two words, for longer names that end in it."""
    return frozenset(
        " ".join(word.text for word in run)
        for parse in parses
        for runs in (_runs(parse), _mistaken(parse))
        for run in runs
        if len(run) <= 2 and speaks(parse, run[-1])
    )


def _untagged(parse: Parse, text: str, taken: set[int], echoes: Container[str]) -> Iterable[Name]:
    for run, mistaken in chain(((run, False) for run in _runs(parse)), ((run, True) for run in _mistaken(parse))):
        cut = max((place for place, token in enumerate(run[:-1]) if is_title(token.text)), default=-1)
        words = untitled(parse, run[cut + 1 :])
        if not words or names_nobody(parse, words):
            continue
        if taken & {word.i for word in words}:
            continue
        honoured = len(words) <= 4 and (cut >= 0 or titled(parse, words[0].i))
        told = described(parse, words[-1].i) and speaks(parse, words[-1])
        shown = honoured or told or is_fathered(parse, words[-1].i, text) or (apposes(parse, words) and can_name(words))
        if shown or (shown_by_itself(parse, words, echoes) if mistaken else shown_by_syntax(parse, words)):
            first, last = widened(parse, words[0].i, words[-1].i, text)
            name = replace(name_of(parse, first, last, text, tagged=False), shown=shown)
            if plausible(name.text):
                taken |= set(range(first, last + 1))
                yield name


def _is_headline(parse: Parse) -> bool:
    """Capitals throughout show nothing about names."""
    words = [token for token in parse.tokens if token.text.isalpha() and len(token.text) > 3]
    small = any(token.text.islower() and token.pos in {"VERB", "AUX", "NOUN", "ADJ"} for token in parse.tokens)
    return 3 <= len(words) <= 25 and not small and sum(token.text[0].isupper() for token in words) >= 0.75 * len(words)


def _apart(names: Iterable[Name]) -> list[Name]:
    """In order, none inside another: of two that overlap the longer one."""
    kept: list[Name] = []
    for name in sorted(names, key=lambda name: (name.first, -name.last)):
        if kept and name.first <= kept[-1].last:
            if name.last - name.first > kept[-1].last - kept[-1].first:
                kept[-1] = name
            continue
        kept.append(name)
    return kept


def gathered(parses: Sequence[Parse], text: str) -> list[Name]:
    """All names, in order. A headline adds none: what it names is known from the text."""
    found: list[Name] = []
    bodies: set[tuple[str, ...]] = set()
    doubted: set[tuple[str, ...]] = set()
    shown: set[tuple[str, ...]] = set()
    honoured: set[tuple[str, ...]] = set()
    labels: dict[str, Counter[str]] = {}
    by_block = {parse.block: parse for parse in parses}
    echoes = _echoes(parses)
    for parse in parses:
        if _is_headline(parse):
            continue
        for token in parse.tokens:
            if token.begins:
                labels.setdefault(token.text, Counter())[token.label] += 1
        tagged = _apart(_tagged(parse, text))
        taken = {index for name in tagged for index in range(name.first, name.last + 1)}
        begin = after_dateline(parse)
        names = [name for name in _apart([*tagged, *_untagged(parse, text, taken, echoes)]) if name.first >= begin]
        bodies.update(name.key for name in names if is_called_a_body(parse, name.first, name.last))
        for name in names:
            words = parse.tokens[name.first : name.last + 1]
            if len(words) == 1 and titled(parse, name.first):
                honoured.add(name.key)
            if may_be_thing(words):
                (shown if name.shown or is_shown(parse, words) else doubted).add(name.key)
        found += names
    things = bodies | (doubted - shown)
    sure = [name for name in found if name.key in honoured or _mostly_person(name, labels)]
    kept = [name for name in sure if name.key not in things]
    keys = {name.key for name in kept}
    surnames = SUFFIXES | {key[-1] for key in keys if len(key) == 2}
    longer = {key for key in keys if len(key) > 2 and key[:-1] in keys and key[-1] not in surnames}
    return [_without_thing(name, by_block[name.block], text) if name.key in longer else name for name in kept]


def _without_thing(name: Name, parse: Parse, text: str) -> Name:
    """`James Comey | Memos`: a name that the article has elsewhere, without the thing behind it."""
    if not parse.tokens[name.last].common:
        return name
    return replace(name_of(parse, name.first, name.last - 1, text, tagged=name.tagged), shown=name.shown)


def _mostly_person(name: Name, labels: dict[str, Counter[str]]) -> bool:
    """One word is a person if words show it, or the tagger does not oftener call it a place, a people or a body."""
    if " " in name.text or name.shown:
        return True
    seen = labels.get(name.text, Counter())
    return seen["PERSON"] >= sum(seen[label] for label in NOT_PEOPLE)
