"""What a figure's sentence says besides it: where, when, of whom, and in what connection."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, takewhile

from digest.dates import DAYS, MONTHS
from digest.nouns import Analysis, Figure, Group, Sentence
from digest.numerals import CARDINALS, ORDINALS, POWERS, TENS
from digest.stories.particulars import folded

LONG = 10  # days; a stretch of time beyond it is a scope of its own: "this year"
BEHIND = 5  # words behind a figure that may say whether it is wanted or granted
SWAPPED = 2  # words
NEAR = 10  # words before or behind a figure
FAR = 31  # days before the publication, beyond which a day is told as background
_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_CALENDAR = frozenset((*DAYS, *MONTHS))
_BETWEEN_DAYS = re.compile(rf"between (?:\d|(?:{'|'.join(_CALENDAR)})\b)", re.IGNORECASE)  # a scope of its own
# They say how a figure is known or when, and nothing of what it counts.
_SAYING = frozenset(
    """
    say tell report accord add announce statement official police authority spokesman spokeswoman ministry government
    count final today yesterday early late morning evening night afternoon day week people person
    """.split()  # noqa: SIM905 - one word beside the other is easier to read
)
_NUMBERS = frozenset((*CARDINALS, *ORDINALS, *POWERS, *TENS, "one", "first", "second", "third"))
_UNITS = frozenset({"percent", "per", "cent", "%", "minute", "hour", "month", "year", "dollar", "euro", "pound"})
# They narrow or widen what is counted.
_NARROWING = frozenset(
    """
    committee subcommittee panel first second third fourth core female male woman man women men quarter quarterly half
    annual annually monthly daily weekly average record aftershock gust another each total combined additional
    nationwide national county statewide worldwide global whole entire maximum minimum last previous earlier former
    neighbouring neighboring nearby since between initial initially original originally estimated
    """.split()  # noqa: SIM905 - likewise
)
_STANCES = frozenset(
    """
    offer demand ask seek want request require claim agree accept approve allow license licence licensed permit
    reject oppose against favour favor refuse expect forecast predict threaten impose restore recover return release
    trading close
    """.split()  # noqa: SIM905 - likewise
)
_CLAUSE = frozenset("after when as while because which who whom where although though but until".split())  # noqa: SIM905
_COMPARING = ("from ", "from the ", "than ", "than the ", "over ", "over the ", "with ", "with the ")
_WIDE = frozenset({"worldwide", "global", "nationwide", "national", "total", "combined", "whole", "entire"})
_OF_ERROR = frozenset({"margin", "error"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What limits a figure, and the words that it stands among."""

    places: frozenset[str]  # words of names, folded
    actors: frozenset[str]  # likewise
    people: frozenset[str]  # the last words of the names of people among the actors, folded
    terms: frozenset[str]  # content words of the sentence but for numbers, days and words of saying
    narrowing: frozenset[str]
    days: tuple[date, date] | None
    calendar: frozenset[str]  # names of days and months in the sentence
    years: frozenset[str]  # other than that of publication
    published: date | None
    stance: frozenset[str]  # words that say whether a figure is asked for, offered, granted
    is_margin: bool  # of error, in a survey


class Scopes:
    """The scopes of a story's figures."""

    def __init__(self, group: Group) -> None:
        analyses = [member.analysis for member in group.members]
        self._known = {one.article.id: frozenset(map(folded, _words(one))) for one in analyses}

    def of(self, analysis: Analysis, figure: Figure) -> Scope:
        """The scope of a figure of one of the story's articles."""
        sentence = analysis.sentences[figure.sentence]
        text = analysis.article.text[sentence.start : sentence.end]
        moment = analysis.article.published
        published = moment.day if moment and not moment.doubt else None
        return Scope(
            places=_names(figure.places),
            actors=_names(figure.actors),
            people=_people(analysis, figure),
            terms=context(sentence) - {*figure.counted, figure.deed},
            narrowing=_narrowing_near(analysis, sentence, figure),
            days=(figure.day, figure.last_day) if figure.day and figure.last_day else None,
            calendar=calendar(analysis, sentence),
            years=frozenset(year for year in _YEAR.findall(text) if published is None or int(year) < published.year),
            published=published,
            stance=_stance_near(analysis, sentence, figure),
            is_margin=context(sentence) >= _OF_ERROR,
        )

    def knows(self, article: str, names: frozenset[str]) -> bool:
        """Whether an article speaks of all that is named by some words."""
        return names <= self._known[article]


def _words(analysis: Analysis) -> list[str]:
    title = analysis.article.title
    return _WORD.findall(f"{title.value if title else ''}\n{analysis.article.text}")


