"""Who a source phrase stands for: a person of the article, the antecedent of a pronoun, or a description."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, replace

from digest.nouns import FoundBy, Mention
from digest.reading.cues import Cue
from digest.reading.names import People, role_key
from digest.reading.parse import Parse
from digest.reading.pronouns import Antecedent
from digest.reading.subjects import phrase

_BARE = frozenset({"another", "others", "some", "many", "one", "both", "all", "several", "two", "three", "few", "most"})
_NAMES = frozenset({"PROPN", "NOUN"})
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
        mention = self._mention(parse, first, last)
        if token.start in self._pronouns:
            found = self._pronouns[token.start]
            return Speaker(found.words, mention, FoundBy.PRONOUN, found.person)
        if token.pos == "PRON" or token.text.lower() in _BARE:
            words = self._description(parse, head, first) if token.text.lower() in _BARE else ""
            if " " not in words:
                return Speaker(None, mention, FoundBy.NONE, None)
            return Speaker(words, mention, FoundBy.NAMED, None)
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
        if number is None and words.lower().startswith("the "):
            number = self._people.by_role.get(role_key(mention.text))
        name = words if number is None else self._people.named[number].name
        return Speaker(name, mention, FoundBy.NAMED, number)

    def _joined(self, parse: Parse, head: int, first: int) -> Mention | None:
        """`Ana Diaz and Peter Novak`: two speakers of one quote are printed together."""
        joins = [c for c in parse.children[head] if parse.tokens[c].dep == "cc" and parse.tokens[c].text == "and"]
        others = [c for c in parse.children[head] if parse.tokens[c].dep == "conj" and parse.tokens[c].pos in _NAMES]
        if len(joins) != 1 or len(others) != 1 or not joins[0] < others[0]:
            return None
        both = self._mention(parse, first, others[0])
        return both if len(both.text.split()) <= _LONGEST and not set(both.text) & set(",;:—") else None

    def _description(self, parse: Parse, head: int, first: int) -> str:
        """`a spokesman for the group`: the phrase with the preposition behind its head, when that is short."""
        core = " ".join(self._text[parse.tokens[first].start : parse.tokens[head].end].split())
        for child in parse.children[head]:
            if child == head + 1 and parse.tokens[child].dep == "prep":
                end = parse.tokens[max(parse.subtree(child))].end
                words = " ".join(self._text[parse.tokens[first].start : end].split())
                if len(words.split()) <= _LONGEST and not set(words) & set(',;:—“”"'):
                    return words
        return core if len(core.split()) <= _LONGEST else " ".join(core.split()[-_LONGEST:])

    def _apposed(self, parse: Parse, head: int) -> int | None:
        """`The chief, Ana Diaz, said`: the name in apposition."""
        for child in parse.children[head]:
            if parse.tokens[child].dep == "appos":
                covering = self._person_at(parse, child)
                if covering:
                    return covering[0]
        return None
