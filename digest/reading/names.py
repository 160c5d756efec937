"""One person, many names, inside one article.

Full forms are gathered first; a short form then belongs to the one full form whose surname it is, or else whose given
name it is. Where two people share the short form a courtesy title may tell them apart; else it is left undecided.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from digest.nouns import Mention, NamedPerson
from digest.reading.clusters import Clusters
from digest.reading.evidence import SUBJECTS
from digest.reading.extents import FATHERS, PARTICLES, begins_capital
from digest.reading.gender import courtesy_gender, genders
from digest.reading.kin import namesakes
from digest.reading.mentions import NOT_PEOPLE, Name, folded, gathered, name_of
from digest.reading.parse import Parse, Token
from digest.reading.people import People, bearers_of, role_key
from digest.reading.roles import roles_of, tells_little
from digest.reading.titles import is_title
from digest.reading.verbs import is_loose, is_reporting

__all__ = ["People", "find_people", "role_key"]


def _stands_alone(parse: Parse, token: Token) -> bool:
    """Whether a word that is a person's short form is used as a name here, and is no part of another name."""
    if not begins_capital(token.text):
        return False
    if token.label in NOT_PEOPLE - {"GPE", "NORP", "ORG"} and not _speaks(parse, token):
        return _acts(parse, token)
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
    placed = _reports(parse, token.i) or token.pos == "PROPN" or token.dep in {*SUBJECTS, "poss", "pobj", "dobj"}
    return placed or is_reporting(parse.tokens[token.head]) or is_loose(parse.tokens[token.head])


def _acts(parse: Parse, token: Token) -> bool:
    """`May was glad`: a surname that is a month's name, too, right before what only somebody or something does."""
    before, behind = parse.tokens[token.i - 1 : token.i], parse.tokens[token.i + 1 : token.i + 2]
    alone = token.label == "DATE" and token.begins and not any(other.label for other in behind)
    free = not before or before[0].pos in {"PUNCT", "CCONJ", "SCONJ"}
    return alone and free and any(other.tag in {"VBD", "VBZ"} for other in behind)


def _reports(parse: Parse, place: int) -> bool:
    """`…,” Oh said`, `…,” said Oh.`: whatever the parser takes the word for."""
    tokens = parse.tokens
    behind = place + 1 < len(tokens) and is_reporting(tokens[place + 1])
    ends = place + 1 == len(tokens) or tokens[place + 1].pos == "PUNCT"
    return behind or (ends and place > 0 and is_reporting(tokens[place - 1]))


def _speaks(parse: Parse, token: Token) -> bool:
    return token.dep in SUBJECTS and is_reporting(parse.tokens[token.head])


def _publishes(parse: Parse, token: Token) -> bool:
    """`Harbinger reported`: what an outlet does."""
    return parse.tokens[token.head].lemma.lower() in {"report", "publish"}


class _Known:
    """Forms of people who are known by a full name, as stretches of tokens, wherever they stand."""

    def __init__(self, parses: Sequence[Parse], names: Sequence[Name]) -> None:
        by_block = {parse.block: parse for parse in parses}
        self._forms: dict[str, set[tuple[str, ...]]] = {}
        for name in names:
            words = tuple(token.text for token in by_block[name.block].tokens[name.first : name.last + 1])
            for form in (words, *_short_forms(words)):
                if len(form) > 1 and len(name.key) > 1:
                    self._forms.setdefault(form[0].lower(), set()).add(form)

    def at(self, parse: Parse, index: int) -> int:
        """The last token of the longest known form that starts at a token, or -1."""
        found = -1
        for form in self._forms.get(parse.tokens[index].text.lower(), ()):
            tokens = parse.tokens[index : index + len(form)]
            same = tuple(token.text for token in tokens[1:]) == form[1:] and begins_capital(tokens[-1].text)
            if same and len(tokens) == len(form) and not _is_part(parse, index, tokens[-1].i):
                found = max(found, tokens[-1].i)
        return found


