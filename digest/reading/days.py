"""The days that an article's sentences speak of, and what they say of them. English; numeric dates in any language."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from digest.nouns import Article, Dated, DayPrecision, Sentence, Standing
from digest.reading.date_meaning import Meant, Seen, meaning
from digest.reading.date_words import CALENDAR, FORMS, VAGUE
from digest.reading.marks import Stretch
from digest.reading.parse import Parse, Token
from digest.reading.tense import NOTHING, Telling, telling

_NUMERIC = tuple(form for form in FORMS if form[0] == "numeric")
_RELATIVE = frozenset({"near", "unit", "ago", "weekday", "from"})  # inside a quotation told from the day it was said
_DATELINE = re.compile(r"\s*(?:\([^)]{2,40}\))?\s*(?:--|[–—-])\s")
_NAMES = frozenset({"PERSON", "ORG", "WORK_OF_ART", "FAC", "PRODUCT", "LAW", "NORP", "LOC"})
_OPENING = 90  # characters in which a dateline ends

_DIGIT = re.compile(r"\d")

Found = tuple[str, re.Match[str]]


def days_of(
    article: Article,
    sentences: Sequence[Sentence],
    parses: Mapping[int, Parse],
    quoted: Sequence[Sequence[Stretch]],
) -> tuple[Dated, ...]:
    """Read the date expressions that mean certain days, in order.

    `parses` and `quoted` are by block: a block without a parse is read for whole numeric dates only. A doubtful date of
    the article resolves nothing. What cannot be certain ("last Thursday" on a Friday; "May" without a year or a
    direction; "today" in someone's mouth) is left out.
    """
    moment = article.published
    reader = _Reader(article.text, moment.day if moment and not moment.doubt else None)
    for number, sentence in enumerate(sentences):
        reader.read(number, sentence, parses.get(sentence.block), quoted[sentence.block])
    return tuple(reader.found)


class _Reader:
    """Reads sentences in order, because a day can be told from the one before it."""

    def __init__(self, text: str, published: date | None) -> None:
        self._text = text
        self._published = published
        self._before: tuple[int, tuple[date, ...]] = (-1, ())  # the last sentence's block, and its days
        self.found: list[Dated] = []

    def read(self, number: int, sentence: Sentence, parse: Parse | None, quoted: Sequence[Stretch]) -> None:
        """Add the days of a sentence."""
        days: list[date] = []
        for kind, match in _expressions(self._text, sentence, FORMS if parse else _NUMERIC):
            anchor = self._anchor(sentence, days) if kind == "from" else None
            dated = self._dated(kind, match, parse, quoted, anchor)
            if dated is None:
                continue
            meant, told = dated
            self.found.append(_noun(match, number, meant, told))
            if meant.precision is DayPrecision.DAY:
                days.append(meant.first)
        self._before = (sentence.block, tuple(dict.fromkeys(days)))

    def _anchor(self, sentence: Sentence, days: Sequence[date]) -> date | None:
        """The one day that the sentence has named so far; if it has none, the one of the sentence before."""
        block, before = self._before
        candidates = tuple(dict.fromkeys(days)) or (before if block in {sentence.block, sentence.block - 1} else ())
        return candidates[0] if len(candidates) == 1 else None

    def _dated(
        self, kind: str, match: re.Match[str], parse: Parse | None, quoted: Sequence[Stretch], anchor: date | None
    ) -> tuple[Meant, Telling] | None:
        if kind in _RELATIVE and any(one.start <= match.start() < one.end for one in quoted):
            return None
        inside = _tokens(parse, match) if parse else []
        if parse and (not inside or _is_name(parse, kind, inside) or _is_dateline(self._text, parse, match)):
            return None
        if kind in {"ago", "from"} and VAGUE.search(self._text, max(0, match.start() - 24), match.start()):
            return None
        told = telling(parse, inside) if parse else NOTHING
        told = _said(match, told)
        meant = meaning(kind, match, Seen(published=self._published, direction=told.direction, anchor=anchor))
        if meant and self._published and told.standing is Standing.HAPPENED and meant.first > self._published:
            told = replace(told, standing=Standing.UNCLEAR)
        return (meant, told) if meant else None


def _said(match: re.Match[str], told: Telling) -> Telling:
    """What the expression itself says of its direction: "earlier this week", "later this year"."""
    part = (match.groupdict().get("part") or "").lower()
    if part == "earlier" and told.standing is Standing.PLANNED:
        return replace(told, standing=Standing.UNCLEAR, direction=-1)
    return told


def _noun(match: re.Match[str], sentence: int, meant: Meant, told: Telling) -> Dated:
    return Dated(
        start=match.start(),
        end=match.end(),
        text=match[0],
        sentence=sentence,
        first=meant.first,
        last=meant.last,
        precision=meant.precision,
        resolved=meant.resolved,
        standing=told.standing,
        verb=told.verb,
        main=told.main,
    )


def _expressions(text: str, sentence: Sentence, forms: Sequence[tuple[str, re.Pattern[str]]]) -> Iterator[Found]:
    """The date expressions of a sentence, in order; where forms overlap, the more specific one."""
    begin, end = sentence.start, sentence.end
    if not (CALENDAR.search(text, begin, end) or _DIGIT.search(text, begin, end)):
        return
    taken: list[Found] = []
    for kind, form in forms:
        for match in form.finditer(text, begin, end):
            if all(match.end() <= other.start() or other.end() <= match.start() for _, other in taken):
                taken.append((kind, match))
    yield from sorted(taken, key=lambda one: one[1].start())


def _tokens(parse: Parse, match: re.Match[str]) -> list[Token]:
    return [token for token in parse.tokens if match.start() <= token.start and token.end <= match.end() + 1]


def _is_name(parse: Parse, kind: str, inside: Sequence[Token]) -> bool:
    """Whether the words are part of a name, or count something: "the Sunday Times", "in 2020 cases"."""
    last = inside[-1]
    after = parse.tokens[last.i + 1] if last.i + 1 < len(parse.tokens) else last
    if kind in {"year", "month", "weekday"} and any(token.label in _NAMES for token in inside):
        return True
    if kind in {"year", "month"}:
        return last.dep in {"nummod", "compound", "amod", "quantmod"} and last.head == after.i
    if kind == "weekday":
        named = after.pos == "PROPN" and last.head == after.i and last.dep in {"compound", "nmod"}
        many = after.tag == "NNS" and last.head == after.i and last.dep in {"compound", "nmod"}
        return named or many or (last.tag == "NNPS")
    return False


def _is_dateline(text: str, parse: Parse, match: re.Match[str]) -> bool:
    """`HARBOUR CITY, Feb. 27 (Wire) — …`: when and where the article was sent."""
    begin = parse.tokens[0].start
    return match.end() - begin < _OPENING and bool(
        re.match(r"[A-Z][A-Z.'’ -]{2,}", text[begin : match.start()]) and _DATELINE.match(text, match.end())
    )
