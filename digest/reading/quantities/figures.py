"""Finds the figures of an article and says of each what it is a number of."""

import re
from collections.abc import Sequence
from dataclasses import replace

from digest.nouns import Article, Bound, Change, Entity, Figure, Measure, NamedPerson, Quote, Sentence
from digest.reading.parse import Parse
from digest.reading.quantities import settings
from digest.reading.quantities.ages import Person, bearer, is_bare_age
from digest.reading.quantities.deeds import Deed, deed_of
from digest.reading.quantities.families import CASUALTIES
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
_SHORT_DASH = re.compile(r"[A-Z][A-Z.'’-]+(?:[ ,]+[A-Z][\w.'’-]+){0,4}[^.]{0,40}?(?:--|[-–—])\s")
_NO_SPELL = re.compile(
    r"(?:past|last|next|first|previous|coming|recent|final|following|nearly every|every|after|within"
    r"|in|over|during|before|until|about|than|another|by|under|at|these|those|the) $"
)
_OTHER_DOLLARS = re.compile(r"\b(?:SG?|AU?|CA?|HK|NZ|NT)\$|\b(?:Singapore|Australian|Canadian|Hong Kong|Taiwan) dollar")
_MEMBERS = frozenset("member seat judge person nation country page room bed storey vehicle bedroom strong".split())
_LATER = re.compile(r"[- ](?:ago|later|earlier|before|after|since|on|from now|away|prior|early|late)\b")


def find_figures(  # noqa: PLR0913 - what the room has read of the article
    article: Article,
    parses: Sequence[Parse],
    sentences: Sequence[Sentence],
    entities: Sequence[Entity],
    people: Sequence[NamedPerson],
    quotes: Sequence[Quote],
) -> tuple[Figure, ...]:
    """The figures of an article's English text, in order."""
    moment = article.published
    published = moment.day if moment and not moment.doubt else None
    reader = _Reader(article.text, published, entities, people, quotes)
    by_block = {parse.block: parse for parse in parses}
    found: list[Figure] = []
    for index, sentence in enumerate(sentences):
        if sentence.block in by_block:
            found += reader.figures(index, sentence, by_block[sentence.block])
    return tuple(found)


def _agreeing(found: list[Figure]) -> list[Figure]:
    """Without the bare number of a change whose other level has a unit: "to 4.3 million euros from 4.9 million"."""
    turned = {figure.counted for figure in found if figure.unit and figure.change is not Change.LEVEL}
    return [figure for figure in found if figure.unit or figure.change is Change.LEVEL or figure.counted not in turned]


def _membership(parse: Parse, number: Number, counted: Counted) -> Deed | None:
    """`a 12-member council`: it has 12 members."""
    joined = hyphened(parse, number)
    if joined is None or number.unit or joined.lemma.lower() not in _MEMBERS:
        return None
    whole = counted.lemmas[-1:] if counted.lemmas[-1:] != (joined.lemma.lower(),) else ()
    return Deed("have", -1, (*whole, joined.lemma.lower()))


class _Reader:
    """Reads an article's sentences."""

    def __init__(self, text, published, entities, people, quotes) -> None:  # type: ignore[no-untyped-def]
        self._text, self._published = text, published
        self._entities, self._named, self._quotes = entities, people, quotes
        self._dollar = "dollar" if _OTHER_DOLLARS.search(text) else "USD"
        self._people = sorted(Person(one.start, one.end, person.name) for person in people for one in person.mentions)

    def figures(self, index: int, sentence: Sentence, parse: Parse) -> list[Figure]:
        start, end = sentence.start, sentence.end
        found = numbers(self._text, start, end)
        if not found:
            return []
        tokens = [token for token in parse.tokens if start <= token.start < end]
        if not tokens:
            return []
        scope = range(tokens[0].i, tokens[-1].i + 1)
        spans = label_spans(self._text, start, end)
        near = [one for one in self._people if start <= one.start < end]
        made = (
            self._figure(index, sentence, parse, scope, number, near)
            for number in counting(self._text, found, parse, spans)
        )
        return _agreeing([figure for figure in made if figure is not None])

    def _figure(self, index, sentence, parse, scope, number, near) -> Figure | None:  # type: ignore[no-untyped-def]
        person = is_bare_age(self._text, number, near) if not number.unit else None
        if person or number.measure is Measure.AGE:
            return self._age(index, sentence, parse, scope, number, near, person)
        if number.measure is Measure.DURATION and not self._lasts(number):
            return None
        counted = counted_by(parse, number)
        deed = _membership(parse, number, counted) or deed_of(parse, number, counted)
        if number.measure in {Measure.COUNT, Measure.RANK} and not self._counts(parse, number, counted, deed):
            return None
        return self._made(index, sentence, parse, scope, number, counted, deed)

    def _counts(self, parse: Parse, number: Number, counted: Counted, deed: Deed) -> bool:
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

    def _lasts(self, number: Number) -> bool:
        """Whether a number of days says how long something is, and not when."""
        if _LATER.match(self._text, number.last):
            return False
        return not _NO_SPELL.search(self._text[max(0, number.start - 14) : number.start].lower())

    def _age(self, index, sentence, parse, scope, number, near, person):  # type: ignore[no-untyped-def]
        name, counted = (person.name, ()) if person else bearer(self._text, parse, number, near)
        if not name and not counted:
            return None
        number = number._replace(unit=number.unit or "year old", measure=Measure.AGE)
        anchor = anchor_of(parse, number)
        deed = Deed("be", -1, counted)
        made = self._made(
            index, sentence, parse, scope, number, Counted(anchor, -1, anchor, counted, False, False, False), deed
        )
        return replace(
            made,
            actors=(name,) if name else (),
            hypothetical=False,
            negated=False,
            total=False,
            part=False,
            further=False,
        )

    def _made(self, index, sentence, parse, scope, number, counted, deed) -> Figure:  # type: ignore[no-untyped-def]
        text = self._text
        clause = settings.clause_of(parse, counted.top, deed.verb, scope)
        behind = _SHORT_DASH.match(text, sentence.start, sentence.end)
        from_ = behind.end() if behind and behind.end() < number.start else sentence.start
        noun_end = parse.tokens[counted.noun].end if counted.noun >= 0 else number.end
        found = spells(text, sentence.start, sentence.end, self._published)
        time = settings.time_of(found, parse, clause, max(number.end, noun_end))
        per = _PER.match(text, number.end) or _PER.match(text, max(number.end, noun_end))
        verb = deed.verb
        return Figure(
            start=number.start,
            end=number.end,
            text=text[number.start : number.end],
            sentence=index,
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
            actors=settings.actors_of(self._entities, self._named, parse, clause, from_),
            places=settings.places_of(self._entities, parse, clause, from_),
            day=time.first if time else None,
            last_day=time.last if time else None,
            claimant=settings.claimant_of(self._quotes, number.start, number.end, text[sentence.start : sentence.end]),
            part=counted.part or deed.part or is_remainder(parse, number),
            further=counted.further,
            total=deed.total or settings.is_total(text, sentence.start, sentence.end) or bool(time and time.since),
            hypothetical=settings.is_hypothetical(text, parse, clause, verb if verb >= 0 else counted.top),
            negated=settings.is_negated(parse, counted.top, verb, range(number.start, number.end)),
        )
