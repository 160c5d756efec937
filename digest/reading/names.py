"""One person, many names, inside one article.

Full forms are gathered first; a short form then belongs to the one full form whose surname it is, or else whose given
name it is. Where two people share the short form it is left undecided.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from digest.nouns import Mention, NamedPerson
from digest.reading.mentions import NOT_PEOPLE, SUBJECTS, Name, gathered, name_of
from digest.reading.parse import Parse, Token
from digest.reading.roles import is_title, roles_of
from digest.reading.verbs import is_loose, is_reporting

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(frozen=True, slots=True)
class People:
    """The people of an article, and which of them a stretch names."""

    named: tuple[NamedPerson, ...]
    by_start: dict[int, int]  # offset at which a mention starts → index into `named`
    undecided: dict[int, str]  # offset of a short form that several people share → the form
    names: tuple[Name, ...]
    by_role: dict[str, int]  # key of a role that one person alone bears → index into `named`


def role_key(words: str) -> str:
    """A role for comparison: lower case, without its article; "" for one word alone, which says too little."""
    kept = [word for word in words.lower().split() if word not in {"the", "a", "an"}]
    return " ".join(kept) if len(kept) > 1 else ""


def _by_role(named: Sequence[NamedPerson]) -> dict[str, int]:
    bearers: dict[str, set[int]] = {}
    for number, person in enumerate(named):
        for role in person.roles:
            bearers.setdefault(role_key(role), set()).add(number)
    return {role: next(iter(owners)) for role, owners in bearers.items() if role and len(owners) == 1}


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
    bearers: dict[str, set[int]] = {}  # word → the clusters with a form that has it
    for key in dict.fromkeys(name.key for name in names if len(name.key) > 1):
        near = {number for word in key for number in bearers.get(word, ())}
        home = [number for number in near if any(_same(key, other) for other in clusters[number])]
        if not home:
            home = [len(clusters)]
            clusters.append([])
        if len(home) == 1:
            clusters[home[0]].append(key)
            for word in key:
                bearers.setdefault(word, set()).add(home[0])
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
    if not token.text[:1].isupper() or token.label in NOT_PEOPLE - {"GPE", "NORP", "ORG"}:
        return False
    before = parse.tokens[token.i - 1] if token.i else None
    after = parse.tokens[token.i + 1] if token.i + 1 < len(parse.tokens) else None
    if (
        after is not None
        and after.pos == "PROPN"
        and after.text[:1].isupper()
        and token.head == after.i
        and after.dep != "appos"
    ):
        return False
    if before is not None and before.pos == "PROPN" and before.head == token.i and not is_title(before.text):
        return False
    if token.label and not token.begins:
        return token.label == "PERSON"
    return (
        token.pos == "PROPN"
        or token.dep in {*SUBJECTS, "poss", "pobj", "dobj"}
        or is_reporting(parse.tokens[token.head])
        or is_loose(parse.tokens[token.head])
    )


def find_people(parses: Sequence[Parse], text: str) -> People:
    """The people that the parsed blocks name."""
    names = gathered(parses, text)
    clusters = _clusters(names)
    homes = {key: number for number, cluster in enumerate(clusters) for key in cluster}
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
                name = name_of(parse, [token], text, tagged=False)
            covered = name.last
            number = _owner(name, homes, last, first, lone)
            if number is None:
                undecided[name.start] = name.text
            else:
                mentions.setdefault(number, []).append(name)
    return _people(mentions, undecided, parses, text)


def _owner(
    name: Name,
    homes: dict[tuple[str, ...], int],
    last: dict[str, set[int]],
    first: dict[str, set[int]],
    lone: dict[str, int],
) -> int | None:
    """Number of the person that a name belongs to; None where several share it. New single names get a number."""
    key = name.key
    if len(key) > 1:
        return homes.get(key)
    owners = last.get(key[0]) or first.get(key[0])
    if owners:
        return next(iter(owners)) if len(owners) == 1 else None
    if key[0] not in lone:
        lone[key[0]] = -1 - len(lone)  # apart from the numbers of full forms
    return lone[key[0]]


def _people(mentions: dict[int, list[Name]], undecided: dict[int, str], parses: Sequence[Parse], text: str) -> People:
    by_block = {parse.block: parse for parse in parses}
    named: list[NamedPerson] = []
    by_start: dict[int, int] = {}
    kept: list[Name] = []
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
    ordered = tuple(sorted(kept, key=lambda name: name.start))
    return People(tuple(named), by_start, undecided, ordered, _by_role(named))


def _is_lone_person(names: Sequence[Name], by_block: dict[int, Parse]) -> bool:
    """One word alone is a person when it speaks, bears a title, or the tagger says so more than once."""
    if max(len(name.key) for name in names) > 1:
        return True
    for name in names:
        parse = by_block[name.block]
        head = parse.tokens[name.last]
        if head.dep in SUBJECTS and is_reporting(parse.tokens[head.head]):
            return True
        if name.first and is_title(parse.tokens[name.first - 1].text):
            return True
    return sum(name.tagged for name in names) > 1
