"""Finds the figures of an article and says of each what it is a number of."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from digest.nouns import Article, Bound, Entity, Figure, Measure, NamedPerson, Quote, Sentence
from digest.reading.parse import Parse
from digest.reading.quantities import settings
from digest.reading.quantities.ages import Person, bearer, is_bare_age
from digest.reading.quantities.counting import agreeing, in_money, is_counted, is_part, is_whole, membership
from digest.reading.quantities.deeds import deed_of
from digest.reading.quantities.frame import Deed, Frame
from digest.reading.quantities.labels import counting, label_spans
from digest.reading.quantities.numbers import Number, numbers
from digest.reading.quantities.phrases import Counted, anchor_of, counted_by, is_spread_over
from digest.reading.quantities.spells import Spell, spells

_PER = re.compile(
    r"(?:,? (?:per|a|an|each|every)|/) ?(day|week|month|year|hour|night|barrel|share|head|person|capita|tonne|ton|kg"
    r"|kilogram|litre|gallon|ounce|minute|second|piece|unit|kilometre|kilometer|km|mile|student|household|family|worker"
    r"|ticket|vote|match|game|season|quarter|semester|episode|square (?:foot|metre|meter|mile))\b"
    r"(?! ago| earlier| later| before| after)"
)
_DATELINE = re.compile(r"[A-Z][A-Z.'’-]+(?:[ ,]+[A-Z][\w.'’-]+){0,4}[^.]{0,40}?(?:--|[-–—])\s")
_WHEN = re.compile(  # before a number of days that says when, not how long
    r"(?:past|last|next|first|previous|coming|recent|final|following|every|after|within|in|over|during|before|until"
    r"|about|than|another|by|under|at|these|those|the) $"
)
_LATER = re.compile(r"[- ](?:ago|later|earlier|before|after|since|on|from now|away|prior|early|late)\b")
_AS_BEFORE = re.compile(r".{0,8}\b(?:from|than) (?:the |a )?(?:last|previous|prior|year|month|week)\b")
_HOW_OLD = re.compile(r"\b(?:of (?:them|whom)|most|many|mostly|all) (?:\w+ )?(?:over|under|above|below|aged) $")
_OPENING = 4  # words before a name that a sentence begins with: "Former energy minister Anton Petrov"
_OTHER_DOLLARS = re.compile(r"\b(?:SG?|AU?|CA?|HK|NZ|NT)\$|\b(?:Singapore|Australian|Canadian|Hong Kong|Taiwan) dollar")


class Reading(NamedTuple):
    """What the room has read of an article besides its figures."""

    entities: Sequence[Entity]
    people: Sequence[NamedPerson]
    quotes: Sequence[Quote]


class _Passage(NamedTuple):
    """A sentence in its block's parse."""

    number: int  # index into Analysis.sentences
    sentence: Sentence
    parse: Parse
    tokens: range
    people: list[Person]  # named in it
    opener: str  # who alone is named in the sentence before it, and near its beginning; or ""
    numbers: Sequence[Number]

    def next_of_unit(self, number: Number) -> int:
        """Where the next number of the same unit begins; the sentence's end for a number without unit."""
        later = (one.start for one in self.numbers if one.start > number.start and one.unit == number.unit != "")
        return next(later, self.sentence.end)


def find_figures(
    article: Article, parses: Sequence[Parse], sentences: Sequence[Sentence], reading: Reading
) -> tuple[Figure, ...]:
    """The figures of an article's English text, in order."""
    moment = article.published
    reader = _Reader(article.text, moment.day if moment and not moment.doubt else None, reading)
    by_block = {parse.block: parse for parse in parses}
    found: list[Figure] = []
    for index, sentence in enumerate(sentences):
        if sentence.block in by_block:
            before = sentences[index - 1] if index else None
            found += reader.figures(index, sentence, by_block[sentence.block], before)
    return tuple(found)


