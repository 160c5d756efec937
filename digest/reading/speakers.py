"""Who a source phrase stands for: a person of the article, the antecedent of a pronoun, or a description."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, replace

from digest.nouns import FoundBy, Mention
from digest.reading.cues import Cue
from digest.reading.descriptions import Antecedent
from digest.reading.names import People, role_key
from digest.reading.parse import Parse
from digest.reading.roles import is_held_of, is_person_noun, is_somebody, office_before
from digest.reading.subjects import phrase
from digest.reading.titles import is_title
from digest.reading.words import PEOPLE_NOUNS

_BARE = frozenset({"another", "others", "some", "many", "one", "both", "all", "several", "two", "three", "few", "most"})
_NAMES = frozenset({"PROPN", "NOUN"})
_BEHIND = frozenset({"prep", "amod", "acl"})
_JOINED = frozenset({"compound", "nmod"})
_TITLES = 4  # tokens of titles and jobs between a noun and the name that it goes with
_NEAR = 12  # tokens behind a noun in which a name can stand in apposition to it
_AGED = re.compile(r"the (\d{1,3})-year-old\b", re.IGNORECASE)
_LONGEST = 8  # words of a description; a longer one is cut to its core


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker, and the expression that names him or her."""

    name: str | None
    mention: Mention
    found_by: FoundBy
    person: int | None  # index into People.named


class Speakers:
    """Resolves the source phrases of one article."""

    def __init__(self, people: People, pronouns: Mapping[int, Antecedent], text: str) -> None:
        self._people = people
        self._pronouns = pronouns
        self._text = text
        self._starts = [name.start for name in people.names]

    def of_cue(self, parse: Parse, cue: Cue) -> Speaker:
        """The speaker of a cue; where a relative pronoun stands beside the verb, that is the mention."""
        found = self._resolve(parse, cue.head, cue.first, cue.last)
        if cue.beside < 0:
            return found
        return replace(found, mention=self._mention(parse, cue.beside, cue.beside))

    def at(self, parse: Parse, head: int) -> Speaker:
        """Whom the phrase around a noun or pronoun stands for."""
        return self._resolve(parse, head, *phrase(parse, head))

    def is_named(self, start: int, end: int) -> bool:
        """Whether a stretch lies inside a person's name: a nickname between marks."""
        at = bisect_left(self._starts, start) - 1
        return at >= 0 and end < self._people.names[at].end

    def _mention(self, parse: Parse, first: int, last: int) -> Mention:
        start, end = parse.tokens[first].start, parse.tokens[last].end
        return Mention(start=start, end=end, text=self._text[start:end])

    def _person_at(self, parse: Parse, head: int) -> tuple[int, int] | None:
        """The person whose name covers the token `head`, and the offset at which that name starts."""
        start = parse.tokens[head].start
        at = bisect_left(self._starts, start + 1) - 1
        if at < 0 or start >= self._people.names[at].end:
            return None
        name = self._people.names[at]
        return self._people.by_start[name.start], name.start

    def _resolve(self, parse: Parse, head: int, first: int, last: int) -> Speaker:
        token = parse.tokens[head]
        last = _whole(parse, last)
        mention = self._mention(parse, first, last)
        if token.start in self._pronouns:
            found = self._pronouns[token.start]
            return Speaker(found.words, mention, FoundBy.PRONOUN, found.person)
        apposed = self._apposed(parse, head) if token.text.lower() in _BARE else None
        if apposed is not None:  # `one of the owners, Ana Diaz,`
            return Speaker(self._people.named[apposed].name, mention, FoundBy.NAMED, apposed)
        if token.pos == "PRON" or token.text.lower() in _BARE:
            words = self._description(parse, head, first) if token.text.lower() in _BARE else ""
            if " " not in words:
                return Speaker(None, mention, FoundBy.NONE, None)
            return Speaker(self._with_single(parse, head, words), mention, FoundBy.NAMED, None)
        both = self._joined(parse, head, first)
        if both:
            return Speaker(" ".join(both.text.split()), both, FoundBy.NAMED, None)
        return self._named(parse, head, first, mention)

    def _named(self, parse: Parse, head: int, first: int, mention: Mention) -> Speaker:
        """A person by name, by apposition or by a role that no other bears; else the description itself."""
        covering = self._person_at(parse, head)
        if covering and covering[1] < mention.start:
            mention = Mention(start=covering[1], end=mention.end, text=self._text[covering[1] : mention.end])
        number = covering[0] if covering else self._apposed(parse, head)
        words = self._description(parse, head, first)
        if number is None:
            number = self._named_behind(parse, head)
        if number is None and words.lower().startswith("the "):
            role = words if is_held_of(parse, head) else mention.text
            number = self._people.by_role.get(role_key(role), self._aged(words))
        name = self._with_name(parse, head, words) if number is None else self._people.named[number].name
        return Speaker(name, mention, FoundBy.NAMED, number)

    def _with_name(self, parse: Parse, head: int, words: str) -> str:
        """`her husband, Arun`: a description with the single name behind its comma, which alone tells little."""
        beside = parse.tokens[head + 1 : head + 2]
        known = beside and beside[0].text == "," and parse.tokens[head].lemma.lower() in PEOPLE_NOUNS
        return self._with_single(parse, head, words) if known else words

    def _with_single(self, parse: Parse, head: int, words: str) -> str:
        """`one of them, Arun`: a description with the name of one word in apposition to it."""
        for child in parse.children[head]:
            name = parse.tokens[child]
            if name.dep == "appos" and name.pos == "PROPN" and parse.tokens[child - 1].text == ",":
                return f"{words}, {name.text}"
        return words

    def _joined(self, parse: Parse, head: int, first: int) -> Mention | None:
        """`Ana Diaz and Peter Novak`: two speakers of one quote are printed together."""
        joins = [c for c in parse.children[head] if parse.tokens[c].dep == "cc" and parse.tokens[c].text == "and"]
        others = [c for c in parse.children[head] if parse.tokens[c].dep == "conj" and parse.tokens[c].pos in _NAMES]
        if len(joins) != 1 or len(others) != 1 or not joins[0] < others[0]:
            return None
        both = self._mention(parse, first, others[0])
        return both if len(both.text.split()) <= _LONGEST and not set(both.text) & set(",;:—") else None

    def _description(self, parse: Parse, head: int, first: int) -> str:
        """`a spokesman for the group`, `people familiar with the matter`: a phrase with what hangs behind its head."""
        begin, last = parse.tokens[first].start, _whole(parse, head)
        core = " ".join(self._text[begin : parse.tokens[last].end].split())
        for child in parse.children[head]:
            if child != last + 1 or parse.tokens[child].dep not in _BEHIND or _is_day(parse, child):
                continue
            below = parse.subtree(child)
            words = " ".join(self._text[begin : parse.tokens[below[-1]].end].split())
            if len(words.split()) > _LONGEST or set(words) & set(',;:—“”"'):
                break
            core, last = words, below[-1]
        return core if len(core.split()) <= _LONGEST else " ".join(core.split()[-_LONGEST:])

    def _named_behind(self, parse: Parse, head: int) -> int | None:
        """`Forward co-founder Ana Diaz`, `Norwick police Lt. Ana Diaz`: the name that ends what begins with a head.

        Behind `on` or `of` it is the speaker only with a title: `House Committee on Rivers Chair Ana Diaz`, or behind
        one: `Mayor of Norwick Ana Diaz`.
        """
        tokens = parse.tokens
        near = (self._person_at(parse, token.i) for token in tokens[head + 1 : head + _NEAR])
        holder = next(filter(None, near), None)
        if holder and _holds(parse, head, holder[1]):
            return holder[0]
        linked, joined = False, tokens[_whole(parse, head)].dep in _JOINED
        for token in tokens[_whole(parse, head) + 1 :][:_TITLES]:
            covering = self._person_at(parse, token.i)
            if covering:
                named = is_title(tokens[token.i - 1].text) or (joined and not linked)
                return covering[0] if named else None
            linked = linked or token.text in {"on", "of"}
            joined = is_title(token.text) or token.dep in _JOINED
            if not joined and not (linked and tokens[head].pos == "PROPN" and tokens[head].label == "ORG"):
                break
        return None

    def _aged(self, words: str) -> int | None:
        """`the 43-year-old`: the one person behind whose name that age is printed."""
        age = _AGED.match(words)
        if age is None:
            return None
        behind = re.compile(rf"(?:,? \(?aged?|,| \()\s*{age[1]}\b")
        bearers = {self._people.by_start[n.start] for n in self._people.names if behind.match(self._text, n.end)}
        return bearers.pop() if len(bearers) == 1 else None

    def _apposed(self, parse: Parse, head: int) -> int | None:
        """`The chief, Ana Diaz, said`: the name in apposition."""
        below = [child for child in parse.children[head] if parse.tokens[child].dep == "appos"]
        for child in (*below, *_apposed_within(parse, head)):
            covering = self._person_at(parse, child)
            if covering:
                return covering[0]
        return None


