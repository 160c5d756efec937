"""Finds the figures of an article and says of each what it is a number of."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from digest.nouns import Article, Bound, Change, Entity, Figure, Measure, NamedPerson, Quote, Sentence
from digest.reading.parse import Parse
from digest.reading.quantities import settings
from digest.reading.quantities.ages import Person, bearer, is_bare_age
from digest.reading.quantities.deeds import deed_of
from digest.reading.quantities.families import CASUALTIES, closed
from digest.reading.quantities.frame import Deed
from digest.reading.quantities.labels import counting, label_spans
from digest.reading.quantities.numbers import Number, numbers
from digest.reading.quantities.phrases import Counted, anchor_of, counted_by, hyphened, is_remainder
from digest.reading.quantities.spells import spells
from digest.reading.verbs import is_reporting

_PER = re.compile(
    r"(?:,? (?:per|a|an|each|every)|/) ?(day|week|month|year|hour|night|barrel|share|head|person|capita|tonne|ton|kg"
    r"|kilogram|litre|gallon|ounce|minute|second|piece|unit|kilometre|kilometer|km|mile|student|household|family|worker"
    r"|ticket|vote|match|game|episode|square (?:foot|metre|meter|mile))\b(?! ago| earlier| later| before| after)"
)
_DATELINE = re.compile(r"[A-Z][A-Z.'’-]+(?:[ ,]+[A-Z][\w.'’-]+){0,4}[^.]{0,40}?(?:--|[-–—])\s")
_WHEN = re.compile(  # before a number of days that says when, not how long
    r"(?:past|last|next|first|previous|coming|recent|final|following|every|after|within|in|over|during|before|until"
    r"|about|than|another|by|under|at|these|those|the) $"
)
_LATER = re.compile(r"[- ](?:ago|later|earlier|before|after|since|on|from now|away|prior|early|late)\b")
_OTHER_DOLLARS = re.compile(r"\b(?:SG?|AU?|CA?|HK|NZ|NT)\$|\b(?:Singapore|Australian|Canadian|Hong Kong|Taiwan) dollar")
_MEMBERS = closed("member seat judge person nation country page room bed storey vehicle bedroom")


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
            found += reader.figures(index, sentence, by_block[sentence.block])
    return tuple(found)


def _agreeing(found: list[Figure]) -> list[Figure]:
    """Without the bare number of a change whose other level has a unit: "to 4.3 million euros from 4.9 million"."""
    turned = {figure.counted for figure in found if figure.unit and figure.change is not Change.LEVEL}
    return [one for one in found if one.unit or one.change is Change.LEVEL or one.counted not in turned]


def _membership(parse: Parse, number: Number, counted: Counted) -> Deed | None:
    """`a 12-member council`: it has 12 members."""
    joined = hyphened(parse, number)
    if joined is None or number.unit or joined.lemma.lower() not in _MEMBERS:
        return None
    whole = counted.lemmas[-1:] if counted.lemmas[-1:] != (joined.lemma.lower(),) else ()
    return Deed("have", -1, (*whole, joined.lemma.lower()))


def _counts(parse: Parse, number: Number, counted: Counted, deed: Deed) -> bool:
    """Whether it is known what a bare number counts; sources ("two officials said") and "one thing" are no news."""
    if not deed.lemma or not deed.counted:
        return False
    token = parse.tokens[deed.verb] if deed.verb >= 0 else None
    speaks = token is not None and is_reporting(token) and not deed.doer and counted.noun < token.i
    if speaks and number.measure is Measure.COUNT and deed.lemma not in CASUALTIES:
        return False
    if number.measure is Measure.COUNT and number.low == number.high == 1 and number.bound is Bound.EXACT:
        return deed.lemma in CASUALTIES and not counted.part
    if parse.tokens[counted.top].dep == "appos" and (counted.noun < 0 or deed.lemma not in CASUALTIES):
        return False
    joined = hyphened(parse, number)
    return joined is None or number.end > number.last or joined.lemma.lower() in _MEMBERS


class _Reader:
    """Reads an article's sentences."""

    def __init__(self, text: str, published: date | None, reading: Reading) -> None:
        self._text, self._published, self._reading = text, published, reading
        self._dollar = "dollar" if _OTHER_DOLLARS.search(text) else "USD"
        self._people = sorted(
            Person(one.start, one.end, person.name) for person in reading.people for one in person.mentions
        )

    def figures(self, index: int, sentence: Sentence, parse: Parse) -> list[Figure]:
        """The figures of one sentence."""
        start, end = sentence.start, sentence.end
        found = numbers(self._text, start, end)
        tokens = [token.i for token in parse.tokens if start <= token.start < end] if found else []
        if not tokens:
            return []
        near = [one for one in self._people if start <= one.start < end]
        passage = _Passage(index, sentence, parse, range(tokens[0], tokens[-1] + 1), near)
        spans = label_spans(self._text, start, end)
        made = (self._figure(passage, number) for number in counting(self._text, found, parse, spans))
        return _agreeing([figure for figure in made if figure is not None])

    def _figure(self, passage: _Passage, number: Number) -> Figure | None:
        person = is_bare_age(self._text, number, passage.people) if not number.unit else None
        if person or number.measure is Measure.AGE:
            return self._age(passage, number, person)
        if number.measure is Measure.DURATION and not self._lasts(number):
            return None
        parse = passage.parse
        counted = counted_by(parse, number)
        deed = _membership(parse, number, counted) or deed_of(parse, number, counted)
        if number.measure in {Measure.COUNT, Measure.RANK} and not _counts(parse, number, counted, deed):
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
        if not name and not counted:
            return None
        anchor = anchor_of(passage.parse, number)
        made = self._made(
            passage,
            number._replace(unit=number.unit or "year old", measure=Measure.AGE),
            Counted(anchor=anchor, noun=-1, top=anchor, lemmas=counted),
            Deed("be", -1, counted),
        )
        return replace(made, actors=(name,) if name else (), hypothetical=False, negated=False, total=False, part=False)

    def _made(self, passage: _Passage, number: Number, counted: Counted, deed: Deed) -> Figure:
        text, parse, sentence = self._text, passage.parse, passage.sentence
        clause = settings.clause_of(parse, counted.top, deed.verb, passage.tokens)
        noun_end = max(number.end, parse.tokens[counted.noun].end if counted.noun >= 0 else 0)
        found = spells(text, sentence.start, sentence.end, self._published)
        time = settings.time_of(found, parse, clause, noun_end)
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
            actors=settings.actors_of(names, parse, clause),
            places=settings.places_of(names, parse, clause),
            day=time.first if time else None,
            last_day=time.last if time else None,
            claimant=settings.claimant_of(self._reading.quotes, number.start, number.end, words),
            part=counted.part or deed.part or is_remainder(parse, number),
            further=counted.further,
            total=deed.total or settings.is_total(words) or bool(time and time.since),
            hypothetical=settings.is_hypothetical(parse, clause, deed.verb if deed.verb >= 0 else counted.top),
            negated=settings.is_negated(parse, counted.top, deed.verb, range(number.start, number.end)),
        )
