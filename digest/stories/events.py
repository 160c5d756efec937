"""What happened on which day, as a story's articles tell it: one event told by several articles is one."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from digest.dates import DAYS, MONTHS
from digest.nouns import Dated, DayPrecision, Entry, EntryKind, Group, Member, Moment, Origin, Sentence, Standing
from digest.stories.background import word_frequency
from digest.stories.sentences import captioned, printable, spoken, undated

SAME_DEED = 0.36  # or so much, where both are told by the same verb
SAME = 0.5  # shared part of the weight of the lighter of two sentences of one day: the same event
ALIKE = 0.15  # and of the weight of both together
WEEKS = timedelta(days=14)  # a longer stretch does not hold a day's event closely enough
LONG = 35  # words of a sentence that is hard to take in beside a date
EARLY = 4  # first sentences of an article: what it is about
LARGE = frozenset({DayPrecision.MONTH, DayPrecision.QUARTER, DayPrecision.YEAR})
SPEECH = frozenset(
    {"add", "ask", "call", "comment", "mention", "note", "read", "recount", "remark", "repeat", "report", "say"}
    | {"speak", "talk", "tell", "tweet", "write"}
)
_STATES = frozenset({"be", "have", "remain", "seem"})
_CALENDAR = frozenset((*DAYS, *MONTHS, "today", "yesterday", "tomorrow", "week", "month", "year", "day"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """A sentence that tells of something on a day."""

    member: Member
    rank: int  # of its article in the story
    position: int  # of the sentence in its article
    sentence: Sentence
    dated: Dated
    weights: Mapping[str, float]  # by lemma

    @property
    def article(self) -> str:
        return self.member.analysis.article.id

    @property
    def days(self) -> tuple[date, date]:
        return self.dated.first, self.dated.last

    @property
    def unclear(self) -> tuple[bool, bool, bool, bool, bool, int, int]:
        """What makes it a poor choice to tell the event by, worst first."""
        own = self.member.text_group == self.article and not self.member.retells
        long = self.sentence.end - self.sentence.start > 6 * LONG
        planned = self.dated.standing is Standing.PLANNED
        return not own, bool(self.sentence.leans), not self.dated.main, planned, long, self.position // EARLY, self.rank


def events(group: Group) -> tuple[Entry, ...]:
    """The dated events of a story, the most widely told first (in independent texts), each as its clearest sentence.

    Only what a finite clause says has happened or will; what somebody said on a day is a quote and no event.
    """
    told = _together(sorted(_tellings(group), key=_narrow_first))
    voices = group.voices
    found = [(tellings, best) for tellings in told if (best := _clearest(tellings))]
    found.sort(key=lambda pair: _rank(pair[0], pair[1], voices))
    entries, printed = [], set()
    for tellings, best in found:
        if (best.article, best.position) not in printed:
            printed.add((best.article, best.position))
            entries.append(_entry(tellings, best))
    return tuple(entries)


def trusted(moment: Moment | None) -> Moment | None:
    """A moment that a timeline can be built on: read from its source, and without a doubt."""
    return moment if moment and not moment.doubt and moment.origin is not Origin.STORY else None


def _tellings(group: Group) -> Iterator[_Telling]:
    for rank, member in enumerate(group.members):
        analysis = member.analysis
        moment = trusted(member.published)
        for dated in analysis.days:
            sentence = analysis.sentences[dated.sentence]
            text = analysis.article.text[sentence.start : sentence.end]
            if not _tells(dated, moment.day if moment else None) or not printable(text, sentence):
                continue
            if not spoken(sentence, analysis) and not captioned(sentence, analysis):
                weights = {term: _weight(term) for term in sentence.terms if term not in _CALENDAR}
                yield _Telling(
                    member=member,
                    rank=rank,
                    position=dated.sentence,
                    sentence=sentence,
                    dated=dated,
                    weights={term: weight for term, weight in weights.items() if weight > 0},
                )


def _tells(dated: Dated, published: date | None) -> bool:
    """Whether something happened or is planned then; "this year" around the article's own day says too little."""
    if dated.standing is Standing.UNCLEAR or dated.verb in SPEECH | _STATES or not dated.verb:
        return False
    if published is None:
        return dated.standing is Standing.HAPPENED
    if dated.first != dated.last and dated.first <= published <= dated.last:
        return False
    return dated.first >= published if dated.standing is Standing.PLANNED else dated.first <= published


@lru_cache(maxsize=20_000)
def _weight(term: str) -> float:
    """How much a shared word says: nothing for one in a hundred, 4 for one in a million."""
    return 0.0 if term.isdigit() else max(0.0, -math.log10(word_frequency(term, "en")) - 2)


def _narrow_first(one: _Telling) -> tuple[timedelta, int, int, int]:
    return one.dated.last - one.dated.first, one.rank, one.position, one.dated.start


def _together(tellings: Iterable[_Telling]) -> list[list[_Telling]]:
    """Tellings of one event: of one day (or of a week or span that holds it), and alike to one of those before."""
    found: list[list[_Telling]] = []
    for one in tellings:
        alike = [(max(_likeness(one, other) for other in event), -place) for place, event in enumerate(found)]
        best, place = max(alike, default=(0.0, 0))
        if best > 0:
            found[-place].append(one)
        else:
            found.append([one])
    return found


def _likeness(one: _Telling, other: _Telling) -> float:
    """The shared part of the lighter sentence's weight, or 0 for other days or too little in common."""
    first, last = other.days
    fits = one.days == other.days or (one.dated.first <= first and last <= one.dated.last <= one.dated.first + WEEKS)
    if not fits or one.article == other.article:
        return 0.0
    shared = math.fsum(weight for term, weight in sorted(one.weights.items()) if term in other.weights)
    light, heavy = sorted(math.fsum(sorted(each.weights.values())) for each in (one, other))
    same = SAME_DEED if one.dated.verb == other.dated.verb else SAME
    enough = light > 0 and shared >= same * light and shared >= ALIKE * (light + heavy - shared)
    return shared / light if enough else 0.0


def _clearest(tellings: Sequence[_Telling]) -> _Telling | None:
    narrow = min(one.dated.last - one.dated.first for one in tellings)
    exact = [one for one in tellings if one.dated.last - one.dated.first == narrow]
    best = min(exact, key=lambda one: (one.unclear, one.article, one.sentence.start))
    alone = not best.dated.main and len({one.article for one in tellings}) < 2
    return None if best.sentence.leans or alone else best


def _rank(
    tellings: Sequence[_Telling], best: _Telling, voices: Mapping[str, str]
) -> tuple[int, bool, int, date, str, int]:
    """The most widely told first, then what an article tells early, the narrower day first."""
    texts = {voices[one.article] for one in tellings}
    return (
        -len(texts),
        best.dated.precision in LARGE,
        min(one.position for one in tellings),
        best.dated.first,
        best.article,
        best.sentence.start,
    )


def _entry(tellings: Sequence[_Telling], best: _Telling) -> Entry:
    sentence, article = best.sentence, best.member.analysis.article
    start = sentence.start + undated(article.text[sentence.start : sentence.end])
    others = {one.article: one.rank for one in tellings if one.article != best.article}
    return Entry(
        kind=EntryKind.EVENT,
        first=best.dated.first,
        last=best.dated.last,
        precision=best.dated.precision,
        article=best.article,
        start=start,
        end=sentence.end,
        text=article.text[start : sentence.end],
        also_in=tuple(sorted(others, key=lambda other: others[other])),
        announced=all(one.dated.standing is Standing.PLANNED for one in tellings),
    )