def _holds(parse: Parse, head: int, name: int) -> bool:
    """Whether the office that a head belongs to ends where a name starts, at an offset."""
    first = next((token.i for token in parse.tokens[head:] if token.start == name), head)
    begin = office_before(parse, first)
    return begin is not None and begin <= head < first


def _whole(parse: Parse, last: int) -> int:
    """The last token of a word that hyphens join, or of a number: `co` in `co-founder`, `No` in `Juror No. 12`."""
    tokens = parse.tokens
    while last + 2 < len(tokens) and tokens[last].end == tokens[last + 1].start:
        joined = tokens[last + 1].text in {"-", "‑"} and tokens[last + 1].end == tokens[last + 2].start
        counted = tokens[last].text == "No" and tokens[last + 1].text == "." and tokens[last + 2].text.isdigit()
        if not joined and not counted:
            break
        last += 2
    return last


def _is_day(parse: Parse, preposition: int) -> bool:
    """`on Monday`: when it was said, whatever the parser ties it to."""
    below = [parse.tokens[child] for child in parse.children[preposition]]
    return any(token.label in {"DATE", "TIME"} for token in below)


def _apposed_within(parse: Parse, head: int) -> list[int]:
    """`the chairman of the committee, Ana Diaz,`: a name behind a comma, tied to a noun that is no person."""
    if not is_person_noun(parse.tokens[head].pos, parse.tokens[head].lemma):
        return []
    found = []
    for token in parse.tokens[head + 1 : head + _NEAR]:
        owner = parse.tokens[token.head]
        between = owner.i > head and any(above.i == head for above in parse.above(owner.i))
        if token.dep == "appos" and between and not is_somebody(owner) and owner.label != "PERSON":
            found.append(token.i)
    return found
