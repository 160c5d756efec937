"""Who said what in an edition: a few short quotes, each of somebody else."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.nouns import KeyQuote, Lead, Rank, RankClass, Said, Story, is_fragment

MOST = 10  # quotes
SHORT = 260  # characters: a longer quote is for the story's own page
_STRETCH, _FEWEST = 6, 3  # words in a row that are the same; fewer, at least so many, where a quote has no more
_WORD = re.compile(r"\w+")
_HEARD = (RankClass.NEWS, RankClass.CONTINUING)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A quote that might be shown, and what speaks for it."""

    story: Story
    place: int  # of the quote among its story's
    rank: int  # of the story
    new: bool
    foreign: bool

    @property
    def quote(self) -> KeyQuote:
        return self.story.told.quotes[self.place]

    @property
    def order(self) -> tuple[bool, bool, int, bool, bool, int]:
        """New ones first, then those that most can read, then those of the stories in front."""
        return (not self.new, self.foreign, self.rank, not self.quote.key, is_fragment(self.quote.parts), self.place)


def lead_quote(story: Story, sentences: int, language: str) -> int | None:
    """The quote that stands with a leading story: a short key quote of a known person, whole if possible.

    None that stands in the first `sentences` of the summary, which the story shows already.
    """
    usable = [
        (is_fragment(quote.parts), place)
        for place, quote in enumerate(story.told.quotes)
        if quote.key and _fits(quote) and not _foreign(quote, language) and not _told(quote, story, sentences)
    ]
    return min(usable)[-1] if usable else None


def who_said_what(
    order: Sequence[Rank], stories: Mapping[str, Story], *, shown: Sequence[Lead], language: str
) -> Iterator[Said]:
    """The edition's quotes: people whom its new articles quote first, then those of recent ones; each person once.

    Nobody is listed who stands beside a leading story already, nor words that its sentences show. Each story's first
    voice comes before any one's second.
    """
    heard = {stories[lead.story].told.quotes[lead.quote].person for lead in shown if lead.quote is not None}
    best: list[_Candidate] = []
    sentences = {lead.story: lead.sentences for lead in shown}
    for one in sorted(_candidates(order, stories, language), key=lambda candidate: candidate.order):
        told = _told(one.quote, one.story, sentences.get(one.story.id, 0))
        if one.quote.person not in heard and not told:
            heard.add(one.quote.person)
            best.append(one)
    turns: Counter[tuple[bool, bool, int]] = Counter()
    in_turn: list[tuple[bool, bool, int, int, _Candidate]] = []
    for one in best:
        ahead = (not one.new, one.foreign, one.rank)
        in_turn.append((not one.new, one.foreign, turns[ahead], one.rank, one))
        turns[ahead] += 1
    for *_, one in sorted(in_turn, key=lambda entry: entry[:-1])[:MOST]:
        yield Said(story=one.story.id, quote=one.place, new=one.new)


def _candidates(order: Sequence[Rank], stories: Mapping[str, Story], language: str) -> Iterator[_Candidate]:
    for rank in order:
        if not rank.pin and rank.standing not in _HEARD:
            continue
        story = stories[rank.story]
        for place, quote in enumerate(story.told.quotes):
            if _fits(quote):
                yield _Candidate(
                    story=story,
                    place=place,
                    rank=rank.place,
                    new=quote.article in story.new_articles,
                    foreign=_foreign(quote, language),
                )


def _told(quote: KeyQuote, story: Story, sentences: int) -> bool:
    """Whether some version of a quote, or a stretch of its words, stands in the first sentences of the summary."""
    return any(
        (version.article == extract.article and extract.start <= part.start and part.end <= extract.end)
        or _share(part.text, extract.text)
        for extract in story.told.summary[:sentences]
        for version in quote.versions
        for part in version.parts
    )


def _share(quoted: str, sentence: str) -> bool:
    """Whether both have a stretch of words that nobody would read twice; a quote of fewer words counts whole."""
    words = _WORD.findall(quoted.casefold())
    length = min(_STRETCH, len(words))
    return length >= _FEWEST and not _stretches(words, length).isdisjoint(
        _stretches(_WORD.findall(sentence.casefold()), length)
    )


def _stretches(words: Sequence[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def _fits(quote: KeyQuote) -> bool:
    """Whether it is short, and of somebody who is known."""
    return bool(quote.person) and sum(len(part.text) for part in quote.parts) <= SHORT


def _foreign(quote: KeyQuote, language: str) -> bool:
    return quote.parts[0].language != language.partition("-")[0]