class _Reader:
    """Reads an article's sentences."""

    def __init__(self, text: str, published: date | None, reading: Reading) -> None:
        self._text, self._published, self._reading = text, published, reading
        self._dollar = "dollar" if _OTHER_DOLLARS.search(text) else "USD"
        self._people = sorted(
            Person(one.start, one.end, person.name) for person in reading.people for one in person.mentions
        )

    def figures(self, index: int, sentence: Sentence, parse: Parse, before: Sentence | None) -> list[Figure]:
        """The figures of one sentence, which stands behind another one."""
        start, end = sentence.start, sentence.end
        found = numbers(self._text, start, end)
        tokens = [token.i for token in parse.tokens if start <= token.start < end] if found else []
        if not tokens:
            return []
        near = [one for one in self._people if start <= one.start < end]
        opener = self._opener(before) if before else ""
        passage = _Passage(index, sentence, parse, range(tokens[0], tokens[-1] + 1), near, opener, found)
        spans = label_spans(self._text, start, end)
        made = (self._figure(passage, number) for number in counting(self._text, found, parse, spans))
        return agreeing([figure for figure in made if figure is not None])

    def _figure(self, passage: _Passage, number: Number) -> Figure | None:
        if is_whole(self._text, number, passage.numbers) or _HOW_OLD.search(
            self._text, passage.sentence.start, number.first
        ):
            return None
        person = is_bare_age(self._text, number, passage.people) if not number.unit else None
        if person or number.measure is Measure.AGE:
            return self._age(passage, number, person)
        parse = passage.parse
        if number.measure is Measure.DURATION and (not self._lasts(number) or is_spread_over(parse, number)):
            return None
        if is_spread_over(parse, number):
            number = number._replace(bound=Bound.EXACT, start=number.first)
        counted = counted_by(parse, number)
        number, counted = in_money(number, counted)
        deed = membership(parse, number, counted) or deed_of(parse, number, counted)
        if number.measure in {Measure.COUNT, Measure.RANK} and not is_counted(parse, number, counted, deed):
            return None
        return self._made(passage, number, counted, deed)

    def _lasts(self, number: Number) -> bool:
        """Whether a number of days says how long something is, and not when."""
        if _LATER.match(self._text, number.last):
            return False
        return not _WHEN.search(self._text[max(0, number.start - 14) : number.start].lower())

    def _age(self, passage: _Passage, number: Number, person: Person | None) -> Figure | None:
        found = (person.name, ()) if person else bearer(self._text, passage.parse, number, passage.people)
        name, counted = found
        opening = self._text[passage.sentence.start : number.start]
        if not name and not counted and opening == "The " and self._text[number.start : number.end].endswith("old"):
            name = passage.opener  # "Anton Petrov was jailed. The 62-year-old …"
        if not name and not counted:
            return None
        anchor = anchor_of(passage.parse, number)
        made = self._made(
            passage,
            number._replace(unit=number.unit or "year old", measure=Measure.AGE),
            Counted(anchor=anchor, noun=-1, top=anchor, lemmas=counted),
            Deed("be", -1, counted),
        )
        whose = (name,) if name else ()
        kept = replace(made, actors=whose, day=None, last_day=None)  # of an age, the rest of its clause says nothing
        return replace(kept, hypothetical=False, negated=False, total=False, part=False)

    def _compares(self, time: Spell) -> bool:
        """`unchanged from last year`: a time that a figure is only compared with."""
        return bool(_AS_BEFORE.match(self._text, max(0, time.start - len("from the ")), time.end))

    def _opener(self, sentence: Sentence) -> str:
        inside = [one for one in self._people if sentence.start <= one.start < sentence.end]
        near = bool(inside) and len(self._text[sentence.start : inside[0].start].split()) <= _OPENING
        names = {person.name for person in inside}
        return names.pop() if near and len(names) == 1 else ""

    def _made(self, passage: _Passage, number: Number, counted: Counted, deed: Deed) -> Figure:
        text, parse, sentence = self._text, passage.parse, passage.sentence
        clause = settings.clause_of(parse, counted.top, deed.verb, passage.tokens)
        noun_end = max(number.end, parse.tokens[counted.noun].end if counted.noun >= 0 else 0)
        found = [one for one in spells(text, sentence.start, sentence.end, self._published) if not self._compares(one)]
        time = settings.time_of(found, parse, clause, noun_end, passage.next_of_unit(number))
        dateline = _DATELINE.match(text, sentence.start, sentence.end)
        names = settings.Names(
            self._reading.entities,
            self._reading.people,
            dateline.end() if dateline and dateline.end() < number.start else sentence.start,
        )
        per = _PER.match(text, number.end) or _PER.match(text, noun_end)
        words = text[sentence.start : sentence.end]
        return Figure(
            start=number.start,
            end=number.end,
            text=text[number.start : number.end],
            sentence=passage.number,
            low=number.low,
            high=number.high,
            grain=number.grain,
            vague=number.vague,
            bound=number.bound,
            unit=self._dollar if number.unit == "$" else number.unit,
            measure=number.measure,
            per=per[1] if per else "",
            counted=deed.counted,
            deed=deed.lemma,
            change=deed.change,
            direction=deed.direction,
            doer=deed.doer,
            subject=Frame(parse, number, counted).doer(deed.verb),
            actors=settings.actors_of(names, parse, clause),
            places=settings.places_of(names, parse, clause),
            day=time.first if time else None,
            last_day=time.last if time else None,
            claimant=settings.claimant_of(self._reading.quotes, number.start, number.end, words),
            part=counted.part or deed.part or is_part(text[sentence.start : number.start]),
            further=counted.further,
            total=deed.total or settings.is_total(words) or bool(time and time.since),
            hypothetical=settings.is_hypothetical(parse, clause, deed.verb if deed.verb >= 0 else counted.top),
            negated=settings.is_negated(parse, counted.top, deed.verb, range(number.start, number.end)),
        )
