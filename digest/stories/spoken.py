"""What the articles of a story quote, one by one, under their speakers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from digest.nouns import Group, Member, Quote, QuoteKind
from digest.stories.translations import is_translation
from digest.stories.voices import Voice
from digest.stories.wordings import Words, words_of

FEWEST_DIRECT = 3  # words: less is a name or a scare quote
FEWEST_MIXED = 5
NEAR = 250  # characters around a quote in which its article says that it is translated


@dataclass(frozen=True)
class Utterance:
    """A quote of one article."""

    article: str
    order: tuple[int, int]  # of the article in the story, of the first stretch in the article
    parts: tuple[Quote, ...]
    voice: Voice
    source: str  # id of the independent text that carries it: a copy or a retelling is none
    translated: bool  # the article says so

    @cached_property
    def words(self) -> Words:
        """Its words, for comparing."""
        return words_of(self.parts)

    @property
    def language(self) -> str:
        """The language in which it is printed."""
        return self.parts[0].language

    def place(self) -> tuple[tuple[int, int], str]:
        """Where it stands in the story, for sorting."""
        return self.order, self.parts[0].utterance


def utterances(group: Group, person_ids: Mapping[tuple[str, str], str]) -> list[Utterance]:
    """All that is quoted in a story, in order. Paraphrase is no quote, nor are very few words."""
    names = (name.casefold().split() for (_, name), person in person_ids.items() if person)
    bearers = frozenset(chain.from_iterable(names))
    texts = group.voices
    return [
        one
        for rank, member in enumerate(group.members)
        for one in _of_member(rank, member, texts[member.analysis.article.id], person_ids, bearers)
    ]


def _of_member(
    rank: int, member: Member, text: str, person_ids: Mapping[tuple[str, str], str], bearers: frozenset[str]
) -> Iterable[Utterance]:
    article = member.analysis.article
    stretches: dict[str, list[Quote]] = defaultdict(list)
    for quote in sorted(member.analysis.quotes, key=lambda quote: (quote.start, quote.end)):
        if quote.kind is not QuoteKind.INDIRECT:
            stretches[quote.utterance].append(quote)
    for parts in stretches.values():
        speaker = parts[0].speaker
        person = person_ids.get((article.id, speaker), "") if speaker else ""
        around = article.text[max(0, parts[0].start - NEAR) : parts[-1].end + NEAR]
        one = Utterance(
            article=article.id,
            order=(rank, parts[0].start),
            parts=tuple(parts),
            voice=Voice.of(speaker, person, bearers),
            source=text,
            translated=is_translation(around),
        )
        direct = any(part.kind is QuoteKind.DIRECT for part in parts)
        if len(one.words.words) >= (FEWEST_DIRECT if direct else FEWEST_MIXED):
            yield one