def _short_forms(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """`von der Heyden`, `al-Tamimi`, `Holm-Larsen`: the surname of several tokens; and the names before a father's."""
    if len(words) > 3 and words[-2] == "-":
        yield tuple(words[-3:])
    place = next((i for i, word in enumerate(words) if i and word.lower() in PARTICLES), 0)
    fathered = place and words[place].lower() in FATHERS
    if place:
        yield tuple(words[:place] if fathered else words[place:])


def _is_part(parse: Parse, first: int, last: int) -> bool:
    """Whether the tagger sees a longer name, of a body or a place, around a stretch."""
    behind = parse.tokens[last + 1] if last + 1 < len(parse.tokens) else None
    longer = behind is not None and behind.pos == "PROPN" and behind.label in NOT_PEOPLE and not behind.begins
    inside = parse.tokens[first].label in NOT_PEOPLE and not parse.tokens[first].begins
    return bool(longer) or inside


@dataclass(slots=True)
class _Found:
    """Mentions by person, and those that several people share."""

    mentions: dict[int, list[Name]] = field(default_factory=dict)
    shared: list[Name] = field(default_factory=list)

    def take(self, name: Name, number: int | None) -> None:
        if number is None:
            self.shared.append(name)
        else:
            self.mentions.setdefault(number, []).append(name)


def find_people(parses: Sequence[Parse], text: str) -> People:
    """The people that the parsed blocks name."""
    names = gathered(parses, text)
    clusters = Clusters(names, namesakes(parses, names))
    lone: dict[str, int] = {}
    for name in names:
        if len(name.key) == 1 and not clusters.owners(name.key[0]):
            lone.setdefault(name.key[0], -1 - len(lone))  # apart from the numbers of full forms
    found = _Found()
    by_block = {parse.block: parse for parse in parses}
    for name in _all_mentions(parses, names, clusters, lone, text):
        found.take(name, _owner(name, clusters, lone, courtesy=courtesy_gender(by_block[name.block], name.first)))
    people, numbers = _people(found, parses, text)
    told = _by_courtesy(found, clusters, dict(zip(numbers, genders(parses, people), strict=True)), parses)
    return people if told is found else _people(told, parses, text)[0]


def _all_mentions(
    parses: Sequence[Parse], names: Sequence[Name], clusters: Clusters, lone: Mapping[str, int], text: str
) -> Iterator[Name]:
    """The names that were gathered, and every other place where their forms stand."""
    known = _Known(parses, names)
    at = {(name.block, name.first): name for name in names}
    for parse in parses:
        covered = -1
        for token in parse.tokens:
            if token.i <= covered:
                continue
            name, last = at.get((parse.block, token.i)), known.at(parse, token.i)
            if last > (name.last if name else -1):
                name = name_of(parse, token.i, last, text, tagged=False)
            if name is None:
                word = folded(token.text)
                if not (word in lone or clusters.owners(word)) or not _stands_alone(parse, token):
                    continue
                name = name_of(parse, token.i, token.i, text, tagged=False)
            covered = name.last
            yield name


def _owner(name: Name, clusters: Clusters, lone: Mapping[str, int], *, courtesy: str) -> int | None:
    """Number of the person that a name belongs to; None where several share it, or a courtesy title may tell."""
    key = name.key
    if len(key) > 1:
        return clusters.of(key)
    owners = clusters.owners(key[0])
    if owners:
        if courtesy and len(clusters.bearers(key[0])) > 1:
            return None
        return next(iter(owners)) if len(owners) == 1 else None
    return lone.get(key[0])


def _by_courtesy(found: _Found, clusters: Clusters, known: Mapping[int, str], parses: Sequence[Parse]) -> _Found:
    """Decide by `Mr` and `Mrs` whose a surname is: of several people, or of nobody who is known to be the other."""
    by_block = {parse.block: parse for parse in parses}
    told = _Found(shared=[])
    changed = False
    for number, name in [(n, name) for n, names in found.mentions.items() for name in names] + [
        (None, name) for name in found.shared
    ]:
        decided, gender = number, courtesy_gender(by_block[name.block], name.first)
        if gender and len(name.key) == 1:
            owners = {n for n in clusters.bearers(name.key[0]) if known.get(n, "") == gender}
            owners = owners or {n for n in clusters.owners(name.key[0]) if not known.get(n, "")}
            if owners or clusters.owners(name.key[0]):
                decided = owners.pop() if len(owners) == 1 else None
        changed = changed or decided != number
        told.take(name, decided)
    if not changed:
        return found
    for names in told.mentions.values():
        names.sort(key=lambda name: name.start)
    return told


def _people(found: _Found, parses: Sequence[Parse], text: str) -> tuple[People, list[int]]:
    """The people, and the number of each."""
    by_block = {parse.block: parse for parse in parses}
    named: list[NamedPerson] = []
    numbers: list[int] = []
    by_start: dict[int, int] = {}
    kept: list[Name] = []
    for number, names in sorted(found.mentions.items(), key=lambda item: item[1][0].start):
        if len(names[0].key) == 1 and not _is_lone_person(names, by_block):
            continue
        numbers.append(number)
        for name in names:
            by_start[name.start] = len(named)
        kept += names
        counts = Counter(name.text for name in names)
        fullest = max(names, key=_fullness).text
        roles = [role for name in names for role in roles_of(by_block[name.block], name.first, name.last, text)]
        named.append(
            NamedPerson(
                name=" ".join(fullest.split()),
                forms=tuple(sorted(" ".join(form.split()) for form in counts)),
                roles=tuple(sorted(dict.fromkeys(roles), key=tells_little)),
                mentions=tuple(Mention(start=name.start, end=name.end, text=name.text) for name in names),
            )
        )
    ordered = tuple(sorted(kept, key=lambda name: name.start))
    return People(tuple(named), by_start, ordered, bearers_of(named)), numbers


def _fullness(name: Name) -> tuple[int, bool, int, int]:
    """The most words, not in capitals throughout, the longest, the first."""
    return len(name.key), not name.text.isupper(), len(name.text), -name.start


def _is_lone_person(names: Sequence[Name], by_block: dict[int, Parse]) -> bool:
    """One word alone is a person when it speaks, bears a title, or the tagger says so more than once."""
    if max(len(name.key) for name in names) > 1:
        return True
    for name in names:
        parse = by_block[name.block]
        head = parse.tokens[name.last]
        if _speaks(parse, head) and not _publishes(parse, head):
            return True
        if name.first and is_title(parse.tokens[name.first - 1].text):
            return True
    return sum(name.tagged for name in names) > 1
