"""One person, many names, inside one article.

A name is a stretch that the tagger calls a person, or that titles, syntax and repetition show to be one. Full forms are
gathered first; a short form then belongs to the one full form whose surname it is, or else whose given name it is. Where
two people share the short form it is left undecided.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from digest.nouns import Mention, NamedPerson
from digest.reading.parse import Parse, Token
from digest.reading.roles import is_title, roles_of
from digest.reading.verbs import is_reporting

_PARTICLES = frozenset("de da di do dos du del della van von der den ter ten la le bin bint binti ibn al el abu y e zu".split())
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_NOT_PEOPLE = frozenset({"GPE", "ORG", "NORP", "FAC", "LOC", "DATE", "TIME", "EVENT", "LAW", "LANGUAGE", "MONEY", "WORK_OF_ART"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


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


@dataclass(frozen=True, slots=True)
class People:
    """The people of an article, and which of them a stretch names."""

    named: tuple[NamedPerson, ...]
    by_start: dict[int, int]  # offset at which a mention starts → index into `named`
    undecided: dict[int, str]  # offset of a short form that several people share → the form
    names: tuple[Name, ...]


def _capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.text[-1:] != "." or bool(re.fullmatch(r"(?:[A-Z]\.)+|[A-Z][a-z]{1,2}\.", token.text))


def _trim(tokens: Sequence[Token]) -> list[Token]:
    """Without titles before the name, and without possessive marks and punctuation behind it."""
    words = list(tokens)
    while len(words) > 1 and (is_title(words[0].text) or not words[0].text[:1].isupper()):
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


def _name(parse: Parse, words: Sequence[Token], text: str, *, tagged: bool) -> Name:
    start, end = words[0].start, words[-1].end
    return Name(parse.block, words[0].i, words[-1].i, start, end, text[start:end], tagged)


def _tagged(parse: Parse, text: str) -> Iterable[Name]:
    """What the tagger calls a person."""
    run: list[Token] = []
    for token in (*parse.tokens, None):
        if run and (token is None or token.label != "PERSON" or token.begins):
            words = _trim(run)
            if words and _plausible(words):
                yield _name(parse, words, text, tagged=True)
            run = []
        if token is not None and token.label == "PERSON":
            run.append(token)


def _runs(parse: Parse) -> Iterable[list[Token]]:
    """Stretches of capitalised proper nouns that no label of another kind covers, with an opening word of any kind."""
    run: list[Token] = []
    for token in parse.tokens:
        proper = token.pos == "PROPN" and token.text[:1].isupper() and token.label not in _NOT_PEOPLE
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
    speaks = head.dep in _SUBJECTS and is_reporting(parse.tokens[head.head])
    return described or (speaks and not any(word.label for word in words))


def _untagged(parse: Parse, text: str, taken: set[int]) -> Iterable[Name]:
    for run in _runs(parse):
        cut = max((place for place, token in enumerate(run[:-1]) if is_title(token.text)), default=-1)
        words = _trim(run[cut + 1 :])
        if not words or taken & {word.i for word in words} or not _plausible(words):
            continue
        titled = cut >= 0 and len(words) <= 4
        if titled or _shown_by_syntax(parse, words):
            yield _name(parse, words, text, tagged=False)


def _widened(parse: Parse, name: Name, text: str) -> Name:
    """A tagged surname with the untagged proper nouns that stand before it in the same phrase."""
    first = name.first
    while first and (before := parse.tokens[first - 1]).pos == "PROPN" and before.dep == "compound":
        joined = before.head == name.last and not is_title(before.text) and before.label in {"", "PERSON"}
        if not joined or not _capital(before) or name.last - first >= 3 or any(
            is_title(parse.tokens[i].text) for i in range(max(0, first - 3), first)
        ):
            break
        first -= 1
    if first == name.first or name.first != name.last:
        return name
    return _name(parse, parse.tokens[first : name.last + 1], text, tagged=True)


def _is_headline(parse: Parse) -> bool:
    """Capitals throughout show nothing about names."""
    words = [token.text for token in parse.tokens if token.text.isalpha() and len(token.text) > 3]
    return 3 <= len(words) <= 25 and sum(word[0].isupper() for word in words) >= 0.75 * len(words)


def _gathered(parses: Sequence[Parse], text: str) -> list[Name]:
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
    return seen["PERSON"] >= sum(seen[label] for label in _NOT_PEOPLE)


def _inside(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether the words of `short` stand in `full` in the same order."""
    words = iter(full)
    return all(word in words for word in short)


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Two full forms of one person: the words of the shorter are in the longer, and suffixes agree."""
    if {*one} & _SUFFIXES != {*other} & _SUFFIXES:
        return False
    short, full = sorted((one, other), key=len)
    return len(short) > 1 and _inside(short, full)


def _clusters(names: Sequence[Name]) -> list[list[tuple[str, ...]]]:
    """Full forms, as keys, of one person each; by first appearance."""
    clusters: list[list[tuple[str, ...]]] = []
    for key in dict.fromkeys(name.key for name in names if len(name.key) > 1):
        home = [cluster for cluster in clusters if any(_same(key, other) for other in cluster)]
        if len(home) == 1:
            home[0].append(key)
        elif not home:
            clusters.append([key])
    return clusters


def _owners(clusters: Sequence[Sequence[tuple[str, ...]]]) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    """Surname → people, given name → people."""
    last: dict[str, set[int]] = {}
    first: dict[str, set[int]] = {}
    for number, cluster in enumerate(clusters):
        for key in cluster:
            words = [word for word in key if word not in _SUFFIXES]
            last.setdefault(words[-1], set()).add(number)
            first.setdefault(words[0], set()).add(number)
    return last, first


def _stands_alone(parse: Parse, token: Token) -> bool:
    """Whether a word that is a person's short form is used as a name here, and is no part of another name."""
    if not token.text[:1].isupper() or token.label in _NOT_PEOPLE - {"GPE", "NORP", "ORG"}:
        return False
    before = parse.tokens[token.i - 1] if token.i else None
    after = parse.tokens[token.i + 1] if token.i + 1 < len(parse.tokens) else None
    if after is not None and after.pos == "PROPN" and after.text[:1].isupper() and token.head == after.i and after.dep != "appos":
        return False
    if before is not None and before.pos == "PROPN" and before.head == token.i and not is_title(before.text):
        return False
    if token.label and not token.begins:
        return token.label == "PERSON"
    return token.pos == "PROPN" or token.dep in {*_SUBJECTS, "poss", "pobj", "dobj"} or is_reporting(parse.tokens[token.head])


