"""Who said what in a story: each utterance once, under its speaker, the telling ones first."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from digest.nouns import Group, KeyQuote, Member, QuoteKind
from digest.stories.models import FUNCTION_WORDS

KEY_QUOTES = 6
FEWEST_DIRECT = 3  # words: less is a name or a scare quote
FEWEST_MIXED = 5
FEWEST_KEY = 8  # words of an utterance that can stand alone
GOOD_LENGTH = 25  # words: more add little to a reader's first look
SAME_WORDS = 0.8  # share of the longer utterance's words, in order, that the other has too
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Utterance:
    """A quote of one article, before the same words in other articles are joined to it."""

    quote: KeyQuote
    words: tuple[str, ...]
    order: tuple[int, int]  # of the article in the story, of the first stretch in the article
    source: str

    @property
    def direct(self) -> bool:
        return any(part.kind is QuoteKind.DIRECT for part in self.quote.parts)


def key_quotes(group: Group, person_ids: Mapping[tuple[str, str], str]) -> tuple[KeyQuote, ...]:
    """The quotes of a story: at most six key ones first, then the others, each part in the order of the story.

    `person_ids` maps (article id, speaker as the article names it) to the person's id. Words that several articles
    carry are one quote, given as the earliest article that names the speaker has it. Paraphrase is never a quote.
    """
    found = [one for rank, member in enumerate(group.members) for one in _utterances(rank, member, person_ids)]
    joined = _join(found)
    telling = {id(one) for one in _telling(joined)}
    marked = [(one, replace(one.quote, key=id(one) in telling)) for one in joined]
    marked.sort(key=lambda pair: (not pair[1].key, pair[0].order))
    return tuple(quote for _, quote in marked)


def _utterances(rank: int, member: Member, person_ids: Mapping[tuple[str, str], str]) -> list[_Utterance]:
    article = member.analysis.article.id
    spoken = [quote for quote in member.analysis.quotes if quote.kind is not QuoteKind.INDIRECT]
    spoken.sort(key=lambda quote: (quote.start, quote.end))
    firsts = {quote.utterance: quote.start for quote in reversed(spoken)}
    spoken.sort(key=lambda quote: (firsts[quote.utterance], quote.utterance, quote.start))
    found = []
    for _, stretches in groupby(spoken, key=lambda quote: quote.utterance):
        parts = tuple(stretches)
        words = tuple(word for part in parts for word in WORD.findall(part.text.lower()))
        direct = any(part.kind is QuoteKind.DIRECT for part in parts)
        if len(words) >= (FEWEST_DIRECT if direct else FEWEST_MIXED):
            person = person_ids.get((article, parts[0].speaker), "") if parts[0].speaker else ""
            quote = KeyQuote(article=article, parts=parts, person=person, key=False)
            found.append(_Utterance(quote, words, (rank, parts[0].start), member.text_group))
    return found


def _join(found: Sequence[_Utterance]) -> list[_Utterance]:
    """Utterances with equal words under speakers who may be one, as one."""
    joined: list[_Utterance] = []
    by_speaker_first = sorted(found, key=lambda one: (one.quote.speaker is None, one.order))
    for one in by_speaker_first:
        at = next((i for i, other in enumerate(joined) if _same_words(one, other) and _may_be_one(one, other)), None)
        if at is None:
            joined.append(one)
        elif one.quote.article != joined[at].quote.article:
            also = (*joined[at].quote.also_in, one.quote.article)
            joined[at] = replace(joined[at], quote=replace(joined[at].quote, also_in=also))
    ranks = {one.quote.article: one.order[0] for one in found}
    return [replace(one, quote=replace(one.quote, also_in=_in_order(one.quote.also_in, ranks))) for one in joined]


def _in_order(articles: Sequence[str], ranks: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(sorted(set(articles), key=lambda article: (ranks[article], article)))


def _same_words(one: _Utterance, other: _Utterance) -> bool:
    if one.words == other.words:
        return True
    short, long = sorted((" ".join(one.words), " ".join(other.words)), key=lambda text: (len(text), text))
    return len(short) >= SAME_WORDS * len(long) and f" {short} " in f" {long} "


def _may_be_one(one: _Utterance, other: _Utterance) -> bool:
    """Whether nothing speaks against the two having one speaker."""
    first, second = one.quote, other.quote
    if first.person and second.person:
        return first.person == second.person
    if first.speaker is None or second.speaker is None:
        return True
    names = (set(WORD.findall(first.speaker.lower())), set(WORD.findall(second.speaker.lower())))
    return names[0] <= names[1] or names[1] <= names[0]


def _telling(joined: Sequence[_Utterance]) -> list[_Utterance]:
    """Key quotes: one voice after the other, so that nobody is heard twice before everybody is heard once."""
    common = Counter(word for one in joined for word in set(one.words) - FUNCTION_WORDS)
    left = [one for one in joined if one.quote.speaker is not None and len(one.words) >= FEWEST_KEY]
    chosen: list[_Utterance] = []
    while left and len(chosen) < KEY_QUOTES:
        voices = Counter(_voice(one) for one in chosen)
        sources = Counter(one.source for one in chosen)
        best = min(
            left, key=lambda one: (voices[_voice(one)], not one.direct, -_worth(one, common, sources), one.order)
        )
        chosen.append(best)
        left = [one for one in left if one is not best and voices[_voice(one)] < 2]
    return chosen


def _voice(one: _Utterance) -> str:
    return one.quote.person or (one.quote.speaker or "").casefold()


def _worth(one: _Utterance, common: Mapping[str, int], sources: Mapping[str, int]) -> float:
    """More words up to a good length, words that other quotes share, other carriers, a text not heard yet."""
    content = sorted(set(one.words) - FUNCTION_WORDS)
    shared = sum(common[word] > 1 for word in content) / max(1, len(content))
    length = min(1.0, len(one.words) / GOOD_LENGTH)
    return length + 0.5 * shared + 0.5 * min(2, len(one.quote.also_in)) - 0.25 * sources[one.source]