def _names(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(folded(word) for word in chain.from_iterable(map(_WORD.findall, names)) if word[:1].isupper())


def _people(analysis: Analysis, figure: Figure) -> frozenset[str]:
    known = {person.name for person in analysis.people}
    return frozenset(folded(_WORD.findall(name)[-1]) for name in figure.actors if name in known and _WORD.search(name))


def context(sentence: Sentence) -> frozenset[str]:
    """The content words of a sentence but for numbers, days and words of saying."""
    terms = {folded(term) for term in sentence.terms} - _SAYING - _NUMBERS - _UNITS - _CALENDAR
    return frozenset(term for term in terms if not any(map(str.isdigit, term)))


def narrowing(analysis: Analysis, sentence: Sentence) -> frozenset[str]:
    """The words of a sentence that may narrow or widen what it tells of."""
    words = map(folded, _WORD.findall(analysis.article.text[sentence.start : sentence.end]))
    return frozenset(words) & _NARROWING


def _narrowing_near(analysis: Analysis, sentence: Sentence, figure: Figure) -> frozenset[str]:
    """Those that stand so near a figure that they may go with it; of a long sentence's other clauses, nothing."""
    text = analysis.article.text
    until = min((one.start for one in analysis.figures if figure.end <= one.start < sentence.end), default=sentence.end)
    before = list(_WORD.finditer(text, sentence.start, figure.start))[-NEAR:]
    behind = list(_same_clause(_WORD.finditer(text, figure.end, until)))[:NEAR]
    starts = {one.start for one in analysis.figures}  # "another 50" is no other one, but more of them
    near = [match for match in (*before, *behind) if match.end() + 1 not in starts]
    words = (folded(match[0]) for match in near if not _is_of_a_time(text, match.start()))
    return frozenset(words) & _NARROWING


def _is_of_a_time(text: str, start: int) -> bool:
    """`between March 1 and 3`, `up from last year`: a word that says when, or with what a figure is compared."""
    return bool(_BETWEEN_DAYS.match(text, start)) or text[:start].endswith(_COMPARING)


def _stance_near(analysis: Analysis, sentence: Sentence, figure: Figure) -> frozenset[str]:
    """Words that say whether a figure is asked for, offered, granted; they stand before it, or close behind it."""
    text = analysis.article.text
    before = list(_WORD.finditer(text, sentence.start, figure.start))[-NEAR:]
    behind = list(_same_clause(_WORD.finditer(text, figure.end, sentence.end)))[:BEHIND]
    words = {folded(match[0]) for match in (*before, *behind)}
    return frozenset(stance for stance in _STANCES if not words.isdisjoint(_forms(stance)))


def _forms(verb: str) -> set[str]:
    stem = verb.removesuffix("e")
    return {verb, f"{verb}s", f"{stem}ed", f"{stem}ing", f"{stem}es"}


def _same_clause(words: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    return takewhile(lambda word: word[0].lower() not in _CLAUSE, words)


def calendar(analysis: Analysis, sentence: Sentence) -> frozenset[str]:
    """The names of days and months in a sentence."""
    words = map(folded, _WORD.findall(analysis.article.text[sentence.start : sentence.end]))
    return frozenset(words) & _CALENDAR


def contradict(one: Scope, other: Scope, *, near: bool = False) -> bool:
    """Whether two scopes are not the same for certain: other places, people, days, or other words that narrow.

    Of figures that are near each other, "worldwide" or "in all" beside one says nothing.
    A margin of error is its sample's, and one survey has as many as it has groups of people.
    """
    soft = _WIDE if near else frozenset()
    return bool(
        _disjoint(one.places, other.places)
        or _disjoint(_who(one), _who(other))
        or (one.people and other.people and one.people != other.people)
        or one.narrowing - soft != other.narrowing - soft
        or one.years != other.years
        or (one.is_margin and other.is_margin)
        or _at_other_times(one, other)
    )


def _who(scope: Scope) -> frozenset[str]:
    """The actors but for those that are places of the figure too: "its Tiria plant"."""
    return scope.actors - scope.places


def _disjoint(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and one.isdisjoint(other)


def _at_other_times(one: Scope, other: Scope) -> bool:
    if one.days and other.days:
        long = any((last - first).days > LONG for first, last in (one.days, other.days))
        if long:
            return one.days != other.days
        return one.days[1] < other.days[0] or other.days[1] < one.days[0]
    if one.days or other.days:
        return any(map(_is_background, (one, other)))
    return _disjoint(one.calendar, other.calendar)


def _is_background(scope: Scope) -> bool:
    """Whether a figure is told of a long stretch of time, or of one that is over for long."""
    if scope.days is None or (scope.published and scope.days[0] > scope.published):  # "by the end of 2027" is a plan
        return False
    first, last = scope.days
    return (last - first).days > LONG or scope.published is None or (scope.published - last).days > FAR


def substituted(one: Scope, other: Scope) -> bool:
    """Whether sentences that are else the same have one or two words that differ: one thing has another's place."""
    left, right = one.terms - other.terms, other.terms - one.terms
    return bool(left and right) and max(len(left), len(right)) <= SWAPPED and bool(one.terms & other.terms)


def kinship(one: Scope, other: Scope) -> tuple[int, float]:
    """How many words two scopes share, and which share of the smaller one that is."""
    shared = len(one.terms & other.terms)
    share = shared / max(1, min(len(one.terms), len(other.terms)))
    return shared + bool(one.days and one.days == other.days), share
