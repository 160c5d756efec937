"""Who said what in a story: each utterance once, under its speaker, the telling ones first."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from digest.nouns import Group, KeyQuote, Member, QuoteKind
from digest.stories.spoken import Utterance, utterances
from digest.stories.utterances import fold
from digest.stories.versions import key_quote
from digest.stories.wordings import Words, words_of

KEY_QUOTES = 6
PER_VOICE = 2
FEWEST_KEY = 8  # words of an utterance that can stand alone
GOOD_LENGTH = 25  # words: more add little to a reader's first look
REPEATED = 0.8  # share of the weight of its words
WIDE = 3  # independent texts: more do not make a voice weightier
TITLE_WORDS = 3  # of the headlines, in rare words: more do not make a quote more to the point
PLACES = frozenset({"ORG", "GPE", "NORP", "LOC"})  # names in a role that say on whose side somebody speaks


@dataclass(frozen=True, eq=False)
class _Candidate:
    """An utterance that may be shown first."""

    quote: KeyQuote
    words: Words
    order: tuple[int, int]
    voice: str
    sides: frozenset[str]  # organisations and countries that its speaker stands for
    sources: frozenset[str]  # the independent texts that carry it
    known: bool  # under a name

    @property
    def usable(self) -> bool:
        """Whether it says enough, and is somebody's."""
        return bool(self.voice) and len(self.words.words) >= FEWEST_KEY


def key_quotes(group: Group, person_ids: Mapping[tuple[str, str], str]) -> tuple[KeyQuote, ...]:
    """The quotes of a story: at most six key ones first, then the others, each part in the order of the story.

    `person_ids` maps (article id, speaker as the article names it) to the person's id. One utterance in several
    articles is one quote, as the earliest that names its speaker has it, with its variants. Paraphrase is never one.
    """
    members = {member.analysis.article.id: member for member in group.members}
    found = [_candidate(said, members) for said in fold(utterances(group, person_ids))]
    telling = set(_telling(found, _title_stems(group)))
    marked = [(one, replace(one.quote, key=one in telling)) for one in found]
    marked.sort(key=lambda pair: (not pair[1].key, pair[0].order, pair[0].quote.parts[0].utterance))
    return tuple(quote for _, quote in marked)


def _candidate(said: Sequence[Utterance], members: Mapping[str, Member]) -> _Candidate:
    quote = key_quote(said)
    first = next(one for one in said if one.article == quote.article and one.parts[0] in quote.parts)
    voice = max((one.voice for one in said), key=lambda voice: (voice.sureness, sorted(voice.words)))
    name = voice.person or " ".join(sorted(voice.words))
    return _Candidate(
        quote=quote,
        words=first.words if first.parts == quote.parts else words_of(quote.parts),
        order=first.order,
        voice=name,
        sides=_sides(quote, members[quote.article]) or frozenset({name} if voice.body else ()),
        sources=frozenset(one.source for one in said),
        known=voice.sureness > 1,
    )


def _sides(quote: KeyQuote, member: Member) -> frozenset[str]:
    role = quote.parts[0].role
    names = {entity.text for entity in member.analysis.entities if entity.label in PLACES} if role else set()
    return frozenset(name.casefold() for name in names if name in role)


def _title_stems(group: Group) -> frozenset[str]:
    """What the story is about: the words of its headlines."""
    titles = [member.analysis.title_terms for member in group.members]
    return frozenset(word for terms in titles for term in terms for word in term.split())


def _telling(found: Sequence[_Candidate], subject: frozenset[str]) -> list[_Candidate]:
    """Key quotes: one voice after the other, so that nobody is heard twice before everybody with a name is heard once.

    Among those who have not been heard, who speaks in more independent texts comes first, and who stands for a country
    or body that has not been heard. Then counts what is said: to the headlines' point, whole, neither short nor only
    long.
    """
    texts: dict[str, set[str]] = {}
    for one in found:
        texts.setdefault(one.voice, set()).update(one.sources)
    left = {one: _worth(one, subject) + min(WIDE, len(texts[one.voice])) for one in found if one.usable}
    chosen: list[_Candidate] = []
    while left and len(chosen) < KEY_QUOTES:
        voices = Counter(one.voice for one in chosen)
        news = {one: worth + _news(one, chosen) for one, worth in left.items()}
        best = min(left, key=lambda one: (voices[one.voice] + (not one.known), -news[one], one.order))
        chosen.append(best)
        full = voices[best.voice] + 1 == PER_VOICE
        left = {
            one: worth
            for one, worth in left.items()
            if not (one is best or (full and one.voice == best.voice) or _repeats(one, best))
        }
    return chosen


def _repeats(one: _Candidate, other: _Candidate) -> bool:
    """Whether most of its words have been shown, perhaps under another description of one speaker."""
    heard = set(other.words.stems)
    known = sum(word.weight for word in one.words.words if word.stem in heard)
    return known > 0 and known >= REPEATED * one.words.weight


def _news(one: _Candidate, chosen: Sequence[_Candidate]) -> float:
    """What an utterance adds to those that are chosen: a side not heard yet, texts not heard yet."""
    sides = Counter(side for other in chosen for side in other.sides)
    sources = Counter(source for other in chosen for source in other.sources)
    carried = sum(1 / (1 + sources[source]) for source in sorted(one.sources))
    return min(WIDE, carried) / 2 - max((sides[side] for side in one.sides), default=0) / 2


def _worth(one: _Candidate, subject: frozenset[str]) -> float:
    """What an utterance says by itself: whole words rather than fragments, of a good length, to the point."""
    direct = any(part.kind is QuoteKind.DIRECT for part in one.quote.parts)
    length = min(1.0, len(one.words.words) / GOOD_LENGTH)
    telling = {word.stem: word.weight for word in one.words.words if word.form in subject or word.stem in subject}
    return direct + length + min(TITLE_WORDS, sum(telling.values())) / TITLE_WORDS
