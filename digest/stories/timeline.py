"""A story in order of time: when its texts appeared, what happened when, who was heard and what was counted first."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from digest.nouns import (
    Aspect,
    Claim,
    DayPrecision,
    Difference,
    Entry,
    EntryKind,
    Group,
    KeyQuote,
    Member,
    Moment,
    Precision,
    Timeline,
)
from digest.stories.comparison.phrases import naming
from digest.stories.events import LARGE, events, trusted

MOST_EVENTS = 8
MOST_BACKGROUND = 3  # of them
MOST_A_DAY = 3
MOST_SPEAKERS = 12
MOST_FIGURES = 12
MARGIN = timedelta(days=10)  # before and after the articles: what lies farther away is their background
STRETCH = 3  # or so many times the span of the articles, for a story that goes on for weeks
_ORDER = (EntryKind.EVENT, EntryKind.PUBLISHED, EntryKind.SPEAKER, EntryKind.FIGURE)
_NO_FIGURE = frozenset({Aspect.DATE, Aspect.PLACE, Aspect.OFFICE})


def timeline(group: Group, quotes: Sequence[KeyQuote], differences: Sequence[Difference] = ()) -> Timeline | None:
    """Set a story in order; None where that says nothing: one text or one day, and no dated event.

    Articles whose date is doubtful or inferred have no place in it. Copies and retellings stand with the text that they
    carry. Of the events the most widely told ones are listed, few of them from the background; of the figures those
    that outlets dispute or have revised.
    """
    published = tuple(_publications(group))
    days = [entry.first for entry in published]
    found = [replace(event, background=_far(event, days)) for event in events(group)]
    listed = _listed(found)
    timed = [one for one in published if one.moment and one.moment.precision is Precision.MINUTE]
    if not listed and (len(published) < 2 or (len(set(days)) < 2 and len(timed) < len(published))):
        return None
    figures = list(_figures(group, differences))[:MOST_FIGURES]
    entries = sorted((*published, *listed, *_speakers(group, quotes), *figures), key=_place)
    return Timeline(entries=tuple(entries), more_events=len(found) - len(listed))


def with_speakers(found: Timeline | None, group: Group, quotes: Sequence[KeyQuote]) -> Timeline | None:
    """A timeline with the first appearances that corrected quotes show."""
    if found is None:
        return None
    others = [entry for entry in found.entries if entry.kind is not EntryKind.SPEAKER]
    return replace(found, entries=tuple(sorted((*others, *_speakers(group, quotes)), key=_place)))


def _publications(group: Group) -> Iterator[Entry]:
    """The first appearance of each independent text, with the articles that carry it."""
    texts: dict[str, list[Member]] = {}
    voices = group.voices
    for member in group.members:
        texts.setdefault(voices[member.analysis.article.id], []).append(member)
    for members in texts.values():
        dated = [(moment, member) for member in members if (moment := trusted(member.published))]
        if not dated:
            continue
        moment, first = min(dated, key=lambda pair: (pair[0].at, pair[1].analysis.article.id))
        own = first.analysis.article.id
        others = tuple(member.analysis.article.id for member in members if member is not first)
        yield _appearance(EntryKind.PUBLISHED, own, moment, also_in=others)


def _appearance(kind: EntryKind, article: str, moment: Moment, *, also_in: tuple[str, ...] = ()) -> Entry:
    return Entry(
        kind=kind,
        first=moment.day,
        last=moment.day,
        precision=DayPrecision.DAY,
        article=article,
        moment=moment,
        also_in=also_in,
    )


def _speakers(group: Group, quotes: Sequence[KeyQuote]) -> Iterator[Entry]:
    """The first article that quotes each named speaker, under the words; those of the key quotes before others."""
    moments = {member.analysis.article.id: trusted(member.published) for member in group.members}
    said: dict[str, list[Entry]] = {}
    for quote in quotes:
        for version in quote.versions if quote.person else ():
            moment, part = moments[version.article], version.parts[0]
            if moment and (part.speaker or version is quote):
                entry = replace(
                    _appearance(EntryKind.SPEAKER, version.article, moment),
                    start=part.start,
                    end=part.end,
                    text=part.text,
                    name=part.speaker or "",
                    person=quote.person,
                )
                said.setdefault(quote.person, []).append(entry)
    ranks = {article: rank for rank, article in enumerate(group.ids)}
    for spoken in list(said.values())[:MOST_SPEAKERS]:
        yield min(spoken, key=lambda one: (_place(one)[:3], ranks[one.article], one.start))


def _figures(group: Group, differences: Sequence[Difference]) -> Iterator[Entry]:
    """The first article that gives each value of a disputed or revised figure, under the words around it."""
    members = {member.analysis.article.id: member for member in group.members}
    ranks = {article: rank for rank, article in enumerate(group.ids)}
    for difference in differences:
        for claims in _values(difference) if difference.aspect not in _NO_FIGURE else ():
            given = [entry for claim in claims if (entry := _given(members[claim.article], claim))]
            if given:
                yield min(given, key=lambda one: (_place(one)[:3], ranks[one.article], one.start))


def _values(difference: Difference) -> Iterator[Sequence[Claim]]:
    """The values of a difference, each with all who give it: its sides, then what was revised and is on none."""
    sides = [list(side.claims) for side in difference.sides]
    for update in difference.updates:
        for claim in (update.earlier, update.later):
            same = next((side for side in sides if claim in side or claim.text == side[0].text), None)
            if same is None:
                sides.append([claim])
            else:
                same.append(claim)
    yield from sides


def _given(member: Member, claim: Claim) -> Entry | None:
    moment = trusted(member.published)
    if moment is None:
        return None
    text = member.analysis.article.text
    words = naming(text, claim)
    entry = _appearance(EntryKind.FIGURE, claim.article, moment)
    return replace(entry, start=words.start, end=words.end, text=text[words.start : words.end], name=claim.text)


def _far(event: Entry, published: Sequence[date]) -> bool:
    """Whether an event lies so far from the articles that a drawing of both would show neither."""
    if not published:
        return False
    first, last = min(published), max(published)
    margin = max(MARGIN, STRETCH * (last - first))
    coarse = event.precision in LARGE and event.last - event.first > margin
    return coarse or event.last < first - margin or event.first > last + margin


def _listed(found: Sequence[Entry]) -> list[Entry]:
    listed: list[Entry] = []
    for event in found:
        background = sum(one.background for one in listed)
        that_day = sum((one.first, one.last) == (event.first, event.last) for one in listed)
        full = that_day >= MOST_A_DAY or (event.background and background >= MOST_BACKGROUND)
        if len(listed) < MOST_EVENTS and not full:
            listed.append(event)
    return listed


def _place(entry: Entry) -> tuple[date, bool, float, date, int, str, int]:
    timed = entry.moment is not None and entry.moment.precision is Precision.MINUTE
    at = entry.moment.at.timestamp() if entry.moment and timed else 0.0
    return entry.first, timed, at, entry.last, _ORDER.index(entry.kind), entry.article, entry.start