def find_people(parses: Sequence[Parse], text: str) -> People:
    """The people that the parsed blocks name."""
    names = _gathered(parses, text)
    clusters = _clusters(names)
    last, first = _owners(clusters)
    lone: dict[str, int] = {}
    mentions: dict[int, list[Name]] = {}
    undecided: dict[int, str] = {}
    at = {(name.block, name.first): name for name in names}
    for parse in parses:
        covered = -1
        for token in parse.tokens:
            if token.i <= covered:
                continue
            name = at.get((parse.block, token.i))
            if name is None:
                word = token.text.lower()
                if (word not in last and word not in first and word not in lone) or not _stands_alone(parse, token):
                    continue
                name = _name(parse, [token], text, tagged=False)
            covered = name.last
            number = _owner(name, clusters, last, first, lone)
            if number is None:
                undecided[name.start] = name.text
            else:
                mentions.setdefault(number, []).append(name)
    return _people(mentions, undecided, parses, text)


def _owner(
    name: Name,
    clusters: list[list[tuple[str, ...]]],
    last: dict[str, set[int]],
    first: dict[str, set[int]],
    lone: dict[str, int],
) -> int | None:
    """Number of the person that a name belongs to; None where several share it. New single names get a number."""
    key = name.key
    if len(key) > 1:
        return next((n for n, cluster in enumerate(clusters) if key in cluster), None)
    owners = last.get(key[0]) or first.get(key[0])
    if owners:
        return next(iter(owners)) if len(owners) == 1 else None
    if key[0] not in lone:
        lone[key[0]] = len(clusters) + len(lone)
    return lone[key[0]]


def _people(mentions: dict[int, list[Name]], undecided: dict[int, str], parses: Sequence[Parse], text: str) -> People:
    by_block = {parse.block: parse for parse in parses}
    named, by_start, kept = [], {}, []
    for names in sorted(mentions.values(), key=lambda names: names[0].start):
        if len(names[0].key) == 1 and not _is_lone_person(names, by_block):
            continue
        for name in names:
            by_start[name.start] = len(named)
        kept += names
        counts = Counter(name.text for name in names)
        fullest = max(names, key=lambda name: (len(name.key), len(name.text), -name.start)).text
        roles = [role for name in names for role in roles_of(by_block[name.block], name.first, name.last, text)]
        named.append(
            NamedPerson(
                name=" ".join(fullest.split()),
                forms=tuple(sorted(" ".join(form.split()) for form in counts)),
                roles=tuple(dict.fromkeys(roles)),
                mentions=tuple(Mention(start=name.start, end=name.end, text=name.text) for name in names),
            )
        )
    return People(tuple(named), by_start, undecided, tuple(sorted(kept, key=lambda name: name.start)))


def _is_lone_person(names: Sequence[Name], by_block: dict[int, Parse]) -> bool:
    """One word alone is a person when it speaks, bears a title, or the tagger says so more than once."""
    if max(len(name.key) for name in names) > 1:
        return True
    for name in names:
        parse = by_block[name.block]
        head = parse.tokens[name.last]
        if head.dep in _SUBJECTS and is_reporting(parse.tokens[head.head]):
            return True
        if name.first and is_title(parse.tokens[name.first - 1].text):
            return True
    return sum(name.tagged for name in names) > 1
